"""Builders shared by the tests: a company in a temporary folder, ready to work in."""

from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import event

from fluxion.base.clock import Clock
from fluxion.base.columns import Row
from fluxion.base.db import Database, open_database
from fluxion.base.lake import Lake
from fluxion.base.mart import Marts
from fluxion.base.settings import Settings
from fluxion.base.work import Works

NOON = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)


def make_works(
    folder: Path,
    *,
    database_url: str = "",
    clock: Clock = lambda: NOON,
    ports: Mapping[type[Any], Any] | None = None,
    **settings: Any,
) -> Works:
    """Works on an empty company in the folder, with the tables of every module imported so far.

    What it writes outlives the process but not a power cut: nothing here tests one, and waiting for the disk is most of a small test.
    """
    chosen = Settings(data_dir=folder, database_url=database_url, **settings)
    _prepare_records(chosen)
    database = open_database(chosen)
    if chosen.is_sqlite:
        _hurry(database)
    else:
        _complete(database_url, frozenset(Row.metadata.tables))
    return Works(
        settings=chosen,
        database=database,
        lake=Lake.open(chosen),
        marts=Marts.open(chosen),
        dispatch=lambda job_ids: None,
        clock=clock,
        ports=ports or {},
    )


@cache
def _empty_records(tables: frozenset[str]) -> bytes:
    """A records file with these tables and nothing in them, to be copied: creating them anew takes far longer."""
    with TemporaryDirectory() as folder:
        with closing(open_database(Settings(data_dir=Path(folder)))) as database:
            Row.metadata.create_all(database.writer)
        return (Path(folder) / "records.sqlite").read_bytes()


def _prepare_records(settings: Settings) -> None:
    """Leaves a company that is there as it is: some tests open one twice."""
    file = settings.data_dir / "records.sqlite"
    if not settings.database_url and not file.exists():
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_empty_records(frozenset(Row.metadata.tables)))


@cache
def _complete(url: str, tables: frozenset[str]) -> None:
    """A server's database gets the tables it lacks, once for each time that modules were imported since."""
    with closing(open_database(Settings(database_url=url))) as database:
        Row.metadata.create_all(database.writer)


def _hurry(database: Database) -> None:
    for engine in {database.reader, database.writer}:
        event.listen(engine, "connect", lambda connection, _record: connection.execute("pragma synchronous = off"))


def described_api() -> dict[str, Any]:
    """The description of the HTTP API as this source gives it."""
    from fluxion.app import compose
    from fluxion.faces.http.server import create_server, describe  # the whole face: only tests that ask for it pay for it

    with TemporaryDirectory() as folder:
        app = compose(Settings(data_dir=Path(folder)))
        described = describe(create_server(app))
        app.close()
        return described
