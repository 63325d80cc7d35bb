"""The zone against the grants: each difference is a finding that carries the change that mends it."""

from collections.abc import Callable, Mapping

from provision.decide.diff import differences
from provision.i18n import Text, msg
from provision.model.change import Change
from provision.model.finding import Finding, Level
from provision.model.wanted import Wanted
from provision.model.zone import SeenZone

SOURCE = msg("The grant, as the ledger holds it")


def drift(wanted: Wanted, zone: SeenZone) -> list[Finding]:
    """Return one finding for each RRset that is missing, different or left over."""
    return [FINDINGS[change.op](wanted, change) for change in differences(wanted, zone)]


def _missing(wanted: Wanted, change: Change) -> Finding:
    return Finding(
        tag="RECORD_MISSING",
        level=Level.ERROR,
        subject=change.name.text,
        args={"grant": wanted.grant, "type": change.rrset.type},
        why=Text("{record} is wanted and missing", record=change.rrset),
        do=Text("Create it"),
        source=SOURCE,
        change=change,
    )


def _different(wanted: Wanted, change: Change) -> Finding:
    return Finding(
        tag="RECORD_DIFFERS",
        level=Level.ERROR if not change.rrset.same_data(change.before) else Level.NOTICE,
        subject=change.name.text,
        args={"grant": wanted.grant, "type": change.rrset.type},
        why=Text("{seen} is seen, {record} is wanted", seen=change.before, record=change.rrset),
        do=Text("Replace it"),
        source=SOURCE,
        change=change,
    )


def _left_over(wanted: Wanted, change: Change) -> Finding:
    return Finding(
        tag="RECORD_UNWANTED",
        level=Level.ERROR,
        subject=change.name.text,
        args={"grant": wanted.grant, "type": change.rrset.type},
        why=Text("{record} is seen and not wanted", record=change.rrset),
        do=Text("Delete it"),
        source=SOURCE,
        change=change,
    )


FINDINGS: Mapping[str, Callable[[Wanted, Change], Finding]] = {
    "create": _missing,
    "replace": _different,
    "delete": _left_over,
}
