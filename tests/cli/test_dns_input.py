"""What is typed about a delegation: parsed, or refused in one sentence."""

import pytest

from provision.cli.dns_input import ds_record, name_server, zone_names
from provision.errors import BadInput

DIGEST = "F78CF3344F72137235098ECBBD08947C2C9001C7F6A085A17F518B5D8F6B916D"


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        (f"31406,8,2,{DIGEST}", f"31406 8 2 {DIGEST}"),
        (f"31406 8 2 {DIGEST.lower()}", f"31406 8 2 {DIGEST}"),
        (f"31406, 8, 2, {DIGEST[:32]} {DIGEST[32:]}", f"31406 8 2 {DIGEST}"),
        ("1,8,77,AB", "1 8 77 AB"),
    ],
)
def test_ds(word: str, wanted: str) -> None:
    assert ds_record(word) == wanted


@pytest.mark.parametrize(
    "word",
    ["", "1,2,3", f"31406,8,2,{DIGEST[:-2]}", f"31406,8,2,{DIGEST[:-2]}XY", f"70000,8,2,{DIGEST}", f"1,300,2,{DIGEST}",
     f"1,8,999,{DIGEST}", f"-1,8,2,{DIGEST}", "1,8,77,ABC", "satu,8,2,AB"],
)  # fmt: skip
def test_no_ds(word: str) -> None:
    with pytest.raises(BadInput):
        ds_record(word)


@pytest.mark.parametrize("word", ["ns1.contoh.id/", "ns1.contoh.id", "ns1.contoh.id/103.94.10.5,2001:df0::1"])
def test_name_server(word: str) -> None:
    assert name_server(word).name.text == "ns1.contoh.id"
    assert len(name_server(word).glue) == word.count(":df0") + word.count("103.")


@pytest.mark.parametrize("word", ["", "ns1.contoh.id/103.94.10", "/103.94.10.5", "ns1.contoh.id/a,b"])
def test_no_name_server(word: str) -> None:
    with pytest.raises(BadInput):
        name_server(word)


def test_zones() -> None:
    assert zone_names(["# semua", "a.id", "", "b.id  # kedua", "a.id"]) == ["a.id", "b.id"]


@pytest.mark.parametrize("lines", [[], ["# tidak ada"], ["a.id b.id"]])
def test_no_zones(lines: list[str]) -> None:
    with pytest.raises(BadInput):
        zone_names(lines)
