"""The miniature regency, as data: who serves what, where, and which agency made which mistake.

Every level is a process and an address of its own: one server on one address answers with
authority for all it holds and never refers. The addresses look public, since the checks refuse
reserved ranges; nothing leaves the sandbox, so they belong to nobody here.

The parent already delegates `rsud`. Not yet delegated, though their servers run:

    dinkes         in order: two servers of its own, both address families
    disdik         in order: at a provider outside the zone, ns1 and ns2.penyedia.co.id
    inspektorat    in order and signed; its DS is in /run/sandbox/ds
    dispora        ns2 answers REFUSED
    dishub         ns2 answers SERVFAIL: a secondary whose data never came
    disnaker       ns2 refers upwards to the root, without authority
    dpmptsp        ns2 is silent, over UDP and TCP
    disdukcapil    ns2 refuses TCP
    bappeda        the child says ns1 and ns3, the letter ns1 and ns2
    bpkad          the child gives ns1 another address than the letter
    satpolpp       ns2 is an alias (CNAME)
    bkpp           ns1 and ns2 hold different serials
    dinsos         in order, but its apex is at another address than the letter says
"""

from provision.names import Fqdn
from provision.sandbox.topology import NameServer, Regency, Role, Software, server, zone

PARENT = "bengkaliskab.go.id"
CATALOG = "zona-anak.invalid"
CATALOGUED = (CATALOG, "invalid.", 'version TXT "2"')

ABOVE = (
    server(
        "root",
        Software.BIND,
        "198.41.0.4 2001:503:ba3e::2:30",
        zone(
            "",
            "a.root-servers.net.",
            "a.root-servers.net. A 198.41.0.4",
            "a.root-servers.net. AAAA 2001:503:ba3e::2:30",
            "id NS b.dns.id.",
            "b.dns.id. A 103.19.177.177",
            "b.dns.id. AAAA 2001:df0:177::177",
            signed=True,
        ),
        zone("root-servers.net", "a", "a A 198.41.0.4", "a AAAA 2001:503:ba3e::2:30"),
    ),
    server(
        "id",
        Software.BIND,
        "103.19.177.177 2001:df0:177::177",
        zone(
            "id",
            "b.dns",
            "b.dns A 103.19.177.177",
            "b.dns AAAA 2001:df0:177::177",
            "go NS ns1.go",
            "ns1.go A 103.19.178.178",
            "ns1.go AAAA 2001:df0:178::178",
            "co NS ns1.co",
            "ns1.co A 103.19.179.179",
            signed=True,
        ),
    ),
    server(
        "go.id",
        Software.BIND,
        "103.19.178.178 2001:df0:178::178",
        zone(
            "go.id",
            "ns1",
            "ns1 A 103.19.178.178",
            "ns1 AAAA 2001:df0:178::178",
            "bengkaliskab NS ns1.bengkaliskab",
            "bengkaliskab NS ns2.bengkaliskab",
            "ns1.bengkaliskab A 103.131.104.2",
            "ns1.bengkaliskab AAAA 2001:df4:5c00::2",
            "ns2.bengkaliskab A 103.131.105.2",
            "ns2.bengkaliskab AAAA 2001:df4:5c01::2",
            signed=True,
        ),
    ),
    server(
        "co.id",
        Software.NSD,
        "103.19.179.179",
        zone(
            "co.id",
            "ns1",
            "ns1 A 103.19.179.179",
            "penyedia NS ns1.penyedia",
            "penyedia NS ns2.penyedia",
            "ns1.penyedia A 103.28.12.10",
            "ns1.penyedia AAAA 2001:df1:1200::10",
            "ns2.penyedia A 103.28.148.10",
            "ns2.penyedia AAAA 2001:df1:4800::10",
        ),
    ),
)

# Made by hand over the years, as such zones are. Not signed: an office of this size seldom is.
PARENT_RECORDS = (
    "@ A 103.131.104.20",
    "@ MX 10 mail",
    '@ TXT "v=spf1 mx ip4:103.131.104.0/24 -all"',
    '_dmarc TXT "v=DMARC1; p=quarantine; rua=mailto:postmaster@bengkaliskab.go.id"',
    "ns1 A 103.131.104.2",
    "ns1 AAAA 2001:df4:5c00::2",
    "ns2 A 103.131.105.2",
    "ns2 AAAA 2001:df4:5c01::2",
    "www A 103.131.104.20",
    "www AAAA 2001:df4:5c00::20",
    '_acme-challenge.www TXT "kZ3Nq1vXoP0yV5b8m2cQwR7tUe9aLsDf"',
    "mail A 103.131.104.25",
    "webmail CNAME mail",
    # The shared web server of the office, and agencies that live there.
    "hosting1 A 103.131.104.80",
    "hosting1 AAAA 2001:df4:5c00::80",
    "cdn A 103.131.104.81",
    "bapenda A 103.131.104.80",
    "dinsos-lama A 103.131.104.80",
    "bpbd CNAME hosting1",
    "jdih A 103.131.104.30",
    "ppid CNAME www",
    "lpse A 103.131.104.33",
    "simpeg A 103.131.104.31",
    "layanan CNAME simpeg",
    "pengaduan A 103.131.104.32",
    "lapor CNAME pengaduan",
    "perpustakaan A 103.150.30.20",
    "*.desa A 103.131.104.82",
    "rsud NS ns1.rsud",
    "rsud NS ns2.rsud",
    "ns1.rsud A 103.150.30.53",
    "ns2.rsud A 103.151.30.53",
)

