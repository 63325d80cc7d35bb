"""The SOA record of a zone, read into its fields (RFC 1035 section 3.3.13)."""

from dataclasses import dataclass

from provision.model.query import Answer


@dataclass(frozen=True, slots=True)
class StartOfAuthority:
    """The fields of a SOA record; the two names in small letters, without the last dot, "." for the root.

    What was escaped in them stays escaped.
    """

    mname: str
    rname: str
    serial: int
    refresh: int
    retry: int
    expire: int
    minimum: int

    @classmethod
    def read(cls, value: str) -> "StartOfAuthority":
        """Return the record written as `value`."""
        mname, rname, *numbers = value.split()
        return cls(bare(mname), bare(rname), *map(int, numbers))


def bare(name: str) -> str:
    """Return a name as a record holds it in its one form here."""
    return name.lower().removesuffix(".") or "."


def soa_in(answer: Answer) -> StartOfAuthority | None:
    """Return the SOA record of the very name that was asked for, the first if there are several."""
    found = answer.get(answer.query.name, "SOA")
    return StartOfAuthority.read(found.formed[0]) if found and found.formed else None
