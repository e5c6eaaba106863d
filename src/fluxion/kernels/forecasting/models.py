"""Cheap level models on one series: `y` units per step, `e` how much of a normal step each one was.

`e` (exposure) is the weekday's share of a normal day times the share of the step in stock, 0 on closed ones; `y` is
already freed of season and known effects (`lift`). Every model answers the expected units of one step of exposure 1, so
that closed days, stock-outs, seasons and promotions neither raise nor lower it.

All compiled functions that call each other are in this file, see `compiled`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.compiling import compiled
from fluxion.kernels.forecasting.passes import Levels, Rows, Smoothed
from fluxion.kernels.forecasting.steps import Rhythm

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

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
def smoothed(y: Floats, e: Floats, pace: Rhythm) -> Smoothed:
    """Simple exponential smoothing, Teunter-Syntetos-Babai, and rate by size, each at two paces, in one walk over the steps.

    ses: level += alpha (y - e level). tsb: the chance of a sale smoothed every day, its size when there is one. rate by
    size: chance and mean size both fade, to half the weight after so many days (sales); `chance` fades half as fast.
    One after the other they would each wait for their own arithmetic: together they take a quarter of the time."""
    rate, often = _opening_rate(y, e, pace.warm)
    quick_chance = slow_chance = often
    quick_size = slow_size = rate / often if often > 0 else 0.0
    slow, level = rate, _opening_rate(y, e, pace.warm / 2)[0]
    fade, fade_slow = 1.0 - 0.5 ** (1.0 / pace.rate_half_life), 1.0 - 0.5 ** (0.5 / pace.rate_half_life)
    keep_size = 0.5 ** (1.0 / pace.size_half_life)
    sales = exposure = sales_slow = exposure_slow = units = weight = 0.0
    for t in range(len(y)):
        wide, near, sold = max(e[t], 1.0), min(e[t], 2.0), y[t] > 0
        level += min(pace.ses * wide, 1.0) / wide * (y[t] - e[t] * level)
        slow += min(pace.ses_slow * wide, 1.0) / wide * (y[t] - e[t] * slow)
        sales = sales * (1.0 - fade * near) + sold
        exposure = exposure * (1.0 - fade * near) + e[t]
        sales_slow = sales_slow * (1.0 - fade_slow * near) + sold
        exposure_slow = exposure_slow * (1.0 - fade_slow * near) + e[t]
        if e[t] > 0:
            quick_chance += pace.chance_quick * (sold - e[t] * quick_chance)
            slow_chance += pace.chance_slow * (sold - e[t] * slow_chance)
        if y[t] > 0:
            units = units * keep_size + y[t]
            weight = weight * keep_size + 1.0
            if e[t] > 0:
                quick_size = quick_size + pace.size_quick * (y[t] - quick_size) if quick_size > 0 else y[t]
                slow_size = slow_size + pace.size_slow * (y[t] - slow_size) if slow_size > 0 else y[t]
    return Smoothed(
        max(quick_chance, 0.0) * quick_size,
        max(slow_chance, 0.0) * slow_size,
        sales / max(exposure, 1.0) * (units / max(weight, 1e-12)),
        max(level, 0.0),
        max(slow, 0.0),
        sales_slow / max(exposure_slow, 1.0),
    )


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
    return max(a if miss_a <= miss_b and miss_a <= miss_c else b if miss_b <= miss_c else c, 0.0)


@compiled
def aggregated(y: Floats, e: Floats, buckets: tuple[int, ...]) -> float:
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
def candidate_levels(y: Floats, e: Floats, pace: Rhythm, out: Floats) -> tuple[float, float]:
    """All candidate levels into `out`; answers the step of the trend per bucket, and the chance of a sale."""
    found = smoothed(y, e, pace)
    out[0], out[1], out[3], out[5], out[6] = found.tsb_quick, found.tsb_slow, found.rate_size, found.ses, found.ses_slow
    out[2] = window_mean(y, e, pace.window)
    out[4] = aggregated(y, e, pace.buckets)
    out[7], step = damped_trend(y, e, 0.2, 0.1, pace.damping, pace.bucket, pace.opening)
    return step, found.chance


@compiled
def _unfold(rows: Rows, i: int) -> tuple[Floats, Floats]:
    """Dense units (in mean sizes) and exposure of one series from its first step on."""
    first, closed, profile = rows.first[i], rows.closed[rows.calendar[i]], rows.profile[i]
    length = len(closed) - first
    raw, exposure = np.zeros(length), np.empty(length)
    for t in range(length):
        exposure[t] = 0.0 if closed[first + t] else profile[rows.weekday[first + t]]
    for j in range(rows.out_ptr[i], rows.out_ptr[i + 1]):
        if rows.out_day[j] >= first:
            exposure[rows.out_day[j] - first] *= 1.0 - rows.out_share[j]
    for j in range(rows.ptr[i], rows.ptr[i + 1]):
        if rows.units[j] <= 0.0:
            continue
        t = rows.day[j] - first
        raw[t] = rows.units[j] / rows.scale[i]
        normal = profile[rows.weekday[rows.day[j]]]
        # a sale proves that a day said to be closed was open, and that one said to be empty had stock for a while
        least = normal if closed[rows.day[j]] else _LEAST_IN_STOCK * normal
        exposure[t] = max(exposure[t], least if normal > 0 else 1.0)
    return raw, exposure


@compiled
def _log_effect(rows: Rows, i: int, begin: int, count: int, stride: int, beta: Floats, since: int) -> Floats:
    """Logarithm of the factor of season and known effects on `count` steps, every `stride`-th (1 where regressors act) from `begin`
    on, by the columns from `since` on."""
    log, waves = np.zeros(count), rows.basis.shape[1]
    for t in range(count):
        for c in range(since, waves):
            log[t] += beta[c] * rows.basis[begin + t * stride, c]
    for j in range(rows.x_from[i], rows.x_to[i]):
        if begin <= rows.x_step[j] < begin + count:
            for c in range(rows.x_values.shape[1]):
                log[rows.x_step[j] - begin] += beta[waves + c] * rows.x_values[j, c]
    return log


@compiled
def _features(rows: Rows, known: tuple[int, int], begin: int, count: int, stride: int, columns: Ints) -> Floats:
    """Some columns on `count` steps from `begin` on, every `stride`-th: years since the end, yearly waves, and of the regressors' rows
    those from the first of `known` up to the second."""
    waves = rows.basis.shape[1]
    x = np.zeros((count, len(columns)))
    for k, c in enumerate(columns):
        if c < waves:
            for t in range(count):
                x[t, k] = rows.basis[begin + t * stride, c]
            continue
        for j in range(known[0], known[1]):
            if begin <= rows.x_step[j] < begin + count:
                x[rows.x_step[j] - begin, k] = rows.x_values[j, c - waves]
    return x


@compiled
def _summed(rows: Rows, i: int, begin: int, count: int, size: int) -> tuple[Floats, Floats]:
    """Units, giants capped, and exposure of one series by `size` steps, `count` times from step `begin` on."""
    raw, e = _unfold(rows, i)
    y, m, most, t = np.empty(count), np.empty(count), 4.0 * rows.cap[i], begin - rows.first[i]
    for b in range(count):
        units = exposure = 0.0
        for _ in range(size):
            units += min(raw[t], most)
            exposure += e[t]
            t += 1
        y[b], m[b] = units, exposure
    return y, m


@compiled
def effect(rows: Rows, i: int, begin: int, end: int, beta: Floats) -> Floats:
    """Factor on the demand of the steps begin..end by season and known effects: at most twentyfold either way."""
    log = _log_effect(rows, i, begin, end - begin, 1, beta, 1)  # the slope is only there to keep trend out of season
    for t in range(len(log)):
        log[t] = np.exp(min(max(log[t], -_WIDEST), _WIDEST))
    return log


@compiled
def _freed(rows: Rows, i: int, raw: Floats, beta: Floats) -> tuple[Floats, float, float]:
    """Units of one series as they would have sold without season and known effects, up to its cap; the share of them above it, and CV²
    of sizes from one sale to the next (0 of a single one). Only sales are walked: no processor foresees whether a step sold."""
    first, y, total, below, apart, before, sales = rows.first[i], np.zeros(len(raw)), 0.0, 0.0, 0.0, 0.0, 0
    known = effect(rows, i, first, first + len(raw), beta) if rows.x_from[i] < rows.x_to[i] else raw[:0]
    for j in range(rows.ptr[i], rows.ptr[i + 1]):
        t, log = rows.day[j] - first, 0.0
        if len(known):
            units = raw[t] / known[t]
        else:
            for c in range(1, rows.basis.shape[1]):
                log += beta[c] * rows.basis[first + t, c]
            units = raw[t] / np.exp(min(max(log, -_WIDEST), _WIDEST))
        if units > 0.0:
            y[t] = min(units, rows.cap[i])
            total += units
            below += y[t]
            apart += (units - before) ** 2 if sales > 0 else 0.0
            before, sales = units, sales + 1
    return y, 1.0 - below / total, 0.5 * (apart / (sales - 1)) / (total / sales) ** 2 if sales > 1 else 0.0


@compiled
def effects_ahead(begin: int, end: int, rows: Rows, beta: Floats, since: int, out: Floats) -> None:
    """Factors of the steps since `since` into `out` [n, steps], for the series begin..end."""
    for i in range(begin, end):
        out[i] = effect(rows, i, since, since + out.shape[1], beta[i])


@compiled
def slopes(
    begin: int, end: int, rows: Rows, beta: Floats, cv2: Floats, span: tuple[int, int, int, int], columns: Ints,
    sums: tuple[Floats, Floats], out: tuple[Floats, Floats, Floats],
) -> None:  # fmt: skip
    """Score, information and residuals, by some of the `columns`, of a log-linear model of demand around the level of the time.

    `span` is first step, last step, half the width of the window whose level each step is compared with (a year wide
    in all, a trend cancels and a season does not), and how many steps are looked at together where only waves act: a week
    tells as much of them as its days. Quasi-likelihood with the variance (1 + cv2) mu + cv2 mu^2 / 2 of sizes and pace of a step.
    `sums` [n, weeks] (or no rows) keep units and exposure of those weeks for the next call, nan before the first.
    """
    score, information, misfit = out
    until = min(span[1], rows.closed.shape[1])
    most = max(until - span[0], 0) // span[3]
    waves = _features(rows, (0, 0), until - most * span[3] + span[3] // 2, most, span[3], columns)  # the last ones are those of all
    for i in range(begin, end):
        known = (rows.x_from[i], rows.x_to[i])
        size = span[3] if known[0] == known[1] else 1
        count = (until - max(span[0], rows.first[i])) // size
        if count < 2:
            continue
        since = until - count * size
        if known[0] < known[1] or not len(sums[0]):
            y, m = _summed(rows, i, since, count, size)
        else:
            y, m = sums[0][i, most - count :], sums[1][i, most - count :]
            if np.isnan(m[0]):
                y[:], m[:] = _summed(rows, i, since, count, size)
            m = m.copy()
        log = _log_effect(rows, i, since + size // 2, count, size, beta[i], 0)
        for t in range(count):
            m[t] *= np.exp(min(max(log[t], -6.0), 6.0))
        if y.sum() > 0 and m.sum() > 0:
            x = _features(rows, known, since, count, 1, columns) if known[0] < known[1] else waves[most - count :]
            _local_slopes(y, m, x, max(span[2] // size, 1), cv2[i], 0.5 * cv2[i] / size, score[i], information[i], misfit[i])


@compiled
def _local_slopes(
    y: Floats, m: Floats, x: Floats, half: int, cv2: float, pace: float, score: Floats, information: Floats, misfit: Floats
) -> None:
    """`pace` is what a mean of 1 adds to the variance by the pace of sales, relative to it."""
    length, k = x.shape
    rough = y.sum() / m.sum()
    units, normal, centre = np.zeros(length + 1), np.zeros(length + 1), np.zeros((length + 1, k))
    for t in range(length):
        w = 1.0 / (1.0 + cv2 + pace * rough * m[t])
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
        share = 1.0 / weight
        mu = (units[high] - units[low]) * share * m[t]
        if mu <= 0:
            continue
        v = 1.0 / (1.0 + cv2 + pace * mu)
        misfit[0] += v * (y[t] - mu) ** 2 / mu
        misfit[1] += 1.0
        pull, hold = v * (y[t] - mu), v * mu
        for c in range(k):
            gap[c] = x[t, c] - (centre[high, c] - centre[low, c]) * share
        for c in range(k):
            score[c] += pull * gap[c]
            weighed = hold * gap[c]
            for d in range(c + 1):
                information[c, d] += weighed * gap[d]


@compiled
def _hold_out(
    found: Levels, i: int, k: int, origin: int, pace: Rhythm, lengths: Ints, raw: Floats, y: Floats, e: Floats, m: Floats
) -> None:
    """Candidates of series i at an earlier origin, and what came after it."""
    _, found.held_chance[i, k] = candidate_levels(y[:origin], e[:origin], pace, found.held_level[i, k])
    for which, steps in enumerate(lengths):
        if origin + steps > len(raw):
            break
        for t in range(origin, origin + steps):
            if e[t] > 0 or raw[t] > 0:
                found.held_exposure[i, k, which] += e[t] * m[t]
                found.held_sum[i, k, which] += raw[t]


@compiled
def study_slice(
    begin: int, end: int, rows: Rows, pace: Rhythm, betas: tuple[Floats, Floats], cuts: tuple[Ints, Ints, int], found: Levels
) -> None:
    """Fills `found` for the series begin..end: now with the first of the betas, at the earlier origins with the second.

    `cuts` are the earlier origins (steps before the end), the lengths of sums and the steps that must lie before."""
    hold_outs, lengths, least = cuts
    for i in range(begin, end):
        raw, e = _unfold(rows, i)
        found.open_days[i], found.in_stock_days[i] = np.count_nonzero(e), e.sum()
        if rows.ptr[i] == rows.ptr[i + 1]:
            continue
        y, found.excess[i], found.cv2[i] = _freed(rows, i, raw, betas[0][i])
        found.step[i], found.chance[i] = candidate_levels(y, e, pace, found.level[i])
        if not len(hold_outs):
            continue
        m = effect(rows, i, rows.first[i], rows.first[i] + len(raw), betas[1][i])
        y = np.minimum(raw / m, rows.cap[i])
        for k in range(len(hold_outs)):
            origin = len(y) - hold_outs[k]
            if origin >= least:
                _hold_out(found, i, k, origin, pace, lengths, raw, y, e, m)
