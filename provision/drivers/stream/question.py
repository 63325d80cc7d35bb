"""Writes a question as octets, and tells whether octets answer it."""

import re
import struct
from functools import lru_cache

import dns.name
import dns.rdataclass
import dns.rdatatype

from provision.model.query import Edns, Query
from provision.names import MOST_KEPT

HEADER = 12
RECURSE, CHECKING_DISABLED = 0x0100, 0x0010
OPT, DO = 41, 0x8000
# A server that could not read the question may leave it out of its answer.
UNREAD = frozenset({1, 2, 4, 5})  # FORMERR, SERVFAIL, NOTIMP, REFUSED
PLAIN = re.compile(r"[A-Za-z0-9_*-]{1,63}(\.[A-Za-z0-9_*-]{1,63})*")  # needs no second look
RESPONSE, OPCODE_AND_RESPONSE = 0x80, 0xF8


def octets_of(query: Query) -> tuple[bytes, bytes]:
    """Return the message but for its id, and the question section in it."""
    flags = (RECURSE if query.recurse else 0) | (CHECKING_DISABLED if query.unchecked else 0)
    return _octets(query.spelled or query.name.text, query.type, query.klass, flags, query.edns)


@lru_cache(maxsize=MOST_KEPT)
def _octets(name: str, rtype: str, klass: str, flags: int, edns: Edns | None) -> tuple[bytes, bytes]:
    section = _name(name) + _kind(rtype, klass)
    counts = (flags, 1, 0, 0, 1 if edns else 0)
    return struct.pack("!HHHHH", *counts) + section + (_opt(edns) if edns else b""), section


def _name(text: str) -> bytes:
    if PLAIN.fullmatch(text):
        return b"".join(bytes([len(label)]) + label for label in text.encode().split(b".")) + b"\0"
    return dns.name.from_text(text or ".").to_wire() or b""


@lru_cache(maxsize=MOST_KEPT)
def _kind(rtype: str, klass: str) -> bytes:
    return struct.pack("!HH", dns.rdatatype.from_text(rtype), dns.rdataclass.from_text(klass))


def _opt(edns: Edns) -> bytes:
    flags = (DO if edns.do else 0) | edns.z
    options = b"".join(struct.pack("!HH", code, len(data)) + data for code, data in edns.options)
    return struct.pack("!BHHBBHH", 0, OPT, edns.payload, 0, edns.version, flags, len(options)) + options


def answers(message: bytes, section: bytes) -> bool:
    """Tell whether a message is an answer to the question whose section is given."""
    if len(message) < HEADER or message[2] & OPCODE_AND_RESPONSE != RESPONSE:
        return False
    questions = message[4] << 8 | message[5]
    if questions == 0:
        return message[3] & 0xF in UNREAD
    told = message[HEADER : HEADER + len(section)]
    # Lengths are below 64 and letters above, so that whole sections can be lowered.
    return questions == 1 and (told == section or told.lower() == section.lower())


def transfer_answers(message: bytes, section: bytes) -> bool:
    """Tell the same of the first message of a transfer, which may have no question (RFC 5936 section 2.2.1)."""
    return answers(message, section) or (
        message[2] & OPCODE_AND_RESPONSE == RESPONSE and message[4:6] == b"\0\0"
    )
