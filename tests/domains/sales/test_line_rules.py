"""What a sold line is: which lines are refused, and what makes two of them the same."""

from datetime import date

import duckdb
import pytest

from fluxion.domains.sales import LINE_RULES, row_key_sql, signed_discount_sql

COLUMNS = (
    "document text, line int, day date, product_id int, location_id int, customer_id int, "
    "quantity decimal(18,3), unit_price decimal(18,4), discount decimal(18,4), unit_cost decimal(18,4)"
)
GOOD = ("A-1", 1, date(2026, 1, 5), 7, 2, None, 3, "9.90", 0, None)


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute(f"create table lines ({COLUMNS})")
    return con


def put(con: duckdb.DuckDBPyConnection, **changes: object) -> None:
    names = [column.split()[0] for column in COLUMNS.replace("18,3", "").replace("18,4", "").split(", ")]
    con.execute(f"insert into lines values ({', '.join('?' * len(names))})", [changes.get(n, v) for n, v in zip(names, GOOD, strict=True)])


def refused(con: duckdb.DuckDBPyConnection) -> list[str]:
    today = {"today": date(2026, 3, 1)}
    return [
        rule.code
        for rule in LINE_RULES
        if con.execute(f"select 1 from lines where {rule.condition}", today if "$today" in rule.condition else {}).fetchone()
    ]


def test_a_good_line_and_a_return_are_accepted(con: duckdb.DuckDBPyConnection) -> None:
    put(con)
    put(con, quantity=-3, discount="-1")
    put(con, day=date(2026, 3, 2))
    assert refused(con) == []


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("quantity", 0, "zero_quantity"),
        ("unit_price", "-0.01", "negative_price"),
        ("unit_cost", -1, "negative_cost"),
        ("discount", "29.71", "discount_too_large"),
        ("day", date(2026, 3, 3), "future_day"),
        ("day", date(1989, 12, 31), "ancient_day"),
    ],
)
def test_what_cannot_be_true_is_refused(con: duckdb.DuckDBPyConnection, column: str, value: object, code: str) -> None:
    put(con, **{column: value})
    assert refused(con)[:1] == [code]


def test_rules_speak_three_languages() -> None:
    for rule in LINE_RULES:
        assert set(rule.reason) == set(rule.remedy) == {"es", "en", "pt"}


def test_a_discount_takes_the_sign_of_its_line(con: duckdb.DuckDBPyConnection) -> None:
    put(con, discount="2")
    put(con, quantity=-3, discount="2")
    put(con, quantity=-3, discount=None)
    found = con.execute(f"select {signed_discount_sql()} from lines").fetchall()
    assert [float(value) for (value,) in found] == [2.0, -2.0, 0.0]


def keys(con: duckdb.DuckDBPyConnection, *, by_line: bool) -> list[int]:
    return [key for (key,) in con.execute(f"select {row_key_sql(by_line=by_line, order='rowid')} from lines order by rowid").fetchall()]


def test_document_and_line_identify_whatever_else_changes(con: duckdb.DuckDBPyConnection) -> None:
    put(con)
    put(con, quantity=4, unit_price="1", day=date(2026, 1, 9))
    put(con, line=2)
    first, corrected, other = keys(con, by_line=True)
    assert first == corrected != other


def test_content_identifies_with_the_number_among_equals(con: duckdb.DuckDBPyConnection) -> None:
    put(con)
    put(con)
    put(con, unit_cost="3", discount="1")
    put(con, quantity=4)
    found = keys(con, by_line=False)
    assert len(set(found)) == 4
    con.execute("delete from lines where rowid = 1")
    assert keys(con, by_line=False)[0] == found[0], "the same line, whatever else the file holds"


def test_keys_stay_the_same_for_ever(con: duckdb.DuckDBPyConnection) -> None:
    """Keys are stored: another value here would load every old line a second time."""
    put(con)
    assert keys(con, by_line=True) == [PINNED_BY_LINE]
    assert keys(con, by_line=False) == [PINNED_BY_CONTENT]


PINNED_BY_LINE = 5520251019080154019
PINNED_BY_CONTENT = 2487339493179463954
