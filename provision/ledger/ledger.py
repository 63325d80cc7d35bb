"""The ledger as the rest of the program sees it: each method is one transaction."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from sqlalchemy import select

from provision.ledger import backup, erasure, find, holdings, journal, locks, log, register, verify, waiting
from provision.ledger.log import Stamp
from provision.ledger.store import Store
from provision.ledger.tables import events, grants, requests
from provision.model.event import OPEN, Event, Kind, Status
from provision.model.finding import Finding
from provision.model.grant import Grant
from provision.model.request import Action, Request
from provision.model.waiver import Waiver
from provision.names import RequestId, Slug
from provision.ports import Clock

# Their own methods write these, and what sums them up.
NOT_BY_APPEND = frozenset(
    {
        Kind.OPENED,
        Kind.AMENDED,
        Kind.INTENDED,
        Kind.DONE,
        Kind.GRANTED,
        Kind.UNDONE,
        Kind.ERASED,
        Kind.UNLOCKED,
        Kind.ADOPTED,
        Kind.FORGOTTEN,
    }
)
EXPORT_PAGE = 1000


class Ledger:
    """What the office has promised and done. Every method raises Locked, StorageFull, Refused, Outside."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._open: tuple[str, Sequence[Request]] = ("", ())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._store.close()

    def append(self, kind: Kind, subject: str, body: Mapping[str, Any], actor: str) -> Event:
        """Write an entry, and move the request that it is about. Raises NotFound for an unknown request."""
        return self.append_all(kind, [(subject, body)], actor)[0]

    def append_all(
        self, kind: Kind, told: Sequence[tuple[str, Mapping[str, Any]]], actor: str
    ) -> Sequence[Event]:
        """Write an entry for each (subject, body) at once, as `append` does for one."""
        if kind in NOT_BY_APPEND:
            raise ValueError(kind)
        if not told:
            return []  # who may only read the ledger and has nothing to say may look
        with self._store.writing() as conn:
            return register.tell_all(conn, self._stamp(actor), kind, told)

    def open_request(
        self, prefix: str, year: int, make: Callable[[RequestId], Request], actor: str
    ) -> Request:
        """Return the request that `make` returns for the next number; where it raises, no number is used.

        Others wait meanwhile: `make` may read this ledger, but should ask nobody anything.
        """
        with self._store.writing() as conn:
            return register.open_request(conn, self._stamp(actor), prefix, year, make)

    def amend(
        self, request_id: RequestId, make: Callable[[Request], Request], reason: str, actor: str
    ) -> Event | None:
        """Replace a request by what `make` makes of it, both kept on record; None where nothing differs.

        Raises NotFound, and whatever `make` raises; it may read this ledger, but should ask nobody anything.
        """
        with self._store.writing() as conn:
            return register.amend(conn, self._stamp(actor), str(request_id), make, reason)

    def same_letter(
        self, agency: Slug, letter_number: str, action: Action, grant_key: str, dated: date | None = None
    ) -> Request | None:
        """Return the request made before from the same letter for the same object, if any.

        With `dated` only a letter of that day is the same: some agencies number anew each year.
        """
        asked = (agency.text, letter_number, action.value, grant_key)
        columns = (requests.c.agency, requests.c.letter_number, requests.c.action, requests.c.grant_key)
        same = [column == value for column, value in zip(columns, asked, strict=True)]
        found = [request for request, _ in self._requests(*same)]
        return next((request for request in found if dated in {None, request.letter.dated}), None)

    def requests(self) -> Sequence[tuple[Request, Status]]:
        """Return every request and where it stands, the oldest first."""
        return self._requests()

    def open_requests(self) -> Sequence[Request]:
        """Return the requests that still await an answer, the held ones too, the oldest first."""
        with self._store.reading() as conn:
            link = log.read_head(conn)[1]
            if link != self._open[0]:
                self._open = link, [request for request, _ in register.load(conn, register.at(OPEN))]
        return self._open[1]

    def waiting(self, since: datetime) -> Sequence[waiting.Waiting]:
        """Return the requests that are open, or that people took steps for since a moment, with their events.

        Bodies that tell nothing of whose turn it is are left out: see `ledger.waiting`.
        """
        with self._store.reading() as conn:
            return waiting.waiting(conn, since)

    def standing_at(self, *statuses: Status) -> Sequence[Request]:
        """Return the requests that stand at one of these, the oldest first."""
        return [request for request, _ in self._requests(register.at(statuses))]

    def request(self, request_id: RequestId) -> Request:
        """Return a request. Raises NotFound."""
        found = self._requests(requests.c.id == str(request_id))
        if not found:
            raise register.unknown(str(request_id))
        return found[0][0]

    def status(self, request_id: RequestId) -> Status:
        """Return where a request stands. Raises NotFound."""
        with self._store.reading() as conn:
            return register.status_of(conn, str(request_id))

    def find(self, text: str) -> Request:
        """Return the request meant by an id, its start, its number, an object or its first label.

        Raises NotFound, which names candidates.
        """
        with self._store.reading() as conn:
            known = register.known(conn)
        return self.request(RequestId.parse(find.find(text, known)))

    def waivers(self) -> Sequence[Waiver]:
        """Return the last waiver of each finding of each grant, those that have run out too.

        One whose entry was erased is no waiver any more.
        """
        with self._store.reading() as conn:
            return holdings.waivers(conn)

    def grants(self) -> Sequence[Grant]:
        """Return every grant, ended ones too."""
        with self._store.reading() as conn:
            return holdings.load(conn)

    def grant(self, key: str) -> Grant | None:
        """Return a grant, if there is one of that key."""
        with self._store.reading() as conn:
            return next(iter(holdings.load(conn, grants.c.key == key)), None)

    def change_grants(
        self,
        request_ids: Sequence[str],
        changes: Sequence[tuple[Grant | None, Grant | None]],
        actor: str,
        kind: Kind = Kind.GRANTED,
    ) -> None:
        """Change grants (before, after), told by one entry for each request: GRANTED, or UNDONE on the way back.

        Its body `{"changes": [{"before", "after"}]}` holds what that request brought. Raises Stale,
        and changes nothing, where a grant is no longer as it was before.
        """
        with self._store.writing() as conn:
            holdings.change(conn, self._stamp(actor), request_ids, changes, kind)

    def adopt(
        self, changes: Sequence[tuple[Grant, Mapping[str, Any]]], actor: str, kind: Kind = Kind.ADOPTED
    ) -> None:
        """Enter grants that were there before us, each with what else its entry tells; FORGOTTEN takes them out.

        Raises Stale, and changes nothing, where the ledger holds one already, or holds it otherwise.
        """
        if not changes:
            return
        with self._store.writing() as conn:
            holdings.adopt(conn, self._stamp(actor), changes, kind)

    def intend(self, plan_json: Mapping[str, Any], requests: Sequence[str], actor: str) -> int:
        """Write down what is about to be done outside; it is on disk when the intent's number returns."""
        with self._store.writing() as conn:
            return journal.intend(conn, self._stamp(actor), plan_json, requests)

    def done(self, intent: int, outcome: str, actor: str, detail: Mapping[str, Any] | None = None) -> None:
        """Write down what came of an intent. Raises NotFound, and Stale where it is closed already."""
        with self._store.writing() as conn:
            journal.done(conn, self._stamp(actor), intent, outcome, detail or {})

    def open_intents(self, request: str | None = None) -> Sequence[Event]:
        """Return what was begun and not closed; body: `intent`, `requests`, `plan`."""
        with self._store.reading() as conn:
            return journal.open_intents(conn, request)

    def lock(self, name: str, owner: str) -> AbstractContextManager[None]:
        """Hold a lock while a block runs. Raises Locked, telling who holds it; a dead process does not."""
        return locks.hold(self._store, self._stamp(owner), name)

    def break_lock(self, name: str, actor: str) -> Event:
        """Free a lock whose holder cannot be seen from here. Raises NotFound, Locked where it runs here."""
        with self._store.writing() as conn:
            return locks.break_lock(conn, self._stamp(actor), name)

    def events(
        self,
        subject: str | Sequence[str] | None = None,
        kind: Kind | Sequence[Kind] | None = None,
        limit: int | None = None,
    ) -> Sequence[Event]:
        """Return the entries, of some subjects and kinds, the oldest first; with a limit, the latest so many."""
        subjects, kinds = ([only] if isinstance(only, str) else only for only in (subject, kind))
        asked = {events.c.subject: subjects, events.c.kind: kinds}
        conditions = [column.in_(values) for column, values in asked.items() if values is not None]
        latest = select(events.c.seq).where(*conditions).order_by(events.c.seq.desc()).limit(limit)
        with self._store.reading() as conn:
            return log.read(conn, log.ENTRIES.where(events.c.seq.in_(latest)))

    def erase(self, seq: int, actor: str) -> Event:
        """Erase the body of an entry, and return the entry that says so. Raises NotFound, Refused."""
        with self._store.writing() as conn:
            return erasure.erase(conn, self._stamp(actor), seq)

    def verify(self) -> Sequence[Finding]:
        """Return what is wrong with the chain, the bodies and what sums them up."""
        return verify.verify(self._store)

    def export(self) -> Iterator[Mapping[str, Any]]:
        """Yield every entry as plain data, salt and body with it, so that others can verify the chain."""
        for row in log.pages(self._store, EXPORT_PAGE):
            event = log.event_of(row)
            yield {**row._asdict(), "body": event.body}

    def backup(self, path: Path) -> None:
        """Copy the ledger to a new file while others use it. Raises Refused where it exists, NotVerified."""
        backup.backup(self._store, path)

    def __len__(self) -> int:
        with self._store.reading() as conn:
            return log.read_head(conn)[0]

    def __bool__(self) -> bool:
        return True  # an empty ledger is one

    def head(self) -> str:
        """Return the link of the last entry, to be kept outside."""
        with self._store.reading() as conn:
            return log.read_head(conn)[1]

    def _requests(self, *conditions: Any) -> Sequence[tuple[Request, Status]]:
        with self._store.reading() as conn:
            return register.load(conn, *conditions)

    def _stamp(self, actor: str) -> Stamp:
        return Stamp(self._clock.now(), actor)
