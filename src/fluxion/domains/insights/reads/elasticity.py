"""How demand for a product answers to its price, from its own weeks in the mart."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import numpy as np

from fluxion.base.work import Work
from fluxion.domains import catalog, history, prices
from fluxion.domains.catalog import ProductRef
from fluxion.domains.insights.reads.scope import HERE, ask
from fluxion.domains.insights.rules.elasticity import KEPT, counsel, finding
from fluxion.domains.insights.shapes import ElasticityView, PriceAdvice
from fluxion.kernels.pricing import Elasticity, Weeks, advised_price, own_price_elasticity
from fluxion.values.errors import say

MOST_WEEKS = 156
OUT_DAYS = 1.0
"""A week in which a place was without the product for this many days in all counts as out of stock."""
_MONDAY = date(1970, 1, 5)
_SOLD = f"""select location_id, date_trunc('week', day)::date as week, sum(units - returned) as units, sum(net) as net from day_sales
    where product_id = $product_id and day between $first and $last and {HERE} group by all order by location_id, week"""
_OUT = f"""select location_id, date_trunc('week', day)::date as week from stock_out
    where product_id = $product_id and day between $first and $last and {HERE} group by all having sum(share_out) >= $out"""


def elasticity(work: Work, product_id: int, channel_id: int | None = None) -> ElasticityView:
    """The own-price elasticity of a product with its interval, or why there is none, and the price it advises in a channel.

    Whole weeks of up to three years count, place by place; where a place sells too rarely, all of them together. Raises NotFound.
    """
    work.require("insights.read")
    work.require("prices.read")
    product = catalog.product(work, product_id)
    found = _measured(work, product_id)
    advice = _advice(work, found, product_id, channel_id) if work.actor.may("insights.see_cost") else None
    return ElasticityView(
        product=ProductRef(id=product.id, sku=product.sku, name=product.name),
        weeks=found.weeks,
        elasticity=None if found.refused else _short(found.value),
        standard_error=None if found.refused else _short(found.error),
        low=_short(found.low),
        high=_short(found.high),
        refused=found.refused,
        message=finding(found, work.lang),
        advice=advice,
    )


def _measured(work: Work, product_id: int) -> Elasticity:
    until = history.data_until(work)
    if until is None:
        return Elasticity(0, refused="too_few_weeks")
    last = until - timedelta(days=(until.weekday() + 1) % 7)  # the Sunday of the last whole week
    locations = None if work.actor.locations is None else sorted(work.actor.locations)
    given = {
        "product_id": product_id,
        "first": last - timedelta(days=7 * MOST_WEEKS - 1),
        "last": last,
        "locations": locations,
        "out": OUT_DAYS,
    }
    sold, out = ask(work, _SOLD, given), {(place, week) for place, week in ask(work, _OUT, given)}
    if not sold:
        return Elasticity(0, refused="too_few_weeks")
    weeks = _weeks(sold, out, last)
    found = own_price_elasticity(weeks)
    return own_price_elasticity(_together(weeks)) if found.refused == "sells_too_rarely" and len(set(weeks.place)) > 1 else found


def _weeks(sold: tuple[tuple[Any, ...], ...], out: set[tuple[int, date]], last: date) -> Weeks:
    """Every week of every place from its first sale on, also those without one."""
    known = {(place, week): (units, net) for place, week, units, net in sold}
    rows: list[tuple[int, int, float, float, bool]] = []
    for place in sorted({place for place, _ in known}):
        week = min(first for at, first in known if at == place)
        while week <= last:
            units, net = known.get((place, week), (Decimal(0), Decimal(0)))
            price = float(net / units) if units > 0 and net > 0 else 0.0
            rows.append(((week - _MONDAY).days // 7, place, price, max(float(units), 0.0), (place, week) in out))
            week += timedelta(days=7)
    columns = zip(*rows, strict=True)
    return Weeks(*(np.array(column, kind) for column, kind in zip(columns, (np.int64, np.int64, float, float, np.bool_), strict=True)))


def _together(weeks: Weeks) -> Weeks:
    """All places as one: units added up, the price what they paid on average."""
    week, of = np.unique(weeks.week, return_inverse=True)
    units = np.asarray(np.bincount(of, weeks.units), np.float64)
    paid = np.bincount(of, weeks.units * weeks.price)
    price = np.divide(paid, units, out=np.zeros(len(units)), where=units > 0)
    return replace(weeks, week=week, place=np.zeros(len(week), np.int64), price=price, units=units, out=np.bincount(of, weeks.out) > 0)


def _advice(work: Work, found: Elasticity, product_id: int, channel_id: int | None) -> PriceAdvice:
    basis = prices.list_basis(work, product_id, channel_id)
    currency = basis.configuration.currency
    nothing = dict.fromkeys(
        ("price", "units_change", "contribution_now", "contribution_expected", "contribution_worst", "contribution_best", "bound")
    )
    if basis.price is None:
        message = say(KEPT["price_missing"], work.lang)
        return PriceAdvice(channel=basis.channel, currency=currency, current_price=None, kept="price_missing", message=message, **nothing)
    advice = advised_price(found, basis.configuration, basis.cost, basis.price, basis.strategy)
    return PriceAdvice(
        channel=basis.channel,
        currency=currency,
        current_price=basis.price,
        price=advice.price,
        units_change=None if advice.units_percent is None else round(advice.units_percent / 100, 4),
        contribution_now=_short(advice.now),
        contribution_expected=_short(advice.expected),
        contribution_worst=_short(advice.worst),
        contribution_best=_short(advice.best),
        bound=advice.bound,
        kept=advice.kept,
        message=counsel(advice, basis.price, currency, work.lang),
    )


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