OFFICE = (
    server(
        "primary",
        Software.BIND,
        "103.131.104.2 2001:df4:5c00::2",
        zone(PARENT, "ns1 ns2", *PARENT_RECORDS, role=Role.PRIMARY),
        zone(*CATALOGUED, role=Role.LISTED),
    ),
    server(
        "secondary",
        Software.KNOT,
        "103.131.105.2 2001:df4:5c01::2",
        zone(PARENT, "ns1 ns2", *PARENT_RECORDS, role=Role.SECONDARY),
        zone(*CATALOGUED, role=Role.LISTED),
    ),
    # Agencies' own zones are made here; people never ask it, they ask the two above.
    server("children", Software.KNOT, "103.131.104.3", zone(*CATALOGUED, role=Role.CATALOG)),
    # The same zone once more, for a site that keeps it in PowerDNS; nothing delegates to it.
    server(
        "powerdns",
        Software.POWERDNS,
        "103.131.104.4",
        zone(PARENT, "ns1 ns2", *PARENT_RECORDS, role=Role.PRIMARY),
    ),
    server("resolver", Software.UNBOUND, "103.131.104.10 2001:df4:5c00::10"),
)

DINKES = zone(
    f"dinkes.{PARENT}",
    "ns1 ns2",
    "ns1 A 103.147.10.53",
    "ns1 AAAA 2001:df4:a10::53",
    "ns2 A 103.148.20.53",
    "ns2 AAAA 2001:df4:a20::53",
    "@ A 103.147.10.80",
    "@ MX 10 mail.bengkaliskab.go.id.",
    "www CNAME @",
)
PENYEDIA = zone(
    "penyedia.co.id",
    "ns1 ns2",
    "@ A 103.28.12.80",
    "ns1 A 103.28.12.10",
    "ns1 AAAA 2001:df1:1200::10",
    "ns2 A 103.28.148.10",
    "ns2 AAAA 2001:df1:4800::10",
)
DISDIK = zone(
    f"disdik.{PARENT}",
    "ns1.penyedia.co.id. ns2.penyedia.co.id.",
    "@ A 103.28.12.81",
    "@ MX 10 mail.bengkaliskab.go.id.",
    "www CNAME @",
)
RSUD = zone(
    f"rsud.{PARENT}",
    "ns1 ns2",
    "ns1 A 103.150.30.53",
    "ns2 A 103.151.30.53",
    "@ A 103.150.30.80",
    "www CNAME @",
)

GOOD = (
    server("dinkes-1", Software.NSD, "103.147.10.53 2001:df4:a10::53", DINKES),
    server("dinkes-2", Software.KNOT, "103.148.20.53 2001:df4:a20::53", DINKES),
    server("penyedia-1", Software.NSD, "103.28.12.10 2001:df1:1200::10", PENYEDIA, DISDIK),
    server("penyedia-2", Software.NSD, "103.28.148.10 2001:df1:4800::10", PENYEDIA, DISDIK),
    server("rsud", Software.NSD, "103.150.30.53 103.151.30.53", RSUD),
)

