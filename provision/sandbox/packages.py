"""The Debian packages that the sandbox and the letters need: which are missing, and how they get here."""

import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from provision.errors import Outside
from provision.i18n import Text

LIST = Path(__file__).with_name("packages.txt")
INSTALLED = "installed"
# Debian asks this program before it starts a service; 101 means: do not.
POLICY = Path("/usr/sbin/policy-rc.d")
NO_SERVICES = "#!/bin/sh\nexit 101\n"
EXECUTABLE, READABLE = 0o755, 0o644
# What the packages would start: the sandbox runs these programs itself.
SERVICES = {"bind9": "named", "knot": "knot", "nsd": "nsd", "pdns-server": "pdns", "unbound": "unbound"}
SYSTEMD = Path("/run/systemd/system")
# Debian's PostgreSQL makes databases and serves them as soon as it is installed, unless told here not to.
CLUSTER = Path("/etc/postgresql-common/createcluster.d/provision-sandbox.conf")
NO_CLUSTER = "create_main_cluster = false\n"


def wanted() -> Sequence[str]:
    """Return the names of the packages, as the list beside this file gives them."""
    lines = (line.strip() for line in LIST.read_text().splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def missing(names: Sequence[str] = ()) -> Sequence[str]:
    """Return which of some packages, or of those on the list, are not installed. Raises Outside without dpkg."""
    names = names or wanted()
    done = _run("dpkg-query", "--show", "--showformat=${Package}\t${db:Status-Status}\n", *names)
    rows = dict(line.split("\t", 1) for line in done.splitlines())
    return [name for name in names if rows.get(name) != INSTALLED]


def command(names: Sequence[str]) -> str:
    """Return the one command that installs them by hand."""
    return f"apt-get update && apt-get install --no-install-recommends {' '.join(names)}"


def install(names: Sequence[str], stdout: int) -> None:
    """Install packages, as root, so that no service of theirs runs, now or after a restart.

    apt's own words go to `stdout`. Raises Outside where apt-get fails.
    """
    with _there(POLICY, NO_SERVICES, EXECUTABLE), _there(CLUSTER, NO_CLUSTER, READABLE):
        _apt(stdout, "update")
        _apt(stdout, "install", "--yes", "--no-install-recommends", *names)
    units = [SERVICES[name] for name in names if name in SERVICES]
    if units and shutil.which("systemctl"):
        now = ["--now"] if SYSTEMD.exists() else []
        _run("systemctl", "disable", "--quiet", *now, *units)


@contextmanager
def _there(path: Path, text: str, mode: int) -> Iterator[None]:
    """Have a file for the length of a block; somebody's own answer, as container images have, is left."""
    if path.exists():
        # What it lets start is stopped afterwards.
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(mode)
    try:
        yield
    finally:
        path.unlink()


def _apt(stdout: int, *words: str) -> None:
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(("apt-get", *words), env=env, stdout=stdout, check=False)
    if done.returncode:
        raise Outside(
            Text("apt-get {word} failed with exit code {code}", word=words[0], code=done.returncode)
        )


def _run(*words: str) -> str:
    try:
        # It answers for the packages it knows, and fails for the others: both are answers.
        return subprocess.run(words, capture_output=True, text=True, check=False).stdout
    except FileNotFoundError as error:
        raise Outside(
            Text("This is no Debian system ({program} is missing): install by hand", program=words[0])
        ) from error
