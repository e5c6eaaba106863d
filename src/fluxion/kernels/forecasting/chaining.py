"""Sales of periods that follow each other, put together as one history of every series."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.compiling import compiled

Ints = NDArray[np.int64]
Days = NDArray[np.int32]
Floats = NDArray[np.float64]


class Period(NamedTuple):
    """What sold in a period: rising keys of its series, how many days of each, then day and units of each of those, days rising."""

    key: Ints
    length: Ints
    day: Days
    units: Floats


def period_of(key: Ints, day: Days, units: Floats) -> Period | None:
    """The rows of a period as its series; None unless they rise by key and day.

    >>> period_of(np.array([7, 7, 9]), np.array([0, 3, 1], np.int32), np.ones(3))[:2]
    (array([7, 9]), array([2, 1]))
    """
    starts, in_order = _runs(key, day)
    return Period(key[starts], np.diff(np.append(starts, len(key))), day, units) if in_order else None


def chained(periods: Sequence[Period]) -> tuple[Ints, Ints, Days, Floats]:
    """Keys of all series, rising, the bounds of their rows, and day and units of each row, in the order of the periods.

    >>> early = Period(np.array([7, 9]), np.array([2, 1]), np.array([0, 3, 1], np.int32), np.array([5.0, 6.0, 7.0]))
    >>> late = Period(np.array([8, 9]), np.array([1, 1]), np.array([30, 31], np.int32), np.array([1.0, 2.0]))
    >>> [column.tolist() for column in chained([early, late])]
    [[7, 8, 9], [0, 2, 3, 5], [0, 3, 30, 1, 31], [5.0, 6.0, 1.0, 7.0, 2.0]]
    """
    series = np.zeros(0, np.int64)
    for each in periods:
        series = _union(series, each.key)
    rows, counts = [np.searchsorted(series, each.key) for each in periods], np.zeros(len(series), np.int64)
    for at, each in zip(rows, periods, strict=True):
        counts[at] += each.length
    ptr = np.append(0, np.cumsum(counts))
    free, day, units = ptr[:-1].copy(), np.empty(ptr[-1], np.int32), np.empty(ptr[-1])
    for at, each in zip(rows, periods, strict=True):
        _append(at, each.length, each.day, each.units, free, day, units)
    return series, ptr, day, units


@compiled
def _union(one: Ints, other: Ints) -> Ints:
    both, i, j, n = np.empty(len(one) + len(other), np.int64), 0, 0, 0
    while i < len(one) or j < len(other):
        left = j == len(other) or (i < len(one) and one[i] <= other[j])
        both[n] = one[i] if left else other[j]
        j += not left or (j < len(other) and one[i] == other[j])
        i += left
        n += 1
    return both[:n].copy()


@compiled
def _runs(key: Ints, day: Days) -> tuple[Ints, bool]:
    starts, found, in_order = np.empty(len(key), np.int64), 0, True
    for i in range(len(key)):
        if i == 0 or key[i] != key[i - 1]:
            starts[found] = i
            found += 1
        if i > 0 and (key[i] < key[i - 1] or (key[i] == key[i - 1] and day[i] < day[i - 1])):
            in_order = False
    return starts[:found].copy(), in_order


@compiled
def _append(rows: Ints, lengths: Ints, day: Days, units: Floats, free: Ints, all_days: Days, all_units: Floats) -> None:
    at = 0
    for i in range(len(rows)):
        begin = free[rows[i]]
        for j in range(lengths[i]):
            all_days[begin + j], all_units[begin + j] = day[at + j], units[at + j]
        free[rows[i]], at = begin + lengths[i], at + lengths[i]
