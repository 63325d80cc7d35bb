"""What a zone transfer brings, kept as it comes: dnspython's own zone copies each set several times."""

from typing import Any

import dns.name
import dns.rdataclass
import dns.rdataset
import dns.rdatatype
import dns.transaction

# Name, type, and for signatures the type that they cover.
Key = tuple[dns.name.Name, dns.rdatatype.RdataType, dns.rdatatype.RdataType]


class Transfer(dns.transaction.TransactionManager):
    """Receives one whole zone. What is in `sets` counts only once the transfer has ended without an error."""

    def __init__(self, origin: dns.name.Name) -> None:
        self.origin = origin
        self.sets: dict[Key, dns.rdataset.Rdataset] = {}

    def writer(self, replacement: bool = False) -> dns.transaction.Transaction:  # noqa: FBT001, FBT002 - dnspython's
        """Return what takes the sets."""
        return _Writer(self, replacement)

    def origin_information(self) -> tuple[dns.name.Name, bool, dns.name.Name]:
        """Tell that names stay absolute."""
        return self.origin, False, self.origin

    def get_class(self) -> dns.rdataclass.RdataClass:
        """Return the Internet's class."""
        return dns.rdataclass.IN


class _Writer(dns.transaction.Transaction):
    manager: Transfer

    def add(self, *args: Any) -> None:
        name, rdataset = args
        known = self.manager.sets.setdefault((name, rdataset.rdtype, rdataset.covers), rdataset)
        # A set can be parted by the end of a message.
        for rdata in rdataset if known is not rdataset else ():
            known.add(rdata, rdataset.ttl)

    def replace(self, *args: Any) -> None:
        name, rdataset = args
        self.manager.sets[name, rdataset.rdtype, rdataset.covers] = rdataset

    def commit(self) -> None:
        pass

    def rollback(self) -> None:
        pass
