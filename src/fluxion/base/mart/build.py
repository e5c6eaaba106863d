"""Writing the next generation: under a temporary name, in a DuckDB of its own, read by nobody until it is adopted."""

import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import duckdb

from fluxion.base.scratch import scratch
from fluxion.base.settings import Settings

if TYPE_CHECKING:
    from fluxion.base.work import Work

BUILDING = ".building"
Fill = Callable[[duckdb.DuckDBPyConnection, "Work"], None]


@dataclass(frozen=True)
class MartSection:
    """Tables that a domain adds to the mart.

    `ddl` creates them, empty. They are carried over from one generation to the next; whoever publishes may pass a
    function that fills them anew, and a section with `build` is filled anew each time.
    """

    name: str
    tables: tuple[str, ...]
    ddl: str
    build: Fill | None = None


class MartSections(tuple[MartSection, ...]):
    """The sections of this installation; the composition root lists them as a port."""

    __slots__ = ()


@dataclass
class Draft:
    """A generation being written: its connection, whose current database it is, and what it is built on."""

    con: duckdb.DuckDBPyConnection
    path: Path
    previous: int | None
    is_copy: bool
    previous_path: Path | None = None
    lake_version: dict[str, Any] = field(default_factory=dict)


@contextmanager
def draft(settings: Settings, previous: int | None, previous_path: Path | None, *, full: bool) -> Iterator[Draft]:
    """A new file to be filled inside the block, starting empty when `full` and as a copy otherwise.

    A block that raises leaves nothing behind.
    """
    folder = settings.mart_dir
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{uuid4().hex}{BUILDING}"
    try:
        is_copy = previous_path is not None and not full
        if previous_path is not None and is_copy:
            shutil.copyfile(previous_path, path)
        with scratch(settings) as con:
            con.execute(f"attach {sql_text(str(path))} as next")
            con.execute("use next")
            yield Draft(con, path, previous, is_copy, previous_path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        path.with_name(path.name + ".wal").unlink(missing_ok=True)


def carry_over(made: Draft, tables: Iterable[str]) -> None:
    """Fill tables of a draft with what the generation before it has in them: all of them, or none when one differs in its columns.

    Tables that belong together tell of each other; half of them from another version would be worse than none.
    """
    if made.previous_path is None:
        return
    wanted = list(tables)
    made.con.execute(f"attach {sql_text(str(made.previous_path))} as before (read_only)")
    try:
        if all(_columns(made.con, "before", table) == _columns(made.con, "next", table) for table in wanted):
            for table in wanted:
                made.con.execute(f'insert into "{table}" select * from before."{table}"')
    finally:
        made.con.execute("detach before")


def _columns(con: duckdb.DuckDBPyConnection, database: str, table: str) -> list[tuple[str, str]]:
    return con.execute(
        "select column_name, data_type from duckdb_columns() where database_name = ? and table_name = ? order by column_index",
        [database, table],
    ).fetchall()


def seal(made: Draft) -> None:
    """Finish the file: everything checkpointed into it, nothing open, forced to the disk."""
    made.con.execute("checkpoint next")
    made.con.execute("use memory")
    made.con.execute("detach next")
    sync(made.path)


def sync(path: Path) -> None:
    """Force a file or folder to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sql_text(text: str) -> str:
    """A text as DuckDB writes it in a statement that takes no parameters."""
    return "'" + text.replace("'", "''") + "'"
