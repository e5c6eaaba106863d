"""Days out of stock say too little, not nothing: what share of a normal day's demand was lost, and what was asked for.

Two ways, by what is known of such a day:

- **the hours** (or how long the shelf was empty): the empty hours stand for their share of the day in an hourly profile,
  learned from days in stock and lent from group to item. A day then has the exposure `1 - lost`.
- **only that it ran out**: a censored likelihood; the demand of that day was at least what was sold.

Why exposures need no factor for "busy days run out": up to the moment the shelf is empty nobody knew that it would be.
Hence `sold - rate * exposure` is a martingale and stays zero on average however the stopping came about (optional
stopping), so a rate estimated as sum of units over sum of exposures is right; the mean of `units / exposure` day by day
would be too high. `demand_of_days` gives single days their due in the same way.
"""

from __future__ import annotations

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

_LENT_OWN = 50.0  # sale hours' worth of the group's profile in an item's own
_LENT_GROUP = 200.0  # and of everybody's in the group's
_ROUNDS = 200
_CLOSE = 1e-9


def hour_profiles(units: ArrayLike, sales: ArrayLike, group: ArrayLike | None = None) -> Floats:
    """Share of a day's demand that falls on each hour, per series [n, hours], rows adding up to 1.

    `units` [n, hours] were sold on days that were in stock throughout, in `sales` [n] hours with a sale. A series' own
    profile is drawn to its group's (50 sale hours' worth), the group's to that of all (200). Never sold anywhere: even.

    >>> hour_profiles([[30.0, 10.0], [0.0, 0.0]], [0, 0]).tolist()
    [[0.75, 0.25], [0.75, 0.25]]
    """
    sold = np.asarray(units, np.float64)
    count = np.asarray(sales, np.float64)
    n, hours = sold.shape
    owner = np.zeros(n, np.int64) if group is None else np.unique(np.asarray(group), return_inverse=True)[1]
    everybody = _shares(sold.sum(0, keepdims=True), np.full((1, hours), 1.0 / hours))[0]
    groups = int(owner.max()) + 1 if n else 0
    total, weight = np.zeros((groups, hours)), np.bincount(owner, count, groups).astype(np.float64)
    np.add.at(total, owner, sold)
    shared = _drawn(total, weight, np.broadcast_to(everybody, total.shape), _LENT_GROUP)
    return _drawn(sold, count, shared[owner], _LENT_OWN)


def _shares(units: Floats, otherwise: Floats) -> Floats:
    total = units.sum(1, keepdims=True)
    return np.where(total > 0, units / np.where(total > 0, total, 1.0), otherwise)


def _drawn(units: Floats, count: Floats, towards: Floats, lent: float) -> Floats:
    trust = (count / (count + lent))[:, None]
    return np.asarray(trust * _shares(units, towards) + (1.0 - trust) * towards, np.float64)


def lost_by_hours(profile: ArrayLike, out: ArrayLike) -> Floats:
    """Share of a normal day's demand lost on days [m, hours] whose hours `out` were without goods.

    `profile` [m, hours] is that of each day's series; hours whose share was only partly empty may be told as 0..1.

    >>> lost_by_hours([[0.2, 0.5, 0.3]], [[False, False, True]]).tolist()
    [0.3]
    """
    lost = (np.asarray(profile, np.float64) * np.asarray(out, np.float64)).sum(-1)
    return np.asarray(np.clip(lost, 0.0, 1.0), np.float64)


def lost_at_closing(share: ArrayLike, profile: ArrayLike | None = None) -> Floats:
    """Share of a normal day's demand lost when all that is known is how large a part of the opening hours was empty.

    A shelf that runs out stays empty until it is filled, mostly the next morning: 92 % of the stock-outs of fresh_retail
    last until closing time. So the last hours are taken to be the empty ones. `profile` is the demand of the opening hours
    in order, one for all; without it demand is taken to come evenly, and the share lost is the share of the hours.

    >>> lost_at_closing([0.25, 0.5, 1.0], [0.4, 0.3, 0.2, 0.1]).round(3).tolist()
    [0.1, 0.3, 1.0]
    """
    empty = np.clip(np.asarray(share, np.float64), 0.0, 1.0)
    if profile is None:
        return empty
    hours = np.asarray(profile, np.float64)
    sold_by = np.concatenate([[0.0], np.cumsum(hours / hours.sum())])
    left = np.interp((1.0 - empty) * len(hours), np.arange(len(hours) + 1), sold_by)
    return np.asarray(np.clip(1.0 - left, 0.0, 1.0), np.float64)


