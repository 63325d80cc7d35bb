"""The playbooks: each service of the decree, read from its file."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from provision.config.document import read_document
from provision.config.faults import Fault
from provision.config.fields import Day, InnerPath, Key, Line, Strict
from provision.i18n import Text
from provision.model.playbook import Clock, Decree, Phrase, Playbook, Requirement, Role, Step
from provision.names import Slug

Count = Annotated[int, Field(ge=1)]


class PhraseFile(Strict):
    """Words in both languages."""

    id: Line
    en: Line

    def value(self) -> Phrase:
        """Return the phrase."""
        return Phrase(self.id, self.en)


Phrases = Annotated[list[PhraseFile], Field(min_length=1)]


class DecreeFile(Strict):
    """The decision that the standard stands in."""

    title: Line
    number: Line
    dated: Day


class RequirementFile(Strict):
    """What the requester's letter must hold."""

    key: Line
    title: PhraseFile
    why: PhraseFile


class StepFile(Strict):
    """One step of the procedure."""

    key: Key
    title: PhraseFile
    roles: Annotated[list[Role], Field(min_length=1)]
    command: Line = ""

    def value(self) -> Step:
        """Return the step."""
        return Step(self.key.text, self.title.value(), tuple(self.roles), self.command)


class ClockFile(Strict):
    """How long the service may take; `received` is the receipt of the letter."""

    working_days: Count
    starts_after: Key
    paused_while: PhraseFile

    def value(self) -> Clock:
        """Return the clock."""
        start = "" if self.starts_after.text == "received" else self.starts_after.text
        return Clock(self.working_days, start, self.paused_while.value())


class LettersFile(Strict):
    """The letter template for each outcome."""

    granted: InnerPath
    returned: InnerPath


class PlaybookFile(Strict):
    """A playbook as it is written."""

    service: Key
    number: Count
    title: PhraseFile
    decree: DecreeFile
    legal_basis: Phrases
    requirements: Annotated[list[RequirementFile], Field(min_length=1)]
    procedure: Annotated[list[StepFile], Field(min_length=1)]
    time: ClockFile
    cost: PhraseFile
    product: PhraseFile
    facilities: Phrases
    competence: PhraseFile
    supervision: PhraseFile
    complaints: Line
    staff: Count
    guarantee: PhraseFile
    safety: PhraseFile
    evaluation: Phrases
    letters: LettersFile

    def value(self) -> Playbook:
        """Return the playbook."""
        return Playbook(
            service=self.service.text,
            number=self.number,
            title=self.title.value(),
            decree=Decree(self.decree.title, self.decree.number, self.decree.dated),
            legal_basis=_phrases(self.legal_basis),
            requirements=tuple(
                Requirement(need.key, need.title.value(), need.why.value()) for need in self.requirements
            ),
            procedure=tuple(step.value() for step in self.procedure),
            time=self.time.value(),
            cost=self.cost.value(),
            product=self.product.value(),
            facilities=_phrases(self.facilities),
            competence=self.competence.value(),
            supervision=self.supervision.value(),
            complaints=self.complaints,
            staff=self.staff,
            guarantee=self.guarantee.value(),
            safety=self.safety.value(),
            evaluation=_phrases(self.evaluation),
            letters={"granted": str(self.letters.granted), "returned": str(self.letters.returned)},
        )


def load_playbook(folder: Path, service: str) -> Playbook:
    """Return the playbook of a service. Raises NotFound, or BadConfig with file, line and key path."""
    document = read_document(folder / f"{Slug.parse(service)}.yaml")
    written = document.validate(PlaybookFile)
    if faults := _faults(written, service):
        raise document.refusal(faults)
    return written.value()


def _faults(written: PlaybookFile, service: str) -> list[Fault]:
    faults = []
    if written.service.text != service:
        faults.append(Fault(("service",), Text("must be {service}, as the file is named", service=service)))
    steps = [step.key.text for step in written.procedure]
    for place, key in enumerate(steps):
        if key in steps[:place]:
            faults.append(Fault(("procedure", place, "key"), Text("{key} is the key of two steps", key=key)))
    if written.time.starts_after.text not in {"received", *steps}:
        known = ["received", *steps]
        faults.append(Fault(("time", "starts_after"), Text("must be one of {bound}", bound=known)))
    return faults


def _phrases(written: list[PhraseFile]) -> tuple[Phrase, ...]:
    return tuple(phrase.value() for phrase in written)
