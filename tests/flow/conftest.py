"""An office for each test; the steps run on a ledger in a file, and in the sandbox once more on a database server."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flow.offices import Office, office
from tests.postgres import BACKENDS, new_ledger


@pytest.fixture(params=BACKENDS)
def ledger_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A ledger that is not there yet."""
    with new_ledger(request, tmp_path / "ledger.db") as url:
        yield url


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Office]:
    """An office in which nothing has happened yet."""
    with office(tmp_path) as one:
        yield one
