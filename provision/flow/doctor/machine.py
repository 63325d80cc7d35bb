"""Whether the machine has what the program needs: Debian, Python and its libraries, LibreOffice, a clock that is set."""

import platform
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from provision.flow.doctor.examined import Examined, bad, good, warn
from provision.i18n import Text

TRIED = {"12", "13"}
REQUIREMENT = re.compile(r"([\w.-]+)(?:\[[^]]*\])?\s*>=\s*([\d.]+)\s*$")


def examine_machine() -> Iterator[Examined]:
    """Look at what is installed here."""
    yield _system()
    yield from _libraries()
    yield _office_suite()
    yield from _clock()


def _system() -> Examined:
    try:
        told = platform.freedesktop_os_release()
    except OSError:
        told = {}
    name = told.get("PRETTY_NAME", platform.system())
    if told.get("ID") == "debian" and told.get("VERSION_ID") in TRIED:
        return good(Text("this is {system}", system=name))
    return warn(
        Text("this is {system}", system=name),
        Text("The program was tried on Debian {versions} alone", versions=sorted(TRIED)),
    )


def _libraries() -> Iterator[Examined]:
    try:
        wanted = [
            found.groups() for line in requires("provision") or () if (found := REQUIREMENT.match(line))
        ]
    except PackageNotFoundError:
        return
    here = {name: version(name) for name, _ in wanted}
    old = [(name, least) for name, least in wanted if _number(here[name]) < _number(least)]
    for name, least in old:
        yield bad(
            Text("{name} is new enough: {version}", name=name, version=here[name]),
            Text("At least {least} is needed: install the program again", least=least),
        )
    if not old:
        told = [f"{name} {here[name]}" for name, _ in wanted]
        yield good(Text("Python {python} with {libraries}", python=platform.python_version(), libraries=told))


def _number(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text.partition("+")[0])[:3])


def _office_suite() -> Examined:
    what = Text("LibreOffice makes PDFs of letters")
    if shutil.which("soffice"):
        return good(what)
    return warn(
        what, Text("It is missing: letters come as Word files alone (package libreoffice-writer-nogui)")
    )


def _clock() -> Iterator[Examined]:
    """Ask systemd whether the clock is set by the network; a machine without it tells nothing."""
    if not shutil.which("timedatectl"):
        return
    words = ["timedatectl", "show", "--property=NTPSynchronized", "--value"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if told := done.stdout.strip():
        what = Text("the clock of this machine is set by the network")
        do = Text(
            "Turn it on: timedatectl set-ntp true; keys are refused where clocks are five minutes apart"
        )
        yield good(what) if told == "yes" else warn(what, do)
