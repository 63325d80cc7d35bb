"""Letters as PDF, made by LibreOffice."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from provision.errors import BadAnswer, NoAnswer, Outside
from provision.i18n import Text
from provision.letter.place import disk_fault, place, reason_of
from provision.names import shown

START_SECONDS, FILE_SECONDS = 60, 20

# PDF/A-2 is the form that archives keep.
FORMAT = 'pdf:writer_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'
PAGE = re.compile(rb"/Type\s*/Page\b")


class NoPdfMaker(Outside):
    """LibreOffice is not installed: there is only the Word file."""


def to_pdf(files: Sequence[Path]) -> tuple[Path, ...]:
    """Make a PDF beside each Word file, over one that is there, and return their paths in that order.

    Raises NoPdfMaker where LibreOffice is missing, NoAnswer where it hangs, BadAnswer where a file
    did not become a PDF with pages, and StorageFull or Outside. PDFs made before a failure stay.
    """
    if not files:
        return ()
    program = shutil.which("soffice")
    if not program:
        raise NoPdfMaker(Text("No PDF was made: LibreOffice is missing (package libreoffice-writer-nogui)"))
    try:
        # A room of its own: two runs of LibreOffice on one profile fail, and it needs a home that it can write.
        with tempfile.TemporaryDirectory(prefix="letters-") as room:
            return _converted(program, files, Path(room))
    except OSError as error:
        raise disk_fault(error, Text("No PDF was made: {reason}", reason=reason_of(error))) from error


def _converted(program: str, files: Sequence[Path], room: Path) -> tuple[Path, ...]:
    # Numbered copies: names may be the same in two folders, and locks are left beside what it reads.
    copies = [_copy(file, room / f"{number}.docx") for number, file in enumerate(files)]
    _run(program, copies, room)
    return tuple(_settle(file, copy) for file, copy in zip(files, copies, strict=True))


def _copy(file: Path, copy: Path) -> Path:
    copy.write_bytes(file.read_bytes())
    return copy


def _settle(file: Path, copy: Path) -> Path:
    target = file.with_suffix(".pdf")
    place(target, _checked(file, copy.with_suffix(".pdf")))
    return target


def _run(program: str, files: Sequence[Path], room: Path) -> None:
    profile = f"-env:UserInstallation={(room / 'profile').as_uri()}"
    options = ["--headless", "--norestore", "--convert-to", FORMAT, "--outdir", str(room)]
    environment = os.environ | {"HOME": str(room), "TMPDIR": str(room)}
    process = subprocess.Popen(
        [program, profile, *options, *map(str, files)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=room,
        start_new_session=True,
    )
    try:
        process.wait(START_SECONDS + FILE_SECONDS * len(files))
    except subprocess.TimeoutExpired:
        raise NoAnswer(Text("LibreOffice did not finish the PDF in time; the Word file is there")) from None
    finally:
        _end(process)


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End the program with all that it started: the one that does the work is its grandchild."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _checked(file: Path, pdf: Path) -> bytes:
    """Return the PDF, for LibreOffice reports success where it made none."""
    content = pdf.read_bytes() if pdf.exists() else b""
    if not content.startswith(b"%PDF") or not PAGE.search(content):
        raise BadAnswer(
            Text("LibreOffice made no PDF of {file}; the Word file is there", file=shown(file.name))
        )
    return content
