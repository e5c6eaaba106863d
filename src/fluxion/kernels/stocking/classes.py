"""ABC by value and XYZ by steadiness."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

A, B, C = 0, 1, 2
X, Y, Z = 0, 1, 2

_CUTS = (0.80, 0.95)
_STEADY = (0.5, 1.0)


def abc_xyz(value: ArrayLike, weekly_cv: ArrayLike, group: ArrayLike | None = None) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    """Classes of every series: A the most valuable that make up 80 % of the value, B the next 15 %, C the rest.

    X, Y, Z by the coefficient of variation of weekly demand: up to 0.5, up to 1.0, beyond (or unknown). With `group`
    the shares are taken within each (a location). No value is always C; ties keep the order of the rows.

    >>> abc, xyz = abc_xyz([5.0, 80.0, 15.0, 0.0], [0.2, 0.7, 3.0, np.nan])
    >>> abc, xyz
    (array([2, 0, 1, 2], dtype=int8), array([0, 1, 2, 2], dtype=int8))
    """
    worth = np.maximum(np.nan_to_num(np.asarray(value, np.float64)), 0.0)
    groups = np.zeros(len(worth), np.int64) if group is None else np.unique(np.asarray(group), return_inverse=True)[1]
    top = np.zeros(int(groups.max()) + 1 if len(worth) else 0)
    np.maximum.at(top, groups, worth)
    worth = worth / np.maximum(top, 5e-324)[groups]  # shares of the largest, so that sums cannot overflow
    order = np.lexsort((np.arange(len(worth)), -worth, groups))
    sorted_groups, sorted_worth = groups[order], worth[order]
    running = np.cumsum(sorted_worth) - sorted_worth
    starts = np.searchsorted(sorted_groups, np.arange(len(top)))
    before = running - running[starts[sorted_groups]] if len(worth) else running
    total = np.bincount(groups, worth, len(top))
    share = before / np.maximum(total[sorted_groups], 5e-324)
    abc = np.full(len(worth), C, np.int8)
    abc[order] = np.where(sorted_worth <= 0, C, np.where(share < _CUTS[0] - 1e-9, A, np.where(share < _CUTS[1] - 1e-9, B, C)))
    cv = np.asarray(weekly_cv, np.float64)
    return abc, np.where(cv <= _STEADY[0], X, np.where(cv <= _STEADY[1], Y, Z)).astype(np.int8)
