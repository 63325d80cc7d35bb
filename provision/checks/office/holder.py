"""Who may ask about a standing grant: its holder alone, and only for what its state allows."""

from collections.abc import Iterator

from provision.checks.office.case import Case
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.model.grant import Grant, State

STANDING = msg("Site policy: only what was granted, and has not ended, can change")


def holder(case: Case) -> Iterator[Finding]:
    """Judge whether there is a standing grant, and whether the agency that asks holds it."""
    grant = case.before
    if grant is None:
        yield _nothing(case)
    elif not grant.on(case.today).stands:
        yield _ended(case, grant)
    elif grant.agency != case.request.agency:
        yield _another(case, grant)


def active(case: Case) -> Iterator[Finding]:
    """Judge whether the grant is not suspended: what is not shown is not changed."""
    if case.before and case.before.state is State.SUSPENDED:
        yield Finding(
            tag="GRANT_SUSPENDED",
            level=Level.ERROR,
            subject=case.name.text,
            why=Text("{name} is suspended by {request}", name=case.name, request=case.before.because.get("state", "?")),
            do=Text("It is resumed first, by a letter of its holder"),
            letter=Text("The name {name} is suspended.\nAsk for its resumption first.", name=case.name),
            source=STANDING,
        )  # fmt: skip


def suspended(case: Case) -> Iterator[Finding]:
    """Judge whether there is something to resume."""
    if case.before and case.before.on(case.today).active:
        yield Finding(
            tag="GRANT_NOT_SUSPENDED",
            level=Level.ERROR,
            subject=case.name.text,
            why=Text("{name} is not suspended", name=case.name),
            do=Text("Ask what is meant: provision show {name} tells how it stands", name=case.name),
            letter=Text("The name {name} is active already.\nTell us what does not work.", name=case.name),
            source=STANDING,
        )


def _nothing(case: Case) -> Finding:
    return Finding(
        tag="NO_SUCH_GRANT",
        level=Level.ERROR,
        subject=case.name.text,
        why=Text("No standing grant of {name} is in the ledger", name=case.name),
        do=Text("Check how the name is written; a name that was there before us is adopted first"),
        letter=Text("The name {name} is not registered.\nCheck how it is written.", name=case.name),
        source=STANDING,
    )


def _ended(case: Case, grant: Grant) -> Finding:
    return Finding(
        tag="GRANT_HAS_ENDED",
        level=Level.ERROR,
        subject=case.name.text,
        args={"until": str(grant.until), "agency": grant.agency.text},
        why=Text("The grant of {name} to {agency} ended on {day}",
                 name=case.name, agency=grant.agency, day=grant.until or "?"),
        do=Text("A name that is needed again is asked for anew"),
        letter=Text("The right to use {name} has ended.\nIf you need it again, ask for it as a new subdomain.", name=case.name),
        source=STANDING,
    )  # fmt: skip


def _another(case: Case, grant: Grant) -> Finding:
    return Finding(
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
