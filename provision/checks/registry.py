"""All test cases of a delegation, in the order of their findings."""

from typing import Protocol

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns import (
    delegation01,
    dnssec01,
    dnssec02,
    dnssec03,
    dnssec04,
    dnssec05,
    dnssec06,
    dnssec07,
    dnssec08,
    dnssec09,
    dnssec10,
    dnssec11,
    dnssec13,
    dnssec14,
    dnssec15,
    dnssec16,
    dnssec17,
    dnssec18,
)
from provision.checks.dns.case import Case
from provision.model.finding import Finding


class TestCase(Protocol):
    """What the module of a test case offers."""

    CASE: Case

    def check(self, delegation: Delegation, /) -> Asking[list[Finding]]:
        """Ask what the case needs to know, and return what it found."""


TESTCASES: tuple[TestCase, ...] = (
    dnssec01,
    dnssec02,
    dnssec03,
    dnssec04,
    dnssec05,
    dnssec06,
    dnssec07,
    dnssec08,
    dnssec09,
    dnssec10,
    dnssec11,
    dnssec13,
    dnssec14,
    dnssec15,
    dnssec16,
    dnssec17,
    dnssec18,
    delegation01,
)
