"""A parent zone in files that people edit: theirs keeps every byte but the serial, one beside it is ours alone.

A write is four steps: our file, the serial in theirs, the reload, and the note that nothing is owed. Each file
is replaced at once; what a writer that died between two steps still owes stands in the lock file.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

from provision.decide.guard import Guard, unmet
from provision.decide.refuse import refuse_unsafe
from provision.drivers.zonefile import serial as serials
from provision.drivers.zonefile.checkzone import refuse_unfit
from provision.drivers.zonefile.disk import content_of, staged
from provision.drivers.zonefile.entries import entries
from provision.drivers.zonefile.ours import file_of, lines_after
from provision.drivers.zonefile.reading import INCLUDE, ReadZone, read_zone
from provision.drivers.zonefile.reload import reload
from provision.drivers.zonefile.turn import Turn, owes, turn
from provision.errors import BadConfig, Refused, Stale, Unsafe
from provision.i18n import Text
from provision.model.change import Change
from provision.model.rrset import SERIAL, RRset
from provision.model.site import ParentZone, ZoneFiles
from provision.model.zone import SeenZone

TRIES = 5


class ZoneFileParent:
    """The real `Parent` on zone files; all of it on this machine."""

    def __init__(self, zone: ParentZone, today: Callable[[], date] = date.today) -> None:
        files = _files(zone)
        self._zone = zone
        self._today = today
        # Where links lead: what is replaced is the file, not the link to it.
        self._file, self._ours = files.file.resolve(), files.include.resolve()
        self._folder, self._command = files.file.absolute().parent, files.reload

    def read(self) -> SeenZone:
        """Return the zone as its files have it. Raises Outside, with file and line."""
        return self._read().seen

    def serial(self) -> int:
        """Return the serial that the people's file has. Raises Outside."""
        return self.read().serial

    def compares_serial(self) -> bool:
        """Tell that a guard on the serial says nothing: people change a file without it, and raise it at the end.

        Instead, `write` looks at the whole zone again while it holds the lock.
        """
        return False

    def fits(self, _changes: Sequence[Change], _guards: Sequence[Guard]) -> bool:
        """Tell that any number of changes is written at once."""
        return True

    def write(self, changes: Sequence[Change], guards: Sequence[Guard]) -> None:
        """Write our file, then the serial, then tell the server.

        Raises Stale where a guard does not hold, Unsafe where people's lines are in the way or the zone
        would not load, Refused where the people's file does not include ours, Locked, ReadOnly,
        StorageFull or Outside: nothing is changed then. Raises NotReloaded where all is written and the
        server was not told.
        """
        with self._turn() as held:
            content = content_of(self._file)
            zone = self._read({self._file: content})
            self._refuse_stale(zone, guards)
            refuse_unsafe(changes, zone.seen)
            lines = lines_after(zone, self._ours, changes)
            if held.owed is None and lines == lines_after(zone, self._ours, []):
                return
            self._need_include(zone)
            self._put(zone, content, file_of(lines), changes, held)
            self._reload(held)

    def refuse(self, changes: Sequence[Change]) -> None:
        """Raise Unsafe or Refused, as `write` does, where people must change their file first; changes nothing."""
        zone = self._read()
        lines_after(zone, self._ours, changes)
        self._need_include(zone)

    def resume(self) -> None:
        """Bring to its end what a writer that died, or whose reload failed, left; mostly nothing.

        Raises NotReloaded where the server still cannot be told, and what `write` raises about files.
        """
        if not owes(self._ours):
            return
        with self._turn() as held:
            if held.owed is not None:
                self._raise_serial(held.owed)
                self._reload(held)

    def _read(self, instead: Mapping[Path, bytes] | None = None) -> ReadZone:
        taken = dict(instead or {})
        if not self._ours.exists():
            taken.setdefault(self._ours, b"")
        return read_zone(self._zone.name, self._file, self._folder, taken)

    def _turn(self) -> AbstractContextManager[Turn]:
        return turn(self._ours, self._file, self._zone.timeout)

    def _refuse_stale(self, zone: ReadZone, guards: Sequence[Guard]) -> None:
        if unmet(guards, zone.seen):
            raise Stale(
                Text("{zone} is no longer as it was when the plan was made: {file} says otherwise; nothing was changed, "
                     "plan again", zone=self._zone.name, file=str(self._file))
            )  # fmt: skip

    def _need_include(self, zone: ReadZone) -> None:
        """Raise Refused, with the line to add, where the people's file does not include ours."""
        if self._ours not in zone.includes:
            raise Refused(
                Text("{file} does not include {ours} yet; nothing was changed. Add this line at the end of {file}, "
                     "once, then try again: {line}",
                     file=str(self._file), ours=str(self._ours), line=f'{INCLUDE} "{self._ours}"')
            )  # fmt: skip

    def _put(
        self, zone: ReadZone, content: bytes, ours: bytes, changes: Sequence[Change], held: Turn
    ) -> None:
        """Put both files in their places; nothing is changed before the zone that they make was looked at."""
        serial = self._next(zone, held)
        theirs = self._with_serial(content, serial, zone)
        candidate = self._read({self._file: theirs, self._ours: ours})
        _refuse_unlike(candidate, zone.seen.after([*changes, _moved(zone, serial)]))
        with staged(
            (self._ours, ours, self._ours if self._ours.exists() else self._file),
            (self._file, theirs, self._file),
        ) as (new_ours, new_theirs):
            refuse_unfit(self._zone.name, self._file, self._folder, self._joined(theirs, new_ours.path))
            held.owe(serial)
            new_ours.put()
            # A colleague may have saved the file meanwhile: then the serial goes into what it is now.
            if content_of(self._file) == content:
                new_theirs.put()
        self._raise_serial(serial)

    def _next(self, zone: ReadZone, held: Turn) -> int:
        now = zone.seen.serial
        owed = held.owed
        last = owed if owed is not None and serials.is_later(owed, now) else now
        return serials.following(last, self._today())

    def _with_serial(self, content: bytes, serial: int, zone: ReadZone) -> bytes:
        word = serials.place(content)
        if word is None or int(word.value) != zone.seen.serial:
            raise Refused(
                Text("{file} itself holds no SOA record with its serial as a plain number; only there can it be raised. "
                     "Nothing was changed", file=str(self._file))
            )  # fmt: skip
        return serials.with_serial(content, word, serial)

    def _raise_serial(self, serial: int) -> None:
        """Raise the serial in the people's file to this one, where it is not there yet, whatever else changed."""
        for _ in range(TRIES):
            content = content_of(self._file)
            zone = self._read({self._file: content})
            if not serials.is_later(serial, zone.seen.serial):
                return
            with staged((self._file, self._with_serial(content, serial, zone), self._file)) as (new,):
                if content_of(self._file) == content:
                    new.put()

    def _joined(self, theirs: bytes, ours: Path) -> bytes:
        """Return the people's file as it would be, including what our file would be."""
        parts, at = [], 0
        for entry in entries(theirs):
            word = entry.words[1] if entry.directive == INCLUDE and len(entry.words) > 1 else None
            if word and (self._folder / word.text).resolve() == self._ours:
                parts += [theirs[at : word.start], b'"%s"' % bytes(ours)]
                at = word.end
        return b"".join([*parts, theirs[at:]])

    def _reload(self, held: Turn) -> None:
        reload(self._command)
        held.done()


def _files(zone: ParentZone) -> ZoneFiles:
    if zone.files is None:
        raise BadConfig(Text("inventory/zones.yaml names no zone file of {zone}; add file and include", zone=zone.name))
    return zone.files


def _moved(zone: ReadZone, serial: int) -> Change:
    soa = zone.seen.rrsets[zone.apex, "SOA"]
    words = soa.values[0].split()
    value = " ".join([*words[:SERIAL], str(serial), *words[SERIAL + 1 :]])
    return Change(soa, RRset.of(soa.name, "SOA", soa.ttl, [value]))


def _refuse_unlike(candidate: ReadZone, wanted: SeenZone) -> None:
    """Raise Unsafe where the files would not make the zone that is meant, whatever the reason."""
    seen = candidate.seen.rrsets
    differ = sorted({key for key in {*seen, *wanted.rrsets} if seen.get(key) != wanted.rrsets.get(key)})
    if differ:
        raise Unsafe(
            Text("The files would make another zone than is meant, at {names}; nothing was changed. Set $TTL at the top "
                 "of the people's file, and $INCLUDE at its end",
                 names=[f"{name} {rtype}" for name, rtype in differ])
        )  # fmt: skip
