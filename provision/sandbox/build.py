"""Make the sandbox around this process: folders, addresses, keys, servers, a site."""

import os
import shutil
import socket
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

import provision
from provision.errors import Outside
from provision.i18n import Text
from provision.names import Fqdn
from provision.sandbox import mounts, network, signing
from provision.sandbox.embedded.site import serve_embedded, write_embedded_site
from provision.sandbox.ground import KEYS, RUN, Ground, Keys
from provision.sandbox.processes import PROGRAMS, start, wait
from provision.sandbox.site import make_site
from provision.sandbox.topology import Regency

FOLDERS = (Path("/run"), Path("/tmp"), *(program.home for program in PROGRAMS.values()))  # noqa: S108
SITE = RUN / "site"
HOST_NAME = "sandbox"
OURS = 0o600


def build(regency: Regency, folder: Path, command: Sequence[str] = (), *, embedded: bool = False) -> None:
    """Make it, with the folder where the command runs, and the paths it names, in sight.

    `embedded` takes name servers of our own in the place of real ones. Raises Refused where a way leads
    out, before anything else is done, and Outside.
    """
    network.refuse_ways_out()
    if not embedded and (missing := missing_programs()):
        raise Outside(
            Text(
                "The sandbox needs {missing}; install what is missing with: provision sandbox packages --install",
                missing=missing,
            )
        )
    mounts.cover([each for each in FOLDERS if each.is_dir()], _kept(folder, command))
    socket.sethostname(HOST_NAME)
    os.chdir(folder)
    RUN.mkdir()
    network.add_addresses(regency.addresses)
    mounts.resolve_by(str(regency.server("resolver").addresses[0]), RUN / "resolv.conf")
    if embedded:
        serve_embedded(regency)
    else:
        serve(_ground(regency))
    os.environ["PROVISION_SANDBOX"] = str(RUN)
    if "PROVISION_SITE" not in os.environ:
        make_site(SITE, partial(write_embedded_site, regency=regency) if embedded else None)
        os.environ["PROVISION_SITE"] = str(SITE)


def serve(ground: Ground) -> None:
    """Start all servers side by side, and return when each answers."""
    started = [(server, start(server, ground)) for server in ground.regency.servers]
    for server, process in started:
        wait(server, process)


def missing_programs() -> Sequence[str]:
    """Return the programs of real servers that are not installed here."""
    names = sorted({program.name for program in PROGRAMS.values()} | {"dnssec-signzone", "pdnsutil"})
    return [name for name in names if not shutil.which(name)]


def _kept(folder: Path, command: Sequence[str]) -> Iterable[Path]:
    code = Path(provision.__file__).resolve().parent.parent
    named = [Path(word) for word in (os.environ.get("PROVISION_SITE", ""), *command)]
    seen = [path for path in named if path.is_absolute() and path not in FOLDERS and os.path.lexists(path)]
    return (folder, code, Path(sys.prefix), Path(sys.base_prefix), *seen)


def _ground(regency: Regency) -> Ground:
    keys = Keys()
    _keep_keys(keys)
    folder = RUN / "signing"
    folder.mkdir()
    signed = signing.sign((zone for server in regency.servers for zone in server.zones), folder)
    _keep_ds(signed)
    return Ground(regency, keys, signed.texts, signed.ds[Fqdn("")])


def _keep_keys(keys: Keys) -> None:
    KEYS.mkdir()
    for name, secret in (("read", keys.read.secret), ("write", keys.write.secret), ("powerdns", keys.api)):
        path = KEYS / f"{name}.key"
        path.touch(OURS)
        path.write_text(f"{secret}\n")


def _keep_ds(signed: signing.Signed) -> None:
    folder = RUN / "ds"
    folder.mkdir()
    for name, line in signed.ds.items():
        (folder / (name.text or "root")).write_text(line)
