"""Daily demand of every series as arrays, the way the forecasting kernels take it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from fluxion.base.mart import Beside, MartMissing
from fluxion.base.work import Work
from fluxion.domains.history import rules
from fluxion.domains.history.shapes import DemandArrays, StockOutArrays
from fluxion.kernels.forecasting.chaining import Period, chained, period_of

_KEY = "(product_id::bigint << 32) + location_id"
_MONTHS = "select month, fingerprint from mart_month where source = 'sales' order by month"
_DEMAND = f"""select {_KEY} as key, (day - $month::date)::tinyint as day, (units - returned)::double as units
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
            return _read(con, work.settings.mart_dir, first, as_of, work.actor.locations)
    except MartMissing:
        return _arrays(chained([], []), None, first, np.zeros(days, np.bool_))


def _read(con: duckdb.DuckDBPyConnection, folder: Path, first: date, last: date, locations: frozenset[int] | None) -> DemandArrays:
    span: dict[str, Any] = {"first": first, "last": last}
    cells, outs = _seen(_DEMAND, locations), _seen(_OUTS, locations)
    periods, since = [], []
    for month, make in _months(con, cells, folder, span, is_all=locations is None):
        periods.append(_period(make()))
        since.append((month - first).days)
    missing = con.execute(outs, span).fetchnumpy()
    closed = np.zeros((last - first).days + 1, np.bool_)
    for (day,) in con.execute("select (day - $first::date)::int from closed_day where day between $first and $last", span).fetchall():
        closed[day] = True
    return _arrays(chained(periods, since), missing if len(missing["key"]) else None, first, closed)


def _months(
    con: duckdb.DuckDBPyConnection, sql: str, folder: Path, span: dict[str, Any], *, is_all: bool
) -> Iterator[tuple[date, Callable[[], pa.RecordBatch]]]:
    """The months of a span and what gives their rows; those that lie in it whole, of all the company, are kept beside the mart."""
    marks = {month: f"{rules.SCHEMA_VERSION} {mark}" for month, mark in con.execute(_MONTHS).fetchall()}
    kept = Beside(folder, "demand", marks)
    for name in marks:
        month = date.fromisoformat(f"{name}-01")
        end = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        if month > span["last"] or end < span["first"]:
            continue
        make = partial(_month, con, sql, span | {"month": month})
        yield month, partial(kept.get, name, make) if is_all and span["first"] <= month and end <= span["last"] else make


def _month(con: duckdb.DuckDBPyConnection, sql: str, given: dict[str, Any]) -> pa.RecordBatch:
    """What sold in a month, a row for each series with its days and units as lists.

    It lies in the mart in the order wanted, days that were added later behind the others, which is a quarter of the work of sorting it;
    should it not, it is sorted.
    """
    for question in (sql, f"{sql} order by key, day"):
        rows = con.sql(question, params=given).to_arrow_table()
        if (found := period_of(*(rows[name].to_numpy() for name in ("key", "day", "units")))) is not None:
            bounds = pa.array(found.ptr)
            lists = [pa.ListArray.from_arrays(bounds, pa.array(each)) for each in (found.day, found.units)]
            return pa.record_batch([pa.array(found.key), *lists], names=["key", "day", "units"])
    raise AssertionError("sorted rows are not in order")


def _period(kept: pa.RecordBatch) -> Period:
    key, day, units = kept.columns
    return Period(key.to_numpy(), day.offsets.to_numpy(), day.values.to_numpy(), units.values.to_numpy())


def _seen(sql: str, locations: frozenset[int] | None) -> str:
    """The question, confined to the locations the actor may see."""
    wanted = "true" if locations is None else f"location_id in ({', '.join(str(int(each)) for each in sorted(locations)) or 'null'})"
    return sql.replace("$seen", wanted)


def _arrays(
    rows: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], NDArray[np.float64]],
    outs: dict[str, Any] | None,
    first: date,
    closed: NDArray[np.bool_],
) -> DemandArrays:
    series, ptr, day, units = rows
    return DemandArrays(
        product_id=(series >> 32).astype(np.int32),
        location_id=(series & 0xFFFFFFFF).astype(np.int32),
        ptr=ptr,
        day=day,
        units=units,
        start=day[ptr[:-1]],
        first_day=first,
        n_days=len(closed),
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
