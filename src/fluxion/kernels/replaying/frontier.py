"""Rules compared along whole frontiers: the least stock that reaches a fill rate, the best fill rate a stock reaches."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Reading:
    """One rule beside another at the same fill rate or the same stock; `share` is ours relative to theirs, -0.3 is 30 % less."""

    at: float
    ours: float
    theirs: float

    @property
    def share(self) -> float:
        """Ours relative to theirs; nan where theirs is nothing."""
        return self.ours / self.theirs - 1.0 if self.theirs > 0 else float("nan")


def efficient(fill: ArrayLike, stock: ArrayLike) -> tuple[Floats, Floats]:
    """The points of a rule that no other of its points beats, by rising stock (and so rising fill rate).

    >>> efficient([0.9, 0.8, 0.85, 0.95], [30.0, 10.0, 40.0, 60.0])
    (array([0.8 , 0.9 , 0.95]), array([10., 30., 60.]))
    """
    reached, held = np.asarray(fill, np.float64), np.asarray(stock, np.float64)
    order = np.lexsort((-reached, held))
    best = np.maximum.accumulate(reached[order])
    new = np.ones(len(order), np.bool_)
    new[1:] = best[1:] > best[:-1]
    return reached[order][new], held[order][new]


def _read(at: float, x: Floats, y: Floats) -> float:
    return float(np.interp(at, x, y)) if len(x) and x[0] <= at <= x[-1] else float("nan")


def at_equal_fill(fill: float, ours: tuple[ArrayLike, ArrayLike], theirs: tuple[ArrayLike, ArrayLike]) -> Reading:
    """Stock of both rules at one fill rate, between the points of each (fill, stock); nan outside of what was tried.

    >>> reading = at_equal_fill(0.9, ([0.85, 0.95], [10.0, 20.0]), ([0.8, 0.9], [12.0, 30.0]))
    >>> round(reading.ours, 6), round(reading.theirs, 6), round(reading.share, 3)
    (15.0, 30.0, -0.5)
    """
    (our_fill, our_stock), (their_fill, their_stock) = efficient(*ours), efficient(*theirs)
    return Reading(fill, _read(fill, our_fill, our_stock), _read(fill, their_fill, their_stock))


def at_equal_stock(stock: float, ours: tuple[ArrayLike, ArrayLike], theirs: tuple[ArrayLike, ArrayLike]) -> Reading:
    """Share of demand lost by both rules at the same stock, between the points of each (fill, stock).

    >>> reading = at_equal_stock(20.0, ([0.85, 0.95], [10.0, 30.0]), ([0.8, 0.9], [10.0, 60.0]))
    >>> round(reading.ours, 3), round(reading.theirs, 3), round(reading.share, 3)
    (0.1, 0.18, -0.444)
    """
    (our_fill, our_stock), (their_fill, their_stock) = efficient(*ours), efficient(*theirs)
    return Reading(stock, 1.0 - _read(stock, our_stock, our_fill), 1.0 - _read(stock, their_stock, their_fill))
