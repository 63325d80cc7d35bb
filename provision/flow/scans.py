"""Scans of papers, kept by the digest of their content: the same scan is kept once."""

import hashlib
import os
import secrets
from pathlib import Path

from provision.errors import BadInput
from provision.i18n import Text
from provision.names import shown

MOST_BYTES = 20 * 1024 * 1024
# How the files of each kind begin.
KINDS = {b"%PDF-": ".pdf", b"\xff\xd8\xff": ".jpg", b"\x89PNG\r\n\x1a\n": ".png"}


def keep(folder: Path, file: Path) -> str:
    """Copy a scan into the folder, named by its digest, and return the digest (SHA-256, hexadecimal).

    Raises BadInput where the file is not there, is no PDF, JPEG or PNG, or is larger than 20 MB.
    """
    content = _content(file)
    digest = hashlib.sha256(content).hexdigest()
    target = folder / f"{digest}{_suffix(file, content)}"
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _write(target, content)
    return digest


def _content(file: Path) -> bytes:
    name = shown(str(file), 200)
    try:
        if file.stat().st_size > MOST_BYTES:
            raise BadInput(
                Text("The scan {file} is larger than 20 MB; scan it in a lower resolution", file=name)
            )
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or ""
        raise BadInput(Text("The scan {file} cannot be read: {reason}", file=name, reason=reason)) from error


def _suffix(file: Path, content: bytes) -> str:
    for start, suffix in KINDS.items():
        if content.startswith(start):
            return suffix
    raise BadInput(Text("{file} is no scan: a PDF, JPEG or PNG file is wanted", file=shown(str(file), 200)))


def _write(target: Path, content: bytes) -> None:
    """Write beside and move: a scan is there whole or not at all."""
    beside = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
