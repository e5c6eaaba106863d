"""Order-up-to levels by what the next unit is worth: one price for stock, the same for every item.

Three findings on real sales (docs/formulas/backtest.md) shape it. Stock cannot be undone, so it is set from a steadier
level than tomorrow's forecast: half the forecast, half the item's own long run, giants included. Its doubt is half what
the model says and half what the item's own sums did. And what will be lost before an order arrives is owed to nobody.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from fluxion.kernels.compiling import compiled
from fluxion.kernels.stocking.projection import Receipts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

HALF_LIFE_DAYS = 200.0  # of the long run; 60 to 200 do about the same, a month is clearly worse
LEAST_DAYS = 28
_LEAST_CV2, _MOST_CV2 = 1e-6, 1e4
_BISECTIONS = 60


@dataclass(frozen=True)
class SteadyDemand:
    """Mean and deviation of the demand over the protection period, as stock should be set from it."""

    mean: Floats
    sd: Floats


@compiled
def _own_sums(
    ptr: Ints, day: NDArray[np.int32], units: Floats, lost_ptr: Ints, lost_day: NDArray[np.int32], lost: Floats, n_days: int, span: Ints
) -> tuple[Floats, Floats]:
    """Per series its long-run daily level, and the variance of its sums over `span` days since it first sold."""
    n = len(ptr) - 1
    level, variance = np.zeros(n), np.zeros(n)
    running, decay = np.zeros(n_days + 1), 0.5 ** (1.0 / HALF_LIFE_DAYS)
    there = np.ones(n_days)
    for i in range(n):
        if ptr[i] == ptr[i + 1]:
            continue
        first = day[ptr[i]]
        begin = max(min(first, n_days - LEAST_DAYS), 0)
        for j in range(lost_ptr[i], lost_ptr[i + 1]):
            there[lost_day[j]] = 1.0 - lost[j]
        sold = seen = 0.0
        at = ptr[i]
        for t in range(n_days):
            today = 0.0
            if at < ptr[i + 1] and day[at] == t:
                today = units[at]
                at += 1
            running[t + 1] = running[t] + today
            if t >= begin:
                # a sale proves that there was something to sell for a part of the day
                sold, seen = decay * sold + today, decay * seen + max(there[t], 0.25 if today > 0.0 else 0.0)
        for j in range(lost_ptr[i], lost_ptr[i + 1]):
            there[lost_day[j]] = 1.0
        level[i] = sold / max(seen, 1.0)
        width = min(span[i], n_days)
        since = max(min(first, n_days - 2 * width), 0)
        count, mean, squares = 0, 0.0, 0.0
        for t in range(since, n_days - width + 1):
            count += 1
            step = running[t + width] - running[t] - mean
            mean += step / count
            squares += step * (running[t + width] - running[t] - mean)
        variance[i] = squares / max(count, 1)
    return level, variance


def steady_demand(
    ptr: ArrayLike,
    day: ArrayLike,
    units: ArrayLike,
    n_days: int,
    *,
    mean: ArrayLike,
    sd: ArrayLike,
    protection_days: ArrayLike,
    lead_time_sd: ArrayLike = 0.0,
    lost: tuple[ArrayLike, ArrayLike, ArrayLike] | None = None,
) -> SteadyDemand:
    """The demand of lead time + review to set stock from: forecast and long run of each series together.

    `ptr`, `day`, `units` are the history (rows of the days with a sale), `mean` and `sd` what the forecast says of the
    sum over `protection_days`. mean = (forecast + long run) / 2, long run = long-run level x days; variance = (sd² + variance
    of the series' own sums of so many days) / 2 + (forecast - long run)² + (daily mean x lead time sd)²: what two good
    estimates disagree by is not known. `lost` gives the stock-outs as
    (ptr, day, lost share): such days count only for what they could sell. A series that never sold keeps its forecast,
    and one that is forecast to sell nothing is not stocked.

    Ten a day without a break, of which the forecast expects 250 in 21 days: only the doubt about the level is left.

    >>> every = np.arange(100)
    >>> found = steady_demand([0, 100], every, np.full(100, 10.0), 100, mean=[250.0], sd=[0.0], protection_days=[21.0])
    >>> found.mean, found.sd
    (array([230.]), array([40.]))
    """
    rows = np.ascontiguousarray(ptr, np.int64)
    n = len(rows) - 1
    expected, doubt, days, late = (np.broadcast_to(np.asarray(x, np.float64), n) for x in (mean, sd, protection_days, lead_time_sd))
    nothing = (np.zeros(n + 1, np.int64), np.zeros(0, np.int32), np.zeros(0))
    out_ptr, out_day, out_share = nothing if lost is None else lost
    level, own = _own_sums(
        rows, np.ascontiguousarray(day, np.int32), np.ascontiguousarray(units, np.float64),
        np.ascontiguousarray(out_ptr, np.int64), np.ascontiguousarray(out_day, np.int32), np.ascontiguousarray(out_share, np.float64),
        n_days, np.maximum(np.rint(days), 1).astype(np.int64),
    )  # fmt: skip
    sells, known = expected > 0, np.diff(rows) > 0
    long_run = np.where(known, level * days, expected)
    together = 0.5 * (expected + long_run)
    daily = together / np.maximum(days, 1e-9)
    variance = np.where(known, 0.5 * (doubt**2 + own), doubt**2) + (expected - long_run) ** 2 + (daily * late) ** 2
    return SteadyDemand(np.where(sells, together, 0.0), np.where(sells, np.sqrt(variance), 0.0))


def order_up_to_at(mean: ArrayLike, sd: ArrayLike, critical_ratio: ArrayLike) -> Floats:
    """Level that gamma demand does not exceed with the chance `critical_ratio`; 0 at a ratio of 0.

    With sd = mean it is the exponential distribution: half of all periods need less than mean x ln 2.

    >>> order_up_to_at([10.0, 10.0, 0.0], [10.0, 0.0, 0.0], 0.5).round(3)
    array([ 6.931, 10.   ,  0.   ])
    """
    mu, s, ratio = np.broadcast_arrays(*(np.asarray(x, np.float64) for x in (mean, sd, critical_ratio)))
    varies = (mu > 0) & (s > 0)
    safe = np.where(varies, mu, 1.0)
    cv2 = np.clip(np.where(varies, s / safe, 1.0) ** 2, _LEAST_CV2, _MOST_CV2)
    level = special.gammaincinv(1.0 / cv2, np.clip(ratio, 0.0, 1.0 - 1e-12)) * cv2 * safe
    return np.asarray(np.where(varies, level, np.where(ratio > 0, np.maximum(mu, 0.0), 0.0)), np.float64)


def critical_ratio(price: ArrayLike, holding_per_day: ArrayLike, review_days: ArrayLike, margin: ArrayLike) -> Floats:
    """Chance of having enough up to which the next unit pays: 1 - price x holding / margin (newsvendor, per review).

    `price` is what a unit of holding cost is taken to be worth in margin: 1 is plain economics, less buys more service,
    and one price for all items is what makes their stock together earn the most.

    >>> critical_ratio(1.0, [0.01, 0.5], 7.0, [0.7, 2.0]).round(3)
    array([0.9, 0. ])
    """
    cost = np.asarray(price, np.float64) * np.asarray(holding_per_day, np.float64) * np.asarray(review_days, np.float64)
    worth = np.asarray(margin, np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.clip(np.where(worth > 0, 1.0 - cost / np.where(worth > 0, worth, 1.0), 0.0), 0.0, 1.0 - 1e-12), np.float64)


def price_for_capital(
    mean: ArrayLike,
    sd: ArrayLike,
    *,
    margin: ArrayLike,
    holding_per_day: ArrayLike,
    review_days: ArrayLike,
    unit_cost: ArrayLike,
    capital: float,
) -> float:
    """The one price of holding at which all order-up-to levels together cost `capital`, to a billionth.

    >>> price = price_for_capital([10.0, 10.0], [10.0, 5.0], margin=1.0, holding_per_day=0.01, review_days=7.0, unit_cost=2.0, capital=60.0)
    >>> levels = order_up_to_at([10.0, 10.0], [10.0, 5.0], critical_ratio(price, 0.01, 7.0, 1.0))
    >>> round(float(2.0 * levels.sum()), 6)
    60.0
    """
    costs = np.asarray(unit_cost, np.float64)

    def tied_up(price: float) -> float:
        level = order_up_to_at(mean, sd, critical_ratio(price, holding_per_day, review_days, margin))
        return float((costs * level).sum())

    low, high = -60.0, 60.0  # powers of two of the price
    for _ in range(_BISECTIONS):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if tied_up(math.exp2(middle)) > capital else (low, middle)
    return math.exp2(high)


@compiled
def _lost(available: Floats, ptr: Ints, due: Ints, quantity: Floats, daily: Floats, lead: Floats, result: Floats) -> None:
    for i in range(len(available)):
        stock, now, lost = max(available[i], 0.0), 0.0, 0.0
        for j in range(ptr[i], ptr[i + 1]):
            then = max(float(due[j]), 0.0)
            if then > lead[i]:
                break
            stock -= daily[i] * (then - now)
            if stock < 0.0:
                lost, stock = lost - stock, 0.0
            stock, now = stock + quantity[j], then
        result[i] = lost + max(daily[i] * max(lead[i] - now, 0.0) - stock, 0.0)


def lost_before_arrival(available: ArrayLike, receipts: Receipts, daily_mean: ArrayLike, lead_time_days: ArrayLike) -> Floats:
    """Units expected to be lost before an order placed now arrives; add them to the position, nobody waits for them.

    Ten in stock, five a day, twenty due in four days, lead time nine: out on days 3 and 4 (10 lost), then 20 for 25 (5 lost).

    >>> row = Receipts(np.array([0]), np.array([4]), np.array([20.0]))
    >>> lost_before_arrival([10.0], row, 5.0, 9.0)
    array([15.])
    """
    stock = np.ascontiguousarray(available, np.float64)
    n = len(stock)
    pace, lead = (np.ascontiguousarray(np.broadcast_to(np.asarray(x, np.float64), n)) for x in (daily_mean, lead_time_days))
    order = np.lexsort((receipts.due_day, receipts.series))
    ptr = np.searchsorted(receipts.series[order], np.arange(n + 1)).astype(np.int64)
    result = np.zeros(n)
    due, quantity = receipts.due_day[order].astype(np.int64), np.asarray(receipts.quantity, np.float64)[order]
    _lost(stock, ptr, due, quantity, pace, lead, result)
    return result
