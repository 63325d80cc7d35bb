"""What PostgreSQL says has happened, as a class of ours and a sentence.

A server tells its errors by code, https://www.postgresql.org/docs/current/errcodes-appendix.html;
a connection that does not come about has no code, only words (libpq keeps no more).
"""

import re
from typing import Any

from provision.errors import (
    BadInput,
    BadKey,
    Locked,
    NoAnswer,
    NotFound,
    Outside,
    ProvisionError,
    ReadOnly,
    StorageFull,
)
from provision.i18n import Text, msg

Meaning = tuple[type[ProvisionError], str]

IN_USE: Meaning = (
    Locked,
    msg("The ledger {place} is in use by another process of this office; try again in a moment"),
)
FULL: Meaning = (
    StorageFull,
    msg(
        "No space is left for the ledger {place}; nothing was written. Make room on that disk and run it again"
    ),
)
NOT_ALLOWED: Meaning = (
    ReadOnly,
    msg("The database server lets you only read the ledger {place}: nothing was written. Ask for the right to write"),
)  # fmt: skip
GONE: Meaning = (
    NoAnswer,
    msg(
        "The database server of the ledger {place} broke off ({reason}). Run the same command again once it answers: what was begun is found and finished"
    ),
)
NOT_THERE: Meaning = (
    NoAnswer,
    msg("The database server of the ledger {place} does not answer ({reason}); nothing was written"),
)
NO_PASSWORD: Meaning = (
    BadKey,
    msg(
        "The database server of the ledger {place} asks for a password; write it into the file that PGPASSFILE names, for you alone to read (0600)"
    ),
)
NOT_LET_IN: Meaning = (
    BadKey,
    msg(
        "The database server of the ledger {place} does not let you in ({reason}); see your password in the file that PGPASSFILE names"
    ),
)
NO_DATABASE: Meaning = (
    NotFound,
    msg(
        "The database of the ledger {place} is not there ({reason}); see the name in site.yaml, or make it with: createdb"
    ),
)
TOO_LONG: Meaning = (
    BadInput,
    msg(
        "A value is too long for the ledger {place}, or has characters that it cannot keep ({reason}); nothing was written"
    ),
)
DAMAGED: Meaning = (
    Outside,
    msg(
        "The database of the ledger {place} is damaged ({reason}). Leave it as it is, and restore the last backup: provision ledger restore FILE"
    ),
)
FAILED: Meaning = (Outside, msg("The ledger {place} failed ({reason}); nothing was written"))

# What a connection that did not come about is told as here.
LOST, UNANSWERED, ASKED, DENIED, UNKNOWN = "lost", "unanswered", "asked", "denied", "unknown"

CODES = {
    "08": GONE,
    "22": TOO_LONG,
    "25006": NOT_ALLOWED,  # a read-only transaction: a standby, say
    "25P03": GONE,  # idle for too long
    "28": NOT_LET_IN,
    "3D": NO_DATABASE,
    "40": IN_USE,
    "42501": NOT_ALLOWED,
    "53100": FULL,
    "55P03": IN_USE,
    "57": GONE,
    "57014": IN_USE,  # cancelled: a statement that took too long
    "XX": DAMAGED,
    LOST: GONE,
    UNANSWERED: NOT_THERE,
    ASKED: NO_PASSWORD,
    DENIED: NOT_LET_IN,
    UNKNOWN: NO_DATABASE,
}

# The server's words where it said no; in another language than English they are told as no answer, with its words.
WORDS = (
    (DENIED, re.compile(r"authentication failed|no pg_hba\.conf entry|role .* does not exist")),
    (UNKNOWN, re.compile(r"database .* does not exist")),
    (DENIED, re.compile(r"permission denied for database")),
)


def translated(error: Any, place: str) -> ProvisionError:
    """Return our error for one of PostgreSQL's driver, naming the ledger at `place`."""
    code = error.sqlstate or _without_code(error)
    kind, words = CODES.get(code) or CODES.get(code[:2], FAILED)
    return kind(Text(words, place=place, reason=_reason(error)))


def _without_code(error: Any) -> str:
    attempt = error.pgconn
    if attempt is None:
        return LOST
    if attempt.needs_password:
        return ASKED
    return next((code for code, words in WORDS if words.search(str(error))), UNANSWERED)


def _reason(error: Any) -> str:
    """Return the server's words on one line, without the values that it quotes on further lines."""
    said = error.diag.message_primary or str(error)
    return " ".join(said.splitlines()[0].split())
