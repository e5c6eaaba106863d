"""What series learn from each other: weights of the models, dispersion, drift of the level, where quantiles truly lie."""

from __future__ import annotations

import numpy as np
import scipy
from numpy.typing import NDArray

from fluxion.kernels.forecasting.distribution import conditional_cv2, zero_gamma_cdf
from fluxion.kernels.forecasting.passes import Levels
from fluxion.kernels.forecasting.steps import JUDGED

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]
Ints = NDArray[np.int64]

_LENT_ERRORS = 50.0  # hold-outs' worth of the others' weights in a class's own
_LENT_SALES = 20.0  # sales' worth of the pool's dispersion in a series' own
_LENT_SERIES = 20.0
_LEAST_ROWS = 100
_WIDEST = 6.0
_LEAST_ORIGINS = 3
_MOST_MISS = float(np.log(1.5))
_APART = 0.3  # deviation of origins where there is only one

SCORES: Floats = np.linspace(-2.6, 2.6, 53)  # normal scores of levels 0.5 % to 99.5 %


def by_group(own: Floats, count: Floats, group: Ints, groups: int) -> Floats:
    """Mean of every group drawn to that of all, which is the last row, the more the fewer sales; [groups + 1]."""
    weight = np.minimum(count, 100.0)
    company = float((own * weight).sum() / max(weight.sum(), 1e-300))
    lent = _LENT_SERIES * float(weight.mean()) if len(weight) else 1.0
    total = np.bincount(group, own * weight, groups + 1) + lent * company
    return np.asarray(total / (np.bincount(group, weight, groups + 1) + lent + 1e-300), np.float64)


def lend(own: Floats, count: Floats, pooled: Floats) -> Floats:
    """Every series' value drawn towards its pool's, the more the fewer sales.

    >>> lend(np.array([3.0]), np.array([20.0]), np.array([1.0])).tolist()
    [2.0]
    """
    return np.asarray((own * count + _LENT_SALES * pooled) / (count + _LENT_SALES), np.float64)


def model_weights(found: Levels, demand_class: Codes, classes: int, cv2: Floats) -> Floats:
    """Share of each candidate in the mean, per class [classes, candidates], from the hold-out windows that count.

    The shares, none negative and 1 in all, with the least squared error of their mean (stacked regression, Breiman 1996);
    errors are in noises of their series and cut at five. A class is drawn to all classes, and those to equal shares.
    """
    candidates = found.level.shape[1]
    exposure, sold = found.held_exposure[:, :, JUDGED], found.held_sum[:, :, JUDGED]
    noise = np.sqrt(exposure * found.held_chance * (1.0 + cv2)[:, None] + 1.0)
    error = np.clip((found.held_level * exposure[:, :, None] - sold[:, :, None]) / noise[:, :, None], -5.0, 5.0)
    usable = np.isfinite(error).all(2) & (exposure > 0)
    error = np.where(usable[:, :, None], np.nan_to_num(error), 0.0)
    every = usable & (demand_class >= 0)[:, None]
    equal = np.full(candidates, 1.0 / candidates)
    company = _least_squares_shares(error[every], equal)
    return np.array([_least_squares_shares(error[usable & (demand_class == code)[:, None]], company) for code in range(classes)])


def _least_squares_shares(error: Floats, prior: Floats) -> Floats:
    """Shares with the least squared error, drawn to the prior's: errors of one time have much in common.

    >>> _least_squares_shares(np.repeat([[1.0, -3.0]], 1000, 0), np.array([0.5, 0.5])).round(2).tolist()
    [0.73, 0.27]
    """
    cross = error.T @ error
    size = float(np.trace(cross)) / max(len(error), 1) / len(prior)
    hold = (_LENT_ERRORS + 0.1 * len(error)) * size
    if not len(error) or size <= 0:
        return prior
    shares = prior
    for _ in range(400):
        slope = cross @ shares + hold * (shares - prior)
        shares = shares * np.exp(-(slope - shares @ slope) / (0.5 * np.abs(cross).max() + hold))
        shares = shares / shares.sum()
    return np.asarray(shares, np.float64)


