"""A real PostgreSQL for tests in the sandbox: a database for each test, and roles to come as."""

import os
import secrets
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.sql import SQL, Identifier, Literal

from provision.sandbox.postgres import PORT, SUPERUSER, Postgres

# What a fixture of both kinds is parametrised by.
BACKENDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.sandbox)]
OFFICE, READER = "provision", "pembaca"


@contextmanager
def new_ledger(request: pytest.FixtureRequest, path: Path) -> Iterator[str]:
    """Give the URL of a ledger that is not there yet, on the backend that a fixture was called for."""
    if request.param == "sqlite":
        yield f"sqlite:///{path}"
        return
    databases: Databases = request.getfixturevalue("postgres")
    with databases.new() as url:
        yield url


@dataclass(frozen=True)
class Databases:
    """A server that runs, and what is made on it."""

    server: Postgres

    @contextmanager
    def new(self) -> Iterator[str]:
        """Give the URL of a new, empty database of the office's for the length of a block."""
        name = f"t{secrets.token_hex(6)}"
        self.run(SQL("CREATE DATABASE {} OWNER {}").format(Identifier(name), Identifier(OFFICE)))
        yield self.server.url(name, OFFICE)
        self._drop(name)

    def copy(self, url: str, name: str = "again") -> str:
        """Return the URL of a copy of a database; the copy of before goes."""
        self._drop(name)
        words = SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
        template = url.rpartition("/")[2]
        self.run(words.format(Identifier(name), Identifier(OFFICE), Identifier(template)))
        return self.server.url(name, OFFICE)

    def _drop(self, name: str) -> None:
        self.run(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))

    def run(self, statement: Any, database: str = "postgres") -> None:
        """Run a statement as the server's superuser."""
        with closing(self.superuser(database)) as conn:
            conn.execute(statement)

    def superuser(self, database: str) -> "psycopg.Connection[Any]":
        return psycopg.connect(self.server.url(database, SUPERUSER), autocommit=True)

    def _role(self, name: str) -> None:
        password = secrets.token_urlsafe(16)
        self.server.keep_password(name, password)
        self.run(SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(Identifier(name), Literal(password)))


@contextmanager
def running(folder: Path, port: int = PORT) -> Iterator[Databases]:
    """Run a server in a folder for the length of a block, its password file named in the environment."""
    server = Postgres(folder, port)
    server.make()
    server.start()
    before = os.environ.get("PGPASSFILE")
    os.environ["PGPASSFILE"] = str(server.passfile)
    try:
        databases = Databases(server)
        for role in (OFFICE, READER):
            databases._role(role)
        yield databases
    finally:
        os.environ.pop("PGPASSFILE")
        if before is not None:
            os.environ["PGPASSFILE"] = before
        server.stop("immediate")
