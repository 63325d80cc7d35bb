"""What lies in a zone that is delegated: a change of the grant does not reach what is told there."""

from collections.abc import Iterator

from provision.checks.office.case import Case
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level


def in_child(case: Case) -> Iterator[Finding]:
    """Judge a change of a delegated name that names nothing the parent zone holds: nothing would carry it out."""
    stays = case.delegated and case.was.rrsets and case.was.rrsets == case.wanted.rrsets
    if stays and case.wanted.child is None and case.request.fields.keys() & {"ips", "www", "ns"}:
        yield Finding(
            tag="CHANGE_BELONGS_TO_CHILD",
            level=Level.ERROR,
            subject=case.name.text,
            why=Text("{name} is delegated, and nothing in our zone would change: its addresses lie on its own name servers",
                     name=case.name),
            do=Text("Tell the agency to change them there"),
            letter=Text("The name {name} has name servers of its own: its addresses are told there, and our zone does not hold them.\n"
                "Change the addresses on your own name servers.", name=case.name),
            source="RFC 1034 section 4.2.1",
        )  # fmt: skip


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
