"""What the letter tells the agency about its subdomain. Letters are Indonesian, whatever the clerk reads."""

from collections.abc import Sequence

from provision.calendar import long_span
from provision.model.grant import Grant
from provision.model.rrset import RRset
from provision.model.site import ParentZone
from provision.names import Fqdn
from provision.services.subdomain.holding import Holding

LABELS = {
    "NS": "Name server (NS), yaitu server yang menjawab pertanyaan tentang nama ini",
    "A": "Alamat IPv4",
    "AAAA": "Alamat IPv6",
}
CARE = (
    "Setiap perubahan alamat IP atau name server, serta penghentian penggunaan subdomain, agar disampaikan kepada kami "
    "melalui surat, sehingga nama tersebut tidak disalahgunakan pihak lain."
)


def rows(grant: Grant, zone: ParentZone) -> Sequence[tuple[str, str]]:
    """Return (label, value) of what stands in the parent zone; of an ended grant, what stood last."""
    holding = Holding.of(grant.object, grant.params)
    sets = holding.rrsets(zone)
    told = [("Nama subdomain", "\n".join(name.text for name in _people_names(holding)))]
    told += [(_label(holding, rrset), _values(rrset)) for rrset in sets]
    if sets:
        told.append(("Masa simpan jawaban di internet (TTL)", long_span(sets[0].ttl)))
    return told


def usage(grant: Grant, zone: ParentZone) -> Sequence[str]:
    """Return how to use what was made."""
    holding = Holding.of(grant.object, grant.params)
    if not grant.stands:
        ending = (
            f"Jawaban lama dapat tersimpan di internet paling lama {long_span(zone.address_ttl)} sejak penghapusan; "
            "setelah itu nama tersebut tidak dapat diakses lagi."
        )
        return (ending,)
    return (_delegated(holding) if holding.delegated else _addressed(holding, zone), CARE)


def _people_names(holding: Holding) -> list[Fqdn]:
    with_www = holding.www and not holding.delegated
    return [holding.name, holding.name.child("www")] if with_www else [holding.name]


def _label(holding: Holding, rrset: RRset) -> str:
    if rrset.name == holding.name:
        return LABELS[rrset.type]
    return f"{LABELS[rrset.type]} {rrset.name}"


def _values(rrset: RRset) -> str:
    return "\n".join(value.removesuffix(".") for value in rrset.values)


def _delegated(holding: Holding) -> str:
    return (
        f"Nama {holding.name} beserta semua nama di bawahnya selanjutnya diatur pada name server tersebut oleh "
        "perangkat daerah Saudara atau penyedia layanannya."
    )


def _addressed(holding: Holding, zone: ParentZone) -> str:
    return (
        f"Nama {holding.name} telah mengarah ke alamat IP tersebut dan dapat digunakan di seluruh internet paling lama "
        f"{long_span(zone.address_ttl)} sejak pengaktifan. Pastikan server web mengenal nama ini dan memasang "
        "sertifikat HTTPS."
    )
