"""`provision ledger`: look at the log, verify it, copy it out and put it back."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from provision.cli.words import Group, Option
from provision.errors import NotVerified
from provision.i18n import Text, msg
from provision.model.event import Event, Kind

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.model.finding import Finding

HAPPENED = {
    Kind.OPENED: msg("letter recorded"),
    Kind.CHECKED: msg("checked"),
    Kind.PLANNED: msg("planned"),
    Kind.INTENDED: msg("began to write"),
    Kind.DONE: msg("finished writing"),
    Kind.GRANTED: msg("grants changed"),
    Kind.VERIFIED: msg("verified"),
    Kind.DRAFTED: msg("reply drafted"),
    Kind.UNDONE: msg("undone"),
    Kind.STEP: msg("step taken"),
    Kind.CONFIRMED: msg("on-call work confirmed"),
    Kind.ERASED: msg("entry erased"),
    Kind.UNLOCKED: msg("lock broken"),
    Kind.AMENDED: msg("amended"),
    Kind.HELD: msg("held"),
    Kind.RELEASED: msg("released"),
    Kind.CANCELLED: msg("cancelled"),
    Kind.WAIVED: msg("finding waived"),
    Kind.ADOPTED: msg("adopted: it was there before us"),
    Kind.FORGOTTEN: msg("adoption taken back"),
    Kind.CONVERTED: msg("zone file given up to dynamic updates"),
}
# The words of a body that tell the most in a line.
TELLING = (
    "step",
    "role",
    "agrees",
    "outcome",
    "passed",
    "blocked",
    "intent",
    "seq",
    "object",
    "digest",
    "code",
    "until",
    "letter",
    "backup",
    "reason",
)
HEADERS = (msg("No."), msg("When"), msg("What"), msg("Subject"), msg("By"), msg("Detail"))
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(
    cls=Group,
    help=msg(
        "Look at, check, copy and restore the ledger.\n\n\b\nExample:\n  provision ledger log dinkes\n  provision ledger verify"
    ),
)
def ledger() -> None:
    """Group the commands about the ledger itself."""


@ledger.command(
    help=msg(
        "Show what happened, the latest last: of one request, or of all.\n\n\b\nExample:\n  provision ledger log dinkes\n  provision ledger log --last 100"
    )
)
@click.argument("request", required=False)
@click.option(
    "--last",
    cls=Option,
    type=click.IntRange(min=1),
    default=50,
    show_default=True,
    help=msg("How many entries."),
)
@click.pass_obj
def log(office: "CliOffice", request: str | None, last: int) -> None:
    """Print entries of the log."""
    with office.ledger() as book:
        subject = str(book.find(request).id) if request else None
        entries = book.events(subject, limit=last)
    if office.output == "json":
        office.print_json([_plain(event) for event in entries])
    else:
        office.table([Text(header) for header in HEADERS], [_row(event) for event in entries])


@ledger.command(
    help=msg(
        "Verify that nothing in the ledger was altered or lost; exit code 5 where something was.\n\n\b\nExample:\n  provision ledger verify"
    )
)
@click.pass_obj
def verify(office: "CliOffice") -> None:
    """Print what is wrong with the ledger."""
    with office.ledger() as book:
        findings, head, entries = book.verify(), book.head(), len(book)
    if office.output == "json":
        told = [finding.to_json(office.lang) for finding in findings]
        office.print_json({"entries": entries, "head": head, "findings": told})
    else:
        _print(office, findings)
    if findings:
        raise NotVerified(Text("The ledger is not whole: {count} findings", count=len(findings)))
    if office.output == "text":
        office.print(Text("The ledger is whole: {count} entries, the last {head}", count=entries, head=head))


@ledger.command(
    help=msg("Write every entry as a line of JSON.\n\n\b\nExample:\n  provision ledger export > ledger.jsonl")
)
@click.pass_obj
def export(office: "CliOffice") -> None:
    """Print every entry."""
    with office.ledger() as book:
        for entry in book.export():
            click.echo(json.dumps(entry, ensure_ascii=False))


@ledger.command(
    help=msg(
        "Copy the ledger to a new file while others use it, and verify the copy.\n\n\b\nExample:\n  provision ledger backup /srv/backup/ledger-2026-08-05.db"
    )
)
@click.argument("file", type=FILE)
@click.pass_obj
def backup(office: "CliOffice", file: Path) -> None:
    """Make a backup."""
    with office.ledger() as book:
        book.backup(file)
        _report(
            office, Text("Copied {count} entries to {path}", count=len(book), path=file), {"file": str(file)}
        )


@ledger.command(
    help=msg(
        "Verify a backup and put it in the ledger's place, a file or a database server's; so an office also moves from one to the other.\n\n\b\nExample:\n  provision ledger restore /srv/backup/ledger-2026-08-05.db --replace"
    )
)
@click.argument("file", type=FILE)
@click.option(
    "--replace",
    cls=Option,
    is_flag=True,
    help=msg("Replace the ledger that is there; it is kept beside the restored one."),
)
@click.pass_obj
def restore(office: "CliOffice", file: Path, replace: bool) -> None:
    """Restore a backup."""
    from provision.ledger import restore as put_back

    kept = put_back(office.site.ledger, file, office.clock, replace=replace)
    told = {"file": str(file), "kept": str(kept) if kept else None}
    _report(office, Text("Restored from {path}", path=file), told)
    if isinstance(kept, Path):
        office.say(Text("The ledger that was there is kept as {path}", path=kept))
    elif kept:
        office.say(Text("The ledger that was there is kept in the schema {name} of the database", name=kept))


@ledger.command(
    help=msg(
        "Free a lock whose holder is surely gone: on another machine, or in a container that was removed.\n\n\b\nExample:\n  provision ledger unlock zone:bengkaliskab.go.id"
    )
)
@click.argument("name")
@click.pass_obj
def unlock(office: "CliOffice", name: str) -> None:
    """Free a lock."""
    with office.ledger() as book:
        freed = book.break_lock(name, office.actor)
    told = {"name": name, **(freed.body or {})}
    _report(office, Text("{name} is free; {owner} held it", name=name, owner=told["owner"]), told)


def _report(office: "CliOffice", text: Text, data: Mapping[str, Any]) -> None:
    if office.output == "json":
        office.print_json(data)
    else:
        office.print(text)


def _print(office: "CliOffice", findings: "Sequence[Finding]") -> None:
    for finding in findings:
        office.print(f"{finding.level.name}  {finding.tag}  {office.words(finding.why)}")
    for do in {finding.do.msgid: finding.do for finding in findings}.values():
        office.print(do)


def _row(event: Event) -> Sequence[Any]:
    when = f"{event.at.astimezone():%Y-%m-%d %H:%M:%S}"
    return (
        event.seq,
        when,
        Text(HAPPENED.get(event.kind, event.kind)),
        event.subject,
        event.actor,
        _detail(event),
    )


def _detail(event: Event) -> Text | str:
    if event.body is None:
        return Text("(erased)")
    return ", ".join(f"{key}: {event.body[key]}" for key in TELLING if event.body.get(key, "") != "")


def _plain(event: Event) -> Mapping[str, Any]:
    return {
        "seq": event.seq,
        "at": event.at.isoformat(),
        "kind": event.kind.value,
        "subject": event.subject,
        "actor": event.actor,
        "body": event.body,
        "link": event.link,
    }
