"""How the name of a host must be written (RFC 952, RFC 1123 section 2.1), for the names that a zone tells."""

import re
from collections.abc import Iterable, Iterator

from provision.checks.dns.case import Case
from provision.model.finding import Finding
from provision.names import Fqdn

# One part of a name as zones write it, where an escaped dot parts nothing (RFC 1035 section 5.1).
PART = re.compile(r"(?:\\(?:\d{3}|.)|[^.\\])+")
PLAIN = re.compile(r"[A-Za-z0-9-]+")
# What IDNA codes has its mark at these places; other marks may come to mean something (RFC 5891 section 4.2.3.1).
DOUBLE_DASH = re.compile(r"(?!xn).{2}--.*", re.IGNORECASE)


def labels(name: str) -> list[str]:
    """Return the parts of a name as it is written, leftmost first; the root has none."""
    return PART.findall(name)


def is_plain(label: str) -> bool:
    """Tell whether a part has letters, digits and hyphens only."""
    return PLAIN.fullmatch(label) is not None


def is_double_dashed(label: str) -> bool:
    """Tell whether a part has two hyphens at its third and fourth place without being coded by IDNA."""
    return DOUBLE_DASH.fullmatch(label) is not None


def judged(case: Case, zone: Fqdn, prefix: str, names: Iterable[str]) -> list[Finding]:
    """Return what is wrong with each name, or that it is in order; the tags begin with `prefix`."""
    return [
        case.found(f"{prefix}_{tag}", zone, domain=name, **args)
        for name in sorted({*names})
        for tag, args in list(_faults(name)) or [("SYNTAX_OK", {})]
    ]


def _faults(name: str) -> Iterator[tuple[str, dict[str, str]]]:
    parts = labels(name)
    if not all(map(is_plain, parts)):
        yield "NON_ALLOWED_CHARS", {}
    for label in filter(is_double_dashed, parts):
        yield "DISCOURAGED_DOUBLE_DASH", {"label": label}
    if parts and parts[-1].isdecimal():
        yield "NUMERIC_TLD", {"tld": parts[-1]}
