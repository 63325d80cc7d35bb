"""Dnssec10: the zone proves what it does not have, with signed NSEC or NSEC3 records, alike on each server."""

from collections.abc import Iterator

from provision.checks.asking import Asking, together
from provision.checks.delegation import At, Delegation
from provision.checks.dns.case import Case, Message, listed
from provision.checks.dns.evidence import Evidence
from provision.checks.dns.remedies import (
    CLOCK,
    EARLY_LETTER,
    EXPIRED_LETTER,
    KEYS_TOGETHER,
    MISSING_LETTER,
    OTHER_CHECKER,
    RENEW,
    RESIGN,
    WRONG_LETTER,
)
from provision.checks.dns.signedness import if_signed, keyset
from provision.checks.dns.tally import Tally
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level
from provision.model.query import DNSSEC

ONE_CHAIN = msg(
    "Let the signing server make either NSEC or NSEC3 records for the zone, and every server serve them"
)
SOFTWARE = msg(
    "Look for what alters answers between signing and asking: old software, a proxy, a hand-made zone"
)
CASE = Case(
    "dnssec10",
    "Zonemaster dnssec10; RFC 4035 section 3.1.3; RFC 5155 section 7.2",
    {
        **DISABLED,
        "DS10_ZONE_NO_DNSSEC": Message(
            Level.NOTICE,
            msg("{zone} has no keys (DNSKEY), so its proofs of what is not there are not tested: {ns_list}"),
        ),
        "DS10_SERVER_NO_DNSSEC": Message(
            Level.ERROR,
            msg("These name servers show no keys (DNSKEY) of {zone}, although others do: {ns_list}"),
            KEYS_TOGETHER,
            MISSING_LETTER,
        ),
        "DS10_HAS_NSEC": Message(
            Level.INFO, msg("{zone} proves what is not there with NSEC records: {ns_list}")
        ),
        "DS10_HAS_NSEC3": Message(
            Level.INFO, msg("{zone} proves what is not there with NSEC3 records: {ns_list}")
        ),
        "DS10_EXPECTED_NSEC_NSEC3_MISSING": Message(
            Level.ERROR,
            msg("These name servers have the keys of {zone}, but neither NSEC nor NSEC3 records: {ns_list}"),
            ONE_CHAIN,
            MISSING_LETTER,
        ),
        "DS10_MIXED_NSEC_NSEC3": Message(
            Level.ERROR,
            msg(
                "These name servers answer for {zone} with NSEC and with NSEC3 records, of which only one may be: {ns_list}"
            ),
            ONE_CHAIN,
        ),
        "DS10_INCONSISTENT_NSEC_NSEC3": Message(
            Level.ERROR,
            msg("Some name servers use NSEC for {zone} ({ns_list_nsec}), others NSEC3 ({ns_list_nsec3})"),
            ONE_CHAIN,
            msg(
                "The name servers of {zone} serve differently signed versions of it.\n"
                "Let every name server serve the same signed zone."
            ),
        ),
        "DS10_INCONSISTENT_NSEC": Message(
            Level.ERROR,
            msg("These name servers use NSEC for {zone}, but not in every answer: {ns_list}"),
            SOFTWARE,
        ),
        "DS10_INCONSISTENT_NSEC3": Message(
            Level.ERROR,
            msg("These name servers use NSEC3 for {zone}, but not in every answer: {ns_list}"),
            SOFTWARE,
        ),
        "DS10_NSEC_QUERY_RESPONSE_ERR": Message(
            Level.ERROR,
            msg(
                "These name servers do not answer a question for the NSEC record of {zone}, or with an error: {ns_list}"
            ),
            SOFTWARE,
        ),
        "DS10_NSEC_GIVES_ERR_ANSWER": Message(
            Level.ERROR,
            msg(
                "These name servers answer a question for the NSEC record of {zone} with other records: {ns_list}"
            ),
            SOFTWARE,
        ),
        "DS10_NSEC_MISMATCHES_APEX": Message(
            Level.ERROR, msg("The NSEC record for {zone} belongs to another name on {ns_list}"), SOFTWARE
        ),
        "DS10_NSEC_ERR_TYPE_LIST": Message(
            Level.ERROR,
            msg("The NSEC record of {zone} lists other types than the apex of a zone has, on {ns_list}"),
            RESIGN,
        ),
        "DS10_ERR_MULT_NSEC": Message(
            Level.ERROR,
            msg("Several NSEC records come for {zone} where one is expected, from {ns_list}"),
            RESIGN,
        ),
        "DS10_NSEC_NODATA_MISSING_SOA": Message(
            Level.ERROR,
            msg(
                "An empty answer with an NSEC record comes for {zone} without the SOA record, from {ns_list}"
            ),
            SOFTWARE,
        ),
        "DS10_NSEC_NODATA_WRONG_SOA": Message(
            Level.ERROR,
            msg(
                "An empty answer with an NSEC record comes for {zone} with the SOA record of {domain}, from {ns_list}"
            ),
            SOFTWARE,
        ),
        "DS10_NSEC_MISSING_SIGNATURE": Message(
            Level.ERROR,
            msg("The NSEC record of {zone} comes without any signature from {ns_list}"),
            RESIGN,
            MISSING_LETTER,
        ),
        "DS10_NSEC_RRSIG_NO_DNSKEY": Message(
            Level.WARNING,
            msg(
                "The NSEC record of {zone} is signed by key {keytag}, which is not among the keys of the zone, as seen on {ns_list}"
            ),
            KEYS_TOGETHER,
        ),
        "DS10_NSEC_RRSIG_EXPIRED": Message(
            Level.ERROR,
            msg(
                "The signature by key {keytag} over the NSEC record of {zone} has expired, as seen on {ns_list}"
            ),
            RENEW,
            EXPIRED_LETTER,
        ),
        "DS10_NSEC_RRSIG_NOT_YET_VALID": Message(
            Level.ERROR,
            msg(
                "The signature by key {keytag} over the NSEC record of {zone} is not valid yet, as seen on {ns_list}"
            ),
            CLOCK,
            EARLY_LETTER,
        ),
        "DS10_NSEC_RRSIG_VERIFY_ERROR": Message(
            Level.ERROR,
            msg(
                "The signature over the NSEC record of {zone} that names key {keytag} is not by that key, as seen on {ns_list}"
            ),
            RESIGN,
            WRONG_LETTER,
        ),
        "DS10_NSEC_NO_VERIFIED_SIGNATURE": Message(
            Level.ERROR,
            msg("No signature over the NSEC record of {zone} is valid on {ns_list}"),
            RESIGN,
            WRONG_LETTER,
        ),
        "DS10_NSEC3PARAM_QUERY_RESPONSE_ERR": Message(
            Level.ERROR,
            msg(
                "These name servers do not answer a question for the NSEC3PARAM record of {zone}, or with an error: {ns_list}"
            ),
            SOFTWARE,
        ),
        "DS10_NSEC3PARAM_GIVES_ERR_ANSWER": Message(
            Level.ERROR,
            msg(
                "These name servers answer a question for the NSEC3PARAM record of {zone} with other records: {ns_list}"
            ),
            SOFTWARE,
        ),
        "DS10_NSEC3PARAM_MISMATCHES_APEX": Message(
            Level.ERROR,
            msg("The NSEC3PARAM record for {zone} belongs to another name on {ns_list}"),
            SOFTWARE,
        ),
        "DS10_ERR_MULT_NSEC3PARAM": Message(
            Level.ERROR,
            msg("{zone} has several NSEC3PARAM records where one is expected, on {ns_list}"),
            RESIGN,
        ),
        "DS10_NSEC3_MISMATCHES_APEX": Message(
            Level.ERROR, msg("The NSEC3 record for {zone} does not belong to its name on {ns_list}"), SOFTWARE
        ),
        "DS10_NSEC3_ERR_TYPE_LIST": Message(
            Level.ERROR,
            msg("The NSEC3 record of {zone} lists other types than the apex of a zone has, on {ns_list}"),
            RESIGN,
        ),
        "DS10_ERR_MULT_NSEC3": Message(
            Level.ERROR,
            msg("Several NSEC3 records come for {zone} where one is expected, from {ns_list}"),
            RESIGN,
        ),
        "DS10_NSEC3_NODATA_MISSING_SOA": Message(
            Level.ERROR,
            msg(
                "An empty answer with an NSEC3 record comes for {zone} without the SOA record, from {ns_list}"
            ),
            SOFTWARE,
        ),
        "DS10_NSEC3_NODATA_WRONG_SOA": Message(
            Level.ERROR,
            msg(
                "An empty answer with an NSEC3 record comes for {zone} with the SOA record of {domain}, from {ns_list}"
            ),
            SOFTWARE,
        ),
        "DS10_NSEC3_MISSING_SIGNATURE": Message(
            Level.ERROR,
            msg("The NSEC3 record of {zone} comes without any signature from {ns_list}"),
            RESIGN,
            MISSING_LETTER,
        ),
        "DS10_NSEC3_RRSIG_NO_DNSKEY": Message(
            Level.WARNING,
            msg(
                "The NSEC3 record of {zone} is signed by key {keytag}, which is not among the keys of the zone, as seen on {ns_list}"
            ),
            KEYS_TOGETHER,
        ),
        "DS10_NSEC3_RRSIG_EXPIRED": Message(
            Level.ERROR,
            msg(
                "The signature by key {keytag} over the NSEC3 record of {zone} has expired, as seen on {ns_list}"
            ),
            RENEW,
            EXPIRED_LETTER,
        ),
        "DS10_NSEC3_RRSIG_NOT_YET_VALID": Message(
            Level.ERROR,
            msg(
                "The signature by key {keytag} over the NSEC3 record of {zone} is not valid yet, as seen on {ns_list}"
            ),
            CLOCK,
            EARLY_LETTER,
        ),
        "DS10_NSEC3_RRSIG_VERIFY_ERROR": Message(
            Level.ERROR,
            msg(
                "The signature over the NSEC3 record of {zone} that names key {keytag} is not by that key, as seen on {ns_list}"
            ),
            RESIGN,
            WRONG_LETTER,
        ),
        "DS10_NSEC3_NO_VERIFIED_SIGNATURE": Message(
            Level.ERROR,
            msg("No signature over the NSEC3 record of {zone} is valid on {ns_list}"),
            RESIGN,
            WRONG_LETTER,
        ),
        "DS10_ALGO_NOT_SUPPORTED_BY_ZM": Message(
            Level.NOTICE,
            msg(
                "The signature by key {keytag} over a proof of {zone} is of algorithm {algo_num} ({algo_mnemo}), "
                "which cannot be verified here; seen on {ns_list}"
            ),
            OTHER_CHECKER,
        ),
    },
)


