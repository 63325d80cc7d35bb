"""The grammar of an SPF policy (RFC 7208 sections 4.5 to 7 and 12), and nothing of what it means.

Each part is matched whole and in one pass, so that a hostile policy costs no more time than its length.
"""

import re
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address

VERSION = "v=spf1"
NULL = "-all"  # the one term of a policy that lets nobody send
POLICY = re.compile(rf"{re.escape(VERSION)}(?:[ \t\r\n].*)?", re.DOTALL)
# A macro, or any visible character that begins none.
TOKEN = re.compile(r"%\{[slodiphcrtv][0-9]*r?[.\-+,/_=]*\}|%[%_-]|[!-$&-~]")
MODIFIER = re.compile(r"([a-z][a-z0-9._-]*)=(.*)", re.DOTALL)
DIRECTIVE = re.compile(r"[+?~-]?([a-z0-9]+)(.*)", re.DOTALL)
TAILED = re.compile(r"(.*?)(?:/(0|[1-9][0-9]?))?(?://(0|[1-9][0-9]{0,2}))?", re.DOTALL)
NETWORK = re.compile(r":([^/]*)(?:/(0|[1-9][0-9]{0,2}))?", re.DOTALL)
BITS4, BITS6 = 32, 128
ONCE = frozenset({"redirect", "exp"})


def is_policy(text: str) -> bool:
    """Tell whether a TXT record is meant as an SPF policy: its first word is the version."""
    return POLICY.fullmatch(text.lower()) is not None


def is_null(text: str) -> bool:
    """Tell whether a well-formed policy lets nobody send mail."""
    return text.lower().split() == [VERSION, NULL]


def is_well_formed(text: str) -> bool:
    """Tell whether a policy follows the grammar; nothing is looked up."""
    version, *words = text.lower().split(" ")
    terms = [word for word in words if word]
    modifiers = [found[1] for term in terms if (found := MODIFIER.fullmatch(term))]
    twice = any(modifiers.count(name) > 1 for name in ONCE)
    return version == VERSION and not twice and all(map(_term, terms))


def _term(term: str) -> bool:
    if modifier := MODIFIER.fullmatch(term):
        name, value = modifier.groups()
        return _domain(value) if name in ONCE else _macros(value)
    directive = DIRECTIVE.fullmatch(term)
    return bool(directive and directive[1] in RULES and RULES[directive[1]](directive[2]))


def _macros(text: str) -> bool:
    return "".join(TOKEN.findall(text)) == text


def _domain(text: str) -> bool:
    """Tell whether a text is a domain, maybe with macros: it ends in a macro or in a top-level label."""
    tokens = TOKEN.findall(text)
    in_macro = bool(tokens) and tokens[-1].startswith("%")
    return "".join(tokens) == text and (in_macro or _top_level(text))


def _top_level(text: str) -> bool:
    _, dot, label = text.removesuffix(".").rpartition(".")
    inner = label.replace("-", "")
    return bool(
        dot and inner.isascii() and inner.isalnum() and not label.isdigit() and label.strip("-") == label
    )


def _bare(rest: str) -> bool:
    return rest == ""


def _named(rest: str) -> bool:
    return rest.startswith(":") and _domain(rest[1:])


def _maybe_named(rest: str) -> bool:
    return rest == "" or _named(rest)


def _host(rest: str) -> bool:
    """Match what may follow `a` and `mx`: a domain, and the lengths of prefixes."""
    found = TAILED.fullmatch(rest)
    if not found:
        return False
    name, bits4, bits6 = found.groups()
    return int(bits4 or 0) <= BITS4 and int(bits6 or 0) <= BITS6 and _maybe_named(name)


def _network(family: Callable[[str], object], most: int) -> Callable[[str], bool]:
    def matches(rest: str) -> bool:
        found = NETWORK.fullmatch(rest)
        return bool(found and "%" not in found[1] and int(found[2] or 0) <= most and _is(family, found[1]))

    return matches


def _is(family: Callable[[str], object], text: str) -> bool:
    try:
        family(text)
    except ValueError:
        return False
    return True


RULES: dict[str, Callable[[str], bool]] = {
    "all": _bare,
    "include": _named,
    "exists": _named,
    "ptr": _maybe_named,
    "a": _host,
    "mx": _host,
    "ip4": _network(IPv4Address, BITS4),
    "ip6": _network(IPv6Address, BITS6),
}
