"""The language that a run speaks: found before any command is parsed, and spoken by click and by helps."""

import gettext
import os
from collections.abc import Mapping, Sequence

from provision.i18n import LANGUAGES, LOCALE

LAST_RESORT = "id"
YES, NO = {"y", "yes", "ya"}, {"n", "no", "t", "tidak"}


def speak(lang: str) -> None:
    """Make gettext's plain functions, which click uses for its own sentences, answer in a language."""
    gettext.bindtextdomain("provision", str(LOCALE))
    gettext.textdomain("provision")
    os.environ["LANGUAGE"] = lang


def language(words: Sequence[str], environ: Mapping[str, str]) -> str | None:
    """Return the language asked for by `--lang` or PROVISION_LANG, before any command is parsed."""
    for word, following in zip(words, (*words, "")[1:], strict=True):
        if word == "--":
            break
        name, _, value = word.partition("=")
        if name == "--lang" and (value or following) in LANGUAGES:
            return value or following
    asked = environ.get("PROVISION_LANG", "")
    return asked if asked in LANGUAGES else None


class Translated:
    """A `help` that is a msgid in the code and a sentence of the reader's language when read."""

    def __set_name__(self, owner: type, name: str) -> None:
        self._slot = f"_{name}_msgid"

    def __get__(self, instance: object, owner: type) -> str | None:
        msgid = getattr(instance, self._slot, None)
        return gettext.gettext(msgid) if msgid else msgid

    def __set__(self, instance: object, value: str | None) -> None:
        setattr(instance, self._slot, value)
