"""What the letter's table tells of a subdomain. Letters are Indonesian, whatever the clerk reads."""

from collections.abc import Iterable, Sequence

from provision.calendar import long_date, long_span
from provision.model.grant import Grant
from provision.model.request import Action, Request
from provision.model.site import ParentZone, Site
from provision.names import Fqdn
from provision.services.service import Pair
from provision.services.subdomain.holding import Holding

NAME_SERVERS = "Name server (NS), yaitu server yang menjawab pertanyaan tentang nama ini"
SIGNED = "Record DS, yaitu sidik kunci yang menjamin tanda tangan zona (DNSSEC)"
SIGNED_BY_CDS = f"{SIGNED}; diambil dari record CDS zona itu"
WITHOUT_DS = "Tidak ada, sesuai permintaan zona itu sendiri"
ON_OURS = "Dilayani oleh name server kami"
Row = tuple[str, str]


def rows(request: Request, pairs: Sequence[Pair], site: Site) -> Sequence[Row]:
    """Return (label, value) of what stands in the parent zone; of a grant that ended, what stood last."""
    match request.action:
        case Action.RENAME:
            (_, old), (_, new) = pairs
            last = f" (sampai dengan {long_date(old.until)})" if old.until else ""
            return [("Nama lama", old.object + last), *_rows(new, site)]
        case Action.HANDOVER:
            [(before, after)] = pairs
            return [*_holders(before, after, site), *_rows(after, site)]
        case _:
            return [row for _, grant in pairs for row in (*_rows(grant, site), *_last_day(grant))]


def _rows(grant: Grant, site: Site) -> Sequence[Row]:
    holding, zone = Holding.of(grant.object, grant.params), site.zone_of(Fqdn.host(grant.object))
    told = [("Nama subdomain", _lines(_people_names(holding))), *_servers(holding, zone)]
    if not holding.servers and holding.ips:
        told.append(("Alamat IP", _lines(holding.ips)))
    if not holding.servers and holding.records:
        told.append(("Record tambahan", _lines(holding.records)))
    return [*told, ("Masa simpan jawaban di internet (TTL)", long_span(holding.longest_ttl(zone)))]


def _last_day(grant: Grant) -> Sequence[Row]:
    return [("Berlaku sampai dengan", long_date(grant.until))] if grant.stands and grant.until else []


def _holders(before: Grant | None, after: Grant, site: Site) -> Sequence[Row]:
    told = [("Pemegang lama", before), ("Pemegang baru", after)]
    return [(label, site.agency(grant.agency).name) for label, grant in told if grant]


def _servers(holding: Holding, zone: ParentZone) -> Sequence[Row]:
    if not holding.delegated:
        return []
    if holding.hosted:
        return [("Zona tersendiri", ON_OURS), (NAME_SERVERS, _lines(zone.office_ns))]
    told = [
        f"{server} ({', '.join(map(str, server.glue))})" if server.glue else server
        for server in holding.servers
    ]
    return [(NAME_SERVERS, _lines(told)), *_vouching(holding)]


def _vouching(holding: Holding) -> Sequence[Row]:
    """Return the DS records; those that the zone asked for by itself were in no letter, so that is said."""
    label = SIGNED_BY_CDS if holding.from_zone else SIGNED
    if holding.ds:
        return [(label, _lines(holding.ds))]
    return [(label, WITHOUT_DS)] if holding.from_zone else []


def _lines(values: Iterable[object]) -> str:
    return "\n".join(str(value) for value in values)


def _people_names(holding: Holding) -> list[Fqdn]:
    with_www = holding.www and not holding.servers
    return [holding.name, holding.name.child("www")] if with_www else [holding.name]
