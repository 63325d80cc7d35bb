"""The DS records of a zone: what its parent's servers answer, or what was told in the parent's place."""

from collections.abc import Callable

from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.keys import Ds, ds_of
from provision.model.query import DNSSEC, NOT_CHECKED, Answer, Query

Usable = Callable[[Answer], bool]


def told_ds(delegation: Delegation) -> tuple[Ds, ...]:
    """Return the DS records that were told with the zone, in the parent's place."""
    return ds_of(delegation.ds or ())


def ask_parent(delegation: Delegation) -> Asking[list[tuple[At, Answer]]]:
    """Ask the parent's servers for the DS records; nobody, where servers or DS records were told, or at the root."""
    told = delegation.undelegated or delegation.ds
    ats = () if told or not delegation.zone.text else delegation.parents
    answers = yield [Query(at.address, delegation.zone, "DS", edns=DNSSEC) for at in ats]
    pairs = zip(ats, answers, strict=True)
    return [(at, answer) for at, answer in pairs if answer.silence not in NOT_CHECKED]


def is_secure_answer(answer: Answer) -> bool:
    """Tell whether an answer comes with authority from a server that knows DNSSEC (OPT record, DO flag)."""
    knows = answer.edns is not None and answer.edns.do
    return answer.from_authority and knows


def ds_in(delegation: Delegation, answer: Answer) -> tuple[Ds, ...]:
    """Return the DS records of the zone in an answer."""
    rrset = answer.get(delegation.zone, "DS")
    return ds_of(rrset.values) if rrset else ()


def all_ds(delegation: Delegation, usable: Usable = is_secure_answer) -> Asking[list[Ds]]:
    """Return every DS record of the zone, each once: those told, or those of the parent's usable answers."""
    answers = yield from ask_parent(delegation)
    found = [ds for _, answer in answers if usable(answer) for ds in ds_in(delegation, answer)]
    return list(dict.fromkeys([*told_ds(delegation), *found]))
