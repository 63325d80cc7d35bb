"""A secondary that follows after hours: the request is pending, no letter says "done", and cron finishes it."""

import json
import os
import time
from pathlib import Path

import pytest

from provision.model.event import Kind, Status
from tests.real.office import PARENT, PRIMARY, Office, edit, stopped
from tests.real.servers import named
from tests.real.test_secondaries import SECONDARY

pytestmark = pytest.mark.sandbox

SPARE = "127.0.0.83"
OLD_ZONE = f"""$ORIGIN {PARENT}.
$TTL 3600
@ SOA ns1 hostmaster 1 14400 3600 1209600 300
@ NS ns1
@ NS ns2
ns1 A {PRIMARY}
ns2 A {SECONDARY}
"""
OLD = f'zone "{PARENT}" {{ type primary; file "old"; }};'
FOLLOWS = """
key "provision-read" {{ algorithm hmac-sha256; secret "{secret}"; }};
zone "{zone}" {{ type secondary; primaries {{ {primary} key "provision-read"; }}; file "copy"; }};
"""


def follows() -> str:
    secret = Path(os.environ["PROVISION_SANDBOX"], "keys/read.key").read_text().strip()
    return FOLLOWS.format(secret=secret, zone=PARENT, primary=PRIMARY)


@pytest.fixture
def pending(office: Office) -> str:
    """A request that was carried out, at a secondary that holds the zone of long ago."""
    edit(office.folder, f'address: "{SECONDARY}"', f'address: "{SPARE}"')
    edit(office.folder, "patience: 30", "patience: 1")
    request = str(office.letter("dlh", "taman").id)
    with named(SPARE, OLD, old=OLD_ZONE):
        said = office.must("fulfil", request, "--yes", code=5)
    assert f"Pending: it was carried out, and is not told everywhere yet (ns2.{PARENT} ({SPARE})" in said
    assert "provision verify --pending" in said
    return request


def test_no_letter_and_no_noise_while_it_waits(office: Office, pending: str) -> None:
    with named(SPARE, OLD, old=OLD_ZONE):
        assert office.status(pending) is Status.PENDING
        assert "pending propagation" in office.must("request", "list", "--open")
        entries = len(events(office, pending))
        assert office.must("verify", "--pending") == ""
        assert len(events(office, pending)) == entries
        [report] = json.loads(office.must("--output", "json", "verify", "--pending"))
        assert [finding["tag"] for finding in report["findings"]] == ["PARENT_SERVER_BEHIND"]
        assert "not told everywhere yet" in office.must("verify", pending, code=5)
        office.must("letter", "draft", pending, code=5)
        office.must("fulfil", pending, "--yes", code=5)
        assert office.status(pending) is Status.PENDING
    assert not list(office.folder.glob("outbox/*"))


def events(office: Office, request: str) -> list[Kind]:
    with office.desk() as desk:
        return [event.kind for event in desk.ledger.events(request)]


def test_after_the_sites_time_somebody_is_told(office: Office, pending: str) -> None:
    edit(office.folder, "propagation_hours: 24", "propagation_hours: 0.0001", "site.yaml")
    with named(SPARE, OLD, old=OLD_ZONE):
        said = office.must("verify", "--pending", code=5)
    assert f"{pending} (taman.{PARENT}): pending for more than 0.0001 hours" in said
    assert "PARENT_SERVER_BEHIND" in said
    assert office.status(pending) is Status.PENDING


def test_what_time_does_not_mend_is_told_and_does_not_end_the_waiting(office: Office, pending: str) -> None:
    said = office.must("verify", "--pending", code=5)
    assert "waiting alone does not help" in said
    assert "PARENT_SERVER_SILENT" in said
    assert office.status(pending) is Status.PENDING


def test_once_the_secondary_follows_cron_finishes_it(office: Office, pending: str) -> None:
    until = time.monotonic() + 20
    with named(SPARE, follows()):
        while "verified. Next: provision letter draft" not in office.must("verify", "--pending"):
            assert time.monotonic() < until
            time.sleep(0.2)
        assert office.status(pending) is Status.VERIFIED
        assert office.must("verify", "--pending") == ""
        assert json.loads(office.must("--output", "json", "verify", "--pending")) == []
        office.must("letter", "draft", pending)
    assert office.status(pending) is Status.ANSWERED
    assert (office.folder / f"outbox/{pending}-granted.docx").is_file()
    office.must("ledger", "verify")


def test_a_frozen_secondary_is_no_waiting_and_pending_ends_when_it_wakes(
    office: Office, pending: str
) -> None:
    edit(office.folder, f'address: "{SPARE}"', f'address: "{SECONDARY}"')
    with stopped("knotd", "secondary"):
        assert "PARENT_SERVER_SILENT" in office.must("verify", "--pending", code=5)
    office.followed()
    assert "verified. Next:" in office.must("verify", "--pending")


def test_pending_and_names_do_not_go_together(office: Office) -> None:
    assert "name no request" in office.must("verify", "dinkes", "--pending", code=2)
    assert office.must("verify", "--pending") == ""
