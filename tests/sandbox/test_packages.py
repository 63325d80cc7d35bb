"""The list of Debian packages, and what is missing of it."""

from pathlib import Path

import pytest

from provision.sandbox import packages


def test_the_list_names_every_program_s_package() -> None:
    assert {"bind9", "bind9-utils", "knot", "nsd", "unbound", "iproute2", "postgresql"} <= set(
        packages.wanted()
    )
    assert sorted(set(packages.wanted())) == sorted(packages.wanted())


def test_what_is_not_installed_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = tmp_path / "packages.txt"
    listed.write_text("# a comment\ndpkg\nno-such-package-here\n\n")
    monkeypatch.setattr(packages, "LIST", listed)
    assert packages.missing() == ["no-such-package-here"]
    assert packages.command(packages.missing()).endswith("--no-install-recommends no-such-package-here")


class Recorder:
    """Stands where programs would be run, and keeps what was asked."""

    def __init__(self, *guards: Path) -> None:
        self.words: list[tuple[str, ...]] = []
        self.guards = guards
        self.guarded: list[bool] = []

    def apt(self, stdout: int, *words: str) -> None:
        self.words.append(words)
        self.guarded.append(all(guard.exists() for guard in self.guards))

    def run(self, *words: str) -> str:
        self.words.append(words)
        return ""


def test_no_service_is_started_by_an_installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    recorder = Recorder(tmp_path / "policy-rc.d", tmp_path / "createcluster.d/provision.conf")
    for name, path in zip(("POLICY", "CLUSTER"), recorder.guards, strict=True):
        monkeypatch.setattr(packages, name, path)
    monkeypatch.setattr(packages, "SYSTEMD", tmp_path / "none")
    monkeypatch.setattr(packages, "_apt", recorder.apt)
    monkeypatch.setattr(packages, "_run", recorder.run)
    monkeypatch.setattr(packages.shutil, "which", lambda _: "/bin/systemctl")
    packages.install(["bind9", "iproute2"], stdout=2)
    assert recorder.guarded == [True, True]
    assert not any(guard.exists() for guard in recorder.guards)
    assert recorder.words[-1] == ("systemctl", "disable", "--quiet", "named")
