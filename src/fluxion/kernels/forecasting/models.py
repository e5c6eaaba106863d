"""Cheap level models on one series: `y` units per step, `e` how much of a normal step each one was.

`e` (exposure) is the weekday's share of a normal day times the share of the step in stock, 0 on closed ones; `y` is
already freed of season and known effects (`lift`). Every model answers the expected units of one step of exposure 1, so
that closed days, stock-outs, seasons and promotions neither raise nor lower it.

All compiled functions that call each other are in this file, see `compiled`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.compiling import compiled
from fluxion.kernels.forecasting.steps import Rhythm

Floats = NDArray[np.float64]
Buckets = tuple[int, int, int, int, int, int]

CANDIDATES = ("tsb_quick", "tsb_slow", "window", "rate_size", "aggregated", "ses", "ses_slow", "damped_trend")
_LEAST_IN_STOCK = 0.1  # a sale on a day out of stock counts at most tenfold
_WIDEST = 3.0  # logarithm of the largest effect


@compiled
def _opening_rate(y: Floats, e: Floats, warm: float) -> tuple[float, float]:
    """Mean units and mean number of sale days per exposure over the first `warm` days' worth."""
    units = sales = exposure = 0.0
    for t in range(len(y)):
        units += y[t]
        sales += y[t] > 0
        exposure += e[t]
        if exposure > 0 and exposure > warm - 1e-6:  # four whole weeks are 28, whatever their shares add up to
            break
    exposure = max(exposure, 1.0)
    return units / exposure, sales / exposure


@compiled
def ses(y: Floats, e: Floats, alpha: float, warm: float) -> float:
    """Simple exponential smoothing: level += alpha (y - e level)."""
    level, _ = _opening_rate(y, e, warm)
    for t in range(len(y)):
        level += min(alpha * max(e[t], 1.0), 1.0) * (y[t] - e[t] * level) / max(e[t], 1.0)
    return max(level, 0.0)


@compiled
def tsb(y: Floats, e: Floats, alpha: float, beta: float, warm: float) -> float:
    """Teunter-Syntetos-Babai: chance of a sale smoothed every day, its size when there is one."""
    rate, chance = _opening_rate(y, e, warm)
    size = rate / chance if chance > 0 else 0.0
    for t in range(len(y)):
        if e[t] <= 0:
            continue
        sold = y[t] > 0
        chance += beta * (sold - e[t] * chance)
        if sold:
            size = size + alpha * (y[t] - size) if size > 0 else y[t]
    return max(chance, 0.0) * size


@compiled
def window_mean(y: Floats, e: Floats, steps: int) -> float:
    """Units per exposure over the last `steps` steps, and further back until half as many had goods."""
    units = exposure = 0.0
    for t in range(len(y) - 1, -1, -1):
        if t < len(y) - steps and exposure >= 0.5 * steps:
            break
        units += y[t]
        exposure += e[t]
    return units / max(exposure, 1.0)


@compiled
def rate_and_size(y: Floats, e: Floats, rate_half_life: float, size_half_life: float) -> tuple[float, float]:
    """Chance of a sale per exposure and its mean size, both fading: half the weight after so many days (sales)."""
    fade_rate = 1.0 - 0.5 ** (1.0 / rate_half_life)
    keep_size = 0.5 ** (1.0 / size_half_life)
    sales = exposure = units = weight = 0.0
    for t in range(len(y)):
        keep = 1.0 - fade_rate * min(e[t], 2.0)
        sales = sales * keep + (y[t] > 0)
        exposure = exposure * keep + e[t]
        if y[t] > 0:
            units = units * keep_size + y[t]
            weight = weight * keep_size + 1.0
    return sales / max(exposure, 1.0), units / max(weight, 1e-12)


