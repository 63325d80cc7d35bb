"""Reads the messages out of the code and click, keeps their translations, compiles the catalogue.

Run as `make messages`. What is new has an empty translation afterwards: a test then fails until a
person has written one.
"""

import io
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from provision.i18n import LOCALE

PROVISION = LOCALE.parent
PO = LOCALE / "id" / "LC_MESSAGES" / "provision.po"
MO = PO.with_suffix(".mo")
OURS: Mapping[str, object] = {"Text": None, "msg": None, "gettext": None}
GLOSSARY = """\
Indonesian for provision. Words that are kept to:
request permohonan · grant pemberian · agency perangkat daerah · finding temuan · check periksa · plan rencana ·
apply terapkan · verify verifikasi · lock kunci kerja · key (TSIG) kunci · key (of an agency) kode.
Kept as they are: ledger, record, name server, glue, resolver, sandbox, zona (for zone).
The second line of a sentence for letters follows “Perbaikan:”, so it begins with a small letter.
"""
# Click's own messages that a user can meet.
CLICK = Path(__file__).with_name("click_messages.txt")


def messages() -> Iterator[str | tuple[str, str]]:
    """Yield every msgid: ours in the order of the files, then click's."""
    found = extract_from_dir(PROVISION, [("**.py", "python")], keywords=OURS)  # type: ignore[arg-type]
    yield from dict.fromkeys(message for _, _, message, _, _ in found if isinstance(message, str))
    for line in CLICK.read_text().splitlines():
        one, several = line.partition("|")[::2]
        yield (_unescaped(one), several) if several else _unescaped(one)


def _unescaped(line: str) -> str:
    return line.replace("\\n", "\n").replace("\\t", "\t")


def updated() -> Catalog:
    """Return the catalogue of all messages, with the translations that there are."""
    old = catalogue()
    new = Catalog(
        locale="id", fuzzy=False, header_comment="\n".join(f"# {line}" for line in GLOSSARY.splitlines())
    )
    for message in messages():
        known = old.get(message if isinstance(message, str) else message[0])
        new.add(message, known.string if known else None)
    return new


def catalogue() -> Catalog:
    """Return the catalogue as it is written."""
    if not PO.exists():
        return Catalog(locale="id")
    with PO.open("rb") as file:
        return read_po(file, locale="id")


def po_bytes(messages: Catalog) -> bytes:
    """Return the text form: no dates and no versions, so that it changes with its messages alone."""
    out = io.BytesIO()
    write_po(out, messages, width=110, omit_header=False, include_lineno=False, no_location=True)
    lines = out.getvalue().decode().splitlines(keepends=True)
    kept = ("Language:", "Plural-Forms", "MIME-Version", "Content-")
    header = {line for line in lines[: lines.index("\n")] if line.startswith('"')}
    dropped = {line for line in header if not line.startswith(tuple(f'"{word}' for word in kept))}
    return "".join(line for line in lines if line not in dropped).encode()


def mo_bytes() -> bytes:
    """Return the compiled form of the catalogue as it is written."""
    out = io.BytesIO()
    messages = catalogue()
    messages.mime_headers = [
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Plural-Forms", messages.plural_forms),
    ]
    write_mo(out, messages)
    return out.getvalue()


def main() -> int:
    """Write both forms; return how many messages have no translation."""
    PO.write_bytes(po_bytes(updated()))
    MO.write_bytes(mo_bytes())
    missing = [message.id for message in catalogue() if message.id and not message.string]
    sys.stdout.write("".join(f"no translation: {message!r}\n" for message in missing))
    return len(missing)


if __name__ == "__main__":
    sys.exit(bool(main()))
