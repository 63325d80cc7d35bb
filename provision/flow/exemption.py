"""What the reply letter tells of waivers: which rule is not held against the agency, and until when."""

from collections.abc import Mapping, Sequence

from provision.calendar import long_date
from provision.flow.desk import Desk
from provision.model.grant import Grant
from provision.model.waiver import Waiver

LABEL = "Pengecualian"
# The rule behind each code, for people who run no name server; letters are Indonesian.
RULES: Mapping[str, str] = {
    "NAME_NOT_OFFICIAL": "nama subdomain seharusnya nama resmi perangkat daerah",
    "NAME_RESTING": "nama yang baru dicabut seharusnya tidak segera dipakai lagi",
    "DISCOURAGED_DOUBLE_DASH": "nama seharusnya tanpa dua tanda hubung pada huruf ketiga dan keempat",
    "CHANGE_LOWERS": "perubahan seharusnya tidak mengurangi keandalan layanan",
    "RECORD_NOT_ALLOWED": "record tambahan seharusnya hanya yang ada dalam daftar kantor",
    "ADDRESS_ABROAD": "server seharusnya berada di dalam negeri",
    "IP_HELD_BY_OTHER": "alamat IP seharusnya tidak dipakai bersama perangkat daerah lain",
    "APEX_ADDRESS_DIFFERS": "name server seharusnya menjawab dengan alamat IP yang tertulis dalam surat",
    "NOT_ENOUGH_NS_DEL": "seharusnya ada paling sedikit dua name server",
    "DEL_NS_SAME_IP": "name server seharusnya mempunyai alamat IP yang berlainan",
    "CN02_NO_RESPONSE_TCP": "name server seharusnya juga menjawab melalui TCP",
    "EXTRA_NAME_PARENT": "name server dalam surat seharusnya sama dengan yang disebut oleh name server itu sendiri",
    "EXTRA_NAME_CHILD": "name server dalam surat seharusnya sama dengan yang disebut oleh name server itu sendiri",
    "MULTIPLE_SOA_SERIALS": "semua name server seharusnya menyimpan data yang sama",
    "NO_IPV6_NS_CHILD": "name server seharusnya juga mempunyai alamat IPv6",
    "NO_IPV6_NS_DEL": "name server seharusnya juga mempunyai alamat IPv6",
    "NOT_ENOUGH_IPV6_NS_CHILD": "paling sedikit dua name server seharusnya mempunyai alamat IPv6",
    "NOT_ENOUGH_IPV6_NS_DEL": "paling sedikit dua name server seharusnya mempunyai alamat IPv6",
}


def exemptions(desk: Desk, grant: Grant) -> Sequence[tuple[str, str]]:
    """Return the row (label, value) of a granted letter's table that tells the waivers running, if any do.

    What has ended needs none any more.
    """
    running = [
        waiver
        for waiver in desk.ledger.waivers()
        if grant.stands and waiver.runs(desk.today) and waiver.covers(waiver.code, grant.key, grant.agency)
    ]
    return [(LABEL, "\n".join(dict.fromkeys(map(_line, running))))] if running else []


def _line(waiver: Waiver) -> str:
    rule = RULES.get(waiver.code, f"aturan {waiver.code}")
    return f"{rule} (dikecualikan sampai dengan {long_date(waiver.until)})"
