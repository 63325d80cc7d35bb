"""PowerDNS's API as it answers, well and oddly: what becomes of it, and what is sent."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import responses

from provision.decide.guard import Guard, Must
from provision.drivers.powerdns import PowerDnsParent
from provision.errors import BadAnswer, BadKey, NoAnswer, ProvisionError, Stale
from provision.model.change import Change
from provision.model.rrset import RRset
from provision.model.site import Api, ParentZone, Server, ZoneKind
from provision.names import parse_ip
from provision.secret import SecretRef
from tests.samples import APEX, a, name

URL = "http://127.0.0.1:8081"
ZONE = f"{URL}/api/v1/servers/localhost/zones/{APEX}."
SOA = {"name": f"{APEX}.", "type": "SOA", "ttl": 3600,
       "records": [{"content": f"ns1.{APEX}. hostmaster.{APEX}. 7 14400 3600 1209600 300", "disabled": False}]}  # fmt: skip


def rrset(owner: str, rtype: str, *contents: str, ttl: Any = 300, disabled: bool = False) -> dict[str, Any]:
    records = [{"content": content, "disabled": disabled} for content in contents]
    return {"name": owner, "type": rtype, "ttl": ttl, "records": records, "comments": []}


def zone(*rrsets: dict[str, Any], **told: Any) -> dict[str, Any]:
    return {
        "name": f"{APEX}.",
        "kind": "Native",
        "serial": 7,
        "soa_edit_api": "DEFAULT",
        "rrsets": [SOA, *rrsets],
        **told,
    }


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[responses.RequestsMock]:
    monkeypatch.setenv("PDNS_KEY", "rahasia")
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def parent() -> PowerDnsParent:
    return PowerDnsParent(
        ParentZone(
            APEX,
            Server(parse_ip("203.0.113.2")),
            kind=ZoneKind.POWERDNS,
            api=Api(URL, SecretRef("env", "PDNS_KEY")),
        )
    )


def patched(api: responses.RequestsMock) -> list[Any]:
    bodies = [call.request.body for call in api.calls if call.request.method == "PATCH"]
    return [json.loads(body or b"") for body in bodies]


SENTENCES = [
    (401, "Unauthorized", BadKey, "does not accept the key"),
    (403, {"error": "no"}, BadKey, "does not accept the key"),
    (404, {"error": "Not Found"}, BadAnswer, "has no zone"),
    (302, "", BadAnswer, "answered 302"),
    (422, {"error": "what\u202e \x1b[31mred"}, BadAnswer, r"\\u202e \\u001b\[31mred"),
    (500, {"error": ["no", "text"]}, BadAnswer, "answered 500"),
    (502, "<html>", BadAnswer, "answered 502"),
    (204, "", BadAnswer, "answered 204"),
    (200, "<html>", BadAnswer, "gave no proper answer"),
    (200, [], BadAnswer, "gave no proper answer"),
    (200, None, BadAnswer, "gave no proper answer"),
    (200, zone(name="lain.go.id."), BadAnswer, "gave no proper answer"),
    (200, {**zone(), "rrsets": []}, BadAnswer, "gave no proper answer"),
    (200, zone(SOA | {"records": SOA["records"] * 2, "name": f"x.{APEX}."}, rrset("luar.id.", "A", "192.0.2.1")),
     BadAnswer, "gave no proper answer"),
    (200, zone(rrset(f"x.{APEX}.", "A", "bukan alamat")), BadAnswer, "gave no proper answer"),
    (200, zone(rrset(f"x.{APEX}.", "A", "192.0.2.1", ttl=-1)), BadAnswer, "gave no proper answer"),
    (200, zone(rrset(f"{'x' * 64}.{APEX}.", "A", "192.0.2.1")), BadAnswer, "gave no proper answer"),
    (200, zone(rrset(f"x.{APEX}.", "A", "192.0.2.1", ttl=2**40)), BadAnswer, "gave no proper answer"),
]  # fmt: skip


@pytest.mark.parametrize("odd", SENTENCES, ids=lambda odd: f"{odd[0]} {odd[3]}")
def test_an_odd_answer_has_a_sentence(
    api: responses.RequestsMock, parent: PowerDnsParent, odd: tuple[int, Any, type[ProvisionError], str]
) -> None:
    status, body, error, said = odd
    api.get(ZONE, body=body if isinstance(body, str) else json.dumps(body), status=status)
    with pytest.raises(error, match=said) as caught:
        parent.read()
    assert "rahasia" not in str(caught.value)
    with pytest.raises(error):
        parent.write([Change(None, a("x"))], [])
    assert patched(api) == []


def test_what_is_read_is_as_a_transfer_would_tell_it(
    api: responses.RequestsMock, parent: PowerDnsParent
) -> None:
    api.get(ZONE, json=zone(
        rrset(f"WWW.{APEX}.", "CNAME", f"MAIL.{APEX}."),
        rrset(f"x.{APEX}.", "AAAA", "2001:0DB8:0:0::1"),
        rrset(f"x.{APEX}.", "RRSIG", "A 13 3 300 20260101000000 20250101000000 1 x. AA=="),
        rrset(f"y.{APEX}.", "A", "192.0.2.9", disabled=True),
        rrset(f"z.{APEX}.", "ALIAS", "tempat.lain.id."),
        rrset(f"t.{APEX}.", "TXT", '"\u00e9"'),
    ))  # fmt: skip
    seen = parent.read()
    assert {str(one) for one in seen if one.type != "SOA"} == {
        f"www.{APEX} 300 CNAME mail.{APEX}.",
        f"x.{APEX} 300 AAAA 2001:db8::1",
        f"z.{APEX} 300 ALIAS tempat.lain.id.",
        f't.{APEX} 300 TXT "\\195\\169"',
    }


def test_one_patch_says_what_goes_before_what_comes(
    api: responses.RequestsMock, parent: PowerDnsParent
) -> None:
    api.get(ZONE, json=zone(rrset(f"x.{APEX}.", "A", "192.0.2.1")))
    api.patch(ZONE, status=204)
    alias = RRset.of(name("x"), "CNAME", 300, [f"mail.{APEX}."])
    parent.write([Change(None, alias), Change(RRset.of(name("x"), "A", 300, ["192.0.2.1"]), None)], [])
    assert patched(api) == [
        {
            "rrsets": [
                {"name": f"x.{APEX}.", "type": "A", "changetype": "DELETE"},
                {
                    "name": f"x.{APEX}.",
                    "type": "CNAME",
                    "ttl": 300,
                    "changetype": "REPLACE",
                    "records": [{"content": f"mail.{APEX}.", "disabled": False}],
                },
            ]
        }
    ]


def test_what_is_already_so_is_not_sent(api: responses.RequestsMock, parent: PowerDnsParent) -> None:
    api.get(ZONE, json=zone(rrset(f"x.{APEX}.", "A", "192.0.2.1")))
    same = RRset.of(name("x"), "A", 300, ["192.0.2.1"])
    parent.write([Change(None, same), Change(RRset(name("y"), "NS", 0, ()), None)], [])
    assert patched(api) == []


def test_a_guard_that_does_not_hold_sends_nothing(
    api: responses.RequestsMock, parent: PowerDnsParent
) -> None:
    api.get(ZONE, json=zone(rrset(f"x.{APEX}.", "A", "192.0.2.1")))
    with pytest.raises(Stale):
        parent.write([Change(None, a("x"))], [Guard(Must.BE_UNUSED, name("x"))])
    assert patched(api) == []


def test_a_refusal_is_stale_only_where_the_zone_moved_meanwhile(
    api: responses.RequestsMock, parent: PowerDnsParent
) -> None:
    guard = Guard(Must.BE_UNUSED, name("x"))
    for after, error in ((zone(rrset(f"x.{APEX}.", "CNAME", "mail.id.")), Stale), (zone(), BadAnswer)):
        api.reset()
        api.get(ZONE, json=zone())
        api.get(ZONE, json=after)
        api.patch(ZONE, json={"error": "Conflicts with pre-existing RRset"}, status=422)
        with pytest.raises(error):
            parent.write([Change(None, a("x"))], [guard])


@pytest.mark.parametrize("kind", ["Slave", "Secondary", "Consumer"])
def test_a_copy_is_not_written(api: responses.RequestsMock, parent: PowerDnsParent, kind: str) -> None:
    api.get(ZONE, json=zone(kind=kind))
    with pytest.raises(BadAnswer, match="only copies"):
        parent.write([Change(None, a("x"))], [])
    assert patched(api) == []


@pytest.mark.parametrize("kind", ["Master", "Primary", "Native"])
def test_secondaries_are_told_and_a_server_that_cannot_is_no_failure(
    api: responses.RequestsMock, parent: PowerDnsParent, kind: str
) -> None:
    api.get(ZONE, json=zone(kind=kind))
    api.patch(ZONE, status=204)
    api.put(f"{ZONE}/notify", status=500)
    parent.write([Change(None, a("x"))], [])
    assert [call.request.method for call in api.calls].count("PUT") == (kind != "Native")


def test_a_lost_answer_is_no_answer(api: responses.RequestsMock, parent: PowerDnsParent) -> None:
    api.get(ZONE, json=zone())
    api.patch(ZONE, body=ConnectionResetError(104, "Connection reset by peer"))
    with pytest.raises(NoAnswer):
        parent.write([Change(None, a("x"))], [])


@pytest.mark.parametrize(("now", "then"), [(7, 8), (2**32 - 1, 1)])
def test_a_serial_is_raised_where_the_server_raises_none(
    api: responses.RequestsMock, parent: PowerDnsParent, now: int, then: int
) -> None:
    soa = json.loads(json.dumps(SOA).replace(" 7 ", f" {now} "))
    api.get(ZONE, json={**zone(soa_edit_api=""), "rrsets": [soa]})
    api.patch(ZONE, status=204)
    parent.write([Change(None, a("x"))], [])
    [body] = patched(api)
    assert body["rrsets"][-1]["records"][0]["content"].split()[2] == str(then)
