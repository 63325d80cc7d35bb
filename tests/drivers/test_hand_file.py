"""What a zone's file holds that a server does not keep when it writes the file anew."""

from pathlib import Path

import pytest

from provision.drivers.hand_file import read_hand_file
from provision.errors import Outside

LOST: list[tuple[str, dict[str, int]]] = [
    ("", {}),
    ("@ SOA a b 1 2 3 4 5\n", {}),
    ("; satu\nx A 1.2.3.4 ; dua\n", {"remarks": 2}),
    ('x TXT "v=spf1; bukan" "juga \\"; bukan"\n', {}),
    ('x TXT "a;b" ; ya\n', {"remarks": 1}),
    ('x TXT "a\n;dalam\n" ; ya\n', {"remarks": 1}),
    ("$generate 1-9 a$ A 1.2.3.$\r\n$INCLUDE lain\r\n;x\r\n", {"remarks": 1, "generate": 1, "include": 1}),
    (";;;\n", {"remarks": 1}),
]


@pytest.mark.parametrize(("text", "lost"), LOST)
def test_what_would_be_lost(tmp_path: Path, text: str, lost: dict[str, int]) -> None:
    (tmp_path / "zone").write_bytes(text.encode())
    file = read_hand_file(tmp_path / "zone")
    assert file
    assert file.lost == lost


@pytest.mark.parametrize(
    ("text", "beside", "takes"),
    [
        ("x", "", False),
        ("x", "zone.jnl", True),
        ("$ORIGIN .\n$TTL 3600\t; 1 hour\n", "", True),
        ("x", "zone.bak", False),
    ],
)
def test_a_zone_that_the_server_writes_already(tmp_path: Path, text: str, beside: str, takes: bool) -> None:
    (tmp_path / "zone").write_text(text)
    if beside:
        (tmp_path / beside).touch()
    file = read_hand_file(tmp_path / "zone")
    assert file
    assert file.takes_updates is takes


def test_a_file_elsewhere_or_unreadable(tmp_path: Path) -> None:
    assert read_hand_file(tmp_path / "zone") is None
    with pytest.raises(Outside, match="cannot be read"):
        read_hand_file(tmp_path)
