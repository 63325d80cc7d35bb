"""The serial is found wherever people put it, follows the last one, and is all that changes."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provision.drivers.zonefile.serial import following, is_later, place, with_serial
from tests.drivers.zone_files import FILES, TODAY

FOLLOWING = [
    (1, 2),
    (0, 1),
    (2**32 - 1, 1),
    (1764000000, 1764000001),  # seconds since 1970
    (2026112300, 2026112401),
    (2019010199, 2026112401),
    (2026112400, 2026112401),
    (2026112401, 2026112402),
    (2026112498, 2026112499),
    (2026112499, 2026112500),  # the day is full
    (2026113099, 2026120100),
    (2026123199, 2027010100),
    (2030010105, 2030010106),  # somebody was ahead of time
    (2026113201, 2026113202),  # no such day: a plain number
    (2026000001, 2026000002),
    (1989123101, 1989123102),  # before there were such serials
    (4294967295, 1),
]


@pytest.mark.parametrize(("serial", "then"), FOLLOWING)
def test_what_follows(serial: int, then: int) -> None:
    assert following(serial, TODAY) == then


@given(st.integers(0, 2**32 - 1), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_what_follows_is_later(serial: int, today: date) -> None:
    then = following(serial, today)
    assert 0 < then < 2**32
    assert is_later(then, serial)
    assert not is_later(serial, then)


@pytest.mark.parametrize("name", FILES)
def test_the_serial_is_found_among_what_looks_like_it(name: str) -> None:
    content = FILES[name]
    word = place(content)
    assert word
    assert word.value in {b"7", b"2026112301"}
    changed = with_serial(content, word, 1234567890)
    assert changed == content[: word.start] + b"1234567890" + content[word.start + len(word.value) :]
    assert place(changed).value == b"1234567890"  # type: ignore[union-attr]


NONE = [
    b"",
    b"; @ SOA ns1 hostmaster 7 4h 1h 2w 300\n",
    b"@ TXT SOA ns1 hostmaster 7 4h 1h 2w 300\n",
    b'@ TXT "\n@ SOA ns1 hostmaster',
    b"$SOA SOA ns1 hostmaster 7 4h 1h 2w 300\n",
    b"@ SOA ns1 hostmaster serial 4h 1h 2w 300\n",
    b"$INCLUDE soa.zone\n",
]


@pytest.mark.parametrize("content", NONE)
def test_where_there_is_none_none_is_found(content: bytes) -> None:
    assert place(content) is None


SPACE = st.sampled_from([b" ", b"\t", b"  \t", b" ; 7\n ", b"\n", b" \r\n", b' ; ( \xe9 " )\r\n\t'])


@given(
    st.binary(max_size=30).filter(lambda told: b"\n" not in told),
    st.lists(SPACE, min_size=7, max_size=7),
    st.sampled_from([b"@", b"bengkaliskab.go.id.", b"soa", b"\\;7"]),
    st.integers(0, 2**32 - 1),
)
def test_it_is_found_however_the_record_is_laid_out(
    comment: bytes, between: list[bytes], owner: bytes, serial: int
) -> None:
    words = [b"IN", b"SOA", b"ns1", b"soa.7", b"%d" % serial, b"4h", b"1h"]
    told = b"; " + comment + b"\n" + owner + b" ("
    told += b"".join(word + space for word, space in zip(words, between, strict=True)) + b"2w 300 )"
    word = place(told)
    assert word
    assert (word.value, told[: word.start].split()[-1:] != [b";"]) == (b"%d" % serial, True)
    assert told[word.start : word.end] == word.value
