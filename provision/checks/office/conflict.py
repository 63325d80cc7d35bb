"""The name against what stands already: the live zone, the grants, the other open letters."""

from collections.abc import Iterator

from provision.checks.office.case import Case
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.model.grant import Grant
from provision.model.request import Request
from provision.model.rrset import RRset
from provision.model.wanted import OWNED_TYPES
from provision.names import Fqdn

ONE_HOLDER = msg("Site policy: a name has one holder and one open request")
REPORTED_BELOW = 5
WAITS = "NAME_IN_OPEN_REQUEST"


def conflict(case: Case) -> Iterator[Finding]:
    """Judge a new name against the zone, the grants and the open requests."""
    if case.before and not case.before.on(case.today).stands and case.before.stands:
        yield _ending(case, case.before)
    elif case.before and case.before.stands:
        yield _held(case)
    else:
        yield from growth(case)
        yield from _wildcard(case)


def growth(case: Case) -> Iterator[Finding]:
    """Judge what the grant would newly show against what the zone holds already."""
    yield from _in_zone(case)
    yield from _hidden(case)
    yield from _below(case)


def open_requests(case: Case) -> Iterator[Finding]:
    """Judge against letters for the same name that came earlier and are still open."""
    others = [other.id for other in case.register.requests_for.get(case.after.key, ())]
    earlier = others[: others.index(case.request.id)] if case.request.id in others else others
    for other in case.register.requests_for.get(case.after.key, ()):
        if other.id in earlier:
            yield _earlier(case, other)


def _earlier(case: Case, other: Request) -> Finding:
    return Finding(
        tag=WAITS,
        level=Level.ERROR,
        subject=case.name.text,
        args={"request": str(other.id), "agency": other.agency.text},
        why=Text("{request} of {agency} came earlier and is still open for {name}",
                 request=other.id, agency=other.agency, name=case.name),
        do=Text("Answer {request} first, or cancel it", request=other.id),
        letter=Text("Another letter about {name} is still being handled.\n"
                "Yours follows after it.",
                    name=case.name),
        source=ONE_HOLDER,
    )  # fmt: skip


def _held(case: Case) -> Finding:
    grant = case.before
    assert grant is not None  # noqa: S101 - the caller looked
    holder = case.site.agency_name(grant.agency)
    own = grant.agency == case.request.agency
    return Finding(
        tag="NAME_HELD",
        level=Level.ERROR,
        subject=case.name.text,
        args={"agency": grant.agency.text, "since": str(grant.since)},
        why=Text(
            "{name} is held by {holder} since {since}", name=case.name, holder=holder, since=grant.since
        ),
        do=Text("Record the letter as a change") if own else Text("Ask for another name"),
        letter=Text(
            "The name {name} is already yours.\nAsk for a change of its data instead.", name=case.name
        )
        if own
        else Text(
            "The name {name} is already used by {holder}.\nChoose another name.",
            name=case.name,
            holder=holder,
        ),
        source=ONE_HOLDER,
    )


def _ending(case: Case, grant: Grant) -> Finding:
    return Finding(
        tag="NAME_ENDING",
        level=Level.ERROR,
        subject=case.name.text,
        args={"until": str(grant.until), "agency": grant.agency.text},
        why=Text("The last day of {name}, {day}, is over, and it has not been taken away yet",
                 name=case.name, day=grant.until or ""),
        do=Text("Let it end: provision apply --ended, then check again"),
        letter=Text("The name {name} has passed its last day and is being taken away.\n"
                "Ask again in a few days, or choose another name.",
                    name=case.name),
        source=ONE_HOLDER,
    )  # fmt: skip


def _in_zone(case: Case) -> Iterator[Finding]:
    wanted = {rrset.key: rrset for rrset in case.wanted.rrsets}
    seen = (rrset for name in sorted({case.name, *case.wanted.names}) for rrset in case.zone.at(name))
    strange = [
        rrset for rrset in seen if not _known(case, rrset) and not rrset.same_data(wanted.get(rrset.key))
    ]
    if strange:
        yield _taken(case, strange)


