"""How demand answers to price, measured from a product's own weeks, and refused where they do not tell.

Statistics are floats; what price they speak for is settled in `advising`, in exact decimals under the same floors as every other price.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

Refused = Literal["too_few_weeks", "sells_too_rarely", "stock_outs", "prices_hardly_varied", "too_uncertain", "rises_with_price"]

LEAST_WEEKS = 26
"""Weeks with a sale and in stock that are needed."""
MOST_OUT, MOST_EMPTY = 0.25, 0.30
"""Largest shares of weeks with a stock-out, and of weeks in stock without a sale."""
LEAST_SPREAD, LEAST_MOVE, LEAST_MOVES = 0.02, 0.03, 2
"""What prices must vary by beyond season and trend (standard deviation of logs), and how often they must have moved by how much."""
WIDEST = 1.0
"""Largest half-width of the 95 % interval that is shown."""
BLOCK = 4
"""Weeks that are taken to err together: a month's promotion, its echo and what all locations share."""
_YEAR = 52.1775
_HUBER = 1.345


@dataclass(frozen=True)
class Weeks:
    """Weeks of one product at one or more places: number of the week, place, price per unit, units sold, and whether it was out of stock.

    Prices of weeks without a sale do not count.
    """

    week: Ints
    place: Ints
    price: Floats
    units: Floats
    out: Flags


@dataclass(frozen=True)
class Elasticity:
    """By how many percent demand changes when the price rises by one, with its 95 % interval; or why that cannot be said.

    `weeks` were used; `least` and `most` are the lowest and the highest price seen, as shares of the regular one: nine in ten
    prices of the last eight weeks were not above it. Of what is too uncertain the interval is told and the value is not.
    """

    weeks: int
    value: float | None = None
    error: float | None = None
    low: float | None = None
    high: float | None = None
    least: float | None = None
    most: float | None = None
    refused: Refused | None = None


def own_price_elasticity(weeks: Weeks) -> Elasticity:
    """The own-price elasticity from log units on log price, place, trend and season, by Huber's robust regression.

    Errors are clustered by four weeks, so that neither a month's promotion nor a week's weather in all places counts many times, with the
    t distribution of the number of clusters (Cameron & Miller 2015). Weeks with a stock-out are left out: they tell of stock, not of demand.

    Demand that halves when the price doubles:

    >>> week, price = np.arange(60), np.where(np.arange(60) % 5 < 2, 2.0, 1.0)
    >>> found = own_price_elasticity(Weeks(week, np.zeros(60, np.int64), price, 120 / price, np.zeros(60, np.bool_)))
    >>> round(found.value, 6), found.weeks, found.refused
    (-1.0, 60, None)
    """
    sold = (weeks.units > 0) & (weeks.price > 0)
    used = sold & ~weeks.out
    count = len(np.unique(weeks.week[used]))
    reason = _refusal(weeks, sold, used, count)
    if reason:
        return Elasticity(count, refused=reason)
    price, week, place = np.log(weeks.price[used]), weeks.week[used], np.unique(weeks.place[used], return_inverse=True)[1]
    design = np.column_stack([price, _controls(week)])
    within = _within(design, place, np.ones(len(price)))
    moved = within[:, 0] - within[:, 1:] @ _fitted(within[:, 1:], within[:, 0], np.ones(len(price)))
    if float(moved.std()) < LEAST_SPREAD or _moves(price, place, week) < LEAST_MOVES:
        return Elasticity(count, refused="prices_hardly_varied")
    return _measured(np.log(weeks.units[used]), design, place, week, count)


def _refusal(weeks: Weeks, sold: Flags, used: Flags, count: int) -> Refused | None:
    """What makes the weeks unfit before anything is computed."""
    if len(np.unique(weeks.week[sold])) < LEAST_WEEKS:
        return "too_few_weeks"
    if weeks.out.mean() > MOST_OUT:
        return "stock_outs"
    if (~sold & ~weeks.out).mean() > MOST_EMPTY:
        return "sells_too_rarely"
    return "too_few_weeks" if count < LEAST_WEEKS else None


def _controls(week: Ints) -> Floats:
    """A trend, and waves of the year: one from a year of weeks on, two from two years on."""
    columns = [(week - week.mean()) / 52.0]
    span = int(week.max() - week.min())
    for wave in range(1, 1 + int(span >= 52) + int(span >= 104)):
        turn = 2 * np.pi * wave * week / _YEAR
        columns += [np.sin(turn), np.cos(turn)]
    return np.column_stack(columns)


def _within(columns: Floats, place: Ints, weight: Floats) -> Floats:
    """The columns less their weighted mean at each place, which is what a level for each place comes to (Frisch & Waugh)."""
    total = np.bincount(place, weight)
    means = np.column_stack([np.bincount(place, column * weight) / total for column in columns.T])
    return np.asarray(columns - means[place])


def _moves(price: Floats, place: Ints, week: Ints) -> int:
    """How often the price moved, at the place where it moved most often."""
    order = np.lexsort((week, place))
    jump = (np.abs(np.diff(price[order])) >= LEAST_MOVE) & (np.diff(place[order]) == 0)
    return int(np.bincount(place[order][1:], jump).max())


def _measured(units: Floats, design: Floats, place: Ints, week: Ints, count: int) -> Elasticity:
    weight = np.ones(len(units))
    for _ in range(50):
        within = _within(np.column_stack([units, design]), place, weight)
        fitted = _fitted(within[:, 1:], within[:, 0], weight)
        rest = within[:, 0] - within[:, 1:] @ fitted
        scale = max(float(np.median(np.abs(rest))) / 0.6745, 1e-9)
        fresh = np.minimum(1.0, _HUBER * scale / np.maximum(np.abs(rest), 1e-12))
        if np.abs(fresh - weight).max() < 1e-6:
            break
        weight = fresh
    value = float(fitted[0])
    error, clusters = _clustered(within[:, 1:], rest, weight, week, int(place.max()) + 1)
    reach = float(scipy.special.stdtrit(clusters - 1, 0.975)) * error
    price = design[:, 0]
    regular = float(np.quantile(price[week > week.max() - 2 * BLOCK], 0.9, method="higher"))
    least, most = float(np.exp(price.min() - regular)), float(np.exp(price.max() - regular))
    told = (error, value - reach, value + reach, least, most)
    if reach > WIDEST:
        return Elasticity(count, None, *told, refused="too_uncertain")
    return Elasticity(count, value, *told, refused="rises_with_price" if value - reach > 0 else None)


def _fitted(design: Floats, of: Floats, weight: Floats) -> Floats:
    """Weighted least squares by its normal equations: few columns, many rows."""
    weighted = (design * weight[:, None]).T
    return np.asarray(np.linalg.lstsq(weighted @ design, weighted @ of, rcond=None)[0])


def _clustered(design: Floats, rest: Floats, weight: Floats, week: Ints, places: int) -> tuple[float, int]:
    """Standard error of the first coefficient, errors clustered by blocks of weeks, and how many clusters there are."""
    bread = np.linalg.pinv((design * weight[:, None]).T @ design)
    blocks, of = np.unique((week - week.min()) // BLOCK, return_inverse=True)
    scores = design * (rest * weight)[:, None]
    sums = np.column_stack([np.bincount(of, column) for column in scores.T])
    n, k, g = len(week), design.shape[1] + places, len(blocks)
    spread = bread @ (sums.T @ sums) @ bread * (g / (g - 1)) * ((n - 1) / max(n - k, 1))
    return float(np.sqrt(spread[0, 0])), g
