"""What the sandbox's tests share: they run a sandbox from outside, or, marked so, run inside one."""

import os
import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sandbox.sandboxes import Sandboxes, wait_for


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    inside = "PROVISION_SANDBOX" in os.environ
    for item in items:
        if item.get_closest_marker("sandbox") and not inside:
            item.add_marker(
                pytest.mark.skip(reason="runs inside: provision sandbox run -- pytest -m sandbox")
            )
        if "sandboxes" in getattr(item, "fixturenames", ()) and inside:
            item.add_marker(pytest.mark.skip(reason="starts sandboxes itself: run it outside one"))


@pytest.fixture
def sandboxes(tmp_path: Path) -> Iterator[Sandboxes]:
    if os.geteuid():
        pytest.skip("needs root, to make namespaces with everything in them")
    if not all(map(shutil.which, ("named", "knotd", "nsd", "unbound"))):
        pytest.skip("needs the packages of: provision sandbox packages")
    made = Sandboxes(uuid.uuid4().hex, tmp_path)
    yield made
    wait_for(lambda: not made.processes())
