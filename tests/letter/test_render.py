"""Letters as Word files: what stands in them, and what cannot."""

import errno
import os
import struct
import zlib
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from provision.errors import BadConfig, NotFound, Outside, StorageFull
from provision.letter.facts import LetterFacts
from provision.letter.render import render
from provision.model.request import Action
from tests.letter.samples import ADDRESSED, DELEGATED, OFFICE, RETURNED, REVOKED

LETTERS = Path(__file__).parents[2] / "letters"
HOSTILE = (
    "{{ 7*7 }}",
    "{% for %}",
    "<b>tebal</b>",
    "A & B",
    "</w:t></w:r>",
    "&lt;",
    "'\"",
    "{_{ 1 }_}",
    "{#",
)


def template(facts: LetterFacts) -> Path:
    return LETTERS / f"surat-balasan-{facts.outcome}.docx"


def words(letter: Path) -> str:
    """Return all text of the letter, one paragraph a line, with ordinary spaces."""
    with ZipFile(letter) as file:
        assert file.testzip() is None
    paragraphs = Document(str(letter)).element.body.iter("{*}p")
    lines = ("".join(node.text or "\n" for node in p.iter("{*}t", "{*}br")) for p in paragraphs)
    return "\n".join(lines).replace("\u00a0", " ")


def rendered(facts: LetterFacts, folder: Path) -> str:
    render(template(facts), facts, folder / "letter.docx")
    return words(folder / "letter.docx")


def written(folder: Path, body: str, **properties: str) -> Path:
    """Return a template that somebody wrote."""
    document = Document()
    document.add_paragraph(body)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    document.save(str(folder / "own.docx"))
    return folder / "own.docx"


def picture(folder: Path, width: int, height: int) -> Path:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x40" * width) * height)
    logo = folder / "logo.png"
    logo.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b""))
    return logo


@pytest.mark.parametrize(
    ("facts", "sentences"),
    [
        (
            DELEGATED,
            [
                "PEMERINTAH KABUPATEN BENGKALIS",
                "Penerbitan Subdomain dinkes.bengkaliskab.go.id",
                "Bengkalis, ........ November 2026",
                "Kepala Dinas Kesehatan Kabupaten Bengkalis",
                "surat Saudara Nomor 555/DINKES/2026/101 tanggal 23 November 2026 hal Permohonan Subdomain, ",
                "telah diterbitkan dan diaktifkan dengan data sebagai berikut:",
                "ns1.dinkes-contoh.id\nns2.dinkes-contoh.id",
                "Perubahan server nama disampaikan kepada kami",
                "surel ke diskominfotik.bidangpbe@bengkaliskab.go.id.",
                "KEPALA DINAS KOMUNIKASI, INFORMATIKA DAN STATISTIK KABUPATEN BENGKALIS,",
                "Dr. Contoh Kepala Dinas, M.Si.\nPembina Utama Muda\nNIP 19700101 200003 1 001",
            ],
        ),
        (ADDRESSED, ["203.0.113.25", "2001:db8::25", "Tembusan:\n1.Sekretaris Daerah", "2.Inspektur"]),
        (
            REVOKED,
            ["Pencabutan Subdomain lama", "telah dicabut sehingga tidak dapat digunakan lagi. Data terakhir"],
        ),
        (
            RETURNED,
            [
                "Pengembalian Permohonan Subdomain",
                "belum dapat kami penuhi",
                "1.Alamat IP 10.10.4.5 hanya berlaku",
                "Perbaikan: sampaikan alamat IP publik",
                "2.Server nama (name server) ns2",
                "dalam 1 hari kerja dan tidak dipungut biaya",
            ],
        ),
    ],
)
def test_what_the_letter_says(facts: LetterFacts, sentences: list[str], tmp_path: Path) -> None:
    text = rendered(facts, tmp_path)
    assert [sentence for sentence in sentences if sentence not in text] == []
    assert "{{" not in text
    assert "{%" not in text


@pytest.mark.parametrize(
    ("action", "subject"),
    [
        (Action.NEW, "Penerbitan Subdomain"),
        (Action.CHANGE, "Perubahan Data Subdomain"),
        (Action.RENAME, "Penggantian Nama Subdomain"),
        (Action.SUSPEND, "Penonaktifan Sementara Subdomain"),
        (Action.RESUME, "Pengaktifan Kembali Subdomain"),
        (Action.REVOKE, "Pencabutan Subdomain"),
    ],
)
def test_every_action_has_its_letter(action: Action, subject: str, tmp_path: Path) -> None:
    text = rendered(replace(DELEGATED, action=action, rows=()), tmp_path)
    assert f"{subject} dinkes.bengkaliskab.go.id" in text
    assert text.count("Menindaklanjuti surat Saudara") == 1
    assert "sebagai berikut" not in text


@pytest.mark.parametrize("facts", [DELEGATED, RETURNED])
def test_no_letter_claims_a_signature_that_it_has_not(facts: LetterFacts, tmp_path: Path) -> None:
    assert "elektronik" not in rendered(facts, tmp_path).lower()
    assert "Tembusan" not in rendered(facts, tmp_path)


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("facts", [DELEGATED, RETURNED])
def test_facts_are_data_whatever_they_hold(facts: LetterFacts, text: str, tmp_path: Path) -> None:
    hostile = replace(
        facts,
        object=text,
        agency=replace(facts.agency, head=text, place=text),
        letter=replace(facts.letter, number=text, subject=text),
        office=replace(
            facts.office, name=text, officials={"head": replace(OFFICE.officials["head"], name=text)}
        ),
        rows=[(text, text)],
        usage=[text],
        reasons=[(text, text)],
        copies=[text],
        number=text,
    )
    told = rendered(hostile, tmp_path)
    # docxtpl has an escape of its own, {_{ for {{, which it undoes in data too.
    assert told.count(text.replace("{_{", "{{").replace("}_}", "}}")) >= 9
    assert "49" not in told


