"""The reader of messages: it agrees with dnspython on what is valid, and ends soon on what is not."""

import struct
import time

import dns.flags
import dns.message
import dns.name
import dns.rcode
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from provision.drivers.stream.labels import Malformed
from provision.drivers.stream.reader import Told, read
from provision.model.query import Edns
from provision.model.rrset import RRset
from provision.names import Fqdn
from tests.drivers.messages import PACKETS, by_dnspython, messages

HEADER = struct.Struct("!HHHHHH")
QUESTION = b"\x01x\x02id\x00\x00\x01\x00\x01"
SOON = 2.0


def agree(wire: bytes) -> None:
    told, wanted = read(wire), dns.message.from_wire(wire, one_rr_per_rrset=True)
    assert told.rcode == dns.rcode.to_text(wanted.rcode())
    for flag, seen in (
        (dns.flags.AA, told.authoritative),
        (dns.flags.TC, told.truncated),
        (dns.flags.RA, told.recursive),
        (dns.flags.AD, told.authenticated),
    ):
        assert seen == bool(wanted.flags & flag)
    assert list(told.answer) == by_dnspython(wanted.answer)
    assert list(told.authority) == by_dnspython(wanted.authority)
    assert list(told.additional) == by_dnspython(wanted.additional)
    asked = wanted.question[0].name
    assert told.spelled == ("" if asked == dns.name.root else asked.to_text(omit_final_dot=True))
    agree_about_edns(told, wanted)


def agree_about_edns(told: Told, wanted: dns.message.Message) -> None:
    assert (told.edns is None) == (wanted.edns < 0)
    if told.edns:
        flags = wanted.ednsflags & 0xFFFF
        options = tuple((int(option.otype), option.to_wire()) for option in wanted.options)
        assert told.edns == Edns(wanted.payload, bool(flags & 0x8000), wanted.edns, flags & 0x7FFF, options)


@given(messages())
@settings(max_examples=200, deadline=None)
def test_it_agrees_with_dnspython(wire: bytes) -> None:
    agree(wire)


@pytest.mark.parametrize("title", PACKETS)
def test_it_agrees_about_what_servers_sent(title: str) -> None:
    agree(PACKETS[title])


def ends_soon(wire: bytes) -> Told | None:
    began = time.monotonic()
    try:
        return read(wire)
    except Malformed:
        return None
    finally:
        assert time.monotonic() - began < SOON


