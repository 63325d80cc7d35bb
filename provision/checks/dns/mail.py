"""Which zones are there for mail (Zone09 and Zone11)."""

from provision.names import Fqdn


def is_top(zone: Fqdn) -> bool:
    """Tell whether a zone is a top-level domain."""
    return len(zone.labels) == 1


def is_for_mail(zone: Fqdn) -> bool:
    """Tell whether addresses may end in a zone: not in the root, a top-level domain or anything below `arpa`."""
    return len(zone.labels) > 1 and zone.labels[-1] != "arpa"
