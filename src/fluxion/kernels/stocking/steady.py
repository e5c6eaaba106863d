"""The demand that stock is set from: the forecast drawn towards the item's own long run, with the doubt of both.

Stock cannot be undone: one that proves too much stays, one that is too small is mended at the next review. So a level is
set from a steadier demand than the best forecast of the next weeks (docs/formulas/stocking.md says what that was worth).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from fluxion.kernels.compiling import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Days = NDArray[np.int32]
Flags = NDArray[np.bool_]

HALF_LIFE_DAYS = 200.0  # of the long run; 60 to 200 do about the same, a month is clearly worse
LEAST_DAYS = 28
FACTOR_DECIMALS = 3
MOST_FACTOR = 1.5  # a long run of more than twice the forecast is an item that is ending, or one giant order
_LEAST_SHARE = 0.25  # a sale proves that there was something to sell for a part of the day
_LEAST_CV2, _MOST_CV2 = 1e-6, 1e4
_LARGEST = float(np.finfo(np.float32).max)  # the most a forecast says: squares of sums of it are still numbers


@dataclass(frozen=True)
class LongRun:
    """What each series did since it first sold: units of a normal day, and the variance of its sums over `span` days."""

    level: Floats
    variance: Floats
    span: Floats


@dataclass(frozen=True)
class SteadyDemand:
    """What the forecast is multiplied by, and mean and deviation of the demand over some days as stock is set from it."""

    factor: Floats
    mean: Floats
    sd: Floats


@compiled
def _long_run(
    ptr: Ints, day: Days, units: Floats, out_ptr: Ints, out_day: Days, out_share: Floats, closed: Flags, calendar: Days, profile: Floats,
    first_weekday: int, span: Ints,
) -> tuple[Floats, Floats]:  # fmt: skip
    n, n_days, cycle = len(ptr) - 1, closed.shape[1], profile.shape[1]
    level, variance = np.zeros(n), np.zeros(n)
    running, there, today, decay = np.zeros(n_days + 1), np.ones(n_days), np.zeros(n_days), 0.5 ** (1.0 / HALF_LIFE_DAYS)
    for i in range(n):
        if ptr[i] == ptr[i + 1]:
            continue
        first = day[ptr[i]]
        for j in range(out_ptr[i], out_ptr[i + 1]):
            there[out_day[j]] = 1.0 - out_share[j]
        for j in range(ptr[i], ptr[i + 1]):  # beforehand: which of the days below has a sale, no processor foresees
            today[day[j]], there[day[j]] = units[j], max(there[day[j]], _LEAST_SHARE)
        sold = seen = 0.0
        begin = max(min(first, n_days - LEAST_DAYS), 0)
        running[: begin + 1] = 0.0
        weekday = (first_weekday + begin) % cycle
        for t in range(begin, n_days):
            running[t + 1] = running[t] + today[t]
            normal = 0.0 if closed[calendar[i], t] else profile[i, weekday]
            weekday = weekday + 1 if weekday + 1 < cycle else 0
            sold, seen = decay * sold + today[t], decay * seen + there[t] * normal
        today[:] = 0.0
        for j in range(out_ptr[i], out_ptr[i + 1]):
            there[out_day[j]] = 1.0
        level[i] = sold / max(seen, 1.0)
        width = min(span[i], n_days)
        since, until = max(min(first, n_days - 2 * width), 0), n_days - width + 1
        usual, off, squares = running[since + width] - running[since], 0.0, 0.0  # from a usual sum, so that squares stay small
        for t in range(since, until):
            step = running[t + width] - running[t] - usual
            off += step
            squares += step * step
        variance[i] = max(squares - off * off / (until - since), 0.0) / (until - since)
    return level, variance


def long_run(
    ptr: ArrayLike,
    day: ArrayLike,
    units: ArrayLike,
    n_days: int,
    span: ArrayLike,
    *,
    profile: ArrayLike | None = None,
    first_weekday: int = 0,
    closed: ArrayLike | None = None,
    calendar: ArrayLike | None = None,
    lost: tuple[ArrayLike, ArrayLike, ArrayLike] | None = None,
) -> LongRun:
    """Long-run level of a normal day and variance of the sums over `span` days of every series, giants included.

    `ptr`, `day`, `units` are the history (rows of the days with a sale). Days are weighted exponentially with a half-life of
    200 and count for the part of a normal day that they were: their weekday's (`profile`), nothing when `closed`, and
    on stock-outs (`lost`: ptr, day, lost share) for what could be sold. A series counts since its first sale, 28 days at least.
    Quantities beyond 3.4e38, the most that a forecast says, count as that.

    Ten a day, but for every other week out of stock: ten a day, 70 in any 14 days. One that sold 28 on the last day only: one a day.

    >>> days, away = (np.flatnonzero(np.arange(98) // 7 % 2 == out) for out in (0, 1))
    >>> lost = ([0, 49, 49], away, np.ones(49))
    >>> found = long_run([0, 49, 50], np.append(days, 97), np.append(np.full(49, 10.0), 28.0), 98, [14, 14], lost=lost)
    >>> found.level.round(1), found.variance.tolist()[0]
    (array([10.,  1.]), 0.0)
    """
    rows = np.ascontiguousarray(ptr, np.int64)
    n = len(rows) - 1
    width = np.broadcast_to(np.asarray(span, np.float64), n)
    out_ptr, out_day, out_share = (np.zeros(n + 1), np.zeros(0), np.zeros(0)) if lost is None else lost
    level, variance = _long_run(
        rows, np.ascontiguousarray(day, np.int32), np.ascontiguousarray(np.minimum(units, _LARGEST), np.float64),
        np.ascontiguousarray(out_ptr, np.int64), np.ascontiguousarray(out_day, np.int32), np.ascontiguousarray(out_share, np.float64),
        np.zeros((1, n_days), np.bool_) if closed is None else np.ascontiguousarray(np.atleast_2d(np.asarray(closed, np.bool_))),
        np.zeros(n, np.int32) if calendar is None else np.ascontiguousarray(calendar, np.int32),
        np.ones((n, 1)) if profile is None else np.ascontiguousarray(profile, np.float64),
        first_weekday, np.maximum(np.rint(width), 1).astype(np.int64),
    )  # fmt: skip
    return LongRun(level, variance, np.maximum(width, 1e-9))


def steady_demand(
    past: LongRun,
    daily_mean: ArrayLike,
    mean: ArrayLike,
    sd: ArrayLike,
    days: ArrayLike,
    lead_time_sd: ArrayLike = 0.0,
    stated: ArrayLike = 0.0,
) -> SteadyDemand:
    """The demand of `days` to set stock from, given what the forecast says of it (`mean`, `sd`) and of a normal day.

    factor = ½ (1 + long run / daily mean), ½ to 1½: season, events and prices of the days ahead act in full on a level that is half
    the forecast's and half the item's own. What people stated (`stated`, a part of the mean) stays as it is. Variance = (sd² +
    variance of the item's own sums + (daily mean x lead time sd)²) / 2 + (what both levels disagree by)². What never sold, or
    is forecast to sell nothing, keeps its forecast.

    Eight a day in the long run without a break, of which the forecast expects ten: factor 0.9, and only the doubt about the
    level is left. With a fair in those days, of which it expects 400 in all, they are 0.9 x 400.

    >>> past = LongRun(np.array([8.0, 8.0]), np.zeros(2), np.array([20.0, 20.0]))
    >>> found = steady_demand(past, 10.0, [200.0, 400.0], 0.0, 20.0)
    >>> found.factor, found.mean, found.sd.round(3)
    (array([0.9, 0.9]), array([180., 360.]), array([40., 80.]))
    """
    n = len(past.level)
    pace, expected, doubt, span, late, fixed = (
        np.broadcast_to(np.minimum(np.asarray(x, np.float64), _LARGEST), n) for x in (daily_mean, mean, sd, days, lead_time_sd, stated)
    )
    known = (past.level > 0) & (pace > 0) & (expected > 0)
    normal = np.where(known, pace, 1.0)
    # rounded to what is shown, so that the figures multiply
    drawn: Floats = np.where(known, np.clip(0.5 * (1.0 + _times(past.level, normal)), 0.5, MOST_FACTOR), 1.0)
    factor: Floats = drawn.round(FACTOR_DECIMALS)
    free = np.clip(expected - fixed, 0.0, None)
    together = expected + (factor - 1.0) * free
    # by the larger of both levels: what people state for an item that hardly sells any more is no multiple of its old giants
    own = (
        past.variance * (_times(fixed, np.maximum(normal, past.level)) + _times(free, normal)) / past.span
        + (together / np.maximum(span, 1e-9) * late) ** 2
    )
    variance = 0.5 * (doubt**2 + own) + (2.0 * (factor - 1.0) * free) ** 2
    return SteadyDemand(factor, together, np.where(known, np.sqrt(variance), doubt))


def _times(units: Floats, normal: Floats) -> Floats:
    """How many times a normal day's units some are; beside next to nothing, the largest number there is use for."""
    with np.errstate(over="ignore"):
        return np.asarray(np.minimum(units / normal, _LARGEST), np.float64)


def order_up_to_at(mean: ArrayLike, sd: ArrayLike, service: ArrayLike) -> Floats:
    """Level that gamma demand does not exceed with the chance `service`.

    With sd = mean it is the exponential distribution: half of all periods need less than mean x ln 2.

    >>> order_up_to_at([10.0, 10.0, 0.0], [10.0, 0.0, 0.0], 0.5).round(3)
    array([ 6.931, 10.   ,  0.   ])
    """
    mu, s, chance = np.broadcast_arrays(*(np.asarray(x, np.float64) for x in (mean, sd, service)))
    varies = (mu > 0) & (s > 0)
    safe = np.where(varies, mu, 1.0)
    with np.errstate(over="ignore"):
        cv2 = np.clip(np.where(varies, s / safe, 1.0) ** 2, _LEAST_CV2, _MOST_CV2)
    level = _gamma_quantile(1.0 / cv2, np.clip(chance, 0.0, 1.0 - 1e-12)) * cv2 * safe
    return np.asarray(np.where(varies, level, np.maximum(mu, 0.0)), np.float64)


def _gamma_quantile(shape: Floats, chance: Floats) -> Floats:
    """Quantiles of gamma distributions of scale 1.

    Below shapes of 0.4 scipy looks for high quantiles by halving, at up to twenty times its usual cost, and most items that sell
    now and then are there: from the guess of Wilson and Hilferty three of Halley's steps find them to the twelfth digit.
    """
    result = np.empty(shape.shape)
    slow = (shape > 0.09) & (shape < 0.4) & (chance >= 0.9) & (chance < 0.9999)
    result[~slow] = scipy.special.gammaincinv(shape[~slow], chance[~slow])
    a, wanted = shape[slow], chance[slow]
    x, scale = a * np.maximum(1.0 - 1.0 / (9.0 * a) + scipy.special.ndtri(wanted) / (3.0 * np.sqrt(a)), 0.1) ** 3, scipy.special.gammaln(a)
    for _ in range(3):
        step = (scipy.special.gammainc(a, x) - wanted) / np.exp((a - 1.0) * np.log(x) - x - scale)
        x = np.maximum(x - step / (1.0 - 0.5 * np.clip(step * ((a - 1.0) / x - 1.0), -1.0, 1.0)), 0.1 * x)
    result[slow] = x
    return result
