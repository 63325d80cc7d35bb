"""A rehearsal's servers started, and the site file that points at them."""

import subprocess
import sys
import time
from pathlib import Path

from provision.errors import Outside
from provision.i18n import Text
from provision.sandbox.embedded.plan import PID, parent_files, reload_words, write_plan
from provision.sandbox.ground import RUN
from provision.sandbox.topology import Regency

HOME = RUN / "embedded"
PATIENCE, PAUSE = 20.0, 0.02
LAST = 3
ZONES = """\
# Written by the sandbox: the zone is a file, and its servers are of our own making.
zones:
  {zone}:
    kind: zonefile
    file: {file}
    include: {ours}
    reload: {reload}
    primary: {{name: ns1.{zone}, address: "{primary}"}}
    secondaries:
      - {{name: ns2.{zone}, address: "{secondary}"}}
    resolver: {{address: "{resolver}"}}
    office_ns: [ns1.{zone}, ns2.{zone}]
    patience: 30
    timeout: 2
hints:
  - {{name: a.root-servers.net, address: "{root}"}}
"""


def serve_embedded(regency: Regency) -> None:
    """Start one process that is all the servers, and return when they answer. Raises Outside with its last words."""
    HOME.mkdir()
    write_plan(HOME, regency)
    with (HOME / "log").open("wb") as log:
        process = subprocess.Popen(
            (sys.executable, "-m", "provision.sandbox.embedded.serving", str(HOME)),
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
        )  # fmt: skip
    until = time.monotonic() + PATIENCE
    while not (HOME / PID).exists():
        if process.poll() is not None or time.monotonic() > until:
            said = (HOME / "log").read_text(errors="replace").splitlines()
            raise Outside(
                Text("The rehearsal's name servers do not start: {log}", log=" / ".join(said[-LAST:]))
            )
        time.sleep(PAUSE)


def write_embedded_site(folder: Path, regency: Regency) -> None:
    """Write into a site the `inventory/zones.yaml` that points it at these servers."""
    file, ours = parent_files(HOME, regency)
    roles = ("primary", "secondary", "resolver", "root")
    told = ZONES.format(
        zone=regency.zone,
        file=file,
        ours=ours,
        reload=list(reload_words(HOME)),
        **{role: regency.server(role).addresses[0] for role in roles},
    )
    (folder / "inventory" / "zones.yaml").write_text(told, encoding="utf-8")
