"""Forecast of every series: study each, pool what they share, apply it to each."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fluxion.kernels.forecasting import pooling
from fluxion.kernels.forecasting.buckets import joined, taken
from fluxion.kernels.forecasting.classes import DEAD, NEW, demand_classes
from fluxion.kernels.forecasting.cumulative import between_lengths
from fluxion.kernels.forecasting.demand import Demand
from fluxion.kernels.forecasting.distribution import conditional_cv2, zero_gamma_quantile
from fluxion.kernels.forecasting.effects import Span, of_items
from fluxion.kernels.forecasting.exposure import weekday_profiles
from fluxion.kernels.forecasting.history import levels_of, rows_to_read
from fluxion.kernels.forecasting.learning import Pooled, learn, lift_of
from fluxion.kernels.forecasting.lending import Now, lend
from fluxion.kernels.forecasting.models import CANDIDATES, effects_ahead
from fluxion.kernels.forecasting.passes import Levels, Rows
from fluxion.kernels.forecasting.places import Rates, joined_rates, learn_places, rates_of
from fluxion.kernels.forecasting.results import Forecasts
from fluxion.kernels.forecasting.steps import PACES, Pace
from fluxion.kernels.forecasting.threads import over_slices
from fluxion.kernels.forecasting.traits import Keys, Traits, traits_of

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]
Ints = NDArray[np.int64]

SAMPLE = 16_384  # series that the rest learn from
_TREND = CANDIDATES.index("damped_trend")
_LARGEST = float(np.finfo(np.float32).max)


@dataclass(frozen=True)
class Study:
    """What one bucket of series adds to what all learn from: a sample drawn by key, so that buckets do not matter,
    their traits, and what each sold lately at its place."""

    sample: Demand
    key: Keys
    traits: Traits
    rates: Rates | None = None


def study(demand: Demand) -> Study:
    """First pass over a bucket of series: those of its series that all may learn from."""
    demand = demand.linked()
    series = traits_of(demand)
    rows = _drawn(series.key)
    sample = demand if len(rows) == demand.n else taken(demand, rows)
    return Study(sample, series.key[rows], series, rates_of(demand, series))


def _drawn(key: Keys) -> NDArray[np.int64]:
    if len(key) <= SAMPLE:
        return np.arange(len(key))
    return np.sort(np.argsort(key, kind="stable")[:SAMPLE])


def pool(studies: list[Study], threads: int | None = None) -> Pooled:
    """What all series share, from the studies of all buckets in their order."""
    rows = _drawn(np.concatenate([each.key for each in studies]))
    ends = np.cumsum([len(each.key) for each in studies])
    parts = np.split(rows, np.searchsorted(rows, ends[:-1]))
    chosen = [taken(each.sample, part - begin) for each, part, begin in zip(studies, parts, [0, *ends[:-1]], strict=True)]
    settled = PACES[chosen[0].step].least_before
    return replace(learn(joined(chosen), threads), places=learn_places(joined_rates([each.rates for each in studies]), settled))


def _stand(pooled: Pooled, pace: Pace, series: Traits, found: Levels, code: Codes, group: NDArray[np.int64]) -> Now:
    cv2 = np.clip(pooling.lend(found.cv2, series.sales, pooled.spread[group]), 0.01, 100.0)
    weights = pooled.weights[code]
    wait = np.maximum(found.in_stock_days, pace.rhythm.warm / 2)
    lift = lift_of(found.excess, pooled.excess[group]) * pooled.miss
    level = np.einsum("nc,nc->n", found.level, weights) * lift
    level = np.where(code == NEW, series.sales / wait, np.where(code == DEAD, 0.0, level))
    often = series.sales / wait
    chance = np.clip(np.where(code == NEW, often, 0.67 * found.chance + 0.33 * often), 1e-4, 1.0)
    unsure = pooled.drift[code] + np.where(code == NEW, 1.0 / (series.sales + 1.0), 0.0)[:, None]
    step = np.where(code == NEW, 0.0, found.step * weights[:, _TREND] * lift)
    return Now(level, step, chance, cv2, pooling.day_variance(level, chance, cv2), unsure)


def _levels_ahead(now: Now, pace: Pace, begin: int, end: int, steps: NDArray[np.int64]) -> Floats:
    """Level on the given steps ahead: the damped trend bends it, between half and double."""
    buckets, phi = (steps + 0.5) / pace.rhythm.bucket, pace.rhythm.damping
    reach = phi * (1 - phi**buckets) / (1 - phi)
    level = now.level[begin:end, None]
    return np.asarray(np.clip(level + now.step[begin:end, None] * reach, 0.5 * level, 2.0 * level), np.float64)


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
    """Forecasts with quantiles for every series and step, starting right after the history ends: study, pool and apply.

    A mean of eight cheap models, weighted per demand class by what they did on held-out steps; weekday profile, season,
    effects and dispersion are lent by the series' group. Steps the calendar is closed on get 0.
    """
    demand = demand.linked()
    found = study(demand)
    return apply(demand, found, pool([found], threads), horizon, levels, closed_ahead=closed_ahead, threads=threads)


def apply(
    demand: Demand,
    studied: Study,
    pooled: Pooled,
    horizon: int = 30,
    levels: tuple[float, ...] = (0.05, 0.25, 0.5, 0.75, 0.95),
    *,
    closed_ahead: ArrayLike | None = None,
    threads: int | None = None,
) -> Forecasts:
    """Second pass over a bucket of series: its forecasts, with what all series taught."""
    demand, pace, series = _checked(demand, horizon, levels), PACES[demand.step], studied.traits
    profile = weekday_profiles(demand, series, pooled.weekday, pooled.rows_of(demand.group, demand.n))
    factor, season, found, code, adi, now = _stand_ahead(demand, series, pooled, profile, horizon, threads)
    lent = lend(demand, pooled, pace, series, now, code, found)
    beyond = _levels_ahead(now, pace, 0, demand.n, np.array([horizon - 1]))[:, 0] * season
    factor *= ~_closed_ahead(demand, horizon, closed_ahead)[demand.calendar]
    mean, quantiles = _put_on_calendar(demand, series, pooled, now, lent.code, profile, factor, levels, threads)
    return Forecasts(
        horizon=horizon,
        levels=tuple(levels),
        first_weekday=(demand.first_weekday + demand.n_days) % 7,
        mean=mean,
        quantiles=quantiles,
        demand_class=lent.code,
        daily_mean=now.level * series.scale,
        daily_sd=np.sqrt(now.noise) * series.scale,
        drift=np.sqrt(now.drift),
        zero_share=np.where(lent.code == DEAD, 1.0, 1.0 - now.chance),
        weekday=profile,
        lengths=np.asarray(pace.lengths, np.float64),
        common=pooled.common,
        unit=series.unit,
        scores=pooled.scores,
        level_ahead=beyond * series.scale,
        adi=adi,
        cv2=series.cv2,
        weekly_cv=series.weekly_cv,
        history_days=np.maximum(demand.n_days - series.first, 0).astype(np.int32),
        **lent.told(),
    )


def _stand_ahead(
    demand: Demand, series: Traits, pooled: Pooled, profile: Floats, horizon: int, threads: int | None
) -> tuple[Floats, Floats, Levels, Codes, Floats, Now]:
    """Of every series the factor of season and effects on every step ahead [n, horizon] and that of the season alone on the last,
    what the pass found, class, ADI and standing."""
    pace, group = PACES[demand.step], pooled.rows_of(demand.group, demand.n)
    rows = rows_to_read(demand, series, profile, horizon, pooled.seen)
    beta = _betas(rows, demand, pooled, pace, series, group, threads)
    found = levels_of(rows, pace, (beta, beta), (), threads)
    code, adi = demand_classes(series, found.open_days, demand.n_days, pace)
    factor, season = np.ones((demand.n, horizon)), np.ones((demand.n, 1))
    if beta.any():
        waves, last = rows.basis.shape[1], demand.n_days + horizon - 1
        alone = np.where(np.arange(beta.shape[1]) < waves, beta, 0.0)  # an event of the last day known does not last for ever
        over_slices(demand.n, lambda begin, end: effects_ahead(begin, end, rows, beta, demand.n_days, factor), threads)
        over_slices(demand.n, lambda begin, end: effects_ahead(begin, end, rows, alone, last, season), threads)
    return factor, season[:, 0], found, code, adi, _stand(pooled, pace, series, found, code, group)


def _checked(demand: Demand, horizon: int, levels: tuple[float, ...]) -> Demand:
    if horizon < 1 or not all(0 < level < 1 for level in levels) or list(levels) != sorted(levels):
        raise ValueError("forecast: a horizon of a day at least, and rising levels between 0 and 1")
    return demand.linked()


def _betas(rows: Rows, demand: Demand, pooled: Pooled, pace: Pace, series: Traits, group: NDArray[np.int64], threads: int | None) -> Floats:
    """Coefficients of every series; none where there is nothing to know."""
    if pooled.effects is None:
        return np.zeros((demand.n, rows.basis.shape[1] + rows.x_values.shape[1]))
    cv2 = np.clip(pooling.lend(series.cv2, series.sales, pooled.cv2[group]), 0.01, 100.0)
    return of_items(rows, cv2, group, pooled.effects, Span(0, demand.n_days, pace.half_year, pace.rhythm.bucket), threads)


def _step_quantiles(now: Now, weekday: Floats, corrected: Floats, which: int, begin: int, end: int) -> Floats:
    """Quantiles of one step per weekday at a level of 1, read at corrected levels [n, k]; [rows, cycle, k].

    The doubt about the level is that of the `which`-th length.
    """
    share, level = weekday[begin:end], now.level[begin:end, None]
    is_open = (share > 0) & (level > 0)
    safe = np.where(is_open, share, 1.0)
    noise = now.noise[begin:end, None] / np.where(level > 0, level, 1.0) ** 2
    zero = pooling.no_demand(now.chance[begin:end, None], safe)
    cv2 = conditional_cv2(safe, safe * noise + now.drift[begin:end, which, None] * safe**2, zero)
    result = np.zeros((*share.shape, corrected.shape[1]))
    for k in range(corrected.shape[1]):
        asked = np.broadcast_to(corrected[begin:end, k, None], share.shape)
        result[is_open, k] = zero_gamma_quantile(asked[is_open], safe[is_open], cv2[is_open], zero[is_open])
    return result


def _relative_quantiles(
    now: Now, pace: Pace, profile: Floats, corrected: Floats, horizon: int, weekday: Ints, begin: int, end: int
) -> Floats:
    """Quantiles of every step ahead at a level of 1 [rows, h, k].

    Days share one doubt about the level, beside their noise it is small; that of weeks and months grows with the horizon.
    """
    if pace.cycle > 1:
        return _step_quantiles(now, profile, corrected, len(pace.lengths) // 2, begin, end)[:, weekday]
    each = np.stack([_step_quantiles(now, profile, corrected, at, begin, end)[:, 0] for at in range(len(pace.lengths))], axis=1)
    low, high, way = between_lengths(np.asarray(pace.lengths, np.float64), np.arange(1, horizon + 1, dtype=np.float64))
    return np.asarray(each[:, low] * (1 - way[:, None]) + each[:, high] * way[:, None], np.float64)


def _put_on_calendar(
    demand: Demand,
    series: Traits,
    pooled: Pooled,
    now: Now,
    code: Codes,
    profile: Floats,
    factor: Floats,
    levels: tuple[float, ...],
    threads: int | None,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Mean and quantiles of every step ahead."""
    horizon, pace = factor.shape[1], PACES[demand.step]
    mean = np.zeros((demand.n, horizon), np.float32)
    quantiles = np.zeros((demand.n, horizon, len(levels)), np.float32)
    weekday = (demand.first_weekday + demand.n_days + np.arange(horizon)) % pace.cycle
    corrected = pooling.kept_levels(pooled.scores[:, 0], np.asarray(levels, np.float64))[code]

    def work(begin: int, end: int) -> None:
        ahead = _levels_ahead(now, pace, begin, end, np.arange(horizon)) * np.minimum(series.scale[begin:end, None], _LARGEST)
        ahead *= factor[begin:end]
        mean[begin:end] = np.minimum(ahead * profile[begin:end][:, weekday], _LARGEST)
        whole = series.unit[begin:end, None, None]
        found = ahead[:, :, None] * _relative_quantiles(now, pace, profile, corrected, horizon, weekday, begin, end)
        counted = np.floor(found / np.where(whole > 0, whole, 1.0) + 0.5) * whole
        quantiles[begin:end] = np.minimum(np.where(whole > 0, counted, found), _LARGEST)

    over_slices(demand.n, work, threads)
    return mean, quantiles
