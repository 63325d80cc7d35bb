"""Reads the messages out of the code and click, keeps their translations, compiles the catalogue.

Run as `make messages`. What is new has no translation afterwards: a test fails until a person has
written one.
"""

import ast
import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from provision.i18n import LOCALE

PROVISION = LOCALE.parent
PO = LOCALE / "id" / "LC_MESSAGES" / "provision.po"
MO = PO.with_suffix(".mo")
# The functions that take a message, and how many forms of it.
OURS = {"Text": 1, "msg": 1, "gettext": 1}
CLICKS = {"_": 1, "ngettext": 2}
CLICK = "click"  # where a message is found, for those that are click's own
CLICK_FOLDER = Path(click.__file__).parent

GLOSSARY = """\
Indonesian for provision. Words that are kept to:

request              permohonan
grant                pemberian
agency               perangkat daerah
holder               pemegang
site                 folder kantor (never situs, which is a website)
finding              temuan
wanted, seen         dikehendaki, terlihat
survey, check        memeriksa, pemeriksaan
plan, apply, verify  rencana, terapkan, verifikasi; fulfil is memenuhi
to amend, to hold    membetulkan, menunda; to release is melanjutkan
to waive             mengecualikan, pengecualian
suspended            dinonaktifkan sementara; to hand over mengalihkan, hand-over pengalihan
resubmission         pengajuan kembali
on call              petugas siaga
to block             menghambat
to return (a letter) mengembalikan
entry (of the ledger) catatan
lock                 kunci kerja; key (TSIG) kunci; key (of an agency) kode; key (of YAML) kunci
authoritative        otoritatif
zone, delegation     zona, delegasi

Kept as they are: ledger, record, name server, glue, resolver, sandbox, outbox, backup is cadangan.
The reader of the program is Anda, the reader of a letter Saudara.
The second line of a sentence for letters follows “Perbaikan:”, so it begins with a small letter.
"""


class Indonesian(Catalog):
    """A catalogue whose header holds no dates, names or versions: it changes with its messages alone."""

    num_plurals = 1
    plural_expr = "0"
    mime_headers = (
        ("Language", "id"),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
        ("Plural-Forms", "nplurals=1; plural=0;"),
    )

    def __init__(self) -> None:
        header = "\n".join(f"# {line}".rstrip() for line in GLOSSARY.splitlines())
        super().__init__(locale="id", header_comment=header, fuzzy=False)


def messages(folder: Path, keywords: Mapping[str, int]) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """Yield (file, msgid) for every message in the Python files of a folder, in the order of their names.

    Read off the syntax tree: babel's own reader does not look into f-strings.
    """
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
        for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
            words = [
                a.value for a in call.args[: keywords.get(called(call), 0)] if isinstance(a, ast.Constant)
            ]
            if words and all(isinstance(word, str) for word in words):
                yield path.relative_to(folder.parent).as_posix(), tuple(words) if len(words) > 1 else words[0]


def called(call: ast.Call) -> str:
    """Return the last word of what is called."""
    return str(getattr(call.func, "attr", None) or getattr(call.func, "id", ""))


def updated() -> Catalog:
    """Return the catalogue of all messages, with the translations that there are.

    A message of click's that its present version lacks is kept: other versions may be installed.
    """
    old = catalogue()
    new = Indonesian()
    for file, message in messages(PROVISION, OURS):
        new.add(message, locations=[(file, None)])
    for _, message in messages(CLICK_FOLDER, CLICKS):
        new.add(message, locations=[(CLICK, None)])
    for message in old:
        if message.id and message.id not in new and is_click(message):
            new.add(message.id, locations=[(CLICK, None)])
    for message in new:
        known = old.get(message_key(message)) if message.id else None
        if known:
            message.string = known.string
            message.flags |= known.flags & {"fuzzy"}
    return new


def is_click(message: Message) -> bool:
    """Tell whether click says it."""
    return any(file == CLICK for file, _ in message.locations)


def message_key(message: Message) -> str:
    """Return what gettext looks a message up by."""
    return message.id if isinstance(message.id, str) else message.id[0]


def catalogue() -> Catalog:
    """Return the catalogue as it is written."""
    if not PO.exists():
        return Indonesian()
    with PO.open("rb") as file:
        return read_po(file, locale="id")


def po_bytes(words: Catalog) -> bytes:
    """Return the text form of a catalogue."""
    out = io.BytesIO()
    write_po(out, words, width=110, include_lineno=False)
    return out.getvalue()


def mo_bytes() -> bytes:
    """Return the compiled form of the catalogue as it is written."""
    words = Indonesian()
    for message in catalogue():
        if message.id:
            words[message.id] = message
    out = io.BytesIO()
    write_mo(out, words)
    return out.getvalue()


def main() -> int:
    """Write both forms; return 1 where a message has no translation, and tell which."""
    PO.write_bytes(po_bytes(updated()))
    MO.write_bytes(mo_bytes())
    missing = [message.id for message in catalogue() if message.id and not any(message.string)]
    sys.stdout.write("".join(f"no translation: {message!r}\n" for message in missing))
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
