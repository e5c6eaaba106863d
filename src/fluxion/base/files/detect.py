"""Looking at a file before it is read: format by content, habits by samples, each finding open to correction."""

from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa

from fluxion.base.files.columnar import check_parquet, json_keys, json_query, parquet_query
from fluxion.base.files.dialect import (
    column_names,
    find_date_order,
    find_decimal_mark,
    find_delimiter,
    find_header,
    find_quote,
    split_cells,
)
from fluxion.base.files.errors import EmptyFile, FileTooLarge, TooManyColumns, WrongFileType
from fluxion.base.files.shapes import (
    Column,
    DecimalMark,
    Delimiter,
    Detected,
    Format,
    Limits,
    Note,
    ReadOptions,
)
from fluxion.base.files.text import find_encoding, sample_lines
from fluxion.base.files.workbook import open_workbook, sheet_names, sheet_rows

_SAMPLES = 5
_SAMPLE_ROWS = 2000
_OTHERS = (
    (b"%PDF", "PDF"),
    (b"\xd0\xcf\x11\xe0", "XLS (Excel 97-2003)"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x1f\x8b", "gzip"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7z"),
    (b"\x7fELF", "un programa"),
    (b"MZ\x90", "un programa"),
    (b"SQLite format 3", "SQLite"),
    (b"<html", "HTML"),
    (b"<!doctype", "HTML"),
    (b"<?xml", "XML"),
    (b"{\\rtf", "RTF"),
)


def detect(path: Path, options: ReadOptions | None = None, *, limits: Limits | None = None) -> Detected:
    """What the file is and how it would be read; what `options` fix is taken as said, the rest is found out.

    Raises a refusal of `files.errors` for a file that cannot be read at all.
    """
    options, limits = options or ReadOptions(), limits or Limits()
    size = path.stat().st_size
    if size > limits.size_mb << 20:
        raise FileTooLarge(limit=limits.size_mb)
    if size == 0:
        raise EmptyFile
    match options.format or find_format(path):
        case Format.XLSX:
            return _detect_workbook(path, options, limits)
        case Format.PARQUET:
            return _detect_parquet(path, options, limits)
        case Format.JSONL:
            return _detect_json(path, options, limits)
        case _:
            return _detect_text(path, options, limits)


