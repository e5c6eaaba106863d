"""The one predictive distribution used throughout: a chance of nothing at all, else gamma."""

from __future__ import annotations

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

_LEAST_CV2 = 1e-6
_MOST_CV2 = 1e4


def conditional_cv2(mean: Floats, variance: Floats, zero: Floats) -> Floats:
    """Squared coefficient of variation of the demand that is not zero, so that mean and variance of the whole hold."""
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        relative = variance / mean / mean
    relative = np.nan_to_num(relative, nan=0.0, posinf=_MOST_CV2)
    return np.clip((relative + 1.0) * (1.0 - zero) - 1.0, _LEAST_CV2, _MOST_CV2)


def zero_gamma_quantile(level: ArrayLike, mean: Floats, cv2: Floats, zero: Floats) -> Floats:
    """Quantile of a demand that is zero with chance `zero` and else gamma with mean `mean / (1 - zero)`.

    With no zeros and cv2 = 1 it is the exponential distribution:

    >>> one = np.ones(1)
    >>> round(float(zero_gamma_quantile(0.95, 10 * one, one, 0 * one)[0]), 3)
    29.957
    """
    positive = np.maximum(1.0 - zero, 1e-9)
    within = np.clip((np.asarray(level, np.float64) - zero) / positive, 0.0, 1.0 - 1e-12)
    shape = 1.0 / cv2
    return np.asarray(scipy.special.gammaincinv(shape, within) * cv2 * (mean / positive), np.float64)


def zero_gamma_cdf(x: Floats, mean: Floats, cv2: Floats, zero: Floats) -> Floats:
    """Chance that the demand is at most x."""
    positive = np.maximum(1.0 - zero, 1e-9)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        ratio = np.nan_to_num(x * positive / mean / cv2, nan=0.0)
    return np.asarray(zero + positive * scipy.special.gammainc(1.0 / cv2, ratio), np.float64)
