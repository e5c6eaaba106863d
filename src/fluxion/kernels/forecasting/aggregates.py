"""One forecast seen from further off: whole groups of series, and weeks or months instead of days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fluxion.kernels.forecasting.cumulative import between_lengths, mean_until, quantiles_of_sums
from fluxion.kernels.forecasting.distribution import conditional_cv2, zero_gamma_quantile
from fluxion.kernels.forecasting.results import Forecasts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Totals:
    """Forecasts of groups: `mean` [groups, h] per step, exactly the sum of the members'; mean and quantiles [groups, k]
    of what they sell over the span asked for."""

    mean: Floats
    total: Floats
    quantiles: Floats


def aggregate(
    forecasts: Forecasts, group: ArrayLike, groups: int, levels: ArrayLike = (), *, from_step: int = 0, to_step: int | None = None
) -> Totals:
    """Forecasts of groups of series (`group` [n] is 0..groups-1: category, location, or 0 for the company).

    Means add up exactly, over groups and over steps; quantiles are those of `quantiles_of_groups`.
    """
    of, until = np.asarray(group, np.int64), forecasts.horizon if to_step is None else to_step
    if not 0 <= from_step < until:
        raise ValueError("aggregate: the span ends after it begins")
    mean = np.zeros((groups, forecasts.horizon))
    np.add.at(mean, of, forecasts.mean.astype(np.float64))
    n = len(of)
    each = mean_until(forecasts, np.full(n, float(until))) - mean_until(forecasts, np.full(n, float(from_step)))
    exposure = each / np.where(forecasts.daily_mean > 0, forecasts.daily_mean, 1.0)
    total = np.bincount(of, each, groups)
    noise = np.bincount(of, exposure * forecasts.daily_sd**2, groups)
    log_zero = np.bincount(of, exposure * np.log(np.clip(forecasts.zero_share, LEAST_ZERO, 1.0)), groups)
    common = common_share(forecasts.lengths, forecasts.common, until)
    return Totals(mean, np.asarray(total, np.float64), quantiles_of_groups(total, noise, log_zero, common, levels))


LEAST_ZERO = 1e-9


def common_share(lengths: Floats, common: Floats, steps: int) -> float:
    """The part of the variance of a sum up to so many steps ahead that the members of a group have in common."""
    low, high, way = between_lengths(lengths, np.array([float(steps)]))
    return float(common[low[0]] * (1 - way[0]) + common[high[0]] * way[0])


def quantiles_of_groups(total: ArrayLike, noise: ArrayLike, log_zero: ArrayLike, common: ArrayLike, levels: ArrayLike) -> Floats:
    """Quantiles [groups, levels] of what groups of series sell together; quantiles of the members would not add up to them.

    Var = `noise` (the sum of the series' own) + `common` total²: what the held-out totals of groups varied beyond the noise of their
    series. Read as a gamma with the chance exp(`log_zero`) that none of them sells.

    A hundred series that expect 4 ± 2 each, and nothing in common:

    >>> quantiles_of_groups([400.0], [400.0], [-50.0], 0.0, [0.05, 0.95]).round().tolist()
    [[368.0, 433.0]]
    """
    expected, own, asked = np.asarray(total, np.float64), np.asarray(noise, np.float64), np.atleast_1d(np.asarray(levels, np.float64))
    sells, safe = expected > 0, np.where(expected > 0, expected, 1.0)
    zero = np.where(sells, np.exp(np.minimum(np.asarray(log_zero, np.float64), 0.0)), 0.0)
    cv2 = conditional_cv2(safe, np.where(sells, own + np.asarray(common) * expected**2, 1.0), zero)
    found = [np.where(sells, zero_gamma_quantile(level, safe, cv2, zero), 0.0) for level in asked]
    return np.stack(found, axis=-1) if found else np.zeros((len(expected), 0))


@dataclass(frozen=True)
class PeriodView:
    """A daily forecast by week or month: first day of every period (the first and last may be cut), mean [n, periods] and
    quantiles [n, periods, k]."""

    begins: list[date]
    mean: Floats
    quantiles: Floats


def by_period(forecasts: Forecasts, first_day: date, period: Literal["week", "month"], levels: ArrayLike = ()) -> PeriodView:
    """The daily forecast that starts on `first_day` in calendar weeks (from Monday) or months; means add up to the days'."""
    days = [first_day + timedelta(days=day) for day in range(forecasts.horizon)]
    starts = [at for at, day in enumerate(days) if at == 0 or (day.weekday() == 0 if period == "week" else day.day == 1)]
    ends = [*starts[1:], forecasts.horizon]
    asked = np.atleast_1d(np.asarray(levels, np.float64))
    mean = np.add.reduceat(forecasts.mean.astype(np.float64), starts, axis=1)
    shape = (*mean.shape, len(asked))
    if not len(asked):
        return PeriodView([days[at] for at in starts], mean, np.zeros(shape))
    quantiles = np.stack([quantiles_of_sums(forecasts, begin, end, asked) for begin, end in zip(starts, ends, strict=True)], axis=1)
    return PeriodView([days[at] for at in starts], mean, quantiles)
