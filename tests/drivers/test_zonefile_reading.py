"""A zone is read from its files with the place of each record; what is no zone is told with file and line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provision.drivers.zonefile import collector
from provision.drivers.zonefile.reading import ReadZone, read_zone
from provision.errors import Outside
from provision.names import Fqdn
from tests.drivers.zone_files import FILES, NAMES, SOAS, by_hand
from tests.samples import APEX, name

HEAD = SOAS["one line"] + NAMES
LINES = HEAD.count(b"\n")


def read(folder: Path, content: bytes, **more: bytes) -> ReadZone:
    (folder / "db").write_bytes(content)
    for label, text in {"ours.zone": b"", **more}.items():
        (folder / label.replace("_", ".")).write_bytes(text)
    return read_zone(APEX, folder / "db", folder, {})


def told(zone: ReadZone) -> set[str]:
    return {str(rrset) for rrset in zone.seen if rrset.type not in {"SOA", "NS"}} - {
        "ns1.bengkaliskab.go.id 3600 A 103.94.10.2",
        "ns2.bengkaliskab.go.id 3600 A 103.94.11.2",
    }


@pytest.mark.parametrize("sample", FILES)
def test_what_people_write_is_read(tmp_path: Path, sample: str) -> None:
    zone = read(tmp_path, FILES[sample]).seen
    assert zone.serial in {7, 2026112301}
    soa = zone.rrsets[APEX, "SOA"]
    assert soa.values[0].startswith("ns1.bengkaliskab.go.id. ")
    assert soa.values[0].endswith(" 14400 3600 1209600 300")
    assert soa.ttl == 3600
    assert zone.rrsets[name("ns2"), "A"].values == ("103.94.11.2",)


def test_a_zone_that_grew(tmp_path: Path) -> None:
    zone = read(tmp_path, by_hand())
    assert len(zone.records) == 139
    assert zone.seen.rrsets[name("dinas007"), "A"].ttl == 600
    assert zone.seen.rrsets[name("lab8"), "A"].values == ("103.94.20.8",)
    assert zone.seen.rrsets[name("info.desa"), "TXT"].values == ('"desa; kecamatan" "kelurahan"',)
    assert zone.seen.rrsets[name("*.desa"), "A"].values == ("103.94.30.1",)
    lines = by_hand().split(b"\n")
    for record in zone.records:
        if record.name.text.startswith("dinas"):
            assert lines[record.place.line - 1].startswith(record.name.labels[0].encode())


MEANS = [
    (b"a A 103.94.1.1\n  A 103.94.1.2\n", {"a.bengkaliskab.go.id 3600 A 103.94.1.1 103.94.1.2"}),
    (b"a.bengkaliskab.go.id. A 103.94.1.1\n", {"a.bengkaliskab.go.id 3600 A 103.94.1.1"}),
    (b"A a 103.94.1.1\n", {"a.bengkaliskab.go.id 3600 A 103.94.1.1"}),
    (b"a CNAME WWW.Example.COM.\n", {"a.bengkaliskab.go.id 3600 CNAME www.example.com."}),
    (b"a 5 A 103.94.1.1\na 9 A 103.94.1.2\n", {"a.bengkaliskab.go.id 5 A 103.94.1.1 103.94.1.2"}),
    (b"a 1w2d A 103.94.1.1\n", {"a.bengkaliskab.go.id 777600 A 103.94.1.1"}),
    (b"elsewhere.go.id. A 103.94.1.1\n", set()),
    (b'a TXT "caf\xe9" \xe9 "\\233" "\\\\\xe9"\n', {'a.bengkaliskab.go.id 3600 TXT "caf\\233" "\\233" "\\233" "\\\\\\233"'}),
    (b"a\xe9 A 103.94.1.1\n", {"a\\233.bengkaliskab.go.id 3600 A 103.94.1.1"}),
    (b"a\\.b A 103.94.1.1\n", {"a\\046b.bengkaliskab.go.id 3600 A 103.94.1.1"}),
    (b'a TXT ";" "(" ")" "\\"" ; "\n', {'a.bengkaliskab.go.id 3600 TXT ";" "(" ")" "\\""'}),
    (b"$GENERATE 1-3/2 h${0,2}.sub CNAME $.target\n", {
        "h01.sub.bengkaliskab.go.id 3600 CNAME 1.target.bengkaliskab.go.id.",
        "h03.sub.bengkaliskab.go.id 3600 CNAME 3.target.bengkaliskab.go.id."}),
    (b"$ORIGIN x\na A 103.94.1.1\n$ORIGIN y\na A 103.94.1.2\n", {
        "a.x.bengkaliskab.go.id 3600 A 103.94.1.1", "a.y.x.bengkaliskab.go.id 3600 A 103.94.1.2"}),
    (b"$ttl 60\n$origin bengkaliskab.go.id.\na A 103.94.1.1\n", {"a.bengkaliskab.go.id 60 A 103.94.1.1"}),
    (b"$INCLUDE more.zone\nb A 103.94.1.2\n", {
        "x.bengkaliskab.go.id 3600 A 103.94.9.9", "b.bengkaliskab.go.id 3600 A 103.94.1.2"}),
    (b"z A 103.94.1.3\n$include \"more.zone\" sub ; and more\n A 103.94.1.2\n", {
        "x.sub.bengkaliskab.go.id 3600 A 103.94.9.9", "z.bengkaliskab.go.id 3600 A 103.94.1.2 103.94.1.3"}),
    (b"$INCLUDE ttl.zone\nb A 103.94.1.2\n", {"b.bengkaliskab.go.id 5 A 103.94.1.2"}),
    (b"a DS 1 8 2 AAAA ( BBBB\n" + b"CC" * 28 + b" )\n", {
        "a.bengkaliskab.go.id 3600 DS 1 8 2 " + "aaaabbbb" + "cc" * 28}),
    (b"a TYPE65280 \\# 2 00ff\n", {"a.bengkaliskab.go.id 3600 TYPE65280 \\# 2 00ff"}),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "means"), MEANS, ids=[str(n) for n in range(len(MEANS))])
def test_what_lines_mean(tmp_path: Path, lines: bytes, means: set[str]) -> None:
    more = {"more_zone": b"x A 103.94.9.9", "ttl_zone": b"$ORIGIN other\n$TTL 5\n"}
    assert told(read(tmp_path, HEAD + lines, **more)) == means


WRONG = [
    (b"\na FOO bar\n", "db:{2}", "unknown rdatatype 'FOO'"),
    (b"a A 103.94.1\n", "db:{1}", "Text input is malformed"),
    (b"a A\n", "db:{1}", ""),
    (b"a TXT \"open\nb A 103.94.1.1\n", "db:{1}", "newline in quoted string"),
    (b"a TXT ( \"open\"\nb A 103.94.1.1\n", "db:{1}", "unbalanced parentheses"),
    (b"a)\n", "db:{1}", ""),
    (b"$FOO bar\n", "db:{1}", "$FOO"),
    (b"$TTL soon\n", "db:{1}", ""),
    (b"$GENERATE 1-0 a A 103.94.1.1\n", "db:{1}", ""),
    (b"$INCLUDE\n", "db:{1}", "names no file"),
    (b"$INCLUDE a b c\n", "db:{1}", "names no file"),
    (b"$INCLUDE none.zone\n", "db:{1}", "none.zone: No such file"),
    (b"$INCLUDE .\n", "db:{1}", "Is a directory"),
    (b"$INCLUDE a\x00b\n", "db:{1}", "null"),
    (b"$INCLUDE db\n", "db:{1}", "endlessly"),
    (b"$INCLUDE broken.zone\n", "broken.zone:2", "FOO"),
    (b"a" * 64 + b" A 103.94.1.1\n", "db:{1}", "label"),
    (b"a.." + b" A 103.94.1.1\n", "db:{1}", "label"),
    (b"a\\ A 103.94.1.1", "db:{1}", ""),
    (b'"" A 103.94.1.1\n', "db:{1}", ""),
    (b"a CH A 103.94.1.1\n", "db:{1}", "class"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "place", "reason"), WRONG, ids=[str(n) for n in range(len(WRONG))])
def test_what_is_no_zone_is_told_with_its_place(
    tmp_path: Path, lines: bytes, place: str, reason: str
) -> None:
    where = place.replace("{1}", str(LINES + 1)).replace("{2}", str(LINES + 2))
    with pytest.raises(Outside) as caught:
        read(tmp_path, HEAD + lines, broken_zone=b"x A 103.94.9.9\ny FOO\n")
    said = str(caught.value)
    assert f"{tmp_path}/{where}" in said
    assert reason in said


@pytest.mark.parametrize("content", [b"", b"; nothing\n", NAMES, b"$TTL 1\nwww SOA a b 1 2 3 4 5\n"])
def test_a_zone_without_its_soa_is_none(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Outside):
        read(tmp_path, content)


def test_a_line_that_asks_for_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collector, "MOST_RECORDS", 100)
    with pytest.raises(Outside, match="more records"):
        read(tmp_path, HEAD + b"$GENERATE 1-4000000000 a$ A 103.94.1.1\n")


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Outside, match="No such file"):
        read_zone(APEX, tmp_path / "db", tmp_path, {})


PIECES = st.sampled_from([
    b"a", b"@", b"A", b"TXT", b"SOA", b"IN", b"103.94.1.1", b"(", b")", b'"', b";", b"\\", b" ", b"\t", b"\n", b"\r\n",
    b"\xe9", b"\x00", b"$TTL", b"$ORIGIN", b"$GENERATE", b"1-3", b"$", b"${1,2,x}", b"$UNICODE", b"300", b"\\# 1 ff", b".",
])  # fmt: skip


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=25).map(b"".join))
def test_rubbish_is_read_or_told_of(rubbish: bytes) -> None:
    root = Path("/nowhere/db")
    try:
        zone = read_zone(APEX, root, root.parent, {root: HEAD + rubbish})
    except Outside as error:
        assert "/nowhere" in str(error)  # noqa: PT017 - either is right
    else:
        assert zone.seen.get(Fqdn(f"ns1.{APEX}"), "A")
