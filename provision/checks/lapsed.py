"""A grant whose last day is over: it ends by itself, and this tells what is left to do."""

from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.model.grant import Grant


def lapsed(grant: Grant) -> list[Finding]:
    """Return the finding that a grant is over, though the ledger holds it as standing."""
    return [
        Finding(
            tag="GRANT_LAPSED",
            level=Level.WARNING,
            subject=grant.object,
            args={"until": str(grant.until), "request": grant.because.get("until", "")},
            why=Text("The last day of {name}, {day}, is over", name=grant.object, day=grant.until or ""),
            do=Text("Let it end: provision apply --ended"),
            source=msg("The letter that set its last day"),
        )
    ]
