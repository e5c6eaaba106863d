"""Builders shared by the tests: a company in a temporary folder, ready to work in."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fluxion.base.clock import Clock
from fluxion.base.columns import Row
from fluxion.base.db import open_database
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
    """Works on an empty company in the folder, with the tables of every module imported so far."""
    chosen = Settings(data_dir=folder, database_url=database_url, **settings)
    database = open_database(chosen)
    Row.metadata.create_all(database.writer)
    return Works(
        settings=chosen,
        database=database,
        lake=Lake.open(chosen),
        marts=Marts.open(chosen),
        dispatch=lambda job_ids: None,
        clock=clock,
        ports=ports or {},
    )


def described_api() -> dict[str, Any]:
    """The description of the HTTP API as this source gives it."""
    from fluxion.app import compose
    from fluxion.faces.http.server import create_server, describe  # the whole face: only tests that ask for it pay for it

    with TemporaryDirectory() as folder:
        app = compose(Settings(data_dir=Path(folder)))
        described = describe(create_server(app))
        app.close()
        return described
