"""The end of a grant: only its holder may ask, and nothing may depend on the name."""

from collections.abc import Iterator

from provision.checks.office.case import Case
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.model.wanted import OWNED_TYPES

DEPENDENTS = "NAME_HAS_DEPENDENTS"
SOURCE = msg("Site policy: nothing that is in use is taken away unseen")


def holder(case: Case) -> Iterator[Finding]:
    """Judge whether there is a grant, and whether the agency holds it."""
    grant = case.before
    if grant is None or not grant.stands:
        yield _nothing(case)
    elif grant.agency != case.request.agency:
        yield Finding(
            tag="NOT_THE_HOLDER",
            level=Level.ERROR,
            subject=case.name.text,
            args={"holder": grant.agency.text, "agency": case.request.agency.text},
            why=Text("{name} is held by {holder}, not by {agency}",
                     name=case.name, holder=grant.agency, agency=case.request.agency),
            do=Text("Only the holder may ask"),
            letter=Text("The name {name} is not registered for your agency.\nOnly the agency that holds it may ask for this.",
                        name=case.name),
            source=msg("Site policy: only the holder may ask"),
        )  # fmt: skip


def _nothing(case: Case) -> Finding:
    return Finding(
        tag="NO_SUCH_GRANT",
        level=Level.ERROR,
        subject=case.name.text,
        why=Text("No standing grant of {name} is in the ledger", name=case.name),
        do=Text("Check how the name is written; a name that was there before us is adopted first"),
        letter=Text("The name {name} is not registered.\nCheck how it is written.", name=case.name),
        source=msg("Site policy: only what was granted can end"),
    )


def dependents(case: Case) -> Iterator[Finding]:
    """List what depends on the name: names below it, records that point to it, other records at it."""
    names = case.wanted.names
    below = [name.text for name in case.zone.below(case.name) if name not in names]
    pointing = [
        str(rrset)
        for name in sorted(names)
        for rrset in case.zone.pointing_at(name)
        if rrset.name not in names
    ]
    beside = [
        str(rrset) for name in sorted(names) for rrset in case.zone.at(name) if rrset.type not in OWNED_TYPES
    ]
    found = [*below, *pointing, *beside]
    if found:
        yield Finding(
            tag=DEPENDENTS,
            level=Level.WARNING if case.accept_dependents else Level.ERROR,
            subject=case.name.text,
            args={"below": below, "pointing": pointing, "beside": beside},
            why=Text("These depend on {name}: {found}", name=case.name, found=found),
            do=Text("Let them go first, or repeat the command with --accept-dependents"),
            letter=Text("These are still in use together with {name}: {found}.\n"
                "Tell us what shall become of them.",
                        name=case.name, found=found),
            source=SOURCE,
        )  # fmt: skip
