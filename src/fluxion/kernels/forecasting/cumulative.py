"""Demand summed over lead time and review: the number one orders by."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from fluxion.kernels.forecasting.distribution import conditional_cv2, zero_gamma_quantile
from fluxion.kernels.forecasting.pooling import SCORES
from fluxion.kernels.forecasting.results import Forecasts, ProtectionDemand
from fluxion.kernels.forecasting.threads import over_slices

Floats = NDArray[np.float64]


def mean_until(forecasts: Forecasts, days: Floats) -> Floats:
    """Expected units over the next `days` days (fractions of a day count), beyond the horizon by level and weekday."""
    horizon, rows = forecasts.horizon, np.arange(len(days))
    running = np.zeros((len(days), horizon + 1))
    np.cumsum(forecasts.mean, axis=1, dtype=np.float64, out=running[:, 1:])
    within = np.minimum(days, horizon)
    whole = np.floor(within).astype(np.int64)
    after = np.minimum(whole + 1, horizon)
    total = running[rows, whole] + (within - whole) * (running[rows, after] - running[rows, whole])
    beyond = np.maximum(days - horizon, 0.0)
    order = (forecasts.first_weekday + horizon + np.arange(7)) % 7
    week = np.zeros((len(days), 9))
    np.cumsum(forecasts.weekday[:, order], axis=1, out=week[:, 1:8])
    week[:, 8] = week[:, 7]
    weeks, rest = np.divmod(beyond, 7.0)
    day = np.floor(rest).astype(np.int64)
    part = week[rows, day] + (rest - day) * (week[rows, day + 1] - week[rows, day])
    with np.errstate(over="ignore"):
        return np.asarray(total + forecasts.level_ahead * (weeks * week[:, 7] + part), np.float64)


def cumulative_demand(
    forecasts: Forecasts,
    lead_time_days: ArrayLike,
    lead_time_sd: ArrayLike,
    review_days: ArrayLike,
    level: ArrayLike,
) -> ProtectionDemand:
    """Mean, deviation and `level` quantile of the demand over lead time plus review period, per series.

    Var = E s² + (drift m)² + (s_L d)²: noise of the days, doubt about the level, doubt about the lead time d. Its
    quantile is that of a gamma with a chance of no demand, matched to these moments.
    """
    n = len(forecasts.mean)
    lead, lead_sd, review, asked = (
        np.broadcast_to(np.asarray(x, np.float64), n) for x in (lead_time_days, lead_time_sd, review_days, level)
    )
    if not (np.all(lead >= 0) and np.all(lead_sd >= 0) and np.all(review >= 0)):
        raise ValueError("cumulative demand: lead time, its deviation and review period cannot be negative")
    if not np.all((asked > 0) & (asked < 1)):
        raise ValueError("cumulative demand: a service level lies between 0 and 1")
    days = lead + review
    mean, sd, quantile = np.zeros(n), np.zeros(n), np.zeros(n)

    def work(begin: int, end: int) -> None:
        part = slice(begin, end)
        _sum_slice(_rows(forecasts, part), days[part], lead_sd[part], asked[part], mean[part], sd[part], quantile[part])

    over_slices(n, work)
    return ProtectionDemand(days, mean, sd, quantile)


def _rows(forecasts: Forecasts, part: slice) -> Forecasts:
    per_row = {name: value if name == "scores" else value[part] for name, value in vars(forecasts).items() if isinstance(value, np.ndarray)}
    return Forecasts(forecasts.horizon, forecasts.levels, forecasts.first_weekday, **per_row)


def _corrected(forecasts: Forecasts, asked: Floats) -> Floats:
    """The level at which to read the distribution so that the level asked for is kept, by demand class."""
    score = special.ndtri(asked)
    place = np.clip(score, SCORES[0], SCORES[-1])
    result = score - place
    for code in np.unique(forecasts.demand_class):
        mine = forecasts.demand_class == code
        result[mine] += np.interp(place[mine], SCORES, forecasts.scores[code])
    return np.asarray(special.ndtr(result), np.float64)


def _sum_slice(forecasts: Forecasts, days: Floats, lead_sd: Floats, asked: Floats, mean: Floats, sd: Floats, quantile: Floats) -> None:
    mean[:] = mean_until(forecasts, days)
    level = forecasts.daily_mean
    alive = (level > 0) & (mean > 0)
    normal = np.where(alive, level, 1.0)
    exposure = np.where(alive, mean / normal, 0.0)
    # in units of the level, so that neither huge nor tiny quantities overflow when squared
    relative = exposure * (forecasts.daily_sd / normal) ** 2 + (forecasts.drift * exposure) ** 2 + lead_sd**2
    relative = np.where(alive, relative, 0.0)
    sd[:] = np.sqrt(relative) * level
    zero = np.where(alive, forecasts.zero_share, 0.0) ** np.maximum(exposure, 1e-9)
    cv2 = conditional_cv2(np.maximum(exposure, 1e-300), relative, zero)
    quantile[:] = np.where(alive, zero_gamma_quantile(_corrected(forecasts, asked), exposure, cv2, zero) * level, 0.0)
