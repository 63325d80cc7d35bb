"""What the letter tells the agency about its subdomain. Letters are Indonesian, whatever the clerk reads."""

from collections.abc import Iterable, Sequence

from provision.calendar import long_span
from provision.model.grant import Grant
from provision.model.site import ParentZone
from provision.names import Fqdn
from provision.services.subdomain.holding import Holding

NAME_SERVERS = "Name server (NS), yaitu server yang menjawab pertanyaan tentang nama ini"
ON_OURS = "Dilayani oleh name server kami"
CARE = (
    "Setiap perubahan alamat IP atau name server, serta penghentian penggunaan subdomain, agar disampaikan kepada kami "
    "melalui surat, sehingga nama tersebut tidak disalahgunakan pihak lain."
)


def rows(grant: Grant, zone: ParentZone) -> Sequence[tuple[str, str]]:
    """Return (label, value) of what stands in the parent zone; of an ended grant, what stood last."""
    holding = Holding.of(grant.object, grant.params)
    told = [("Nama subdomain", _lines(_people_names(holding))), *_servers(holding, zone)]
    if not holding.servers and holding.ips:
        told.append(("Alamat IP", _lines(holding.ips)))
    ttl = zone.delegation_ttl if holding.delegated else zone.address_ttl
    return [*told, ("Masa simpan jawaban di internet (TTL)", long_span(ttl))]


def _servers(holding: Holding, zone: ParentZone) -> Sequence[tuple[str, str]]:
    if not holding.delegated:
        return []
    if holding.hosted:
        return [("Zona tersendiri", ON_OURS), (NAME_SERVERS, _lines(zone.office_ns))]
    told = [
        f"{server} ({', '.join(map(str, server.glue))})" if server.glue else server
        for server in holding.servers
    ]
    return [(NAME_SERVERS, _lines(told))]


def _lines(values: Iterable[object]) -> str:
    return "\n".join(str(value) for value in values)


def usage(grant: Grant, zone: ParentZone) -> Sequence[str]:
    """Return how to use what was made."""
    holding = Holding.of(grant.object, grant.params)
    if not grant.stands:
        ending = (
            f"Jawaban lama dapat tersimpan di internet paling lama {long_span(zone.address_ttl)} sejak penghapusan; "
            "setelah itu nama tersebut tidak dapat diakses lagi."
        )
        return (ending,)
    if holding.hosted:
        return (_hosted(holding), CARE)
    return (_delegated(holding) if holding.delegated else _addressed(holding, zone), CARE)


def _people_names(holding: Holding) -> list[Fqdn]:
    with_www = holding.www and not holding.servers
    return [holding.name, holding.name.child("www")] if with_www else [holding.name]


def _delegated(holding: Holding) -> str:
    return (
        f"Nama {holding.name} beserta semua nama di bawahnya selanjutnya diatur pada name server tersebut oleh "
        "perangkat daerah Saudara atau penyedia layanannya."
    )


def _hosted(holding: Holding) -> str:
    return (
        f"Nama {holding.name} menjadi zona tersendiri yang dilayani oleh name server kami. Nama lain di bawahnya dapat "
        "ditambahkan tanpa mengubah zona kabupaten; permintaannya disampaikan kepada kami."
    )


def _addressed(holding: Holding, zone: ParentZone) -> str:
    return (
        f"Nama {holding.name} telah mengarah ke alamat IP tersebut dan dapat digunakan di seluruh internet paling lama "
        f"{long_span(zone.address_ttl)} sejak pengaktifan. Pastikan server web mengenal nama ini dan memasang "
        "sertifikat HTTPS."
    )