def demand_of_days(units: ArrayLike, lost: ArrayLike, usual: ArrayLike, evidence: float = 1.0) -> Floats:
    """What would have been asked for on days of which the share `lost` was missed, given what is `usual` for the series.

    The day's rate is judged from what was sold while there was stock and from the usual rate, which counts as `evidence`
    usual days (gamma-Poisson, Gelman et al., Bayesian Data Analysis, section 2.6); the empty part is filled at that rate.
    When stock ran out plays no part in the likelihood, so busy days do not bias it.

    Sold 6 in half a day where 8 is usual: as much evidence for 12 as for 8, weighted 1/2 to 1.

    >>> demand_of_days([6.0, 0.0], [0.5, 1.0], [8.0, 8.0]).round(3).tolist()
    [10.667, 8.0]
    """
    sold, missed = np.asarray(units, np.float64), np.asarray(lost, np.float64)
    normal = np.maximum(np.asarray(usual, np.float64), 1e-300)
    rate = (evidence * normal + sold) / (evidence + 1.0 - missed)
    return np.asarray(sold + missed * rate, np.float64)


def expected_above(least: ArrayLike, mean: ArrayLike, dispersion: ArrayLike) -> Floats:
    """Mean of a negative binomial demand known to be `least` at least; variance = mean + mean² / dispersion.

    `sum d f(d; k) over d >= y` is the mean times the chance of `D' >= y - 1` with one more in k (Johnson, Kemp & Kotz,
    Univariate Discrete Distributions, chapter 5); an infinite dispersion is the Poisson distribution:

    >>> round(float(expected_above(3, 2.0, np.inf)), 4)
    3.6743
    """
    y, m, k = np.broadcast_arrays(*(np.asarray(each, np.float64) for each in (least, mean, dispersion)))
    above, more = _reaches(y, m, k), _reaches(y - 1.0, m * (1.0 + 1.0 / k), k + 1.0)
    # where the tail vanishes the smallest value allowed carries all the weight
    told = np.where(above > 1e-200, m * more / np.maximum(above, 1e-200), y)
    return np.asarray(np.maximum(np.where(y <= 0, m, told), y), np.float64)


def _reaches(y: Floats, mean: Floats, k: Floats) -> Floats:
    """Chance that a negative binomial demand is y at least."""
    count = np.ceil(np.maximum(y, 0.0) - 1e-9)
    finite = np.where(np.isfinite(k), k, 1.0)
    negative_binomial = scipy.special.betainc(np.maximum(count, 1.0), finite, mean / (mean + finite))
    poisson = scipy.special.gammainc(np.maximum(count, 1.0), mean)
    return np.where(count <= 0, 1.0, np.where(np.isfinite(k), negative_binomial, poisson))


def censored_means(series: ArrayLike, units: ArrayLike, ran_out: ArrayLike, dispersion: ArrayLike, n: int) -> Floats:
    """Mean daily demand of n series from days of which some ran out: there demand was at least what was sold.

    Maximum likelihood by EM (Dempster, Laird & Rubin 1977): days that ran out count as their expected demand under the
    present mean, until it stays. `dispersion` [n] of the negative binomial is given, pooled over similar items: a few days
    cannot tell it. A day that was out altogether (nothing sold, ran out) tells nothing. nan where no day tells anything.

    Demand Poisson(4), stock of 4 a day: sold 4 on ran-out days. Ten days sold 1, 2, 3, 3, 2 and ran out five times:

    >>> days = [1, 2, 3, 3, 2, 4, 4, 4, 4, 4]
    >>> float(censored_means([0] * 10, days, [d == 4 for d in days], [np.inf], 1)[0].round(2))
    3.72
    """
    row, sold, out = np.asarray(series, np.int64), np.asarray(units, np.float64), np.asarray(ran_out, np.bool_)
    k = np.broadcast_to(np.asarray(dispersion, np.float64), n)
    tells = ~(out & (sold <= 0))
    row, sold, out = row[tells], sold[tells], out[tells]
    days = np.bincount(row, minlength=n).astype(np.float64)
    exact = np.bincount(row[~out], sold[~out], n)
    late, least = row[out], sold[out]
    mean = np.bincount(row, sold, n) / np.maximum(days, 1.0)
    for _ in range(_ROUNDS):
        filled = np.bincount(late, expected_above(least, np.maximum(mean[late], 1e-12), k[late]), n)
        after = (exact + filled) / np.maximum(days, 1.0)
        moved = np.abs(after - mean) > _CLOSE * np.maximum(after, 1e-12)
        mean = after
        if not moved.any():
            break
    return np.where(days > 0, mean, np.nan)
