"""Sentences for people: English msgids, a complete Indonesian catalogue."""

import gettext
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LOCALE = Path(__file__).parent / "locale"
LANGUAGES = ("id", "en")


def msg(msgid: str) -> str:
    """Mark a literal for the catalogue where it is shown later, as the help of a command is."""
    return msgid


@lru_cache(maxsize=len(LANGUAGES))
def catalogue(lang: str) -> gettext.NullTranslations:
    """Return the catalogue of a language; English is the msgids themselves."""
    return gettext.translation("provision", LOCALE, [lang], fallback=lang == "en")


@dataclass(frozen=True, slots=True, init=False)
class Text:
    """A sentence with named places, put into words only when its reader's language is known.

    A value: findings and errors carry it through JSON and the ledger. What fills a place is a
    string, a number, another Text, or a sequence of those, which is told as a list.
    """

    msgid: str
    args: Mapping[str, object]

    def __init__(self, msgid: str, /, **args: object) -> None:
        object.__setattr__(self, "msgid", msgid)
        object.__setattr__(self, "args", args)

    def to(self, lang: str) -> str:
        """Return the sentence in a language of `LANGUAGES`."""
        words = catalogue(lang).gettext(self.msgid) if self.msgid else ""
        return words.format(**{key: _fill(value, lang) for key, value in self.args.items()})

    def to_json(self) -> dict[str, object]:
        """Return plain data, from which `from_json` makes an equal Text."""
        return {"msgid": self.msgid, "args": {key: _plain(value) for key, value in self.args.items()}}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> "Text":
        """Make a Text from what `to_json` returned."""
        args = data["args"]
        if not isinstance(args, Mapping):
            raise TypeError(args)
        return cls(str(data["msgid"]), **{key: _revive(value) for key, value in args.items()})

    def __str__(self) -> str:
        return self.to("en")


def _fill(value: object, lang: str) -> str:
    if isinstance(value, Text):
        return value.to(lang)
    if isinstance(value, list | tuple):
        return ", ".join(_fill(item, lang) for item in value)
    return str(value)


def _plain(value: object) -> object:
    if isinstance(value, Text):
        return value.to_json()
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value if isinstance(value, int | float | bool) else str(value)


def _revive(value: object) -> object:
    if isinstance(value, Mapping):
        return Text.from_json(value)
    return [_revive(item) for item in value] if isinstance(value, list) else value
