"""An office for tests: opens letters, and runs the steps in this process or as the real command."""

import multiprocessing
import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from provision.cli.office import SystemClock
from provision.config.load import load_site
from provision.drivers.dns import SocketDns
from provision.drivers.rfc2136 import Rfc2136Parent
from provision.engine.world import open_world
from provision.flow.desk import Desk
from provision.ledger import Ledger, open_ledger
from provision.model.event import Kind, Status
from provision.model.grant import Grant
from provision.model.query import Query
from provision.model.request import Action, Letter, Request
from provision.model.rrset import RRset
from provision.model.site import ParentZone, Server
from provision.names import Fqdn, RequestId, Slug

FORK = multiprocessing.get_context("fork")
PARENT = "bengkaliskab.go.id"
PRIMARY = "103.131.104.2"
PATIENCE = 20.0


def ns(agency: str, *addresses: str) -> list[dict[str, Any]]:
    """Return name servers ns1, ns2, … inside an agency's subdomain; an address may be two with a comma."""
    return [
        {"name": f"ns{number}.{agency}.{PARENT}", "addresses": address.split(",") if address else []}
        for number, address in enumerate(addresses, 1)
    ]


@dataclass(frozen=True)
class Ahead:
    """The machine's clock, some days ahead."""

    days: int = 0

    def now(self) -> datetime:
        return SystemClock().now() + timedelta(days=self.days)


@dataclass(frozen=True)
class Office:
    """The site's folder, and what is done there."""

    folder: Path
    days: int = 0  # how far its clock is ahead

    @property
    def zone(self) -> ParentZone:
        return load_site(self.folder).zones[Fqdn(PARENT)]

    @contextmanager
    def desk(self) -> Iterator[Desk]:
        site = load_site(self.folder)
        clock = Ahead(self.days)
        with open_ledger(site.ledger, clock) as ledger:
            yield Desk(site, ledger, open_world(site, ledger, clock), "tester")

    def letter(
        self, agency: str, name: str, fields: Mapping[str, Any] | None = None, action: Action = Action.NEW
    ) -> Request:
        """Record a letter; a new name without fields asks for an address in the office's zone."""
        asked = {"ips": ["103.150.30.90"], "ns": [], "www": False, **(fields or {})}
        with self.desk() as desk:
            number = f"{len(desk.ledger.requests()) + 1}/{agency}/2026"
            received = date(2026, 1, 12)
            return desk.ledger.open_request(
                "SUB",
                2026,
                lambda request_id: Request(
                    request_id,
                    "subdomain",
                    action,
                    Slug.parse(agency),
                    f"{name}.{PARENT}",
                    Letter(number, received, "Permohonan subdomain", received),
                    asked if action is Action.NEW else dict(fields or {}),
                ),
                "tester",
            )

    def granted(self, agency: str, name: str, fields: Mapping[str, Any] | None = None) -> Request:
        """Record a letter, apply it, and note that it was answered, without drafting the letter."""
        request = self.letter(agency, name, fields)
        self.must("apply", str(request.id), "--yes")
        with self.desk() as desk:
            desk.ledger.append(Kind.DRAFTED, str(request.id), {"outcome": "granted", "files": {}}, "tester")
        return request

    def status(self, request: str) -> Status:
        """Return where a request stands."""
        with self.desk() as desk:
            return desk.ledger.status(RequestId.parse(request))

    def applied(self, request: Request) -> None:
        """Apply a letter in this process."""
        from provision.flow.fulfil import apply

        with self.desk() as desk:
            apply(desk, [request], lambda *_: True)

    def ended(self, _: Request | None = None) -> None:
        """End what is over, in this process."""
        from provision.flow.fulfil import apply
        from provision.flow.propose import over

        with self.desk() as desk:
            apply(desk, over(desk), lambda *_: True)

    def undone(self, request: Request) -> None:
        """Undo a letter in this process."""
        from provision.flow.undo import undo

        with self.desk() as desk:
            undo(desk, request, lambda *_: True)

    def answered(self, request: Request) -> None:
        """Note that a letter was answered, without drafting the answer."""
        with self.desk() as desk:
            desk.ledger.append(Kind.DRAFTED, str(request.id), {"outcome": "granted", "files": {}}, "tester")

    def grants(self) -> Sequence[Grant]:
        """Return the grants as the ledger holds them."""
        with self.desk() as desk:
            return desk.ledger.grants()

    def killed(
        self, method: str, when: str, work: Callable[[Request], None], request: Request, *, dies: bool
    ) -> None:
        """Do the work in a process that is killed before or after a method did its own."""
        child = FORK.Process(target=_dying, args=(method, when, work, request))
        child.start()
        child.join(60)
        assert child.exitcode == (-signal.SIGKILL if dies else 0)

    def followed(self) -> None:
        """Wait until the secondary holds what the primary holds: an audit waits for nobody."""
        until = time.monotonic() + PATIENCE
        soa = [Query(server.address, self.zone.name, "SOA") for server in self.zone.servers]
        while len({answer.answer for answer in SocketDns().exchange(soa)}) > 1:
            assert time.monotonic() < until, "the secondary does not follow"
            time.sleep(0.1)

    def records(self, address: str = PRIMARY) -> Mapping[tuple[Fqdn, str], RRset]:
        """Return what the parent zone holds, without its SOA; at the real primary, whatever the site says."""
        zone = Rfc2136Parent(replace(self.zone, primary=Server(ip_address(address)))).read()
        return {key: rrset for key, rrset in zone.rrsets.items() if key[1] != "SOA"}

    def serial(self) -> int:
        """Return the serial that the primary serves."""
        return Rfc2136Parent(self.zone).serial()

    def locks(self) -> Sequence[str]:
        """Return the names that somebody holds a lock on."""
        (path,) = (self.folder / "ledger").glob("*.db")
        with closing(sqlite3.connect(path)) as ledger:
            return [name for (name,) in ledger.execute("SELECT name FROM locks")]

    def run(self, *words: str, script: str | None = None) -> subprocess.CompletedProcess[str]:
        """Run the real command, in English; `script` is Python to run before it, in the same process."""
        start = [sys.executable, "-m", "provision"]
        if script:
            start = [sys.executable, "-c", f"{script}\nfrom provision.cli.main import run; run()"]
        environ = {**os.environ, "PROVISION_SITE": str(self.folder), "PROVISION_LANG": "en"}
        return subprocess.run(
            [*start, *words], capture_output=True, text=True, env=environ, check=False, timeout=120
        )

    def must(self, *words: str, code: int = 0, script: str | None = None) -> str:
        """Run the real command, and return what it printed; it must end with the code, and show no traceback."""
        done = self.run(*words, script=script)
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode == code, done.stdout + done.stderr
        return done.stdout + done.stderr

    def tags(self, request: Request, *, blocking: bool = False, **options: Any) -> Sequence[str]:
        """Return the tags that a check finds, changes left aside."""
        from provision.flow.check import look

        with self.desk() as desk:
            found = look(desk, [request], **options)
            findings = (
                found.reasons(desk.site) if blocking else [f for f in found.findings if f.change is None]
            )
        return sorted({finding.tag for finding in findings})


