"""Lists as files: CSV, XLSX, JSON and Parquet, written in pieces, safe to open in a spreadsheet."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from fluxion.base.facts import as_json
from fluxion.values.money import plain

Kind = Literal["text", "number", "ratio", "whole", "day", "moment", "flag"]
FileFormat = Literal["csv", "xlsx", "json", "parquet"]
MEDIA_TYPES: dict[FileFormat, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
}
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "\x00")
BATCH = 10_000
SHEET_ROWS = 1_048_575
_ARROW: dict[Kind, pa.DataType] = {
    "text": pa.string(),
    "number": pa.decimal128(24, 4),
    "ratio": pa.float64(),
    "whole": pa.int64(),
    "day": pa.date32(),
    "moment": pa.timestamp("us", tz="UTC"),
    "flag": pa.bool_(),
}


@dataclass(frozen=True)
class Column:
    """A column of a sheet: the header that a load recognises, and what its cells are."""

    name: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Sheet:
    """A list about to be written: its name, its columns, and its rows as they are read."""

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Any]]


@dataclass(frozen=True)
class CsvStyle:
    """How a CSV is written; `;` and a decimal comma open well in Spanish and Portuguese Excel, which also wants the BOM."""

    delimiter: Literal[",", ";", "\t"] = ","
    decimal_mark: Literal[".", ","] = "."
    has_bom: bool = False
    is_formula_safe: bool = True


def write_sheet(sheet: Sheet, target: Path, file_format: FileFormat, style: CsvStyle = CsvStyle()) -> None:
    """Write the sheet to the file, a few thousand rows at a time."""
    match file_format:
        case "csv":
            _write_csv(sheet, target, style)
        case "xlsx":
            _write_xlsx(sheet, target)
        case "json":
            _write_json(sheet, target)
        case "parquet":
            _write_parquet(sheet, target)


def harmless(text: str) -> str:
    """The text as a spreadsheet may have it: what it would take for a formula starts with an apostrophe.

    >>> harmless("=1+1"), harmless("-3 °C"), harmless("Arroz")
    ("'=1+1", "'-3 °C", 'Arroz')
    """
    return f"'{text}" if text.startswith(DANGEROUS) else text


def _write_csv(sheet: Sheet, target: Path, style: CsvStyle) -> None:
    with target.open("w", encoding="utf-8-sig" if style.has_bom else "utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=style.delimiter, lineterminator="\r\n")
        writer.writerow([column.name for column in sheet.columns])
        for row in sheet.rows:
            writer.writerow([_csv_cell(value, style) for value in row])


def _csv_cell(value: Any, style: CsvStyle) -> str:
    match value:
        case None:
            return ""
        case str():
            return harmless(value) if style.is_formula_safe else value
        case bool():
            return "true" if value else "false"
        case Decimal():
            return plain(value).replace(".", style.decimal_mark)
        case float():
            return repr(value).replace(".", style.decimal_mark)
        case datetime() | date():
            return value.isoformat()
        case _:
            return str(value)


def _write_xlsx(sheet: Sheet, target: Path) -> None:
    book = xlsxwriter.Workbook(target, {"constant_memory": True, "default_date_format": "yyyy-mm-dd", "remove_timezone": True})
    bold, quoted = book.add_format({"bold": True}), book.add_format({"quote_prefix": True})
    times = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    rows = iter(sheet.rows)
    for part in range(1, 1000):
        page = book.add_worksheet(sheet.name[:25] if part == 1 else f"{sheet.name[:25]} {part}")
        page.freeze_panes(1, 0)
        for index, column in enumerate(sheet.columns):
            page.set_column(index, index, 36 if column.name in ("name", "description") else 14)
            page.write_string(0, index, column.name, bold)
        count = 0
        for count, row in enumerate(islice(rows, SHEET_ROWS), start=1):
            for index, value in enumerate(row):
                _xlsx_cell(page, count, index, value, quoted, times)
        if count < SHEET_ROWS:
            break
    book.close()


def _xlsx_cell(page: Any, row: int, index: int, value: Any, quoted: Any, times: Any) -> None:
    match value:
        case None:
            pass
        case str():
            page.write_string(row, index, value, quoted if value.startswith(DANGEROUS) else None)
        case bool():
            page.write_boolean(row, index, value)
        case datetime():
            page.write_datetime(row, index, value, times)
        case date():
            page.write_datetime(row, index, value)
        case _:
            page.write_number(row, index, value)


def _write_json(sheet: Sheet, target: Path) -> None:
    names = [column.name for column in sheet.columns]
    with target.open("w", encoding="utf-8") as file:
        mark = "["
        for row in sheet.rows:
            file.write(mark + json.dumps(dict(zip(names, map(as_json, row), strict=True)), ensure_ascii=False))
            mark = ",\n"
        file.write("[]" if mark == "[" else "]")


def _write_parquet(sheet: Sheet, target: Path) -> None:
    schema = pa.schema([pa.field(column.name, _ARROW[column.kind]) for column in sheet.columns])
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for piece in _pieces(sheet.rows):
            arrays = [pa.array(values, type=field.type) for values, field in zip(zip(*piece, strict=True), schema, strict=True)]
            writer.write_batch(pa.RecordBatch.from_arrays(arrays, schema=schema))


def _pieces(rows: Iterable[Sequence[Any]]) -> Iterator[list[Sequence[Any]]]:
    iterator = iter(rows)
    while piece := list(islice(iterator, BATCH)):
        yield piece