def held_levels(found: Levels, weights: Floats, demand_class: Codes, lift: Floats) -> Floats:
    """The combined level at every earlier origin [n, hold-outs]; nan where there was too little before."""
    return np.asarray(np.einsum("nkc,nc->nk", found.held_level, weights[demand_class]) * lift[:, None], np.float64)


def shared_miss(found: Levels, level: Floats) -> float:
    """Factor on every level that takes back what all series together were forecast too high or too low at earlier origins.

    Of the mean of log(forecast / sold) over three origins or more, only as far as it exceeds twice their variance (as James & Stein 1961;
    twice, since the sums overlap and a new one varies as well), and nothing where the prediction interval of a new origin (Student's t,
    95 %) holds no miss at all: a range that fades is missed alike every time, a good or bad month is not. Between two thirds and one and
    a half.
    """
    exposure, sold = found.held_exposure[:, :, JUDGED], found.held_sum[:, :, JUDGED]
    usable = np.isfinite(level) & (exposure > 0)
    said, came = (np.where(usable, each, 0.0).sum(0) for each in (np.nan_to_num(level) * exposure, sold))
    told = (said > 0) & (came > 0) & (usable.sum(0) >= _LEAST_ROWS)
    if told.sum() < _LEAST_ORIGINS:
        return 1.0
    miss = np.log(said[told] / came[told])
    centre, variance = float(miss.mean()), float(miss.var(ddof=1))
    if abs(centre) <= scipy.special.stdtrit(len(miss) - 1, 0.975) * np.sqrt(variance * (1.0 + 1.0 / len(miss))):
        return 1.0
    kept = max(1.0 - 2.0 * variance / max(centre * centre, 1e-300), 0.0)
    return float(np.exp(-np.clip(kept * centre, -_MOST_MISS, _MOST_MISS)))


def level_drift(found: Levels, level: Floats, demand_class: Codes, classes: int, cv2: Floats) -> Floats:
    """Squared relative deviation of the level per class and length: what sums vary beyond the noise of their steps."""
    lengths = found.held_sum.shape[2]
    result = np.full((classes, lengths), 0.01)
    for which in range(lengths):
        exposure, sold = found.held_exposure[:, :, which], found.held_sum[:, :, which]
        usable = np.isfinite(level) & (exposure > 0) & (level > 0)
        forecast = np.where(usable, level * exposure, 1.0)
        noise = day_variance(np.where(usable, level, 1.0), np.clip(found.held_chance, 1e-6, 1.0), cv2[:, None]) * exposure
        surplus = np.where(usable, np.minimum(((sold - forecast) ** 2 - noise) / forecast**2, 25.0), 0.0)
        trust = np.where(usable, forecast**2 / (noise + 0.1 * forecast**2 + 1e-300), 0.0)
        codes = np.broadcast_to(demand_class[:, None], level.shape).ravel()
        weight = np.bincount(codes, trust.ravel(), classes)
        result[:, which] = np.bincount(codes, (surplus * trust).ravel(), classes) / np.maximum(weight, 1e-300)
    return np.maximum.accumulate(np.clip(result, 0.01, 4.0), axis=1)


def day_variance(level: Floats, chance: Floats, cv2: Floats) -> Floats:
    """Variance of one normal step: a sale with `chance`, of a size with squared variation cv2, `level` on average.

    >>> float(day_variance(np.array(2.0), np.array(0.5), np.array(0.25)))
    6.0
    """
    return np.asarray(level**2 * ((1.0 + cv2) / chance - 1.0), np.float64)


def tail_scores(found: Levels, level: Floats, demand_class: Codes, classes: int, cv2: Floats, drift: Floats) -> Floats:
    """Where in the gamma a quantile truly lies, on the grid `SCORES` of normal scores [classes, lengths, grid].

    The held-out sums of a class say how often each quantile of their predicted distribution was kept; reading the
    distribution at the corrected score makes a nominal 95 % be kept 95 % of the time, with the same curve for every
    series of the class (split conformal prediction, pooled).
    """
    lengths = found.held_sum.shape[2]
    table = np.tile(SCORES, (classes, lengths, 1))
    for which in range(lengths):
        exposure, sold = found.held_exposure[:, :, which], found.held_sum[:, :, which]
        usable = np.isfinite(level) & (exposure > 0) & (level > 0)
        for code in range(classes):
            at = np.nonzero(usable & (demand_class == code)[:, None])
            if len(at[0]) < _LEAST_ROWS:
                table[code, which] = table[code, max(which - 1, 0)]
                continue
            mean, chance = level[at] * exposure[at], np.clip(found.held_chance[at], 1e-6, 1.0)
            variance = day_variance(level[at], chance, cv2[at[0]]) * exposure[at] + drift[code, which] * mean**2
            zero = no_demand(chance, exposure[at])
            reached = zero_gamma_cdf(sold[at], mean, conditional_cv2(mean, variance, zero), zero)
            table[code, which] = _score_curve(reached, sold[at] <= 0, at[1])
    return table