@if_signed
def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Ask each server for the NSEC and the NSEC3PARAM record, and compare what they show."""
    asked = [delegation.each(rtype, edns=DNSSEC) for rtype in ("DNSKEY", "NSEC", "NSEC3PARAM")]
    keys, nsecs, params = [dict(pairs) for pairs in (yield from together(asked))]
    tally = Tally(CASE, delegation.zone, by="ns_list")
    evidence = Evidence(delegation, tally)
    with_keys: set[At] = set()
    for at in [at for at in keys if keys[at].from_authority and at in nsecs and at in params]:
        one = keyset(at, keys[at])
        if one:
            with_keys.add(at)
            evidence.note(one, nsecs[at])
            evidence.note(one, params[at])
    without = {at for at, answer in keys.items() if answer.from_authority and not answer.asked}
    tally.add_all("DS10_EXPECTED_NSEC_NSEC3_MISSING", with_keys - evidence.nsec - evidence.nsec3)
    tally.add_all("DS10_SERVER_NO_DNSSEC" if with_keys else "DS10_ZONE_NO_DNSSEC", without)
    _compare(evidence, tally)
    both = list(_both(evidence, delegation))
    return [*unasked(CASE, delegation, "DNSKEY", "NSEC", "NSEC3PARAM"), *tally.findings(), *both]


def _compare(evidence: Evidence, tally: Tally) -> None:
    """Note which of both the zone uses, and which servers use it by halves, or both."""
    nsec, nsec3 = evidence.nsec, evidence.nsec3
    tally.add_all("DS10_MIXED_NSEC_NSEC3", nsec & nsec3)
    tally.add_all("DS10_HAS_NSEC", nsec if not nsec3 else ())
    tally.add_all("DS10_HAS_NSEC3", nsec3 if not nsec else ())
    half = evidence.has["NSEC"] ^ evidence.proves["NSEC"]
    tally.add_all("DS10_INCONSISTENT_NSEC", half - nsec3)
    half = evidence.has["NSEC3PARAM"] ^ evidence.proves["NSEC3"]
    tally.add_all("DS10_INCONSISTENT_NSEC3", half - nsec)


def _both(evidence: Evidence, delegation: Delegation) -> Iterator[Finding]:
    """Yield that some servers use one and others the other."""
    nsec, nsec3 = evidence.nsec - evidence.nsec3, evidence.nsec3 - evidence.nsec
    if nsec and nsec3:
        lists = {"ns_list_nsec": listed(nsec), "ns_list_nsec3": listed(nsec3)}
        yield CASE.found("DS10_INCONSISTENT_NSEC_NSEC3", delegation.zone, **lists)
