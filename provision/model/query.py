"""A DNS question to one server, and what came of it."""

from dataclasses import dataclass, field
from enum import StrEnum

from provision.model.rrset import RRset
from provision.names import Fqdn, Ip

# The type of a question to a whois server (RFC 3912): its words are in `spelled`, the lines of the answer are values.
WHOIS = "WHOIS"
PAYLOAD = 1232  # what passes everywhere unfragmented (DNS flag day 2020)


@dataclass(frozen=True, slots=True)
class Edns:
    """The OPT record of a question or an answer (RFC 6891): sizes in octets, `z` the flags beside DO."""

    payload: int = 512
    do: bool = False
    version: int = 0
    z: int = 0
    options: tuple[tuple[int, bytes], ...] = ()


DNSSEC = Edns(payload=PAYLOAD, do=True)


@dataclass(frozen=True, slots=True)
class Query:
    """A question to one address.

    `recurse` asks a resolver; authoritative servers are asked without. `klass` is IN or CH. `edns` is
    None for a plain question. `spelled` is the name in the very letters to be sent, where they matter.
    An answer that was cut short is fetched over TCP, unless `cut` says that the short one is wanted.
    `unchecked` asks a resolver for what it would hold back as forged (the CD flag, RFC 4035 section 3.2.2).
    """

    server: Ip
    name: Fqdn
    type: str
    tcp: bool = False
    recurse: bool = False
    port: int = 53
    klass: str = "IN"
    edns: Edns | None = None
    spelled: str = ""
    cut: bool = False
    unchecked: bool = False
    # Answers are kept by their questions: each is looked up several times, and counted once.
    _hash: int = field(default=0, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        asked = (
            self.server,
            self.name,
            self.type,
            self.tcp,
            self.recurse,
            self.klass,
            self.edns,
            self.spelled,
            self.unchecked,
        )
        object.__setattr__(self, "_hash", hash(asked))

    def __hash__(self) -> int:
        return self._hash


class Silence(StrEnum):
    """Why no answer came."""

    TIMEOUT = "timeout"
    REFUSED = "connection refused"
    UNREACHABLE = "unreachable"
    NO_FAMILY = "no such network here"
    MALFORMED = "malformed answer"
    NOT_PUBLIC = "not asked: no public address"
    BUDGET = "not asked: too many questions already"


NOT_CHECKED = frozenset({Silence.NO_FAMILY, Silence.NOT_PUBLIC, Silence.BUDGET})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; where nothing did, `silence` says why and the rest is empty.

    `authenticated` is a resolver's word that it verified the signatures (the AD flag, RFC 4035 section 3.2.3).
    `edns` is the OPT record of the answer. `spelled` is the name of the question as the server wrote it back.
    `source` is the address that answered in the place of the one that was asked: such an answer is silence.
    A set whose class is not the question's has it before its type: `CH/TXT`.
    """

    query: Query
    silence: Silence | None = None
    rcode: str = ""
    authoritative: bool = False
    truncated: bool = False
    recursive: bool = False
    authenticated: bool = False
    answer: tuple[RRset, ...] = ()
    authority: tuple[RRset, ...] = ()
    additional: tuple[RRset, ...] = ()
    edns: Edns | None = None
    spelled: str = ""
    source: Ip | None = None

    def get(self, name: Fqdn, rtype: str) -> RRset | None:
        """Return the answer section's set of that name and type, if any."""
        return next((rrset for rrset in self.answer if rrset.key == (name, rtype)), None)

    @property
    def asked(self) -> RRset | None:
        """The answer section's set of the very name and type that were asked for, if any."""
        return self.get(self.query.name, self.query.type)

    @property
    def from_authority(self) -> bool:
        """Tell whether it comes from a server of the zone: NOERROR, with the AA flag."""
        return self.authoritative and self.rcode == "NOERROR"

    @property
    def failed(self) -> bool:
        """Tell whether nothing usable came: silence, or a code other than NOERROR and NXDOMAIN."""
        return self.silence is not None or self.rcode not in {"NOERROR", "NXDOMAIN"}
