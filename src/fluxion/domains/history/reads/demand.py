"""Daily demand of every series as arrays, the way the forecasting kernels take it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, NamedTuple

import duckdb
import numpy as np
from numpy.typing import NDArray

from fluxion.base.mart import MartMissing
from fluxion.base.work import Work
from fluxion.domains.history.shapes import DemandArrays, StockOutArrays

_KEY = "(product_id::bigint << 32) + location_id"
AT_ONCE = 2_000_000
"""Cells sorted at once: `day_sales` lies in the order of products within each month, so that a range of them is read quickly."""
_RANGES = """select min(product_id), max(product_id) from (
        select product_id, sum(count(*)) over (order by product_id) // $most as slice
        from day_sales where day between $first and $last group by product_id)
    group by slice order by slice"""
_DEMAND = f"""select {_KEY} as key, (day - $first::date)::int as day, (units - returned)::double as units
    from day_sales where day between $first and $last and product_id between $least and $most and units > returned and $seen
    order by key, day"""
_OUTS = f"""select {_KEY} as key, (day - $first::date)::int as day, share_out as share
    from stock_out where day between $first and $last and $seen order by key, day"""


class _Piece(NamedTuple):
    """The series of a range of products: key, number of rows and first day of each, then day and units of each row."""

    series: NDArray[np.int64]
    lengths: NDArray[np.int64]
    start: NDArray[np.int32]
    day: NDArray[np.int32]
    units: NDArray[np.float64]


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
        return _arrays([_piece(_nothing())], None, first, days, np.zeros(days, np.bool_))


def _read(con: duckdb.DuckDBPyConnection, first: date, last: date, days: int, locations: frozenset[int] | None) -> DemandArrays:
    span: dict[str, Any] = {"first": first, "last": last}
    cells, outs = _seen(_DEMAND, locations), _seen(_OUTS, locations)
    ranges = con.execute(_RANGES, span | {"most": AT_ONCE}).fetchall()
    pieces = [_piece(con.execute(cells, span | {"least": least, "most": most}).fetchnumpy()) for least, most in ranges]
    missing = con.execute(outs, span).fetchnumpy()
    closed = np.zeros(days, np.bool_)
    for (day,) in con.execute("select (day - $first::date)::int from closed_day where day between $first and $last", span).fetchall():
        closed[day] = True
    return _arrays(pieces or [_piece(_nothing())], missing if len(missing["key"]) else None, first, days, closed)


def _piece(rows: dict[str, Any]) -> _Piece:
    """The rows of a range of products as series: kept are one key a series, and day and units of each row."""
    key = rows["key"]
    starts = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.zeros(0, np.int64)
    day, units = np.ascontiguousarray(rows["day"], np.int32), np.ascontiguousarray(rows["units"], np.float64)
    return _Piece(key[starts], np.diff(np.r_[starts, len(key)]), day[starts], day, units)


def _seen(sql: str, locations: frozenset[int] | None) -> str:
    """The question, confined to the locations the actor may see."""
    wanted = "true" if locations is None else f"location_id in ({', '.join(str(int(each)) for each in sorted(locations)) or 'null'})"
    return sql.replace("$seen", wanted)


def _nothing() -> dict[str, Any]:
    return {"key": np.zeros(0, np.int64), "day": np.zeros(0, np.int32), "units": np.zeros(0, np.float64)}


def _arrays(pieces: list[_Piece], outs: dict[str, Any] | None, first: date, days: int, closed: NDArray[np.bool_]) -> DemandArrays:
    series, lengths, start, day, units = (np.concatenate(column) for column in zip(*pieces, strict=True))
    return DemandArrays(
        product_id=(series >> 32).astype(np.int32),
        location_id=(series & 0xFFFFFFFF).astype(np.int32),
        ptr=np.r_[0, np.cumsum(lengths)].astype(np.int64),
        day=day,
        units=units,
        start=start,
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