def edit(folder: Path, pattern: str, text: str, file: str = "zones.yaml") -> None:
    """Replace a pattern in a file of the site's inventory, once."""
    path = folder / "inventory" / file
    changed = re.sub(pattern, text, path.read_text(), count=1)
    assert changed != path.read_text()
    path.write_text(changed)


def _dying(method: str, when: str, work: Callable[[Request], None], request: Request) -> None:
    owner: Any = Rfc2136Parent if method == "write" else Ledger
    real = getattr(owner, method)

    def dying(self: Any, changes: Any, *args: Any, **kwargs: Any) -> Any:
        # Two updates without changes prove how the server compares serials: they are not meant.
        if changes and when == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(self, changes, *args, **kwargs)
        if changes:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(owner, method, dying)
    work(request)


def on_ledger(folder: Path, url: str) -> None:
    """Let a site keep its ledger at a URL."""
    path = folder / "inventory/site.yaml"
    path.write_text(re.sub(r"(?m)^ledger:.*\n", "", path.read_text()) + f'\nledger: "{url}"\n')


@contextmanager
def stopped(program: str, config: str) -> Iterator[None]:
    """Hold a server still while a block runs."""
    pids = [
        int(path.parent.name)
        for path in Path("/proc").glob("[0-9]*/cmdline")
        if program in (words := path.read_bytes().decode(errors="replace")) and config in words
    ]
    assert pids
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
