"""Run a command in a sandbox, and leave nothing behind."""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import FrameType

import provision
from provision import errors
from provision.errors import Outside, ProvisionError
from provision.i18n import Text
from provision.sandbox.inside import EMBEDDED, LEFT_ALONE, PASSED_ON, REAL, SIGNALLED, STARTED

PR_SET_PDEATHSIG = 1
REPORT_SIZE = 65536
UNSHARE = ("unshare", "-n", "-m", "-p", "-i", "-u", "--fork", "--kill-child", "--mount-proc")
# Anybody is root in a user namespace of their own.
BECOME_ROOT = ("--user", "--map-root-user")


def run(command: Sequence[str], *, embedded: bool = False) -> int:
    """Run a command among the regency's servers; return its exit code, 128 and more for a signal.

    `embedded` takes name servers of our own, for rehearsals where no real ones are installed.

    When this process dies, however it dies, the sandbox dies with it: the kernel kills `unshare`,
    that takes along the first process in the namespaces, and that all others and every mount.
    Raises Refused where a way leads out of the sandbox, NotFound for an unknown command, Outside.
    """
    reading, writing = os.pipe()
    words = [*UNSHARE, *(BECOME_ROOT if os.geteuid() else ()), *_inside(writing, command, embedded=embedded)]
    sandbox = subprocess.Popen(
        words,
        cwd=_code(),
        pass_fds=(writing,),
        preexec_fn=_dying_with(os.getpid()),  # noqa: PLW1509 - there are no threads here
    )
    os.close(writing)
    with _signals(), os.fdopen(reading, "rb", buffering=0) as report:
        _on((*LEFT_ALONE, *PASSED_ON), lambda *_: sandbox.kill())
        # One read, not to the end: unshare holds the pipe open as long as it lives.
        told = report.read(REPORT_SIZE)
        _on(LEFT_ALONE, lambda *_: None)
        _on(PASSED_ON, lambda number, _: _pass_on(sandbox, number))
        code = sandbox.wait()
    code = SIGNALLED - code if code < 0 else code
    if told != STARTED and (told or code < SIGNALLED):
        raise _error(told, code)
    return code


def _inside(report: int, command: Sequence[str], *, embedded: bool) -> Sequence[str]:
    servers = EMBEDDED if embedded else REAL
    return (sys.executable, "-m", "provision.sandbox.inside", str(report), servers, str(Path.cwd()), *command)


def _code() -> Path:
    return Path(provision.__file__).resolve().parent.parent


def _dying_with(parent: int) -> Callable[[], None]:
    libc = ctypes.CDLL(None)

    def die_with_it() -> None:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            # It died before we asked to be told.
            os._exit(SIGNALLED + signal.SIGKILL)

    return die_with_it


@contextlib.contextmanager
def _signals() -> Iterator[None]:
    before = {number: signal.getsignal(number) for number in (*LEFT_ALONE, *PASSED_ON)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _on(numbers: Iterable[signal.Signals], handle: Callable[[int, FrameType | None], object]) -> None:
    for number in numbers:
        signal.signal(number, handle)


def _pass_on(sandbox: "subprocess.Popen[bytes]", number: int) -> None:
    children = Path(f"/proc/{sandbox.pid}/task/{sandbox.pid}/children")
    try:
        os.kill(int(children.read_text()), number)
    except (OSError, ValueError):
        # Too early or too late for a child, or a kernel that does not list them.
        sandbox.kill()


def _error(told: bytes, code: int) -> ProvisionError:
    if not told:
        return Outside(
            Text(
                "The namespaces of the sandbox could not be made (exit code {code}). A container often may not make any: run "
                "this on the machine itself, or give the container the right to (docker run --privileged)",
                code=code,
            )
        )
    report = json.loads(told)
    kind: type[ProvisionError] = getattr(errors, report["kind"])
    return kind(Text.from_json(report["text"]))