@given(st.data(), st.sampled_from(sorted(PACKETS)))
@settings(max_examples=400, deadline=None)
def test_what_is_cut_flipped_and_grown_ends_soon(data: st.DataObject, title: str) -> None:
    wire = bytearray(PACKETS[title])
    for _ in range(data.draw(st.integers(0, 8))):
        wire[data.draw(st.integers(0, len(wire) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(wire)))
    ends_soon(bytes(wire[:cut]) + data.draw(st.binary(max_size=40)))


@given(st.binary(max_size=600))
@settings(deadline=None)
def test_rubbish_ends_soon(wire: bytes) -> None:
    ends_soon(wire)


def message(body: bytes, *counts: int, flags: int = 0x8400) -> bytes:
    return HEADER.pack(7, flags, *(counts or (1, 1, 0, 0))) + body


def record(owner: bytes, rtype: int, data: bytes, *, klass: int = 1, ttl: int = 60) -> bytes:
    return owner + struct.pack("!HHIH", rtype, klass, ttl, len(data)) + data


def pointers(count: int) -> bytes:
    """Return pointers each of which leads to the one before, the first to the question's name."""
    return b"".join(
        struct.pack("!H", 0xC000 | (12 if not n else 12 + len(QUESTION) + 11 + 2 * n - 2))
        for n in range(count)
    )


CHAIN = record(b"\0", 16, pointers(7000))
LAST = 12 + len(QUESTION) + 11 + 2 * 6999
BOMBS = {
    "a pointer to itself": message(QUESTION + record(b"\xc0\x13", 1, b"\1\2\3\4")),
    "a pointer ahead": message(QUESTION + record(b"\xc0\xff", 1, b"\1\2\3\4") + bytes(300)),
    "pointers without end": message(QUESTION + CHAIN + b"".join(record(struct.pack("!H", 0xC000 | LAST), 1, b"\1\2\3\4") for _ in range(3000)), 1, 3001, 0, 0),
    "pointers in the data": message(QUESTION + CHAIN + b"".join(record(b"\0", 17, struct.pack("!HH", 0xC000 | LAST, 0xC000 | LAST)) for _ in range(3000)), 1, 3001, 0, 0),
    "the longest of names, again and again": message(QUESTION + record(b"\0", 2, (b"\x01a" * 127) + b"\0") + b"".join(record(b"\xc0\x1f", 2, b"\xc0\x1f") for _ in range(4000)), 1, 4001, 0, 0),
    "64 KiB of nothing": bytes(65535),
    "64 KiB of ones": b"\xff" * 65535,
    "64 KiB of text": message(QUESTION + b"".join(record(b"\xc0\x0c", 16, b"\xff" + b"x" * 255) for _ in range(240)), 1, 240, 0, 0),
    "records that are not there": message(QUESTION, 1, 65535, 65535, 65535),
    "the smallest of records": message(QUESTION + record(b"\0", 65280, b"") * 5900, 1, 5900, 0, 0),
    "one set of thousands": message(QUESTION + b"".join(record(b"\0", 1, n.to_bytes(4)) for n in range(4000)), 1, 4000, 0, 0),
    "keys without end": message(QUESTION + b"".join(record(b"\0", 48, bytes(4) + n.to_bytes(300)) for n in range(200)), 1, 200, 0, 0),
}  # fmt: skip


@pytest.mark.parametrize("title", BOMBS)
def test_what_is_made_to_keep_us_busy_does_not(title: str) -> None:
    ends_soon(BOMBS[title])


ODD = [
    ("an address of three octets", record(b"\xc0\x0c", 1, b"\1\2\3"), RRset.of(Fqdn("x.id"), "A", 60, [r"\# 3 010203"])),
    ("an address of four where sixteen are due", record(b"\xc0\x0c", 28, b"\1\2\3\4"), RRset.of(Fqdn("x.id"), "AAAA", 60, [r"\# 4 01020304"])),
    ("a text that ends too soon", record(b"\xc0\x0c", 16, b"\x05ab"), RRset.of(Fqdn("x.id"), "TXT", 60, [r"\# 3 056162"])),
    ("no text at all", record(b"\xc0\x0c", 16, b""), RRset.of(Fqdn("x.id"), "TXT", 60, [r"\# 0"])),
    ("a name and more", record(b"\xc0\x0c", 2, b"\0\0"), RRset.of(Fqdn("x.id"), "NS", 60, [r"\# 2 0000"])),
    ("a name that leads nowhere", record(b"\xc0\x0c", 15, b"\0\0\xff\xff"), RRset.of(Fqdn("x.id"), "MX", 60, [r"\# 4 0000ffff"])),
    ("half a SOA", record(b"\xc0\x0c", 6, b"\0\0\0\0\0\1"), RRset.of(Fqdn("x.id"), "SOA", 60, [r"\# 6 000000000001"])),
    ("half a key", record(b"\xc0\x0c", 48, b"\1"), RRset.of(Fqdn("x.id"), "DNSKEY", 60, [r"\# 1 01"])),
    ("another class", record(b"\xc0\x0c", 16, b"\1a", klass=3), RRset.of(Fqdn("x.id"), "CH/TXT", 60, ['"a"'])),
    ("a time of a century", record(b"\xc0\x0c", 1, b"\1\2\3\4", ttl=2**31), RRset.of(Fqdn("x.id"), "A", 0, ["1.2.3.4"])),
]  # fmt: skip


@pytest.mark.parametrize(("wire", "wanted"), [row[1:] for row in ODD], ids=[row[0] for row in ODD])
def test_a_record_that_is_odd_spoils_no_message(wire: bytes, wanted: RRset) -> None:
    told = read(message(QUESTION + wire))
    assert told.answer == (wanted,)
    if wanted.values[0].startswith("\\#"):
        assert (wanted.addresses, wanted.targets) == ((), ())


def test_two_soa_records_are_two() -> None:
    soas = [record(b"\xc0\x0c", 6, b"\0\0" + struct.pack("!IIIII", n, 1, 1, 1, 1)) for n in (1, 2)]
    (soa,) = read(message(QUESTION + b"".join(soas), 1, 2, 0, 0)).answer
    assert soa.values == (". . 1 1 1 1 1", ". . 2 1 1 1 1")


MALFORMED = {
    "nothing": b"",
    "half a header": bytes(11),
    "a question that is not there": message(b""),
    "two questions": message(QUESTION * 2, 2, 0, 0, 0),
    "a record that is not there": message(QUESTION),
    "data that is not there": message(QUESTION + record(b"\0", 1, b"\1\2\3\4")[:-1]),
    "a label of a kind that is none": message(QUESTION + record(b"\x40", 1, b"\1\2\3\4")),
    "a name too long": message(QUESTION + record(b"\x3f" + b"x" * 63 + b"\xc0\x0c", 1, b"") + record(b"\x3fx" + b"x" * 62 + (b"\x3f" + b"y" * 63) * 3 + b"\0", 1, b""), 1, 2, 0, 0),
    "OPT among the answers": message(QUESTION + record(b"\0", 41, b"")),
    "OPT twice": message(QUESTION + record(b"\0", 41, b"") * 2, 1, 0, 0, 2),
    "OPT of a name": message(QUESTION + record(b"\xc0\x0c", 41, b""), 1, 0, 0, 1),
    "an option that ends too soon": message(QUESTION + record(b"\0", 41, b"\0\1\0\5a"), 1, 0, 0, 1),
    "half an option": message(QUESTION + record(b"\0", 41, b"\0\1"), 1, 0, 0, 1),
}  # fmt: skip


@pytest.mark.parametrize("title", MALFORMED)
def test_malformed(title: str) -> None:
    with pytest.raises(Malformed):
        read(MALFORMED[title])


def test_an_answer_that_says_it_was_cut_may_end_anywhere() -> None:
    whole = record(b"\xc0\x0c", 1, b"\1\2\3\4")
    wire = message(QUESTION + whole + whole[:-2], 1, 2, 0, 0, flags=0x8600)
    assert read(wire).answer == (RRset.of(Fqdn("x.id"), "A", 60, ["1.2.3.4"]),)
