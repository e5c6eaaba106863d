"""A whole file becomes one table of text; broken rows are reported by number and never stop the rest."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from fluxion.base.files import Limits, ReadOptions, stage, workbench
from fluxion.base.files.delimited import Broken, Doubtful, Layout, QuoteUse, quote_use, read_carefully, read_fast
from fluxion.base.files.errors import EmptyFile, TooManyRows
from fluxion.base.files.shapes import DecimalMark, Delimiter, Encoding, Format, Quote

Rows = list[tuple[object, ...]]


def read(path: Path, options: ReadOptions | None = None, limits: Limits | None = None) -> tuple[Rows, Rows]:
    """The rows and the broken rows of a file."""
    with workbench() as con:
        staged = stage(con, path, options, limits=limits)
        rows = con.execute("SELECT * FROM raw ORDER BY row").fetchall()
        broken = con.execute("SELECT row, code FROM broken ORDER BY row").fetchall()
        assert (staged.rows, staged.broken) == (len(rows), len(broken))
    return rows, broken


def write(folder: Path, content: str | bytes) -> Path:
    path = folder / "file.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_broken_rows_are_told_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    content = 'sku,name,qty\nA1,one,1\nA2,two\nA3,three,3,x\n\nA4,"four\nA5,five,5\nA6,5" pipe,6\nA7,"5"" pipe, long",7,,\n   \nA8,"two\nlines",8\n'
    rows, broken = read(write(tmp_path, content))
    assert rows == [
        (2, "A1", "one", "1"),
        (7, "A5", "five", "5"),
        (8, "A6", '5" pipe', "6"),
        (9, "A7", '5" pipe, long', "7"),
        (11, "A8", "two\nlines", "8"),
    ]
    assert broken == [(3, "too_few_cells"), (4, "too_many_cells"), (6, "broken_quotes")]


def test_the_fast_reader_numbers_rows_as_the_file_does(tmp_path: Path) -> None:
    lines = [f"A{i},{i}" if i % 7 else f"A{i}" for i in range(2, 50_000)]
    rows, broken = read(write(tmp_path, "sku,qty\n" + "\n".join(lines)))
    assert [row[0] for row in rows] == [i for i in range(2, 50_000) if i % 7]
    assert all(row[1] == f"A{row[0]}" for row in rows)
    assert [row for row, _ in broken] == list(range(7, 50_000, 7))


def test_an_open_quote_does_not_swallow_a_long_file(tmp_path: Path) -> None:
    lines = ['A0,"never closed', *(f"A{i},{i}" for i in range(1, 300))]
    rows, broken = read(write(tmp_path, "sku,qty\n" + "\n".join(lines)))
    assert (len(rows), broken) == (299, [(2, "broken_quotes")])


def test_zeros_bytes_and_wrong_bytes_stay_in_their_own_cells(tmp_path: Path) -> None:
    rows, broken = read(write(tmp_path, b"sku,name\nA1,n\x00l\nA2,caf\xc3\xa9\nA3,\xc3\xb1\xff\xc3\xa9\xc3\xa9\n"))
    assert rows == [(2, "A1", "n\x00l"), (3, "A2", "café"), (4, "A3", "ñ\ufffdéé")]
    assert broken == []


def test_a_line_without_end_is_one_broken_row(tmp_path: Path) -> None:
    content = "sku,name\nA1,one\nA2," + "x" * 5000 + "\nA3,three\n"
    limits = Limits(line_bytes=1000)
    path = write(tmp_path, content.replace("one", '"o""e"'))
    assert read(path, limits=limits) == ([(2, "A1", 'o"e'), (4, "A3", "three")], [(3, "line_too_long")])


def test_other_encodings_quotes_and_marks(tmp_path: Path) -> None:
    path = write(tmp_path, "sku|name\n'A|1'|ñ\nA2|'it''s'\n".encode("utf-16"))
    assert read(path) == ([(2, "A|1", "ñ"), (3, "A2", "it's")], [])
    path = write(tmp_path, 'sku;name\nA1;"x\nA2;y"\n')
    assert read(path, ReadOptions(quote=Quote.NONE))[0] == [(2, "A1", '"x'), (3, "A2", 'y"')]


def test_a_header_further_down_keeps_the_row_numbers(tmp_path: Path) -> None:
    assert read(write(tmp_path, "Informe;\n\nsku;qty\nA1;1\n;\nA2;2\n"))[0] == [(4, "A1", "1"), (6, "A2", "2")]


def test_workbook_cells_become_text(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["Informe"],
        ["sku", "qty", "day", "ok", "price"],
        [12, 1.0, datetime.fromisoformat("2026-01-31"), True, 1.25],
        [],
        ["007", None, datetime.fromisoformat("2026-01-31T10:05"), False, "1.234,50"],
        ["A", 3, date(2026, 2, 1), None, 2, "beyond"],
    ):
        sheet.append(row)
    book.save(tmp_path / "b.xlsx")
    rows, _ = read(tmp_path / "b.xlsx", ReadOptions(header_row=2, decimal_mark=DecimalMark.COMMA))
    assert rows == [
        (3, "12", "1", "2026-01-31", "true", "1,25"),
        (5, "007", None, "2026-01-31 10:05:00", "false", "1.234,50"),
        (6, "A", "3", "2026-02-01", None, "2"),
    ]
    with pytest.raises(TooManyRows):
        read(tmp_path / "b.xlsx", limits=Limits(rows=3))


def test_parquet_values_keep_their_meaning_as_text(tmp_path: Path) -> None:
    table = pa.table(
        {
            'odd "name"': pa.array([12, None, 7], pa.int16()),
            "float": [17850.0, 0.1, None],
            "day": [date(2026, 1, 31), None, date(2026, 2, 1)],
            "at": [datetime.fromisoformat("2026-01-31"), datetime.fromisoformat("2026-01-31T08:26"), None],
            "price": [Decimal("2.550"), None, Decimal("1.000")],
        }
    )
    pq.write_table(table, tmp_path / "p")
    assert read(tmp_path / "p")[0] == [
        (1, "12", "17850", "2026-01-31", "2026-01-31", "2.550"),
        (2, None, "0.1", None, "2026-01-31 08:26:00", None),
        (3, "7", None, "2026-02-01", None, "1.000"),
    ]
    assert read(tmp_path / "p", ReadOptions(decimal_mark=DecimalMark.COMMA))[0][1][2] == "0,1"


def test_jsonl_lines_that_are_not_objects_are_broken_rows(tmp_path: Path) -> None:
    content = '{"sku":"A1","n":1.50}\n\nnot json\n[1,2]\n{"n":2,"a/b~":"x","sku":null}\n{"sku":{"deep":1}}\n'
    rows, broken = read(write(tmp_path, content))
    assert rows == [(1, "A1", "1.5", None), (5, None, "2", "x"), (6, '{"deep":1}', None, None)]
    assert broken == [(3, "bad_json"), (4, "bad_json")]


def test_a_header_without_rows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EmptyFile):
        read(write(tmp_path, "sku,name\n"))


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=8)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=20), st.sampled_from(list(Delimiter)))
def test_whatever_is_written_properly_is_read_back(tmp_path: Path, table: list[list[str]], delimiter: Delimiter) -> None:
    quoted = [[f'"{cell.replace(chr(34), chr(34) * 2)}"' for cell in row] for row in table]
    path = write(tmp_path, "".join(delimiter.value.join(row) + "\n" for row in [["a", "b", "c"], *quoted]))
    options = ReadOptions(format=Format.CSV, delimiter=delimiter, quote=Quote.DOUBLE, header_row=1, encoding=Encoding.UTF_8)
    kept = [row for row in table if "".join(row).strip(" \t\r\n")]
    if not kept:
        return
    rows, broken = read(path, options)
    ends = [[cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row] for row in kept]
    assert ([list(row[1:]) for row in rows], broken) == (ends, [])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from('a1,;\n\r" \t'), max_size=120))
def test_both_readers_agree_wherever_the_fast_one_answers(tmp_path: Path, body: str) -> None:
    path = write(tmp_path, "x,y\n" + body)
    layout = Layout(Delimiter.COMMA, Quote.DOUBLE, 1, ("x", "y"))
    use = quote_use(path, layout)
    fast_broken, careful_broken = Broken(), Broken()
    try:
        if use is QuoteUse.ODD:
            raise Doubtful
        fast = [row for batch in read_fast(path, layout, use, fast_broken) for row in batch.to_pylist()]
    except Doubtful:
        fast = None
    careful = [row for batch in read_carefully(path, layout, careful_broken, Limits()) for row in batch.to_pylist()]
    assert all(row["row"] > 1 for row in careful)
    if fast is not None:

        def with_text(rows: list[dict[str, object]]) -> list[dict[str, object]]:
            return [row for row in rows if str(row["c1"]) + str(row["c2"])]

        assert with_text(fast) == with_text(careful)
        assert [(r, c) for r, c in zip(fast_broken.rows, fast_broken.codes, strict=True) if c != "blank"] == [
            (r, c) for r, c in zip(careful_broken.rows, careful_broken.codes, strict=True) if c != "blank"
        ]


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(min_size=1, max_size=400))
def test_no_content_whatever_ends_in_anything_but_rows_or_a_refusal(tmp_path: Path, content: bytes) -> None:
    from fluxion.values.errors import Refusal

    try:
        rows, broken = read(write(tmp_path, content))
    except Refusal as refusal:
        assert refusal.in_language("es")
    else:
        assert len(rows) + len(broken) > 0
