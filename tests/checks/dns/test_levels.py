"""Every tag has the level that Zonemaster's default profile gives it."""

import json
from pathlib import Path

import pytest

from provision.checks import registry

LEVELS = json.loads((Path(__file__).parent / "levels.json").read_text())
# The profile forgets this one, so that it would be told as DEBUG; the specification says WARNING.
FORGOTTEN = {("NAMESERVER", "Z_FLAGS_NOTCLEAR"): "WARNING"}


@pytest.mark.parametrize("case", registry.TESTCASES, ids=lambda case: case.CASE.name)
def test_levels(case: registry.TestCase) -> None:
    module = case.CASE.name.rstrip("0123456789").upper()
    for tag, message in case.CASE.messages.items():
        wanted = FORGOTTEN.get((module, tag)) or LEVELS[module][tag]
        assert message.level.name == wanted, tag
