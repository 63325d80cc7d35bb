"""What the letter says about the use of a subdomain: what works when, and whose turn it is to change what."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from provision.calendar import long_date, long_span
from provision.model.grant import Grant
from provision.model.request import Action, Request
from provision.model.site import ParentZone, Site
from provision.names import Fqdn
from provision.services.service import Pair
from provision.services.subdomain.holding import Holding

CARE = (
    "Setiap perubahan alamat IP atau name server, serta penghentian penggunaan subdomain, agar disampaikan kepada kami "
    "melalui surat, sehingga nama tersebut tidak disalahgunakan pihak lain."
)
HANDED_OVER = (
    "Record pada zona induk tidak berubah. Sejak tanggal surat ini hanya pemegang baru yang dapat mengajukan perubahan, "
    "penonaktifan, atau pencabutan nama ini."
)
NOT_COPIED = (
    "Zona dengan nama baru dimulai dengan data di atas; record lain pada zona lama tidak disalin dan perlu dibuat kembali "
    "pada zona baru sebelum tanggal itu."
)


def usage(request: Request, pairs: Sequence[Pair], site: Site) -> Sequence[str]:
    """Return how to use what was made, and what to beware of."""
    grant = pairs[-1][1]
    zone = site.zone_of(Fqdn.host(grant.object))
    return USAGE[request.action](pairs, zone)


def _granted(pairs: Sequence[Pair], zone: ParentZone) -> Sequence[str]:
    [(_, grant)] = pairs
    return (_use(grant, zone), *_term(grant.until), CARE)


def _use(grant: Grant, zone: ParentZone) -> str:
    holding = Holding.of(grant.object, grant.params)
    if holding.hosted:
        return _hosted(holding)
    return _delegated(holding) if holding.delegated else _addressed(holding, zone)


def _term(until: date | None) -> Sequence[str]:
    if until is None:
        return ()
    ends = (
        f"Nama tersebut berakhir dengan sendirinya setelah {long_date(until)}; perpanjangan disampaikan dengan surat "
        "sebelum tanggal itu."
    )
    return (ends,)


def _changed(pairs: Sequence[Pair], zone: ParentZone) -> Sequence[str]:
    [(before, grant)] = pairs
    holding = Holding.of(grant.object, grant.params)
    was = Holding.of(before.object, before.params) if before else None
    remembered = (was or holding).longest_ttl(zone)
    if holding.hosted:
        return (_hosted(holding), *_term(grant.until), CARE)
    if not holding.delegated:
        old = (
            f"Jawaban lama dapat tersimpan di internet paling lama {long_span(remembered)}; selama itu mohon "
            "server lama tetap diaktifkan."
        )
        moved = was is None or (was.ips, was.delegated) != (holding.ips, False)
        return (_addressed(holding, zone), *([old] if moved else ()), *_term(grant.until), CARE)
    ours = (
        f"Yang dapat kami ubah hanyalah daftar name server {holding.name} beserta alamatnya di zona induk. Alamat situs, "
        "surel (MX), dan record lain pada nama ini agar diubah pada name server Saudara."
    )
    wait = f"Mohon name server lama tetap diaktifkan paling sedikit {long_span(remembered)} setelah perubahan ini."
    moved = was is None or was.servers != holding.servers
    return (ours, *([wait] if moved else ()), *_term(grant.until), CARE)


def _renamed(pairs: Sequence[Pair], zone: ParentZone) -> Sequence[str]:
    (_, old), (_, new) = pairs
    side = (
        f"Nama lama {old.object} dan nama baru {new.object} berlaku berdampingan sampai dengan "
        f"{long_date(old.until) if old.until else '…'}; setelah itu nama lama berakhir dengan sendirinya."
    )
    move = (
        "Sebelum tanggal itu, arahkan pengunjung dari nama lama ke nama baru, pasang sertifikat HTTPS untuk nama baru, "
        "dan perbarui tautan serta alamat surel yang memakai nama lama."
    )
    hosted = Holding.of(new.object, new.params).hosted
    return (side, move, *([NOT_COPIED] if hosted else []), _use(new, zone))


def _suspended(pairs: Sequence[Pair], zone: ParentZone) -> Sequence[str]:
    [(_, grant)] = pairs
    gone = (
        f"Jawaban lama dapat tersimpan di internet paling lama {long_span(_ttl(grant, zone))}; setelah itu nama tersebut "
        "tidak dapat diakses."
    )
    kept = (
        "Data subdomain kami simpan, dan nama ini tetap menjadi hak perangkat daerah Saudara. Permintaan pengaktifan kembali "
        "disampaikan dengan surat."
    )
    return (gone, kept)


def _revoked(pairs: Sequence[Pair], zone: ParentZone) -> Sequence[str]:
    [(_, grant)] = pairs
    ending = (
        f"Jawaban lama dapat tersimpan di internet paling lama {long_span(_ttl(grant, zone))} sejak penghapusan; "
        "setelah itu nama tersebut tidak dapat diakses lagi."
    )
    return (ending,)


def _handed_over(_pairs: Sequence[Pair], _zone: ParentZone) -> Sequence[str]:
    return (HANDED_OVER,)


def _ttl(grant: Grant, zone: ParentZone) -> int:
    return Holding.of(grant.object, grant.params).longest_ttl(zone)


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
        f"{long_span(holding.longest_ttl(zone))} sejak pengaktifan. Pastikan server web sudah diatur untuk nama ini dan "
        "dilengkapi sertifikat HTTPS."
    )


USAGE: Mapping[Action, Callable[[Sequence[Pair], ParentZone], Sequence[str]]] = {
    Action.NEW: _granted,
    Action.CHANGE: _changed,
    Action.RENAME: _renamed,
    Action.SUSPEND: _suspended,
    Action.RESUME: _granted,
    Action.REVOKE: _revoked,
    Action.HANDOVER: _handed_over,
}
