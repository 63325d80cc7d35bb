"""Dnssec01: the DS records in the parent have digests of algorithms that may be used for that."""

from collections.abc import Iterable, Iterator

from provision.checks.asking import Asking
from provision.checks.delegation import At, Delegation
from provision.checks.dns.algorithms import digest_algorithm
from provision.checks.dns.case import Case, Message
from provision.checks.dns.keys import Ds
from provision.checks.dns.parent_ds import ask_parent, ds_in, is_secure_answer, told_ds
from provision.checks.dns.signedness import if_signed
from provision.checks.dns.tally import TOLD, Tally
from provision.checks.dns.transport import DISABLED
from provision.checks.dns.unasked import unasked
from provision.i18n import msg
from provision.model.finding import Finding, Level

SHA256 = 2
REPLACE = msg(
    "Ask for a DS record with a digest of SHA-256 (number 2), and put that in the place of this one"
)
DIGEST_LETTER = msg(
    "The DS record for {zone} with key tag {keytag} has a digest of an algorithm that is not to be used.\n"
    "Send a DS record of the same key with a digest of SHA-256 (number 2)."
)
CASE = Case(
    "dnssec01",
    "Zonemaster dnssec01; RFC 8624 section 3.3; RFC 9157",
    {
        **DISABLED,
        "DS01_DS_ALGO_OK": Message(
            Level.INFO,
            msg(
                "The DS record of {zone} with key tag {keytag} has a digest of {ds_algo_descr} ({ds_algo_num}); from {ns_list}"
            ),
        ),
        "DS01_DS_ALGO_DEPRECATED": Message(
            Level.ERROR,
            msg(
                "The DS record of {zone} with key tag {keytag} has a digest of {ds_algo_descr} ({ds_algo_num}), "
                "which is to be used no more; from {ns_list}"
            ),
            REPLACE,
            DIGEST_LETTER,
        ),
        "DS01_DS_ALGO_NOT_DS": Message(
            Level.ERROR,
            msg(
                "The DS record of {zone} with key tag {keytag} has the digest algorithm {ds_algo_num} "
                "({ds_algo_descr}), which is not for DS records; from {ns_list}"
            ),
            REPLACE,
            DIGEST_LETTER,
        ),
        "DS01_DS_ALGO_PRIVATE": Message(
            Level.ERROR,
            msg(
                "The DS record of {zone} with key tag {keytag} has the digest algorithm {ds_algo_num}, "
                "which is for private use; from {ns_list}"
            ),
            REPLACE,
            DIGEST_LETTER,
        ),
        "DS01_DS_ALGO_RESERVED": Message(
            Level.ERROR,
            msg(
                "The DS record of {zone} with key tag {keytag} has the digest algorithm {ds_algo_num}, "
                "which is reserved; from {ns_list}"
            ),
            REPLACE,
            DIGEST_LETTER,
        ),
        "DS01_DS_ALGO_UNASSIGNED": Message(
            Level.ERROR,
            msg(
                "The DS record of {zone} with key tag {keytag} has the digest algorithm {ds_algo_num}, "
                "which is not assigned; from {ns_list}"
            ),
            REPLACE,
            DIGEST_LETTER,
        ),
        "DS01_DS_ALGO_2_MISSING": Message(
            Level.NOTICE,
            msg(
                "There is a DS record of {zone} with key tag {keytag}, but none of that key with a digest of SHA-256; from {ns_list}"
            ),
            REPLACE,
        ),
        "DS01_NO_RESPONSE": Message(
            Level.WARNING,
            msg("No server of the parent gives a usable answer for the DS record of {zone}: {ns_list}"),
            msg("Let the servers of the parent zone answer with DNSSEC, over UDP and TCP"),
        ),
        "DS01_PARENT_SERVER_NO_DS": Message(
            Level.ERROR,
            msg("These servers of the parent have no DS record for {zone}, although others do: {ns_list}"),
            msg("Let every server of the parent zone serve the same version of it"),
        ),
        "DS01_PARENT_ZONE_NO_DS": Message(
            Level.NOTICE, msg("The parent has no DS record for {zone}: {ns_list}")
        ),
        "DS01_ROOT_N_NO_UNDEL_DS": Message(
            Level.INFO, msg("The root has no parent, and no DS record was told, so none is tested")
        ),
        "DS01_UNDEL_N_NO_UNDEL_DS": Message(
            Level.INFO, msg("{zone} is tested as it was told, without a DS record, so none is tested")
        ),
    },
)


@if_signed
def check(delegation: Delegation) -> Asking[list[Finding]]:
    """Judge the digest algorithm of each DS record, from each server of the parent, or as told."""
    tally = Tally(CASE, delegation.zone, by="ns_list")
    answers = yield from ask_parent(delegation)
    told = told_ds(delegation)
    _judge(tally, TOLD, told)
    usable = [(at, ds_in(delegation, answer)) for at, answer in answers if is_secure_answer(answer)]
    for at, records in usable:
        _judge(tally, at, records)
    if not usable:
        tally.add_all("DS01_NO_RESPONSE", [at for at, _ in answers])
    having = any(records for _, records in usable)
    without = [at for at, records in usable if not records]
    tally.add_all("DS01_PARENT_SERVER_NO_DS" if having else "DS01_PARENT_ZONE_NO_DS", without)
    nothing = [CASE.found(tag, delegation.zone) for tag in _untold(delegation)] if not told else []
    return [*unasked(CASE, delegation, "DS"), *tally.findings(), *nothing]


def _judge(tally: Tally, at: At | str, records: Iterable[Ds]) -> None:
    good = {ds.tag for ds in records if ds.digest_type == SHA256}
    for ds in records:
        found = digest_algorithm(ds.digest_type)
        descr = found.description
        tally.add(
            f"DS01_DS_ALGO_{found.use}", at, keytag=ds.tag, ds_algo_num=ds.digest_type, ds_algo_descr=descr
        )
    tags = {ds.tag for ds in records} - good
    for tag in sorted(tags):
        tally.add("DS01_DS_ALGO_2_MISSING", at, keytag=tag)


def _untold(delegation: Delegation) -> Iterator[str]:
    if not delegation.zone.text:
        yield "DS01_ROOT_N_NO_UNDEL_DS"
    elif delegation.undelegated:
        yield "DS01_UNDEL_N_NO_UNDEL_DS"
