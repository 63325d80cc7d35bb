"""What fills the places of a sentence: servers by name and address, lists as lists, nothing by a word."""

import pytest

from provision.checks.dns.case import Case, Message
from provision.model.finding import Level
from provision.names import Fqdn

CASE = Case("zone99", "", {"TAG": Message(Level.INFO, "{what}")})


@pytest.mark.parametrize(
    ("argument", "told"),
    [
        ("ns1.a.id/103.1.1.1", "ns1.a.id (103.1.1.1)"),
        ("ns1.a.id/103.1.1.1;ns2.a.id/2001:df0::1", "ns1.a.id (103.1.1.1), ns2.a.id (2001:df0::1)"),
        ("103.1.1.0/24", "103.1.1.0/24"),
        ("2001:df0::/32;103.1.1.0/24", "2001:df0::/32, 103.1.1.0/24"),
        ("https://a.id/", "https://a.id/"),
        ("1;2", "1, 2"),
        ("", "none"),
        (7, "7"),
    ],
)
def test_an_argument_in_words(argument: str | int, told: str) -> None:
    finding = CASE.found("TAG", Fqdn("a.id"), what=argument)
    assert finding.why.to("en") == told
    assert finding.args == {"what": argument}
