"""Extra records beside a name's addresses: only what the site allows, and where they can be seen."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from provision.checks.office.case import Case
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.names import Fqdn

APEX = "@"


def record(case: Case) -> Iterator[Finding]:
    """Judge each record that the grant would hold beside its addresses; DS records have a judge of their own."""
    for name, rtype in sorted(case.wanted.keys - case.was.keys):
        if rtype == "DS":
            continue
        if case.delegated:
            yield _in_child(name, rtype)
        elif not _allowed(case, name, rtype):
            yield _not_allowed(name, rtype)
    yield from _clashes(case)


def _allowed(case: Case, name: Fqdn, rtype: str) -> bool:
    label = name.text.removesuffix(case.name.text).removesuffix(".") or APEX
    return any(fnmatchcase(label, pattern) for pattern in case.site.policy.records.get(rtype, ()))


def _in_child(name: Fqdn, rtype: str) -> Finding:
    return Finding(
        tag="RECORD_BELONGS_TO_CHILD",
        level=Level.ERROR,
        subject=name.text,
        args={"type": rtype},
        why=Text("{name} {type} lies in the agency's own zone: in ours nobody would see it",
                 name=name, type=rtype),
        do=Text("The agency makes it on its own name servers"),
        letter=Text("The record {type} for {name} cannot be made by us: the name has name servers of its own.\n"
            "Make it on your own name servers.", name=name, type=rtype),
        source="RFC 1034 section 4.2.1",
    )  # fmt: skip


def _not_allowed(name: Fqdn, rtype: str) -> Finding:
    return Finding(
        tag="RECORD_NOT_ALLOWED",
        level=Level.ERROR,
        subject=name.text,
        args={"type": rtype},
        why=Text("A {type} record at {name} is not on the site's list", name=name, type=rtype),
        do=Text("Ask what it is for; policy.records in inventory/site.yaml lists what is allowed"),
        letter=Text("A {type} record for {name} is not among those that we make.\nTell us what it is needed for.",
                    name=name, type=rtype),
        source=msg("Site policy, policy.records"),
    )  # fmt: skip


def _clashes(case: Case) -> Iterator[Finding]:
    at_alias = {rrset.name for rrset in case.wanted.rrsets if rrset.type == "CNAME"}
    for name in sorted({r.name for r in case.wanted.rrsets if r.type != "CNAME"} & at_alias):
        yield Finding(
            tag="RECORD_CLASHES",
            level=Level.ERROR,
            subject=name.text,
            why=Text("{name} would be an alias and hold other records too", name=name),
            do=Text("Ask which of them is meant"),
            letter=Text("The name {name} cannot be an alias (CNAME) and have other records.\nChoose one of them.", name=name),
            source="RFC 2181 section 10.1",
        )  # fmt: skip
