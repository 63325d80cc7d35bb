"""Each fault of a letter, against the real servers that have it: its tag, and whether the letter is returned."""

import subprocess
from typing import Any

import pytest

from provision.model.request import Action
from tests.real.office import PARENT, Office, ns
from tests.real.servers import serving, silence

pytestmark = pytest.mark.sandbox

PENYEDIA = [{"name": f"ns{number}.penyedia.co.id", "addresses": []} for number in (1, 2)]
DINKES = ns("dinkes", "103.147.10.53,2001:df4:a10::53", "103.148.20.53,2001:df4:a20::53")

HEALTHY = [
    ("dinkes", "103.147.10.80", DINKES),
    ("disdik", "103.28.12.80", PENYEDIA),
    ("inspektorat", "103.147.11.80", ns("inspektorat", "103.147.11.21", "103.148.21.21")),
]

# agency, its name servers as the letter tells them, the tags that block, the warnings beside them
FAULTS = [
    ("dispora", ns("dispora", "103.147.11.11", "103.148.22.11"), ["IS_NOT_AUTHORITATIVE"]),
    ("dishub", ns("dishub", "103.147.11.12", "103.148.22.12"), ["IS_NOT_AUTHORITATIVE"]),
    ("disnaker", ns("disnaker", "103.147.11.13", "103.148.22.13"), ["IS_A_RECURSOR", "IS_NOT_AUTHORITATIVE"]),
    ("dpmptsp", ns("dpmptsp", "103.147.11.14", "103.148.22.14,2001:df4:a22::14"), ["CN01_NO_RESPONSE_UDP", "CN02_NO_RESPONSE_TCP"]),
    ("disdukcapil", ns("disdukcapil", "103.147.11.15", "103.148.22.15"), ["CN02_NO_RESPONSE_TCP"]),
    ("bappeda", ns("bappeda", "103.147.11.16", "103.148.21.16"), ["EXTRA_NAME_CHILD", "EXTRA_NAME_PARENT"]),
    ("bpkad", ns("bpkad", "103.147.11.17", "103.148.21.17"), ["IN_BAILIWICK_ADDR_MISMATCH"]),
    ("satpolpp", ns("satpolpp", "103.147.11.18", "103.148.21.18"), ["IN_BAILIWICK_ADDR_MISMATCH", "NS_IS_CNAME"]),
    ("dinkes", ns("dinkes", "103.147.10.53,2001:df4:a10::53", ""), ["CAN_NOT_BE_RESOLVED"]),
    ("dinkes", ns("dinkes", "103.147.10.53,2001:df4:a10::53"), ["EXTRA_NAME_CHILD", "NOT_ENOUGH_NS_DEL"]),
    ("dinkes", ns("dinkes", "103.147.10.53", "103.147.10.53"), ["DEL_NS_SAME_IP", "IN_BAILIWICK_ADDR_MISMATCH"]),
    ("dlh", [{"name": "ns1.nirwana.co.id", "addresses": []}, PENYEDIA[0]],
     ["B02_NO_WORKING_NS", "CAN_NOT_BE_RESOLVED", "IS_NOT_AUTHORITATIVE"]),
]  # fmt: skip


@pytest.mark.parametrize(("agency", "ip", "servers"), HEALTHY)
def test_a_healthy_delegation_is_granted(office: Office, agency: str, ip: str, servers: Any) -> None:
    request = office.letter(agency, agency, {"ips": [ip], "ns": servers})
    assert office.tags(request, blocking=True) == []


