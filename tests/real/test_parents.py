"""Every kind of parent passes one table: each step is planned, written and read, and the second time changes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from provision.decide.diff import differences
from provision.engine.apply import is_done
from provision.engine.write import write
from provision.errors import NotVerified, Outside, Stale, Unsafe
from provision.model.change import Change
from provision.model.rrset import RRset
from provision.model.wanted import Wanted
from provision.model.zone import SeenZone
from provision.names import Fqdn
from tests.real.office import PARENT, Office
from tests.real.parents import KINDS, Kept
from tests.real.test_together import MEANWHILE, a

pytestmark = pytest.mark.sandbox

DS = ("4711 13 2 " + "ab" * 32, "4711 13 4 " + "cd" * 48)


def rrset(name: str, rtype: str, *values: str, ttl: int = 3600) -> RRset:
    return RRset.of(Fqdn(f"{name}.{PARENT}"), rtype, ttl, values)


def cut(*servers: str) -> RRset:
    return rrset("taman", "NS", *servers)


NS1, NS2 = f"ns1.taman.{PARENT}.", f"ns2.taman.{PARENT}."
GLUE = (rrset("ns1.taman", "A", "103.150.30.53"), rrset("ns1.taman", "AAAA", "2001:df4:a30::53"))
GLUE2 = rrset("ns2.taman", "A", "103.151.30.53")
ADDRESSES = (rrset("taman", "A", "103.150.30.90"), rrset("taman", "AAAA", "2001:df4:a30::90"))
MX = rrset("taman", "MX", "10 mail.penyedia.co.id.", "20 mail2.penyedia.co.id.")
TXT = rrset("taman", "TXT", '"v=spf1 -all"', '"a;b \\"c\\" \\\\ \\195\\169"', f'"{"x" * 255}" "{"y" * 100}"')

# The story of one name, step by step: what is wanted of it, and of what lies below it.
STORY: Sequence[tuple[str, Sequence[RRset]]] = (
    ("a delegation with glue", [cut(NS1, NS2), *GLUE, GLUE2]),
    ("another address of its server", [cut(NS1, NS2), *GLUE, rrset("ns2.taman", "A", "103.151.30.54")]),
    ("servers elsewhere, and no glue", [cut("ns1.penyedia.co.id.", "ns2.penyedia.co.id.")]),
    ("a DS beside it", [cut(NS1, NS2), *GLUE, GLUE2, rrset("taman", "DS", DS[0])]),
    ("another DS, and another TTL", [cut(NS1, NS2), *GLUE, GLUE2, rrset("taman", "DS", *DS, ttl=300)]),
    ("addresses in the zone instead", ADDRESSES),
    ("one address more, one family less", [rrset("taman", "A", "103.150.30.90", "103.150.30.91")]),
    ("records beside them", [*ADDRESSES, MX, TXT]),
    ("an alias instead", [rrset("taman", "CNAME", f"www.{PARENT}.")]),
    ("a delegation instead of the alias", [cut(NS1), *GLUE]),
    ("an alias instead of the delegation", [rrset("taman", "CNAME", f"hosting1.{PARENT}.", ttl=60)]),
    ("nothing", []),
)
NAMES = frozenset(Fqdn(f"{name}.{PARENT}") for name in ("taman", "ns1.taman", "ns2.taman"))
KEYS = frozenset((Fqdn(f"taman.{PARENT}"), rtype) for rtype in ("DS", "TXT", "MX"))


@pytest.fixture(params=KINDS)
def kept(request: pytest.FixtureRequest, office: Office) -> Iterator[Kept]:
    """A parent of each kind in turn, put back afterwards as it was."""
    with KINDS[request.param](office) as kept:
        before = kept.parent.read()
        yield kept
        after = kept.parent.read()
        keys = {key for key in {*before.rrsets, *after.rrsets} if key[1] != "SOA"}
        differ = [(after.rrsets.get(key), before.rrsets.get(key)) for key in keys]
        kept.parent.write([Change(seen, was) for seen, was in differ if seen != was], [])


def plan(wanted: Sequence[RRset], zone: SeenZone) -> Sequence[Change]:
    return differences(Wanted("subdomain:taman", NAMES, tuple(wanted), KEYS), zone)


def test_a_name_s_life_each_step_twice(kept: Kept) -> None:
    parent, first = kept.parent, kept.parent.read()
    for what, wanted in STORY:
        before = parent.read()
        after = write(parent, plan(wanted, before), before)
        assert {rrset.key for name in NAMES for rrset in after.at(name)} == {rrset.key for rrset in wanted}, (
            what
        )
        assert all(after.get(*rrset.key) == rrset for rrset in wanted), what
        assert after.serial != before.serial, what
        # The second time there is nothing to do, and nothing is done.
        assert plan(wanted, after) == [], what
        parent.write(plan(wanted, after), [])
        assert parent.read() == after, what
    assert {**first.rrsets, soa(first): None} == {**parent.read().rrsets, soa(first): None}


def soa(zone: SeenZone) -> tuple[Fqdn, str]:
    return zone.apex, "SOA"


@pytest.mark.parametrize(
    ("what", "ours", "theirs", "goes"), MEANWHILE, ids=lambda value: value if isinstance(value, str) else ""
)
def test_what_a_colleague_wrote_meanwhile_survives(
    kept: Kept, what: str, ours: Change, theirs: Change, goes: bool
) -> None:
    parent, seen = kept.parent, kept.parent.read()
    parent.write([theirs], [])
    if goes and kept.scripted and "cut" in what:
        # A person's script stands on the serial of the plan: any other change asks for a new plan.
        goes = False
    if goes:
        assert is_done([ours, theirs], write(parent, [ours], seen))
        return
    with pytest.raises((Stale, Unsafe)):
        write(parent, [ours], seen)
    after = parent.read()
    assert is_done([theirs], after), what
    assert not is_done([ours], after)


@dataclass(frozen=True)
class Nonsense:
    """A change that no zone can hold, written as if nobody had looked."""

    what: str
    change: Change


NONSENSE = [
    Nonsense("an alias beside addresses", Change(None, rrset("www", "CNAME", f"mail.{PARENT}."))),
    Nonsense("an address beside an alias", Change(None, rrset("ppid", "A", "103.150.30.99"))),
]


@pytest.mark.parametrize("case", NONSENSE, ids=lambda case: case.what)
def test_no_yes_is_believed(kept: Kept, case: Nonsense, monkeypatch: pytest.MonkeyPatch) -> None:
    # These servers never show it: no need to wait for a signer.
    monkeypatch.setattr("provision.engine.write.SETTLING", 0.3)
    before = kept.parent.read()
    with pytest.raises((Outside, NotVerified, Stale, Unsafe)):
        write(kept.parent, [case.change], before)
    assert kept.parent.read() == before


def test_a_stale_value_is_not_replaced(kept: Kept) -> None:
    parent = kept.parent
    seen = write(parent, [a("taman", "103.150.30.91")], parent.read())
    mine = Change(seen.get(Fqdn(f"taman.{PARENT}"), "A"), rrset("taman", "A", "103.150.30.92"))
    theirs = Change(mine.before, rrset("taman", "A", "103.150.30.93"))
    parent.write([theirs], [])
    with pytest.raises(Stale):
        write(parent, [mine], seen)
    assert is_done([theirs], parent.read())


def test_what_somebody_did_already_is_found_done(kept: Kept) -> None:
    parent, wanted = kept.parent, [cut(NS1, NS2), *GLUE, GLUE2]
    parent.write(plan(wanted, parent.read()), [])
    assert plan(wanted, parent.read()) == []
