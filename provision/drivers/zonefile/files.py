"""The two files of a zone: read together, and put in their places one after the other."""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from provision.drivers.zonefile import serial as serials
from provision.drivers.zonefile.checkzone import refuse_unfit
from provision.drivers.zonefile.disk import content_of, content_or_nothing
from provision.drivers.zonefile.entries import entries
from provision.drivers.zonefile.reading import INCLUDE, ReadZone, read_zone
from provision.drivers.zonefile.staged import New, beside, staged
from provision.errors import Locked, Refused, Unsafe
from provision.i18n import Text
from provision.model.change import Change
from provision.model.rrset import SERIAL, RRset
from provision.model.site import ZoneFiles
from provision.model.zone import SeenZone
from provision.names import Fqdn

TRIES = 5
SPECIAL = frozenset(' \t;()"')


@dataclass(frozen=True, slots=True)
class Files:
    """The people's file, ours, and the folder where a relative `$INCLUDE` is looked for."""

    apex: Fqdn
    theirs: Path
    ours: Path
    folder: Path

    @classmethod
    def of(cls, apex: Fqdn, named: ZoneFiles) -> "Files":
        """Return the files where links lead: what is replaced is the file, not the link to it."""
        theirs, ours = (Path(os.path.realpath(file)) for file in (named.file, named.include))
        return cls(apex, theirs, ours, named.file.absolute().parent)

    def read(self, instead: Mapping[Path, bytes] | None = None) -> ReadZone:
        """Return the zone; `instead` holds what to take for a file's content. Raises Outside, with file and line."""
        taken = dict(instead or {})
        if self.ours not in taken:
            taken[self.ours] = content_or_nothing(self.ours)
        return read_zone(self.apex, self.theirs, self.folder, taken)

    def need_include(self, zone: ReadZone) -> None:
        """Raise Refused, with the line to add, where the people's file does not include ours."""
        if self.ours not in zone.includes:
            raise Refused(
                Text("{file} does not include {ours} yet; nothing was changed. Once: make that file, empty (touch {ours}), add "
                     "this line at the end of {file}, and try again: {line}",
                     file=str(self.theirs), ours=str(self.ours), line=f"{INCLUDE} {_word(self.ours)}")
            )  # fmt: skip

    def put(
        self,
        zone: ReadZone,
        contents: tuple[bytes, bytes],
        changes: Sequence[Change],
        serial: int,
        begin: Callable[[], None],
    ) -> None:
        """Put our new content and the serial in their places; `contents` is what theirs is and what ours will be.

        The zone that they make is looked at before; then `begin` is called, and from then on the rest is
        owed. Raises Unsafe or Refused before, and what tells a file.
        """
        content, ours = contents
        theirs = self._with_serial(content, serial, zone)
        _refuse_unlike(
            self.read({self.theirs: theirs, self.ours: ours}),
            zone.seen.after([*changes, _moved(zone, serial)]),
        )
        like = self.ours if self.ours.exists() else self.theirs
        with staged(New(self.ours, ours, like, ours=True), self._new(theirs)) as (new_ours, new_theirs):
            joined = self._joined(theirs, beside(self.ours).path)
            refuse_unfit(self.apex, self.theirs, self.folder, joined)
            begin()
            new_ours.put()
            # A colleague may have saved theirs meanwhile: then the serial goes into what it is now.
            if content_of(self.theirs) == content:
                new_theirs.put()
        self.raise_serial(serial)

    def raise_serial(self, serial: int) -> None:
        """Raise the serial in theirs to this one, where it is not there yet, whatever else changed. Raises Locked."""
        for _ in range(TRIES):
            content = content_of(self.theirs)
            zone = self.read({self.theirs: content})
            if not serials.is_later(serial, zone.seen.serial):
                return
            with staged(self._new(self._with_serial(content, serial, zone))) as (new,):
                if content_of(self.theirs) == content:
                    new.put()
        raise Locked(
            Text("{file} is being saved again and again, and its serial could not be raised; run the same command again",
                 file=str(self.theirs))
        )  # fmt: skip

    def _new(self, content: bytes) -> New:
        return New(self.theirs, content, like=self.theirs)

    def _with_serial(self, content: bytes, serial: int, zone: ReadZone) -> bytes:
        word = serials.place(content)
        if word is None or int(word.value) != zone.seen.serial:
            raise Refused(
                Text("{file} itself holds no SOA record with its serial as a plain number, and only there it can be raised. "
                     "Write it there, then try again", file=str(self.theirs))
            )  # fmt: skip
        return serials.with_serial(content, word, serial)

    def _joined(self, theirs: bytes, ours: Path) -> bytes:
        """Return the people's file as it would be, including what our file would be."""
        parts, at = [], 0
        for entry in entries(theirs):
            word = entry.words[1] if entry.directive == INCLUDE and len(entry.words) > 1 else None
            if word and os.path.realpath(self.folder / word.path) == str(self.ours):
                parts += [theirs[at : word.start], b'"%s"' % bytes(ours)]
                at = word.end
        return b"".join([*parts, theirs[at:]])


def _word(file: Path) -> str:
    """Return a file's name for a zone file: in quotes only where it needs them, since NSD takes them for a part of it."""
    return f'"{file}"' if SPECIAL & {*str(file)} else str(file)


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
