"""The office's own way, letter to reply, where the zone is kept by PowerDNS's API, or by a person."""

import json
import re
from collections.abc import Sequence

import pytest

from provision.drivers.rfc2136 import Rfc2136Parent
from provision.engine.apply import is_done
from provision.model.change import Change
from provision.model.event import Status
from provision.model.request import Action
from provision.names import Fqdn
from provision.sandbox.powerdns import API
from tests.real.office import PARENT, PRIMARY, Office
from tests.real.parents import POWERDNS, at, run_nsupdate
from tests.real.test_letters_judged import DINKES
from tests.real.test_parents import rrset
from tests.real.test_together import a, cut

pytestmark = pytest.mark.sandbox

KEYS = r"(?m)^ +(read|write)_key: .*provision-\w+.*\n"
ASKED = {"ips": ["103.147.10.80"], "ns": DINKES}


def kept(office: Office, address: str, settings: str, *, keyless: bool = True) -> None:
    """Let the site keep its zone otherwise, on one server that is asked alone."""
    path = office.folder / "inventory/zones.yaml"
    text = re.sub(r"(?ms)^    children:.*?(?=^hints)", "", path.read_text())
    text = re.sub(r"(?ms)^    secondaries:.*?(?=^    \w)", "", text)
    text = re.sub(r"(?m)^    resolver: .*\n", "", text).replace("kind: rfc2136", settings)
    text = re.sub(KEYS, "", text) if keyless else text
    path.write_text(text.replace(f'"{PRIMARY}"', f'"{address}"'))


def by_hand(office: Office, *words: str) -> Sequence[str]:
    """Have a plan written down and carry it out with nsupdate; return the script's lines."""
    text = office.run(*words, "--render", "nsupdate").stdout
    key = office.folder / "nsupdate.key"
    secret = (office.folder / "keys/write.key").read_text().strip()
    key.write_text(f'key "provision-write" {{ algorithm hmac-sha256; secret "{secret}"; }};\n')
    done = run_nsupdate(key, text)
    assert done.returncode == 0, done.stdout + done.stderr
    assert secret not in text
    return text.splitlines()


def test_powerdns_by_its_api(office: Office) -> None:
    settings = f'kind: powerdns\n    api: {{url: "http://{API[0]}:{API[1]}", key: "file:keys/powerdns.key"}}'
    kept(office, POWERDNS, settings)
    dynamic = Rfc2136Parent(at(office_with_keys(office), POWERDNS))
    before = dynamic.read()
    request = office.letter("dinkes", "dinkes", ASKED)
    office.must("plan", str(request.id))
    # A colleague works at the same time, elsewhere in the zone.
    dynamic.write([a("hutan")], [])
    office.must("apply", str(request.id), "--yes")
    office.must("apply", str(request.id), "--yes")
    office.must("verify", str(request.id))
    assert office.status(str(request.id)) is Status.VERIFIED
    after = dynamic.read()
    assert len(after.rrsets) == len(before.rrsets) + 6
    assert is_done([a("hutan")], after)
    office.must("undo", str(request.id), "--yes")
    dynamic.write([a("hutan").reversed()], [])
    assert set(dynamic.read().rrsets) == set(before.rrsets)
    said = office.must("doctor")
    assert f"✓ the secret of the key http://{API[0]}:{API[1]} can be fetched" in said
    assert f"✓ {PARENT} can be read (kind: powerdns)" in said


def office_with_keys(office: Office) -> Office:
    """Return an office beside the one under test, whose site holds the keys that are not in its own."""
    import os
    from pathlib import Path

    return Office(Path(os.environ["PROVISION_SITE"]))


@pytest.mark.parametrize("keyless", [True, False], ids=["asked", "transferred"])
def test_a_person_with_nsupdate(office: Office, keyless: bool) -> None:
    kept(office, PRIMARY, "kind: render", keyless=keyless)
    before = office_with_keys(office).records()
    request = str(office.letter("dinkes", "dinkes", ASKED).id)
    said = office.must("apply", request, "--yes", code=4)
    assert f"provision plan {request} --render nsupdate" in said
    assert office.status(request) is Status.CHECKED
    assert f"zone {PARENT}." in by_hand(office, "plan", request)
    office.must("apply", request, "--yes")
    office.must("apply", request, "--yes")
    office.must("verify", request)
    assert office.status(request) is Status.VERIFIED
    assert len(office_with_keys(office).records()) == len(before) + 5
    assert "Nothing to change" in office.must("plan", request, "--render", "cpanel")
    assert f"provision undo {request} --render" in office.must("undo", request, "--yes", code=4)
    by_hand(office, "undo", request)
    office.must("undo", request, "--yes")
    assert office_with_keys(office).records() == before


def test_a_stale_script_changes_nothing(office: Office) -> None:
    kept(office, PRIMARY, "kind: render")
    request = str(office.letter("dinkes", "dinkes", ASKED).id)
    text = office.run("plan", request, "--render", "nsupdate").stdout
    there = Rfc2136Parent(office_with_keys(office).zone)
    there.write([a("kota.dinkes")], [])
    key = office.folder / "nsupdate.key"
    secret = (office.folder / "keys/write.key").read_text().strip()
    key.write_text(f'key "provision-write" {{ algorithm hmac-sha256; secret "{secret}"; }};\n')
    done = run_nsupdate(key, text)
    assert (done.returncode, "NXRRSET" in done.stderr) == (2, True)
    assert there.read().get(Fqdn(f"dinkes.{PARENT}"), "NS") is None


def test_what_stands_in_the_way_is_seen_without_a_transfer(office: Office) -> None:
    kept(office, PRIMARY, "kind: render\n    panel: cpanel")
    there = Rfc2136Parent(office_with_keys(office).zone)
    request = office.letter("dlh", "taman")
    assert office.tags(request) == ["NAME_NOT_OFFICIAL", "ZONE_SEEN_IN_PART"]
    assert office.tags(request, blocking=True) == []
    there.write([Change(None, rrset("taman", "A", "103.150.30.91"))], [])
    assert office.tags(request, blocking=True) == ["NAME_IN_ZONE"]
    there.write([Change(rrset("taman", "A", "103.150.30.91"), None), cut("taman")], [])
    assert office.tags(request, blocking=True) == ["NAME_IN_ZONE"]


def test_fulfil_stops_where_a_person_comes_in(office: Office) -> None:
    kept(office, PRIMARY, "kind: render\n    panel: cpanel")
    request = str(office.letter("dinkes", "dinkes", ASKED).id)
    said = office.must("fulfil", request, "--yes", code=4)
    assert f"provision plan {request} --render cpanel" in said


def test_a_sheet_for_a_panel(office: Office) -> None:
    kept(office, PRIMARY, "kind: render\n    panel: cloudflare")
    request = str(office.letter("dlh", "taman", action=Action.NEW).id)
    sheet = office.must("plan", request, "--render", "cloudflare")
    assert re.search(r"1 +Add +A +taman +IPv4 address: 103\.150\.30\.90 +3600", sheet)
    assert f"provision apply {request}" in sheet
    done = office.run("plan", request, "--render", "cpanel", "--output", "json")
    [told] = json.loads(done.stdout)
    assert told["rows"] == [
        {"act": "add", "name": f"taman.{PARENT}", "type": "A", "ttl": 3600, "value": "103.150.30.90"}
    ]
    assert told["panel"] == "cpanel"
