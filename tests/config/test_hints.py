"""Root hints: IANA's by default, or a file in the same form."""

from pathlib import Path

import pytest

from provision.config.hints import read_hints
from provision.errors import BadInput
from provision.names import Fqdn


def test_iana_publishes_thirteen_servers() -> None:
    hints = read_hints()
    assert len({hint.address for hint in hints}) == 26
    assert [hint.address.version for hint in hints] == [4] * 13 + [6] * 13
    assert {hint.name for hint in hints[:13]} == {hint.name for hint in hints[13:]}
    assert hints[0].name == Fqdn("a.root-servers.net")


def test_a_file_like_named_root(tmp_path: Path) -> None:
    file = tmp_path / "named.root"
    file.write_text(
        "; ours\n. 3600000 NS A.ROOT.EXAMPLE.\nA.ROOT.EXAMPLE. 3600000 IN AAAA 2001:503:ba3e::2:30\n"
    )
    assert [str(hint) for hint in read_hints(file)] == ["a.root.example (2001:503:ba3e::2:30)"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "holds no address of a root server"),
        (". NS a.", "holds no address of a root server"),
        ("a.example. 1 A 999.1.1.1", ":1: 999.1.1.1 is not an IP address"),
        ("a.example. 1 MX 10 b.", ":1: a.example. 1 MX 10 b. is no address of a root server"),
    ],
)
def test_a_bad_file_is_one_sentence(tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "hints"
    file.write_text(text)
    with pytest.raises(BadInput) as caught:
        read_hints(file)
    assert sentence in str(caught.value.text)
    with pytest.raises(BadInput, match="cannot be read"):
        read_hints(tmp_path / "none")
