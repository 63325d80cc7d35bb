"""A parent zone in files that people edit: theirs keeps every byte but the serial, one beside it is ours alone.

A write is four steps: our file, the serial in theirs, the reload, and the note that nothing is owed. Each file
is replaced at once; what a writer that died between two steps still owes stands in the lock file.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from functools import partial

from provision.decide.guard import Guard, unmet
from provision.decide.refuse import refuse_unsafe
from provision.drivers.zonefile import serial as serials
from provision.drivers.zonefile.disk import content_of
from provision.drivers.zonefile.files import Files
from provision.drivers.zonefile.ours import file_of, lines_after
from provision.drivers.zonefile.reading import ReadZone
from provision.drivers.zonefile.reload import reload
from provision.drivers.zonefile.staged import tidy
from provision.drivers.zonefile.turn import Turn, owes, turn
from provision.errors import BadConfig, Stale
from provision.i18n import Text
from provision.model.change import Change
from provision.model.site import ParentZone, ZoneFiles
from provision.model.zone import SeenZone


class ZoneFileParent:
    """The real `Parent` on zone files, all of it on this machine."""

    def __init__(self, zone: ParentZone, today: Callable[[], date] = date.today) -> None:
        named = _named(zone)
        self._zone = zone
        self._today = today
        self._files = Files.of(zone.name, named)
        self._command = named.reload

    def read(self) -> SeenZone:
        """Return the zone as its files have it. Raises Outside, with file and line."""
        return self._files.read().seen

    def serial(self) -> int:
        """Return the serial that the people's file has. Raises Outside."""
        return self.read().serial

    def compares_serial(self) -> bool:
        """Tell that a guard on the serial says nothing: people change a file first and raise it last, if at all.

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
        StorageFull or Outside. Raises NotReloaded where all is written and the server was not told.
        """
        with self._turn() as held:
            content = content_of(self._files.theirs)
            zone = self._files.read({self._files.theirs: content})
            self._refuse_stale(zone, guards)
            refuse_unsafe(changes, zone.seen)
            lines = lines_after(zone, self._files.ours, changes)
            if held.owed is None and lines == lines_after(zone, self._files.ours, []):
                return
            self._files.need_include(zone)
            serial = self._next(zone, held)
            self._files.put(zone, (content, file_of(lines)), changes, serial, partial(held.owe, serial))
            self._reload(held)

    def refuse(self, changes: Sequence[Change]) -> None:
        """Raise Unsafe or Refused, as `write` does, where people must change their file first; changes nothing."""
        zone = self._files.read()
        lines_after(zone, self._files.ours, changes)
        self._files.need_include(zone)

    def resume(self) -> None:
        """Bring to its end what a writer that died, or whose reload failed, left; mostly nothing.

        Raises NotReloaded where the server still cannot be told, and what `write` raises about files.
        """
        if not owes(self._files.ours):
            return
        with self._turn() as held:
            tidy(self._files.ours, self._files.theirs)
            if held.owed is not None:
                self._files.raise_serial(held.owed)
                self._reload(held)

    def _turn(self) -> AbstractContextManager[Turn]:
        return turn(self._files.ours, self._files.theirs, self._zone.timeout)

    def _refuse_stale(self, zone: ReadZone, guards: Sequence[Guard]) -> None:
        if unmet(guards, zone.seen):
            raise Stale(
                Text("{zone} is no longer as it was when the plan was made: {file} says otherwise; nothing was changed, "
                     "plan again", zone=self._zone.name, file=str(self._files.theirs))
            )  # fmt: skip

    def _next(self, zone: ReadZone, held: Turn) -> int:
        now, owed = zone.seen.serial, held.owed
        last = owed if owed is not None and serials.is_later(owed, now) else now
        return serials.following(last, self._today())

    def _reload(self, held: Turn) -> None:
        reload(self._command)
        held.done()


def _named(zone: ParentZone) -> ZoneFiles:
    if zone.files is None:
        raise BadConfig(
            Text("inventory/zones.yaml names no zone file of {zone}; add file and include", zone=zone.name)
        )
    return zone.files
