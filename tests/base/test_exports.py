"""Lists as files: numbers stay numbers, text stays text, whatever it begins with."""

import csv
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from fluxion.base.exports import DANGEROUS, Column, CsvStyle, FileFormat, Sheet, harmless, write_sheet

COLUMNS = (
    *(Column("sku"), Column("quantity", "number"), Column("share", "ratio"), Column("lines", "whole")),
    *(Column("day", "day"), Column("at", "moment"), Column("active", "flag")),
)
MOMENT = datetime(2026, 3, 2, 16, 5, tzinfo=UTC)
ROWS: list[tuple[Any, ...]] = [
    ("=1+1", Decimal("-3.500"), 0.25, 2, date(2026, 3, 2), MOMENT, True),
    ('a,"b"\nñ', None, None, None, None, None, None),
]


def sheet() -> Sheet:
    return Sheet("stock", COLUMNS, iter(ROWS))


def test_csv_keeps_negative_numbers_and_disarms_formulas(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    write_sheet(sheet(), target, "csv")
    with target.open(newline="", encoding="utf-8") as file:
        assert list(csv.reader(file)) == [
            ["sku", "quantity", "share", "lines", "day", "at", "active"],
            ["'=1+1", "-3.5", "0.25", "2", "2026-03-02", "2026-03-02T16:05:00+00:00", "true"],
            ['a,"b"\nñ', "", "", "", "", "", ""],
        ]


def test_csv_for_a_spanish_spreadsheet(tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    write_sheet(sheet(), target, "csv", CsvStyle(";", ",", has_bom=True, is_formula_safe=False))
    assert target.read_bytes().splitlines()[:2] == [
        b"\xef\xbb\xbfsku;quantity;share;lines;day;at;active",
        b"=1+1;-3,5;0,25;2;2026-03-02;2026-03-02T16:05:00+00:00;true",
    ]


def test_xlsx_holds_typed_cells_and_no_formula(tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    write_sheet(sheet(), target, "xlsx")
    page = load_workbook(target).worksheets[0]
    first = next(page.iter_rows(min_row=2, max_row=2))
    assert [cell.value for cell in first] == ["=1+1", -3.5, 0.25, 2, datetime(2026, 3, 2), datetime(2026, 3, 2, 16, 5), True]  # noqa: DTZ001
    assert (first[0].data_type, first[0].quotePrefix, page.freeze_panes) == ("s", True, "A2")


def test_json_and_parquet_are_exact(tmp_path: Path) -> None:
    write_sheet(sheet(), tmp_path / "a.json", "json")
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    assert found[0] == {
        "sku": "=1+1",
        "quantity": "-3.5",
        "share": 0.25,
        "lines": 2,
        "day": "2026-03-02",
        "at": "2026-03-02T16:05:00+00:00",
        "active": True,
    }
    write_sheet(sheet(), tmp_path / "a.parquet", "parquet")
    assert [tuple(row.values()) for row in pq.read_table(tmp_path / "a.parquet").to_pylist()] == ROWS


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json", "parquet"])
def test_an_empty_list_is_a_readable_file(tmp_path: Path, file_format: FileFormat) -> None:
    target = tmp_path / "a"
    write_sheet(Sheet("nothing", COLUMNS, ()), target, file_format)
    match file_format:
        case "csv":
            assert target.read_text().strip() == "sku,quantity,share,lines,day,at,active"
        case "xlsx":
            assert load_workbook(target.rename(tmp_path / "a.xlsx")).worksheets[0].max_row == 1
        case "json":
            assert json.loads(target.read_text()) == []
        case "parquet":
            assert pq.read_table(target).num_rows == 0


def test_rows_are_read_in_pieces_not_all_at_once(tmp_path: Path) -> None:
    alive: list[int] = []

    def rows() -> Iterator[tuple[int]]:
        for n in range(25_000):
            alive.append(n)
            yield (n,)

    write_sheet(Sheet("n", (Column("n", "whole"),), rows()), tmp_path / "a.parquet", "parquet")
    assert pq.read_metadata(tmp_path / "a.parquet").num_row_groups == 3
    assert len(alive) == 25_000


@given(st.text())
def test_text_never_begins_like_a_formula(text: str) -> None:
    safe = harmless(text)
    assert not safe.startswith(DANGEROUS)
    assert safe.removeprefix("'") == text.removeprefix("'") or safe == f"'{text}"
