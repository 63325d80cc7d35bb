"""DS records of a letter: they have a place beside name servers of the agency's own, and nowhere else."""

from collections.abc import Iterator

from provision.checks.office.case import Case
from provision.i18n import Text
from provision.model.finding import Finding, Level


def vouching(case: Case) -> Iterator[Finding]:
    """Judge whether the DS records that a letter brings could stand in the zone at all."""
    fields = case.request.fields
    asked = ["CDS"] if fields.get("cds") else fields.get("ds")
    if asked and (case.wanted.child or not case.servers):
        yield Finding(
            tag="DS_WITHOUT_DELEGATION",
            level=Level.ERROR,
            subject=case.name.text,
            args={"ds": [*asked]},
            why=Text("The letter brings DS records for {name}, which has no name servers of the agency's own",
                     name=case.name),
            do=Text("Ask the agency for its name servers, or leave the DS records out"),
            letter=Text("DS records (DNSSEC) are stated for {name}, but no name servers of your own.\n"
                "State the name servers that serve the signed zone, or leave the DS records out.", name=case.name),
            source="RFC 4035 section 2.4",
        )  # fmt: skip
