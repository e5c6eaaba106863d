"""Hundreds of thousands of rows at once, as columns of what the database keeps: scaled integers, ISO dates, JSON text.

Nothing is turned into objects and back on the way; rows that people make one by one go through the tables' own types.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa
from sqlalchemy import Table
from sqlalchemy.orm import Session

from fluxion.base.columns import Row

PIECE = 50_000


def append_stored(db: Session, table: type[Row], rows: pa.Table) -> None:
    """Insert rows; each column is named as the table's and holds what the database keeps of it."""
    if not rows.num_rows:
        return
    own: Table = table.__table__  # type: ignore[assignment]
    db.flush()
    names = ", ".join(_known(own, rows.column_names))
    if db.get_bind().dialect.name == "sqlite":
        marks = ", ".join("?" * rows.num_columns)
        for piece in _pieces(rows):
            db.connection().exec_driver_sql(f"INSERT INTO {own.name} ({names}) VALUES ({marks})", piece)
    else:
        _copy(db, f"{own.name} ({names})", rows)


def update_stored(db: Session, table: type[Row], rows: pa.Table) -> int:
    """Write what differs of rows that are there, column `id` says which each is; gives how many rows differed."""
    if not rows.num_rows:
        return 0
    own: Table = table.__table__  # type: ignore[assignment]
    db.flush()
    names = [name for name in _known(own, rows.column_names) if name != "id"]
    run, written = db.connection().exec_driver_sql, 0
    if db.get_bind().dialect.name == "sqlite":
        marks = [f"?{at}" for at in range(1, len(names) + 1)]
        wished = ", ".join(f"{name} = {mark}" for name, mark in zip(names, marks, strict=True))
        differs = " OR ".join(f"{name} IS NOT {mark}" for name, mark in zip(names, marks, strict=True))
        for piece in _pieces(rows.select([*names, "id"])):
            written += run(f"UPDATE {own.name} SET {wished} WHERE id = ?{len(names) + 1} AND ({differs})", piece).rowcount
    else:
        given = ", ".join(["id", *names])
        run(f"CREATE TEMP TABLE given ON COMMIT DROP AS SELECT {given} FROM {own.name} WITH NO DATA")
        _copy(db, f"given ({given})", rows.select(["id", *names]))
        wished = ", ".join(f"{name} = given.{name}" for name in names)
        differs = " OR ".join(f"{own.name}.{name} IS DISTINCT FROM given.{name}" for name in names)
        written = run(f"UPDATE {own.name} SET {wished} FROM given WHERE {own.name}.id = given.id AND ({differs})").rowcount
        run("DROP TABLE given")
    db.expire_all()
    return written


@contextmanager
def staged(db: Session, table: type[Row], rows: pa.Table) -> Iterator[list[str]]:
    """The rows as temporary table `staged`, for statements that compare them with the table's own; gives their columns' names."""
    own: Table = table.__table__  # type: ignore[assignment]
    db.flush()
    names = _known(own, rows.column_names)
    told, run = ", ".join(names), db.connection().exec_driver_sql
    is_sqlite = db.get_bind().dialect.name == "sqlite"
    run(f"CREATE TEMP TABLE staged AS SELECT {told} FROM {own.name} {'WHERE 0' if is_sqlite else 'WITH NO DATA'}")
    if is_sqlite and rows.num_rows:
        marks = ", ".join("?" * rows.num_columns)
        for piece in _pieces(rows):
            run(f"INSERT INTO staged ({told}) VALUES ({marks})", piece)
    elif rows.num_rows:
        _copy(db, f"staged ({told})", rows)
        run("ANALYZE staged")
    yield names
    run("DROP TABLE staged")
    db.expire_all()


def _known(own: Table, names: list[str]) -> list[str]:
    """The names, all of which are columns of the table: nothing else gets into a statement."""
    return [own.c[name].name for name in names]


def _pieces(rows: pa.Table) -> Iterator[list[tuple[Any, ...]]]:
    for batch in rows.combine_chunks().to_batches(max_chunksize=PIECE):
        yield list(zip(*(column.to_pylist() for column in batch.columns), strict=True))


def _copy(db: Session, target: str, rows: pa.Table) -> None:
    cursor: Any = db.connection().connection.cursor()
    with cursor.copy(f"COPY {target} FROM STDIN") as copy:
        for piece in _pieces(rows):
            for row in piece:
                copy.write_row(row)
    cursor.close()
