"""Every test that asks for a `url` runs on a file, and in the sandbox once more on a database server."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ledger_samples import Ticking, lived

from provision.ledger import Ledger, open_ledger
from tests.postgres import BACKENDS, Databases, new_ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office" / "ledger.db"


@pytest.fixture(params=BACKENDS)
def url(request: pytest.FixtureRequest, path: Path) -> Iterator[str]:
    """A ledger that is not there yet."""
    with new_ledger(request, path) as url:
        yield url


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    with open_ledger(url, Ticking()) as opened:
        yield opened


@pytest.fixture(scope="module", params=BACKENDS)
def copied(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], str]]:
    """Gives the URL of a fresh copy of a ledger with every kind of entry, whenever it is called."""
    if request.param == "sqlite":
        folder = tmp_path_factory.mktemp("original")
        _fill(f"sqlite:///{folder}/ledger.db")
        yield lambda: f"sqlite:///{shutil.copy(folder / 'ledger.db', folder / 'copy.db')}"
        return
    databases: Databases = request.getfixturevalue("postgres")
    with databases.new() as url:
        _fill(url)
        yield lambda: databases.copy(url)


def _fill(url: str) -> None:
    with open_ledger(url, Ticking()) as ledger:
        lived(ledger)
        assert ledger.verify() == []
