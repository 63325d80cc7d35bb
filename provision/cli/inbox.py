"""`provision request inbox`: what waits for whoever asks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from provision.cli.words import Command, Option
from provision.i18n import Text, msg
from provision.model.playbook import Role

if TYPE_CHECKING:
    from datetime import date

    from provision.cli.office import CliOffice
    from provision.flow.inbox import Inbox, Waiting
    from provision.flow.on_call import OnCall

HEADERS = (msg("Request"), msg("Object"), msg("Agency"), msg("Next step"), msg("Whose turn"), msg("Due"))
ON_CALL_HEADERS = (msg("Request"), msg("On call"), msg("On the day"), msg("Due"), msg("To do"))


@click.command(
    cls=Command,
    help=msg(
        "Tell what waits for you: each request whose next step is one of your roles', the late ones first, then those "
        "due today or tomorrow; what is on hold; and what was done on call and is to be confirmed.\n\n"
        "\b\nExamples:\n  provision request inbox\n  provision request inbox --role division_head\n"
        "  provision request inbox --all --output json"
    ),
    short_help=msg("Tell what waits for you."),
)
@click.option("--role", cls=Option, type=click.Choice([role.value for role in Role]),
              help=msg("What waits for this role, instead of yours."))  # fmt: skip
@click.option("--all", "everybody", cls=Option, is_flag=True, help=msg("What waits for anybody."))
@click.pass_obj
def inbox(office: "CliOffice", role: str | None, everybody: bool) -> None:
    """Print the inbox."""
    from provision.flow.inbox import inbox as look

    now = office.clock.now()
    today = office.site.day(now)
    with office.ledger() as ledger:
        found = look(office.site, ledger, now)
    roles = frozenset([Role(role)]) if role else office.site.roles(office.actor, today)
    if not everybody:
        found = found.of(roles)
    if office.output == "json":
        office.print_json(found.to_json(office.lang))
    else:
        _print(office, found, today)


def _print(office: "CliOffice", found: "Inbox", today: "date") -> None:
    if not (found.waiting or found.held or found.on_call):
        office.say(Text("Nothing waits for you; provision request inbox --all tells what waits for others"))
    if found.waiting:
        _table(office, found.waiting, today)
    if found.held:
        office.print(Text("On hold:"))
        _table(office, found.held, today)
    if found.on_call:
        office.print(Text("Done on call:"))
        rows = [(one.request, one.actor, one.day, one.due, _to_do(one)) for one in found.on_call]
        office.table([Text(header) for header in ON_CALL_HEADERS], rows)


def _table(office: "CliOffice", rows: "Sequence[Waiting]", today: "date") -> None:
    office.table([Text(header) for header in HEADERS], [_row(office, one, today) for one in rows])


def _row(office: "CliOffice", one: "Waiting", today: "date") -> Sequence[object]:
    from provision.flow.roles import role_words

    whose = Text("{roles}", roles=[*one.turn.logins] or role_words(one.turn.roles))
    request, step = one.request, one.turn.step.title.to(office.lang)
    return request.id, request.object, request.agency, step, whose, _due(one, today)


def _due(one: "Waiting", today: "date") -> Text:
    """Return the last day, and how near it is."""
    from provision.flow.inbox import Urgency

    day, left = one.last.day, (one.last.day - today).days
    if one.last.stands_still:
        return Text("{day} or later", day=day)
    if one.urgency is Urgency.LATE:
        return Text("{day}, late", day=day)
    if one.urgency is Urgency.SOON:
        return Text("{day}, tomorrow", day=day) if left else Text("{day}, today", day=day)
    return Text("{day}", day=day)


def _to_do(one: "OnCall") -> Text:
    if one.objection:
        return Text("undo it: {objection}", objection=one.objection)
    return Text("confirm it: provision request confirm {request}", request=one.request)
