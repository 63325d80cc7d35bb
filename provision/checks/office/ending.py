"""What is taken away: nothing may depend on the name unseen."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from provision.checks.office.case import Case
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.model.wanted import OWNED_TYPES
from provision.names import Fqdn

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
        why = Text("These depend on {name}: {found}", name=case.name, found=found)
        args = {"below": below, "pointing": pointing, "beside": beside}
        yield in_use(case.name, why, found, args, accepted=case.accept_dependents)


def in_use(
    name: Fqdn, why: Text, found: Sequence[str], args: Mapping[str, Any], *, accepted: bool
) -> Finding:
    """Return the finding that what would go is still used; once that was accepted, it stops nothing."""
    return Finding(
        tag=DEPENDENTS,
        level=Level.WARNING if accepted else Level.ERROR,
        subject=name.text,
        args=args,
        why=why,
        do=Text("Let them go first, or repeat the command with --accept-dependents"),
        letter=Text("These are still in use together with {name}: {found}.\n"
            "Tell us what shall become of them.",
                    name=name, found=found),
        source=SOURCE,
    )  # fmt: skip
