"""`provision request show`: what a letter asks for, how far it has come, and until when it is to be answered."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from provision.cli.words import Command
from provision.i18n import Text, msg

if TYPE_CHECKING:
    from provision.cli.office import CliOffice
    from provision.flow.course import Course
    from provision.flow.deadline import Deadline
    from provision.flow.progress import Progress
    from provision.model.event import Status
    from provision.model.request import Request


@click.command(
    cls=Command,
    help=msg(
        "Show a request: what its letter asks for, and until when it is to be answered.\n\n\b\nExamples:\n"
        "  provision request show dinkes\n"
        "  provision request show SUB-2026-0001 --output json"
    ),
    short_help=msg("Show a request and its course, its steps and its last day."),
)
@click.argument("request")
@click.pass_obj
def show(office: "CliOffice", request: str) -> None:
    """Print one request."""
    known = _known(office, request)
    if office.output == "json":
        office.print_json(_json(known, office.lang))
        return
    for line in _lines(office, known):
        office.print(line)


@dataclass(frozen=True, slots=True)
class _Known:
    """All that is told of a request."""

    request: "Request"
    status: "Status"
    course: "Course"
    progress: "Progress"
    last: "Deadline"
    today: date


def _known(office: "CliOffice", word: str) -> _Known:
    from provision.flow.course import course_of
    from provision.flow.deadline import deadline, playbook_of
    from provision.flow.progress import Progress

    today = office.site.day(office.clock.now())
    with office.ledger() as ledger:
        found = ledger.find(word)
        status, events = ledger.status(found.id), ledger.events(str(found.id))
        course = course_of(ledger, office.site, found)
    way = Progress(office.site, playbook_of(office.site, found.service), events)
    return _Known(found, status, course, way, deadline(way, found, today), today)


def _lines(office: "CliOffice", known: _Known) -> Iterator[Text]:
    from provision.cli.request_course import course
    from provision.cli.request_page import page
    from provision.cli.request_steps import steps

    yield from page(office.site, known.request, known.status, known.last, office.lang)
    yield from course(known.course, known.today)
    yield Text("Steps:")
    yield from steps(known.progress, office.lang)


def _json(known: _Known, lang: str) -> dict[str, Any]:
    from provision.cli.request_course import course_json
    from provision.cli.request_page import page_json
    from provision.cli.request_steps import steps_json

    return {
        **page_json(known.request, known.status, known.last, lang),
        **course_json(known.course, lang),
        "steps": steps_json(known.progress, lang),
    }
