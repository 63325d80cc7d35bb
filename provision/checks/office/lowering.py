"""A change lowers nothing by surprise: what the zone would show less of, the letter must say."""

from collections.abc import Iterator, Sequence

from provision.checks.office.case import Case
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.model.rrset import ADDRESS_TYPES, RRset


def lowering(case: Case) -> Iterator[Finding]:
    """Judge whether a family of addresses, a name server or a record would go although nobody said so."""
    lost = [] if case.request.fields.get("reduces") else _lost(case)
    if lost:
        yield Finding(
            tag="CHANGE_LOWERS",
            level=Level.ERROR,
            subject=case.name.text,
            args={"lost": [str(rrset) for rrset in lost]},
            why=Text("The change would leave less than there is: {lost}", lost=[str(r) for r in lost]),
            do=Text("Ask the agency; where it says so expressly, record the letter with --reduces"),
            letter=Text("After the change, less would be left of: {lost}.\n"
                "Say expressly that this is meant, or state all values that shall stay.",
                        lost=[f"{rrset.name} {rrset.type}" for rrset in lost]),
            source=msg("Site policy: a change takes nothing away unsaid"),
        )  # fmt: skip


def _lost(case: Case) -> Sequence[RRset]:
    """Return the sets that would go or have fewer values; what moves below a new cut is the agency's own."""
    after = {rrset.key: rrset for rrset in case.wanted.rrsets}
    fewer = [
        rrset
        for rrset in case.was.rrsets
        if rrset.type != "DS"  # a key that was rolled over leaves no less than there was
        and (rrset.key not in after or len(after[rrset.key].values) < len(rrset.values))
    ]
    at = {rrset.name for rrset in case.wanted.rrsets}
    # An alias gives way to what the letter names instead: that is not less.
    fewer = [rrset for rrset in fewer if rrset.type != "CNAME" or rrset.name not in at]
    was_cut = any(rrset.type == "NS" for rrset in case.was.rrsets)
    return [rrset for rrset in fewer if not (case.delegated and _goes_along(rrset, case, was_cut=was_cut))]


def _goes_along(rrset: RRset, case: Case, *, was_cut: bool) -> bool:
    """Tell whether addresses go with what the letter says: to the new cut, or with a server that goes."""
    return rrset.type in ADDRESS_TYPES and (not was_cut or rrset.name not in case.servers)
