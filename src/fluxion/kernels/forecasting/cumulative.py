"""Demand summed over lead time and review: the number one orders by."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from fluxion.kernels.forecasting.distribution import conditional_cv2, zero_gamma_quantile
from fluxion.kernels.forecasting.pooling import SCORES
from fluxion.kernels.forecasting.results import Forecasts, ProtectionDemand
from fluxion.kernels.forecasting.threads import over_slices

Floats = NDArray[np.float64]


def mean_until(forecasts: Forecasts, days: Floats) -> Floats:
    """Expected units over the next `days` days (fractions of a day count), beyond the horizon by level and weekday."""
    horizon, rows, cycle = forecasts.horizon, np.arange(len(days)), forecasts.weekday.shape[1]
    running = np.zeros((len(days), horizon + 1))
    np.cumsum(forecasts.mean, axis=1, dtype=np.float64, out=running[:, 1:])
    within = np.minimum(days, horizon)
    whole = np.floor(within).astype(np.int64)
    after = np.minimum(whole + 1, horizon)
    total = running[rows, whole] + (within - whole) * (running[rows, after] - running[rows, whole])
    beyond = np.maximum(days - horizon, 0.0)
    order = (forecasts.first_weekday + horizon + np.arange(cycle)) % cycle
    week = np.zeros((len(days), cycle + 2))
    np.cumsum(forecasts.weekday[:, order], axis=1, out=week[:, 1 : cycle + 1])
    week[:, cycle + 1] = week[:, cycle]
    weeks, rest = np.divmod(beyond, float(cycle))
    day = np.floor(rest).astype(np.int64)
    part = week[rows, day] + (rest - day) * (week[rows, day + 1] - week[rows, day])
    with np.errstate(over="ignore"):
        return np.asarray(total + forecasts.level_ahead * (weeks * week[:, cycle] + part), np.float64)


def cumulative_demand(
    forecasts: Forecasts,
    lead_time_days: ArrayLike,
    lead_time_sd: ArrayLike,
    review_days: ArrayLike,
    level: ArrayLike | None,
) -> ProtectionDemand:
    """Mean, deviation and `level` quantile of the demand over lead time plus review period, per series.

    Without a level no quantile is looked for; what is told is nan.

    Var = E s² + (drift m)² + (s_L d)²: noise of the days, doubt about the level over so many days, doubt about the lead time d. Its
    quantile is that of a gamma with a chance of no demand, matched to these moments.
    """
    n = len(forecasts.mean)
    lead, lead_sd, review, asked = (
        np.broadcast_to(np.asarray(x, np.float64), n) for x in (lead_time_days, lead_time_sd, review_days, 0.5 if level is None else level)
    )
    if not (np.all(lead >= 0) and np.all(lead_sd >= 0) and np.all(review >= 0)):
        raise ValueError("cumulative demand: lead time, its deviation and review period cannot be negative")
    if not np.all((asked > 0) & (asked < 1)):
        raise ValueError("cumulative demand: a service level lies between 0 and 1")
    days = lead + review
    mean, sd, quantile = np.zeros(n), np.zeros(n), np.full(n, np.nan)

    def work(begin: int, end: int) -> None:
        part = slice(begin, end)
        told = quantile[part] if level is not None else None
        _sum_slice(_rows(forecasts, part), days[part], lead_sd[part], asked[part], mean[part], sd[part], told)

    over_slices(n, work)
    return ProtectionDemand(days, mean, sd, quantile)


def quantiles_of_sums(forecasts: Forecasts, from_step: ArrayLike, to_step: ArrayLike, levels: ArrayLike) -> Floats:
    """Quantiles [n, levels] of what is sold in the steps from_step (the first to come is 0) up to to_step, exclusive: the same
    steps for all series, or those of each.

    The same as `cumulative_demand` gives for a certain lead time, at any levels and without anything stored for it.
    """
    n, asked = len(forecasts.mean), np.atleast_1d(np.asarray(levels, np.float64))
    first, last = (np.broadcast_to(np.asarray(step, np.float64), n) for step in (from_step, to_step))
    if not np.all((first >= 0) & (first < last)) or not np.all((asked > 0) & (asked < 1)):
        raise ValueError("quantiles of sums: steps from 0 on, the last after the first, and levels between 0 and 1")
    result = np.zeros((n, len(asked)))

    def work(begin: int, end: int) -> None:
        part, till = _rows(forecasts, slice(begin, end)), last[begin:end]
        mean = mean_until(part, till) - mean_until(part, first[begin:end])
        spread = _spread(part, np.maximum(mean, 0.0), till, np.zeros(end - begin))
        for k, level in enumerate(asked):
            result[begin:end, k] = _quantile(part, spread, till, np.full(end - begin, level))

    over_slices(n, work)
    return result


def _rows(forecasts: Forecasts, part: slice) -> Forecasts:
    shared = ("scores", "lengths", "common")
    per_row = {name: value if name in shared else value[part] for name, value in vars(forecasts).items() if isinstance(value, np.ndarray)}
    return Forecasts(forecasts.horizon, forecasts.levels, forecasts.first_weekday, **per_row)


def between_lengths(lengths: Floats, steps: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats]:
    """Which two calibrated lengths a sum lies between, and how far on the way (by the logarithm); the ends hold beyond.

    >>> [each.tolist() for each in between_lengths(np.array([1.0, 4.0]), np.array([2.0, 9.0]))]
    [[0, 1], [1, 1], [0.5, 0.0]]
    """
    place = np.interp(np.log(np.maximum(steps, 1.0)), np.log(lengths), np.arange(len(lengths)))
    low = np.floor(place).astype(np.int64)
    return low, np.minimum(low + 1, len(lengths) - 1), place - low


def _corrected(forecasts: Forecasts, steps: Floats, asked: Floats) -> Floats:
    """The level at which to read the distribution so that the level asked for is kept, by demand class and length."""
    score = scipy.special.ndtri(asked)
    place = np.clip(score, SCORES[0], SCORES[-1])
    at = (place - SCORES[0]) / (SCORES[1] - SCORES[0])
    left = np.minimum(np.floor(at).astype(np.int64), len(SCORES) - 2)
    low, high, way = between_lengths(forecasts.lengths, steps)
    kind, share = forecasts.demand_class, at - left
    short, long = (
        forecasts.scores[kind, which, left] * (1 - share) + forecasts.scores[kind, which, left + 1] * share for which in (low, high)
    )
    return np.asarray(scipy.special.ndtr(score - place + short * (1 - way) + long * way), np.float64)


class _Spread(NamedTuple):
    """The distribution of a sum in units of the level, so that neither huge nor tiny quantities overflow when squared."""

    exposure: Floats
    relative: Floats  # variance
    zero: Floats
    alive: NDArray[np.bool_]


def _spread(forecasts: Forecasts, mean: Floats, steps: Floats, lead_sd: Floats) -> _Spread:
    level = forecasts.daily_mean
    alive = (level > 0) & (mean > 0)
    normal = np.where(alive, level, 1.0)
    exposure = np.where(alive, mean / normal, 0.0)
    low, high, way = between_lengths(forecasts.lengths, steps)
    row = np.arange(len(mean))
    drift = forecasts.drift[row, low] * (1 - way) + forecasts.drift[row, high] * way
    relative = exposure * (forecasts.daily_sd / normal) ** 2 + (drift * exposure) ** 2 + lead_sd**2
    zero = np.where(alive, forecasts.zero_share, 0.0) ** np.maximum(exposure, 1e-9)
    return _Spread(exposure, np.where(alive, relative, 0.0), zero, alive)


def _quantile(forecasts: Forecasts, spread: _Spread, steps: Floats, asked: Floats) -> Floats:
    cv2 = conditional_cv2(np.maximum(spread.exposure, 1e-300), spread.relative, spread.zero)
    found = zero_gamma_quantile(_corrected(forecasts, steps, asked), spread.exposure, cv2, spread.zero)
    return np.where(spread.alive, found * forecasts.daily_mean, 0.0)


def _sum_slice(
    forecasts: Forecasts, days: Floats, lead_sd: Floats, asked: Floats, mean: Floats, sd: Floats, quantile: Floats | None
) -> None:
    mean[:] = mean_until(forecasts, days)
    spread = _spread(forecasts, mean, days, lead_sd)
    sd[:] = np.sqrt(spread.relative) * forecasts.daily_mean
    if quantile is not None:
        quantile[:] = _quantile(forecasts, spread, days, asked)
