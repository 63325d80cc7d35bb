"""A DNS question to one server, and what came of it."""

from dataclasses import dataclass
from enum import StrEnum

from provision.model.rrset import RRset
from provision.names import Fqdn, Ip


@dataclass(frozen=True, slots=True)
class Query:
    """A question to one address. `recurse` asks a resolver; authoritative servers are asked without."""

    server: Ip
    name: Fqdn
    type: str
    tcp: bool = False
    recurse: bool = False
    port: int = 53


class Silence(StrEnum):
    """Why no answer came."""

    TIMEOUT = "timeout"
    REFUSED = "connection refused"
    UNREACHABLE = "unreachable"
    NO_FAMILY = "no such network here"
    MALFORMED = "malformed answer"
    NOT_PUBLIC = "not asked: no public address"
    BUDGET = "not asked: too many questions already"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; where nothing did, `silence` says why and the rest is empty."""

    query: Query
    silence: Silence | None = None
    rcode: str = ""
    authoritative: bool = False
    truncated: bool = False
    recursive: bool = False
    answer: tuple[RRset, ...] = ()
    authority: tuple[RRset, ...] = ()
    additional: tuple[RRset, ...] = ()

    def get(self, name: Fqdn, rtype: str) -> RRset | None:
        """Return the answer section's set of that name and type, if any."""
        return next((rrset for rrset in self.answer if rrset.key == (name, rtype)), None)

    @property
    def failed(self) -> bool:
        """Tell whether nothing usable came: silence, or a code other than NOERROR and NXDOMAIN."""
        return self.silence is not None or self.rcode not in {"NOERROR", "NXDOMAIN"}
