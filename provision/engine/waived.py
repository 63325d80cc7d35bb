"""What waivers do to findings, wherever these are judged: they are lowered, and tell why."""

from collections.abc import Sequence
from dataclasses import replace

from provision.i18n import Text
from provision.model.finding import Finding, Level
from provision.model.grant import Grant
from provision.model.site import Site
from provision.model.waiver import NEVER, Waiver


def waived(
    grant: Grant, site: Site, findings: Sequence[Finding], waivers: Sequence[Waiver]
) -> Sequence[Finding]:
    """Return the findings about a grant, those lowered that a waiver covers; one that a change mends is not."""
    if not waivers:
        return findings
    return [_lowered(finding, grant, site, waivers) for finding in findings]


def _lowered(finding: Finding, grant: Grant, site: Site, waivers: Sequence[Waiver]) -> Finding:
    if finding.tag in NEVER or finding.change:
        return finding
    covering = [one for one in waivers if one.covers(finding.tag, grant.key, grant.agency)]
    return _by(finding, covering[-1], site) if covering else finding


def _by(finding: Finding, waiver: Waiver, site: Site) -> Finding:
    below = Level(site.policy.blocks - 1)  # a site may block at notices, too
    why = Text(
        "{why}; waived until {until} by {by}: {reason}",
        why=finding.why,
        until=waiver.until,
        by=waiver.by,
        reason=waiver.reason,
    )
    return replace(finding, why=why, level=min(finding.level, Level.NOTICE, below))
