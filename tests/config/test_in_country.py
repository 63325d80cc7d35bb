"""The file of the country's networks: read as it is kept, and told by file and line where it is wrong."""

import time
from ipaddress import ip_address
from pathlib import Path

import pytest

from provision.config.init import init_site
from provision.config.load import load_site
from provision.config.networks import read_networks
from provision.errors import BadConfig

FILE = "inventory/networks.txt"


def site_with(tmp_path: Path, data: bytes | None, named: str = FILE) -> Path:
    folder = tmp_path / "site"
    init_site(folder)
    path = folder / "inventory/site.yaml"
    old = "  # in_country: inventory/jaringan-indonesia.txt"
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, f"  in_country: {named}"))
    if data is not None:
        (folder / FILE).write_bytes(data)
    return folder


@pytest.mark.parametrize(
    "data",
    [
        b"103.0.0.0/8\n",
        b"\n# of the registry\n103.0.0.0/8 # ours\n\n  2001:df0::/32  \n",
        b"1.0.0.0/24\r\n103.94.10.5\r\n",
    ],
)
def test_networks_one_a_line(tmp_path: Path, data: bytes) -> None:
    networks = load_site(site_with(tmp_path, data)).policy.in_country
    assert networks is not None
    assert ip_address("103.94.10.5") in networks
    assert ip_address("8.8.8.8") not in networks


def test_the_shipped_site_minds_no_address(tmp_path: Path) -> None:
    init_site(tmp_path / "site")
    assert load_site(tmp_path / "site").policy.in_country is None


WRONG = [
    (b"103.0.0.0/8\n\n103.94.10.5/24\n", f"{FILE}:3: 103.94.10.5/24 is not a network, as 203.0.113.0/24 is"),
    (
        b"103.0.0.0/8 104.0.0.0/8\n",
        f"{FILE}:1: 103.0.0.0/8 104.0.0.0/8 is not a network, as 203.0.113.0/24 is",
    ),
    (b"apnic|ID|ipv4|1.0.0.0|256\n", f"{FILE}:1: apnic|ID|ipv4|1.0.0.0|256 is not a network"),
    (b"# nothing yet\n", f"{FILE} holds no network"),
    (b"", f"{FILE} holds no network"),
    (b"\xff\xfe1\x00", f"{FILE} cannot be read"),
    (None, f"{FILE} cannot be read"),
]


@pytest.mark.parametrize(("data", "sentence"), WRONG)
def test_what_is_wrong_is_one_sentence(tmp_path: Path, data: bytes | None, sentence: str) -> None:
    folder = site_with(tmp_path, data)
    with pytest.raises(BadConfig) as caught:
        load_site(folder)
    assert str(caught.value.text).removeprefix(f"{folder}/").startswith(sentence)
    assert caught.value.exit_code == 2


def test_the_file_lies_in_the_site(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="inside the site's folder"):
        load_site(site_with(tmp_path, b"103.0.0.0/8\n", "../networks.txt"))


def test_ten_thousand_are_read_in_no_time(tmp_path: Path) -> None:
    path = tmp_path / "many.txt"
    lines = [f"{n // 256 + 1}.{n % 256}.0.0/16\n" for n in range(9000)] + [
        f"2400:{n:x}::/32\n" for n in range(1000)
    ]
    path.write_text("".join(lines))
    began = time.process_time()
    networks = read_networks(path)
    assert all(ip_address(f"{n % 30 + 1}.9.9.9") in networks for n in range(10_000))
    assert time.process_time() - began < 1.0
