"""Sales of periods that follow each other, put together as one history of every series."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.compiling import compiled

Ints = NDArray[np.int64]
Days = NDArray[np.int32]
Small = NDArray[np.int8]
Floats = NDArray[np.float64]


class Period(NamedTuple):
    """What sold in a period of a month or so: rising keys of its series, the bounds of their rows, then the day within the period,
    rising for each series, and the units of each row. The arrays may be read-only."""

    key: Ints
    ptr: NDArray[np.int32]
    day: Small
    units: Floats


STRETCHES = 31


def period_of(key: Ints, day: Small, units: Floats) -> Period | None:
    """The rows of a period as its series; None unless they rise by key and day, or lie in some `STRETCHES` at most that do, of which
    each has later days of a series than those before it: whole days that were added one after the other.

    >>> period_of(np.array([7, 7, 9]), np.array([0, 3, 1], np.int8), np.ones(3))[:2]
    (array([7, 9]), array([0, 2, 3], dtype=int32))
    >>> period_of(np.array([7, 9, 7]), np.array([0, 1, 4], np.int8), np.ones(3))[:3]
    (array([7, 9]), array([0, 2, 3], dtype=int32), array([0, 4, 1], dtype=int8))
    """
    bounds = [0, *(np.flatnonzero(key[1:] < key[:-1]) + 1), len(key)]
    if len(bounds) == 2 or len(bounds) > STRETCHES + 1:
        return _rising(key, day, units)
    parts = [_rising(key[begin:end], day[begin:end], units[begin:end]) for begin, end in pairwise(bounds)]
    if any(part is None for part in parts):
        return None
    series, ptr, days, sold = chained([part for part in parts if part is not None], [0] * len(parts))
    return _rising(np.repeat(series, np.diff(ptr)), days.astype(np.int8), sold)


def _rising(key: Ints, day: Small, units: Floats) -> Period | None:
    starts, in_order = _runs(key, day)
    return Period(key[starts], np.append(starts, len(key)).astype(np.int32), day, units) if in_order else None


def chained(periods: Sequence[Period], since: Sequence[int]) -> tuple[Ints, Ints, Days, Floats]:
    """Keys of all series, rising, the bounds of their rows, and day and units of each row, in the order of the periods; each begins on
    the day `since` of them all.

    >>> early = Period(np.array([7, 9]), np.array([0, 2, 3], np.int32), np.array([0, 3, 1], np.int8), np.array([5.0, 6.0, 7.0]))
    >>> late = Period(np.array([8, 9]), np.array([0, 1, 2], np.int32), np.array([0, 1], np.int8), np.array([1.0, 2.0]))
    >>> [column.tolist() for column in chained([early, late], [0, 30])]
    [[7, 8, 9], [0, 2, 3, 5], [0, 3, 30, 1, 31], [5.0, 6.0, 1.0, 7.0, 2.0]]
    """
    periods = [Period(*(_held(column) for column in each)) for each in periods]
    series = np.zeros(0, np.int64)
    for each in periods:
        series = _union(_held(series), each.key)
    rows, counts = [np.searchsorted(series, each.key) for each in periods], np.zeros(len(series), np.int64)
    for at, each in zip(rows, periods, strict=True):
        counts[at] += np.diff(each.ptr)
    ptr = np.append(0, np.cumsum(counts))
    free, day, units = ptr[:-1].copy(), np.empty(ptr[-1], np.int32), np.empty(ptr[-1])
    for at, each, first in zip(rows, periods, since, strict=True):
        _append(at, each.ptr, each.day, each.units, first, free, day, units)
    return series, ptr, day, units


def _held(column: NDArray[Any]) -> NDArray[Any]:
    """The column as one that cannot be written to: machine code is made once, for columns of files and others."""
    view = column.view()
    view.flags.writeable = False
    return view


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
def _runs(key: Ints, day: Small) -> tuple[Ints, bool]:
    starts, found, in_order = np.empty(len(key), np.int64), 0, True
    for i in range(len(key)):
        if i == 0 or key[i] != key[i - 1]:
            starts[found] = i
            found += 1
        if i > 0 and (key[i] < key[i - 1] or (key[i] == key[i - 1] and day[i] < day[i - 1])):
            in_order = False
    return starts[:found].copy(), in_order


@compiled
def _append(
    rows: Ints, ptr: NDArray[np.int32], day: Small, units: Floats, since: int, free: Ints, all_days: Days, all_units: Floats
) -> None:
    for i in range(len(rows)):
        at = free[rows[i]]
        for j in range(ptr[i], ptr[i + 1]):
            all_days[at], all_units[at] = since + day[j], units[j]
            at += 1
        free[rows[i]] = at
