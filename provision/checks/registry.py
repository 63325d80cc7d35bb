"""All test cases of a delegation, in the order of their findings."""

from typing import Protocol

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
    consistency01,
    consistency02,
    consistency03,
    consistency04,
    consistency05,
    consistency06,
    delegation01,
    delegation02,
    delegation03,
    delegation04,
    delegation05,
    delegation06,
    delegation07,
    syntax01,
    syntax02,
    syntax03,
    syntax04,
    syntax05,
    syntax06,
    syntax07,
    syntax08,
)
from provision.checks.dns.case import Case
from provision.model.finding import Finding


class TestCase(Protocol):
    """What the module of a test case offers."""

    CASE: Case

    def check(self, delegation: Delegation, /) -> Asking[list[Finding]]:
        """Ask what the case needs to know, and return what it found."""


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
    consistency01,
    consistency02,
    consistency03,
    consistency04,
    consistency05,
    consistency06,
    delegation01,
    delegation02,
    delegation03,
    delegation04,
    delegation05,
    delegation06,
    delegation07,
    syntax01,
    syntax02,
    syntax03,
    syntax04,
    syntax05,
    syntax06,
    syntax07,
    syntax08,
)