# Agencies whose first server, and mostly the second, is in order: ns1 is 103.147.11.N on one
# machine and ns2 103.148.21.N on another.
DISPORA = zone(
    f"dispora.{PARENT}", "ns1 ns2", "ns1 A 103.147.11.11", "ns2 A 103.148.22.11", "@ A 103.147.11.80"
)
DISHUB = zone(
    f"dishub.{PARENT}", "ns1 ns2", "ns1 A 103.147.11.12", "ns2 A 103.148.22.12", "@ A 103.147.11.80"
)
DISNAKER = zone(
    f"disnaker.{PARENT}", "ns1 ns2", "ns1 A 103.147.11.13", "ns2 A 103.148.22.13", "@ A 103.147.11.80"
)
DPMPTSP = zone(
    f"dpmptsp.{PARENT}",
    "ns1 ns2",
    "ns1 A 103.147.11.14",
    "ns2 A 103.148.22.14",
    "ns2 AAAA 2001:df4:a22::14",
    "@ A 103.147.11.80",
)
DISDUKCAPIL = zone(
    f"disdukcapil.{PARENT}", "ns1 ns2", "ns1 A 103.147.11.15", "ns2 A 103.148.22.15", "@ A 103.147.11.80"
)
BAPPEDA = zone(
    f"bappeda.{PARENT}",
    "ns1 ns3",
    "ns1 A 103.147.11.16",
    "ns2 A 103.148.21.16",
    "ns3 A 103.148.21.116",
    "@ A 103.147.11.80",
)
BPKAD = zone(
    f"bpkad.{PARENT}",
    "ns1 ns2",
    "ns1 A 103.147.11.117",  # the letter says 103.147.11.17
    "ns2 A 103.148.21.17",
    "@ A 103.147.11.80",
)
SATPOLPP = zone(
    f"satpolpp.{PARENT}",
    "ns1 ns2",
    "ns1 A 103.147.11.18",
    "ns2 CNAME dns",
    "dns A 103.148.21.18",
    "@ A 103.147.11.80",
)
BKPP = ("ns1 A 103.147.11.19", "ns2 A 103.148.21.19", "@ A 103.147.11.80")
DINSOS = zone(
    f"dinsos.{PARENT}",
    "ns1 ns2",
    "ns1 A 103.147.11.20",
    "ns2 A 103.148.21.20",
    "@ A 103.147.11.99",  # the letter says 103.147.11.80
)
INSPEKTORAT = zone(
    f"inspektorat.{PARENT}",
    "ns1 ns2",
    "ns1 A 103.147.11.21",
    "ns2 A 103.148.21.21",
    "@ A 103.147.11.80",
    signed=True,
)

AGENCIES = (
    server(
        "agencies-1",
        Software.NSD,
        "103.147.11.11 103.147.11.12 103.147.11.13 103.147.11.14 103.147.11.15 103.147.11.16 103.147.11.17"
        " 103.147.11.117 103.147.11.18 103.147.11.19 103.147.11.20 103.147.11.21",
        DISPORA,
        DISHUB,
        DISNAKER,
        DPMPTSP,
        DISDUKCAPIL,
        BAPPEDA,
        BPKAD,
        SATPOLPP,
        zone(f"bkpp.{PARENT}", "ns1 ns2", *BKPP, serial=2026080107),
        DINSOS,
        INSPEKTORAT,
    ),
    server(
        "agencies-2",
        Software.KNOT,
        "103.148.21.15 103.148.21.16 103.148.21.116 103.148.21.17 103.148.21.18 103.148.21.19 103.148.21.20"
        " 103.148.21.21",
        DISDUKCAPIL,
        BAPPEDA,
        BPKAD,
        SATPOLPP,
        zone(f"bkpp.{PARENT}", "ns1 ns2", *BKPP, serial=2026080101),
        DINSOS,
        INSPEKTORAT,
    ),
)

BAD = (
    server(
        "lame",
        Software.NSD,
        "103.148.22.11 103.148.22.12",
        zone(f"dishub.{PARENT}", "ns1 ns2", role=Role.EXPIRED),
    ),
    server(
        "upward",
        Software.NSD,
        "103.148.22.13",
        zone("", "a.root-servers.net.", "id NS b.dns.id.", "b.dns.id. A 103.19.177.177"),
    ),
    server("silent", Software.BLACK_HOLE, "103.148.22.14 2001:df4:a22::14"),
    server("udp-only", Software.UDP_ONLY, "103.148.22.15", relays="103.148.21.15"),
)

SERVERS: tuple[NameServer, ...] = (*ABOVE, *OFFICE, *GOOD, *AGENCIES, *BAD)
REGENCY = Regency(Fqdn.host(PARENT), SERVERS)

# hosting1 and cdn: the addresses that more than one agency may hold.
SHARED = "103.131.104.80/31"

# Agencies of this regency that the shipped inventory need not have.
AGENCY_NAMES = {
    "bapenda": "Badan Pendapatan Daerah",
    "bpkad": "Badan Pengelolaan Keuangan dan Aset Daerah",
    "dinsos": "Dinas Sosial",
    "disnaker": "Dinas Tenaga Kerja dan Transmigrasi",
    "dispora": "Dinas Kepemudaan dan Olahraga",
    "inspektorat": "Inspektorat Daerah",
    "perpustakaan": "Dinas Perpustakaan dan Kearsipan",
}
