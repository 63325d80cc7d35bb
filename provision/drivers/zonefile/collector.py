"""What dnspython's reader of zone files hands over, record by record, as it comes."""

from collections.abc import Sequence
from typing import Any

import dns.name
import dns.rdata
import dns.rdataclass
import dns.transaction

Taken = tuple[dns.name.Name, int, dns.rdata.Rdata]
MOST_RECORDS = 200_000  # a $GENERATE can ask for four thousand million


class TooMany(Exception):
    """More records than anything here is made for."""


class Collector(dns.transaction.TransactionManager):
    """Keeps the records since it was asked last."""

    def __init__(self, origin: dns.name.Name) -> None:
        self._origin = origin
        self._taken: list[Taken] = []
        self._count = 0

    def writer(self, replacement: bool = False) -> dns.transaction.Transaction:  # noqa: FBT001, FBT002 - dnspython's
        """Return what takes the records."""
        return _Writer(self, replacement)

    def origin_information(self) -> tuple[dns.name.Name, bool, dns.name.Name]:
        """Tell that names stay absolute."""
        return self._origin, False, self._origin

    def get_class(self) -> dns.rdataclass.RdataClass:
        """Return the Internet's class."""
        return dns.rdataclass.IN

    def take(self, record: Taken) -> None:
        """Keep a record. Raises TooMany."""
        self._count += 1
        if self._count > MOST_RECORDS:
            raise TooMany
        self._taken.append(record)

    def taken(self) -> Sequence[Taken]:
        """Return the records since the last time."""
        taken, self._taken = self._taken, []
        return taken


class _Writer(dns.transaction.Transaction):
    manager: Collector

    def add(self, *args: Any) -> None:
        self.manager.take(args)

    def _set_origin(self, origin: dns.name.Name) -> None:
        pass
