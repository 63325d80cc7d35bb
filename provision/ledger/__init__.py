"""The office's memory: requests, grants, a journal of every change and locks, as one append-only log."""

from provision.ledger.ledger import Ledger
from provision.ledger.opening import open_ledger
from provision.ledger.restore import restore

__all__ = ["Ledger", "open_ledger", "restore"]
