"""Zone files as people write them over the years: what each of them means, and an office's folder with one."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from provision.decide.guard import guards
from provision.drivers.zonefile import ZoneFileParent
from provision.model.change import Change
from provision.model.rrset import RRset
from provision.model.site import ParentZone, Server, ZoneFiles, ZoneKind
from provision.names import parse_ip
from tests.samples import APEX

TODAY = date(2026, 11, 24)
NAMES = b"@ NS ns1\n NS ns2\nns1 A 103.94.10.2\nns2 A 103.94.11.2\n"
INCLUDE = b'$ORIGIN bengkaliskab.go.id.\n$INCLUDE "ours.zone"\n'


def by_hand(records: int = 140) -> bytes:
    """A zone as it grows in an office: aligned with tabs, commented, with what nobody dares to remove."""
    agencies = b"".join(
        b"dinas%03d\t\t%sIN\tA\t103.94.%d.%d\t; pindah %d\n"
        % (number, b"600\t" if number % 7 == 0 else b"", number % 5, number, 2010 + number % 15)
        for number in range(records - 20)
    )
    return b"".join(
        [
            b"; Zona kabupaten \xe2\x80\x94 hubungi bagian jaringan sebelum menyunting!\n;\n",
            b"$TTL 1h\n@ IN SOA ns1 hostmaster (\n\t\t2026112301\t; serial: 2026112301, naikkan setiap kali!\n",
            b"\t\t4h 1h 2w ; refresh retry expire (\n\t\t300 )\n\n",
            NAMES,
            b"\n; --- perangkat daerah ---\n",
            agencies,
            b"\n$GENERATE 1-8 lab$ A 103.94.20.$ ; komputer laboratorium\n",
            b'@ MX 10 mail\n\tTXT "v=spf1 mx -all"\nmail A 103.94.10.25\nwebmail CNAME mail\n',
            b"$ORIGIN desa.bengkaliskab.go.id.\n* A 103.94.30.1\n",
            b'info TXT "desa; kecamatan" ( "kelurahan"\n ) ; selesai\n',
            INCLUDE,
            b"; akhir\n",
        ]
    )


# Each holds the serial 7 or 2026112301 once as the serial, and more often as something else.
SOAS = {
    "one line": b"$TTL 3600\n@ IN SOA ns1 hostmaster 7 14400 3600 1209600 300\n",
    "no class": b"$TTL 3600\n@ SOA ns1 hostmaster 7 14400 3600 1209600 300\n",
    "ttl and class": b"@ 3600 IN SOA ns1 hostmaster 7 4h 1h 2w 5m\n",
    "class and ttl": b"@ IN 1h SOA ns1 hostmaster 7 4h 1h 2w 5m\n",
    "comments between": b"$TTL 1h\n@ SOA ns1 hostmaster ( ; 7\n 7 ; 7 (\n 4h ; ) 7\n 1h\n 2w 300 )\n",
    "odd parentheses": b"$TTL 1h\n(@ IN\nSOA) ns1 (hostmaster\n)(\n\n7\n)4h 1h(\n2w 300)\n",
    "glued": b"$TTL 1h\n@ SOA ns1 hostmaster(7 4h 1h 2w 300)\n",
    "owner soa": b"$TTL 1h\n$ORIGIN go.id.\nbengkaliskab SOA ns1.bengkaliskab soa.bengkaliskab 7 4h 1h 2w 300\n"
    b"$ORIGIN bengkaliskab\nsoa TXT SOA 7 7 7 7\n",
    "indented": b"$TTL 1h\n@ NS ns1\n\tIN\tSOA\tns1 hostmaster 7 4h 1h 2w 300\n",
    "not first": b"$TTL 1h\n@ NS ns1\n\nsoa A 103.94.10.7 ; SOA 7\n@ soa ns1 hostmaster 7 4h 1h 2w 300\n",
    "other letters": b"; caf\xe9 7 \xff\n$TTL 1h\n@ SOA ns1 hostmaster 7 4h 1h 2w 300 ; \xe2\x80\x9c7\xe2\x80\x9d\n",
    "dated": b"$TTL 1h\n@ SOA ns1 hostmaster 2026112301 4h 1h 2w 300 ; 2026112301\n",
}
FILES = {
    **{name: soa + NAMES + INCLUDE for name, soa in SOAS.items()},
    "crlf": (SOAS["comments between"] + NAMES + INCLUDE).replace(b"\n", b"\r\n"),
    "no final newline": (SOAS["one line"] + NAMES + INCLUDE).rstrip(b"\n"),
    "by hand": by_hand(),
}


@dataclass(frozen=True)
class Folder:
    """A folder with a people's file, and the place of ours."""

    path: Path
    reload: tuple[str, ...] = ()
    named: str = "db.bengkaliskab"
    timeout: float = 0.3
    apex: object = field(default=APEX)

    @property
    def file(self) -> Path:
        return self.path / self.named

    @property
    def ours(self) -> Path:
        return self.path / "ours.zone"

    @property
    def content(self) -> bytes:
        return self.file.read_bytes()

    @property
    def parent(self) -> ZoneFileParent:
        files = ZoneFiles(self.file, self.ours, self.reload)
        zone = ParentZone(
            APEX, Server(parse_ip("127.0.0.1")), kind=ZoneKind.ZONEFILE, files=files, timeout=self.timeout
        )
        return ZoneFileParent(zone, lambda: TODAY)

    def holding(self, content: bytes) -> "Folder":
        """Put the people's file there."""
        self.file.write_bytes(content)
        return self

    def write(self, *changes: Change) -> None:
        """Write changes with the guards that a plan would have."""
        parent = self.parent
        parent.write(changes, guards(changes, parent.read()))

    def others(self) -> Sequence[Path]:
        """What lies there beside the two files and the lock."""
        known = {self.file, self.ours, self.path / "ours.zone.lock"}
        return [path for path in self.path.iterdir() if path not in known]


def made(*rrsets: RRset) -> list[Change]:
    return [Change(None, rrset) for rrset in rrsets]


def gone(*rrsets: RRset) -> list[Change]:
    return [Change(rrset, None) for rrset in rrsets]
