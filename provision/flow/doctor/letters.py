"""Whether every service has its playbook, and every letter template can be filled in."""

import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from provision.config.data import site_folder
from provision.errors import ProvisionError
from provision.flow.deadline import playbook_of
from provision.flow.doctor.examined import Examined, bad, good, warn
from provision.flow.doctor.fonts import unlike
from provision.i18n import Text
from provision.letter.facts import LetterFacts, Outcome
from provision.letter.render import render
from provision.model.playbook import Playbook
from provision.model.request import Action, Letter
from provision.model.site import Site
from provision.services.registry import SERVICES

OUTCOMES: Sequence[Outcome] = ("granted", "returned")
SOME_DAY = date(2026, 1, 2)
SAMPLE = (("Contoh", "Contoh"),)


def examine_letters(site: Site, today: date | None) -> Iterator[Examined]:
    """Fill in each template with a sample, into a folder that goes away."""
    for service in SERVICES:
        what = Text("the playbook of {service} can be read", service=service.name)
        try:
            playbook = playbook_of(site, service.name)
        except ProvisionError as error:
            yield bad(what, error.text)
            continue
        yield good(what)
        for outcome in OUTCOMES:
            yield from _template(site, playbook, outcome, today or SOME_DAY)


def _template(site: Site, playbook: Playbook, outcome: Outcome, today: date) -> Iterator[Examined]:
    what = Text(
        "the letter template {outcome} of {service} can be filled in",
        outcome=outcome,
        service=playbook.service,
    )
    try:
        template = site_folder(site.folder, "letters") / playbook.letter(outcome)
        with tempfile.TemporaryDirectory(prefix="doctor-") as room:
            render(template, _sample(site, playbook, outcome, today), Path(room) / "sample.docx")
    except ProvisionError as error:
        yield bad(what, error.text)
        return
    yield good(what)
    for font, instead in unlike(template):
        yield warn(
            Text(
                "the font {font} of {template} is here, or one of the same widths",
                font=font,
                template=template.name,
            ),
            Text(
                "PDFs are set in {instead} and break lines elsewhere; install the font, or fonts-liberation",
                instead=instead,
            ),
        )


def _sample(site: Site, playbook: Playbook, outcome: Outcome, today: date) -> LetterFacts:
    granted = outcome == "granted"
    return LetterFacts(
        office=site.office,
        agency=next(iter(site.agencies.values())),
        letter=Letter("1", today, "Contoh", today),
        outcome=outcome,
        action=Action.NEW,
        object="contoh.go.id",
        today=today,
        working_days=playbook.time.working_days,
        rows=SAMPLE if granted else (),
        usage=("Contoh.",) if granted else (),
        reasons=() if granted else SAMPLE,
    )
