"""Delimited text into Arrow batches of text cells with the number of their row; a broken row never stops the rest.

Two readers give the same rows. The fast one (Arrow) is used when quoting in the whole file is beyond doubt; the careful
one looks at each line, so that a quote left open spoils its own line and not the thousand lines after it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TextIO

import numpy as np
import pyarrow as pa
import pyarrow.csv as pa_csv
from numpy.typing import NDArray

from fluxion.base.files.shapes import Delimiter, Limits, Quote
from fluxion.base.files.text import chunks

BATCH_ROWS = 20_000
_BLOCK = 8 << 20
_LINES_PER_RECORD = 50
_OPEN, _STRAY = -1, -2


@dataclass(frozen=True)
class Layout:
    """How the cells of a text file lie: everything the readers need to know."""

    delimiter: Delimiter
    quote: Quote
    header_row: int
    columns: tuple[str, ...]

    @property
    def mark(self) -> str:
        """The quote character, or a character that no text contains."""
        return "\0" if self.quote is Quote.NONE else self.quote.value


@dataclass
class Broken:
    """Rows that could not be split into cells: number, code and the text of each."""

    rows: list[int] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, row: int, code: str, text: str) -> None:
        self.rows.append(row)
        self.codes.append(code)
        self.texts.append(text[:500])

    def clear(self) -> None:
        self.rows.clear()
        self.codes.clear()
        self.texts.clear()


def schema(columns: tuple[str, ...]) -> pa.Schema:
    """Arrow schema of a batch: `row`, then one text column per column of the file (`c1`, `c2`, …)."""
    return pa.schema([("row", pa.int64()), *((f"c{index + 1}", pa.string()) for index in range(len(columns)))])


class QuoteUse(StrEnum):
    """How quotes stand in a whole file: nowhere, only at the edges of cells, or anyhow."""

    ABSENT = "absent"
    PLAIN = "plain"
    ODD = "odd"


def quote_use(path: Path, layout: Layout) -> QuoteUse:
    """Where the quotes of the whole file stand, which decides whether its rows can be beyond doubt."""
    if layout.quote is Quote.NONE:
        return QuoteUse.ABSENT
    edges = np.frombuffer(f"{layout.delimiter.value}\n\r".encode(), dtype=np.uint8)
    held, count, quotes = b"\n", 0, 0
    for chunk in chain(chunks(path), (b"\n",)):
        quotes += chunk.count(layout.mark.encode())
        piece = held + chunk
        count = _count_enclosing(np.frombuffer(piece, dtype=np.uint8), ord(layout.mark), edges, count)
        if count < 0:
            return QuoteUse.ODD
        held = piece[-2:]
    if count % 2:
        return QuoteUse.ODD
    return QuoteUse.PLAIN if quotes else QuoteUse.ABSENT


def _count_enclosing(data: NDArray[np.uint8], mark: int, edges: NDArray[np.uint8], count: int) -> int:
    """How many quotes enclose cells up to here, by turns opening and closing one (two together are an empty cell); -1 when any does not.

    The outermost bytes are only neighbours.
    """
    at = np.flatnonzero(data[1:-1] == mark) + 1
    before, after = data[at - 1], data[at + 1]
    starts, ends = np.isin(before, edges), np.isin(after, edges)
    alone = (before != mark) & (after != mark)
    paired = ((after == mark) & starts) | ((before == mark) & ends)
    opening = (count + np.arange(np.count_nonzero(alone))) % 2 == 0
    if not (alone | paired).all() or not np.where(opening, starts[alone], ends[alone]).all():
        return -1
    return count + len(opening)


class Doubtful(Exception):
    """The fast reader's answer could be wrong; the careful one decides."""


def read_fast(path: Path, layout: Layout, use: QuoteUse, broken: Broken) -> Iterator[pa.RecordBatch]:
    """Batches by Arrow's reader; raises `Doubtful` as soon as its answer could be wrong."""
    names = [f"c{index + 1}" for index in range(len(layout.columns))]
    with_quotes = use is not QuoteUse.ABSENT
    judge = _Judge(layout, with_quotes, broken)
    try:
        reader = pa_csv.open_csv(
            path,
            read_options=pa_csv.ReadOptions(column_names=names, skip_rows=layout.header_row, use_threads=False, block_size=_BLOCK),
            parse_options=pa_csv.ParseOptions(
                delimiter=layout.delimiter.value,
                quote_char=layout.mark if with_quotes else False,
                newlines_in_values=with_quotes,
                ignore_empty_lines=False,
                invalid_row_handler=judge.refuse,
            ),
            convert_options=pa_csv.ConvertOptions(
                column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False, check_utf8=False
            ),
        )
        yield from _numbered(reader, layout, judge)
    except pa.ArrowInvalid as error:
        raise Doubtful from error


class _Judge:
    """Decides what Arrow does with a row of another width: note it and go on, or give the file up as doubtful."""

    def __init__(self, layout: Layout, with_quotes: bool, broken: Broken) -> None:
        self.layout, self.with_quotes, self.broken = layout, with_quotes, broken

    def refuse(self, line: pa_csv.InvalidRow) -> str:
        text, count, delimiter = line.text, len(self.layout.columns), self.layout.delimiter.value
        if line.number is None or (self.with_quotes and (self.layout.mark in text or "\n" in text)):
            return "error"
        wide = line.actual_columns > count
        if wide and not text.split(delimiter, count)[count].replace(delimiter, "").strip():
            return "error"
        code = "blank" if not text.strip() else "too_many_cells" if wide else "too_few_cells"
        self.broken.add(line.number, code, text)
        return "skip"


