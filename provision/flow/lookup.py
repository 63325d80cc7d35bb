"""What a word that people type may mean: a name, an address, a request, a letter, an agency, a zone."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from provision.errors import BadInput, NotFound
from provision.ledger.find import Known, find
from provision.model.event import Status
from provision.model.grant import Grant
from provision.model.request import Request
from provision.model.site import Agency, ParentZone, Site
from provision.names import Fqdn, parse_ip

MOST_LIKE = 3


@dataclass(frozen=True, slots=True)
class Register:
    """What is known, read once."""

    site: Site
    grants: Sequence[Grant]
    requests: Sequence[tuple[Request, Status]]


def zone_meant(register: Register, text: str) -> ParentZone | None:
    """Return the office's zone of that name."""
    name = _folded(text).removesuffix(".")
    return next((zone for zone in register.site.zones.values() if zone.name.text == name), None)


def agency_meant(register: Register, text: str) -> Agency | None:
    """Return the agency of that key or official name."""
    word = _folded(text)
    agencies = register.site.agencies.values()
    return next((one for one in agencies if word in {one.key.text, _folded(one.name)}), None)


def keys_meant(register: Register, text: str) -> Sequence[str]:
    """Return the keys of the grants and asked-for grants that are meant, by the first reading that gives any.

    Raises NotFound, with candidates, where a request's id is cut too short to tell it from others.
    """
    for reading in READINGS:
        if found := list(dict.fromkeys(reading(register, text))):
            return found
    return []


def like(register: Register, text: str) -> Sequence[str]:
    """Return what is known and written nearly alike."""
    words = [*_words(register)]
    known = {_folded(word): word for word in words}
    return [known[word] for word in get_close_matches(_folded(text), known, n=MOST_LIKE)]


def _words(register: Register) -> Iterator[str]:
    objects = [*(grant.object for grant in register.grants), *(one.object for one, _ in register.requests)]
    for name in objects:
        yield from (name, name.partition(".")[0])
    for request, _ in register.requests:
        yield from (str(request.id), request.letter.number)
    for agency in register.site.agencies.values():
        yield from (agency.key.text, agency.name)
    yield from (zone.text for zone in register.site.zones)


def _by_address(register: Register, text: str) -> Iterator[str]:
    """Find who stands at an address, as a site or as a name server."""
    try:
        address = str(parse_ip(text))
    except BadInput:
        return
    for grant in register.grants:
        servers = [one for server in grant.params.get("ns", ()) for one in server["addresses"]]
        if grant.stands and address in {*grant.params.get("ips", ()), *servers}:
            yield grant.key


def _by_object(register: Register, text: str) -> Iterator[str]:
    word = _folded(text).removesuffix(".")
    meant = {word, *(f"{word}.{zone}" for zone in register.site.zones)}
    yield from (grant.key for grant in register.grants if grant.object in meant)


def _by_request(register: Register, text: str) -> Iterator[str]:
    by_id = {str(request.id): request for request, _ in register.requests}
    known = [Known(str(one.id), one.object, status.is_open) for one, status in register.requests]
    try:
        yield from by_id[find(text, known)].grant_keys
    except NotFound:
        start = text.strip().upper()
        if start and sum(name.startswith(start) for name in by_id) > 1:
            raise


def _by_letter(register: Register, text: str) -> Iterator[str]:
    for request, _ in register.requests:
        if _folded(request.letter.number) == _folded(text):
            yield from request.grant_keys


def _by_server(register: Register, text: str) -> Iterator[str]:
    """Find what is delegated to a name server."""
    word = _folded(text).removesuffix(".")
    for grant in register.grants:
        if grant.stands and any(server["name"] == word for server in grant.params.get("ns", ())):
            yield grant.key


def _by_cut(register: Register, text: str) -> Iterator[str]:
    """Find who holds the cut above: a name below one that was delegated belongs to its holder."""
    for grant in register.grants:
        if grant.stands and _covers(grant, text):
            yield grant.key


def _covers(grant: Grant, text: str) -> bool:
    try:
        return Fqdn.seen(text).is_below(Fqdn.host(grant.object))
    except BadInput:
        return False


def _folded(text: str) -> str:
    """Return words as they are compared: however they were spaced, and in either case."""
    return " ".join(text.lower().split())


Reading = Callable[[Register, str], Iterator[str]]
READINGS: Sequence[Reading] = (_by_address, _by_object, _by_request, _by_letter, _by_server, _by_cut)
