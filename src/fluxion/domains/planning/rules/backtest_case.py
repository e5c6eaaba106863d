"""What a backtest replays: histories, the terms of supply, and what was known on any earlier day."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules.happenings import demand_with_events
from fluxion.domains.planning.rules.inputs import Inputs
from fluxion.domains.planning.rules.lead_times import Receipts
from fluxion.domains.planning.rules.series import Series
from fluxion.domains.planning.rules.successions import with_successions
from fluxion.kernels.forecasting import Demand, StockOuts
from fluxion.kernels.forecasting.regressors import Regressors

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

RECENT_DAYS = 56
LEAST_BEFORE_DAYS = 56
LEAST_SALES = 3
LEAST_RECEIPTS = 12  # for lead times to be drawn from what was measured instead of from its mean and deviation
WARM_UP_PERIODS = 2.0
STEP_DAYS = {"day": 1.0, "week": 7.0, "month": 365.0 / 12}


@dataclass(frozen=True)
class Bought:
    """What the company itself received, [n, steps], what lay there when the history ended, and which series buy from suppliers."""

    received: Floats
    closing: Floats
    is_direct: Flags


@dataclass(frozen=True)
class Case:
    """Series to replay, with the terms they are supplied on; times are in steps of the demand, money per unit or nan.

    `demand` is what sold, with the stock-outs known; `total` how many series there were before a sample was drawn,
    `left_out` how many had sold too little before the replay for any rule to know them, or are hardly known in it.
    `sold` is what really sold where forecasts read it otherwise: events taken out of it, histories inherited. `lead_days` are the days that
    receipts took, of every series (empty: lead times are drawn from mean and deviation); `bought` is what the company did, where known.
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
    sold: Demand | None = None
    lead_days: tuple[Floats, ...] = ()
    bought: Bought | None = None

    @property
    def real(self) -> Demand:
        """What sold."""
        return self.demand if self.sold is None else self.sold

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
        # what comes is not told: events of the future were not all known on that day
        "regressors": _cut_regressors(demand.regressors, day),
        "start": None if demand.start is None else np.where(demand.start < day, demand.start, -1),
    }
    return Demand(**{field.name: getattr(demand, field.name) for field in fields(demand)} | kept)


def _cut_outs(outs: StockOuts | None, day: int) -> StockOuts | None:
    if outs is None:
        return None
    past = outs.day < day
    return StockOuts(np.concatenate([[0], np.cumsum(past)])[outs.ptr], outs.day[past], outs.share[past], outs.hours)


def _cut_regressors(known: Regressors | None, day: int) -> Regressors | None:
    if known is None:
        return None
    past = known.step < day
    ptr = np.concatenate([[0], np.cumsum(past)])[known.ptr]
    return Regressors(known.names, ptr, known.step[past], known.values[past], known.table)


def asked_for(demand: Demand) -> Floats:
    """What customers wanted, by series and step: what sold, and on stock-out days the share lost of a recent day's demand.

    A recent day is the mean of up to 56 steps before with goods on the shelf, so that no step knows of a later one.
    """
    sold, outs = dense(demand), demand.stock_outs
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


def dense(demand: Demand) -> Floats:
    """Units of every series and step [n, steps]."""
    sold = np.zeros((demand.n, demand.n_days))
    sold[np.repeat(np.arange(demand.n), np.diff(demand.ptr)), demand.day] = demand.units
    return sold


def as_planned(inputs: Inputs, series: Series, since: int) -> Demand:
    """The demand as plans read it, with the changes from one product to another that were made before the replay begins: of later
    ones nobody is said to have known."""
    made = tuple(each for each in inputs.known.successions if each.first <= since)
    inputs = replace(inputs, known=replace(inputs.known, successions=made))
    return with_successions(demand_with_events(inputs, series), inputs, series)[0]


def receipts_for(receipts: Receipts, product_id: Ints, supplier_id: Ints, is_measured: Flags) -> tuple[Floats, ...]:
    """The days that receipts took, for every series whose lead time is measured by twelve or more: the product's own from its
    supplier, else all of the supplier's; nothing where there are fewer."""
    of_supplier = _groups(receipts.supplier_id, receipts.days)
    wide = np.int64(max(int(product_id.max(initial=0)), int(receipts.product_id.max(initial=0))) + 1)
    of_offer = _groups(receipts.supplier_id * wide + receipts.product_id, receipts.days)
    none, found = np.zeros(0), []
    for product, supplier, told in zip(product_id, supplier_id, is_measured, strict=True):
        days = of_offer.get(int(supplier * wide + product), none)
        days = days if len(days) >= LEAST_RECEIPTS else of_supplier.get(int(supplier), none)
        found.append(days if told and len(days) >= LEAST_RECEIPTS else none)
    return tuple(found)


def _groups(key: Ints, values: Floats) -> dict[int, Floats]:
    names, at = np.unique(key, return_inverse=True)
    return {int(name): values[at == number] for number, name in enumerate(names)}


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
