"""Demand is read as it lies in the mart; a month that lies there in another order is sorted."""

from datetime import date
from pathlib import Path

import duckdb

from fluxion.domains.history.reads.demand import _read

FIRST, LAST = date(2026, 1, 30), date(2026, 2, 3)


def test_months_come_in_their_order_whatever_order_their_rows_lie_in(tmp_path: Path) -> None:
    with duckdb.connect() as con:
        con.execute(
            "create table day_sales as select * from (values (2, 1, date '2026-02-01', 3.0, 0.0), (1, 1, date '2026-02-02', 4.0, 1.0),"
            " (1, 1, date '2026-02-01', 2.0, 0.0), (1, 1, date '2026-01-31', 5.0, 0.0), (3, 1, date '2026-01-31', 1.0, 1.0),"
            " (1, 1, date '2026-01-29', 9.0, 0.0)) as t (product_id, location_id, day, units, returned)"
        )
        con.execute("create table mart_month as select 'sales' as source, '2026-0' || n as month, 'a' as fingerprint from range(1, 3) t(n)")
        con.execute("create table stock_out (product_id int, location_id int, day date, share_out double)")
        con.execute("create table closed_day as select date '2026-01-30' as day")
        found = _read(con, tmp_path, FIRST, LAST, None)
    assert (found.product_id.tolist(), found.ptr.tolist(), found.start.tolist()) == ([1, 2], [0, 3, 4], [1, 2])
    assert (found.day.tolist(), found.units.tolist()) == ([1, 2, 3, 2], [5.0, 2.0, 3.0, 3.0])
    assert found.closed.tolist() == [True, False, False, False, False]
