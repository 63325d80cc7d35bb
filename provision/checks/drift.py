"""A zone against the grants: each difference is a finding that carries the change that mends it."""

from collections.abc import Mapping

from provision.decide.diff import differences
from provision.i18n import Text, msg
from provision.model.change import Change
from provision.model.finding import Finding, Level
from provision.model.wanted import Wanted
from provision.model.zone import SeenZone
from provision.names import Fqdn

SOURCE = msg("The grant, as the ledger holds it")
# For what a change does: the tag, what is seen, and what mends it.
WORDS: Mapping[str, tuple[str, str, str]] = {
    "create": ("RECORD_MISSING", msg("{record} is wanted and missing"), msg("Create it")),
    "replace": ("RECORD_DIFFERS", msg("{seen} is seen, {record} is wanted"), msg("Replace it")),
    "delete": ("RECORD_UNWANTED", msg("{record} is seen and not wanted"), msg("Delete it")),
}


def drift(wanted: Wanted, zone: SeenZone) -> list[Finding]:
    """Return one finding for each RRset of the parent zone that is missing, different or left over."""
    return [difference(wanted, change) for change in differences(wanted, zone)]


def difference(wanted: Wanted, change: Change, zone: Fqdn | None = None) -> Finding:
    """Return the finding that a change mends; `zone` is where it belongs, None for the grant's parent zone."""
    tag, why, do = WORDS[change.op]
    seen = {"seen": change.before} if change.op == "replace" else {}
    return Finding(
        tag=tag,
        level=_level(change),
        subject=change.name.text,
        args={"grant": wanted.grant, "type": change.rrset.type},
        why=Text(why, record=change.rrset, **seen),
        do=Text(do),
        source=SOURCE,
        change=change,
        zone=zone,
    )


def _level(change: Change) -> Level:
    """Return how bad a difference is: another TTL alone misleads nobody."""
    ttl_alone = change.op == "replace" and change.rrset.same_data(change.before)
    return Level.NOTICE if ttl_alone else Level.ERROR
