"""What a cell means: worked examples, and the SQL of a million cells saying exactly what the reader of one says."""

from datetime import date
from decimal import Decimal

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fluxion.base.files import PROBLEMS, Cell, CellKind, CellType, cell_sql, read_cell
from fluxion.base.files.shapes import DateOrder, DecimalMark
from fluxion.values.errors import LANGUAGES

MONEY = CellType(CellKind.DECIMAL)
COUNT = CellType(CellKind.INTEGER, lowest=Decimal(0))
SHARE = CellType(CellKind.DECIMAL, scale=3, lowest=Decimal(0), highest=Decimal(1))
DAY = CellType(CellKind.DATE)
SWITCH = CellType(CellKind.BOOLEAN)
CODE = CellType(CellKind.CODE, max_length=12)
NOTE = CellType(CellKind.TEXT, max_length=12)
PLACE = CellType(CellKind.CHOICE, choices={"store": ("tienda", "sucursal"), "dc": ("cd", "deposito", "12")})
KINDS = (MONEY, COUNT, SHARE, DAY, SWITCH, CODE, NOTE, PLACE)


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1234.5", DecimalMark.POINT, "1234.5"),
        ("1,234.50", DecimalMark.POINT, "1234.5"),
        ("1.234,50", DecimalMark.COMMA, "1234.5"),
        ("1 234,50", DecimalMark.COMMA, "1234.5"),
        ("1'234.50", DecimalMark.POINT, "1234.5"),
        ("$ 12.50", DecimalMark.POINT, "12.5"),
        ("R$ 1.234,50", DecimalMark.COMMA, "1234.5"),
        ("12,50 USD", DecimalMark.COMMA, "12.5"),
        ("(12.50)", DecimalMark.POINT, "-12.5"),
        ("12.50-", DecimalMark.POINT, "-12.5"),
        ("-0,00001", DecimalMark.COMMA, "0"),
        ("1.00005", DecimalMark.POINT, "1.0001"),
        ("-1.00005", DecimalMark.POINT, "-1.0001"),
        ("5e-05", DecimalMark.POINT, "0.0001"),
        ("12,5 %", DecimalMark.COMMA, "0.125"),
        (".5", DecimalMark.POINT, "0.5"),
    ],
)
def test_numbers_as_people_write_them(text: str, mark: DecimalMark, value: str) -> None:
    assert read_cell(text, MONEY, mark, DateOrder.DMY) == Cell(value=Decimal(value).quantize(Decimal("0.0001")))


@pytest.mark.parametrize("text", ["1,5", "1.2.3", "1,23,456.0", "doce", "12 kg", "--5", "1e5000", "0x10", "١٢"])
def test_what_is_no_number_is_said_and_never_guessed(text: str) -> None:
    assert read_cell(text, MONEY, DecimalMark.POINT, DateOrder.DMY) == Cell(code="not_a_number")


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("2026-01-31", DateOrder.DMY, date(2026, 1, 31)),
        ("2026-01-31T23:59:59.123Z", DateOrder.MDY, date(2026, 1, 31)),
        ("31/01/2026", DateOrder.DMY, date(2026, 1, 31)),
        ("1/31/26 10:20 PM", DateOrder.MDY, date(2026, 1, 31)),
        ("26/01/31", DateOrder.YMD, date(2026, 1, 31)),
        ("31.01.2026 10:20", DateOrder.DMY, date(2026, 1, 31)),
        ("20260131", DateOrder.DMY, date(2026, 1, 31)),
        ("31-ene-2026", DateOrder.MDY, date(2026, 1, 31)),
        ("3 SET. 99", DateOrder.DMY, date(1999, 9, 3)),
        ("31 março 2026", DateOrder.DMY, date(2026, 3, 31)),
    ],
)
def test_dates_as_people_write_them(text: str, order: DateOrder, day: date) -> None:
    assert read_cell(text, DAY, DecimalMark.POINT, order) == Cell(value=day)


@pytest.mark.parametrize(
    ("text", "order", "code"),
    [
        ("31/02/2026", DateOrder.DMY, "not_a_date"),
        ("01/31/2026", DateOrder.DMY, "not_a_date"),
        ("01/02/2026", DateOrder.YMD, "not_a_date"),
        ("45678", DateOrder.DMY, "not_a_date"),
        ("ayer", DateOrder.DMY, "not_a_date"),
        ("0026-01-31", DateOrder.DMY, "date_out_of_range"),
        ("2926-01-31", DateOrder.DMY, "date_out_of_range"),
    ],
)
def test_impossible_dates_are_named(text: str, order: DateOrder, code: str) -> None:
    assert read_cell(text, DAY, DecimalMark.POINT, order) == Cell(code=code)


