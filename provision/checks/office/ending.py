"""What is taken away: nothing may depend on the name unseen."""

from collections.abc import Iterator

from provision.checks.office.case import Case
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.model.wanted import OWNED_TYPES

DEPENDENTS = "NAME_HAS_DEPENDENTS"
SOURCE = msg("Site policy: nothing that is in use is taken away unseen")


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
        str(rrset)
        for name in sorted(names)
        for rrset in case.zone.at(name)
        if rrset.type not in OWNED_TYPES and rrset.key not in case.wanted.keys
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
