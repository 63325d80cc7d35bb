"""The border: what a letter's data may be, and the sentence for each thing that it may not."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from provision.config.document import Document, read_document
from provision.errors import BadConfig, BadInput, NotFound, Refused
from provision.flow.border import Border
from provision.flow.draft import Draft
from provision.flow.intake import (
    OPTIONS,
    fault_of,
    read_draft,
    read_drafts,
    template,
)
from provision.flow.recording import register, register_all
from provision.ledger import Ledger, open_ledger
from provision.model.request import Action
from tests.flow.offices import shipped_site

TODAY = date(2026, 11, 24)
GOOD = """\
agency: dinkes
letter: {number: 500.12/015/2026, date: 2026-11-20, subject: Permohonan subdomain, received: 2026-11-23}
name: dinkes
ips: [103.94.10.5]
ns: office
"""
MARKS = "template marks such as ${ or {{ are not allowed"
CONTROL = "control characters and line breaks are not allowed"
HOST = "of a host name may hold letters, digits and inner hyphens only"
NO_PART = "is no part of such a letter (revoke); remove it"
ZONES = "lies in none of the office's zones (bengkaliskab.go.id)"
LONG = "is too long: a part may have 63 letters and a name 253 (RFC 1035)"


class Frozen:
    """A clock that stands."""

    def now(self) -> datetime:
        return datetime(2026, 11, 24, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def border() -> Border:
    return Border(shipped_site(), TODAY)


@pytest.fixture
def ledger(tmp_path: Path) -> Any:
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db", Frozen()) as book:
        yield book


def read(text: str, border: Border, folder: Path) -> list[Draft]:
    path = folder / "surat.yaml"
    path.write_text(text)
    return list(read_drafts(read_document(path), border))


def test_a_good_letter(border: Border, tmp_path: Path) -> None:
    [draft] = read(GOOD, border, tmp_path)
    assert (draft.service, draft.action, draft.agency.text) == ("subdomain", Action.NEW, "dinkes")
    assert draft.object == "dinkes.bengkaliskab.go.id"
    assert draft.letter.to_json() == {
        "number": "500.12/015/2026",
        "date": "2026-11-20",
        "subject": "Permohonan subdomain",
        "received": "2026-11-23",
    }
    assert draft.fields == {"ips": ["103.94.10.5"], "ns": [], "www": False}


# What replaces what in the good letter, and what is then said: line, key path, sentence.
BAD = [
    ("name: dinkes", "name: din..kes", "3: name: din..kes is not a domain name"),
    ("name: dinkes", "name: .dinkes", "3: name: .dinkes is not a domain name"),
    ("name: dinkes", f"name: {'a' * 64}", f"3: name: {'a' * 64}.bengkaliskab.g… {LONG}"),
    ("name: dinkes", "name: $INCLUDE", f"3: name: $INCLUDE.bengkaliskab.go.id: the part “$include” {HOST}"),
    ("name: dinkes", "name: din_kes", f"3: name: din_kes.bengkaliskab.go.id: the part “din_kes” {HOST}"),
    ("name: dinkes", "name: -dinkes", f"3: name: -dinkes.bengkaliskab.go.id: the part “-dinkes” {HOST}"),
    ("name: dinkes", "name: '*'", f"3: name: *.bengkaliskab.go.id: the part “*” {HOST}"),
    ("name: dinkes", "name: 'din\"kes'", f"3: name: din\"kes.bengkaliskab.go.id: the part “din\"kes” {HOST}"),
    ("name: dinkes", 'name: "din\\nkes"', "3: name: din\\u000akes.bengkaliskab.go.id is not a domain name"),
    ("name: dinkes", 'name: "din\\0kes"', "3: name: din\\u0000kes.bengkaliskab.go.id is not a domain name"),
    ("name: dinkes", "name: din kes", "3: name: din kes.bengkaliskab.go.id is not a domain name"),
    ("name: dinkes", "name: dinkes;A", f"3: name: dinkes;A.bengkaliskab.go.id: the part “dinkes;a” {HOST}"),
    ("name: dinkes", "name: dinkes.", f"3: name: dinkes {ZONES}"),
    ("name: dinkes", "name: bengkaliskab.go.id", f"3: name: bengkaliskab.go.id {ZONES}"),
    ("name: dinkes", "name: dinkes.siakkab.go.id", f"3: name: dinkes.siakkab.go.id {ZONES}"),
    ("name: dinkes", "name: dinkes.xbengkaliskab.go.id", f"3: name: dinkes.xbengkaliskab.go.id {ZONES}"),
    ("name: dinkes", "name: ${jndi:ldap}", f"3: name: ${{jndi:ldap}}.bengkaliskab.go.id: the part “${{jndi:ldap}}” {HOST}"),
    ("name: dinkes", "name: {{ x }}", "3: a key must be plain text; put a text that holds { or [ between quotes"),
    ("name: dinkes", "name: [dinkes]", "3: name: must be a text"),
    ("name: dinkes", "name:", "3: name: is empty; write a value"),
    ("name: dinkes\n", "", "1: name: is missing; add it"),
    ("[103.94.10.5]", "['::ffff:103.94.10.5']", "4: ips[0]: ::ffff:103.94.10.5: write the plain IPv4 or IPv6 address itself"),
    ("[103.94.10.5]", "['fe80::1%eth0']", "4: ips[0]: fe80::1%eth0: write the plain IPv4 or IPv6 address itself"),
    ("[103.94.10.5]", "[103.94.10.256]", "4: ips[0]: 103.94.10.256 is not an IP address"),
    ("[103.94.10.5]", "[103.94.10.05]", "4: ips[0]: 103.94.10.05 is not an IP address"),
    ("[103.94.10.5]", "[103.94.10]", "4: ips[0]: 103.94.10 is not an IP address"),
    ("[103.94.10.5]", "['1761610757']", "4: ips[0]: 1761610757 is not an IP address"),
    ("[103.94.10.5]", "[103.94.10.5, 103.94.10.5]", "4: ips: 103.94.10.5 is written twice; keep it once"),
    ("[103.94.10.5]", "['2001:db8::1', '2001:0db8:0::1']", "4: ips: 2001:db8::1 is written twice; keep it once"),
    ("[103.94.10.5]", "[]", "4: ips: is missing: the public IP address of the server, as the letter states it"),
    ("ips: [103.94.10.5]\n", "", "1: ips: is missing: the public IP address of the server, as the letter states it"),
    ("ns: office\n", "", "1: ns: is missing: the agency's name servers as the letter states them, or the word office or zone"),
    ("ns: office", "ns: [ns1]", "5: ns[0]: ns1: write the full name of the server"),
    ("ns: office", "ns: [ns1.x.id, NS1.x.id.]", "5: ns: ns1.x.id is written twice; keep it once"),
    ("ns: office", "ns: [ns1.x.id/10.0.0.x]", "5: ns[0]: 10.0.0.x is not an IP address"),
    ("ns: office", "ns: [{name: ns_1.x.id}]", f"5: ns[0].name: ns_1.x.id: the part “ns_1” {HOST}"),
    ("ns: office", "ns: [{nama: ns1.x.id}]", "5: ns[0].name: is missing; add it\n5: ns[0].nama: is not a key here; did you mean name?"),
    ("ns: office", "ns: [ns1.x.id]\nds: [1 13 2]", "6: ds[0]: 1 13 2 is not a DS record, as 31406,8,2,F78CF3… is: key tag, algorithm, digest type, digest"),
    ("ns: office", "ns: [ns1.x.id]\nds: [1 13 2 AB]", "6: ds[0]: 1 13 2 AB: the digest or a number of this DS record cannot be right"),
    ("ns: office", "ns: [zone, ns1.x.id]", "5: ns[0]: zone: write the full name of the server"),
    ("ns: office", "ns: [office, ns1.x.id]", "5: ns[0]: office: write the full name of the server"),
    ("ns: office", "ns: office\nwww: mungkin", "6: www: must be true or false"),
    ("ns: office", "ns: office\nemail: x", "6: email: is not a key here; known are action, agency, ds, follows, ips, letter, name, ns, purpose, receiver, records, reduces, service, to, until, www"),
    ("ns: office", "ns: office\npurpose: '{{ 7*7 }}'", f"6: purpose: {{{{ 7*7 }}}}: {MARKS}"),
    ("ns: office", 'ns: office\npurpose: "a\\nb"', f"6: purpose: a\\u000ab: {CONTROL}"),
    ("ns: office", 'ns: office\npurpose: "a\\u202eb"', f"6: purpose: a\\u202eb: {CONTROL}"),
    ("ns: office", f"ns: office\npurpose: {'a' * 301}", f"6: purpose: {'a' * 79}…: write 1 to 300 characters"),
    ("ns: office", "ns: office\naction: renam", "6: action: must be one of new, change, rename, suspend, resume, revoke, handover; did you mean rename?"),
    ("ns: office", "ns: office\naction: revoke", f"4: ips: {NO_PART}\n5: ns: {NO_PART}"),
    ("ns: office", "ns: office\naction: rename", "1: until: is missing: the day until which the old name stays beside the new one\n1: to: is missing: the new name"),
    ("ns: office", "action: rename\nto: dinkes\nuntil: 2026-12-31", "6: to: dinkes.bengkaliskab.go.id must be another name in the zone of dinkes.bengkaliskab.go.id"),
    ("ns: office", "action: rename\nto: sehat.siakkab.go.id\nuntil: 2026-12-31", f"6: to: sehat.siakkab.go.id {ZONES}"),
    ("ns: office", "ns: office\naction: handover", "1: receiver: is missing: the agency that shall hold the name\n4: ips: is no part of such a letter (handover); remove it\n5: ns: is no part of such a letter (handover); remove it"),
    ("ips: [103.94.10.5]\nns: office", "action: change", "1: asks for a change and names none: ips, ns, www, records, ds or until"),
    ("ns: office", "ns: office\nreduces: true", "6: reduces: is no part of such a letter (new); remove it"),
    ("ns: office", "ns: office\nuntil: besok", "6: until: besok is not a day; write it as 2026-11-24 or 24 November 2026"),
    ("ns: office", "ns: office\nrecords: ['@ SRV 1']", "6: records[0]: @ SRV 1 is no record: write LABEL TYPE VALUE, as @ MX 10 mail.example.id; types are CNAME, MX, TXT"),
    ("ns: office", "ns: office\nrecords: ['@ MX mail']", "6: records[0]: mail is no value for a MX record; write it as a zone file has it"),
    ("ns: office", "ns: office\nrecords: ['a..b TXT x']", "6: records[0]:  is not a domain name"),
    ("ns: office", "ns: office\nservice: surel", "6: service: must be one of subdomain"),
    ("agency: dinkes", "agency: dinke", "1: agency: dinke is no agency of this site; did you mean dinkes?"),
    ("agency: dinkes", "agency: xyzzy", "1: agency: xyzzy is no agency of this site; inventory/agencies.yaml lists them"),
    ("agency: dinkes", "agency: '{{ x }}'", "1: agency: {{ x }} is no agency of this site; inventory/agencies.yaml lists them"),
    ("500.12/015/2026", '"1\\r\\n2"', f"2: letter.number: 1\\u000d\\u000a2: {CONTROL}"),
    ("500.12/015/2026", '"${x}"', f"2: letter.number: ${{x}}: {MARKS}"),
    ("Permohonan subdomain", '"{{ config }}"', f"2: letter.subject: {{{{ config }}}}: {MARKS}"),
    ("Permohonan subdomain", '"   "', "2: letter.subject:    : write 1 to 300 characters"),
    ("2026-11-20", "2026-11-25", "2: letter.date: 2026-11-25 lies in the future; today is 2026-11-24"),
    ("2026-11-20", "1926-11-20", "2: letter.date: 1926-11-20 is too long ago; look at the year"),
    ("2026-11-20", "2026-02-30", "2: letter.date: 2026-02-30 is not a day; write it as 2026-11-24 or 24 November 2026"),
    ("2026-11-20", "11/24/2026", "2: letter.date: 11/24/2026 is not a day; write it as 2026-11-24 or 24 November 2026"),
    ("2026-11-20", "20-11-26", "2: letter.date: 20-11-26 is not a day; write it as 2026-11-24 or 24 November 2026"),
    ("2026-11-20", "kemarin", "2: letter.date: kemarin is not a day; write it as 2026-11-24 or 24 November 2026"),
    ("received: 2026-11-23", "received: 2026-11-19", "2: letter.received: 2026-11-19 is before the letter's own date, 2026-11-20"),
    ("received: 2026-11-23", "received: 2026-11-25", "2: letter.received: 2026-11-25 lies in the future; today is 2026-11-24"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "wanted"), BAD, ids=[f"{bad[1][:40]} {bad[2][:40]}" for bad in BAD])
def test_bad_letter(old: str, new: str, wanted: str, border: Border, tmp_path: Path) -> None:
    assert old in GOOD
    with pytest.raises(BadConfig) as caught:
        read(GOOD.replace(old, new, 1), border, tmp_path)
    assert str(caught.value.text).replace(f"{tmp_path}/surat.yaml:", "") == wanted
    assert caught.value.exit_code == 2


# What the office must be able to record, to return it with the reasons.
RECORDABLE = [
    ("[103.94.10.5]", "[10.0.0.1]"),
    ("[103.94.10.5]", "[127.0.0.1, '::1', fe80::1]"),
    ("[103.94.10.5]", "103.94.10.5"),
    ("name: dinkes", "name: www"),
    ("name: dinkes", "name: disdik"),
    ("name: dinkes", "name: Dinkes.BengkalisKab.go.id."),
    ("name: dinkes", "name: a.b.bengkaliskab.go.id"),
    ("name: dinkes", "name: 123"),
    ("name: dinkes", f"name: {'a' * 63}"),
    ("ns: office", "ns: [ns1.dinkes.bengkaliskab.go.id]"),
    ("ns: office", "ns: ns1.penyedia.id"),
    ("ns: office", "ns: OFFICE"),
    ("agency: dinkes", "agency: dinas kesehatan"),
    ("2026-11-20", "20-11-2026"),
    ("2026-11-20", "20/11/2026"),
    ("2026-11-20", "20 November 2026"),
    ("2026-11-20", "20 Nopember 2026"),
    ("2026-11-20", "3 Agustus 2026"),
    (", received: 2026-11-23", ""),
]


@pytest.mark.parametrize(("old", "new"), RECORDABLE, ids=[new or "no receipt" for _, new in RECORDABLE])
def test_recordable_letter(old: str, new: str, border: Border, tmp_path: Path) -> None:
    assert old in GOOD
    assert read(GOOD.replace(old, new, 1), border, tmp_path)


def test_a_letter_without_a_receipt_came_today(border: Border, tmp_path: Path) -> None:
    [draft] = read(GOOD.replace(", received: 2026-11-23", ""), border, tmp_path)
    assert draft.letter.received == TODAY


def test_name_servers_with_their_addresses(border: Border, tmp_path: Path) -> None:
    ns = "ns: ['ns1.dinkes.bengkaliskab.go.id/103.94.10.5,2001:db8::5', {name: ns2.penyedia.id}]"
    [draft] = read(GOOD.replace("ns: office", ns), border, tmp_path)
    assert draft.fields["ns"] == [
        {"name": "ns1.dinkes.bengkaliskab.go.id", "addresses": ["103.94.10.5", "2001:db8::5"]},
        {"name": "ns2.penyedia.id", "addresses": []},
    ]


@pytest.mark.parametrize("ips", ["ips: [103.94.10.5]\n", ""])
@pytest.mark.parametrize("word", ["zone", "[ZONE]"])
def test_a_zone_of_its_own_may_begin_without_addresses(
    ips: str, word: str, border: Border, tmp_path: Path
) -> None:
    text = GOOD.replace("ips: [103.94.10.5]\n", ips).replace("ns: office", f"ns: {word}")
    [draft] = read(text, border, tmp_path)
    told = {"ips": ["103.94.10.5"]} if ips else {}
    assert draft.fields == {**told, "ns": [], "www": False, "zone": True}


@pytest.mark.parametrize(("word", "zone"), [("zone", True), ("office", False), ("ns1.penyedia.id", False)])
def test_a_change_of_name_servers_tells_whether_there_is_a_zone(
    word: str, zone: bool, border: Border, tmp_path: Path
) -> None:
    text = GOOD.partition("ips")[0] + f"action: change\nns: {word}\n"
    [draft] = read(text, border, tmp_path)
    assert draft.fields["zone"] is zone


@pytest.mark.parametrize(
    ("word", "action", "told"),
    [
        ("cds", "new", {"cds": True}),
        ("[CDS]", "new", {"cds": True}),
        ("none", "new", {"ds": []}),
        (f"[1 13 2 {'AB' * 32}]", "new", {"ds": [f"1 13 2 {'ab' * 32}"]}),
        ("cds", "change", {"cds": True}),
        ("none", "change", {"ds": [], "cds": False}),
    ],
)
def test_ds_records_are_told_or_left_to_the_zone(
    word: str, action: str, told: dict[str, Any], border: Border, tmp_path: Path
) -> None:
    [draft] = read(f"{GOOD}action: {action}\nds: {word}\n", border, tmp_path)
    assert {key: draft.fields[key] for key in ("ds", "cds") if key in draft.fields} == told


def test_a_revocation_needs_the_name_alone(border: Border, tmp_path: Path) -> None:
    text = GOOD.partition("ips")[0] + "action: revoke\npurpose: Situs ditutup\n"
    [draft] = read(text, border, tmp_path)
    assert (draft.action, draft.fields) == (Action.REVOKE, {"purpose": "Situs ditutup"})


def test_two_zones_need_full_names(border: Border, tmp_path: Path) -> None:
    [zone] = border.site.zones.values()
    zones = {zone.name: zone, zone.name.child("riau"): replace(zone, name=zone.name.child("riau"))}
    two = Border(replace(border.site, zones=zones), TODAY)
    with pytest.raises(BadConfig, match=r"3: name: dinkes lies in none of the office's zones"):
        read(GOOD, two, tmp_path)


def test_several_requests_are_judged_together(border: Border, tmp_path: Path) -> None:
    item = "- " + GOOD.replace("\n", "\n  ").rstrip()
    text = f"requests:\n{item}\n{item.replace('name: dinkes', 'name: a..b')}\n{item.replace('office', 'x')}\n"
    with pytest.raises(BadConfig) as caught:
        read(text, border, tmp_path)
    assert str(caught.value.text).replace(f"{tmp_path}/surat.yaml:", "").splitlines() == [
        "9: requests[1].name: a..b is not a domain name",
        "16: requests[2].ns: x: write the full name of the server",
    ]


def test_options_are_named_where_they_were_typed(border: Border) -> None:
    letter = {"number": "1", "date": "2026-11-20", "received": "x"}
    typed = {
        "agency": "dinke",
        "letter": letter,
        "name": "a..b",
        "ips": ["103.94.10.5", "x"],
        "ns": ["office"],
    }
    with pytest.raises(BadConfig) as caught:
        read_draft(Document.typed(typed, OPTIONS), border)
    assert [line.partition(": ")[0] for line in str(caught.value.text).splitlines()] == [
        "--agency",
        "--subject",
        "--received",
        "--name",
        "--ip",
    ]


def test_a_dialogue_judges_one_answer_at_a_time(border: Border) -> None:
    assert fault_of("agency", {"agency": "dinkes"}, border) is None
    assert "did you mean dinkes" in str(fault_of("agency", {"agency": "dinke"}, border))
    assert fault_of("letter.number", {"letter": {"number": "1"}}, border) is None
    assert "before" in str(
        fault_of("letter.received", {"letter": {"date": "2026-11-20", "received": "2026-11-19"}}, border)
    )


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_form_says_what_is_still_empty(lang: str, border: Border, tmp_path: Path) -> None:
    with pytest.raises(BadConfig) as caught:
        read(template("subdomain", lang), border, tmp_path)
    lines = str(caught.value.text).splitlines()
    assert len(lines) == 6
    assert all(line.endswith(": is empty; write a value") for line in lines)


@pytest.mark.parametrize(("lang", "eg"), [("id", "mis. "), ("en", "e.g. ")])
def test_a_form_filled_in_with_its_examples_can_be_read(
    lang: str, eg: str, border: Border, tmp_path: Path
) -> None:
    lines, example = [], ""
    for line in template("subdomain", lang).splitlines():
        if eg in line:
            example = line.partition(eg)[2].partition(" (")[0]
        lines.append(f"{line} {example}" if line.endswith((":", "-")) and line[-2:] != "s:" else line)
    text = "\n".join(lines).replace("letter: dinkes", "letter:")
    for scan in ("surat-015.pdf", "letter-015.pdf"):
        (tmp_path / scan).write_bytes(b"%PDF-1.7")
    [draft] = read(text, replace(border, folder=tmp_path), tmp_path)
    assert draft.scan
    assert draft.fields["purpose"] == "Situs resmi Dinas Kesehatan"


def test_no_form_of_an_unknown_service() -> None:
    with pytest.raises(NotFound):
        template("../../etc/passwd", "id")


def test_a_letter_is_recorded_once(border: Border, ledger: Ledger, tmp_path: Path) -> None:
    [draft] = read(GOOD, border, tmp_path)
    first, is_new = register(ledger, draft, "prakom", Frozen())
    assert (str(first.id), is_new) == ("SUB-2026-0001", True)
    assert register(ledger, draft, "prakom", Frozen()) == (first, False)
    assert len(ledger.requests()) == 1


def test_a_letter_that_now_says_other_things_is_refused(
    border: Border, ledger: Ledger, tmp_path: Path
) -> None:
    register_all(ledger, read(GOOD, border, tmp_path), "prakom", Frozen())
    other = read(GOOD.replace("103.94.10.5", "103.94.10.6"), border, tmp_path)
    fresh = read(GOOD.replace("015", "016"), border, tmp_path)
    with pytest.raises(Refused, match=r"SUB-2026-0001, with other data \(ips\)"):
        register_all(ledger, [*fresh, *other], "prakom", Frozen())
    assert len(ledger.requests()) == 1


def test_the_file_of_an_amended_letter_makes_nothing(border: Border, ledger: Ledger, tmp_path: Path) -> None:
    [(request, _)] = register_all(ledger, read(GOOD, border, tmp_path), "prakom", Frozen())
    mended = GOOD.replace("103.94.10.5", "103.94.10.6")
    [draft] = read(mended, border, tmp_path)
    ledger.amend(request.id, lambda _: draft.numbered(request.id), "salah ketik", "prakom")
    for text in (GOOD, mended):
        [(same, is_new)] = register_all(ledger, read(text, border, tmp_path), "prakom", Frozen())
        assert (same.id, same.fields["ips"], is_new) == (request.id, ["103.94.10.6"], False)
    third = GOOD.replace("103.94.10.5", "103.94.10.7")
    with pytest.raises(Refused, match="to correct what was typed wrong: provision request amend"):
        register_all(ledger, read(third, border, tmp_path), "prakom", Frozen())


def test_a_file_that_contradicts_itself_records_nothing(
    border: Border, ledger: Ledger, tmp_path: Path
) -> None:
    drafts = [
        *read(GOOD, border, tmp_path),
        *read(GOOD.replace("103.94.10.5", "103.94.10.6"), border, tmp_path),
    ]
    with pytest.raises(BadInput, match="asks twice for dinkes"):
        register_all(ledger, drafts, "prakom", Frozen())
    assert not ledger.requests()


def test_a_letter_of_another_year_with_the_same_number_is_another(
    border: Border, ledger: Ledger, tmp_path: Path
) -> None:
    older = GOOD.replace("2026-11-20", "2025-11-20")
    register_all(ledger, read(older, border, tmp_path), "prakom", Frozen())
    [(_, is_new)] = register_all(ledger, read(GOOD, border, tmp_path), "prakom", Frozen())
    assert is_new
