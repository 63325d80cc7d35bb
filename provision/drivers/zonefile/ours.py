"""The file that is wholly ours: what stands in it, and what it must hold after some changes."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from provision.drivers.zonefile.reading import ReadZone, Record
from provision.errors import Unsafe
from provision.i18n import Text
from provision.model.change import Change
from provision.names import Fqdn

Sets = Mapping[tuple[Fqdn, str], Sequence[Record]]
Line = tuple[Fqdn, str, int, str]
# Absolute names, and a TTL on each line: nothing here depends on what stands around it, or changes it.
HEAD = """\
; Ditulis oleh provision: jangan disunting, setiap perubahan menulisnya ulang seluruhnya.
; Written by provision: do not edit, each change writes it anew as a whole.
"""


def lines_after(zone: ReadZone, ours: Path, changes: Sequence[Change]) -> Sequence[Line]:
    """Return the records that our file must hold after the changes.

    Raises Unsafe, with file and line, where a record that people wrote themselves would have to go: their
    lines are theirs.
    """
    own = {record for record in zone.records if record.place.file == ours}
    theirs = [record for record in zone.records if record not in own]
    changed = {change.rrset.key: change for change in changes}
    if standing := [record for record in theirs if _is_in_the_way(record, changed)]:
        raise Unsafe(
            Text("{records}: these lines were written by people, and provision changes none of them. Remove or "
                 "correct them there, then plan again; nothing was changed",
                 records=[f"{record.place} ({record.name} {record.type} {record.value})" for record in standing])
        )  # fmt: skip
    kept = [_line(record) for record in own if record.key not in changed]
    told = {_line(record) for record in theirs}
    made = [line for change in changes for line in _lines(change) if line not in told]
    return sorted({*kept, *made})


def file_of(lines: Sequence[Line]) -> bytes:
    """Return the file that holds these records."""
    written = (f"{name}.\t{ttl}\tIN\t{rtype}\t{value}\n" for name, rtype, ttl, value in lines)
    return (HEAD + "".join(written)).encode("ascii")


def _is_in_the_way(record: Record, changed: Mapping[tuple[Fqdn, str], Change]) -> bool:
    change = changed.get(record.key)
    return change is not None and _line(record) not in _lines(change)


def _lines(change: Change) -> Sequence[Line]:
    after = change.after
    return [(after.name, after.type, after.ttl, value) for value in after.values] if after else []


def _line(record: Record) -> Line:
    return record.name, record.type, record.ttl, record.value
