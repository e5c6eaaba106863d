"""Cheap level models on one series: `y` units per day, `e` how much of a normal day each day was.

`e` (exposure) is the weekday's share of a normal day times the share of the day in stock, 0 on closed days. Every model
answers the expected units of one day of exposure 1, so closed days and stock-outs neither raise nor lower it.

All compiled functions that call each other are in this file, see `compiled`.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.compiling import compiled

Floats = NDArray[np.float64]

CANDIDATES = ("tsb_quick", "tsb_slow", "window_56", "rate_size", "aggregated", "ses", "damped_trend")
BUCKETS = (1, 2, 4, 7, 14, 28)
TREND_DAMPING = 0.9
HOLD_OUTS = (28, 56, 84)  # earlier origins, days before today
SHORT, LONG = 14, 28  # lengths of the sums compared there
_LEAST_BEFORE = 28  # days of history an earlier origin needs
_LEAST_IN_STOCK = 0.1  # a sale on a day out of stock counts at most tenfold


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
def window_mean(y: Floats, e: Floats, days: int) -> float:
    """Units per exposure over the last `days` days."""
    units = exposure = 0.0
    for t in range(max(0, len(y) - days), len(y)):
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
def aggregated(y: Floats, e: Floats) -> float:
    """Mean of bucketed smoothing over bucket sizes from a day up to the mean interval (IMAPA on a coarser ladder)."""
    sales = 0
    for t in range(len(y)):
        sales += y[t] > 0
    interval = len(y) / max(sales, 1)
    total, count = 0.0, 0
    for size in BUCKETS:
        if count > 0 and (size > interval + 0.5 or len(y) < 4 * size):
            break
        total += bucketed_ses(y, e, size, (0.1, 0.2, 0.3))
        count += 1
    return total / max(count, 1)


@compiled
def damped_trend(y: Floats, e: Floats, alpha: float, beta: float, phi: float) -> tuple[float, float]:
    """Level and weekly step of a damped trend on weekly means (Gardner & McKenzie)."""
    level, step, weeks = -1.0, 0.0, 0
    for first in range(len(y) % 7, len(y), 7):
        units = exposure = 0.0
        for t in range(first, first + 7):
            units += y[t]
            exposure += e[t]
        if exposure <= 0:
            continue
        mean = units / exposure
        if weeks < 4:  # the mean of the first month is the opening level: one week is too noisy
            level = (max(level, 0.0) * weeks + mean) / (weeks + 1)
        else:
            before = level
            level = before + phi * step + alpha * (mean - before - phi * step)
            step = phi * step + beta * (level - before - phi * step)
        weeks += 1
    return max(level, 0.0), step


@compiled
def candidate_levels(y: Floats, e: Floats, out: Floats) -> float:
    """All candidate levels into `out`; answers the weekly step of the trend."""
    rate, size = rate_and_size(y, e, 14.0, 30.0)
    out[0] = tsb(y, e, 0.05, 0.1, 28.0)
    out[1] = tsb(y, e, 0.02, 0.05, 28.0)
    out[2] = window_mean(y, e, 56)
    out[3] = rate * size
    out[4] = aggregated(y, e)
    out[5] = ses(y, e, 0.15, 14.0)
    out[6], step = damped_trend(y, e, 0.2, 0.1, TREND_DAMPING)
    return step


@compiled
def sizes(ptr: NDArray[np.int64], units: Floats, scale: Floats, cap: Floats, counts: Floats, cv2: Floats, excess: Floats) -> None:
    """Per series: mean sale size, cap for giants (in mean sizes), number of sales, CV² of sizes, share above the cap."""
    for i in range(len(ptr) - 1):
        row = units[ptr[i] : ptr[i + 1]]
        largest = 0.0
        for x in row:
            largest = max(largest, x)
        if largest <= 0.0:
            scale[i], cap[i] = 1.0, np.inf
            continue
        positive = row[row > 0.0] / largest
        mean = positive.mean()
        positive /= mean
        scale[i] = max(mean * largest, 5e-324)
        counts[i] = len(positive)
        cv2[i] = ((positive - 1.0) ** 2).mean()
        cap[i] = 1.5 * np.quantile(positive, 0.9) if len(positive) >= 4 else np.inf
        excess[i] = np.maximum(positive - cap[i], 0.0).sum() / len(positive)


@compiled
def _weekly_cv(y: Floats) -> float:
    """CV of the last 52 whole weeks' sums."""
    weeks = min(len(y) // 7, 52)
    if weeks < 2:
        return np.nan
    total = squares = 0.0
    for week in range(weeks):
        units = y[len(y) - 7 * (week + 1) : len(y) - 7 * week].sum()
        total += units
        squares += units * units
    mean = total / weeks
    return np.sqrt(max(squares / weeks - mean * mean, 0.0)) / mean if mean > 0 else np.nan


class Rows(NamedTuple):
    """Everything about the series that a pass reads."""

    ptr: NDArray[np.int64]
    day: NDArray[np.int32]
    units: Floats
    out_ptr: NDArray[np.int64]
    out_day: NDArray[np.int32]
    out_share: Floats
    first: NDArray[np.int32]
    closed: NDArray[np.bool_]
    calendar: NDArray[np.int32]
    profile: Floats
    first_weekday: int
    scale: Floats
    cap: Floats


class Study(NamedTuple):
    """What one pass learned of n series; units are in mean sale sizes of the series (`scale`)."""

    level: Floats  # [n, candidates] now
    step: Floats  # weekly step of the trend
    chance: Floats  # chance of a sale on a normal day
    held_level: Floats  # [n, hold-outs, candidates]; nan where there is too little before
    held_chance: Floats  # [n, hold-outs]
    held_exposure: Floats  # [n, hold-outs, 2] days' worth in the short and the long window
    held_sum: Floats  # [n, hold-outs, 2] what was sold there
    open_days: Floats  # open days since the start
    in_stock_days: Floats  # exposure since the start
    weekly_cv: Floats


@compiled
def _unfold(rows: Rows, i: int) -> tuple[Floats, Floats]:
    """Dense units (in mean sizes) and exposure of one series from its first day on."""
    first, closed, profile = rows.first[i], rows.closed[rows.calendar[i]], rows.profile[i]
    length = len(closed) - first
    raw, exposure = np.zeros(length), np.zeros(length)
    for t in range(length):
        exposure[t] = 0.0 if closed[first + t] else profile[(first + t + rows.first_weekday) % 7]
    for j in range(rows.out_ptr[i], rows.out_ptr[i + 1]):
        if rows.out_day[j] >= first:
            exposure[rows.out_day[j] - first] *= 1.0 - rows.out_share[j]
    for j in range(rows.ptr[i], rows.ptr[i + 1]):
        if rows.units[j] <= 0.0:
            continue
        t = rows.day[j] - first
        raw[t] = rows.units[j] / rows.scale[i]
        normal = profile[(rows.day[j] + rows.first_weekday) % 7]
        # a sale proves that a day said to be closed was open, and that one said to be empty had stock for a while
        least = normal if closed[rows.day[j]] else _LEAST_IN_STOCK * normal
        exposure[t] = max(exposure[t], least if normal > 0 else 1.0)
    return raw, exposure


@compiled
def _hold_out(found: Study, i: int, k: int, raw: Floats, y: Floats, e: Floats) -> None:
    """Candidates of series i at the k-th earlier origin, and what came after it."""
    origin = len(y) - HOLD_OUTS[k]
    if origin < _LEAST_BEFORE:
        return
    candidate_levels(y[:origin], e[:origin], found.held_level[i, k])
    found.held_chance[i, k] = rate_and_size(y[:origin], e[:origin], 28.0, 30.0)[0]
    for which, days in enumerate((SHORT, LONG)):
        found.held_exposure[i, k, which] = e[origin : origin + days].sum()
        found.held_sum[i, k, which] = raw[origin : origin + days].sum()


@compiled
def study_slice(begin: int, end: int, rows: Rows, found: Study) -> None:
    """Fills `found` for the series begin..end."""
    for i in range(begin, end):
        raw, e = _unfold(rows, i)
        for t in range(len(e)):
            found.open_days[i] += e[t] > 0
        found.in_stock_days[i] = e.sum()
        if rows.ptr[i] == rows.ptr[i + 1]:
            continue
        y = np.minimum(raw, rows.cap[i])
        found.step[i] = candidate_levels(y, e, found.level[i])
        found.chance[i] = rate_and_size(y, e, 28.0, 30.0)[0]
        found.weekly_cv[i] = _weekly_cv(raw)
        for k in range(len(HOLD_OUTS)):
            _hold_out(found, i, k, raw, y, e)
