"""Opening a ledger, and making it where there is none yet."""

from provision.ledger.ledger import Ledger
from provision.ledger.place import file_of, make_file, parse_url, shown_url
from provision.ledger.schema import ensure
from provision.ledger.store import Store
from provision.ports import Clock


def open_ledger(url: str, clock: Clock) -> Ledger:
    """Return the ledger at a database URL, made where it is missing and its tables brought up to date.

    Raises BadConfig for a URL that is none, Refused for a ledger of a newer version or one that may
    only be read and would have to be written, Outside for a damaged file, Locked, StorageFull; of a
    database server NoAnswer, BadKey, NotFound.
    """
    parsed = parse_url(url)
    path = file_of(parsed)
    if path:
        make_file(path)
    store = Store(parsed, place=str(path or shown_url(parsed)))
    try:
        ensure(store)
    except BaseException:  # an interrupt too: the database is not left open
        store.close()
        raise
    return Ledger(store, clock)
