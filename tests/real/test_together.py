"""Somebody else writes to the zone between reading and writing: related changes stop a plan, others do not."""

from collections.abc import Callable

import pytest

from provision.drivers.rfc2136 import Rfc2136Parent
from provision.engine.apply import is_done
from provision.engine.write import write
from provision.errors import NotVerified, Stale, Unsafe
from provision.model.change import Change
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.real.office import PARENT, Office
from tests.real.test_letters_judged import PENYEDIA

pytestmark = pytest.mark.sandbox


def a(name: str, ip: str = "103.150.30.99") -> Change:
    return Change(None, RRset.of(Fqdn(f"{name}.{PARENT}"), "A", 300, [ip]))


def cut(name: str) -> Change:
    servers = [Fqdn("ns1.penyedia.co.id"), Fqdn("ns2.penyedia.co.id")]
    return Change(None, RRset.hosts(Fqdn(f"{name}.{PARENT}"), "NS", 300, servers))


# what we plan, what somebody else does meanwhile, and whether ours still goes through
MEANWHILE = [
    ("an unrelated name", a("taman"), a("hutan"), True),
    ("the same name, other type", a("taman"), Change(None, RRset.of(Fqdn(f"taman.{PARENT}"), "TXT", 60, ['"x"'])), False),
    ("the same record set", a("taman"), a("taman", "103.150.30.98"), False),
    ("an alias at the name", a("taman"),
     Change(None, RRset.hosts(Fqdn(f"taman.{PARENT}"), "CNAME", 60, [Fqdn(f"www.{PARENT}")])), False),
    ("a cut above the name", a("kota.taman"), cut("taman"), False),
    ("a cut, an unrelated name", cut("taman"), a("hutan"), True),
    ("a cut, a name below it", cut("taman"), a("kota.taman"), False),
    ("a cut, the same name", cut("taman"), a("taman"), False),
]  # fmt: skip


@pytest.mark.parametrize(("what", "ours", "theirs", "goes"), MEANWHILE)
def test_compare_and_swap(office: Office, what: str, ours: Change, theirs: Change, goes: bool) -> None:
    parent = Rfc2136Parent(office.zone)
    seen = parent.read()
    parent.write([theirs], [])
    if goes:
        assert is_done([ours, theirs], write(parent, [ours], seen))
        return
    with pytest.raises((Stale, Unsafe)):
        write(parent, [ours], seen)
    after = parent.read()
    assert is_done([theirs], after), what
    assert not is_done([ours], after)


class WithoutSerial(Rfc2136Parent):
    """A server that compares another serial than it serves, as BIND does under inline signing."""

    def compares_serial(self) -> bool:
        return False


def test_a_cut_is_taken_back_where_the_serial_cannot_guard_it(office: Office) -> None:
    parent = WithoutSerial(office.zone)
    seen = parent.read()
    parent.write([a("kota.taman")], [])
    with pytest.raises(Unsafe):
        write(parent, [cut("taman")], seen)
    assert parent.read().get(Fqdn(f"taman.{PARENT}"), "NS") is None
    assert is_done([cut("hutan")], write(parent, [cut("hutan")], parent.read()))


class Interrupted(Rfc2136Parent):
    """A zone that somebody else changes right before each of our updates."""

    def __init__(self, office: Office, do: Callable[[int], Change], times: int) -> None:
        super().__init__(office.zone)
        self.do, self.times, self.sent = do, times, 0

    def write(self, changes, guards):  # type: ignore[no-untyped-def]
        if changes and self.sent < self.times:
            super().write([self.do(self.sent)], [])
            self.sent += 1
        super().write(changes, guards)


@pytest.mark.parametrize(("times", "goes"), [(1, True), (4, True), (9, False)])
def test_a_busy_zone_is_tried_five_times(office: Office, times: int, goes: bool) -> None:
    parent = Interrupted(office, lambda number: a(f"ramai{number}"), times)
    if goes:
        assert is_done([cut("taman")], write(parent, [cut("taman")], parent.read()))
        return
    with pytest.raises(Stale):
        write(parent, [cut("taman")], parent.read())
    assert parent.sent == 5


class Deaf(Rfc2136Parent):
    """A server that says yes and does nothing, as BIND does to an address beside an alias."""

    def write(self, changes, guards):  # type: ignore[no-untyped-def]
        return None


def test_noerror_is_not_believed(office: Office) -> None:
    parent = Deaf(office.zone)
    with pytest.raises(NotVerified, match="does not show it"):
        write(parent, [a("taman")], parent.read())


def test_a_plan_that_was_shown_is_not_another_plan(office: Office) -> None:
    request = str(office.letter("disdik", "disdik", {"ips": ["103.28.12.80"], "ns": PENYEDIA}).id)
    office.must("plan", request)
    parent = Rfc2136Parent(office.zone)
    parent.write([a("hutan")], [])
    office.must("apply", request, "--yes")
    other = str(office.letter("dlh", "rawa").id)
    office.must("plan", other)
    zones = office.folder / "inventory/zones.yaml"
    zones.write_text(zones.read_text().replace("address_ttl: 3600", "address_ttl: 60"))
    assert "Run provision plan again" in office.must("apply", other, "--yes", code=4)
    office.must("plan", other)
    office.must("apply", other, "--yes")


def test_a_lock_tells_who_is_at_work(office: Office) -> None:
    request = str(office.letter("dlh", "taman").id)
    with office.desk() as desk, desk.ledger.lock(f"zone:{PARENT}", "siti"):
        said = office.must("apply", request, "--yes", code=4)
    assert "siti is at work" in said
    office.must("apply", request, "--yes")
