"""Parquet and JSONL into the staging table: every value as text, numbers with the decimal mark the file is read with."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from fluxion.base.files.errors import DamagedFile, TooManyColumns, TooManyRows, WrongFileType
from fluxion.base.files.shapes import DecimalMark, Limits

_BLOCK = 8 << 20
_WHOLE = 1e15


def quoted(name: str) -> str:
    """A name as a SQL identifier, whatever it contains."""
    return '"' + name.replace('"', '""') + '"'


def text_literal(value: str) -> str:
    """A text as a SQL literal, whatever it contains."""
    return "'" + value.replace("'", "''") + "'"


def check_parquet(path: Path, limits: Limits) -> pa.Schema:
    """The schema of a Parquet file whose footer is sound and whose size is bearable."""
    try:
        with pq.ParquetFile(path) as file:
            found, rows = file.schema_arrow, file.metadata.num_rows
    except (pa.ArrowException, OSError, ValueError) as error:
        raise DamagedFile(format="Parquet") from error
    if len(found.names) > limits.columns:
        raise TooManyColumns(columns=len(found.names), limit=limits.columns)
    if rows > limits.rows:
        raise TooManyRows(limit=limits.rows)
    if len(set(found.names)) != len(found.names):
        raise DamagedFile(format="Parquet")
    return found


def parquet_query(found: pa.Schema, mark: DecimalMark) -> str:
    """SELECT that reads the Parquet file given as parameter: `row`, then each column as text (`c1`, `c2`, …)."""
    columns = [f"{_as_text(quoted(field.name), field.type, mark)} AS c{index + 1}" for index, field in enumerate(found)]
    return f"SELECT file_row_number + 1 AS row, {', '.join(columns)} FROM read_parquet(?, file_row_number = true)"


def _as_text(column: str, kind: pa.DataType, mark: DecimalMark) -> str:
    text = f"CAST({column} AS VARCHAR)"
    if pa.types.is_floating(kind):
        whole = f"{column} = trunc({column}) AND abs({column}) < {_WHOLE:.0f}"
        text = f"CASE WHEN {whole} THEN CAST(CAST({column} AS BIGINT) AS VARCHAR) ELSE {text} END"
    if pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return text if mark is DecimalMark.POINT else f"replace({text}, '.', ',')"
    if pa.types.is_timestamp(kind):
        day = f"CAST({column} AS DATE)"
        return f"CASE WHEN {column} = {day} THEN CAST({day} AS VARCHAR) ELSE {text} END"
    return text


def line_batches(path: Path) -> Iterator[pa.RecordBatch]:
    """The lines of a UTF-8 file as batches of (`row`, `line`)."""
    done = 0
    try:
        reader = pa_csv.open_csv(
            path,
            read_options=pa_csv.ReadOptions(column_names=["line"], use_threads=False, block_size=_BLOCK),
            parse_options=pa_csv.ParseOptions(delimiter="\x01", quote_char=False, ignore_empty_lines=False),
            convert_options=pa_csv.ConvertOptions(column_types={"line": pa.string()}, strings_can_be_null=False, check_utf8=False),
        )
        for batch in reader:
            rows = pa.array(range(done + 1, done + len(batch) + 1), pa.int64())
            done += len(batch)
            yield pa.RecordBatch.from_arrays([rows, batch.column(0)], names=["row", "line"])
    except pa.ArrowInvalid as error:
        raise DamagedFile(format="JSONL") from error


def stage_lines(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Fill the table `line` with the numbered lines of the file that are not blank."""
    con.execute("CREATE OR REPLACE TABLE line (row BIGINT, line VARCHAR)")
    for batch in line_batches(path):
        con.register("batch", pa.table(batch))
        con.execute("INSERT INTO line SELECT row, line FROM batch WHERE trim(line, ' \t\r') <> ''")
        con.unregister("batch")


def json_keys(con: duckdb.DuckDBPyConnection, limits: Limits) -> tuple[str, ...]:
    """The keys of all objects in the table `line`, in the order in which they first appear."""
    found = con.execute(
        """
        SELECT key FROM (
            SELECT row, unnest(keys) AS key, generate_subscripts(keys, 1) AS place
            FROM (SELECT row, json_keys(line) AS keys FROM line WHERE json_valid(line) AND json_type(line) = 'OBJECT')
        ) GROUP BY key ORDER BY min(row * 1000 + place)
        """
    ).fetchall()
    if not found:
        raise WrongFileType(found="JSON sin objetos por línea / not one object per line")
    if len(found) > limits.columns:
        raise TooManyColumns(columns=len(found), limit=limits.columns)
    return tuple(row[0] for row in found)


def json_query(keys: tuple[str, ...], mark: DecimalMark) -> str:
    """SELECT over the table `line`: `row`, then each key as text (`c1`, `c2`, …)."""
    columns = []
    for index, key in enumerate(keys):
        pointer = text_literal("/" + key.replace("~", "~0").replace("/", "~1"))
        text = f"json_extract_string(line, {pointer})"
        if mark is DecimalMark.COMMA:
            is_number = f"json_type(line, {pointer}) = 'DOUBLE'"
            text = f"CASE WHEN {is_number} THEN replace({text}, '.', ',') ELSE {text} END"
        columns.append(f"{text} AS c{index + 1}")
    good = "json_valid(line) AND json_type(line) = 'OBJECT'"
    return f"SELECT row, {', '.join(columns)} FROM line WHERE {good}"
