"""Day by day through one ordering rule, many series at once: lost sales, periodic review, random lead times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fluxion.kernels.compiling import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_HAIR = 1e-9
(_DEMAND, _SOLD, _RECEIVED, _HELD, _OUT, _EVENTS, _ORDERS, _OVER, _OPENING, _CLOSING) = range(10)


@dataclass(frozen=True)
class Outcome:
    """What a rule did to each series on the days that count (after the warm-up).

    Units: `demand`, `sold`, `received`, `opening` and `closing` stock (opening + received - sold = closing), `average_stock`
    on the evenings. Days: `days_out` ended with an empty shelf, `overstock_days` with more than was called too much. `stock_outs`
    are days on which a sale was lost, `orders` orders placed.
    """

    days: int
    demand: Floats
    sold: Floats
    received: Floats
    average_stock: Floats
    days_out: Floats
    stock_outs: Floats
    orders: Floats
    overstock_days: Floats
    opening: Floats
    closing: Floats

    @property
    def lost(self) -> Floats:
        """Units that nobody could be sold."""
        return self.demand - self.sold

    def fill_rate(self) -> float:
        """Share of all units asked for that were sold; 1 when nothing was asked for."""
        total = float(self.demand.sum())
        return float(self.sold.sum()) / total if total > 0 else 1.0

    def days_of_demand(self) -> Floats:
        """Average stock of each series in days of its demand; nan where nothing was asked for."""
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.demand > 0, self.average_stock * self.days / self.demand, np.nan)

    def holding_cost(self, unit_cost: ArrayLike, yearly_rate: float) -> Floats:
        """What the average stock of each series cost to hold over the days counted."""
        return np.asarray(self.average_stock * np.asarray(unit_cost, np.float64) * yearly_rate * self.days / 365.0, np.float64)


def draw_lead_times(
    reviews: int,
    mean: ArrayLike,
    sd: ArrayLike,
    seed: int,
    measured: Sequence[ArrayLike] | None = None,
) -> Ints:
    """A lead time in whole days, at least one, for the order of every review and series [reviews, n].

    Drawn with replacement from those `measured` of each series, or gamma with its mean and deviation where there are none. Orders
    may overtake each other. The draws of a series do not depend on the others.

    >>> draw_lead_times(3, [14.0], [0.0], seed=1).ravel()
    array([14, 14, 14])
    """
    mu, s = np.broadcast_arrays(np.asarray(mean, np.float64), np.asarray(sd, np.float64))
    result = np.empty((reviews, len(mu)), np.int64)
    for i in range(len(mu)):
        rng = np.random.default_rng((seed, i))
        past = np.zeros(0) if measured is None else np.asarray(measured[i], np.float64)
        if len(past):
            days = rng.choice(past, reviews)
        elif s[i] > 0 and mu[i] > 0:
            days = rng.gamma((mu[i] / s[i]) ** 2, s[i] ** 2 / mu[i], reviews)
        else:
            days = np.full(reviews, mu[i])
        result[:, i] = np.maximum(np.rint(days), 1)
    return result


@compiled
def _one(
    wanted: Floats, order_up_to: Floats, leads: Ints, opening: float, review: int, warm_up: int, pack: float, moq: float, too_much: float,
    out: Floats,
) -> None:  # fmt: skip
    """One series through the rule; totals into `out`."""
    arrives, units = np.zeros(len(leads), np.int64), np.zeros(len(leads))
    count, stock, on_order = 0, opening, 0.0
    for day in range(len(wanted)):
        counts = day >= warm_up
        if day == warm_up:
            out[_OPENING] = stock
        for j in range(count):
            if arrives[j] == day:
                stock, on_order = stock + units[j], on_order - units[j]
                out[_RECEIVED] += units[j] if counts else 0.0
        if day % review == 0:
            k = day // review
            need = order_up_to[k] - stock - on_order
            if need > _HAIR:
                quantity = np.ceil(max(need, moq) / pack - _HAIR) * pack
                arrives[count], units[count] = day + leads[k], quantity
                count, on_order = count + 1, on_order + quantity
                out[_ORDERS] += counts
        sold = min(stock, wanted[day])
        stock -= sold
        if counts:
            out[_DEMAND] += wanted[day]
            out[_SOLD] += sold
            out[_HELD] += stock
            out[_OUT] += stock <= _HAIR
            out[_EVENTS] += wanted[day] > sold + _HAIR
            out[_OVER] += stock > too_much
    out[_CLOSING] = stock


@compiled
def _all(
    wanted: Floats, order_up_to: Floats, leads: Ints, opening: Floats, review: int, warm_up: int, pack: Floats, moq: Floats,
    too_much: Floats, out: Floats,
) -> None:  # fmt: skip
    for i in range(len(wanted)):
        _one(wanted[i], order_up_to[i], leads[i], opening[i], review, warm_up, pack[i], moq[i], too_much[i], out[i])


def replay(
    demand: ArrayLike,
    order_up_to: ArrayLike,
    lead_times: ArrayLike,
    *,
    review_days: int = 7,
    warm_up_days: int = 0,
    pack: ArrayLike = 1.0,
    moq: ArrayLike = 0.0,
    opening: ArrayLike | None = None,
    too_much: ArrayLike = np.inf,
) -> Outcome:
    """What becomes of each series [n, days] ordered up to `order_up_to` [reviews, n] on days 0, review, 2 review, ...

    A morning: goods arrive, then one orders `ceil(max(need, moq) / pack) * pack` if the position is below the level; by day
    units are sold as far as they reach, the rest is lost. The order of review k arrives `lead_times[k]` days later. Stock
    begins at `opening` (the first level unless given).

    By hand: level 10, review 2, lead 1, demand 4 4 9 1. Day 0: 10, sold 4, 6 left. Day 1: sold 4, 2 left. Day 2: orders 8;
    sold 2 of 9, 0 left, 7 lost. Day 3: 8 arrive, sold 1, 7 left.

    >>> done = replay([[4.0, 4.0, 9.0, 1.0]], [[10.0], [10.0]], [[1], [1]], review_days=2)
    >>> done.sold, done.lost, done.closing, done.average_stock, done.stock_outs, done.orders
    (array([11.]), array([7.]), array([7.]), array([3.75]), array([1.]), array([1.]))
    """
    wanted, level, leads = _checked(demand, order_up_to, lead_times, review_days, warm_up_days)
    n, days = wanted.shape
    packs, least, cap = (np.ascontiguousarray(np.broadcast_to(np.asarray(x, np.float64), n)) for x in (pack, moq, too_much))
    if np.any(packs <= 0):
        raise ValueError("replay: packs must be larger than 0")
    start = np.maximum(level[0], 0.0) if opening is None else np.ascontiguousarray(np.broadcast_to(np.asarray(opening, np.float64), n))
    out = np.zeros((n, 10))
    _all(
        wanted, np.ascontiguousarray(level.T), np.ascontiguousarray(leads.T), start, review_days, warm_up_days, packs, least, cap, out,
    )  # fmt: skip
    return _outcome(out, days - warm_up_days)


def _checked(demand: ArrayLike, order_up_to: ArrayLike, lead_times: ArrayLike, review: int, warm_up: int) -> tuple[Floats, Floats, Ints]:
    """The arrays of a replay, refused where they do not fit together or hold no numbers."""
    wanted, level, leads = np.ascontiguousarray(demand, np.float64), np.asarray(order_up_to, np.float64), np.asarray(lead_times, np.int64)
    n, days = wanted.shape
    reviews = -(-days // review)
    if level.shape != (reviews, n) or leads.shape != (reviews, n):
        raise ValueError(f"replay: levels and lead times need one row for each of the {reviews} reviews")
    if not (np.all(np.isfinite(wanted)) and np.all(wanted >= 0) and np.all(leads >= 1) and np.all(np.isfinite(level))):
        raise ValueError("replay: demand must be finite and not negative, levels finite, lead times one day at least")
    if not 0 <= warm_up < days:
        raise ValueError("replay: the warm-up must be shorter than the days")
    return wanted, level, leads


def _outcome(out: Floats, counted: int) -> Outcome:
    return Outcome(
        days=counted,
        demand=out[:, _DEMAND],
        sold=out[:, _SOLD],
        received=out[:, _RECEIVED],
        average_stock=out[:, _HELD] / counted,
        days_out=out[:, _OUT],
        stock_outs=out[:, _EVENTS],
        orders=out[:, _ORDERS],
        overstock_days=out[:, _OVER],
        opening=out[:, _OPENING],
        closing=out[:, _CLOSING],
    )
