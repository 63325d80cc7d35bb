"""All test cases of a delegation, in the order of their findings."""

from typing import Protocol

from provision.checks import zone_name
from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns import (
    address01,
    address02,
    address03,
    basic01,
    basic02,
    basic03,
    connectivity01,
    connectivity02,
    connectivity03,
    connectivity04,
    delegation01,
    system,
)
from provision.checks.dns.case import Case
from provision.model.finding import Finding


class TestCase(Protocol):
    """What the module of a test case offers."""

    CASE: Case

    def check(self, delegation: Delegation, /) -> Asking[list[Finding]]:
        """Ask what the case needs to know, and return what it found."""


# What is told beside the test cases, under a module's name alone.
BESIDE: tuple[Case, ...] = (zone_name.CASE, system.CASE)
TESTCASES: tuple[TestCase, ...] = (
    address01,
    address02,
    address03,
    basic01,
    basic02,
    basic03,
    connectivity01,
    connectivity02,
    connectivity03,
    connectivity04,
    delegation01,
)
