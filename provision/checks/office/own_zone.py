"""An agency's own zone on the office's servers: a change of the grant does not reach what the zone holds."""

from collections.abc import Iterator

from provision.checks.office.case import Case
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level


def own_zone(case: Case) -> Iterator[Finding]:
    """Judge a change of addresses or records that lie in the own zone: nothing would carry it out."""
    stays = case.was.child and case.wanted.child
    if stays and {*case.was.content} != {*case.wanted.content}:
        yield Finding(
            tag="OWN_ZONE_HOLDS_ITS_DATA",
            level=Level.ERROR,
            subject=case.name.text,
            why=Text("{name} is a zone of its own: its addresses and records are changed there, not by such a letter",
                     name=case.name),
            do=Text("Let the administrator change the records in the zone itself"),
            letter=Text("The name {name} is a zone of its own, where its addresses and records are changed.\n"
                "Agree with our server administrator on the records that shall change.",
                        name=case.name),
            source=msg("The grant says what an own zone began with; what it holds now is the agency's affair"),
        )  # fmt: skip
