"""How a delegation is judged: severities, limits, what is left out, over which families it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from provision.model.finding import Finding, Level
from provision.names import Fqdn


@dataclass(frozen=True, slots=True)
class AsLookup:
    """Where it is looked up which network announces an address (Connectivity03 and 04).

    `style` is "Cymru" (questions to the DNS below one of the `sources`) or "RIPE" (a whois server).
    """

    style: str
    sources: tuple[Fqdn, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile as Zonemaster has it; what it does not name is judged by the defaults in each test case.

    `levels` are by module and tag (`("DELEGATION", "NOT_ENOUGH_NS_DEL")`), `limits` by test case and name.
    `only` are the test cases to run, None for all. `special` lets addresses be asked that are not public,
    for rehearsal on loopback. Without `as_lookup` nothing is said about the diversity of networks. `now` is
    the time by which signatures are judged, in seconds since 1970, None for the clock's.
    """

    levels: Mapping[tuple[str, str], Level] = field(default_factory=dict)
    limits: Mapping[tuple[str, str], int] = field(default_factory=dict)
    only: frozenset[str] | None = None
    ipv4: bool = True
    ipv6: bool = True
    special: bool = False
    as_lookup: AsLookup | None = None
    now: float | None = None

    def runs(self, testcase: str) -> bool:
        """Tell whether a test case is to be run."""
        return self.only is None or testcase in self.only

    def limit(self, testcase: str, name: str, default: int) -> int:
        """Return a number that a test case judges by."""
        return self.limits.get((testcase, name), default)

    def level(self, finding: Finding) -> Level:
        """Return how serious the profile takes a finding."""
        return self.levels.get((finding.testcase.rstrip("0123456789").upper(), finding.tag), finding.level)


DEFAULT = Profile()
# Zonemaster's defaults: two zones of the DNS that tell which network announces an address.
CYMRU = (Fqdn("asnlookup.zonemaster.net"), Fqdn("asn.cymru.com"))
USUAL = Profile(as_lookup=AsLookup("Cymru", CYMRU))  # where no file gives a profile