def common_drift(found: Levels, level: Floats, group: Ints, cv2: Floats) -> Floats:
    """Squared relative deviation [lengths] that all series of a group share: what its total varies beyond its noise."""
    lengths = found.held_sum.shape[2]
    result = np.full(lengths, 0.0025)
    key = (group[:, None] * level.shape[1] + np.arange(level.shape[1])).ravel()
    for which in range(lengths):
        exposure, sold = found.held_exposure[:, :, which], found.held_sum[:, :, which]
        usable = np.isfinite(level) & (exposure > 0) & (level > 0)
        forecast = np.where(usable, level * exposure, 0.0)
        noise = day_variance(np.where(usable, level, 0.0), np.clip(found.held_chance, 1e-6, 1.0), cv2[:, None]) * exposure
        total, miss, own = (
            np.bincount(key, each.ravel()) for each in (forecast, np.where(usable, sold - forecast, 0.0), np.where(usable, noise, 0.0))
        )
        squares = (total**2).sum()
        if squares > 0:
            result[which] = ((miss**2 - own).sum()) / squares
    return np.maximum.accumulate(np.clip(result, 0.0025, 1.0))


def no_demand(chance: Floats, exposure: Floats) -> Floats:
    """Chance that nothing at all is asked for over some steps' worth.

    >>> round(float(no_demand(np.array(0.5), np.array(3.0))), 3)
    0.125
    """
    return np.asarray((1.0 - np.minimum(chance, 1.0 - 1e-9)) ** exposure, np.float64)


def kept_levels(curves: Floats, levels: Floats) -> Floats:
    """Levels at which to read the distribution, by class [classes, levels], so that those asked for are kept.

    >>> kept_levels(SCORES[None], np.array([0.5, 0.999])).round(3).tolist()
    [[0.5, 0.999]]
    """
    score = scipy.special.ndtri(levels)
    place = np.clip(score, SCORES[0], SCORES[-1])
    return np.asarray(scipy.special.ndtr(score - place + np.array([np.interp(place, SCORES, curve) for curve in curves])), np.float64)


def _score_curve(reached: Floats, nothing: NDArray[np.bool_], origin: Ints) -> Floats:
    """Empirical quantiles of the levels reached, as scores; "nothing sold" is spread over the chance of it.

    What all series of one origin missed together is one draw, however many they are. Around the mean of K origins a new
    one varies by (1 + 1/K) of their variance, of which the pooled scores show only (1 - 1/K): the rest widens the curve.
    """
    count = int(nothing.sum())
    reached = reached.copy()
    reached[nothing] = np.sort(reached[nothing]) * (np.arange(count) + 0.5) / max(count, 1)
    scores = np.clip(scipy.special.ndtri(reached), -_WIDEST, _WIDEST)
    curve = np.quantile(scores, scipy.special.ndtr(SCORES))
    centre, wide = curve[len(SCORES) // 2], max(float(np.quantile(scores, 0.84) - np.quantile(scores, 0.16)) / 2, 0.1)
    seen = np.bincount(origin)
    means = (np.bincount(origin, np.clip(scores, -3.0, 3.0)) / np.maximum(seen, 1))[seen >= _LEAST_ROWS // 4]
    apart = float(means.var(ddof=1)) if len(means) > 1 else _APART**2
    curve = centre + (curve - centre) * np.sqrt(1.0 + 2.0 * apart / max(len(means), 1) / wide**2)
    trust = len(scores) / (len(scores) + _LEAST_ROWS)
    return np.asarray(np.maximum.accumulate(trust * curve + (1 - trust) * SCORES), np.float64)
