"""Grants, the journal of what is done outside, and reading the log."""

from dataclasses import replace

import pytest
from ledger_samples import ZONE, grant, opened

from provision.errors import NotFound, Stale
from provision.ledger import Ledger
from provision.model.event import Event, Kind, Status
from provision.model.grant import Grant, Origin, State
from provision.secret import Secret


def changes(ledger: Ledger, request: str) -> list[tuple[object, object]]:
    bodies = [event.body for event in ledger.events(request, Kind.GRANTED)]
    return [(change["before"], change["after"]) for body in bodies if body for change in body["changes"]]


def test_a_grant_comes_changes_and_goes(ledger: Ledger):
    _, second = opened(ledger, "dinkes", "dinkes")
    old, new = grant(), grant(because=second, a=["203.0.113.9"])
    for before, after in [(None, old), (old, new), (new, None)]:
        ledger.change_grants([second], [(before, after)], "prakom")
        assert ledger.grants() == ([after] if after else [])
        assert ledger.grant(old.key) == after
    assert changes(ledger, second) == [
        (None, old.to_json()),
        (old.to_json(), new.to_json()),
        (new.to_json(), None),
    ]
    assert ledger.verify() == []


@pytest.mark.parametrize("before", [None, grant(a=["198.51.100.1"])])
def test_a_grant_that_changed_meanwhile_is_not_overwritten(ledger: Ledger, before: object):
    opened(ledger, "dinkes")
    ledger.change_grants(["SUB-2026-0001"], [(None, grant())], "prakom")
    entries = len(ledger)
    with pytest.raises(Stale, match=f"subdomain:dinkes.{ZONE}"):
        ledger.change_grants(["SUB-2026-0001"], [(None, grant("x")), (before, grant(a=[]))], "prakom")  # type: ignore[list-item]
    assert (ledger.grants(), len(ledger)) == ([grant()], entries)


@pytest.mark.parametrize("gone", [False, True])
def test_who_lost_is_told_who_won(ledger: Ledger, gone: bool):
    first, second = opened(ledger, "dinkes", "dinkes")
    ledger.change_grants([first], [(None, grant())], "siti")
    if gone:
        ledger.change_grants([second], [(grant(), None)], "budi", Kind.UNDONE)
    wanted = (second, "budi") if gone else (first, "siti")
    with pytest.raises(Stale) as error:
        ledger.change_grants([second], [(grant(a=["198.51.100.1"]), grant(a=["203.0.113.9"]))], "ani")
    at = ledger.events()[-1].at.astimezone()
    assert "{1} did it for {0}, {2:%Y-%m-%d %H:%M}".format(*wanted, at) in str(error.value)


def test_a_change_that_was_erased_is_told_without_names(ledger: Ledger):
    opened(ledger, "dinkes")
    ledger.change_grants(["SUB-2026-0001"], [(None, grant())], "siti")
    ledger.change_grants(["SUB-2026-0001"], [(grant(), None)], "siti")
    for event in ledger.events(kind=Kind.GRANTED):
        ledger.erase(event.seq, "kabid")
    with pytest.raises(Stale, match="since it was read; plan again"):
        ledger.change_grants(["SUB-2026-0001"], [(grant(), None)], "ani")


def test_each_request_tells_of_the_grants_that_it_brought(ledger: Ledger):
    first, second = opened(ledger, "dinkes", "disdik")
    pairs = [(None, grant("dinkes", first)), (None, grant("disdik", second))]
    ledger.change_grants([first, second], pairs, "prakom")
    assert changes(ledger, first) == [(None, grant("dinkes", first).to_json())]
    assert changes(ledger, second) == [(None, grant("disdik", second).to_json())]


def test_a_suspension_is_told_by_the_request_about_that_grant(ledger: Ledger):
    first, second = opened(ledger, "dinkes", "disdik")
    ledger.change_grants([first], [(None, grant())], "prakom")
    suspended = replace(grant(), state=State.SUSPENDED)
    ledger.change_grants([first, second], [(grant(), suspended)], "prakom")
    assert changes(ledger, first)[-1] == (grant().to_json(), suspended.to_json())
    assert changes(ledger, second) == []


def test_what_no_request_claims_is_told_by_all(ledger: Ledger):
    requests = opened(ledger, "dinkes", "disdik")
    ledger.change_grants(requests, [(None, grant("bpbd", "adopted"))], "prakom")
    assert all(len(changes(ledger, request)) == 1 for request in requests)
    assert ledger.verify() == []


def adopted(label: str) -> Grant:
    return replace(grant(label, ips=["203.0.113.8"]), because={}, origin=Origin.ADOPTED)


def test_adopted_grants_have_an_entry_each_and_can_be_forgotten(ledger: Ledger):
    both = [adopted("bpbd"), adopted("dlh")]
    ledger.adopt([(one, {"letter": "9/2019"}) for one in both], "kabid")
    assert ledger.grants() == both
    told = ledger.events(kind=Kind.ADOPTED)
    assert [event.subject for event in told] == [one.object for one in both]
    assert {(event.actor, (event.body or {})["letter"]) for event in told} == {("kabid", "9/2019")}
    ledger.adopt([(both[0], {"reason": "salah orang"})], "kabid", Kind.FORGOTTEN)
    assert ledger.grants() == both[1:]
    assert ledger.verify() == []