def find_format(path: Path) -> Format:
    """The format told by the content of a file; its name does not matter."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith(b"PAR1"):
        return Format.PARQUET
    if head.startswith(b"PK\x03\x04"):
        return Format.XLSX
    for start, name in _OTHERS:
        if head.lstrip()[: len(start)].lower() == start.lower():
            raise WrongFileType(found=name)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return Format.JSONL
    odd = sum(head.count(value) for value in (*range(1, 9), *range(14, 27), *range(28, 32)))
    if odd > len(head) * 0.05:
        raise WrongFileType(found="un archivo binario / a binary file")
    return Format.CSV


def columns_of(found: Detected) -> tuple[str, ...]:
    """The names of the columns found, in the order of the file."""
    return tuple(column.name for column in found.columns)


def _detect_text(path: Path, options: ReadOptions, limits: Limits) -> Detected:
    spelling = find_encoding(path)
    encoding = options.encoding or spelling.encoding
    head, spread = sample_lines(path, encoding)
    if not any(line.strip() for line in head):
        raise EmptyFile
    quote = options.quote or find_quote(head[:200])
    delimiter = options.delimiter or find_delimiter(head[:200], quote)
    rows = [split_cells(line, delimiter, quote) for line in head[:_SAMPLE_ROWS]]
    header_row = options.header_row if options.header_row is not None else find_header(rows)
    below = rows[header_row:] + [split_cells(line, delimiter, quote) for line in spread]
    if header_row:
        header = rows[header_row - 1] if header_row <= len(rows) else []
        width = len(header)
    else:
        header, width = [], max((len(row) for row in rows), default=0)
    fallback = DecimalMark.COMMA if delimiter is Delimiter.SEMICOLON else DecimalMark.POINT
    notes = [] if spelling.is_clean or options.encoding else [Note.BAD_CHARACTERS]
    return _assemble(
        Detected(
            format=Format.CSV, encoding=encoding, delimiter=delimiter, quote=quote, header_row=header_row,
            size=path.stat().st_size,
        ),
        options, limits, column_names(header, width), below, below, fallback, notes,
    )  # fmt: skip


def _detect_workbook(path: Path, options: ReadOptions, limits: Limits) -> Detected:
    with open_workbook(path, limits) as book:
        sheets = sheet_names(book)
        sheet = options.sheet or (sheets[0] if sheets else None)
        mark = options.decimal_mark or DecimalMark.POINT
        rows = list(islice(sheet_rows(book, sheet, mark), _SAMPLE_ROWS))
        typed = list(islice(_typed_as_text(book, sheet), _SAMPLE_ROWS))
    plain = [[cell or "" for cell in row] for row in rows]
    if not any(any(row) for row in plain):
        raise EmptyFile
    header_row = options.header_row if options.header_row is not None else find_header(plain)
    header = plain[header_row - 1] if 0 < header_row <= len(plain) else []
    while header and not header[-1].strip():
        header.pop()
    width = len(header) or max(len(row) for row in plain)
    notes = [Note.SEVERAL_SHEETS] if len(sheets) > 1 and options.sheet is None else []
    return _assemble(
        Detected(format=Format.XLSX, header_row=header_row, sheet=sheet, sheets=sheets, size=path.stat().st_size),
        options, limits, column_names(header, width), plain[header_row:], typed[header_row:], DecimalMark.POINT, notes,
    )  # fmt: skip


def _typed_as_text(book: object, sheet: str | None) -> Iterable[list[str]]:
    """The rows of a sheet with only those cells that were typed as text: numbers and dates of their own say nothing."""
    for row in book[sheet].iter_rows(values_only=True):  # type: ignore[index]
        yield [cell if isinstance(cell, str) else "" for cell in row]


def _detect_parquet(path: Path, options: ReadOptions, limits: Limits) -> Detected:
    found = check_parquet(path, limits)
    mark = options.decimal_mark or DecimalMark.POINT
    with duckdb.connect() as con:
        rows = con.execute(f"{parquet_query(found, mark)} LIMIT {_SAMPLE_ROWS}", [str(path)]).fetchall()
    texts = [index for index, field in enumerate(found) if _is_text(field.type)]
    cells = [[value or "" for value in row[1:]] for row in rows]
    typed = [[row[index] for index in texts] for row in cells]
    return _assemble(
        Detected(format=Format.PARQUET, header_row=0, size=path.stat().st_size),
        options, limits, list(found.names), cells, typed, DecimalMark.POINT, [],
    )  # fmt: skip


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _detect_json(path: Path, options: ReadOptions, limits: Limits) -> Detected:
    encoding = options.encoding or find_encoding(path).encoding
    head, spread = sample_lines(path, encoding)
    lines = [line for line in head + spread if line.strip()]
    with duckdb.connect() as con:
        con.execute("CREATE TABLE line (row BIGINT, line VARCHAR)")
        con.register("batch", pa.table({"row": range(1, len(lines) + 1), "line": lines}))
        con.execute("INSERT INTO line SELECT * FROM batch")
        con.unregister("batch")
        names = json_keys(con, limits)
        mark = options.decimal_mark or DecimalMark.POINT
        rows = con.execute(f"{json_query(names, mark)} ORDER BY row LIMIT {_SAMPLE_ROWS}").fetchall()
    cells = [[value or "" for value in row[1:]] for row in rows]
    return _assemble(
        Detected(format=Format.JSONL, encoding=encoding, header_row=0, size=path.stat().st_size),
        options, limits, list(names), cells, cells, DecimalMark.POINT, [],
    )  # fmt: skip


def _assemble(
    found: Detected,
    options: ReadOptions,
    limits: Limits,
    names: Sequence[str],
    rows: Sequence[Sequence[str]],
    typed: Sequence[Sequence[str]],
    fallback: DecimalMark,
    notes: Sequence[Note],
) -> Detected:
    """The finding completed by what its values say: decimal mark, order of dates, columns with samples."""
    if len(names) > limits.columns:
        raise TooManyColumns(columns=len(names), limit=limits.columns)
    values = [cell for row in typed for cell in row if cell]
    mark, mark_note = find_decimal_mark(values, fallback)
    order, order_note = find_date_order(values)
    doubts = [
        *notes,
        *([mark_note] if mark_note and options.decimal_mark is None else []),
        *([order_note] if order_note and options.date_order is None else []),
        *([Note.NO_HEADER] if found.format in (Format.CSV, Format.XLSX) and not found.header_row else []),
    ]
    return found.model_copy(
        update={
            "decimal_mark": options.decimal_mark or mark,
            "date_order": options.date_order or order,
            "columns": tuple(_column(name, index, rows) for index, name in enumerate(names)),
            "notes": tuple(doubts),
        }
    )


def _column(name: str, index: int, rows: Sequence[Sequence[str]]) -> Column:
    values: list[str] = []
    for row in rows:
        value = row[index].strip()[:80] if index < len(row) else ""
        if value and value not in values:
            values.append(value)
        if len(values) == _SAMPLES:
            break
    return Column(name=name, samples=tuple(values))
