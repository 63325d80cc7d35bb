"""What is typed about a delegation: parsed, or refused in one sentence."""

import pytest

from provision.cli.dns import check
from provision.cli.dns_input import name_server, zone_names
from provision.errors import BadInput


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


@pytest.mark.parametrize(
    ("words", "zone", "test"),
    [
        (["-a.contoh.id", "--test", "syntax02"], "-a.contoh.id", ("syntax02",)),
        (["--test", "syntax02", "-a.contoh.id"], "-a.contoh.id", ("syntax02",)),
        (["--test", "syntax02", "--", "-a.contoh.id"], "-a.contoh.id", ("syntax02",)),
        (["--test", "-a.b", "contoh.id"], "contoh.id", ("-a.b",)),
    ],
)
def test_a_zone_may_begin_with_a_hyphen(words: list[str], zone: str, test: tuple[str, ...]) -> None:
    given = check.make_context("check", words).params
    assert (given["zone"], given["test"]) == (zone, test)
