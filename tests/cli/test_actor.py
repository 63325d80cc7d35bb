"""Who runs a command: as the operating system knows it; only root is believed what the environment says."""

import os
import pwd

import pytest

from provision.cli.office import CliOffice

NOBODY = pwd.getpwnam("nobody").pw_uid


@pytest.mark.parametrize(("uid", "actor"), [(NOBODY, "nobody"), (4_000_000, "uid-4000000"), (0, "siti")])
def test_the_actor(uid: int, actor: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: uid)
    monkeypatch.setenv("LOGNAME", "siti")
    assert CliOffice({}, {}).actor == actor
