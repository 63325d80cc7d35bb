"""What `show` tells of a grant, an agency or a zone."""

from collections.abc import Sequence

from provision.cli.ledger import HAPPENED
from provision.cli.office import CliOffice
from provision.cli.report import NOTHING, STATES, print_findings
from provision.cli.request_page import status_word
from provision.flow.inquiry import Asked, Found, Known, KnownAgency, KnownZone, seen
from provision.i18n import Text
from provision.ledger.log import local
from provision.model.event import Event
from provision.model.grant import Grant, State

LAST = 8


def print_found(office: CliOffice, found: Found) -> None:
    """Print the page of what was found."""
    if isinstance(found, KnownAgency):
        _agency(office, found)
    elif isinstance(found, KnownZone):
        _zone(office, found)
    else:
        _grant(office, found)


def _grant(office: CliOffice, known: Known) -> None:
    if known.grant:
        _holder(office, known.grant)
        _adoption(office, known.adoption)
    else:
        office.print(office.styled(known.requests[-1][0].object, "bold"))
        office.print(Text("Not granted yet"))
    if known.beside:
        office.print(Text("Holds too: {names}", names=known.beside))
    _section(office, Text("Letters"), _letters(known.requests))
    if known.survey:
        _section(office, Text("Wanted"), [str(rrset) for rrset in known.survey.surveyed[0].wanted.rrsets])
        _section(office, Text("Seen"), [str(rrset) for rrset in seen(known.survey)])
        _heading(office, Text("Findings"))
        print_findings(office, known.survey.findings)
    _section(office, Text("Last events"), [_event(event) for event in known.events[-LAST:]])


def _agency(office: CliOffice, known: KnownAgency) -> None:
    office.print(office.styled(known.agency.name, "bold") + f" ({known.agency.key})")
    office.print(Text("Letters go to: {head}", head=known.agency.head))
    _section(office, Text("Officially its own"), [name.text for name in known.agency.subdomains])
    _section(office, Text("Holds"), [_held(office, grant) for grant in known.grants])
    _section(office, Text("Letters"), _letters(known.requests))


def _zone(office: CliOffice, known: KnownZone) -> None:
    office.print(office.styled(known.zone.name.text, "bold"))
    _section(office, Text("Servers"), [str(server) for server in known.zone.servers])
    _section(office, Text("Granted in it"), [_held(office, grant) for grant in known.grants])


def _letters(requests: Asked) -> Sequence[Text]:
    return [
        Text("{id}  {number} of {dated}, “{subject}”: {status}", id=request.id, number=request.letter.number,
             dated=request.letter.dated, subject=request.letter.subject, status=status_word(status))
        for request, status in requests
    ]  # fmt: skip


def _event(event: Event) -> Text:
    what = Text(HAPPENED.get(event.kind, event.kind.value))
    return Text("{at}  {what} ({actor})", at=local(event.at), what=what, actor=event.actor)


def _holder(office: CliOffice, grant: Grant) -> None:
    office.print(office.styled(grant.object, "bold"))
    office.print(Text("Holder: {agency}", agency=office.site.agency_name(grant.agency)))
    office.print(Text("State: {state}", state=_stands(grant)))


def _adoption(office: CliOffice, event: Event | None) -> None:
    if event is None:
        return
    office.print(
        Text("Adopted: it was there before us; confirmed by {actor} on {day}", actor=event.actor,
             day=event.at.astimezone().date())
    )  # fmt: skip
    if letter := (event.body or {}).get("letter"):
        office.print(Text("Letter found for it: {letter}", letter=letter))


def _held(office: CliOffice, grant: Grant) -> Text:
    return Text("{object}: {state}, {agency}", object=grant.object, state=_stands(grant),
                agency=office.site.agency_name(grant.agency))  # fmt: skip


def _stands(grant: Grant) -> Text:
    """Return a grant's state with the day that belongs to it: nobody wrote down since when it is suspended."""
    state = Text(STATES[grant.state])
    if grant.state is State.SUSPENDED:
        return Text("{state}, granted on {since}", state=state, since=grant.since)
    return Text("{state}, since {since}", state=state, since=grant.since if grant.active else grant.until)


def _section(office: CliOffice, title: Text, lines: Sequence[Text | str]) -> None:
    _heading(office, title)
    for line in lines or (NOTHING,):
        office.print("  " + (office.words(line) if isinstance(line, Text) else line))


def _heading(office: CliOffice, title: Text) -> None:
    office.print(office.styled(office.words(title), "bold"))
