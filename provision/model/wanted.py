"""What the world must show for a grant."""

from dataclasses import dataclass

from provision.model.rrset import RRset
from provision.names import Fqdn

# The types that a grant of a name decides about. Other types at its names are somebody's, and
# are reported, never removed.
OWNED_TYPES = frozenset({"A", "AAAA", "CNAME", "DNAME", "NS"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """The RRsets that a grant wants in the parent zone, and all names that it answers for there.

    A grant that ended or is suspended wants no RRset and still answers for its names: they must be
    empty. `keys` are the sets of other types that it answers for: extra records of its holder's.

    `child` tells about a zone of the agency's own on the office's servers: True where there must be
    one, False where there must be none any more, None where that is nobody's business. `content` is
    what such a zone begins with.
    """

    grant: str
    names: frozenset[Fqdn]
    rrsets: tuple[RRset, ...]
    keys: frozenset[tuple[Fqdn, str]] = frozenset()
    child: bool | None = None
    content: tuple[RRset, ...] = ()
