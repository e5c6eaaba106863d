"""How much to order: whole packs, at least the minimum, never more than a cap allows, and the price break that pays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_HAIR = 1e-9


def order_quantities(need: ArrayLike, moq: ArrayLike = 0.0, pack: ArrayLike = 1.0, *, cap: ArrayLike = np.inf) -> Floats:
    """`formulas.order_quantity` of many needs, each already the sum of all that is ordered together.

    Never more than `cap`: the quantity is cut to the whole packs that fit, and to nothing where those are fewer than the
    minimum. A cap below a need is filled as far as it goes.

    >>> order_quantities([25.0, 0.0, 3.0, 50.0], moq=[0.0, 100.0, 100.0, 0.0], pack=12.0, cap=[np.inf, np.inf, 90.0, 40.0])
    array([36.,  0.,  0., 36.])
    """
    wanted, least, packs, most = np.broadcast_arrays(*(np.asarray(x, np.float64) for x in (need, moq, pack, cap)))
    if np.any(packs <= 0):
        raise ValueError("order quantities: a pack must be larger than 0")
    whole = np.ceil(np.maximum(wanted, least) / packs - _HAIR) * packs
    with np.errstate(invalid="ignore"):
        room = np.where(np.isfinite(most), np.floor(np.maximum(most, 0.0) / packs + _HAIR) * packs, whole)
    capped = np.minimum(whole, room)
    return np.where((wanted > 0) & (capped >= least - _HAIR), capped, 0.0)


def sellable(shelf_life_days: ArrayLike, daily_mean: ArrayLike, position: ArrayLike, share: ArrayLike = 1.0) -> Floats:
    """Units that may still be ordered so that all stock sells within the shelf life; infinite where nothing spoils.

    `share` is the part of the shelf life that the goods may take to sell. 4 a day, 30 days of life, 40 there already:

    >>> sellable([30.0, np.nan], [4.0, 4.0], [40.0, 40.0]), sellable([30.0], [4.0], [40.0], share=0.5)
    (array([80., inf]), array([20.]))
    """
    life, pace, there, part = np.broadcast_arrays(*(np.asarray(x, np.float64) for x in (shelf_life_days, daily_mean, position, share)))
    return np.where(np.isnan(life), np.inf, np.maximum(life * part * pace - np.maximum(there, 0.0), 0.0))


@dataclass(frozen=True)
class Breaks:
    """All-units price breaks of n rows: from `least[k]` units on, every unit costs `cost[k]`; `ptr` [n + 1] says whose."""

    ptr: Ints
    least: Floats
    cost: Floats

    @classmethod
    def none(cls, n: int) -> Breaks:
        """No row has a break."""
        return cls(np.zeros(n + 1, np.int64), np.zeros(0), np.zeros(0))

    def rows(self, chosen: Ints) -> Breaks:
        """The breaks of some of the rows, in their order; a row may be asked for more than once."""
        counts = np.diff(self.ptr)[chosen]
        ptr = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        at = np.repeat(self.ptr[chosen] - ptr[:-1], counts) + np.arange(int(ptr[-1]))
        return Breaks(ptr, self.least[at], self.cost[at])


def break_prices(quantity: ArrayLike, unit_cost: ArrayLike, breaks: Breaks) -> tuple[Floats, Floats]:
    """What a unit costs when so many of each row are bought, and from how many on that holds (0: always).

    The prices of Snyder & Shen example 3.5: 0.75 each, 0.72 from 400, 0.68 from 800.

    >>> steps = Breaks(np.array([0, 2, 4]), np.array([400.0, 800.0] * 2), np.array([0.72, 0.68] * 2))
    >>> break_prices([399.0, 900.0], 0.75, steps)
    (array([0.75, 0.68]), array([  0., 800.]))
    """
    units, price = (np.broadcast_to(np.asarray(x, np.float64), len(breaks.ptr) - 1).copy() for x in (quantity, unit_cost))
    least = np.zeros(len(units))
    for step in range(int(np.diff(breaks.ptr).max(initial=0))):
        at = np.minimum(breaks.ptr[:-1] + step, max(len(breaks.cost) - 1, 0))
        reached = (breaks.ptr[:-1] + step < breaks.ptr[1:]) & (units >= breaks.least[at] - _HAIR) & (breaks.least[at] > least)
        price, least = np.where(reached, breaks.cost[at], price), np.where(reached, breaks.least[at], least)
    return price, least


@dataclass(frozen=True)
class Lots:
    """The quantity of least total cost, its price, from how many units on that price holds (0: always), and the yearly cost."""

    quantity: Floats
    unit_cost: Floats
    least: Floats
    yearly_cost: Floats


def best_lots(
    wanted: ArrayLike,
    daily_mean: ArrayLike,
    unit_cost: ArrayLike,
    breaks: Breaks,
    *,
    order_cost: ArrayLike = 0.0,
    holding_rate: ArrayLike = 0.25,
    pack: ArrayLike = 1.0,
    cap: ArrayLike = np.inf,
) -> Lots:
    """Order quantity of least total cost: what is wanted, the feasible economic quantity of each price, or a break point.

    Yearly cost of a quantity Q at price c: `D c + K D / Q + h c Q / 2` (all-units discounts, Snyder & Shen ch. 3.4). Candidates
    are at least what is wanted (already in whole packs), rounded up to packs and never above `cap`; where nothing is wanted
    nothing is ordered.

    Snyder & Shen example 3.5: D 1,300 a year, K 8, h 30 % of the price; 0.75 each, 0.72 from 400, 0.68 from 800.

    >>> breaks = Breaks(np.array([0, 2]), np.array([400.0, 800.0]), np.array([0.72, 0.68]))
    >>> lot = best_lots([1.0], [1300 / 365], [0.75], breaks, order_cost=8.0, holding_rate=0.3)
    >>> lot.quantity, lot.unit_cost, lot.yearly_cost.round(1)
    (array([800.]), array([0.68]), array([978.6]))
    """
    n = len(breaks.ptr) - 1
    need, pace, price, setup, rate, packs, most = (
        np.broadcast_to(np.asarray(x, np.float64), n) for x in (wanted, daily_mean, unit_cost, order_cost, holding_rate, pack, cap)
    )
    yearly = pace * 365.0
    best = Lots(need.copy(), price.copy(), np.zeros(n), _total(need, price, yearly, setup, rate))
    some = need > 0
    best = _try(best, some, np.zeros(n), price, need, yearly, setup, rate, packs, most)
    for step in range(int(np.diff(breaks.ptr).max(initial=0))):
        has = some & (breaks.ptr[:-1] + step < breaks.ptr[1:])
        at = np.minimum(breaks.ptr[:-1] + step, max(len(breaks.cost) - 1, 0))
        best = _try(best, has, breaks.least[at], breaks.cost[at], need, yearly, setup, rate, packs, most)
    return best


def _total(quantity: Floats, price: Floats, yearly: Floats, setup: Floats, rate: Floats) -> Floats:
    """Yearly cost of always ordering this quantity at this price."""
    safe = np.maximum(quantity, _HAIR)
    return np.asarray(yearly * price + setup * yearly / safe + rate * price * quantity / 2.0, np.float64)


def _try(
    best: Lots, holds: NDArray[np.bool_], least: Floats, price: Floats, need: Floats, yearly: Floats, setup: Floats,
    rate: Floats, packs: Floats, most: Floats,
) -> Lots:  # fmt: skip
    """The better of what was best so far and the economic quantity at one price, from the least that has that price on."""
    with np.errstate(divide="ignore", invalid="ignore"):
        economic = np.where((price > 0) & (rate > 0), np.sqrt(2.0 * setup * yearly / np.maximum(rate * price, 1e-12)), 0.0)
    floor = np.ceil(np.maximum(least, need) / packs - _HAIR) * packs
    room = np.where(np.isfinite(most), np.floor(np.where(np.isfinite(most), most, 0.0) / packs + _HAIR) * packs, np.inf)
    # of the whole packs around the economic quantity the cheaper: with only the larger, less need could order more
    above, under = (np.minimum(np.maximum(rounded(economic / packs) * packs, floor), room) for rounded in (np.ceil, np.floor))
    quantity = np.where(_total(under, price, yearly, setup, rate) <= _total(above, price, yearly, setup, rate), under, above)
    cost = _total(quantity, price, yearly, setup, rate)
    better = holds & (quantity >= floor - _HAIR) & np.isfinite(price) & (cost < best.yearly_cost - _HAIR)
    return Lots(
        np.where(better, quantity, best.quantity),
        np.where(better, price, best.unit_cost),
        np.where(better, least, best.least),
        np.where(better, cost, best.yearly_cost),
    )
