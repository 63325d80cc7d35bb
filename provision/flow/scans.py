"""The scans of letters: each kept once in the site's folder, under the digest of what it holds."""

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from provision.errors import BadInput, NotFound, Stale
from provision.flow.desk import Desk
from provision.i18n import Text, msg
from provision.names import shown

FOLDER = "scans"
MOST_MIB = 20
MODE = 0o640  # letters name people: the office's group reads them, others do not
PIECE = 1024 * 1024
# What a file begins with that is what its name says (its format's own signature).
KINDS: Mapping[bytes, str] = {b"%PDF-": "pdf", b"\xff\xd8\xff": "jpg", b"\x89PNG\r\n\x1a\n": "png"}
MISSING = msg(
    "The scan of the letter of {request} is missing: {path}; add it again with: provision request scan"
)
ALTERED = msg(
    "The scan of the letter of {request} is not what it was when it was kept: {path}; put it back from a backup, or add it "
    "again with: provision request scan"
)


@dataclass(frozen=True, slots=True)
class Scan:
    """A file that shows a letter, looked at and not kept yet; `site` is where it goes."""

    path: Path
    site: Path
    digest: str
    kind: str

    @property
    def kept(self) -> Path:
        """Where it is once it is kept."""
        return self.site / FOLDER / f"{self.digest}.{self.kind}"

    def keep(self) -> None:
        """Copy it into the site, whole or not at all; one that is there already stays. Raises Stale."""
        if self.kept.is_file() and _digest(self.kept) == self.digest:
            return
        self.kept.parent.mkdir(exist_ok=True)
        number, name = tempfile.mkstemp(prefix=".", dir=self.kept.parent)
        try:
            with os.fdopen(number, "wb") as target:
                self._copy(target)
            Path(name).replace(self.kept)
        finally:
            Path(name).unlink(missing_ok=True)

    def _copy(self, target: BinaryIO) -> None:
        digest = hashlib.sha256()
        with self.path.open("rb") as source:
            while piece := source.read(PIECE):
                digest.update(piece)
                target.write(piece)
        if digest.hexdigest() != self.digest:
            raise Stale(
                Text(
                    "{path} changed while it was read; nothing was kept. Run the same command again",
                    path=_told(self.path),
                )
            )
        os.fchmod(target.fileno(), MODE)
        target.flush()
        os.fsync(target.fileno())


def look_at(path: Path, site: Path) -> Scan:
    """Return what a file holds. Raises NotFound, or BadInput where it is too large or no scan."""
    if not path.exists():
        raise NotFound(Text("There is no file {path}", path=_told(path)))
    if not path.is_file():
        raise BadInput(Text("{path} is not a file", path=_told(path)))
    if path.stat().st_size > MOST_MIB * PIECE:
        raise BadInput(
            Text(
                "{path} is larger than {most} MiB; scan it again with fewer dots per inch",
                path=_told(path),
                most=MOST_MIB,
            )
        )
    return Scan(path, site, _digest(path), _kind(path))


def _kind(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(max(map(len, KINDS)))
    for signature, kind in KINDS.items():
        if start.startswith(signature):
            return kind
    raise BadInput(Text("{path} is no scan: it is neither a PDF nor a JPEG or PNG picture", path=_told(path)))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _told(path: Path) -> str:
    return shown(str(path), 200)


def kept_scan(site: Path, digest: str) -> Path | None:
    """Return where the scan of that digest lies, if it is there."""
    return next(iter(sorted((site / FOLDER).glob(f"{digest}.*"))), None) if digest else None


def scan_fault(site: Path, request: str, digest: str) -> Text | None:
    """Return what is wrong with the scan that a request names, if anything is."""
    if not digest:
        return None
    path = kept_scan(site, digest)
    if path is None:
        return Text(MISSING, request=request, path=f"{site / FOLDER / digest}.*")
    return None if _digest(path) == digest else Text(ALTERED, request=request, path=path)


def missing_scans(desk: Desk) -> Sequence[Text]:
    """Return a sentence for each letter whose scan is missing or altered; reads every scan that was kept."""
    return list(_faults(desk))


def _faults(desk: Desk) -> Iterator[Text]:
    for request, _ in desk.ledger.requests():
        if fault := scan_fault(desk.site.folder, str(request.id), request.letter.scan):
            yield fault
