"""What the tests of several folders share: what runs inside the sandbox only, and its PostgreSQL."""

import os
from collections.abc import Iterator

import pytest

from tests.postgres import Databases, running


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if "PROVISION_SANDBOX" not in os.environ:
        for item in items:
            if item.get_closest_marker("sandbox"):
                item.add_marker(
                    pytest.mark.skip(reason="runs inside: provision sandbox run -- pytest -m sandbox")
                )


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    with running(tmp_path_factory.mktemp("postgres")) as databases:
        yield databases