def test_what_is_in_the_ledger_is_not_adopted_again(ledger: Ledger):
    opened(ledger, "dinkes")
    ledger.change_grants(["SUB-2026-0001"], [(None, grant("bpbd"))], "siti")
    entries = len(ledger)
    with pytest.raises(Stale, match=f"subdomain:bpbd.{ZONE}.*siti did it for SUB-2026-0001"):
        ledger.adopt([(adopted("dlh"), {}), (adopted("bpbd"), {})], "kabid")
    assert len(ledger) == entries
    with pytest.raises(Stale, match=f"subdomain:dlh.{ZONE}"):
        ledger.adopt([(adopted("dlh"), {})], "kabid", Kind.FORGOTTEN)


def test_an_adoption_whose_entry_was_erased_still_stands(ledger: Ledger):
    ledger.adopt([(adopted("bpbd"), {})], "kabid")
    ledger.erase(ledger.events(kind=Kind.ADOPTED)[0].seq, "kabid")
    assert ledger.grants() == [adopted("bpbd")]
    assert ledger.verify() == []


def test_two_grants_are_not_one_change(ledger: Ledger):
    opened(ledger, "dinkes")
    with pytest.raises(ValueError, match="disdik"):
        ledger.change_grants(["SUB-2026-0001"], [(grant("dinkes"), grant("disdik"))], "prakom")


def test_what_was_begun_stays_open_until_it_is_closed(ledger: Ledger):
    first, second, third = opened(ledger, "dinkes", "disdik", "bpbd")
    intent = ledger.intend({"zone": ZONE}, [first, second], "prakom")
    other = ledger.intend({"zone": ZONE}, [third], "prakom")
    for request, wanted in [(None, [intent, other]), (first, [intent]), (second, [intent]), (third, [other])]:
        found = ledger.open_intents(request)
        assert [event.seq for event in found] == wanted
        assert all(event.body and event.body["plan"] == {"zone": ZONE} for event in found)
    assert {status for _, status in ledger.requests()} == {Status.APPLYING}
    ledger.done(intent, "done", "prakom", {"serial": 7})
    assert [event.seq for event in ledger.open_intents()] == [other]
    told = ledger.events(second, Kind.DONE)[0].body
    assert told == {"intent": intent, "outcome": "done", "detail": {"serial": 7}}
    assert [status for _, status in ledger.requests()] == [Status.APPLIED, Status.APPLIED, Status.APPLYING]


def test_an_intent_may_be_about_a_zone(ledger: Ledger):
    intent = ledger.intend({"zone": ZONE}, [ZONE], "cron")
    assert [event.seq for event in ledger.open_intents(ZONE)] == [intent]
    ledger.done(intent, "done", "cron")
    assert ledger.verify() == []


def test_an_intent_is_closed_once(ledger: Ledger):
    intent = ledger.intend({}, opened(ledger, "dinkes"), "prakom")
    ledger.done(intent, "found done", "siti")
    with pytest.raises(Stale, match=rf"{intent} was closed.*siti did it, 2026-.*found done"):
        ledger.done(intent, "not done", "prakom")
    with pytest.raises(NotFound):
        ledger.done(99, "done", "prakom")
    assert [status for _, status in ledger.requests()] == [Status.APPLIED]


def test_an_intent_is_somebodys(ledger: Ledger):
    with pytest.raises(ValueError, match=r"\[\]"):
        ledger.intend({}, [], "prakom")


@pytest.mark.parametrize(
    "kind", [Kind.OPENED, Kind.INTENDED, Kind.DONE, Kind.GRANTED, Kind.ERASED, Kind.ADOPTED, Kind.FORGOTTEN]
)
def test_what_has_a_method_of_its_own_is_not_appended(ledger: Ledger, kind: Kind):
    with pytest.raises(ValueError, match=kind.value):
        ledger.append(kind, ZONE, {}, "prakom")


@pytest.mark.parametrize("body", [{"key": Secret("x")}, {"n": float("nan")}, {"o": object()}])
def test_secrets_and_what_is_no_plain_data_never_enter(ledger: Ledger, body: dict[str, object]):
    with pytest.raises((TypeError, ValueError)):
        ledger.append(Kind.CHECKED, ZONE, body, "prakom")
    assert len(ledger) == 0


def test_the_log_is_read_by_subject_and_kind_the_latest_with_a_limit(ledger: Ledger):
    opened(ledger, "dinkes", "disdik")
    for number in range(3):
        ledger.append(Kind.CHECKED, "SUB-2026-0001", {"n": number}, "prakom")

    def seqs(events: list[Event]) -> list[int]:
        return [event.seq for event in events]

    assert seqs([*ledger.events()]) == [1, 2, 3, 4, 5]
    assert seqs([*ledger.events("SUB-2026-0001")]) == [1, 3, 4, 5]
    assert seqs([*ledger.events("SUB-2026-0001", Kind.OPENED)]) == [1]
    assert seqs([*ledger.events(limit=2)]) == [4, 5]
    assert seqs([*ledger.events("SUB-2026-0001", limit=3)]) == [3, 4, 5]


def test_an_entry_comes_back_as_it_went_in(ledger: Ledger):
    body = {"text": "Bengkalis — “ç” \u0000 \ud800", "list": [1, 2.5, None, True]}
    told = ledger.append(Kind.CHECKED, ZONE, body, "prakom")
    assert [*ledger.events()] == [told]
    assert (told.body, told.link) == (body, ledger.head())
