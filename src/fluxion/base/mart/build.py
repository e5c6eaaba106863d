"""Writing the next generation: under a temporary name, in a DuckDB of its own, read by nobody until it is adopted."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import duckdb

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
    lake_version: dict[str, Any] = field(default_factory=dict)


@contextmanager
def draft(settings: Settings, previous: int | None, copy_of: Path | None) -> Iterator[Draft]:
    """A new file to be filled inside the block, starting empty or as a copy; a block that raises leaves nothing behind."""
    folder = settings.mart_dir
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{uuid4().hex}{BUILDING}"
    spill = path.with_suffix(".spill")
    try:
        if copy_of is not None:
            shutil.copyfile(copy_of, path)
        con = duckdb.connect(config={"memory_limit": settings.duckdb_memory, "temp_directory": str(spill)})
        try:
            con.execute(f"attach {sql_text(str(path))} as next")
            con.execute("use next")
            yield Draft(con, path, previous, copy_of is not None)
        finally:
            con.close()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    finally:
        path.with_name(path.name + ".wal").unlink(missing_ok=True)
        shutil.rmtree(spill, ignore_errors=True)


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
