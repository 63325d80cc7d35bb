"""The name of a zone to be checked, as people write it: brought to its one normal form, or told why it has none.

Names that no host may have are let through, so that the test cases of the module Syntax can judge them. Letters
beyond ASCII become A-labels (RFC 5891), and the other full stops of Unicode become dots (RFC 3490 section 3.1).
"""

import re
import unicodedata
from collections.abc import Sequence

from provision.checks.dns.case import Case, Message
from provision.errors import BadInput
from provision.i18n import Text, msg
from provision.model.finding import Finding, Level
from provision.names import ESCAPE, MAX_LABEL, Fqdn

DOTS = re.compile("[\u3002\uff0e\uff61]")
MAX_FQDN = 254  # with the dot at the end (RFC 1035 section 2.3.4)
CASE = Case(
    "basic",
    "Zonemaster Basic; RFC 1035 section 2.3.4",
    {
        "DOMAIN_NAME_LABEL_TOO_LONG": Message(
            Level.CRITICAL,
            msg("The part {label} of the name {domain} has {dlength} letters; {max} are the most"),
            msg("Write the name as it is registered"),
        ),
        "DOMAIN_NAME_TOO_LONG": Message(
            Level.CRITICAL,
            msg("The name {fqdn} has {fqdnlength} letters; {max} are the most"),
            msg("Write the name as it is registered"),
        ),
        "DOMAIN_NAME_ZERO_LENGTH_LABEL": Message(
            Level.CRITICAL,
            msg("The name {domain} has an empty part between two dots, or before the first"),
            msg("Write the name as it is registered"),
        ),
    },
)


def zone_name(text: str) -> tuple[Fqdn, Sequence[Finding]]:
    """Return the zone that is meant, and what makes it no name, if anything does. Raises BadInput for no name at all.

    The root is written as a dot.
    """
    if not text.strip():
        raise BadInput(Text("The name of a zone is empty; write one, or a dot for the root"))
    plain = DOTS.sub(".", unicodedata.normalize("NFC", text.strip().lower()))
    if plain == ".":
        return Fqdn(""), ()
    labels = [_a_label(label) for label in plain.removesuffix(".").split(".")]
    name = Fqdn(".".join(labels))
    faults = _faults(name, labels) if plain else []
    return (name, faults) if faults else (Fqdn.seen(name.text), ())


def _a_label(label: str) -> str:
    """Return a label's A-label; one too long for the codec is encoded all the same, so that its length is told."""
    if label.isascii():
        return label
    try:
        return label.encode("idna").decode("ascii")
    except UnicodeError:
        long = "xn--" + label.encode("punycode").decode("ascii")
        return long if len(long) > MAX_LABEL else label


def _faults(name: Fqdn, labels: Sequence[str]) -> list[Finding]:
    lengths = {label: len(ESCAPE.sub("x", label)) for label in labels}
    found = [
        CASE.found(
            "DOMAIN_NAME_LABEL_TOO_LONG", name, domain=name.text, label=label, dlength=length, max=MAX_LABEL
        )
        for label, length in lengths.items()
        if length > MAX_LABEL
    ]
    if 0 in lengths.values():
        found.append(CASE.found("DOMAIN_NAME_ZERO_LENGTH_LABEL", name, domain=name.text))
    length = sum(len(ESCAPE.sub("x", label)) + 1 for label in labels)
    if length > MAX_FQDN:
        fqdn = f"{name.text}."
        found.append(CASE.found("DOMAIN_NAME_TOO_LONG", name, fqdn=fqdn, fqdnlength=length, max=MAX_FQDN))
    return found
