"""The migrations give exactly the tables that the code declares, on both databases, and may be run again."""

import os
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect

from fluxion.base.columns import Row
from fluxion.base.db import migrate, open_database, schema_is_current
from fluxion.base.settings import Settings

SERVER = os.environ.get("FLUXION_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")


def prove(settings: Settings) -> None:
    migrate(settings)
    migrate(settings)
    database = open_database(settings)
    assert schema_is_current(settings, database)
    with database.reader.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Row.metadata)
        partial = _partial(connection)
    database.close()
    assert differences == [], 'run: make migration name="why"'
    indexes = [index for table in Row.metadata.tables.values() for index in table.indexes]
    assert partial == {index.name for index in indexes if index.dialect_options[connection.dialect.name]["where"] is not None}


def _partial(connection: Connection) -> set[str | None]:
    """The indexes that hold only some rows: the comparison of the tables does not see it."""
    found = (index for indexes in inspect(connection).get_multi_indexes().values() for index in indexes)
    return {index["name"] for index in found if f"{connection.dialect.name}_where" in index.get("dialect_options", {})}


def test_on_sqlite(tmp_path: Path) -> None:
    prove(Settings(data_dir=tmp_path))


def test_on_postgresql(tmp_path: Path) -> None:
    name = f"fluxion_migrations_{os.getpid()}"
    try:
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True, connect_timeout=3) as server:
            server.execute(f'CREATE DATABASE "{name}"')
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL answers; set FLUXION_TEST_POSTGRES to run this")
    try:
        prove(Settings(data_dir=tmp_path, database_url=f"{SERVER}/{name}"))
    finally:
        with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as server:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def test_an_empty_folder_is_not_taken_for_a_company(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    database = open_database(settings)
    assert not schema_is_current(settings, database)
    database.close()
