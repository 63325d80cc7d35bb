"""All test cases of a delegation, in the order of their findings."""

from typing import Protocol

from provision.checks.asking import Asking
from provision.checks.delegation import Delegation
from provision.checks.dns import (
    delegation01,
    nameserver01,
    nameserver02,
    nameserver03,
    nameserver04,
    nameserver05,
    nameserver06,
    nameserver07,
    nameserver08,
    nameserver09,
    nameserver10,
    nameserver11,
    nameserver12,
    nameserver13,
    nameserver15,
    zone01,
    zone02,
    zone03,
    zone04,
    zone05,
    zone06,
    zone07,
    zone08,
    zone09,
    zone10,
    zone11,
)
from provision.checks.dns.case import Case
from provision.model.finding import Finding


class TestCase(Protocol):
    """What the module of a test case offers."""

    CASE: Case

    def check(self, delegation: Delegation, /) -> Asking[list[Finding]]:
        """Ask what the case needs to know, and return what it found."""


TESTCASES: tuple[TestCase, ...] = (
    delegation01,
    nameserver01,
    nameserver02,
    nameserver03,
    nameserver04,
    nameserver05,
    nameserver06,
    nameserver07,
    nameserver08,
    nameserver09,
    nameserver10,
    nameserver11,
    nameserver12,
    nameserver13,
    nameserver15,
    zone01,
    zone02,
    zone03,
    zone04,
    zone05,
    zone06,
    zone07,
    zone08,
    zone09,
    zone10,
    zone11,
)
