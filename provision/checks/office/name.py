"""The name asked for: reserved, official, another agency's, or written to deceive."""

from collections.abc import Iterator

from provision.checks.office.case import Case
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.model.site import Agency

DECREE = "Keputusan Bupati Nomor 261/KPTS/V/2017: nama subdomain resmi"
A_LABEL = "xn--"


def name(case: Case) -> Iterator[Finding]:
    """Judge the name itself, whatever the zone holds."""
    yield from _reserved(case)
    yield from official(case)
    yield from _labels(case)


def _reserved(case: Case) -> Iterator[Finding]:
    zone = case.site.zone_of(case.name)
    label = case.name.labels[-len(zone.name.labels) - 1]
    if label in case.site.policy.reserved or any(case.name == server.name for server in zone.servers):
        yield Finding(
            tag="NAME_RESERVED",
            level=Level.ERROR,
            subject=case.name.text,
            args={"label": label},
            why=Text("The name {label} is reserved in {zone}", label=label, zone=zone.name),
            do=Text("Ask for another name; policy.reserved in inventory/site.yaml lists the reserved ones"),
            letter=Text("The name {name} is reserved for the office's own services.\n"
                "Choose another name.",
                        name=case.name),
            source=msg("Site policy, policy.reserved; RFC 2142"),
        )  # fmt: skip


def official(case: Case) -> Iterator[Finding]:
    """Judge whether the name is an official one, and whose."""
    asking = case.site.agency(case.after.agency)
    owner = next((agency for agency in case.site.agencies.values() if case.name in agency.subdomains), None)
    if owner and owner.key != asking.key:
        yield _of_another(case, owner)
    elif asking.subdomains and owner is None:
        yield Finding(
            tag="NAME_NOT_OFFICIAL",
            level=Level.WARNING,
            subject=case.name.text,
            args={"official": [official.text for official in asking.subdomains]},
            why=Text("{name} is not an official name of {agency}; those are {official}",
                     name=case.name, agency=asking.name, official=asking.subdomains),
            do=Text("Ask whether a second name is meant, as for an event or an application"),
            source=DECREE,
        )  # fmt: skip


def _of_another(case: Case, owner: Agency) -> Finding:
    return Finding(
        tag="NAME_OF_ANOTHER_AGENCY",
        level=Level.ERROR,
        subject=case.name.text,
        args={"agency": owner.key.text},
        why=Text("{name} is the official name of {owner}", name=case.name, owner=owner.name),
        do=Text("Only {owner} may ask for it", owner=owner.name),
        letter=Text("The name {name} is the official name of {owner}.\n"
                "Choose another name.",
                    name=case.name, owner=owner.name),
        source=DECREE,
    )  # fmt: skip


def _labels(case: Case) -> Iterator[Finding]:
    for label in case.name.labels:
        if label.startswith(A_LABEL):
            yield _international(case, label)
        elif label[2:4] == "--":
            yield Finding(
                tag="DISCOURAGED_DOUBLE_DASH",
                testcase="syntax03",
                level=Level.WARNING,
                subject=case.name.text,
                args={"label": label},
                why=Text("{label} has hyphens in the third and fourth place", label=label),
                do=Text("Ask for a name without them: they are kept for encoded names"),
                source="Zonemaster syntax03; RFC 5891 section 4.2.3.1",
            )


def _international(case: Case, label: str) -> Finding:
    try:
        shown = label.encode("ascii").decode("idna")
    except UnicodeError:
        shown = label
    return Finding(
        tag="NAME_INTERNATIONAL",
        level=Level.ERROR,
        subject=case.name.text,
        args={"label": label, "shown": shown},
        why=Text("{label} stands for “{shown}”: letters outside a to z can pass for others",
                 label=label, shown=shown),
        do=Text("Ask for a name in plain letters"),
        letter=Text("The name {name} holds letters outside a to z.\n"
                "Choose a name in plain letters.", name=case.name),
        source="RFC 5890 section 4.4",
    )  # fmt: skip
