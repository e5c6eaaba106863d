"""Centres that supply stores: what they can send now, and what they must buy for all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fluxion.kernels.compiling import compiled
from fluxion.kernels.stocking.worth import Lines, share_among

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_HAIR = 1e-9
_DEEPEST = 8


def depths(parent: ArrayLike) -> Ints:
    """Steps from each row up to a row without a centre; circles are refused.

    >>> depths([1, 2, -1, -1])
    array([2, 1, 0, 0])
    """
    up = np.asarray(parent, np.int64)
    depth, at = np.zeros(len(up), np.int64), up.copy()
    for _ in range(_DEEPEST):
        above = at >= 0
        if not above.any():
            return depth
        depth += above
        at = np.where(above, up[at], -1)
    raise ValueError("network: centres supply each other in a circle")


@dataclass(frozen=True)
class Echelon:
    """What each row's own need is, counting everything below it.

    `below` is what the rows it supplies lack of their order-up-to (negative: they hold more), `gap` what it lacks itself,
    `idle` what it could send and nobody of the same centre lacks.
    """

    below: Floats
    gap: Floats
    idle: Floats


@compiled
def echelon_demand(
    parent: Ints, is_centre: NDArray[np.bool_], ptr: Ints, day: NDArray[np.int32], units: Floats, n_days: int
) -> tuple[Ints, NDArray[np.int32], Floats]:
    """Demand of every series as bounds, days and units: a centre's is its own and that of all it supplies, however far below, day by day.

    >>> rows = np.array([2, 2, -1]), np.array([False, False, True]), np.array([0, 1, 2, 3])
    >>> ends, days, sums = echelon_demand(*rows, np.array([0, 1, 1], np.int32), np.array([5.0, 3.0, 2.0]), 2)
    >>> ends.tolist(), days.tolist(), sums.tolist()
    ([0, 1, 2, 4], [0, 1, 0, 1], [5.0, 3.0, 5.0, 5.0])
    """
    n, place = len(parent), np.cumsum(is_centre) - 1
    total = np.zeros((is_centre.sum(), n_days))
    for i in range(n):
        at = i
        while at >= 0:
            if is_centre[at]:
                for j in range(ptr[i], ptr[i + 1]):
                    total[place[at], day[j]] += units[j]
            at = parent[at]
    ends = np.zeros(n + 1, np.int64)
    for i in range(n):
        ends[i + 1] = ends[i] + (np.count_nonzero(total[place[i]]) if is_centre[i] else ptr[i + 1] - ptr[i])
    days, sums = np.empty(ends[n], np.int32), np.empty(ends[n])
    for i in range(n):
        if not is_centre[i]:
            days[ends[i] : ends[i + 1]], sums[ends[i] : ends[i + 1]] = day[ptr[i] : ptr[i + 1]], units[ptr[i] : ptr[i + 1]]
            continue
        at = ends[i]
        for t in range(n_days):
            if total[place[i], t] != 0.0:
                days[at], sums[at] = t, total[place[i], t]
                at += 1
    return ends, days, sums


def echelon_gaps(
    parent: ArrayLike, position: ArrayLike, order_up_to: ArrayLike, used_meanwhile: ArrayLike, movable: ArrayLike = 0.0
) -> Echelon:
    """Echelon stock: what every centre lacks once the positions of all it supplies are counted (Clark & Scarf 1960; SPT ch. 11).

    A row's gap is order-up-to − position + the gaps of the rows it supplies. This is the echelon order-up-to
    (own + that of all below) less the echelon position, but a row that holds more than its level offsets others only by
    what can reach them: its `movable` units, which can be sent to rows of the same centre that lack them, and
    `used_meanwhile`, the demand it has while its centre replenishes. No more of its surplus than that is ever not asked for.

    A centre of level 100 holds 40; one store lacks 30, another holds 50 above its level and sells 20 meanwhile. If 12 of
    its 50 may be sent to the first store, that many fewer are missing:

    >>> levels = dict(position=[10.0, 90.0, 40.0], order_up_to=[40.0, 40.0, 100.0], used_meanwhile=[25.0, 20.0, 0.0])
    >>> found = echelon_gaps([2, 2, -1], **levels)
    >>> found.below, found.gap
    (array([ 0.,  0., 10.]), array([ 30., -50.,  70.]))
    >>> echelon_gaps([2, 2, -1], **levels, movable=[0.0, 12.0, 0.0]).below
    array([ 0.,  0., -2.])
    """
    up = np.asarray(parent, np.int64)
    n, depth = len(up), depths(up)
    own, used, loose = (
        np.broadcast_to(np.asarray(x, np.float64), n) for x in (np.subtract(order_up_to, position), used_meanwhile, movable)
    )
    below, idle = np.zeros(n), loose.copy()
    for level in range(int(depth.max(initial=0)), 0, -1):
        here = np.flatnonzero(depth == level)
        gap = own[here] + below[here]
        lack, surplus = np.maximum(gap, 0.0), np.maximum(-gap, 0.0)
        spare = np.minimum(loose[here], surplus)
        wanted, offered = np.bincount(up[here], lack, n), np.bincount(up[here], spare, n)
        sent = spare * np.minimum(wanted / np.where(offered > 0, offered, 1.0), 1.0)[up[here]]
        idle[here] = loose[here] - sent
        below += np.bincount(up[here], lack - sent - np.minimum(surplus - sent, used[here]), n)
    return Echelon(below, own + below, np.maximum(idle - np.maximum(below, 0.0), 0.0))


def covered_from_outside(product: ArrayLike, parent: ArrayLike, below: ArrayLike, idle: ArrayLike) -> Floats:
    """Units of what each centre's locations lack that idle excess elsewhere in the company can cover, product by product.

    A row that nobody supplies and all it supplies share their stock already (`echelon_gaps`); here the `idle` units of the
    others cover what is still lacking `below` it, the earlier row first, and each unit covers once.

    Row 0 supplies row 1, which lacks 30; row 2 buys for itself and has 12 to spare:

    >>> covered_from_outside([7, 7, 7], [-1, 0, -1], below=[30.0, 0.0, 0.0], idle=[0.0, 5.0, 12.0])
    array([12.,  0.,  0.])
    """
    up = np.asarray(parent, np.int64)
    n = len(up)
    top = np.arange(n)
    for _ in range(_DEEPEST):
        top = np.where(up[top] >= 0, up[top], top)
    spare: Floats = np.bincount(top, np.broadcast_to(np.asarray(idle, np.float64), n), n).astype(np.float64)
    lack = np.where(up < 0, np.maximum(np.broadcast_to(np.asarray(below, np.float64), n), 0.0), 0.0)
    key = np.asarray(product)
    asked = np.isin(key, key[lack > 0]) & np.isin(key, key[spare > 0])
    rows = np.flatnonzero((up < 0) & asked & ((lack > 0) | (spare > 0)))
    rows = rows[np.argsort(key[rows], kind="stable")]
    covered = np.zeros(n)
    _cover(np.unique(key[rows], return_inverse=True)[1].astype(np.int64), rows, lack, spare, covered)
    return covered


@compiled
def _cover(group: Ints, rows: Ints, lack: Floats, spare: Floats, covered: Floats) -> None:
    """Cover each lack from the spare of the other rows of its group."""
    first = 0
    for a in range(len(rows)):
        if group[a] != group[first]:
            first = a
        b = first
        while b < len(rows) and group[b] == group[a] and lack[rows[a]] > covered[rows[a]]:
            if a != b:
                units = min(lack[rows[a]] - covered[rows[a]], spare[rows[b]])
                covered[rows[a]] += units
                spare[rows[b]] -= units
            b += 1


def serve_stores(
    need: ArrayLike, parent: ArrayLike, available: ArrayLike, lines: Lines, *, reserve: ArrayLike = 0.0, pack: ArrayLike = 1.0
) -> Floats:
    """Units that centres send now to the rows they supply, out of what they have beyond `reserve`.

    `parent` is the row of the centre for the same product, -1 for rows that are supplied from outside. A row asks for its
    need in whole packs. Where a centre cannot serve all, each portion goes where a unit is worth most: to the store with the
    greater chance to need it, or to lose more by its absence (`lines`); ties go to the earlier row.

    The centre has 40; two stores ask for 30 each. The second sells twice as fast, so a unit is needed there more surely:

    >>> stores = Lines.of(3, mean=[20.0, 40.0, 0.0], sd=[6.0, 12.0, 0.0], pace=[2.0, 4.0, 0.0], days=10.0, short_cost=5.0)
    >>> serve_stores([30.0, 30.0, 0.0], [2, 2, -1], [0.0, 0.0, 40.0], stores)
    array([14., 26.,  0.])
    """
    up = np.asarray(parent, np.int64)
    n = len(up)
    lack, free, kept, packs = (np.broadcast_to(np.asarray(x, np.float64), n) for x in (need, available, reserve, pack))
    sent = np.zeros(n)
    asking = np.flatnonzero((up >= 0) & (lack > 0))
    if not len(asking):
        return sent
    asking = asking[np.argsort(up[asking], kind="stable")]
    request = np.ceil(lack[asking] / packs[asking] - _HAIR) * packs[asking]
    spare, source = np.maximum(free - kept, 0.0), up[asking]
    asked = np.bincount(source, request, n)
    enough = asked[source] <= spare[source] + _HAIR
    sent[asking[enough]] = request[enough]
    short, wanted = asking[~enough], request[~enough]
    if len(short):
        centres, starts = np.unique(up[short], return_index=True)
        got = np.zeros(len(short))
        those = lines.rows(short)._replace(pack=np.ascontiguousarray(packs[short]))
        share_among(np.append(starts, len(short)).astype(np.int64), np.ascontiguousarray(spare[centres]), those, wanted, got)
        sent[short] = got
    return sent
