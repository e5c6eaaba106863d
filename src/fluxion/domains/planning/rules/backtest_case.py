"""What a backtest replays: histories, the terms of supply, and what was known on any earlier day."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.forecasting import Demand, StockOuts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

RECENT_DAYS = 56
LEAST_BEFORE_DAYS = 56
LEAST_SALES = 3
WARM_UP_PERIODS = 2.0
STEP_DAYS = {"day": 1.0, "week": 7.0, "month": 365.0 / 12}


@dataclass(frozen=True)
class Case:
    """Series to replay, with the terms they are supplied on; times are in steps of the demand, money per unit or nan.

    `demand` is what sold, with the stock-outs known; `total` how many series there were before a sample was drawn,
    `left_out` how many had sold too little before the replay for any rule to know them, or are hardly known in it.
    `first_day` is nothing for a file whose steps are not days of the calendar.
    """

    demand: Demand
    lead: Floats
    lead_sd: Floats
    review: int
    pack: Floats
    moq: Floats
    cost: Floats
    price: Floats
    total: int
    left_out: int = 0
    first_day: date | None = None

    @property
    def n(self) -> int:
        return self.demand.n

    @property
    def step_days(self) -> float:
        return STEP_DAYS[self.demand.step]


def cut(demand: Demand, day: int) -> Demand:
    """What was known on the morning of a day: nothing of that day or later is left in it."""
    past = demand.day < day
    kept = {
        "ptr": np.concatenate([[0], np.cumsum(past)])[demand.ptr],
        "day": demand.day[past],
        "units": demand.units[past],
        "n_days": day,
        "closed": demand.closed[:, :day] if demand.closed is not None else None,
        "stock_outs": _cut_outs(demand.stock_outs, day),
        # what comes is not told: prices and events of the future were not all known on that day
        "regressors": None,
        "start": None if demand.start is None else np.where(demand.start < day, demand.start, -1),
    }
    return Demand(**{field.name: getattr(demand, field.name) for field in fields(demand)} | kept)


def _cut_outs(outs: StockOuts | None, day: int) -> StockOuts | None:
    if outs is None:
        return None
    past = outs.day < day
    return StockOuts(np.concatenate([[0], np.cumsum(past)])[outs.ptr], outs.day[past], outs.share[past], outs.hours)


def asked_for(demand: Demand) -> Floats:
    """What customers wanted, by series and step: what sold, and on stock-out days the share lost of a recent day's demand.

    A recent day is the mean of up to 56 steps before with goods on the shelf, so that no step knows of a later one.
    """
    sold = np.zeros((demand.n, demand.n_days))
    sold[np.repeat(np.arange(demand.n), np.diff(demand.ptr)), demand.day] = demand.units
    outs = demand.stock_outs
    if outs is None or not len(outs.day):
        return sold
    there, row = np.ones_like(sold), np.repeat(np.arange(demand.n), np.diff(outs.ptr))
    there[row, outs.day] -= outs.lost_share
    before = np.maximum(outs.day - RECENT_DAYS, 0)
    units, open_days = (np.concatenate([np.zeros((demand.n, 1)), np.cumsum(each, axis=1)], axis=1) for each in (sold, there))
    usual = (units[row, outs.day] - units[row, before]) / np.maximum(open_days[row, outs.day] - open_days[row, before], 1.0)
    wanted = sold.copy()
    wanted[row, outs.day] += outs.lost_share * usual
    return wanted


def pick(demand: Demand, rows: Ints) -> Demand:
    """The demand of some of the series, in the order asked for."""
    counts = np.diff(demand.ptr)[rows]
    ptr = np.concatenate([[0], np.cumsum(counts)])
    at = np.repeat(demand.ptr[rows] - ptr[:-1], counts) + np.arange(ptr[-1])
    kept: dict[str, object] = {
        "ptr": ptr,
        "day": demand.day[at],
        "units": demand.units[at],
        "regressors": None,
        "predecessor": None,
        "cold": None,
    }
    kept["predecessor_share"] = None
    for name in ("calendar", "start", "group"):
        values = getattr(demand, name)
        kept[name] = None if values is None else values[rows]
    outs = demand.stock_outs
    if outs is not None:
        counts = np.diff(outs.ptr)[rows]
        ptr = np.concatenate([[0], np.cumsum(counts)])
        at = np.repeat(outs.ptr[rows] - ptr[:-1], counts) + np.arange(ptr[-1])
        kept["stock_outs"] = StockOuts(ptr, outs.day[at], outs.share[at], outs.hours)
    return Demand(**{field.name: getattr(demand, field.name) for field in fields(demand)} | kept)


def sample(n: int, most: int, seed: int) -> Ints:
    """Rows of a random sample, rising; all of them when there are no more than that."""
    if n <= most:
        return np.arange(n)
    return np.sort(np.random.default_rng(seed).choice(n, most, replace=False))


class TooShort(ValueError):
    """The history is too short: so many steps, and so many are needed."""

    def __init__(self, have: int, need: int) -> None:
        super().__init__(f"a backtest needs {need} steps of history, there are {have}")
        self.have, self.need = have, need


def span(steps: int, step_days: float, weeks: int, period: float) -> tuple[int, int]:
    """First step replayed and steps of warm-up: two protection periods, then the weeks asked for as far as history reaches.

    At least 56 days (12 steps where a step is longer) are left before it to learn from.

    >>> span(304, 1.0, 26, 21.0), span(150, 1.0, 26, 21.0)
    ((80, 42), (56, 42))
    """
    warm_up = int(np.ceil(WARM_UP_PERIODS * period))
    least = max(int(np.ceil(LEAST_BEFORE_DAYS / step_days)), 12 if step_days > 1 else 0)
    length = min(warm_up + int(np.ceil(weeks * 7 / step_days)), steps - least)
    if length < warm_up + period:
        raise TooShort(steps, int(np.ceil(least + warm_up + period)))
    return steps - length, warm_up


def enough_before(demand: Demand, weeks: int, period: float) -> Flags:
    """Series that sold on three steps at least before the replay begins: before that no rule has anything to go by."""
    start, _ = span(demand.n_days, STEP_DAYS[demand.step], weeks, period)
    early = np.concatenate([[0], np.cumsum(demand.day < start)])
    return np.asarray(np.diff(early[demand.ptr]) >= LEAST_SALES)
