"""Finding what is open, and what happened of one kind, without reading all.

Revision ID: 0002
Revises: 0001
"""

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Index the requests by where they stand, and the entries by what they tell."""
    op.create_index("requests_by_status", "requests", ["status", "opened"])
    op.create_index("events_by_kind", "events", ["kind", "seq"])
