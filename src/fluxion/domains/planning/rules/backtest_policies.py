"""The rules that a backtest lets compete: order-up-to levels of every review, for every setting of the one knob each has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules.backtest_case import RECENT_DAYS, Case, cut
from fluxion.domains.planning.rules.overrides import Overridden
from fluxion.domains.planning.rules.steady import Outlook, long_run_of
from fluxion.kernels.forecasting import Forecasts, cumulative_demand, forecast
from fluxion.kernels.stocking.service import value_level
from fluxion.kernels.stocking.steady import order_up_to_at

Floats = NDArray[np.float64]

FLUXION, VALUE, QUANTILE, MIN_MAX, COVER, NORMAL = "fluxion", "fluxion_value", "quantile", "min_max", "days_of_cover", "normal"
POLICIES: tuple[str, ...] = (FLUXION, VALUE, QUANTILE, COVER, NORMAL, MIN_MAX)
RIVALS: tuple[str, ...] = (COVER, NORMAL, MIN_MAX)
_LEVELS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.88, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99, 0.995, 0.999)
_PRICES = tuple(2.0**power for power in np.arange(-5, 7.5, 0.75))
_COVERS = (0.3, 0.5, 0.7, 0.85, 1.0, 1.15, 1.35, 1.6, 1.9, 2.3, 2.8, 3.4, 4.2, 5.5, 7.5, 10.0, 14.0, 20.0)  # protection periods
_SCORES = (-1.5, -1.0, -0.5, -0.25, 0.0, 0.25, 0.5, 0.84, 1.04, 1.28, 1.64, 2.05, 2.33, 3.0, 4.0)
KNOBS: dict[str, tuple[float, ...]] = {
    FLUXION: _LEVELS,
    QUANTILE: _LEVELS,
    VALUE: tuple(float(each) for each in _PRICES),
    MIN_MAX: _COVERS,
    COVER: _COVERS,
    NORMAL: _SCORES,
}


@dataclass(frozen=True)
class Known:
    """What was known at each review [reviews, n]: forecasts and planned demand of the protection period, recent demand."""

    forecasts: list[Forecasts]
    mean: Floats
    planned: Floats
    planned_sd: Floats
    recent: Floats
    recent_sd: Floats


def learn(case: Case, wanted: Floats, reviews: list[int], horizon: int, progress: Callable[[float], None]) -> Known:
    """Everything the rules may look at on the morning of each review; nothing of that day or later is in it."""
    made: list[Forecasts] = []
    rows: list[tuple[Floats, ...]] = []
    review, is_steady = np.full(case.n, float(case.review)), np.ones(case.n, np.bool_)
    for done, day in enumerate(reviews):
        past = cut(case.demand, day)
        found = forecast(past, horizon)
        made.append(found)
        past_levels = long_run_of(past, found, case.lead + review)
        ahead = Outlook(found, past_levels, Overridden.none(), is_steady).over(case.lead, case.lead_sd, review)
        recent = wanted[:, max(day - RECENT_DAYS, 0) : day]
        rows.append((ahead.forecast, ahead.planned, ahead.sd, recent.mean(1), recent.std(1)))
        progress((done + 1) / len(reviews))
    columns = [np.stack(each) for each in zip(*rows, strict=True)]
    return Known(made, *columns)


def levels(policy: str, knob: float, case: Case, known: Known) -> Floats:
    """Order-up-to of every review and series under a rule with its knob at one setting [reviews, n].

    `fluxion`: what plans order by, with one service level for all. `fluxion_value`: the same, each item's level by what its
    next unit is worth at one price for all. `quantile`: the forecast's own quantile. `days_of_cover`: so many protection periods of
    the mean of the last 56 days, recomputed at every review; `min_max`: the same, typed in once. `normal`: mean and
    deviation of those 56 days, with a normal score.
    """
    period = case.lead + case.review
    if policy == FLUXION:
        return np.maximum(order_up_to_at(known.planned, known.planned_sd, knob), known.planned)
    if policy == VALUE:
        held = case.cost * HOLDING_RATE / 365.0 * case.step_days * case.review
        return np.maximum(order_up_to_at(known.planned, known.planned_sd, value_level(case.price - case.cost, held, knob)), known.planned)
    if policy == QUANTILE:
        found = [cumulative_demand(each, case.lead, case.lead_sd, case.review, knob).quantile for each in known.forecasts]
        return np.maximum(np.stack(found), known.mean)
    if policy == MIN_MAX:
        return np.repeat(known.recent[:1] * period * knob, len(known.recent), 0)
    if policy == COVER:
        return known.recent * period * knob
    deviation = np.sqrt(period * known.recent_sd**2 + (known.recent * case.lead_sd) ** 2)
    return np.maximum(known.recent * period + knob * deviation, 0.0)


HOLDING_RATE = 0.25  # of the value a year, where the company states none: capital, room, insurance, shrinkage


def competing(case: Case, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The rules that can be tried: by value only where costs and prices are known."""
    has_money = bool(np.all(np.isfinite(case.cost) & np.isfinite(case.price)) and np.any(case.price > case.cost))
    return tuple(each for each in POLICIES if each in asked and (each != VALUE or has_money))