@pytest.mark.parametrize(
    ("text", "kind", "cell"),
    [
        ("Sí", SWITCH, Cell(value=True)),
        ("NÃO", SWITCH, Cell(value=False)),
        ("quizá", SWITCH, Cell(code="not_a_boolean")),
        ("Depósito", PLACE, Cell(value="dc")),
        ("STORE", PLACE, Cell(value="store")),
        ("kiosco", PLACE, Cell(code="not_a_choice")),
        ("12.0", COUNT, Cell(value=12)),
        ("12.5", COUNT, Cell(code="not_whole")),
        ("-1", COUNT, Cell(code="too_small")),
        ("95%", SHARE, Cell(value=Decimal("0.950"))),
        ("95", SHARE, Cell(code="too_large")),
        ("99999999999999999", MONEY, Cell(code="out_of_range")),
        (" \u00a0 ", MONEY, Cell()),
        ("N/A", MONEY, Cell()),
        ("N/A", CODE, Cell(value="N/A")),
        (" 007 ", CODE, Cell(value="007")),
        ("a\tb", CODE, Cell(code="control_character")),
        ("a\nb", NOTE, Cell(value="a\nb")),
        ("a\x00b", NOTE, Cell(code="control_character")),
        ("x" * 13, NOTE, Cell(code="too_long")),
        ("caf\ufffd", NOTE, Cell(code="bad_encoding")),
    ],
)
def test_other_cells(text: str, kind: CellType, cell: Cell) -> None:
    assert read_cell(text, kind, DecimalMark.POINT, DateOrder.DMY) == cell


DIGITS = st.text(st.sampled_from("0123456789" * 3 + ".,-+ ()%$eE'"), max_size=14)
DATES = st.builds(
    lambda a, s, b, t, c, time: f"{a}{s}{b}{t}{c}{time}",
    st.integers(0, 2100),
    st.sampled_from("/-. "),
    st.one_of(st.integers(0, 40), st.sampled_from(["ene", "dez.", "Sept", "março", "x"])),
    st.sampled_from("/-. "),
    st.integers(0, 2210),
    st.sampled_from(["", " 10:20", "T01:02:03Z", " 3:04 p.m.", " 99"]),
)
WORDS = st.sampled_from(
    ["sí", "NÃO", "x", "n/a", "NULL", "-", "Sucursal", "CD", "12", "\u00a0", "\ufeffA", "a\x00", "\ufffd", "R$ 5", "S/. 5"]
)
CELLS = st.lists(st.one_of(DIGITS, DATES, WORDS, st.text(max_size=14)), min_size=1, max_size=60)


@settings(max_examples=25, deadline=None)
@given(CELLS, st.sampled_from(list(DecimalMark)), st.sampled_from(list(DateOrder)))
def test_sql_says_what_the_reader_of_one_cell_says(texts: list[str], mark: DecimalMark, order: DateOrder) -> None:
    with duckdb.connect() as con:
        con.register("given", pa.table({"place": range(len(texts)), "t": texts}))
        con.execute("CREATE TABLE cells AS SELECT * FROM given")
        for kind in KINDS:
            sql = cell_sql("t", "v", kind, mark, order)
            rows = con.execute(
                f"WITH read AS MATERIALIZED (SELECT place, t, {sql.value} AS v FROM cells) SELECT t, v, {sql.code} FROM read ORDER BY place"
            ).fetchall()
            for text, value, code in rows:
                expected = read_cell(text, kind, mark, order)
                assert (text, kind.kind, code) == (text, kind.kind, expected.code)
                if code is None:
                    assert (text, kind.kind, value) == (text, kind.kind, expected.value)


def test_every_problem_is_worded_in_every_language() -> None:
    shown = {"column": "Precio", "value": "x", "detail": "1"}
    for code, problem in PROBLEMS.items():
        assert code == problem.code
        for lang in LANGUAGES:
            assert problem.reason[lang].format_map(shown)
            assert problem.remedy[lang].format_map(shown)
