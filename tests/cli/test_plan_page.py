"""What a plan shows beside its records: what the ledger would hold of each grant."""

from dataclasses import replace
from datetime import date

import pytest

from provision.cli.office import CliOffice
from provision.cli.report import NOTHING, print_plans
from provision.model.grant import Grant, State
from provision.names import Slug

HELD = Grant("subdomain", "taman.bengkaliskab.go.id", Slug("dlh"), {})
NAMES = {"dlh": "Dinas Lingkungan Hidup", "bpbd": "Badan Penanggulangan Bencana Daerah"}


class Site:
    def agency_name(self, key: Slug) -> str:
        return NAMES[key.text]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (None, HELD, [f"holder: {NOTHING} → Dinas Lingkungan Hidup", f"state: {NOTHING} → active"]),
        (HELD, replace(HELD, agency=Slug("bpbd")),
         ["holder: Dinas Lingkungan Hidup → Badan Penanggulangan Bencana Daerah"]),
        (HELD, replace(HELD, until=date(2026, 12, 24)), [f"last day: {NOTHING} → 2026-12-24"]),
        (HELD, replace(HELD, state=State.SUSPENDED), ["state: active → suspended"]),
        (HELD, replace(HELD, state=State.ENDED, until=date(2026, 11, 24)), ["state: active → ended"]),
        (HELD, replace(HELD, params={"ips": []}), []),
    ],
)  # fmt: skip
def test_a_plan_tells_what_the_ledger_would_hold(
    before: Grant | None, after: Grant, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    office = CliOffice({"provision.lang": "en"}, {})
    office.__dict__["site"] = Site()
    print_plans(office, [], [(before, after)])
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("In the ledger")]
    assert lines == [f"In the ledger: taman.bengkaliskab.go.id, {line}" for line in told]
