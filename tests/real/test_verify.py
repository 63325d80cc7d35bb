"""Verify: the secondaries, the resolver that people use, and what is never asked."""

import dns.rcode
import pytest

from tests.real.office import Office, edit, stopped
from tests.real.servers import serving, with_rcode
from tests.real.test_letters_judged import DINKES

pytestmark = pytest.mark.sandbox

RESOLVER, SPARE = "103.131.104.10", "127.0.0.78"


def test_a_secondary_that_does_not_answer_is_told(office: Office) -> None:
    request = str(office.letter("dlh", "taman").id)
    office.must("apply", request, "--yes")
    edit(office.folder, "patience: 30", "patience: 3")
    with stopped("knotd", "secondary"):
        said = office.must("verify", request, code=5)
    assert "ns2.bengkaliskab.go.id" in said
    office.must("verify", request)


def test_no_check_asks_the_resolver_before_the_name_is_granted(office: Office) -> None:
    edit(office.folder, f'resolver: {{address: "{RESOLVER}"}}', f'resolver: {{address: "{SPARE}"}}')
    letters = [
        office.letter("dinkes", "dinkes", {"ips": ["103.147.10.80"], "ns": DINKES}),
        office.letter("dlh", "taman"),
    ]
    with serving(SPARE, with_rcode(dns.rcode.SERVFAIL)) as heard:
        for request in letters:
            office.must("check", str(request.id))
            office.must("plan", str(request.id))
        assert heard == []
        office.must("apply", str(letters[1].id), "--yes")
        assert heard == []
        office.must("verify", str(letters[1].id))
        assert heard != []


def test_verify_waits_for_what_was_not_applied(office: Office) -> None:
    request = str(office.letter("dlh", "taman").id)
    assert "has not been applied" in office.must("verify", request, code=4)
