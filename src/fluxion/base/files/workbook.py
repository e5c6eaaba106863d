"""XLSX workbooks: refused when unsafe, then read row by row in bounded memory."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from fluxion.base.files.delimited import BATCH_ROWS, as_batch, schema
from fluxion.base.files.errors import DamagedFile, TooManyColumns, TooManyRows, UnknownSheet, UnsafeArchive
from fluxion.base.files.shapes import DecimalMark, Limits

_MEGA = 1 << 20
_PARTS = 5000
_SMALL = 10 * _MEGA


def check_archive(path: Path, limits: Limits) -> None:
    """Refuse a workbook that unpacks to something absurd or declares XML entities; nothing is unpacked for it."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(parts, limits)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_xml(archive, part)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
        raise DamagedFile(format="XLSX") from error


def _check_sizes(parts: Sequence[zipfile.ZipInfo], limits: Limits) -> None:
    if len(parts) > _PARTS or sum(part.file_size for part in parts) > limits.unpacked_mb * _MEGA:
        raise UnsafeArchive
    for part in parts:
        if part.file_size > _SMALL and part.file_size > limits.pack_ratio * max(part.compress_size, 1):
            raise UnsafeArchive
        if part.filename.endswith("sharedStrings.xml") and part.file_size > limits.shared_text_mb * _MEGA:
            raise UnsafeArchive


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    with archive.open(part) as file:
        head = file.read(4096)
    root = re.search(rb"<[A-Za-z]", head)
    if head and (root is None or b"<!DOCTYPE" in head or b"<!ENTITY" in head or b"\0" in head[:8]):
        raise UnsafeArchive


@contextmanager
def open_workbook(path: Path, limits: Limits) -> Iterator[Workbook]:
    """The workbook, read-only and with the values its formulas had when it was saved."""
    check_archive(path, limits)
    with path.open("rb") as file:
        try:
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        except Exception as error:
            raise DamagedFile(format="XLSX") from error
        try:
            yield book
        finally:
            book.close()


def sheet_names(book: Workbook) -> tuple[str, ...]:
    """The sheets that hold cells, in the order of the workbook."""
    return tuple(sheet.title for sheet in book.worksheets)


def sheet_rows(book: Workbook, sheet: str | None, mark: DecimalMark) -> Iterator[list[str | None]]:
    """The rows of a sheet as text, from the first; numbers carry the decimal mark asked for, dates are ISO."""
    names = sheet_names(book)
    if not names:
        raise DamagedFile(format="XLSX")
    name = sheet or names[0]
    if name not in names:
        raise UnknownSheet(sheet=name, sheets=", ".join(names))
    cells = book[name]
    cells.reset_dimensions()
    try:
        for row in cells.iter_rows(values_only=True):
            yield [cell_text(value, mark) for value in row]
    except (ValueError, KeyError, TypeError, SyntaxError, zipfile.BadZipFile, OSError) as error:
        raise DamagedFile(format="XLSX") from error


def cell_text(value: Any, mark: DecimalMark) -> str | None:
    """A value of a workbook or a JSON object as text.

    >>> cell_text(12.0, DecimalMark.POINT), cell_text(1.5, DecimalMark.COMMA), cell_text(date(2026, 1, 31), DecimalMark.POINT)
    ('12', '1,5', '2026-01-31')
    """
    match value:
        case None | str():
            return value
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case float():
            text = str(int(value)) if value.is_integer() and abs(value) < 1e15 else str(value)
            return text.replace(".", mark.value)
        case datetime():
            return str(value.date() if value.time() == time.min else value)
        case date() | time() | timedelta():
            return str(value)
    return str(value)


def read_sheet(
    book: Workbook, sheet: str | None, mark: DecimalMark, header_row: int, columns: tuple[str, ...], limits: Limits
) -> Iterator[pa.RecordBatch]:
    """Batches of text cells with the number of their row in the sheet."""
    width, target = len(columns), schema(columns)
    rows: list[int] = []
    cells: list[list[str | None]] = []
    for number, row in enumerate(islice(sheet_rows(book, sheet, mark), header_row, None), start=header_row + 1):
        if number > limits.rows:
            raise TooManyRows(limit=limits.rows)
        if len(row) > limits.columns:
            raise TooManyColumns(columns=len(row), limit=limits.columns)
        rows.append(number)
        cells.append((row + [None] * width)[:width])
        if len(rows) == BATCH_ROWS:
            yield as_batch(rows, cells, target)
            rows, cells = [], []
    if rows:
        yield as_batch(rows, cells, target)