def _numbered(reader: pa_csv.CSVStreamingReader, layout: Layout, judge: _Judge) -> Iterator[pa.RecordBatch]:
    done = 0
    target = schema(layout.columns)
    for batch in reader:
        if judge.with_quotes and _has_doubtful_cell(batch, layout.mark):
            raise Doubtful
        rows = np.arange(done, done + len(batch), dtype=np.int64)
        bad = np.array(judge.broken.rows, dtype=np.int64)
        good_before = bad - layout.header_row - 1 - np.arange(len(bad))
        rows += 1 + layout.header_row + np.searchsorted(good_before, rows, side="right")
        done += len(batch)
        yield pa.RecordBatch.from_arrays([pa.array(rows), *batch.columns], schema=target)


def _has_doubtful_cell(batch: pa.RecordBatch, mark: str) -> bool:
    for column in batch.columns:
        data = column.buffers()[2]
        text = b"" if data is None else data.to_pybytes()
        if b"\n" in text or b"\r" in text or mark.encode() in text:
            return True
    return False


def read_carefully(path: Path, layout: Layout, broken: Broken, limits: Limits) -> Iterator[pa.RecordBatch]:
    """Batches by looking at each line; what cannot be split becomes one broken row."""
    width = len(layout.columns)
    target = schema(layout.columns)
    rows: list[int] = []
    cells: list[list[str]] = []
    for number, found in _records(path, layout, broken, limits):
        record = found if any(cell.strip() for cell in found[width:]) else found[:width]
        if len(record) != width:
            code = "too_many_cells" if len(record) > width else "too_few_cells"
            text = layout.delimiter.value.join(record)
            broken.add(number, code if text.strip() else "blank", text)
            continue
        rows.append(number)
        cells.append(record)
        if len(rows) == BATCH_ROWS:
            yield as_batch(rows, cells, target)
            rows, cells = [], []
    if rows:
        yield as_batch(rows, cells, target)


def as_batch(rows: list[int], cells: list[list[str]] | list[list[str | None]], target: pa.Schema) -> pa.RecordBatch:
    """Rows of text as one Arrow batch."""
    columns = [pa.array(column, pa.string()) for column in zip(*cells, strict=True)]
    return pa.RecordBatch.from_arrays([pa.array(rows, pa.int64()), *columns], schema=target)


def _records(path: Path, layout: Layout, broken: Broken, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    with path.open(encoding="utf-8-sig", errors="replace", newline=None) as file:
        number = 0
        held: list[str] = []
        while line := held.pop(0) if held else file.readline(limits.line_bytes):
            number += 1
            if not line.endswith("\n") and len(line) >= limits.line_bytes:
                _skip_line(file, limits.line_bytes)
                broken.add(number, "line_too_long", line)
                continue
            line = line.removesuffix("\n")
            if number <= layout.header_row:
                continue
            if layout.mark not in line:
                yield number, line.split(layout.delimiter.value)
                continue
            record, is_open = _split(line, layout, lenient=True)
            if is_open:
                record = _join_lines(line, file, held, layout, limits)
            if record is None:
                broken.add(number, "broken_quotes", line)
            else:
                yield number, record


def _skip_line(file: TextIO, size: int) -> None:
    while (rest := file.readline(size)) and not rest.endswith("\n"):
        pass


def _join_lines(line: str, file: TextIO, held: list[str], layout: Layout, limits: Limits) -> list[str] | None:
    """The record that goes on over the next lines, or None; lines not used are left in `held`."""
    text = line
    for used in range(_LINES_PER_RECORD):
        if used == len(held):
            following = file.readline(limits.line_bytes)
            if not following:
                return None
            held.append(following)
        text += "\n" + held[used].removesuffix("\n")
        if layout.mark not in held[used]:
            continue
        record, is_open = _split(text, layout, lenient=False)
        if record is not None and len(record) == len(layout.columns):
            del held[: used + 1]
            return record
        if not is_open:
            return None
    return None


def _split(line: str, layout: Layout, lenient: bool) -> tuple[list[str] | None, bool]:
    """The cells of a line, or None and whether that is because a quote stays open.

    Leniently, a quote inside a cell is part of its text.
    """
    mark, delimiter = layout.mark, layout.delimiter.value
    cells: list[str] = []
    at = 0
    while True:
        if line.startswith(mark, at):
            cell, at = _quoted_cell(line, at + 1, mark, delimiter, lenient)
            if at < 0:
                return None, at == _OPEN
        else:
            end = line.find(delimiter, at)
            end = len(line) if end < 0 else end
            cell, at = line[at:end], end
            if not lenient and mark in cell:
                return None, False
        cells.append(cell)
        if at >= len(line):
            return cells, False
        at += 1


def _quoted_cell(line: str, start: int, mark: str, delimiter: str, lenient: bool) -> tuple[str, int]:
    """The text of a quoted cell and where the delimiter after it stands, or why there is none."""
    parts: list[str] = []
    at = start
    while True:
        end = line.find(mark, at)
        if end < 0:
            return "", _OPEN
        after = line[end + 1 : end + 2]
        if after in ("", delimiter):
            parts.append(line[at:end])
            return "".join(parts), end + 1
        if after != mark and not lenient:
            return "", _STRAY
        parts.append(line[at : end + 1])
        at = end + (2 if after == mark else 1)