@pytest.mark.parametrize(
    ("agency", "servers", "tags"), FAULTS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_fault_of_the_name_servers_blocks(
    office: Office, agency: str, servers: Any, tags: list[str]
) -> None:
    request = office.letter(agency, agency, {"ips": ["103.147.11.80"], "ns": servers})
    found = office.tags(request, blocking=True)
    assert [tag for tag in tags if tag not in found] == []
    assert [tag for tag in found if tag not in tags] == []


@pytest.mark.parametrize(
    ("agency", "servers", "tag"),
    [
        ("bkpp", ns("bkpp", "103.147.11.19", "103.148.21.19"), "MULTIPLE_SOA_SERIALS"),
        ("dinsos", ns("dinsos", "103.147.11.20", "103.148.21.20"), "APEX_ADDRESS_DIFFERS"),
    ],
)
def test_a_lesser_fault_is_told_and_does_not_block(
    office: Office, agency: str, servers: Any, tag: str
) -> None:
    request = office.letter(agency, agency, {"ips": ["103.147.11.80"], "ns": servers})
    assert tag in office.tags(request)
    assert office.tags(request, blocking=True) == []


# what the letter asks for, and the tag: against the zone as the office made it by hand over the years
CONFLICTS = [
    ("dlh", "hosting1", {}, "NAME_IN_ZONE"),
    ("dlh", "bpbd", {}, "NAME_IS_ALIAS"),
    ("dlh", "situs.rsud", {}, "NAME_HIDDEN_BY_CUT"),
    ("dlh", "www", {}, "NAME_RESERVED"),
    ("dlh", "ns1", {}, "NAME_RESERVED"),
    ("dlh", "dinkes", {}, "NAME_OF_ANOTHER_AGENCY"),
    ("dlh", "dlh", {"ips": ["10.1.2.3"]}, "A01_ADDR_NOT_GLOBALLY_REACHABLE"),
    ("dlh", "dlh", {"ips": ["100.64.0.1"]}, "A01_ADDR_NOT_GLOBALLY_REACHABLE"),
    ("dlh", "dlh", {"ips": ["fd00::1"]}, "A01_ADDR_NOT_GLOBALLY_REACHABLE"),
    ("dlh", "dlh", {"ips": ["2001:db8::1"]}, "A01_ADDR_NOT_GLOBALLY_REACHABLE"),
    ("dlh", "xn--dls-6ma", {}, "NAME_INTERNATIONAL"),
    ("dinkes", "dinkes", {"ips": ["103.147.10.80"], "ns": ns("dinkes", "192.168.0.1", "103.148.20.53")},
     "A01_LOCAL_USE_ADDR"),
]  # fmt: skip


@pytest.mark.parametrize(("agency", "name", "fields", "tag"), CONFLICTS)
def test_a_conflict_blocks(office: Office, agency: str, name: str, fields: Any, tag: str) -> None:
    assert tag in office.tags(office.letter(agency, name, fields), blocking=True)


def test_a_name_under_a_wildcard_is_told(office: Office) -> None:
    request = office.letter("dlh", "sungaialam.desa")
    assert "NAME_UNDER_WILDCARD" in office.tags(request)
    assert office.tags(request, blocking=True) == []


def test_names_below_a_new_delegation_block_it(office: Office) -> None:
    request = office.letter("dlh", "desa", {"ns": PENYEDIA})
    assert "NAMES_BELOW_WOULD_VANISH" in office.tags(request, blocking=True)


def test_two_open_letters_for_one_name(office: Office) -> None:
    first, second = office.letter("dlh", "taman"), office.letter("dlh", "taman")
    assert "NAME_IN_OPEN_REQUEST" not in office.tags(first, blocking=True)
    assert "NAME_IN_OPEN_REQUEST" in office.tags(second, blocking=True)


def test_an_address_belongs_to_one_agency_unless_it_is_shared(office: Office) -> None:
    office.must("fulfil", str(office.letter("dlh", "taman").id), "--yes")
    assert "IP_HELD_BY_OTHER" in office.tags(office.letter("bpbd", "siaga"), blocking=True)
    assert office.tags(office.letter("dlh", "hutan"), blocking=True) == []
    shared = {"ips": ["103.131.104.80"]}
    office.must("fulfil", str(office.letter("dlh", "rawa", shared).id), "--yes")
    assert office.tags(office.letter("bpbd", "banjir", shared), blocking=True) == []


def test_a_name_has_one_holder(office: Office) -> None:
    office.must("fulfil", str(office.letter("dlh", "taman").id), "--yes")
    assert "NAME_HELD" in office.tags(office.letter("bpbd", "taman"), blocking=True)
    assert (
        office.tags(office.letter("bpbd", "taman", action=Action.REVOKE), blocking=True)[-1]
        == "NOT_THE_HOLDER"
    )
    assert "NO_SUCH_GRANT" in office.tags(office.letter("dlh", "danau", action=Action.REVOKE), blocking=True)


def test_a_returned_letter_tells_the_reason(office: Office) -> None:
    request = office.letter("dispora", "dispora", {"ns": ns("dispora", "103.147.11.11", "103.148.22.11")})
    said = office.must("fulfil", str(request.id), "--yes", code=3)
    assert "ns2.dispora" in said
    assert (office.folder / "outbox" / f"{request.id}-returned.docx").is_file()
    assert f"dispora.{PARENT}" not in {name.text for name, _ in office.records()}


def test_a_letter_that_names_a_private_server_makes_nobody_ask_it(office: Office) -> None:
    subprocess.run(["ip", "address", "replace", "192.168.0.77/32", "dev", "lo"], check=True)
    request = office.letter("dinkes", "dinkes", {"ns": ns("dinkes", "192.168.0.77", "103.148.20.53")})
    with serving("192.168.0.77", silence) as heard:
        said = office.must("check", str(request.id), code=3)
    assert heard == []
    assert "for use within a network alone: ns1.dinkes.bengkaliskab.go.id (192.168.0.77)" in said
    assert "192.168.0.77) does not answer" not in said
