"""What series learn from each other: weights of the models, dispersion, drift of the level."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

from fluxion.kernels.forecasting.distribution import conditional_cv2, zero_gamma_cdf
from fluxion.kernels.forecasting.models import Study

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]

_SHARPNESS = 4.0  # weight of a model ~ (its hold-out error) ** -sharpness
_LENT_SALES = 20.0  # sales' worth of the pool's dispersion in a series' own
_LENT_SERIES = 20.0
_CALIBRATION_ROWS = 40_000
_LEAST_ROWS = 100
_WIDEST = 6.0

SCORES: Floats = np.linspace(-2.6, 2.6, 53)  # normal scores of levels 0.5 % to 99.5 %


def _by_class(demand_class: Codes, classes: int, values: Floats, weights: Floats) -> Floats:
    """Weighted mean of values per class."""
    total = np.bincount(demand_class, weights * values, classes)
    return total / np.maximum(np.bincount(demand_class, weights, classes), 1e-300)


def lend(own: Floats, count: Floats, group: NDArray[np.int64]) -> Floats:
    """Every series' value drawn towards its group's, and the group's towards that of all, the more the fewer sales."""
    if not len(own):
        return own
    weight = np.minimum(count, 100.0)
    company = float((own * weight).sum() / max(weight.sum(), 1e-300))
    lent = _LENT_SERIES * float(weight.mean())
    pooled = (np.bincount(group, own * weight) + lent * company) / (np.bincount(group, weight) + lent + 1e-300)
    return np.asarray((own * count + _LENT_SALES * pooled[group]) / (count + _LENT_SALES), np.float64)


def model_weights(found: Study, demand_class: Codes, classes: int, cv2: Floats) -> Floats:
    """Share of each candidate in the mean, per class [classes, candidates], from the long hold-out windows."""
    candidates = found.level.shape[1]
    forecast = found.held_level * found.held_exposure[:, :, 1:]
    noise = found.held_exposure[:, :, 1] * found.held_chance * (1.0 + cv2)[:, None] + 1.0
    error = (forecast - found.held_sum[:, :, 1:]) ** 2 / noise[:, :, None]
    usable = np.isfinite(error).all(2) & (found.held_exposure[:, :, 1] > 0)
    squares = np.where(usable[:, :, None], np.minimum(np.nan_to_num(error), 25.0), 0.0).sum(1)
    counts = np.bincount(demand_class, usable.sum(1), classes)
    weights = np.full((classes, candidates), 1.0 / candidates)
    for code in np.flatnonzero(counts > 0):
        mine = squares[demand_class == code].sum(0)
        if mine.min() > 0:
            # drawn to equal shares when there is little to judge by
            quality = (mine.min() / mine) ** _SHARPNESS
            trust = counts[code] / (counts[code] + 30.0)
            weights[code] = trust * quality / quality.sum() + (1 - trust) / candidates
    return weights


def level_drift(found: Study, weights: Floats, demand_class: Codes, classes: int, cv2: Floats, lift: Floats) -> Floats:
    """Squared relative deviation of the level per class: what long sums vary beyond the noise of their days."""
    level = (found.held_level * weights[demand_class][:, None, :]).sum(2) * lift[:, None]
    exposure, sold = found.held_exposure[:, :, 1], found.held_sum[:, :, 1]
    usable = np.isfinite(level) & (exposure > 0) & (level > 0)
    forecast = np.where(usable, level * exposure, 1.0)
    noise = _day_noise(np.where(usable, level, 1.0), np.clip(found.held_chance, 1e-6, 1.0), cv2[:, None]) * exposure
    surplus = ((sold - forecast) ** 2 - noise) / forecast**2
    trust = np.where(usable, forecast**2 / (noise + 0.1 * forecast**2 + 1e-300), 0.0)
    surplus = np.where(usable, np.minimum(surplus, 25.0), 0.0)
    codes = np.broadcast_to(demand_class[:, None], level.shape).ravel()
    drift = _by_class(codes, classes, surplus.ravel(), trust.ravel())
    return np.clip(drift, 0.01, 4.0)


def _day_noise(level: Floats, chance: Floats, cv2: Floats) -> Floats:
    return np.asarray(level**2 * ((1.0 + cv2) / chance - 1.0), np.float64)


def day_variance(level: Floats, chance: Floats, cv2: Floats) -> Floats:
    """Variance of one normal day: a sale with `chance`, of a size with squared variation cv2, `level` on average.

    >>> float(day_variance(np.array(2.0), np.array(0.5), np.array(0.25)))
    6.0
    """
    return _day_noise(level, chance, cv2)


def tail_scores(found: Study, weights: Floats, demand_class: Codes, classes: int, cv2: Floats, drift: Floats, lift: Floats) -> Floats:
    """Where in the gamma a quantile truly lies, per class on the grid `SCORES` of normal scores [classes, grid].

    The held-out sums of a class say how often each quantile of their predicted distribution was kept; reading the
    distribution at the corrected score makes a nominal 95 % be kept 95 % of the time, with the same curve for every
    series of the class (split conformal prediction, pooled).
    """
    level = (found.held_level * weights[demand_class][:, None, :]).sum(2) * lift[:, None]
    exposure, sold = found.held_exposure[:, :, 0], found.held_sum[:, :, 0]
    usable = np.isfinite(level) & (exposure > 0) & (level > 0)
    table = np.tile(SCORES, (classes, 1))
    for code in range(classes):
        row, cut = np.nonzero(usable & (demand_class == code)[:, None])
        if len(row) < _LEAST_ROWS:
            continue
        order = np.argsort(level[row, cut], kind="stable")[:: max(1, len(row) // _CALIBRATION_ROWS)]
        at = row[order], cut[order]
        mean, chance = level[at] * exposure[at], np.clip(found.held_chance[at], 1e-6, 1.0)
        variance = _day_noise(level[at], chance, cv2[at[0]]) * exposure[at] + drift[code] * mean**2
        zero = np.exp(-chance * exposure[at])
        reached = zero_gamma_cdf(sold[at], mean, conditional_cv2(mean, variance, zero), zero)
        table[code] = _score_curve(reached, sold[at] <= 0)
    return table


def _score_curve(reached: Floats, nothing: NDArray[np.bool_]) -> Floats:
    """Empirical quantiles of the levels reached, as scores; "nothing sold" is spread over the chance of it."""
    count = int(nothing.sum())
    reached = reached.copy()
    reached[nothing] = np.sort(reached[nothing]) * (np.arange(count) + 0.5) / max(count, 1)
    scores = np.clip(special.ndtri(reached), -_WIDEST, _WIDEST)
    curve = np.quantile(scores, special.ndtr(SCORES))
    trust = len(scores) / (len(scores) + _LEAST_ROWS)
    return np.asarray(np.maximum.accumulate(trust * curve + (1 - trust) * SCORES), np.float64)
