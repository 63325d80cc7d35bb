"""A zone as people have made it by hand over the years: its file, with every kind of record, and a BIND that serves it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.real.office import PARENT, Office
from tests.real.servers import named

SPARE = "103.131.104.77"
VOUCHED = Path(f"/run/sandbox/ds/inspektorat.{PARENT}")  # its DS record
HOME = Path("/var/cache/bind/spare")

# dinkes, disdik and inspektorat are delegated to servers of the sandbox that are in order.
ZONE = f"""\
; Zona kabupaten. JANGAN DIHAPUS: hubungi Bidang PBE sebelum menyunting!   (dibuat 2011)
$ORIGIN {PARENT}.
$TTL 3600
@	IN	SOA	ns1 hostmaster (
		2026011501	; nomor seri: TTTTBBHHnn
		14400	; refresh
		3600	; retry
		1209600	; expire
		300 )	; negatif
	NS	ns1
	NS	ns2
	A	103.131.104.20
	MX	10 mail
	TXT	"v=spf1 mx ip4:103.131.104.0/24 -all"
	CAA	0 issue "letsencrypt.org"
ns1	A	{SPARE}
ns2	A	103.131.104.78
; --- layanan kantor
mail	A	103.131.104.25
mail	TXT	"v=spf1 a -all"
webmail	CNAME	mail
www	A	103.131.104.20
www	AAAA	2001:df4:5c00::20
_acme-challenge.www	60	TXT	"kZ3Nq1vXoP0yV5b8m2cQwR7tUe9aLsDf"
_dmarc	TXT	"v=DMARC1; p=quarantine"
_sip._tcp	SRV	0 5 5060 sip
sip	A	103.131.104.40
_443._tcp.www	TLSA	3 1 1 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
$GENERATE 1-50 pc$ A 103.131.106.$
$GENERATE 1-50 ruang$.lt1.gedung AAAA 2001:df4:5c00::1:$
; --- perangkat daerah
dinkes	NS	ns1.dinkes
dinkes	NS	ns2.dinkes
ns1.dinkes	A	103.147.10.53
ns1.dinkes	AAAA	2001:df4:a10::53
ns2.dinkes	A	103.148.20.53
ns2.dinkes	AAAA	2001:df4:a20::53
disdik	7200	NS	ns1.penyedia.co.id.
disdik	7200	NS	ns2.penyedia.co.id.
inspektorat	NS	ns1.inspektorat
inspektorat	NS	ns2.inspektorat
@@DS@@
ns1.inspektorat	A	103.147.11.21
ns2.inspektorat	A	103.148.21.21
bapenda	300	A	103.131.104.80
bapenda	A	103.131.104.81
www.bapenda	300	A	103.131.104.80
www.bapenda	A	103.131.104.81
bapenda	MX	10 mail
bapenda	MX	20 mail.penyedia.co.id.
bapenda	TXT	"v=spf1 mx -all"
bapenda	TXT	"google-site-verification=abc ;bukan komentar"
_dmarc.bapenda	TXT	( "v=DMARC1;"
		" p=none" )
s1._domainkey.bapenda	CNAME	s1.dkim.penyedia.co.id.
_sips._tcp.bapenda	SRV	1 1 5061 sip
bapenda	CAA	0 iodef "mailto:pbe@{PARENT}"
pajak.bapenda	A	103.131.104.82
a.b.c.d.bapenda	A	103.131.104.83
bpbd	CNAME	hosting1
www.bpbd	CNAME	bpbd
_dmarc.bpbd	TXT	"v=DMARC1; p=none"
hosting1	A	103.131.104.80
hosting1	AAAA	2001:df4:5c00::80
dishub	AAAA	2001:DF4:5C00:0:0:0:0:0090
dlh	A	103.150.30.90
*.dlh	A	103.150.30.91
*.desa	A	103.131.104.82
sungaialam.desa	A	103.150.30.92
bantan	A	103.150.30.93
www.bantan	A	103.150.30.94
lama	DNAME	baru.penyedia.co.id.
lpse	NAPTR	100 10 "U" "E2U+sip" "!^.*$!sip:info@example.com!" .
rsud	A	103.150.30.20
rsud	SSHFP	1 1 dd465c09cfa51fb45020cc83316fff21b9ec74ac
rsud	HINFO	"PC" "Linux"
kesehatan	TXT	"milik siapa?"
-x	A	103.150.30.21
"""
CONFIG = """
key provision-read {{{{ algorithm hmac-sha256; secret "{read}"; }}}};
key provision-write {{{{ algorithm hmac-sha256; secret "{write}"; }}}};
zone "{zone}" {{{{ type primary; check-names ignore; file "zone"; allow-transfer {{{{ key provision-read; }}}};
  {updates} }}}};
"""


@contextmanager
def served(office: Office, *, updates: bool = False) -> Iterator[Path]:
    """Let the office's zone be the file above, served by a BIND of its own that takes updates, or none."""
    secrets = {word: (office.folder / f"keys/{word}.key").read_text().strip() for word in ("read", "write")}
    _point(office)
    policy = "allow-update {{ key provision-write; }};" if updates else ""
    config = CONFIG.format(zone=PARENT, updates=policy, **secrets).format()
    with named(SPARE, config, zone=ZONE.replace("@@DS@@", VOUCHED.read_text().strip())):
        yield HOME / "zone"


def _point(office: Office) -> None:
    path = office.folder / "inventory/zones.yaml"
    text = path.read_text().replace('address: "103.131.104.2"', f'address: "{SPARE}"')
    text = re.sub(r"    secondaries:\n.*\n", "", text)
    path.write_text(re.sub(r"    resolver:.*\n", "", text))
