"""Counts up which servers show what: one finding for each tag and its arguments, with the servers it was seen on."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from provision.checks.delegation import At
from provision.checks.dns.case import Case, listed
from provision.model.finding import Finding
from provision.names import Fqdn

Args = tuple[tuple[str, str | int], ...]
TOLD = "-"  # stands, as with Zonemaster, for the parent's server where the parent was not asked


@dataclass(slots=True)
class Tally:
    """What was seen on which servers; `by` is the argument that lists them.

    `ns_ip_list` lists addresses, `ns_list` names with addresses.
    """

    case: Case
    zone: Fqdn
    by: str = "ns_ip_list"
    seen: dict[tuple[str, Args], list[At | str]] = field(default_factory=dict)

    def add(self, tag: str, at: At | str, **args: str | int) -> None:
        """Note that a server shows what a tag says."""
        self.seen.setdefault((tag, tuple(sorted(args.items()))), []).append(at)

    def add_all(self, tag: str, ats: Iterable[At | str], **args: str | int) -> None:
        """Note that several servers show what a tag says; none is no finding."""
        for at in ats:
            self.add(tag, at, **args)

    def findings(self) -> list[Finding]:
        """Return the findings, in the order of the case's tags."""
        order = {tag: number for number, tag in enumerate(self.case.messages)}
        noted = sorted(self.seen.items(), key=lambda item: (order[item[0][0]], item[0][1]))
        return [self._finding(tag, dict(args), ats) for (tag, args), ats in noted]

    def _finding(self, tag: str, args: dict[str, str | int], ats: list[At | str]) -> Finding:
        places = ats if self.by == "ns_list" else [at.address if isinstance(at, At) else at for at in ats]
        return self.case.found(tag, self.zone, **args, **{self.by: listed(places)})
