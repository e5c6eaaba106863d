"""Lead times as they were, not as they were promised: measured from receipts, and lent where there are few."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

TRUST = 4.0
"""Receipts that weigh as much as what is known of the wider group: one that brought four is believed half."""


@dataclass(frozen=True)
class LeadTimes:
    """Mean and standard deviation in days of n groups, and how many receipts each rests on."""

    mean: Floats
    sd: Floats
    count: Ints


def shrunk_lead_times(
    group: ArrayLike, n: int, days: ArrayLike, prior_mean: ArrayLike, prior_sd: ArrayLike, trust: float = TRUST
) -> LeadTimes:
    """Lead times of n groups from receipts (`group`, `days` each), drawn towards what is known without them.

    `mean = (k prior + Σ days) / (k + count)`, the posterior mean with a prior worth `trust` = k receipts (credibility, Bühlmann
    1967). The variance is pooled the same way, and holds in addition what the receipts' mean lies off the prior (the normal model with both
    unknown: Gelman et al., Bayesian Data Analysis, 3.3). Where a prior is not known (NaN) the receipts speak alone. Of no receipts nothing changes.

    Promised 10 days; four receipts took 14, 16, 14, 16:

    >>> found = shrunk_lead_times([0, 0, 0, 0], 2, [14.0, 16.0, 14.0, 16.0], [10.0, 7.0], [2.0, 1.0])
    >>> found.mean, found.sd.round(3), found.count
    (array([12.5,  7. ]), array([2.958, 1.   ]), array([4, 0]))
    """
    of, took = np.asarray(group, np.int64), np.asarray(days, np.float64)
    first, spread = (np.broadcast_to(np.asarray(x, np.float64), n) for x in (prior_mean, prior_sd))
    count = np.bincount(of, minlength=n).astype(np.int64)
    mean = np.bincount(of, took, n) / np.maximum(count, 1)
    around = np.bincount(of, (took - mean[of]) ** 2, n)
    weight = np.where(np.isnan(first), 0.0, trust)
    total = np.maximum(weight + count, 1e-12)
    known = np.where(np.isnan(first), mean, first)
    shrunk = (weight * known + count * mean) / total
    wide = np.where(np.isnan(spread), 0.0, spread)
    trusted = np.where(np.isnan(spread), 0.0, trust)
    variance = trusted * wide**2 + around + np.where(count > 0, weight * count / total * (mean - known) ** 2, 0.0)
    sd = np.sqrt(variance / np.maximum(trusted + count, 1.0))
    return LeadTimes(np.where(count > 0, shrunk, first), np.where(count > 0, sd, spread), count)
