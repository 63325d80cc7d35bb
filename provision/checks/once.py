"""What an office reads of a delegation once: of findings that tell the same fault, the one that says it best."""

from collections.abc import Mapping, Sequence

from provision.model.finding import Finding

TOO_FEW = {
    side: frozenset({f"NOT_ENOUGH_IPV4_NS_{side}", f"NOT_ENOUGH_IPV6_NS_{side}"}) for side in ("DEL", "CHILD")
}
# By what is said: what need not be said beside it, of the same name server where it is about one.
COVERS: Mapping[str, frozenset[str]] = {
    "NOT_ENOUGH_NS_DEL": TOO_FEW["DEL"],
    "NOT_ENOUGH_NS_CHILD": TOO_FEW["CHILD"],
    "CAN_NOT_BE_RESOLVED": frozenset({"B02_NS_NO_IP_ADDR", *TOO_FEW["DEL"]}),
    "IS_NOT_AUTHORITATIVE": frozenset({"B02_UNEXPECTED_RCODE", "B02_NS_NOT_AUTH", "SOA_NOT_EXISTS"}),
    "DEL_NS_SAME_IP": frozenset({"SAME_IP_ADDRESS"}),
    "CHILD_NS_SAME_IP": frozenset({"SAME_IP_ADDRESS"}),
}


def said_once(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings without those that another one among them covers."""
    return [finding for finding in findings if not any(_covers(other, finding) for other in findings)]


def _covers(one: Finding, other: Finding) -> bool:
    about = other.args.get("ns")
    return other.tag in COVERS.get(one.tag, ()) and about in {None, one.args.get("ns")}