@compiled
def bucketed_ses(y: Floats, e: Floats, size: int, alphas: tuple[float, float, float]) -> float:
    """Exponential smoothing of the means of `size`-day buckets (ADIDA), with the alpha that fitted them best."""
    low, middle, high = alphas
    a = b = c = -1.0
    miss_a = miss_b = miss_c = 0.0
    for first in range(len(y) % size, len(y), size):
        units = exposure = 0.0
        for t in range(first, first + size):
            units += y[t]
            exposure += e[t]
        if exposure <= 0:
            continue
        mean = units / exposure
        if a < 0:
            a = b = c = mean
            continue
        weight = min(exposure / size, 1.0)
        miss_a += weight * (mean - a) ** 2
        miss_b += weight * (mean - b) ** 2
        miss_c += weight * (mean - c) ** 2
        a += low * weight * (mean - a)
        b += middle * weight * (mean - b)
        c += high * weight * (mean - c)
    best = a if miss_a <= miss_b and miss_a <= miss_c else b if miss_b <= miss_c else c
    return max(best, 0.0)


@compiled
def aggregated(y: Floats, e: Floats, buckets: Buckets) -> float:
    """Mean of bucketed smoothing over bucket sizes from a step up to the mean interval (IMAPA on a coarser ladder)."""
    sales = 0
    for t in range(len(y)):
        sales += y[t] > 0
    interval = len(y) / max(sales, 1)
    total, count = 0.0, 0
    for size in buckets:
        if count > 0 and (size > interval + 0.5 or len(y) < 4 * size):
            break
        total += bucketed_ses(y, e, size, (0.1, 0.2, 0.3))
        count += 1
    return total / max(count, 1)


@compiled
def damped_trend(y: Floats, e: Floats, alpha: float, beta: float, phi: float, bucket: int, opening: int) -> tuple[float, float]:
    """Level and step of a damped trend on the means of `bucket` steps (Gardner & McKenzie)."""
    level, step, seen = -1.0, 0.0, 0
    for first in range(len(y) % bucket, len(y), bucket):
        units = exposure = 0.0
        for t in range(first, first + bucket):
            units += y[t]
            exposure += e[t]
        if exposure <= 0:
            continue
        mean = units / exposure
        if seen < opening:  # the mean of the first month or so is the opening level: one bucket is too noisy
            level = (max(level, 0.0) * seen + mean) / (seen + 1)
        else:
            before = level
            level = before + phi * step + alpha * (mean - before - phi * step)
            step = phi * step + beta * (level - before - phi * step)
        seen += 1
    return max(level, 0.0), step


@compiled
def candidate_levels(y: Floats, e: Floats, pace: Rhythm, out: Floats) -> float:
    """All candidate levels into `out`; answers the step of the trend per bucket."""
    rate, size = rate_and_size(y, e, pace.rate_half_life, pace.size_half_life)
    out[0] = tsb(y, e, pace.size_quick, pace.chance_quick, pace.warm)
    out[1] = tsb(y, e, pace.size_slow, pace.chance_slow, pace.warm)
    out[2] = window_mean(y, e, pace.window)
    out[3] = rate * size
    out[4] = aggregated(y, e, pace.buckets)
    out[5] = ses(y, e, pace.ses, pace.warm / 2)
    out[6] = ses(y, e, pace.ses_slow, pace.warm)
    out[7], step = damped_trend(y, e, 0.2, 0.1, pace.damping, pace.bucket, pace.opening)
    return step


class Rows(NamedTuple):
    """Everything about the series that a pass reads; steps are those of the history and of the known future."""

    ptr: NDArray[np.int64]
    day: NDArray[np.int32]
    units: Floats
    out_ptr: NDArray[np.int64]
    out_day: NDArray[np.int32]
    out_share: Floats
    x_from: NDArray[np.int64]
    x_to: NDArray[np.int64]
    x_step: NDArray[np.int32]
    x_values: Floats
    basis: Floats  # [steps, 1 + waves]: years since the end of the history, then the yearly waves
    first: NDArray[np.int32]
    closed: NDArray[np.bool_]
    calendar: NDArray[np.int32]
    profile: Floats  # [n, cycle]
    first_weekday: int
    scale: Floats
    cap: Floats


class Levels(NamedTuple):
    """What one pass found of n series; units are in mean sale sizes of the series (`scale`)."""

    level: Floats  # [n, candidates] now
    step: Floats  # of the trend, per bucket
    chance: Floats  # of a sale on a normal step
    excess: Floats  # share of what was sold above the cap
    cv2: Floats  # of sizes from one sale to the next, effects taken out
    held_level: Floats  # [n, hold-outs, candidates]; nan where there is too little before
    held_chance: Floats  # [n, hold-outs]
    held_exposure: Floats  # [n, hold-outs, lengths] steps' worth, effects included
    held_sum: Floats  # [n, hold-outs, lengths] what was sold there
    open_days: Floats  # open steps since the start
    in_stock_days: Floats  # exposure since the start


