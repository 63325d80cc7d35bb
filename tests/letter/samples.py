"""Letters of an invented office to invented agencies."""

from datetime import date

from provision.letter.facts import LetterFacts
from provision.model.request import Action, Letter
from provision.model.site import Agency, Office, Official
from provision.names import Slug

OFFICE = Office(
    government="PEMERINTAH KABUPATEN BENGKALIS",
    name="DINAS KOMUNIKASI, INFORMATIKA DAN STATISTIK",
    address="Jalan Kartini Nomor 12, Bengkalis, Kode Pos 28712",
    website="diskominfotik.bengkaliskab.go.id",
    email="diskominfotik@bengkaliskab.go.id",
    place="Bengkalis",
    complaints="diskominfotik.bidangpbe@bengkaliskab.go.id",
    officials={
        "head": Official(
            "Kepala Dinas Komunikasi, Informatika dan Statistik Kabupaten Bengkalis",
            "Dr. Contoh Kepala Dinas, M.Si.",
            "Pembina Utama Muda",
            "197001012000031001",
        )
    },
)
AGENCY = Agency(Slug("dinkes"), "Dinas Kesehatan", "Kepala Dinas Kesehatan Kabupaten Bengkalis", "Bengkalis")
LETTER = Letter("555/DINKES/2026/101", date(2026, 11, 23), "Permohonan Subdomain", date(2026, 11, 24))
TODAY = date(2026, 11, 24)

NS_LABEL = "Server nama (name server), yaitu server tempat instansi mengelola isi subdomain"

DELEGATED = LetterFacts(
    office=OFFICE,
    agency=AGENCY,
    letter=LETTER,
    outcome="granted",
    action=Action.NEW,
    object="dinkes.bengkaliskab.go.id",
    today=TODAY,
    working_days=1,
    rows=(
        ("Nama subdomain", "dinkes.bengkaliskab.go.id"),
        ("Cara pengelolaan", "Dikelola sendiri oleh instansi melalui server nama miliknya (delegasi)"),
        (NS_LABEL, "ns1.dinkes-contoh.id\nns2.dinkes-contoh.id"),
        ("Lama perubahan tersimpan di internet", "1 jam"),
    ),
    usage=(
        "Isi subdomain, termasuk alamat situs, diatur pada server nama milik Saudara; perubahan terlihat paling lambat 1 jam.",
        "Kedua server nama harus selalu dapat dijangkau dari internet. Bila keduanya mati, subdomain tidak dapat dibuka.",
        "Perubahan server nama disampaikan kepada kami dengan surat sebelum server yang lama dimatikan.",
    ),
)
ADDRESSED = LetterFacts(
    office=OFFICE,
    agency=AGENCY,
    letter=LETTER,
    outcome="granted",
    action=Action.NEW,
    object="siap.bengkaliskab.go.id",
    today=TODAY,
    working_days=1,
    rows=(
        ("Nama subdomain", "siap.bengkaliskab.go.id"),
        ("Alamat IP publik (IPv4)", "203.0.113.25"),
        ("Alamat IP publik (IPv6)", "2001:db8::25"),
    ),
    usage=("Situs dapat dibuka melalui nama tersebut mulai sekarang.",),
    copies=("Sekretaris Daerah Kabupaten Bengkalis;", "Inspektur Kabupaten Bengkalis."),
)
REVOKED = LetterFacts(
    office=OFFICE,
    agency=AGENCY,
    letter=LETTER,
    outcome="granted",
    action=Action.REVOKE,
    object="lama.bengkaliskab.go.id",
    today=TODAY,
    working_days=1,
    rows=(("Nama subdomain", "lama.bengkaliskab.go.id"), ("Alamat IP publik (IPv4)", "203.0.113.25")),
    usage=(
        "Alamat tersebut agar tidak lagi dicantumkan pada dokumen, situs, dan media sosial instansi Saudara.",
    ),
)
RETURNED = LetterFacts(
    office=OFFICE,
    agency=AGENCY,
    letter=LETTER,
    outcome="returned",
    action=Action.NEW,
    object="dinkes.bengkaliskab.go.id",
    today=TODAY,
    working_days=1,
    reasons=(
        (
            "Alamat IP 10.10.4.5 hanya berlaku di jaringan dalam kantor sehingga tidak dapat dijangkau dari internet.",
            "sampaikan alamat IP publik, yaitu alamat yang diberikan oleh penyedia layanan internet kepada server Saudara.",
        ),
        (
            "Server nama (name server) ns2.dinkes-contoh.id tidak menjawab, sehingga subdomain tidak dapat dibuka.",
            "pasang data subdomain pada server tersebut, atau sampaikan server nama lain yang sudah siap.",
        ),
    ),
)
