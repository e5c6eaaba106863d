"""Quantiles at levels a model was not trained for, and the mean that its quantiles imply."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]


def at_levels(trained: tuple[float, ...], values: Floats, asked: tuple[float, ...]) -> Floats:
    """Values [..., asked] at other levels than the trained ones [..., trained], straight on the scale of normal scores, also beyond both ends.

    Of a normal distribution it answers exactly:

    >>> deciles = tuple(k / 10 for k in range(1, 10))
    >>> at_levels(deciles, special.ndtri(deciles)[None], (0.05, 0.5, 0.95)).round(4).tolist()
    [[-1.6449, 0.0, 1.6449]]
    """
    known, wanted = special.ndtri(trained), special.ndtri(asked)
    left = np.clip(np.searchsorted(known, wanted, side="right") - 1, 0, len(known) - 2)
    way = (wanted - known[left]) / (known[left + 1] - known[left])
    return np.asarray(values[..., left] + way * (values[..., left + 1] - values[..., left]), np.float64)


def mean_of(trained: tuple[float, ...], values: Floats) -> Floats:
    """Mean of what has these quantiles [..., trained]: each stands for the levels up to halfway to the next, the outermost for their tails.

    >>> mean_of((0.25, 0.75), np.array([[0.0, 4.0]])).tolist()
    [2.0]
    """
    edges = np.concatenate([[0.0], (np.asarray(trained)[1:] + np.asarray(trained)[:-1]) / 2, [1.0]])
    return np.asarray(values @ np.diff(edges), np.float64)
