"""The letter that returns a request names, in words for the agency, the server or the thing that is wrong."""

import re
from pathlib import Path
from typing import Any

import docx
import pytest

from provision.flow.answer import draft
from provision.model.request import Action
from tests.real.office import PARENT, Office, ns
from tests.real.test_letters_judged import FAULTS, PENYEDIA

pytestmark = pytest.mark.sandbox

# A code of a finding, or a word that only engineers of the DNS know.
JARGON = re.compile(
    r"\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\b|SERVFAIL|REFUSED|RRset|bailiwick|\bRFC\b", re.IGNORECASE
)

# What the letter must name for each fault, in the order of FAULTS.
NAMED = [
    ["ns2.dispora", "103.148.22.11"],
    ["ns2.dishub", "103.148.22.12"],
    ["ns2.disnaker", "103.148.22.13"],
    ["ns2.dpmptsp", "103.148.22.14"],
    ["ns2.disdukcapil", "103.148.22.15"],
    ["ns2.bappeda", "ns3.bappeda"],
    ["ns1.bpkad", "103.147.11.17", "103.147.11.117"],
    ["ns2.satpolpp", "alias"],
    ["ns2.dinkes", "alamat IP-nya tidak disebutkan"],
    ["ns2.dinkes", "Hanya 1 name server"],
    ["ns1.dinkes", "ns2.dinkes", "beralamat sama, 103.147.10.53"],
    ["ns1.nirwana.co.id tidak ditemukan"],
]


@pytest.fixture(autouse=True)
def without_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave LibreOffice aside: each letter would take a second more."""
    monkeypatch.setenv("PATH", "/nonexistent")


def words_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join((*(paragraph.text for paragraph in document.paragraphs), *cells))


def returned(office: Office, request: Any) -> str:
    with office.desk() as desk:
        (letter,) = draft(desk, [request])
    assert letter.outcome == "returned"
    return words_of(letter.docx)


@pytest.mark.parametrize(
    ("agency", "servers", "named"),
    [(agency, servers, named) for (agency, servers, _), named in zip(FAULTS, NAMED, strict=True)],
    ids=[f"{fault[0]} {fault[2][0]}" for fault in FAULTS],
)
def test_the_letter_names_the_server(office: Office, agency: str, servers: Any, named: list[str]) -> None:
    text = returned(office, office.letter(agency, agency, {"ips": ["103.147.11.80"], "ns": servers}))
    assert [word for word in named if word not in text] == [], text
    assert not JARGON.search(text), JARGON.search(text)


CONFLICTS = [
    ("dlh", "hosting1", {}, [f"hosting1.{PARENT} sudah digunakan"]),
    ("dlh", "bpbd", {}, [f"bpbd.{PARENT} sudah digunakan"]),
    ("dlh", "situs.rsud", {}, [f"di bawah rsud.{PARENT}"]),
    ("dlh", "www", {}, [f"www.{PARENT} dicadangkan"]),
    ("dlh", "dinkes", {}, ["nama resmi Dinas Kesehatan"]),
    ("dlh", "desa", {"ns": PENYEDIA}, [f"*.desa.{PARENT}"]),
    ("dlh", "dlh", {"ips": ["10.1.2.3"]}, ["10.1.2.3"]),
    ("dlh", "dlh", {"ips": ["fd00::1"]}, ["fd00::1"]),
    ("dlh", "xn--dls-6ma", {}, ["memuat huruf di luar a sampai z"]),
    ("dinkes", "dinkes", {"ns": ns("dinkes", "192.168.0.1", "103.148.20.53")}, ["192.168.0.1"]),
]


@pytest.mark.parametrize(("agency", "name", "fields", "named"), CONFLICTS)
def test_the_letter_names_the_conflict(
    office: Office, agency: str, name: str, fields: Any, named: list[str]
) -> None:
    text = returned(office, office.letter(agency, name, fields))
    assert [word for word in named if word not in text] == [], text
    assert not JARGON.search(text), JARGON.search(text)


def test_the_letter_names_the_holder(office: Office) -> None:
    office.granted("dlh", "taman")
    assert "Dinas Lingkungan Hidup" in returned(office, office.letter("bpbd", "taman"))
    assert "103.150.30.90" in returned(office, office.letter("bpbd", "siaga"))
    assert "terdaftar" in returned(office, office.letter("bpbd", "taman", action=Action.REVOKE))


def test_the_letter_names_what_depends_on_a_name(office: Office) -> None:
    office.granted("dlh", "taman")
    office.granted("dlh", "kota.taman")
    assert f"kota.taman.{PARENT}" in returned(office, office.letter("dlh", "taman", action=Action.REVOKE))