@compiled
def _unfold(rows: Rows, i: int) -> tuple[Floats, Floats]:
    """Dense units (in mean sizes) and exposure of one series from its first step on."""
    first, closed, profile = rows.first[i], rows.closed[rows.calendar[i]], rows.profile[i]
    length, cycle = len(closed) - first, len(profile)
    raw, exposure = np.zeros(length), np.zeros(length)
    for t in range(length):
        exposure[t] = 0.0 if closed[first + t] else profile[(first + t + rows.first_weekday) % cycle]
    for j in range(rows.out_ptr[i], rows.out_ptr[i + 1]):
        if rows.out_day[j] >= first:
            exposure[rows.out_day[j] - first] *= 1.0 - rows.out_share[j]
    for j in range(rows.ptr[i], rows.ptr[i + 1]):
        if rows.units[j] <= 0.0:
            continue
        t = rows.day[j] - first
        raw[t] = rows.units[j] / rows.scale[i]
        normal = profile[(rows.day[j] + rows.first_weekday) % cycle]
        # a sale proves that a day said to be closed was open, and that one said to be empty had stock for a while
        least = normal if closed[rows.day[j]] else _LEAST_IN_STOCK * normal
        exposure[t] = max(exposure[t], least if normal > 0 else 1.0)
    return raw, exposure


@compiled
def _features(rows: Rows, i: int, begin: int, end: int) -> Floats:
    """Columns of one series on the steps begin..end: years since the end, yearly waves, regressors."""
    waves, known = rows.basis.shape[1], rows.x_values.shape[1]
    x = np.zeros((end - begin, waves + known))
    x[:, :waves] = rows.basis[begin:end]
    for j in range(rows.x_from[i], rows.x_to[i]):
        if begin <= rows.x_step[j] < end:
            x[rows.x_step[j] - begin, waves:] = rows.x_values[j]
    return x


@compiled
def effect(rows: Rows, i: int, begin: int, end: int, beta: Floats) -> Floats:
    """Factor on the demand of the steps begin..end by season and known effects: at most twentyfold either way."""
    x = _features(rows, i, begin, end)
    log = np.zeros(end - begin)
    for c in range(1, x.shape[1]):  # the slope is only there to keep trend out of season
        if beta[c] != 0.0:
            for t in range(len(log)):
                log[t] += beta[c] * x[t, c]
    for t in range(len(log)):
        log[t] = np.exp(min(max(log[t], -_WIDEST), _WIDEST))
    return log


@compiled
def effects_ahead(begin: int, end: int, rows: Rows, beta: Floats, since: int, out: Floats) -> None:
    """Factors of the steps since `since` into `out` [n, steps], for the series begin..end."""
    for i in range(begin, end):
        out[i] = effect(rows, i, since, since + out.shape[1], beta[i])


@compiled
def slopes(
    begin: int,
    end: int,
    rows: Rows,
    beta: Floats,
    cv2: Floats,
    span: tuple[int, int, int],
    columns: NDArray[np.int64],
    out: tuple[Floats, Floats, Floats],
) -> None:
    """Score, information and residuals, by some of the `columns`, of a log-linear model of demand around the level of the time.

    `span` is first step, last step and half the width of the window whose level each step is compared with: a year wide
    in all, a trend cancels and a season does not. Quasi-likelihood with the variance (1 + cv2) mu + cv2 mu^2 / 2 of sizes
    and pace.
    """
    score, information, misfit = out
    for i in range(begin, end):
        first = rows.first[i]
        low, stop = max(span[0] - first, 0), min(span[1], len(rows.closed[0])) - first
        if stop - low < 2:
            continue
        raw, e = _unfold(rows, i)
        x = _features(rows, i, first + low, first + stop)
        y, m = np.minimum(raw[low:stop], 4.0 * rows.cap[i]), e[low:stop]
        for t in range(len(m)):
            log = 0.0
            for c in range(x.shape[1]):
                log += beta[i, c] * x[t, c]
            m[t] *= np.exp(min(max(log, -6.0), 6.0))
        if y.sum() > 0 and m.sum() > 0:
            _local_slopes(y, m, x[:, columns], span[2], cv2[i], score[i], information[i], misfit[i])


