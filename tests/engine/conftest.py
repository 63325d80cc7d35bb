"""What the tests of the engine share: a zone that never shows a change is not waited for long."""

import pytest


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provision.engine.write.SETTLING", 0.5)
