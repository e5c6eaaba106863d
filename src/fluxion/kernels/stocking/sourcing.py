"""Which supplier to buy each product from, for all products of an order together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fluxion.kernels.compiling import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Sourcing:
    """The offer chosen for each product (row of the offers, -1: none) and the yearly cost of every offer."""

    chosen: Ints
    yearly_cost: Floats


@compiled
def recent_sums(ptr: Ints, day: NDArray[np.int32], units: Floats, since: int) -> tuple[Floats, Floats]:
    """Units of every series from step `since` on, and the sum of their squares; steps rise within a series.

    >>> recent_sums(np.array([0, 3]), np.array([1, 5, 6], np.int32), np.array([9.0, 2.0, 3.0]), 5)
    (array([5.]), array([13.]))
    """
    total, squares = np.zeros(len(ptr) - 1), np.zeros(len(ptr) - 1)
    for i in range(len(ptr) - 1):
        for j in range(ptr[i + 1] - 1, ptr[i] - 1, -1):
            if day[j] < since:
                break
            total[i] += units[j]
            squares[i] += units[j] ** 2
    return total, squares


def offer_costs(
    yearly_units: ArrayLike,
    unit_cost: ArrayLike,
    lead_time_days: ArrayLike,
    lead_time_sd: ArrayLike,
    daily_sd: ArrayLike,
    *,
    lot: ArrayLike = 1.0,
    review_days: ArrayLike = 7.0,
    z: float = 1.645,
    holding_rate: float = 0.25,
    served: ArrayLike = 1.0,
    short_cost: ArrayLike = 0.0,
) -> Floats:
    """Yearly cost of buying a product on these terms: the goods, the stock that the terms make one hold, what goes undelivered.

    `D c + h c (SS + Q / 2) + (1 − served) D m`: SS the textbook safety stock over lead time + review at `z`, Q the larger of `lot` and a
    review's demand, `served` the share of what was ordered that arrived, `m` what a unit short costs (Chopra & Meindl ch. 15, total cost
    of ownership).

    3,650 a year (10 ± 4 a day) at 10: nine days' lead time, reviewed weekly, want 26.3 of safety stock beside half a week's demand.

    >>> offer_costs([3650.0], [10.0], [9.0], [0.0], [4.0], short_cost=4.0, served=0.99).round(1)
    array([36799.3])
    """
    units, cost, lead, lead_sd, sd, lots, review, part, missed = np.broadcast_arrays(
        *(
            np.asarray(x, np.float64)
            for x in (yearly_units, unit_cost, lead_time_days, lead_time_sd, daily_sd, lot, review_days, served, short_cost)
        )
    )
    pace = units / 365.0
    safety = z * np.sqrt((lead + review) * sd**2 + (pace * lead_sd) ** 2)
    stock = safety + np.maximum(lots, pace * review) / 2.0
    return np.asarray(units * cost + holding_rate * cost * stock + (1.0 - part) * units * missed, np.float64)


def choose_offers(
    product: ArrayLike,
    supplier: ArrayLike,
    yearly_cost: ArrayLike,
    spend: ArrayLike,
    minimum: ArrayLike,
    *,
    preferred: ArrayLike = False,
    advantage: float = 0.0,
    holding_rate: float = 0.25,
) -> Sourcing:
    """The offer of each product at which all of them together cost least a year.

    `product` (0…) and `supplier` (0…) name each offer, `spend` its value per order cycle, `minimum` the least order value of each
    supplier. A supplier whose products together stay below the minimum makes one hold the difference: h × what is missing / 2 a
    year. Starting from the cheapest offer of every product (an offer of another than the `preferred` one must be cheaper by
    the share `advantage`), suppliers are given up one at a time, the one whose products cost least to buy elsewhere first, as long as
    that saves money (the drop heuristic for fixed charges, Daskin, Network and Discrete Location, ch. 7).

    Supplier 1 is a little cheaper for product 1, but for that alone its minimum of 1,000 is not worth it:

    >>> choose_offers([0, 1, 1], [0, 0, 1], [500.0, 300.0, 290.0], [10.0, 6.0, 6.0], [0.0, 1000.0]).chosen
    array([0, 1])
    """
    item, seller = np.asarray(product, np.int64), np.asarray(supplier, np.int64)
    cost, worth = np.asarray(yearly_cost, np.float64), np.asarray(spend, np.float64)
    least = np.asarray(minimum, np.float64)
    first = np.broadcast_to(np.asarray(preferred, np.bool_), cost.shape)
    counted = cost * np.where(first, 1.0, 1.0 + advantage)
    order = np.lexsort((seller, np.where(np.isnan(counted), np.inf, counted), item))
    n = int(item.max(initial=-1)) + 1
    starts = np.searchsorted(item[order], np.arange(n + 1)).astype(np.int64)
    place = np.zeros(n, np.int64)
    _drop(starts, seller[order], np.nan_to_num(counted[order], nan=1e30), np.nan_to_num(worth[order]), least, holding_rate, place)
    chosen = np.full(n, -1, np.int64)
    has = starts[1:] > starts[:-1]
    chosen[has] = order[place[has]]
    return Sourcing(chosen, cost)


@compiled
def _drop(starts: Ints, seller: Ints, cost: Floats, spend: Floats, least: Floats, rate: float, place: Ints) -> None:
    """Chosen place of each product among its offers (sorted by cost): closes suppliers while that lowers the total."""
    n, many = len(starts) - 1, len(least)
    is_open, kept = np.ones(many, np.bool_), np.zeros(many, np.bool_)
    total, charge = np.zeros(many), np.zeros(many)
    for p in range(n):
        place[p] = starts[p]
        if starts[p + 1] > starts[p]:
            total[seller[starts[p]]] += spend[starts[p]]
    while True:
        for s in range(many):
            charge[s] = rate * max(least[s] - total[s], 0.0) / 2.0 if total[s] > 0.0 else 0.0
        moving = np.zeros(many)
        for p in range(n):
            if starts[p + 1] > starts[p]:
                other = _second(starts, seller, cost, spend, least, rate, place, is_open, total, p)
                moving[seller[place[p]]] += cost[other] - cost[place[p]] if other >= 0 else 1e30
        best, most = -1, 1e-9
        for s in range(many):
            saves = charge[s] - moving[s]
            if not kept[s] and charge[s] > 0.0 and saves > most:
                best, most = s, saves
        if best < 0:
            return
        _close(starts, seller, cost, spend, least, rate, place, is_open, kept, total, best)


@compiled
def _second(
    starts: Ints, seller: Ints, cost: Floats, spend: Floats, least: Floats, rate: float, place: Ints, is_open: NDArray[np.bool_],
    total: Floats, p: int,
) -> int:  # fmt: skip
    """The cheapest open offer of a product from somebody else, counting the minimum of a supplier not used yet."""
    best, price = -1, 0.0
    for k in range(starts[p], starts[p + 1]):
        s = seller[k]
        if s == seller[place[p]] or not is_open[s]:
            continue
        each = cost[k] + (rate * max(least[s] - spend[k], 0.0) / 2.0 if total[s] <= 0.0 else 0.0)
        if best < 0 or each < price:
            best, price = k, each
    return best


@compiled
def _close(
    starts: Ints, seller: Ints, cost: Floats, spend: Floats, least: Floats, rate: float, place: Ints, is_open: NDArray[np.bool_],
    kept: NDArray[np.bool_], total: Floats, who: int,
) -> None:  # fmt: skip
    """Moves all of a supplier's products to the next best, unless that raises what others miss by more than it saves."""
    before = after = 0.0
    was, moved = total.copy(), place.copy()
    for p in range(len(starts) - 1):
        if starts[p + 1] > starts[p] and seller[place[p]] == who:
            k = _second(starts, seller, cost, spend, least, rate, place, is_open, total, p)
            before += cost[place[p]]
            after += cost[k]
            total[seller[k]] += spend[k]
            moved[p] = k
    total[who] = 0.0
    for s in range(len(least)):
        before += rate * max(least[s] - was[s], 0.0) / 2.0 if was[s] > 0.0 else 0.0
        after += rate * max(least[s] - total[s], 0.0) / 2.0 if total[s] > 0.0 else 0.0
    if after >= before - 1e-9:
        kept[who] = True
        total[:] = was
        return
    place[:] = moved
    is_open[who] = False
