"""Daily demand of every series as arrays, the way the forecasting kernels take it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from fluxion.base.mart import MartMissing
from fluxion.base.work import Work
from fluxion.domains.history.shapes import DemandArrays, StockOutArrays
from fluxion.kernels.forecasting.chaining import Period, chained, period_of

_KEY = "(product_id::bigint << 32) + location_id"
_MONTHS = "select distinct date_trunc('month', day)::date from day_location where day between $first and $last order by 1"
_DEMAND = f"""select {_KEY} as key, (day - $first::date)::int as day, (units - returned)::double as units
    from day_sales where day between $first and $last and day >= $month and day < $month::date + interval 1 month
    and units > returned and $seen"""
_OUTS = f"""select {_KEY} as key, (day - $first::date)::int as day, share_out as share
    from stock_out where day between $first and $last and $seen order by key, day"""


def demand(work: Work, as_of: date, days: int) -> DemandArrays:
    """What was sold each day of the `days` days up to `as_of`, of every product × location that sold at all.

    Returns of the same day are taken off (a sale cancelled at once is no demand); later returns are not. Covers the
    whole company or the actor's locations.
    """
    work.require("history.read")
    first = as_of - timedelta(days=days - 1)
    try:
        with work.marts.batch(work) as con:
            return _read(con, first, as_of, days, work.actor.locations)
    except MartMissing:
        return _arrays([], None, first, days, np.zeros(days, np.bool_))


def _read(con: duckdb.DuckDBPyConnection, first: date, last: date, days: int, locations: frozenset[int] | None) -> DemandArrays:
    span: dict[str, Any] = {"first": first, "last": last}
    cells, outs = _seen(_DEMAND, locations), _seen(_OUTS, locations)
    months = [month for (month,) in con.execute(_MONTHS, span).fetchall()]
    periods = [_month(con, cells, span | {"month": month}) for month in months]
    missing = con.execute(outs, span).fetchnumpy()
    closed = np.zeros(days, np.bool_)
    for (day,) in con.execute("select (day - $first::date)::int from closed_day where day between $first and $last", span).fetchall():
        closed[day] = True
    return _arrays(periods, missing if len(missing["key"]) else None, first, days, closed)


def _month(con: duckdb.DuckDBPyConnection, sql: str, given: dict[str, Any]) -> Period:
    """What sold in a month. It lies in the mart in the order wanted, which is a quarter of the work of sorting it; should it not, it is sorted."""
    for question in (sql, f"{sql} order by key, day"):
        rows = con.sql(question, params=given).to_arrow_table()
        columns = (np.require(rows[name].to_numpy(), requirements="W") for name in ("key", "day", "units"))
        if (found := period_of(*columns)) is not None:
            return found
    raise AssertionError("sorted rows are not in order")


def _seen(sql: str, locations: frozenset[int] | None) -> str:
    """The question, confined to the locations the actor may see."""
    wanted = "true" if locations is None else f"location_id in ({', '.join(str(int(each)) for each in sorted(locations)) or 'null'})"
    return sql.replace("$seen", wanted)


def _arrays(periods: list[Period], outs: dict[str, Any] | None, first: date, days: int, closed: NDArray[np.bool_]) -> DemandArrays:
    series, ptr, day, units = chained(periods)
    return DemandArrays(
        product_id=(series >> 32).astype(np.int32),
        location_id=(series & 0xFFFFFFFF).astype(np.int32),
        ptr=ptr,
        day=day,
        units=units,
        start=day[ptr[:-1]],
        first_day=first,
        n_days=days,
        first_weekday=first.weekday(),
        closed=closed,
        stock_outs=None if outs is None else _stock_outs(outs, series),
    )


def _stock_outs(outs: dict[str, Any], series: NDArray[np.int64]) -> StockOutArrays:
    """The stock-outs of the series that have demand, in their order."""
    row = np.searchsorted(series, outs["key"])
    known = (row < len(series)) & (series[np.minimum(row, len(series) - 1)] == outs["key"]) if len(series) else np.zeros(len(row), np.bool_)
    ptr = np.r_[0, np.cumsum(np.bincount(row[known], minlength=len(series)))].astype(np.int64)
    return StockOutArrays(ptr, outs["day"][known].astype(np.int32), outs["share"][known].astype(np.float64))
