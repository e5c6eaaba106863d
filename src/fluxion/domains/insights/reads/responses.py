"""How demand for products answers to price, measured from their own weeks in the mart, many at a time."""

from collections.abc import Collection, Sequence
from dataclasses import astuple, replace
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fluxion.base.mart import MartMissing
from fluxion.base.work import Work
from fluxion.domains import history
from fluxion.domains.insights.reads.scope import HERE
from fluxion.kernels.pricing import Elasticity, Weeks, own_price_elasticity

MOST_WEEKS = 156
OUT_DAYS = 1.0
"""A week in which a place was without the product for this many days in all counts as out of stock."""
_MONDAY = date(1970, 1, 5)
_WEEK = "(day - date '1970-01-05') // 7"
_THESE = "product_id in (select unnest(cast($products as int[])))"
_SOLD = f"""select product_id, location_id, {_WEEK} as week, sum(units - returned)::double as units, sum(net)::double as net from day_sales
    where {_THESE} and day between $first and $last and {HERE} group by all order by all"""
_OUT = f"""select product_id, location_id, {_WEEK} as week from stock_out
    where {_THESE} and day between $first and $last and {HERE} group by all having sum(share_out) >= $out order by all"""
Ints = NDArray[np.int64]
Columns = dict[str, NDArray[Any]]


def responses(work: Work, product_ids: Collection[int]) -> dict[int, Elasticity]:
    """The own-price elasticity of each product, or why there is none, in the locations the person may see.

    Whole weeks of up to three years count, place by place; where a place sells too rarely, all of them together.
    """
    work.require("insights.read")
    nothing = dict.fromkeys(product_ids, Elasticity(0, refused="too_few_weeks"))
    until = history.data_until(work)
    if until is None or not nothing:
        return nothing
    last = until - timedelta(days=(until.weekday() + 1) % 7)  # the Sunday of the last whole week
    given = {
        "products": sorted(nothing),
        "first": last - timedelta(days=7 * MOST_WEEKS - 1),
        "last": last,
        "locations": None if work.actor.locations is None else sorted(work.actor.locations),
        "out": OUT_DAYS,
    }
    try:
        rows = work.marts.remembered(work, "price responses", given, lambda: _measured(work, given))
    except MartMissing:
        return nothing
    return nothing | {product: Elasticity(*values) for product, *values in rows}


def _measured(work: Work, given: dict[str, Any]) -> tuple[tuple[Any, ...], ...]:
    sold, out = _columns(work, _SOLD, given), _columns(work, _OUT, given)
    last = (given["last"] - _MONDAY).days // 7
    ids, starts = np.unique(sold["product_id"], return_index=True)
    found = []
    ends = np.append(starts, len(sold["product_id"]))[1:]
    for product, first, end in zip(ids.tolist(), starts, ends, strict=True):
        at = slice(*np.searchsorted(out["product_id"], [product, product + 1]))
        weeks = _weeks({name: each[first:end] for name, each in sold.items()}, {name: each[at] for name, each in out.items()}, last)
        found.append((product, *astuple(_elasticity(weeks))))
    return tuple(found)


def _columns(work: Work, sql: str, given: dict[str, Any]) -> Columns:
    if given["locations"] is None:
        sql = sql.replace(HERE, "true")
    table = work.marts.arrow(work, sql, {name: value for name, value in given.items() if f"${name}" in sql})
    return {name: _numbers(table.column(name).chunks) for name in table.column_names}


def _numbers(chunks: Sequence[Any]) -> NDArray[Any]:
    """The values of a column; Arrow's own way loads pandas first, a second of processor time in a process that answers pages."""
    return np.concatenate([np.from_dlpack(each) for each in chunks]) if chunks else np.empty(0, np.int64)


def _elasticity(weeks: Weeks) -> Elasticity:
    found = own_price_elasticity(weeks)
    return own_price_elasticity(_together(weeks)) if found.refused == "sells_too_rarely" and len(set(weeks.place)) > 1 else found


def _weeks(sold: Columns, out: Columns, last: int) -> Weeks:
    """Every week of every place of one product from its first sale on, also those without one; rows are by place and week."""
    places, begin, of = np.unique(sold["location_id"], return_index=True, return_inverse=True)
    first = sold["week"][begin]
    length = last - first + 1
    start = np.concatenate([[0], np.cumsum(length)])
    size = int(start[-1])
    at = start[of] + sold["week"] - first[of]
    units, price, without = np.zeros(size), np.zeros(size), np.zeros(size, np.bool_)
    units[at] = np.maximum(sold["units"], 0.0)
    paid = (sold["units"] > 0) & (sold["net"] > 0)
    price[at[paid]] = sold["net"][paid] / sold["units"][paid]
    home = np.searchsorted(places, out["location_id"])
    known = (home < len(places)) & (places[np.minimum(home, len(places) - 1)] == out["location_id"])
    known &= out["week"] >= first[np.minimum(home, len(places) - 1)]
    without[start[home[known]] + out["week"][known] - first[home[known]]] = True
    week = np.arange(size) - np.repeat(start[:-1], length) + np.repeat(first, length)
    return Weeks(week.astype(np.int64), np.repeat(places, length).astype(np.int64), price, units, without)


def _together(weeks: Weeks) -> Weeks:
    """All places as one: units added up, the price what they paid on average."""
    week, of = np.unique(weeks.week, return_inverse=True)
    units = np.asarray(np.bincount(of, weeks.units), np.float64)
    paid = np.bincount(of, weeks.units * weeks.price)
    price = np.divide(paid, units, out=np.zeros(len(units)), where=units > 0)
    return replace(weeks, week=week, place=np.zeros(len(week), np.int64), price=price, units=units, out=np.bincount(of, weeks.out) > 0)
