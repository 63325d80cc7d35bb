"""Secrets: never shown, fetched late, and nothing leaks where the fetching fails."""

import copy
import json
import pickle
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from provision.errors import BadConfig, Outside, ProvisionError
from provision.secret import Secret, SecretRef

VALUE = "hunter2-xyzzy"

SHOWN: list[Callable[[Secret], str]] = [
    repr,
    str,
    "{}".format,
    "{!r}".format,
    "{!s:>40}".format,
    lambda secret: f"{secret}",
    lambda secret: "%s %r" % (secret, secret),  # noqa: UP031
    lambda secret: repr([secret, {"x": secret}, (secret,)]),
    lambda secret: str(ValueError(secret)),
    lambda secret: json.dumps({"x": secret}, default=str),
    lambda secret: str(Secret.__slots__) + repr(getattr(secret, "__dict__", None)),
]


@pytest.mark.parametrize("show", SHOWN)
def test_never_shown(show: Callable[[Secret], str]) -> None:
    assert VALUE not in show(Secret(VALUE))


def test_shows_as_stars() -> None:
    assert f"{Secret(VALUE)}" == repr(Secret(VALUE)) == "***"
    assert Secret(VALUE).reveal() == VALUE


REFUSED: list[Callable[[Secret], object]] = [
    pickle.dumps, copy.copy, copy.deepcopy, json.dumps, iter, len, lambda secret: secret + "",
    lambda secret: f"{secret:>10}", lambda secret: secret[0], lambda secret: "".join([secret]),
]  # fmt: skip


@pytest.mark.parametrize("use", REFUSED)
def test_refuses(use: Callable[[Secret], object]) -> None:
    with pytest.raises(TypeError) as caught:
        use(Secret(VALUE))
    assert VALUE not in str(caught.value)


def test_not_in_a_traceback_with_its_locals() -> None:
    secret = Secret(VALUE)

    def fail(given: Secret) -> None:
        raise ValueError(given, [secret])

    try:
        fail(secret)
    except ValueError as error:
        told = traceback.TracebackException.from_exception(error, capture_locals=True)
    assert VALUE not in "".join(told.format()).replace(f"VALUE = '{VALUE}'", "")


def test_kept_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("A_KEY", raising=False)
    ref = SecretRef.parse("env:A_KEY", Path())
    with pytest.raises(BadConfig, match="A_KEY"):
        ref.resolve()
    monkeypatch.setenv("A_KEY", f" {VALUE}\n")
    assert ref.resolve().reveal() == VALUE


def test_kept_in_a_file(tmp_path: Path) -> None:
    ref = SecretRef.parse("file:keys/a.key", tmp_path)
    with pytest.raises(BadConfig, match=r"keys/a\.key"):
        ref.resolve()
    (tmp_path / "keys").mkdir()
    (tmp_path / "keys" / "a.key").write_text(f"{VALUE}\n")
    assert ref.resolve().reveal() == VALUE


def test_fetched_by_a_command(tmp_path: Path) -> None:
    (tmp_path / "a.key").write_text(f"{VALUE}\n")
    assert SecretRef.parse("cmd:cat a.key", tmp_path).resolve().reveal() == VALUE


def test_no_shell_reads_the_command(tmp_path: Path) -> None:
    ref = SecretRef.parse("cmd:printf %s a;touch${IFS}b;$(touch c)", tmp_path)
    assert "touch" in ref.resolve().reveal()
    assert list(tmp_path.iterdir()) == []


FAILING = [
    'sh -c \'echo hunter2-xyz""zy; echo hunter2-xyz""zy >&2; exit 1\'',
    'sh -c \'printf "hunter2-xyz""zy\\377"\'',
    "no-such-program-anywhere",
    "sh -c 'unclosed",
    "sh -c 'kill -9 $$'",
]


@pytest.mark.parametrize("command", FAILING)
def test_a_failing_command_leaks_nothing(command: str, tmp_path: Path) -> None:
    with pytest.raises(Outside) as caught:
        SecretRef.parse(f"cmd:{command}", tmp_path).resolve()
    told = "".join(traceback.format_exception(caught.value))
    assert VALUE not in told + repr(caught.value.args)
    assert command in str(caught.value.text)


def test_a_command_that_hangs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("provision.secret.PATIENCE", 0.1)
    with pytest.raises(Outside):
        SecretRef.parse("cmd:sleep 60", tmp_path).resolve()


def test_a_file_that_is_no_text_leaks_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.key").write_bytes(VALUE.encode() + b"\xff")
    with pytest.raises(BadConfig) as caught:
        SecretRef.parse("file:a.key", tmp_path).resolve()
    assert VALUE not in "".join(traceback.format_exception(caught.value)) + repr(caught.value.args)


@pytest.mark.parametrize("text", [VALUE, f"pass:{VALUE}", f":{VALUE}", "env:", "", "ENV:X", "://"])
def test_no_reference_and_never_repeated(text: str) -> None:
    with pytest.raises(ProvisionError) as caught:
        SecretRef.parse(text, Path())
    assert VALUE not in str(caught.value.text)


def test_the_place_of_a_secret_is_none_itself() -> None:
    assert SecretRef.parse("env:A", Path("x")) == SecretRef.parse("env:A", Path("y"))