@pytest.mark.parametrize("text", ["bel\x07", "nul\x00", "page\x0c", "\u202egnirts", "lone \ud800", "\uffff"])
def test_what_xml_cannot_hold_does_not_spoil_the_letter(text: str, tmp_path: Path) -> None:
    office = replace(OFFICE, name=text)
    letter = replace(DELEGATED.letter, subject=text)
    told = rendered(replace(DELEGATED, object=text, office=office, letter=letter, usage=[text]), tmp_path)
    assert text not in told
    assert "Demikian kami sampaikan." in told


def test_the_properties_are_set_and_not_evaluated(tmp_path: Path) -> None:
    rendered(replace(DELEGATED, object="a & {{ 7*7 }}" + "x" * 300), tmp_path)
    properties = Document(str(tmp_path / "letter.docx")).core_properties
    assert len(properties.title) == 255
    assert properties.title.startswith("Surat balasan a & {{ 7*7 }}x")
    assert properties.subject == "Permohonan Subdomain"
    assert properties.author.replace("\u00a0", " ") == OFFICE.name


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", r"cannot be filled in"),
        ("{{ config.items() }}", r"uses config, which no letter has"),
        ("{{ office.__class__.__mro__ }}", r"cannot be filled in"),
        ("{{ ''.__class__.__base__.__subclasses__() }}", r"cannot be filled in"),
        ("{% set x = rows.append(1) %}", r"cannot be filled in"),
        ("{{ nomer }}", r"uses nomer, which no letter has; known are action, agency"),
        ("{{ office.adress }}", r"cannot be filled in .*adress"),
        ("{% if number %}", r"cannot be filled in"),
        ("{{ number", r"cannot be filled in"),
        ("{{ 1 / 0 }}", r"cannot be filled in"),
        ("{{ 1 + number }}", r"cannot be filled in"),
        ("{{ range(999999999) | list }}", r"cannot be filled in"),
        ("{{ '<w:p>' | safe }}", r"cannot be filled in"),
    ],
)
def test_a_wrong_template_is_named_with_its_fault(tmp_path: Path, body: str, told: str) -> None:
    with pytest.raises(BadConfig, match=rf"(?s)own\.docx {told}"):
        render(written(tmp_path, body), DELEGATED, tmp_path / "letter.docx")
    assert not (tmp_path / "letter.docx").exists()


def test_code_in_a_header_is_refused(tmp_path: Path) -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "{{ office.__init__.__globals__ }}"
    document.save(str(tmp_path / "own.docx"))
    with pytest.raises(BadConfig, match=r"own\.docx cannot be filled in"):
        render(tmp_path / "own.docx", DELEGATED, tmp_path / "letter.docx")


@pytest.mark.parametrize("name", ["title", "subject", "author", "keywords", "comments"])
def test_marks_in_properties_are_refused(tmp_path: Path, name: str) -> None:
    own = written(tmp_path, "ok", **{name: "{{ number }}"})
    with pytest.raises(BadConfig, match=r"own\.docx holds a mark in its properties"):
        render(own, DELEGATED, tmp_path / "letter.docx")


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_no_word_file(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "own.docx").write_bytes(content)
    with pytest.raises(BadConfig, match=r"own\.docx is not a Word file"):
        render(tmp_path / "own.docx", DELEGATED, tmp_path / "letter.docx")


def test_a_missing_template(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no letter template"):
        render(tmp_path / "own.docx", DELEGATED, tmp_path / "letter.docx")


@pytest.mark.parametrize(("width", "height"), [(50, 100), (80, 100), (300, 100)])
def test_a_logo_stands_in_its_cell(tmp_path: Path, width: int, height: int) -> None:
    office = replace(OFFICE, logo=picture(tmp_path, width, height))
    rendered(replace(DELEGATED, office=office), tmp_path)
    shape = Document(str(tmp_path / "letter.docx")).inline_shapes[0]
    assert shape.width.cm <= 1.85
    assert shape.height.cm <= 2.35
    assert abs(shape.width / shape.height - width / height) < 0.01


def test_a_logo_that_is_missing_or_no_picture(tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    facts = replace(DELEGATED, office=replace(OFFICE, logo=logo))
    with pytest.raises(NotFound, match="no logo"):
        rendered(facts, tmp_path)
    logo.write_text("<svg/>")
    with pytest.raises(BadConfig, match=r"logo\.svg is not a PNG or JPEG picture"):
        rendered(facts, tmp_path)


def test_a_letter_replaces_the_one_before_and_only_the_group_reads_it(tmp_path: Path) -> None:
    (tmp_path / "letter.docx").write_text("before")
    rendered(DELEGATED, tmp_path)
    assert (tmp_path / "letter.docx").stat().st_mode & 0o777 == 0o640
    assert [file.name for file in tmp_path.iterdir()] == ["letter.docx"]


@pytest.mark.parametrize(
    ("code", "kind"), [(errno.ENOSPC, StorageFull), (errno.EDQUOT, StorageFull), (errno.EIO, Outside)]
)
def test_a_full_disk_leaves_the_letter_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, kind: type[Exception]
) -> None:
    def full(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    (tmp_path / "letter.docx").write_text("before")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(kind, match=r"letter\.docx could not be written"):
        render(template(DELEGATED), DELEGATED, tmp_path / "letter.docx")
    assert [file.read_text() for file in tmp_path.iterdir()] == ["before"]


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(Outside, match="could not be written"):
        render(template(DELEGATED), DELEGATED, tmp_path / "nowhere" / "letter.docx")
