"""Names as values: each is made once, at the border, and an object that exists is valid."""

import ipaddress
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from provision.errors import BadInput
from provision.i18n import Text

Ip = ipaddress.IPv4Address | ipaddress.IPv6Address

LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
ZONE_LABEL = re.compile(r"[^\s\x00-\x20\x7f-\uffff.]+")
SLUG = re.compile(r"[a-z][a-z0-9-]{0,39}")
REQUEST_ID = re.compile(r"([A-Z]{3})-(\d{4})-(\d{4,})")
ESCAPE = re.compile(r"\\(\d{3}|.)")  # one octet, as zones write it (RFC 1035 section 5.1)
MAX_LABEL, MAX_NAME, MAX_LINE = 63, 253, 300
MOST_KEPT = 4096  # values are made of the same few texts again and again

# What the letter's engines, ours and SRIKANDI's, would evaluate.
MARKUP = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\$\{")
# Control and format characters (those that turn the direction of writing among them), breaks, surrogates.
NOT_ON_PAPER = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass(frozen=True, slots=True, order=True)
class Fqdn:
    """A full domain name in its one normal form: lower case, A-labels, no trailing dot; "" is the root."""

    text: str

    @classmethod
    @lru_cache(maxsize=MOST_KEPT)
    def host(cls, text: str) -> "Fqdn":
        """Return the host name written as `text` (RFC 1123 section 2.1: letters, digits, hyphens).

        A name written in other letters than ASCII becomes its A-label form (RFC 5891). Raises BadInput.
        """
        name = cls._normal(text)
        for label in name.labels:
            if not LABEL.fullmatch(label):
                raise BadInput(
                    Text(
                        "{name}: the part “{label}” of a host name may hold letters, digits and inner hyphens only",
                        name=shown(text),
                        label=shown(label),
                    )
                )
        if name.labels[-1].isdigit():
            raise BadInput(Text("{name} is not a host name: its last part is a number", name=shown(text)))
        return name

    @classmethod
    @lru_cache(maxsize=MOST_KEPT)
    def seen(cls, text: str) -> "Fqdn":
        """Return a name as a zone holds it: underscores, `*` and escapes are allowed. Raises BadInput."""
        return cls._normal(text)

    @classmethod
    def _normal(cls, text: str) -> "Fqdn":
        name = _undotted(_ascii(text).lower()).removesuffix(".")
        octets = ESCAPE.sub("x", name)
        if not name or not all(ZONE_LABEL.fullmatch(label) for label in octets.split(".")):
            raise BadInput(Text("{name} is not a domain name", name=shown(text)))
        if len(octets) > MAX_NAME or max(map(len, octets.split("."))) > MAX_LABEL:
            raise BadInput(
                Text(
                    "{name} is too long: a part may have {label} letters and a name {whole} (RFC 1035)",
                    name=shown(text),
                    label=MAX_LABEL,
                    whole=MAX_NAME,
                )
            )
        return cls(name)

    @property
    def labels(self) -> tuple[str, ...]:
        """The parts, leftmost first."""
        return tuple(self.text.split(".")) if self.text else ()

    @property
    def parent(self) -> "Fqdn":
        """The name one label up; the parent of a top-level name is the root."""
        return Fqdn(self.text.partition(".")[2])

    def is_below(self, other: "Fqdn") -> bool:
        """Tell whether this name lies strictly below `other`."""
        return self.text != other.text and (not other.text or self.text.endswith("." + other.text))

    def is_at_or_below(self, other: "Fqdn") -> bool:
        """Tell whether this name is `other` or lies below it."""
        return self == other or self.is_below(other)

    def up_to(self, apex: "Fqdn") -> tuple["Fqdn", ...]:
        """Return the names strictly between this one and `apex`, nearest first."""
        names, name = [], self.parent
        while name.is_below(apex):
            names.append(name)
            name = name.parent
        return tuple(names)

    def child(self, label: str) -> "Fqdn":
        """Return the name one label below this one."""
        return Fqdn.seen(f"{label}.{self.text}")

    def __str__(self) -> str:
        return self.text or "."


def _undotted(name: str) -> str:
    """Write a dot within a label by its number, so that every dot that is left parts two labels."""
    return (
        ESCAPE.sub(lambda escape: r"\046" if escape[1] == "." else escape[0], name) if "\\" in name else name
    )


def _ascii(text: str) -> str:
    if text.isascii():
        return text
    try:
        return unicodedata.normalize("NFC", text).encode("idna").decode("ascii")
    except UnicodeError as error:
        raise BadInput(Text("{name} is not a domain name", name=shown(text))) from error


@lru_cache(maxsize=MOST_KEPT)
def parse_ip(text: str) -> Ip:
    """Return the IP address written as `text`; an IPv4 address in IPv6 clothes is refused. Raises BadInput."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError as error:
        raise BadInput(Text("{text} is not an IP address", text=shown(text))) from error
    if isinstance(address, ipaddress.IPv6Address) and (address.ipv4_mapped or address.scope_id):
        raise BadInput(Text("{text}: write the plain IPv4 or IPv6 address itself", text=shown(text)))
    return address


def seen_ip(text: str) -> Ip:
    """Return an address as a server's answer holds it: one that no letter may name, too."""
    return ipaddress.ip_address(text)


@dataclass(frozen=True, slots=True, order=True)
class Slug:
    """A short key of the site's own making, as an agency has: `dinkes`."""

    text: str

    @classmethod
    def parse(cls, text: str) -> "Slug":
        """Return the key written as `text`. Raises BadInput."""
        if not SLUG.fullmatch(text):
            raise BadInput(
                Text("{text} is not a key: small letters, digits and hyphens, at most 40", text=shown(text))
            )
        return cls(text)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True, order=True)
class RequestId:
    """The id of a request: service, year, number in the year (`SUB-2026-0001`)."""

    prefix: str
    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> "RequestId":
        """Return the id written as `text`. Raises BadInput."""
        match = REQUEST_ID.fullmatch(text.upper())
        if not match:
            raise BadInput(Text("{text} is not the id of a request, as SUB-2026-0001 is", text=shown(text)))
        return cls(match[1], int(match[2]), int(match[3]))

    def __str__(self) -> str:
        return f"{self.prefix}-{self.year}-{self.number:04d}"


def line(text: str) -> str:
    """Return free text fit for one line of a letter, its white space folded.

    Refused, with BadInput: control characters and line breaks, characters that turn the direction
    of writing, template marks (`{{`, `${` …: a letter's engine would evaluate them), emptiness, and
    more than 300 characters.
    """
    if any(unicodedata.category(letter) in NOT_ON_PAPER for letter in text):
        raise BadInput(Text("{text}: control characters and line breaks are not allowed", text=shown(text)))
    if MARKUP.search(text):
        raise BadInput(Text("{text}: template marks such as ${{ or {{{{ are not allowed", text=shown(text)))
    folded = " ".join(text.split())
    if not folded or len(folded) > MAX_LINE:
        raise BadInput(Text("{text}: write 1 to {most} characters", text=shown(text), most=MAX_LINE))
    return folded


def shown(text: str, most: int = 80) -> str:
    """Return hostile text in a form that is safe on a terminal and in a log: cut, and escaped."""
    cut = text if len(text) <= most else text[: most - 1] + "…"
    return "".join(
        letter if letter.isprintable() and letter not in BIDI else f"\\u{ord(letter):04x}" for letter in cut
    )
