"""Sentences: in words, as data and back, nested."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from provision.i18n import LANGUAGES, Text, msg
from provision.names import Fqdn

LETTERS = st.text(st.characters(exclude_characters="{}", codec="utf-8"), max_size=20)
KEYS = st.sampled_from(["a", "b", "msgid", "self"])
PLAIN = st.one_of(LETTERS, st.integers(), st.booleans(), st.floats(allow_nan=False, allow_infinity=False))


def made(args: dict[str, object]) -> Text:
    return Text(" ".join(f"{{{key}}}" for key in args), **{k: v for k, v in args.items() if k != "self"})


TEXTS = st.recursive(
    st.builds(Text, LETTERS),
    lambda inner: st.builds(
        made,
        st.dictionaries(
            KEYS.filter(lambda k: k != "self"),
            st.one_of(PLAIN, inner, st.lists(st.one_of(PLAIN, inner))),
            max_size=3,
        ),
    ),
    max_leaves=8,
)


@given(TEXTS)
def test_round_trip(text: Text) -> None:
    back = Text.from_json(json.loads(json.dumps(text.to_json())))
    assert back == text
    assert [back.to(lang) for lang in LANGUAGES] == [text.to(lang) for lang in LANGUAGES]


TOLD = [
    (Text("{x}", x="{y} {0} %s"), "{y} {0} %s"),
    (Text("{x}", x=[1, "b", Fqdn("go.id")]), "1, b, go.id"),
    (Text("{x}", x=(Text("<{y}>", y=[1, 2]), Text("z"))), "<1, 2>, z"),
    (Text("{x}", x=Text("{x}", x=Text("{x}", x=3))), "3"),
    (Text("${{ {x} }}", x=1), "${ 1 }"),
    (Text("{msgid}", msgid="m"), "m"),
    (Text("{x}", x=[]), ""),
    (Text(""), ""),
]


@pytest.mark.parametrize(("text", "words"), TOLD, ids=[words for _, words in TOLD])
def test_words(text: Text, words: str) -> None:
    assert (text.to("en"), str(text)) == (words, words)
    assert Text.from_json(text.to_json()).to("en") == words


def test_a_nested_sentence_is_told_in_the_readers_language() -> None:
    text = Text("{x}", x=[Text("no answer in time"), "no answer in time"])
    assert text.to("en") == "no answer in time, no answer in time"
    told = text.to("id").split(", ")
    assert told[0] != "no answer in time" == told[1]
    assert Text.from_json(text.to_json()).to("id") == text.to("id")


def test_not_what_to_json_made() -> None:
    with pytest.raises(TypeError):
        Text.from_json({"msgid": "x", "args": ["x"]})


def test_a_mark_is_the_msgid_itself() -> None:
    assert msg("x {y}") == "x {y}"