def _known(case: Case, rrset: RRset) -> bool:
    """Tell whether a set is explained: the grant shows it, or stands beside it already and does not want it."""
    ours = {known.key: known for known in case.was.rrsets}
    if rrset.key in ours:
        return rrset.type in OWNED_TYPES or {*rrset.values} <= {*ours[rrset.key].values}
    wanting = rrset.type in OWNED_TYPES or rrset.key in case.wanted.keys
    # A suspended grant shows nothing, and what stood beside it still does.
    beside = case.was.names if case.before and case.before.stands else frozenset()
    return not wanting and rrset.name in beside


def _taken(case: Case, strange: list[RRset]) -> Finding:
    alias = any(rrset.type == "CNAME" for rrset in strange)
    return Finding(
        tag="NAME_IS_ALIAS" if alias else "NAME_IN_ZONE",
        level=Level.ERROR,
        subject=case.name.text,
        args={"records": [str(rrset) for rrset in strange]},
        why=Text(
            "The zone already holds {records}, and no grant explains it", records=[str(r) for r in strange]
        ),
        do=Text("Find out whose it is: adopt it for its agency, or remove it, then check again"),
        letter=Text("The name {name} is already in use.\nChoose another name.", name=case.name),
        source="RFC 2181 section 10.1" if alias else ONE_HOLDER,
    )


def _hidden(case: Case) -> Iterator[Finding]:
    if cut := case.zone.cut_above(case.name):
        yield Finding(
            tag="NAME_HIDDEN_BY_CUT",
            level=Level.ERROR,
            subject=case.name.text,
            args={"cut": cut.name.text},
            why=Text("{name} lies below {cut}, which is delegated ({type}): nobody would see it",
                     name=case.name, cut=cut.name, type=cut.type),
            do=Text("The holder of {cut} can make the name on its own name servers", cut=cut.name),
            letter=Text("The name {name} lies below {cut}, which has name servers of its own.\n"
                "Ask its administrator.",
                        name=case.name, cut=cut.name),
            source="RFC 2136 section 7.13; RFC 1034 section 4.2",
        )  # fmt: skip


def _below(case: Case) -> Iterator[Finding]:
    below = [name for name in case.zone.below(case.name) if name not in case.wanted.names]
    ours = {rrset.key for rrset in case.was.rrsets}
    beside = [r for r in case.zone.at(case.name) if r.type not in OWNED_TYPES and r.key not in ours]
    below += [case.name] if beside and ours else []
    if case.delegated and below:
        yield Finding(
            tag="NAMES_BELOW_WOULD_VANISH",
            level=Level.ERROR,
            subject=case.name.text,
            args={"names": [name.text for name in below]},
            why=Text("A delegation of {name} would hide the names below it: {names}",
                     name=case.name, names=_some(below)),
            do=Text("Let the agency take these names into its own zone first, and remove them here"),
            letter=Text("Below {name} these names exist already: {names}.\n"
                "Tell us what shall become of them.",
                        name=case.name, names=_some(below)),
            source="RFC 1034 section 4.2.1",
        )  # fmt: skip


def _some(names: list[Fqdn]) -> list[str]:
    shown = [name.text for name in sorted(names)[:REPORTED_BELOW]]
    return shown + ["…"] * (len(names) > REPORTED_BELOW)


def _wildcard(case: Case) -> Iterator[Finding]:
    if star := case.zone.wildcard_over(case.name):
        yield Finding(
            tag="NAME_UNDER_WILDCARD",
            level=Level.NOTICE,
            subject=case.name.text,
            args={"wildcard": star.name.text},
            why=Text(
                "{name} answers today through {star}, and will no longer", name=case.name, star=star.name
            ),
            do=Text("Nothing, if that is meant"),
            source="RFC 4592 section 3.3.1",
        )
