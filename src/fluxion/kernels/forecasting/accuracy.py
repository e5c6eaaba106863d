"""How good a forecast was: measures over the last axis (days), one number per series or one for all.

Lumpy demand makes a forecast of zero win absolute errors, so judge by RMSSE, bias, WAPE of sums and quantile loss.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def _f(values: ArrayLike) -> Floats:
    return np.asarray(values, np.float64)


def rmsse(actual: ArrayLike, forecast: ArrayLike, history: ArrayLike) -> float:
    """Root mean squared error relative to that of "same as yesterday" in the history, from the first sale on.

    M5 accuracy measure (Makridakis, Spiliotis & Assimakopoulos 2022). nan when the history never changes.

    >>> round(rmsse(actual=[3, 5], forecast=[4, 4], history=[0, 1, 3, 1, 3]), 4)
    0.5
    """
    past = _f(history)
    sold = np.flatnonzero(past)
    steps = np.diff(past[sold[0] :]) if len(sold) else np.zeros(0)
    scale = float(np.mean(steps**2)) if len(steps) else 0.0
    return float(np.sqrt(np.mean((_f(actual) - _f(forecast)) ** 2) / scale)) if scale > 0 else float("nan")


def wape(actual: ArrayLike, forecast: ArrayLike) -> float:
    """Sum of absolute errors as a share of what was sold; nan when nothing was.

    >>> wape(actual=[10, 0, 10], forecast=[8, 1, 12])
    0.25
    """
    total = float(np.abs(_f(actual)).sum())
    return float(np.abs(_f(actual) - _f(forecast)).sum() / total) if total > 0 else float("nan")


def bias(actual: ArrayLike, forecast: ArrayLike) -> float:
    """Forecast too high (+) or too low (-) as a share of what was sold; nan when nothing was.

    >>> bias(actual=[10, 0, 10], forecast=[8, 1, 12])
    0.05
    """
    total = float(_f(actual).sum())
    return float((_f(forecast) - _f(actual)).sum() / total) if total > 0 else float("nan")


def pinball(actual: ArrayLike, quantile: ArrayLike, level: float) -> float:
    """Mean quantile loss: being under costs `level` per unit, being over 1 - level.

    >>> round(pinball(actual=[10, 10], quantile=[8, 14], level=0.9), 3)
    1.1
    """
    gap = _f(actual) - _f(quantile)
    return float(np.mean(np.maximum(level * gap, (level - 1) * gap)))


def wql(actual: ArrayLike, quantile: ArrayLike, level: float) -> float:
    """Quantile loss summed, twice, as a share of what was sold; nan when nothing was.

    >>> round(wql(actual=[10, 10], quantile=[8, 14], level=0.9), 3)
    0.22
    """
    total = float(np.abs(_f(actual)).sum())
    return 2 * pinball(actual, quantile, level) * _f(actual).size / total if total > 0 else float("nan")


def coverage(actual: ArrayLike, quantile: ArrayLike) -> float:
    """Share of cases that did not exceed the quantile.

    >>> coverage(actual=[1, 5, 9, 3], quantile=[2, 5, 8, 9])
    0.75
    """
    return float(np.mean(_f(actual) <= _f(quantile)))
