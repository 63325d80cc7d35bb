"""A name that gets another label, or another holder."""

from collections.abc import Iterator

from provision.checks.office.case import Case
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.names import Fqdn


def servers_stay(case: Case) -> Iterator[Finding]:
    """Judge whether a renamed subdomain keeps its name servers: those named below the old name end with it."""
    old = Fqdn.host(case.request.object)
    lost = [server for server in case.servers if server.is_at_or_below(old)]
    if lost:
        yield Finding(
            tag="NAME_SERVERS_UNDER_OLD_NAME",
            level=Level.ERROR,
            subject=case.name.text,
            args={"servers": [server.text for server in lost]},
            why=Text("The name servers {servers} lie below the old name {old} and end with it", servers=lost, old=old),
            do=Text("Ask the agency for name servers with names that stay"),
            letter=Text("The name servers {servers} are named after the old name.\n"
                "State name servers whose names lie below the new name or elsewhere.", servers=lost),
            source="RFC 1034 section 4.2.2",
        )  # fmt: skip


def receiver(case: Case) -> Iterator[Finding]:
    """Judge whether a hand-over changes hands."""
    if case.before and case.before.agency == case.after.agency:
        yield Finding(
            tag="SAME_HOLDER",
            level=Level.ERROR,
            subject=case.name.text,
            why=Text("{name} is held by {agency} already", name=case.name, agency=case.after.agency),
            do=Text("Ask which agency shall get it"),
            letter=Text("The name {name} is already yours.\nState the agency that shall get it.", name=case.name),
            source=msg("Site policy: a hand-over goes to another agency"),
        )  # fmt: skip
