"""What the kernel says of a way that is not there, and whose fault that is."""

import errno

import pytest

from provision.drivers.stream.asked import silence_of
from provision.model.query import Query, Silence
from provision.names import Fqdn, parse_ip

FOUR, SIX = "103.94.10.53", "2001:df0:53::53"
SAID = [
    (errno.ENETUNREACH, SIX, Silence.NO_FAMILY),
    (errno.EADDRNOTAVAIL, SIX, Silence.NO_FAMILY),
    (errno.EAFNOSUPPORT, SIX, Silence.NO_FAMILY),
    (errno.ENETUNREACH, FOUR, Silence.NO_FAMILY),
    (errno.EAFNOSUPPORT, FOUR, Silence.NO_FAMILY),
    (errno.EADDRNOTAVAIL, FOUR, Silence.UNREACHABLE),
    (errno.EHOSTUNREACH, FOUR, Silence.UNREACHABLE),
    (errno.EHOSTUNREACH, SIX, Silence.UNREACHABLE),
    (errno.ECONNREFUSED, FOUR, Silence.REFUSED),
    (errno.ECONNREFUSED, SIX, Silence.REFUSED),
    (errno.EPERM, FOUR, Silence.UNREACHABLE),
]


@pytest.mark.parametrize(("number", "address", "wanted"), SAID)
def test_whose_fault_it_is(number: int, address: str, wanted: Silence) -> None:
    query = Query(parse_ip(address), Fqdn("dinkes.go.id"), "SOA")
    assert silence_of(OSError(number, ""), query) is wanted
