"""The chain: each entry's link is a digest over the link before it and over the entry itself.

Pure. A body enters only as a salted digest: once body and salt are erased nothing tells what it
said (a bare digest of a phone number could be guessed), and the chain still holds.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from typing import Any

# An entry as the chain tells it: seq, at, kind, subject, actor, the body's digest.
Told = tuple[int, str, str, str, str, str]

GENESIS = "0" * 64
SALT_BYTES = 16
# Made once: json.dumps would make them for each entry. repr: bytes can stand where a text was
# altered; that must be judged, not stumbled over.
BODY = json.JSONEncoder(sort_keys=True, separators=(",", ":"), allow_nan=False)
LINK = json.JSONEncoder(default=repr)


def canonical(body: Mapping[str, Any]) -> str:
    """Return the one way to write a body as JSON. Raises TypeError for what is no plain data: a Secret."""
    return BODY.encode(body)


def new_salt() -> str:
    """Return a fresh salt; all have one length, so salt and body cannot be cut elsewhere."""
    return secrets.token_hex(SALT_BYTES)


def salted(salt: str, text: str) -> str:
    """Return the digest of a body."""
    return _sha256(f"{salt}{text}")


def link(previous: str, told: Told) -> str:
    """Return the link of an entry; written as a JSON list, because `a|b` could be cut in two ways."""
    return _sha256(LINK.encode([previous, *told]))


def _sha256(text: str) -> str:
    # surrogatepass: for the same reason as repr above.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