@compiled
def _local_slopes(y: Floats, m: Floats, x: Floats, half: int, cv2: float, score: Floats, information: Floats, misfit: Floats) -> None:
    length, k = x.shape
    rough = y.sum() / m.sum()
    units, normal, centre = np.zeros(length + 1), np.zeros(length + 1), np.zeros((length + 1, k))
    for t in range(length):
        w = 1.0 / (1.0 + cv2 + 0.5 * cv2 * rough * m[t])
        units[t + 1] = units[t] + w * y[t]
        normal[t + 1] = normal[t] + w * m[t]
        for c in range(k):
            centre[t + 1, c] = centre[t, c] + w * m[t] * x[t, c]
    gap = np.zeros(k)
    for t in range(length):
        low, high = max(t - half, 0), min(t + half, length)
        weight = normal[high] - normal[low]
        if m[t] <= 0 or weight <= 0:
            continue
        mu = (units[high] - units[low]) / weight * m[t]
        if mu <= 0:
            continue
        v = 1.0 / (1.0 + cv2 + 0.5 * cv2 * mu)
        misfit[0] += v * (y[t] - mu) ** 2 / mu
        misfit[1] += 1.0
        for c in range(k):
            gap[c] = x[t, c] - (centre[high, c] - centre[low, c]) / weight
        for c in range(k):
            if gap[c] == 0.0:
                continue
            score[c] += v * (y[t] - mu) * gap[c]
            for d in range(c + 1):
                information[c, d] += v * mu * gap[c] * gap[d]


@compiled
def _hold_out(
    found: Levels, i: int, k: int, origin: int, pace: Rhythm, lengths: NDArray[np.int64], raw: Floats, y: Floats, e: Floats, m: Floats
) -> None:
    """Candidates of series i at an earlier origin, and what came after it."""
    candidate_levels(y[:origin], e[:origin], pace, found.held_level[i, k])
    found.held_chance[i, k] = rate_and_size(y[:origin], e[:origin], 2.0 * pace.rate_half_life, 30.0)[0]
    for which, steps in enumerate(lengths):
        if origin + steps > len(raw):
            break
        for t in range(origin, origin + steps):
            if e[t] > 0 or raw[t] > 0:
                found.held_exposure[i, k, which] += e[t] * m[t]
                found.held_sum[i, k, which] += raw[t]


@compiled
def study_slice(
    begin: int,
    end: int,
    rows: Rows,
    pace: Rhythm,
    betas: tuple[Floats, Floats],
    cuts: tuple[NDArray[np.int64], NDArray[np.int64], int],
    found: Levels,
) -> None:
    """Fills `found` for the series begin..end: now with the first of the betas, at the earlier origins with the second.

    `cuts` are the earlier origins (steps before the end), the lengths of sums and the steps that must lie before.
    """
    hold_outs, lengths, least = cuts
    for i in range(begin, end):
        raw, e = _unfold(rows, i)
        for t in range(len(e)):
            found.open_days[i] += e[t] > 0
        found.in_stock_days[i] = e.sum()
        if rows.ptr[i] == rows.ptr[i + 1]:
            continue
        first = rows.first[i]
        m = effect(rows, i, first, first + len(raw), betas[0][i])
        y = np.minimum(raw / m, rows.cap[i])
        freed = raw / m
        found.excess[i] = 1.0 - y.sum() / freed.sum()
        sizes = freed[freed > 0.0]
        if len(sizes) > 1:
            found.cv2[i] = 0.5 * ((sizes[1:] - sizes[:-1]) ** 2).mean() / sizes.mean() ** 2
        found.step[i] = candidate_levels(y, e, pace, found.level[i])
        found.chance[i] = rate_and_size(y, e, 2.0 * pace.rate_half_life, 30.0)[0]
        if len(hold_outs) == 0:
            continue
        m = effect(rows, i, first, first + len(raw), betas[1][i])
        y = np.minimum(raw / m, rows.cap[i])
        for k in range(len(hold_outs)):
            origin = len(y) - hold_outs[k]
            if origin >= least:
                _hold_out(found, i, k, origin, pace, lengths, raw, y, e, m)
