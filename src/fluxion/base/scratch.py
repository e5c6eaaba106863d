"""A DuckDB of one's own for one piece of work: bounded memory, spills to disk, gone afterwards."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

import duckdb

from fluxion.base.settings import Settings


@contextmanager
def scratch(settings: Settings) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to an empty database in memory that may use the cores and the memory the settings allow."""
    spill = settings.data_dir.resolve() / "spill" / uuid4().hex
    con = duckdb.connect(config={"memory_limit": settings.duckdb_memory, "temp_directory": str(spill)})
    con.execute("set enable_progress_bar = false")
    try:
        yield con
    finally:
        con.close()
        shutil.rmtree(spill, ignore_errors=True)
