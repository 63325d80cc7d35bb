"""What a name in a zone is, by the records at it and around it."""

from enum import StrEnum

from provision.model.rrset import ADDRESS_TYPES
from provision.model.zone import SeenZone
from provision.names import Fqdn


class NameKind(StrEnum):
    """The kinds of names that people make."""

    DELEGATION = "delegation"
    GLUE = "glue"
    HIDDEN = "hidden"
    REDIRECTION = "redirection"
    WILDCARD = "wildcard"
    ALIAS = "alias"
    ADDRESS = "address"
    MAIL = "mail"
    TEXT = "text"
    OTHER = "other"


# The kind of a name by a type of record at it: the first that fits.
BY_TYPE = (
    ("NS", NameKind.DELEGATION),
    ("DNAME", NameKind.REDIRECTION),
    ("CNAME", NameKind.ALIAS),
    *((rtype, NameKind.ADDRESS) for rtype in ADDRESS_TYPES),
    ("MX", NameKind.MAIL),
    ("TXT", NameKind.TEXT),
)


def kind_of(name: Fqdn, seen: SeenZone) -> NameKind:
    """Return what a name is; below a cut nobody sees more of it than the addresses of the cut's own servers."""
    if cut := seen.cut_above(name):
        return NameKind.GLUE if cut.type == "NS" and name in cut.targets else NameKind.HIDDEN
    types = {rrset.type for rrset in seen.at(name)}
    if name.labels[0] == "*" and "NS" not in types:
        return NameKind.WILDCARD
    return next((kind for rtype, kind in BY_TYPE if rtype in types), NameKind.OTHER)
