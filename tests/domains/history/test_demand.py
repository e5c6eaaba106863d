"""Demand as arrays: the days, the units, what was closed and what was out of stock."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from tests.domains.history.lines import company, line, lines

from fluxion.base.work import Actor, Works
from fluxion.domains import history

MONDAY = date(2026, 1, 5)


def day(number: int) -> date:
    return MONDAY + timedelta(days=number)


def sold(folder: Path) -> Works:
    works = company(folder)
    history.record_sales(
        works,
        "import:1",
        lines(
            line("F1", 1, day(0), 2, "4", "1", location_id=2),
            line("F2", 1, day(1), 1, "5", "1"),
            line("F2", 2, day(1), 1, "1.5", "1"),
            line("F3", 1, day(1), 1, "-2", "1"),
            line("F4", 1, day(4), 1, "7", "1"),
            line("F4", 2, day(4), 2, "3", "1", location_id=2),
            line("F5", 1, day(4), 3, "8", "1"),
            line("F6", 1, day(4), 3, "-8", "1"),
            line("F7", 1, day(9), 1, "9", "1"),
        ),
    )
    outs = {"day": [day(1), day(2), day(2)], "product_id": [2, 1, 3], "location_id": [2, 1, 1], "share_out": [0.5, 1.0, 1.0]}
    history.record_rows(works, history.STOCK_OUTS, "import:1", pa.table(outs))
    history.publish(works)
    return works


def test_each_series_has_its_days_and_units(tmp_path: Path) -> None:
    with sold(tmp_path).read() as work:
        found = history.demand(work, day(4), 5)
    assert list(zip(found.product_id, found.location_id, strict=True)) == [(1, 1), (2, 2)]
    assert (found.ptr.tolist(), found.day.tolist(), found.units.tolist()) == ([0, 2, 4], [1, 4, 0, 4], [4.5, 7.0, 4.0, 3.0])
    assert found.start.tolist() == [1, 0]
    assert (found.first_day, found.n_days, found.first_weekday) == (MONDAY, 5, 0)
    assert found.closed.tolist() == [False, False, True, True, False]
    assert found.product_id.dtype == np.int32 and found.ptr.dtype == np.int64 and found.day.dtype == np.int32


def test_stock_outs_follow_the_series(tmp_path: Path) -> None:
    with sold(tmp_path).read() as work:
        outs = history.demand(work, day(4), 5).stock_outs
    assert outs is not None
    assert (outs.ptr.tolist(), outs.day.tolist(), outs.share.tolist()) == ([0, 1, 2], [2, 1], [1.0, 0.5])


def test_a_window_without_sales_is_empty(tmp_path: Path) -> None:
    with sold(tmp_path).read() as work:
        found = history.demand(work, MONDAY - timedelta(days=1), 30)
    assert (found.n, found.ptr.tolist(), found.day.tolist(), found.stock_outs) == (0, [0], [], None)


def test_a_company_without_a_mart_has_no_demand(tmp_path: Path) -> None:
    with company(tmp_path).read() as work:
        assert history.demand(work, MONDAY, 7).n == 0


def test_a_person_confined_to_a_location_gets_only_its_demand(tmp_path: Path) -> None:
    confined = Actor(5, "Ana", frozenset({"history.read"}), locations=frozenset({2}))
    with sold(tmp_path).read(confined) as work:
        found = history.demand(work, day(9), 10)
    assert (found.product_id.tolist(), found.location_id.tolist()) == ([2], [2])
    assert found.stock_outs is not None and found.stock_outs.share.tolist() == [0.5]


def kept_months(folder: Path) -> dict[str, str]:
    return {name: mark for name, mark, _ in (path.name.split(".") for path in (folder / "mart" / "beside").rglob("*.arrow"))}


def arrays(found: Any) -> list[list[float]]:
    return [each.tolist() for each in (found.product_id, found.location_id, found.ptr, found.day, found.units, found.start)]


def two_months(folder: Path) -> Works:
    works = sold(folder)
    history.record_sales(works, "import:2", lines(line("F8", 1, date(2026, 2, 3), 1, "6", "1")))
    history.publish(works)
    return works


def test_whole_months_are_read_again_from_where_they_were_kept(tmp_path: Path) -> None:
    works = two_months(tmp_path)
    with works.read() as work:
        first, again = (arrays(history.demand(work, date(2026, 2, 5), 36)) for _ in range(2))
    assert first == again
    assert first[2:5] == [[0, 4, 6], [5, 8, 13, 33, 4, 8], [4.5, 7.0, 9.0, 6.0, 4.0, 3.0]]
    assert list(kept_months(tmp_path)) == ["2026-01"]  # February goes on after the fifth


def test_a_month_that_changed_is_not_the_one_that_was_kept(tmp_path: Path) -> None:
    works = two_months(tmp_path)
    with works.read() as work:
        before, mark = arrays(history.demand(work, date(2026, 2, 5), 36)), kept_months(tmp_path)
    history.record_sales(works, "import:3", lines(line("F9", 1, day(2), 1, "20", "1")))
    history.publish(works)
    with works.read() as work:
        after = arrays(history.demand(work, date(2026, 2, 5), 36))
    assert sum(after[4]) == sum(before[4]) + 20 and kept_months(tmp_path) != mark and len(kept_months(tmp_path)) == 1


def test_what_a_confined_person_reads_is_neither_kept_nor_taken_from_what_is(tmp_path: Path) -> None:
    works = two_months(tmp_path)
    confined = Actor(5, "Ana", frozenset({"history.read"}), locations=frozenset({2}))
    with works.read(confined) as work:
        history.demand(work, date(2026, 2, 5), 36)
    assert kept_months(tmp_path) == {}
    with works.read() as work:
        history.demand(work, date(2026, 2, 5), 36)
    with works.read(confined) as work:
        assert history.demand(work, date(2026, 2, 5), 36).location_id.tolist() == [2]
