"""`--output json`: one document on standard output, everything else on standard error, each key English."""

import json
from typing import Any

import pytest

from tests.real.office import PARENT, Office
from tests.real.test_letters_judged import DINKES

pytestmark = pytest.mark.sandbox


def told(office: Office, *words: str, code: int = 0) -> Any:
    done = office.run(*words, "--output", "json", "--lang", "id")
    assert done.returncode == code, done.stderr
    return json.loads(done.stdout)


def test_each_command_prints_one_document(office: Office) -> None:
    request = str(office.letter("dinkes", "dinkes", {"ips": ["103.147.10.80"], "ns": DINKES}).id)
    (report,) = told(office, "check", request)
    assert set(report) == {"subject", "findings", "queries", "seconds"}
    (plan,) = told(office, "plan", request)
    assert plan["zone"] == PARENT
    assert [change["op"] for group in plan["groups"] for change in group["changes"]] == ["create"] * 5
    (done,) = told(office, "apply", request, "--yes")
    assert done["digest"] == plan["digest"]
    assert told(office, "verify", request)[0]["subject"] == f"subdomain:dinkes.{PARENT}"
    fulfilled = told(office, "fulfil", request, "--yes")
    assert [letter["outcome"] for letter in fulfilled["letters"]] == ["granted"]
    assert told(office, "fulfil", request, "--yes")["letters"] == []
    (known,) = told(office, "show", "dinkes")
    assert known["grant"]["agency"] == "dinkes"
    assert known["wanted"] == known["seen"]
    assert len(told(office, "audit", "dns")) == 1
    assert {row["good"] for row in told(office, "doctor")} == {True}


def test_a_finding_has_codes_for_programs_and_sentences_for_people(office: Office) -> None:
    request = str(office.letter("dlh", "taman", {"ips": ["10.0.0.1"]}).id)
    (report,) = told(office, "check", request, code=3)
    (finding,) = [one for one in report["findings"] if one["level"] == "ERROR" and not one["change"]]
    assert (finding["tag"], finding["testcase"]) == ("A01_ADDR_NOT_GLOBALLY_REACHABLE", "address01")
    assert "bukan alamat publik" in finding["why"]


def test_dns_check_has_the_promised_keys(office: Office) -> None:
    zone = told(office, "dns", "check", f"rsud.{PARENT}", "--level", "ERROR")
    assert list(zone) == ["zone", "parent", "findings", "queries", "seconds"]
    assert (zone["zone"], zone["parent"], zone["findings"]) == (f"rsud.{PARENT}", PARENT, [])
    lost = told(office, "dns", "check", f"tidakada.{PARENT}", code=3)
    keys = ["testcase", "tag", "level", "args", "why", "do", "source"]
    assert {tuple(finding) for finding in lost["findings"]} == {tuple(keys)}
    assert "B01_NO_CHILD" in {finding["tag"] for finding in lost["findings"]}
