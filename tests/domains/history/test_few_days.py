"""Days of a month filled by themselves: whatever was loaded or taken back, the mart is what a full build makes of it."""

import shutil
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domains.history.lines import company, line, lines
from tests.makers import make_works

from fluxion.base.lake import Span
from fluxion.base.work import Works
from fluxion.domains import catalog, history
from fluxion.domains.history.actions.scope import scope_of, whole_month

FIRST = date(2025, 12, 1)
DAYS = 66
_SOLD = st.tuples(st.integers(0, 75), st.integers(1, 3), st.integers(1, 2), st.integers(-3, 9).filter(bool))
CHANGES = st.lists(
    st.one_of(
        st.tuples(st.just("lines"), st.lists(_SOLD, min_size=1, max_size=5)),
        st.tuples(st.just("day"), st.integers(60, 75)),
        st.tuples(st.just("undo"), st.integers(0, 4)),
    ),
    min_size=1,
    max_size=4,
)


def sold(document: str, day: int, product: int, place: int, quantity: int) -> dict[str, Any]:
    return line(document, 1, FIRST + timedelta(days=day), product, str(quantity), "3", location_id=place)


def opened(folder: Path) -> Works:
    """Two months and a few days in which something sold every other day, published."""
    works = company(folder)
    history.record_sales(works, "first", lines(*(sold(f"A{day}", day, 1 + day % 3, 1 + day // 2 % 2, 2) for day in range(0, DAYS, 2))))
    history.publish(works)
    return works


def everything(works: Works) -> dict[str, list[tuple[Any, ...]]]:
    with works.read() as work:
        names = work.marts.query(work, "select table_name from duckdb_tables() where database_name = current_database()", [])
        told = [name for (name,) in names if name not in ("meta", "mart_month")]
        return {name: list(work.marts.query(work, f"select * from {name} order by all", [])) for name in told}


def differing(works: Works) -> dict[str, Span]:
    """The days of sales that the next generation would fill."""
    with works.read() as work, work.marts.batch(work) as con:
        return dict(scope_of(con, work.lake).changed["sales"])


@settings(max_examples=5, deadline=None)
@given(changes=CHANGES)
def test_increments_are_what_a_full_build_gives(tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[str, Any]]) -> None:
    works = opened(tmp_path_factory.mktemp("company"))
    batches: list[int] = []
    for at, (kind, told) in enumerate(changes):
        if kind == "undo":
            if batches:
                history.undo_sales(works, batches.pop(told % len(batches)))
        else:
            given_ = [(told, 1, 1, 4), (told, 2, 2, 5)] if kind == "day" else told
            more = lines(*(sold(f"B{at}-{n}", *each) for n, each in enumerate(given_)))
            batches.append(history.record_sales(works, f"load:{at}", more).batch_id)
        history.publish(works)
    increments = everything(works)
    history.publish(works, full=True)
    assert everything(works) == increments


def test_a_day_added_to_a_month_is_the_only_one_filled(tmp_path: Path) -> None:
    works = opened(tmp_path)
    day = FIRST + timedelta(days=DAYS)
    history.record_sales(works, "next", lines(sold("B1", DAYS, 1, 1, 7), sold("B2", DAYS, 3, 2, 1)))
    assert differing(works) == {"2026-02": (day, day)}
    history.publish(works)
    assert differing(works) == {}
    with works.read() as work:
        found = work.marts.query(
            work, "select location_id, units, sale_days, day_rows from sales_window where product_id = 1 and days = 7", []
        )
        assert list(found) == [(1, Decimal(9), 2, 2)]


def test_days_of_a_month_apart_from_each_other_are_filled_with_all_of_it(tmp_path: Path) -> None:
    works = opened(tmp_path)
    history.record_sales(works, "corrections", lines(sold("B1", 0, 1, 1, 7), sold("B2", 7, 1, 1, 7)))
    assert differing(works) == {"2025-12": whole_month("2025-12")}


def test_a_line_corrected_has_its_month_filled(tmp_path: Path) -> None:
    works = opened(tmp_path)
    history.record_sales(works, "corrected", lines(sold("A40", 40, 2, 1, 9)))
    assert differing(works) == {"2026-01": whole_month("2026-01")}


def test_a_new_cost_has_the_month_filled_that_lines_come_into(tmp_path: Path) -> None:
    works = opened(tmp_path)
    with works.write() as work:
        catalog.upsert_products(work, [{"sku": "C", "cost": Decimal(1)}])
    history.publish(works)
    history.record_sales(works, "next", lines(sold("B1", DAYS, 3, 1, 7)))
    assert differing(works) == {"2026-02": whole_month("2026-02")}
    history.publish(works)
    with works.read() as work:
        costs = work.marts.query(work, "select day, cost from day_sales where product_id = 3 order by 1 desc limit 3", [])
    assert list(costs) == [
        (FIRST + timedelta(days=DAYS), Decimal(7)),
        (date(2026, 2, 1), Decimal(2)),
        (date(2026, 1, 26), Decimal(0)),
    ]


def test_days_added_one_by_one_are_read_as_days_filled_at_once(tmp_path: Path) -> None:
    works = opened(tmp_path)
    for at in range(5):
        history.record_sales(
            works, f"next:{at}", lines(sold(f"B{at}", DAYS + at, 3 - at % 3, 1, 1 + at), sold(f"C{at}", DAYS + at, 1, 2, 2))
        )
        history.publish(works)
    as_of = FIRST + timedelta(days=DAYS + 4)

    def read() -> list[list[Any]]:
        with works.read() as work:
            found = history.demand(work, as_of, 20)
        return [each.tolist() for each in (found.product_id, found.location_id, found.ptr, found.day, found.units, found.closed)]

    one_by_one = read()
    history.publish(works, full=True)
    assert read() == one_by_one
    assert len(one_by_one[4]) > 10


def test_a_company_moved_to_another_folder_has_nothing_to_fill(tmp_path: Path) -> None:
    opened(tmp_path / "before").database.close()
    shutil.copytree(tmp_path / "before", tmp_path / "after")
    works = make_works(tmp_path / "after")
    assert differing(works) == {}
    history.record_sales(works, "later", lines(sold("L1", 66, 1, 1, 4)))
    assert differing(works) == {"2026-02": (FIRST + timedelta(days=66),) * 2}
