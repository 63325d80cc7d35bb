"""Which zones are like a top-level domain: others register names below them, so most of what they hold is unsigned."""

from provision.names import Fqdn

# Those of Indonesia in the Public Suffix List, the only ones that an office here has to do with.
SUFFIXES = frozenset(
    f"{name}.id"
    for name in ("ac", "biz", "co", "desa", "go", "kop", "mil", "my", "net", "or", "ponpes", "sch", "web")
)


def is_like_tld(zone: Fqdn) -> bool:
    """Tell whether a zone is the root, a top-level domain, or one that is used like that."""
    return len(zone.labels) < 2 or zone.text in SUFFIXES  # noqa: PLR2004  # a label more is a zone below
