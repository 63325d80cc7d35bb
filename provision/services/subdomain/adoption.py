"""A name that was there before us: the parameters of a grant that wants exactly what is seen of it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from provision.decide.diff import differences
from provision.errors import BadInput
from provision.model.grant import Grant, Origin
from provision.model.rrset import ADDRESS_TYPES, RRset
from provision.model.site import ParentZone
from provision.model.zone import SeenZone
from provision.names import Fqdn, Slug
from provision.services.subdomain.holding import ttl_key, wanted_of
from provision.services.subdomain.record import TYPES, Record, label_below

WWW = "www"


def adopted(
    name: Fqdn, parts: Sequence[Fqdn], agency: Slug, seen: SeenZone, zone: ParentZone
) -> Grant | None:
    """Return the grant of a name as it stands, with names below it as its parts; None where none can say it.

    A grant is only right where it wants what is seen, TTLs included: then adopting changes no record,
    and nothing that stands is left unsaid. Types that no grant decides about stay whose they are.
    """
    try:
        Fqdn.host(name.text)
        bare = _params(name, parts, seen)
        grant = Grant("subdomain", name.text, agency, bare, origin=Origin.ADOPTED)
        ttls = _ttls(name, wanted_of(grant, zone).rrsets, seen)
        grant = Grant("subdomain", name.text, agency, {**bare, **ttls}, origin=Origin.ADOPTED)
        wanted = wanted_of(grant, zone)
    except BadInput:
        return None  # no letter could name it either: an underscore, a wildcard, an address of another kind
    hidden = seen.cut_above(name) is not None
    return grant if wanted.rrsets and not hidden and not differences(wanted, seen) else None


def held_types(name: Fqdn, seen: SeenZone) -> Sequence[str]:
    """Return the types at a name that no grant can hold yet."""
    known = {*ADDRESS_TYPES, *TYPES, "NS", *(("DS",) if seen.get(name, "NS") else ())}
    return sorted({rrset.type for rrset in seen.at(name)} - known)


def _params(name: Fqdn, parts: Sequence[Fqdn], seen: SeenZone) -> Mapping[str, Any]:
    cut = seen.get(name, "NS")
    if cut:
        vouched = seen.get(name, "DS")
        ds = {"ds": list(vouched.values)} if vouched else {}
        return {"ns": [_server(target, name, seen) for target in cut.targets], **ds}
    ips = _addresses(name, seen)
    www = name.child(WWW)
    with_www = bool(ips) and www in parts and _addresses(www, seen) == ips
    records = [record.to_json() for owner in (name, *parts) for record in _records(owner, name, seen)]
    told = {"ips": ips, "www": with_www, "records": records}
    return {key: value for key, value in told.items() if value}


def _server(target: Fqdn, name: Fqdn, seen: SeenZone) -> Mapping[str, Any]:
    inside = target.is_at_or_below(name)
    return {"name": target.text, "addresses": _addresses(target, seen) if inside else []}


def _addresses(name: Fqdn, seen: SeenZone) -> list[str]:
    sets = (seen.get(name, rtype) for rtype in ADDRESS_TYPES)
    return [str(address) for rrset in sets if rrset for address in rrset.addresses]


def _records(owner: Fqdn, name: Fqdn, seen: SeenZone) -> Iterator[Record]:
    for rtype in TYPES:
        if rrset := seen.get(owner, rtype):
            yield from (Record(label_below(owner, name), rtype, value) for value in rrset.values)


def _ttls(name: Fqdn, wanted: Sequence[RRset], seen: SeenZone) -> Mapping[str, Any]:
    """Return the TTLs that are not the zone's own."""
    pairs = [(rrset, seen.get(*rrset.key)) for rrset in wanted]
    other = {ttl_key(name, here.key): here.ttl for rrset, here in pairs if here and here.ttl != rrset.ttl}
    return {"ttls": other} if other else {}
