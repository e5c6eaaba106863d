"""Money, weight and volume that do not suffice for everything: spent on the units that are worth most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fluxion.kernels.stocking.worth import Lines, load

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Limit:
    """One kind of limit: which of its groups each row draws on (-1: none), what a unit takes of it, what each group has.

    Rows of a group with `fills` go on, beyond what they want, while a unit more is worth its cost: a container that
    travels anyway.
    """

    group: Ints
    per_unit: Floats
    size: Floats
    fills: bool = False


@dataclass(frozen=True)
class Loaded:
    """Quantities within every limit, and the place of the limit that cut a row (-1: none did)."""

    quantity: Floats
    cut_by: NDArray[np.int8]


def load_within(wanted: ArrayLike, lines: Lines, limits: list[Limit]) -> Loaded:
    """What is wanted, as far as every limit allows: the portion worth most per share of what is scarce goes first.

    Rows whose limits all suffice keep what they want. A cut row gets whole packs and never less than its minimum quantity
    (then nothing). A limit that is infinite never binds.

    Two products of cost 10, one with margin 9, one with margin 1, and money for ten units:

    >>> lines = Lines.of(2, mean=10.0, sd=2.0, pace=1.0, days=10.0, short_cost=[9.0, 1.0])
    >>> money = Limit(np.array([0, 0]), np.array([10.0, 10.0]), np.array([100.0]))
    >>> got = load_within([10.0, 10.0], lines, [money])
    >>> got.quantity, got.cut_by
    (array([10.,  0.]), array([-1,  0], dtype=int8))
    """
    want = np.asarray(wanted, np.float64)
    n = len(want)
    quantity, cut_by = want.copy(), np.full(n, -1, np.int8)
    group, use, size, binds, fills = _table(want, limits)
    touched = np.any((group >= 0) & (binds | fills)[np.maximum(group, 0)], axis=0) if len(size) else np.zeros(n, np.bool_)
    rows = np.flatnonzero(touched)
    if not len(rows):
        return Loaded(quantity, cut_by)
    others = np.setdiff1d(np.arange(n), rows)
    left = size.copy()
    for k in range(len(limits)):
        known = group[k, others] >= 0
        np.subtract.at(left, group[k, others][known], (use[k, others] * want[others])[known])
    scarce = np.where(binds | fills, 1.0 / np.maximum(size, 1e-9), 0.0)
    travels = np.bincount(group[:, want > 0].ravel() + 1, minlength=len(size) + 1)[1:] > 0
    extra = np.any((group[:, rows] >= 0) & (fills & travels)[np.maximum(group[:, rows], 0)], axis=0)
    got, blocked = np.zeros(len(rows)), np.full(len(rows), -1, np.int64)
    load(
        lines.rows(rows),
        want[rows],
        np.ascontiguousarray(use[:, rows]),
        np.ascontiguousarray(group[:, rows]),
        left,
        scarce,
        extra,
        got,
        blocked,
    )
    quantity[rows] = got
    cut_by[rows] = np.where(got < want[rows] - 1e-9, blocked, -1)
    return Loaded(quantity, cut_by)


def _table(want: Floats, limits: list[Limit]) -> tuple[Ints, Floats, Floats, NDArray[np.bool_], NDArray[np.bool_]]:
    """The limits' groups numbered through: group and use per kind and row, size, whether it binds, whether it is filled."""
    n, begin = len(want), 0
    group, use = np.full((len(limits), n), -1, np.int64), np.zeros((len(limits), n))
    size, binds, fills = [np.zeros(0)], [np.zeros(0, np.bool_)], [np.zeros(0, np.bool_)]
    for k, limit in enumerate(limits):
        known = (limit.group >= 0) & np.isfinite(limit.size[np.maximum(limit.group, 0)] if len(limit.size) else np.full(n, np.inf))
        group[k, known] = limit.group[known] + begin
        use[k] = np.where(known, np.maximum(np.nan_to_num(limit.per_unit), 0.0), 0.0)
        asked = np.bincount(limit.group[known], (use[k] * want)[known], len(limit.size))
        size.append(np.maximum(np.where(np.isfinite(limit.size), limit.size, np.inf), 0.0))
        binds.append(asked > limit.size + 1e-9)
        fills.append(np.isfinite(limit.size) & limit.fills)
        begin += len(limit.size)
    return group, use, np.concatenate(size), np.concatenate(binds), np.concatenate(fills)
