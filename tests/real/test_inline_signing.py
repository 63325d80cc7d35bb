"""BIND under inline signing compares another serial than it serves: told so, and still safe."""

import time
from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_address

import pytest

from provision.drivers.rfc2136 import Rfc2136Parent
from provision.engine.apply import is_done
from provision.engine.write import write
from provision.errors import Outside, Unsafe
from provision.model.site import Server
from tests.real.office import PARENT, Office
from tests.real.servers import named
from tests.real.test_together import a, cut

pytestmark = pytest.mark.sandbox

ADDRESS = "127.0.0.79"
CONFIG = """
key provision-read {{ algorithm hmac-sha256; secret "{read}"; }};
key provision-write {{ algorithm hmac-sha256; secret "{write}"; }};
zone "{zone}" {{ type primary; file "zone"; inline-signing yes; dnssec-policy default;
  allow-transfer {{ key provision-read; }}; update-policy {{ grant provision-write zonesub ANY; }}; }};
"""
ZONE = f"""$TTL 300
@ SOA ns1 hostmaster 2026010101 14400 3600 1209600 300
@ NS ns1
ns1 A {ADDRESS}
"""


@pytest.fixture
def signing(office: Office) -> Iterator[Rfc2136Parent]:
    """A parent zone that BIND signs inline, on an address of its own."""
    keys = {name: (office.folder / f"keys/{name}.key").read_text().strip() for name in ("read", "write")}
    parent = Rfc2136Parent(replace(office.zone, primary=Server(ip_address(ADDRESS)), timeout=2))
    with named(ADDRESS, CONFIG.format(zone=PARENT, **keys), zone=ZONE):
        ready(parent)
        yield parent


def ready(parent: Rfc2136Parent) -> None:
    for _ in range(100):
        try:
            if parent.serial() != 2026010101:
                return
        except Outside:
            pass
        time.sleep(0.1)
    pytest.fail("the zone was not signed in time")


def test_the_serial_is_not_what_this_server_compares(signing: Rfc2136Parent) -> None:
    assert signing.compares_serial() is False


def test_records_come_and_cuts_too(signing: Rfc2136Parent) -> None:
    after = write(signing, [a("taman")], signing.read())
    assert is_done([cut("hutan")], write(signing, [cut("hutan")], after))
    assert {rrset.type for rrset in signing.read()} == {"SOA", "NS", "A"}


def test_a_cut_over_a_name_that_came_meanwhile_is_taken_back(signing: Rfc2136Parent) -> None:
    seen = signing.read()
    signing.write([a("kota.taman")], [])
    with pytest.raises(Unsafe):
        write(signing, [cut("taman")], seen)
    after = signing.read()
    assert is_done([cut("taman").reversed(), a("kota.taman")], after)
