"""A report: everything that one survey found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from provision.model.change import Change
from provision.model.finding import Finding, Level
from provision.names import Fqdn


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one survey over some grants, with what it cost."""

    subject: str
    findings: tuple[Finding, ...]
    queries: int = 0
    seconds: float = 0.0

    @classmethod
    def joined(cls, subject: str, reports: "Sequence[Report]") -> "Report":
        """Return one report of what was found about several grants; a survey's cost is counted once."""
        findings = tuple(finding for report in reports for finding in report.findings)
        return cls(subject, findings, max(r.queries for r in reports), max(r.seconds for r in reports))

    @property
    def changes(self) -> Sequence[Change]:
        """The changes that would mend what can be mended in the parent zone."""
        return [finding.change for finding in self.findings if finding.change and finding.zone is None]

    def changes_in(self, zone: Fqdn) -> Sequence[Change]:
        """Return the changes that would mend what can be mended in a zone that is not the parent."""
        return [finding.change for finding in self.findings if finding.change and finding.zone == zone]

    @property
    def pending(self) -> Sequence[Finding]:
        """The findings that mend themselves with time."""
        return [finding for finding in self.findings if finding.wait is not None]

    def about_request(self, level: Level) -> Sequence[Finding]:
        """Return the findings at or above a level that no change of ours mends."""
        return [f for f in self.findings if f.level >= level and f.change is None and f.wait is None]

    def to_json(self, lang: str = "en") -> dict[str, Any]:
        """Return plain data for `--output json`."""
        return {
            "subject": self.subject,
            "findings": [finding.to_json(lang) for finding in self.findings],
            "queries": self.queries,
            "seconds": round(self.seconds, 3),
        }
