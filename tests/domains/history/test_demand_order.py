"""Demand is read as it lies in the mart; a month that lies there in another order is sorted."""

from datetime import date

import duckdb

from fluxion.domains.history.reads.demand import _read

FIRST, LAST = date(2026, 1, 30), date(2026, 2, 3)


def test_months_come_in_their_order_whatever_order_their_rows_lie_in() -> None:
    with duckdb.connect() as con:
        con.execute(
            "create table day_sales as select * from (values (2, 1, date '2026-02-01', 3.0, 0.0), (1, 1, date '2026-02-02', 4.0, 1.0),"
            " (1, 1, date '2026-02-01', 2.0, 0.0), (1, 1, date '2026-01-31', 5.0, 0.0), (3, 1, date '2026-01-31', 1.0, 1.0),"
            " (1, 1, date '2026-01-29', 9.0, 0.0)) as t (product_id, location_id, day, units, returned)"
        )
        con.execute("create table day_location as select distinct day, location_id from day_sales")
        con.execute("create table stock_out (product_id int, location_id int, day date, share_out double)")
        con.execute("create table closed_day as select date '2026-01-30' as day")
        found = _read(con, FIRST, LAST, 5, None)
    assert (found.product_id.tolist(), found.ptr.tolist(), found.start.tolist()) == ([1, 2], [0, 3, 4], [1, 2])
    assert (found.day.tolist(), found.units.tolist()) == ([1, 2, 3, 2], [5.0, 2.0, 3.0, 3.0])
    assert found.closed.tolist() == [True, False, False, False, False]
