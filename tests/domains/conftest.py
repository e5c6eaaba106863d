"""The domain suite runs on SQLite and, where a server answers, on PostgreSQL."""

import os
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, delete, text
from tests.makers import make_works

from fluxion.base.columns import Row
from fluxion.base.work import Works

SERVER = os.environ.get("FLUXION_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
NO_SERVER = f"no PostgreSQL answers at {SERVER.rsplit('@', 1)[-1]}; set FLUXION_TEST_POSTGRES to run this on PostgreSQL too"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str | None]:
    """Address of an empty database made for this run, or None when no server answers."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    name = f"fluxion_test_{worker}_{os.getpid()}"
    try:
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=3) as server:
            server.execute(f'CREATE DATABASE "{name}"')
            server.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')  # nothing here tests a power cut
    except psycopg.OperationalError:
        yield None
        return
    yield f"{SERVER}/{name}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", "postgresql"])
def works(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Works]:
    """An empty company, once on each database."""
    url = ""
    if request.param == "postgresql":
        found: str | None = request.getfixturevalue("postgres_url")
        if found is None:
            pytest.skip(NO_SERVER)
        url = found
    opened = make_works(tmp_path, database_url=url)
    yield opened
    if url:
        with opened.database.writer.begin() as connection:
            _empty(connection)
    opened.database.close()


def _empty(connection: Connection) -> None:
    """Take every row away and number from one again. Truncating makes new files for all tables, however little is in them."""
    tables = {each.name: each for each in reversed(Row.metadata.sorted_tables)}
    asked = " union all ".join(f"select '{name}' where exists (select from \"{name}\")" for name in tables)
    filled = set(connection.scalars(text(asked)))
    for name in (each for each in tables if each in filled):
        connection.execute(delete(tables[name]))
    used = "select setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) from pg_sequences where last_value is not null"
    connection.execute(text(used))
