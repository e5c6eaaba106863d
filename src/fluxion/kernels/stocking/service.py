"""How sure one wants to be: cycle service, fill rate, or what the next unit is worth, as one and the same level."""

from __future__ import annotations

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

from fluxion.kernels.stocking.formulas import expected_shortage

Floats = NDArray[np.float64]

LEAST_LEVEL, MOST_LEVEL = 0.5, 0.9999
_STEPS = 40


def value_level(short_cost: ArrayLike, over_cost: ArrayLike, price: ArrayLike = 1.0) -> Floats:
    """Cycle service level up to which the next unit pays: cu / (cu + price x co); the bounds where costs are unknown.

    `price` weighs what is left over against what is short: 1 is plain economics, less buys more service, and one price for
    all items weighs them alike. Snyder & Shen example 4.3 (0.70 lost per unit short, 0.18 per unit left over), and at twice
    the price:

    >>> value_level([0.70], [0.18], [1.0, 2.0]).round(4)
    array([0.7955, 0.6604])
    """
    short, over = np.maximum(np.asarray(short_cost, np.float64), 0.0), np.maximum(np.asarray(over_cost, np.float64), 0.0)
    both = short + over * np.asarray(price, np.float64)
    return np.clip(np.where(both > 0, short / np.where(both > 0, both, 1.0), LEAST_LEVEL), LEAST_LEVEL, MOST_LEVEL)


def fill_rates(level: ArrayLike, mean: ArrayLike, sd: ArrayLike, per_cycle: ArrayLike) -> Floats:
    """Share of demand served from the shelf at an order-up-to level: 1 − expected shortage / demand of an order cycle, gamma demand.

    `per_cycle` is what one order replaces (a review period's demand, or the lot where that is larger); 1 without demand.
    Shortage left from the cycle before is counted again, so that the figure errs to the low side (SPT ch. 7).

    >>> fill_rates([20.0, 20.0], [10.0, 0.0], [10.0, 0.0], [10.0, 0.0]).round(4)
    array([0.8647, 1.    ])
    """
    cycle = np.asarray(per_cycle, np.float64)
    missed = expected_shortage(level, mean, sd)
    return np.where(cycle > 0, np.clip(1.0 - missed / np.where(cycle > 0, cycle, 1.0), 0.0, 1.0), 1.0)


def cycle_chances(level: ArrayLike, mean: ArrayLike, sd: ArrayLike) -> Floats:
    """Chance that gamma demand does not exceed the level: the cycle service it gives.

    >>> cycle_chances([20.0, 5.0], [10.0, 5.0], [10.0, 0.0]).round(4)
    array([0.8647, 1.    ])
    """
    at, mu, s = np.broadcast_arrays(*(np.asarray(x, np.float64) for x in (level, mean, sd)))
    varies = (s > 0) & (mu > 0)
    shape, ratio = _gamma(np.where(varies, np.maximum(at, 0.0), 0.0), np.where(varies, mu, 1.0), np.where(varies, s, 1.0))
    return np.where(varies, scipy.special.gammainc(shape, ratio), (at >= mu).astype(np.float64))


def level_for_fill_rate(target: ArrayLike, mean: ArrayLike, sd: ArrayLike, per_cycle: ArrayLike) -> Floats:
    """Cycle service level at which gamma demand is served from the shelf at the fill rate wanted.

    Solved by Newton's method from below (the shortage falls and flattens with the level, so the steps never overshoot). The
    answer is a level, so that the forecast's own calibrated quantile at it can be taken.

    Exponential demand of mean 10 ordered 10 at a time is served at 86.47 % from level 20, where one cycle in 1 / 0.1353 runs out:

    >>> level_for_fill_rate([1 - np.exp(-2)], [10.0], [10.0], [10.0]).round(4)
    array([0.8647])
    """
    wanted, mu, s, cycle = np.broadcast_arrays(*(np.asarray(x, np.float64) for x in (target, mean, sd, per_cycle)))
    varies = (s > 0) & (mu > 0) & (cycle > 0)
    mu, s = np.where(varies, mu, 1.0), np.where(varies, s, 1.0)
    allowed = np.maximum((1.0 - wanted) * np.where(varies, cycle, 1.0), 1e-12)
    level = np.maximum(mu - allowed, 0.0)
    rows = np.flatnonzero(varies)
    for _ in range(_STEPS):  # only those that have not arrived
        at, mean_at, sd_at = level[rows], mu[rows], s[rows]
        over = expected_shortage(at, mean_at, sd_at) - allowed[rows]
        tail = np.maximum(scipy.special.gammaincc(*_gamma(at, mean_at, sd_at)), 1e-12)
        step = np.where(over > 1e-9 * mean_at, np.minimum(over / tail, 10 * sd_at), 0.0)
        level[rows] = at + step
        rows = rows[step > 1e-6 * mean_at]
        if not len(rows):
            break
    return np.where(varies, np.clip(scipy.special.gammainc(*_gamma(level, mu, s)), LEAST_LEVEL, MOST_LEVEL), LEAST_LEVEL)


def _gamma(level: Floats, mean: Floats, sd: Floats) -> tuple[Floats, Floats]:
    """Shape of the gamma distribution with these moments, and the level in its scale."""
    return (mean / sd) ** 2, level / sd * (mean / sd)
