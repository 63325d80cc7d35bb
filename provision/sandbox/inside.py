"""The first process of the sandbox: makes it, runs the command in it, and takes it along when it ends.

Run as `python -m provision.sandbox.inside REPORT SERVERS FOLDER WORDS...` in fresh namespaces: REPORT is
the file descriptor to tell the runner how the start went, SERVERS says `real` or `embedded`, FOLDER is
where the command runs.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from provision.errors import NotFound, Outside, ProvisionError
from provision.i18n import Text
from provision.names import shown
from provision.sandbox.build import build
from provision.sandbox.regency import REGENCY

STARTED = b"started"
REAL, EMBEDDED = "real", "embedded"
SIGNALLED = 128
PASSED_ON = (signal.SIGTERM, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2)
# The terminal sends these to the command too, which decides; it must not lose its sandbox.
LEFT_ALONE = (signal.SIGINT, signal.SIGQUIT)


def main(words: Sequence[str]) -> int:
    """Return the exit code of the command, 128 and more where a signal ended it."""
    report, servers, folder, command = int(words[0]), words[1], Path(words[2]), words[3:]
    for number in LEFT_ALONE:
        # A handler, not SIG_IGN: the command would inherit that.
        signal.signal(number, lambda *_: None)
    try:
        build(REGENCY, folder, command, embedded=servers == EMBEDDED)
        child = _launch(command)
    except ProvisionError as error:
        told = {"kind": type(error).__name__, "text": error.text.to_json()}
        os.write(report, json.dumps(told).encode())
        return error.exit_code
    os.write(report, STARTED)
    os.close(report)
    return _attend(child)


def _launch(command: Sequence[str]) -> "subprocess.Popen[bytes]":
    try:
        return subprocess.Popen(command)
    except FileNotFoundError as error:
        raise NotFound(Text("There is no command {name}", name=shown(command[0]))) from error
    except OSError as error:
        raise Outside(
            Text("{name} cannot be run: {reason}", name=shown(command[0]), reason=error.strerror or "")
        ) from error


def _attend(child: "subprocess.Popen[bytes]") -> int:
    for number in PASSED_ON:
        signal.signal(number, lambda got, _: child.send_signal(got))
    # As the first process it inherits every orphan, and must bury them.
    while True:
        pid, status = os.wait()
        if pid == child.pid:
            code = os.waitstatus_to_exitcode(status)
            return SIGNALLED - code if code < 0 else code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
