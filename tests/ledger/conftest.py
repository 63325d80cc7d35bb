from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger_samples import Ticking

from provision.ledger import Ledger, open_ledger


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "office" / "ledger.db"


@pytest.fixture
def url(path: Path) -> str:
    return f"sqlite:///{path}"


@pytest.fixture
def ledger(url: str) -> Iterator[Ledger]:
    with open_ledger(url, Ticking()) as opened:
        yield opened
