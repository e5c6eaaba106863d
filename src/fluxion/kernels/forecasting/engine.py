"""Forecast of every series: study each, pool what they share, put the combination on the calendar."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fluxion.kernels.forecasting import pooling
from fluxion.kernels.forecasting.demand import Demand
from fluxion.kernels.forecasting.distribution import zero_gamma_quantile
from fluxion.kernels.forecasting.exposure import weekday_profiles
from fluxion.kernels.forecasting.history import study
from fluxion.kernels.forecasting.models import CANDIDATES, TREND_DAMPING, Study, sizes
from fluxion.kernels.forecasting.results import DEMAND_CLASSES, MODELS, Forecasts
from fluxion.kernels.forecasting.threads import over_slices

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]

DEAD, NEW, SMOOTH, INTERMITTENT, ERRATIC, LUMPY = range(len(DEMAND_CLASSES))
NONE, EARLY_MEAN, COMBINATION = range(len(MODELS))

_ADI_CUT, _CV2_CUT = 1.32, 0.49  # Syntetos, Boylan & Croston 2005
_NEW_DAYS, _FEW_SALES = 20, 3  # open days; three times as many with fewer sales
_DEAD_DAYS, _DEAD_INTERVALS = 180, 4.0
_EXCESS_KEPT = 0.7  # of what giant orders exceeded the cap by; measured as the least biased that stays calm
_TREND = CANDIDATES.index("damped_trend")
_LARGEST = float(np.finfo(np.float32).max)


@dataclass(frozen=True)
class _Series:
    """Traits of the series before any model runs."""

    first: NDArray[np.int32]
    last: NDArray[np.int32]
    scale: Floats
    cap: Floats
    sales: Floats
    cv2: Floats
    excess: Floats


def _traits(demand: Demand) -> _Series:
    n, has = demand.n, np.diff(demand.ptr) > 0
    scale, cap, sales, cv2, excess = np.ones(n), np.full(n, np.inf), np.zeros(n), np.zeros(n), np.zeros(n)
    sizes(demand.ptr, demand.units, scale, cap, sales, cv2, excess)
    first, last = np.full(n, demand.n_days, np.int32), np.full(n, -1, np.int32)
    first[has], last[has] = demand.day[demand.ptr[:-1][has]], demand.day[demand.ptr[1:][has] - 1]
    if demand.start is not None:
        first = np.where(demand.start >= 0, np.minimum(demand.start, first), first).astype(np.int32)
    return _Series(first, last, scale, cap, sales, cv2, excess)


def demand_classes(series: _Series, found: Study, n_days: int) -> tuple[Codes, Floats]:
    """Class of every series and its mean interval between sales (ADI), in open days."""
    adi = np.where(series.sales > 0, np.maximum(found.open_days, 1.0) / np.maximum(series.sales, 1.0), np.inf)
    often, steady = adi <= _ADI_CUT, series.cv2 <= _CV2_CUT
    code = np.where(often, np.where(steady, SMOOTH, ERRATIC), np.where(steady, INTERMITTENT, LUMPY))
    short = np.where(series.sales < _FEW_SALES, 3 * _NEW_DAYS, _NEW_DAYS)
    code = np.where(found.open_days < short, NEW, code)
    silent = n_days - 1 - series.last
    interval = (series.last - series.first + 1) / np.maximum(series.sales - 1, 1)
    interval = np.where(series.sales < 2, 0.0, interval)
    gone = (series.sales == 0) | (silent > np.maximum(_DEAD_DAYS, _DEAD_INTERVALS * interval))
    return np.where(gone, DEAD, code).astype(np.int8), adi


def _lift(series: _Series, group: NDArray[np.int64]) -> Floats:
    """Factor that gives back most of what capping giant orders took: half by the series' own share, half by the group's."""
    if not len(group):
        return np.ones(0)
    gone = np.minimum(series.excess, 0.9)
    pooled = np.bincount(group, gone * series.sales) / np.maximum(np.bincount(group, series.sales), 1.0)
    share = 0.5 * gone + 0.5 * pooled[group]
    return np.asarray(1.0 + _EXCESS_KEPT * share / (1.0 - share), np.float64)


@dataclass(frozen=True)
class _Pooled:
    level: Floats
    step: Floats
    chance: Floats
    cv2: Floats
    noise: Floats
    drift: Floats
    scores: Floats


def _pool(demand: Demand, series: _Series, found: Study, code: Codes) -> _Pooled:
    """Level, chance of a sale and dispersion of every series, in its own mean sizes."""
    group = np.zeros(demand.n, np.int64) if demand.group is None else np.unique(demand.group, return_inverse=True)[1]
    classes = len(DEMAND_CLASSES)
    cv2 = np.clip(pooling.lend(series.cv2, series.sales, group), 0.01, 100.0)
    lift = _lift(series, group)
    weights = pooling.model_weights(found, code, classes, cv2)
    drift = pooling.level_drift(found, weights, code, classes, cv2, lift)
    scores = pooling.tail_scores(found, weights, code, classes, cv2, drift, lift)
    scores[NEW] = scores[LUMPY]
    early = series.sales * np.minimum(1.0, 1.0 / np.maximum(found.in_stock_days, 14.0))
    level = (found.level * weights[code]).sum(1) * lift
    level = np.where(code == NEW, early, np.where(code == DEAD, 0.0, level))
    drift[NEW] = drift[SMOOTH:].max()
    often = series.sales / np.maximum(found.in_stock_days, 14.0)
    chance = np.clip(np.where(code == NEW, often, 0.67 * found.chance + 0.33 * often), 1e-4, 1.0)
    noise = pooling.day_variance(level, chance, cv2)
    unsure = drift[code] + np.where(code == NEW, 1.0 / (series.sales + 1.0), 0.0)
    step = np.where(code == NEW, 0.0, found.step * weights[code, _TREND] * lift)
    return _Pooled(level, step, chance, cv2, noise, unsure, scores)


def _levels_ahead(pooled: _Pooled, begin: int, end: int, days: NDArray[np.int64]) -> Floats:
    """Level on the given days ahead: the damped trend bends it, between half and double."""
    weeks = (days + 0.5) / 7
    reach = TREND_DAMPING * (1 - TREND_DAMPING**weeks) / (1 - TREND_DAMPING)
    level = pooled.level[begin:end, None]
    return np.asarray(np.clip(level + pooled.step[begin:end, None] * reach, 0.5 * level, 2.0 * level), np.float64)


def _day_quantiles(pooled: _Pooled, weekday: Floats, levels: Floats, begin: int, end: int) -> Floats:
    """Quantiles of one day per weekday at a level of 1; [rows, 7, k]."""
    share = weekday[begin:end]
    zero = 1.0 - np.minimum(pooled.chance[begin:end, None] * share, 1.0)
    cv2 = (pooled.cv2 + np.minimum(pooled.drift, 1.0))[begin:end, None]
    result = np.zeros((*share.shape, len(levels)))
    is_open = (share > 0) & (pooled.level[begin:end, None] > 0)
    cv2 = np.broadcast_to(cv2, share.shape)
    for k, level in enumerate(levels):
        result[is_open, k] = zero_gamma_quantile(level, share[is_open], cv2[is_open], zero[is_open])
    return result


def _closed_ahead(demand: Demand, horizon: int, closed_ahead: ArrayLike | None) -> NDArray[np.bool_]:
    assert demand.closed is not None
    if closed_ahead is None:
        return np.zeros((len(demand.closed), horizon), np.bool_)
    closed = np.atleast_2d(np.asarray(closed_ahead, np.bool_))
    if closed.shape[1] != horizon or len(closed) not in (1, len(demand.closed)):
        raise ValueError("forecast: closed_ahead needs one flag per day of the horizon, one row per calendar")
    return np.broadcast_to(closed, (len(demand.closed), horizon))


def forecast(
    demand: Demand,
    horizon: int = 30,
    levels: tuple[float, ...] = (0.05, 0.25, 0.5, 0.75, 0.95),
    *,
    closed_ahead: ArrayLike | None = None,
    threads: int | None = None,
) -> Forecasts:
    """Daily forecasts with quantiles for every series, starting the day after the history ends.

    A mean of seven cheap models, weighted per demand class by what they did on the last three months held out; weekday
    profile and dispersion are lent by the series' group. Days the calendar is closed on get 0.
    """
    if horizon < 1 or not all(0 < level < 1 for level in levels) or list(levels) != sorted(levels):
        raise ValueError("forecast: a horizon of a day at least, and rising levels between 0 and 1")
    series = _traits(demand)
    profile = weekday_profiles(demand, series.first, series.scale, series.cap)
    found = study(demand, series.first, profile, series.scale, series.cap, threads)
    code, adi = demand_classes(series, found, demand.n_days)
    pooled = _pool(demand, series, found, code)
    mean, quantiles = _put_on_calendar(demand, series, pooled, profile, horizon, levels, closed_ahead, threads)
    return Forecasts(
        horizon=horizon,
        levels=tuple(levels),
        first_weekday=(demand.first_weekday + demand.n_days) % 7,
        mean=mean,
        quantiles=quantiles,
        demand_class=code,
        model=np.select([code == DEAD, code == NEW], [NONE, EARLY_MEAN], COMBINATION).astype(np.int8),
        daily_mean=pooled.level * series.scale,
        daily_sd=np.sqrt(pooled.noise) * series.scale,
        drift=np.sqrt(pooled.drift),
        zero_share=np.where(code == DEAD, 1.0, 1.0 - pooled.chance),
        weekday=profile,
        scores=pooled.scores,
        level_ahead=_levels_ahead(pooled, 0, demand.n, np.array([horizon - 1]))[:, 0] * series.scale,
        adi=adi,
        cv2=series.cv2,
        weekly_cv=found.weekly_cv,
        history_days=np.maximum(demand.n_days - series.first, 0).astype(np.int32),
    )


def _put_on_calendar(
    demand: Demand,
    series: _Series,
    pooled: _Pooled,
    profile: Floats,
    horizon: int,
    levels: tuple[float, ...],
    closed_ahead: ArrayLike | None,
    threads: int | None,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Mean and quantiles of every day ahead."""
    mean = np.zeros((demand.n, horizon), np.float32)
    quantiles = np.zeros((demand.n, horizon, len(levels)), np.float32)
    is_open = ~_closed_ahead(demand, horizon, closed_ahead)
    weekday = (demand.first_weekday + demand.n_days + np.arange(horizon)) % 7
    asked = np.asarray(levels, np.float64)

    def work(begin: int, end: int) -> None:
        ahead = _levels_ahead(pooled, begin, end, np.arange(horizon)) * np.minimum(series.scale[begin:end, None], _LARGEST)
        ahead *= is_open[demand.calendar[begin:end]]  # type: ignore[index]
        mean[begin:end] = np.minimum(ahead * profile[begin:end][:, weekday], _LARGEST)
        per_weekday = _day_quantiles(pooled, profile, asked, begin, end)
        quantiles[begin:end] = np.minimum(ahead[:, :, None] * per_weekday[:, weekday], _LARGEST)

    over_slices(demand.n, work, threads)
    return mean, quantiles
