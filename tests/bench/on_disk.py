"""The office's primary once more, its files on a disk as in real life, not in the sandbox's memory.

A name server syncs its journal before it answers an update, and the ledger is synced before
anything is sent. In memory both cost nothing, and many small steps look as cheap as a large one.
"""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from ipaddress import ip_address
from pathlib import Path

from provision.sandbox import bind, network, processes
from provision.sandbox.ground import KEYS, Ground, Keys, Tsig
from provision.sandbox.regency import REGENCY

IN_MEMORY = REGENCY.server("primary")
ADDRESS = ip_address("103.131.104.5")
# The only place where the system lets the program write; the disk's folder is shown there.
SHOWN = bind.HOME / "on-disk"
SERVER = replace(IN_MEMORY, label=f"{SHOWN.name}/primary", addresses=(ADDRESS,))


@contextmanager
def primary(disk: Path) -> Iterator[None]:
    """Run it, with the keys of this sandbox, for the length of a block."""
    network.add_addresses([ADDRESS])
    SHOWN.mkdir(exist_ok=True)
    subprocess.run(["mount", "--bind", str(disk), str(SHOWN)], check=True)
    # A peer has one key, and reads with what it writes with.
    write = _key("write")
    process = processes.start(SERVER, Ground(REGENCY, Keys(_key("read"), write, transfer=write)))
    try:
        processes.wait(SERVER, process)
        yield
    finally:
        process.terminate()
        process.wait()
        subprocess.run(["umount", str(SHOWN)], check=True)


def point_at_it(site: Path) -> None:
    """Make a site ask this primary."""
    zones = site / "inventory" / "zones.yaml"
    zones.write_text(zones.read_text().replace(f'"{IN_MEMORY.addresses[0]}"', f'"{ADDRESS}"'))


def _key(name: str) -> Tsig:
    return Tsig(f"provision-{name}", secret=(KEYS / f"{name}.key").read_text().strip())
