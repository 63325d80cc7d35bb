"""Copying a ledger table by table, from one kind of database to another."""

from sqlalchemy import Connection, delete, insert, select

from provision.ledger.tables import head, metadata

PAGE = 1000


def copy_tables(source: Connection, target: Connection) -> None:
    """Copy every row, as it is at the moment that `source` sees, into tables that were just made."""
    target.execute(delete(head))  # new tables hold the end of an empty log
    for table in metadata.sorted_tables:  # what others refer to comes first
        found = source.execute(select(table).execution_options(yield_per=PAGE))
        for page in found.partitions():
            target.execute(insert(table), [row._asdict() for row in page])
