"""Every tag of Zonemaster's default profile is told by a test case, at its level, and shown by some row of a table."""

import importlib

import pytest

from provision.checks import registry
from provision.checks.registry import TESTCASES
from provision.checks.tags import CASES
from provision.config.profile import known_profile

LEVELS = known_profile()["test_levels"]
BY_NAME = [pytest.param(module, id=module.CASE.name) for module in TESTCASES]


# Told by one piece of code in every test case that has them, and shown in test_unasked.py.
SHARED = {"IPV4_DISABLED", "IPV6_DISABLED"}


def rows_of(case: str) -> list[set[str]]:
    table = importlib.import_module(f"tests.checks.dns.test_{case}")
    return [row.wanted for row in table.ROWS if row.case.CASE.name == case]


@pytest.mark.parametrize("module", BY_NAME)
def test_a_file_and_its_case_have_one_name(module: registry.TestCase) -> None:
    assert module.__name__.rpartition(".")[2] == module.CASE.name  # type: ignore[attr-defined]


@pytest.mark.parametrize("module", BY_NAME)
def test_levels_are_the_defaults(module: registry.TestCase) -> None:
    wanted = LEVELS[module.CASE.name.rstrip("0123456789").upper()]
    seen = {tag: message.level.name for tag, message in module.CASE.messages.items()}
    assert seen == {tag: wanted.get(tag) for tag in seen}


@pytest.mark.parametrize("module", BY_NAME)
def test_every_tag_is_shown(module: registry.TestCase) -> None:
    shown = set().union(*rows_of(module.CASE.name), SHARED)
    assert set(module.CASE.messages) - shown == set()


def test_no_case_twice() -> None:
    assert len(CASES) == len(TESTCASES)
