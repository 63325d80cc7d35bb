"""An office on memory alone: a parent zone, its servers, and a ledger in a file."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from provision.config.load import load_site
from provision.engine.surveyed import Survey
from provision.flow.desk import Desk
from provision.flow.fulfil import apply
from provision.flow.verify import verify
from provision.ledger import open_ledger
from provision.ledger.place import make_file
from provision.model.event import Kind, Status
from provision.model.request import Action, Request
from provision.model.rrset import RRset
from provision.model.site import Site
from provision.ports import World
from tests.engine.fakes import Clock, Parent, ZoneDns, opened, without_soa
from tests.samples import APEX, zone

ROOT = Path(__file__).parents[2]


@cache
def shipped_site() -> Site:
    """Return the site as we ship it; it is frozen, and reading it takes longer than most tests."""
    return load_site(ROOT)


@cache
def empty_ledger() -> bytes:
    """Return the file of a ledger that holds nothing yet: tables take longer to make than to copy."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        open_ledger(f"sqlite:///{path}", Clock()).close()
        return path.read_bytes()


class Office:
    """A desk with what lies outside it."""

    def __init__(self, desk: Desk, parent: Parent, dns: ZoneDns) -> None:
        self.desk, self.parent, self.dns = desk, parent, dns
        self.letters = 0

    def sited(self, **changed: Any) -> None:
        """Go on with another site, or another policy where `policy` holds what differs."""
        policy = replace(self.desk.site.policy, **changed.pop("policy", {}))
        self.desk = replace(self.desk, site=replace(self.desk.site, policy=policy, **changed))

    def letter(
        self, label: str = "dinkes", *, agency: str = "dinkes", action: Action = Action.NEW, **fields: Any
    ) -> Request:
        self.letters += 1
        return opened(
            self.desk.ledger, label, agency=agency, action=action, number=str(self.letters), **fields
        )

    def granted(self, *requests: Request) -> None:
        """Apply letters and note that they were answered."""
        apply(self.desk, requests, yes)
        for request in requests:
            self.answered(request)

    def answered(self, request: Request, outcome: str = "granted") -> None:
        self.desk.ledger.append(Kind.DRAFTED, str(request.id), {"outcome": outcome, "files": {}}, "prakom")

    def verified(self, *requests: Request) -> Survey:
        return verify(self.desk, requests, lambda _: None)

    def status(self, request: Request) -> Status:
        return self.desk.ledger.status(request.id)

    def kinds(self, request: Request) -> list[Kind]:
        return [event.kind for event in self.desk.ledger.events(str(request.id))]

    @property
    def records(self) -> set[RRset]:
        return without_soa(self.parent.read()) - without_soa(zone())


@contextmanager
def office(folder: Path, *rrsets: RRset, url: str = "", **parent: Any) -> Iterator[Office]:
    site = shipped_site()
    home = replace(site.zones[APEX], patience=0.0)
    # A policy of its own: some tests change what their office decides.
    policy = replace(site.policy, levels=dict(site.policy.levels))
    site = replace(site, zones={APEX: home}, policy=policy, outbox=folder / "outbox", folder=folder)
    clock, held = Clock(), Parent(zone(*rrsets), **parent)
    if not url:
        url = f"sqlite:///{folder}/ledger.db"
        if not (folder / "ledger.db").exists():
            make_file(folder / "ledger.db")
            (folder / "ledger.db").write_bytes(empty_ledger())
    with open_ledger(url, clock) as ledger:
        dns = ZoneDns(held)
        yield Office(Desk(site, ledger, World(dns, {APEX: held}, ledger, clock), "prakom"), held, dns)


def yes(*_: object) -> bool:
    return True


def no(*_: object) -> bool:
    return False
