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
    """

    grant: str
    names: frozenset[Fqdn]
    rrsets: tuple[RRset, ...]
    keys: frozenset[tuple[Fqdn, str]] = frozenset()
