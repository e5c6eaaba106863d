"""A whole file as one DuckDB table of text cells, in bounded memory, with the rows that could not be split beside it."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from fluxion.base.files.columnar import check_parquet, json_keys, json_query, parquet_query, stage_lines
from fluxion.base.files.delimited import Broken, Doubtful, Layout, quote_use, read_carefully, read_fast
from fluxion.base.files.detect import columns_of, detect
from fluxion.base.files.errors import DamagedFile, EmptyFile
from fluxion.base.files.shapes import DecimalMark, Detected, Encoding, Format, Limits, ReadOptions
from fluxion.base.files.text import as_utf8
from fluxion.base.files.workbook import open_workbook, read_sheet

Tick = Callable[[int], None]


@dataclass(frozen=True)
class Staged:
    """A file in DuckDB: table `raw` (`row`, `c1`, `c2`, …, all text) and table `broken` (`row`, `code`, `value`).

    `row` counts as people see it: the first row of the file is 1, so the row under the header is 2 (records of
    Parquet count from 1). Rows without any value are in neither table.
    """

    con: duckdb.DuckDBPyConnection
    detected: Detected
    columns: tuple[str, ...]
    rows: int
    broken: int


@contextmanager
def workbench(folder: Path | None = None, memory: str = "1GB", threads: int = 2) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB of its own in a temporary file, gone afterwards; what does not fit in memory goes to disk."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix="stage-") as place:
        settings: dict[str, str | bool | int | float | list[str]] = {
            "threads": threads,
            "memory_limit": memory,
            "temp_directory": str(Path(place) / "spill"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
        }
        con = duckdb.connect(str(Path(place) / "stage.duckdb"), config=settings)
        con.execute("SET enable_progress_bar = false")
        try:
            yield con
        finally:
            con.close()


def stage(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    options: ReadOptions | None = None,
    *,
    limits: Limits | None = None,
    tick: Tick | None = None,
) -> Staged:
    """Read a whole file into the workbench; `tick` is called with the rows read so far.

    Raises a refusal of `files.errors` when nothing of the file can be read.
    """
    limits, tick = limits or Limits(), tick or _silent
    found = detect(path, options, limits=limits)
    columns = columns_of(found)
    broken = Broken()
    match found.format:
        case Format.CSV:
            _stage_text(con, path, found, columns, broken, limits, tick)
        case Format.XLSX:
            with open_workbook(path, limits) as book:
                _create(con, columns)
                _fill(con, read_sheet(book, found.sheet, found.decimal_mark, found.header_row, columns, limits), tick)
        case Format.PARQUET:
            _stage_parquet(con, path, found.decimal_mark, limits)
        case Format.JSONL:
            columns = _stage_json(con, path, found, limits)
    return _finish(con, found, columns, broken)


def _silent(rows: int) -> None:
    """Progress that nobody asked for."""


def _create(con: duckdb.DuckDBPyConnection, columns: tuple[str, ...]) -> None:
    cells = ", ".join(f"c{index + 1} VARCHAR" for index in range(len(columns)))
    con.execute(f"CREATE OR REPLACE TABLE raw (row BIGINT, {cells})")


def _fill(con: duckdb.DuckDBPyConnection, batches: Iterator[pa.RecordBatch], tick: Tick) -> None:
    rows = 0
    for batch in batches:
        con.register("batch", pa.table(batch))
        con.execute("INSERT INTO raw SELECT * FROM batch")
        con.unregister("batch")
        rows += len(batch)
        tick(rows)


def _stage_text(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    found: Detected,
    columns: tuple[str, ...],
    broken: Broken,
    limits: Limits,
    tick: Tick,
) -> None:
    if found.encoding is None or found.delimiter is None or found.quote is None:
        raise DamagedFile(format="CSV")
    layout = Layout(found.delimiter, found.quote, found.header_row, columns)
    with tempfile.TemporaryDirectory(prefix="utf8-") as folder:
        text = as_utf8(path, found.encoding, Path(folder))
        _create(con, columns)
        try:
            _fill(con, read_fast(text, layout, quote_use(text, layout), broken), tick)
        except Doubtful:
            _create(con, columns)
            broken.clear()
            _fill(con, read_carefully(text, layout, broken, limits), tick)


def _stage_parquet(con: duckdb.DuckDBPyConnection, path: Path, mark: DecimalMark, limits: Limits) -> None:
    query = parquet_query(check_parquet(path, limits), mark)
    try:
        con.execute(f"CREATE OR REPLACE TABLE raw AS {query}", [str(path)])
    except duckdb.Error as error:
        raise DamagedFile(format="Parquet") from error


def _stage_json(con: duckdb.DuckDBPyConnection, path: Path, found: Detected, limits: Limits) -> tuple[str, ...]:
    with tempfile.TemporaryDirectory(prefix="utf8-") as folder:
        stage_lines(con, as_utf8(path, found.encoding or Encoding.UTF_8, Path(folder)))
    columns = json_keys(con, limits)
    con.execute(f"CREATE OR REPLACE TABLE raw AS {json_query(columns, found.decimal_mark)}")
    return columns


def _finish(con: duckdb.DuckDBPyConnection, found: Detected, columns: tuple[str, ...], broken: Broken) -> Staged:
    """Drop rows without any value, gather the broken ones and count both."""
    con.execute("CREATE OR REPLACE TABLE broken (row BIGINT, code VARCHAR, value VARCHAR)")
    if broken.rows:
        table = pa.table({"row": broken.rows, "code": broken.codes, "value": broken.texts})
        con.register("batch", table)
        con.execute("INSERT INTO broken SELECT * FROM batch WHERE code <> 'blank'")
        con.unregister("batch")
    if found.format is Format.JSONL:
        bad = "NOT json_valid(line) OR json_type(line) <> 'OBJECT'"
        con.execute(f"INSERT INTO broken SELECT row, 'bad_json', left(line, 500) FROM line WHERE {bad}")
        con.execute("DROP TABLE line")
    cells = ", ".join(f"c{index + 1}" for index in range(len(columns)))
    con.execute(f"DELETE FROM raw WHERE trim(concat({cells}), ' \t\r\n') = ''")
    rows = _count(con, "raw")
    bad_rows = _count(con, "broken")
    if rows + bad_rows == 0:
        raise EmptyFile
    return Staged(con, found, columns, rows, bad_rows)


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(con.execute(f"SELECT count(*) FROM {table}").fetchall()[0][0])
