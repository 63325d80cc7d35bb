"""The tables as this version writes them; `migrations/` tells how a ledger came to have them.

`events`, `bodies` and `head` are the memory. `requests`, `grants` and `intents` only sum it up, so
that a question need not read everything: `verify` rebuilds them from the events and compares.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

events = Table(
    "events",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(40), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("subject", String(300), nullable=False),
    Column("actor", String(100), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("link", String(64), nullable=False),
    Index("events_by_subject", "subject", "seq"),
    Index("events_by_kind", "kind", "seq"),
)

# Apart from the events, so that a body can be erased, salt and all, and leave the chain whole.
bodies = Table(
    "bodies",
    metadata,
    Column("seq", Integer, ForeignKey("events.seq"), primary_key=True, autoincrement=False),
    Column("salt", String(32), nullable=False),
    Column("body", Text, nullable=False),
)

# One row: where the chain ends. Whoever appends locks it first.
head = Table(
    "head",
    metadata,
    Column("id", Integer, CheckConstraint("id = 1", name="one_head"), primary_key=True, autoincrement=False),
    Column("seq", Integer, nullable=False),
    Column("link", String(64), nullable=False),
)

requests = Table(
    "requests",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("prefix", String(3), nullable=False),
    Column("year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("agency", String(40), nullable=False),
    Column("letter_number", String(300), nullable=False),
    Column("action", String(20), nullable=False),
    Column("grant_key", String(300), nullable=False),
    Column("object", String(300), nullable=False),
    Column("status", String(20), nullable=False),
    Column("opened", Integer, ForeignKey("events.seq"), nullable=False),
    Column("data", Text, nullable=False),
    UniqueConstraint("prefix", "year", "number", name="one_number"),
    Index("requests_by_grant", "grant_key"),
    Index("requests_by_status", "status", "opened"),
)

grants = Table(
    "grants",
    metadata,
    Column("key", String(300), primary_key=True),
    Column("seq", Integer, ForeignKey("events.seq"), nullable=False),
    Column("data", Text, nullable=False),
)

intents = Table(
    "intents",
    metadata,
    Column("intent", Integer, ForeignKey("events.seq"), primary_key=True, autoincrement=False),
    Column("request", String(300), primary_key=True),
    Column("done", Integer, ForeignKey("events.seq")),
)

locks = Table(
    "locks",
    metadata,
    Column("name", String(300), primary_key=True),
    Column("owner", String(100), nullable=False),
    Column("host", String(255), nullable=False),
    Column("pid", Integer, nullable=False),
    Column("process", String(200), nullable=False),
    Column("since", String(40), nullable=False),
    Column("token", String(32), nullable=False),
)
