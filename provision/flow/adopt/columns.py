"""The columns of the sheet, and the words in them: written in one language, read in any."""

from collections.abc import Iterable, Mapping

from provision.i18n import LANGUAGES, Text, msg

SHEET_OF_NAMES = msg("Names")
SHEET_OF_AGENCIES = msg("Agencies")
COLUMNS = {
    "name": msg("Name"),
    "kind": msg("Kind"),
    "records": msg("Records as they are"),
    "agency": msg("Agency"),
    "decision": msg("Decision"),
    "reason": msg("Reason"),
    "confidence": msg("Confidence"),
    "letter": msg("Letter number"),
    "mark": msg("Mark (leave it)"),
}
# Without these nothing can be decided.
NEEDED = ("name", "agency", "decision", "reason", "mark")
# A cell that begins so is a formula to a spreadsheet that opens text.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
MOST_LETTERS = 2000


def headers(lang: str) -> Iterable[str]:
    """Return the first line of the sheet."""
    return [Text(word).to(lang) for word in COLUMNS.values()]


def known_words(words: Mapping[str, Text]) -> Mapping[str, str]:
    """Return the code that each word of a sheet stands for, in any language or as the code itself."""
    told = {text.to(lang).casefold(): code for code, text in words.items() for lang in LANGUAGES}
    return {**told, **{code.casefold(): code for code in words}}


def bare(text: str) -> str:
    """Return a text without the mark that keeps a spreadsheet from evaluating it."""
    return text[1:] if text.startswith("'") and text[1:].startswith(DANGEROUS) else text


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula, cut where it is endless."""
    cut = text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - 1] + "…"
    return f"'{cut}" if cut.startswith(DANGEROUS) else cut
