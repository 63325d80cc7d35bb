"""What each server shows of how its zone proves what is not there, and what is wrong with that: the work of Dnssec10.

A zone is asked for its NSEC and for its NSEC3PARAM record. One of them it has; that it has not the other, it must
prove, with an NSEC3 or an NSEC record.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from provision.checks.delegation import At, Delegation
from provision.checks.dns.denial import how_many, is_of_apex, sets_of, types_in
from provision.checks.dns.keys import signatures
from provision.checks.dns.proof import Standing
from provision.checks.dns.rrsigs import Covered, Tags, note_signatures
from provision.checks.dns.signedness import Keyset
from provision.checks.dns.tally import Tally
from provision.model.query import Answer
from provision.model.rrset import RRset

PROOF = {"NSEC": "NSEC3", "NSEC3PARAM": "NSEC"}  # what proves that a type asked for is not there
ALWAYS = frozenset({"SOA", "NS", "DNSKEY", "RRSIG"})
NEEDED = {"NSEC": ALWAYS | {"NSEC"}, "NSEC3": ALWAYS | {"NSEC3PARAM"}}
WRONG = {"NSEC": frozenset({"NSEC3PARAM", "NSEC3"}), "NSEC3": frozenset({"NSEC", "NSEC3"})}
TAGS: Mapping[str, Tags] = {
    kind: {
        Standing.NO_KEY: f"DS10_{kind}_RRSIG_NO_DNSKEY",
        Standing.EXPIRED: f"DS10_{kind}_RRSIG_EXPIRED",
        Standing.NOT_YET: f"DS10_{kind}_RRSIG_NOT_YET_VALID",
        Standing.WRONG: f"DS10_{kind}_RRSIG_VERIFY_ERROR",
        Standing.UNSUPPORTED: "DS10_ALGO_NOT_SUPPORTED_BY_ZM",
    }
    for kind in ("NSEC", "NSEC3")
}
UNPROVEN = frozenset({Standing.NO_KEY, Standing.EXPIRED, Standing.NOT_YET, Standing.WRONG})


@dataclass(slots=True)
class Evidence:
    """The servers that show a type, by the type: `has` in an answer for it, `proves` as the proof that another is not there."""

    delegation: Delegation
    tally: Tally
    has: dict[str, set[At]] = field(default_factory=lambda: {"NSEC": set(), "NSEC3PARAM": set()})
    proves: dict[str, set[At]] = field(default_factory=lambda: {"NSEC": set(), "NSEC3": set()})

    @property
    def nsec(self) -> set[At]:
        """The servers that use NSEC in any answer."""
        return self.has["NSEC"] | self.proves["NSEC"]

    @property
    def nsec3(self) -> set[At]:
        """The servers that use NSEC3 in any answer."""
        return self.has["NSEC3PARAM"] | self.proves["NSEC3"]

    def note(self, one: Keyset, answer: Answer) -> None:
        """Note what a server with keys answers to one of the two questions."""
        asked = answer.query.type
        if not answer.from_authority:
            self.tally.add(f"DS10_{asked}_QUERY_RESPONSE_ERR", one.at)
        elif answer.answer:
            self._answered(one, answer, asked)
        elif found := sets_of(answer.authority, PROOF[asked]):
            self._proven(one, answer, found)

    def _answered(self, one: Keyset, answer: Answer, asked: str) -> None:
        found = sets_of(answer.answer, asked)
        if not found:
            self.tally.add(f"DS10_{asked}_GIVES_ERR_ANSWER", one.at)
            return
        self.has[asked].add(one.at)
        if any(rrset.name != self.delegation.zone for rrset in found):
            self.tally.add(f"DS10_{asked}_MISMATCHES_APEX", one.at)
        if how_many(found) > 1:
            self.tally.add(f"DS10_ERR_MULT_{asked}", one.at)

    def _proven(self, one: Keyset, answer: Answer, found: list[RRset]) -> None:
        kind = found[0].type
        self.proves[kind].add(one.at)
        self._soa(one, answer, kind)
        if how_many(found) > 1:
            self.tally.add(f"DS10_ERR_MULT_{kind}", one.at)
            return
        types = types_in(found[0])
        if not is_of_apex(found[0], self.delegation.zone):
            self.tally.add(f"DS10_{kind}_MISMATCHES_APEX", one.at)
        elif types is not None and (not types >= NEEDED[kind] or types & WRONG[kind]):
            self.tally.add(f"DS10_{kind}_ERR_TYPE_LIST", one.at)
        self._verify(one, Covered(one.at, found[0], signatures(answer.authority, kind)))

    def _soa(self, one: Keyset, answer: Answer, kind: str) -> None:
        owners = [rrset.name for rrset in sets_of(answer.authority, "SOA")]
        if not owners:
            self.tally.add(f"DS10_{kind}_NODATA_MISSING_SOA", one.at)
        for owner in owners:
            if owner != self.delegation.zone:
                self.tally.add(f"DS10_{kind}_NODATA_WRONG_SOA", one.at, domain=str(owner))

    def _verify(self, one: Keyset, covered: Covered) -> None:
        kind = covered.rrset.type
        if not covered.signatures:
            self.tally.add(f"DS10_{kind}_MISSING_SIGNATURE", one.at)
        stands = note_signatures(self.tally, TAGS[kind], covered, one.keys, self.delegation)
        if Standing.VALID not in stands and UNPROVEN & set(stands):
            self.tally.add(f"DS10_{kind}_NO_VERIFIED_SIGNATURE", one.at)
