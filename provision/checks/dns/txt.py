"""The text that a TXT record holds, put together of its parts (RFC 7208 section 3.3)."""

import re

PART = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
ESCAPED = re.compile(r"\\(\d{3}|.)", re.DOTALL)


def text_of(value: str) -> str:
    """Return the text of a TXT record in presentation form, each octet as the character of its number."""
    return ESCAPED.sub(_octet, "".join(PART.findall(value)))


def _octet(found: re.Match[str]) -> str:
    octet = found[1]
    return chr(int(octet)) if octet.isdigit() else octet
