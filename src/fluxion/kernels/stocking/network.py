"""Centres that supply stores: what they can send now, and what they must buy for all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_HAIR = 1e-9
_DEEPEST = 8


@dataclass(frozen=True)
class Served:
    """Units each store gets from its centre now, and the need that is left to buy: none at stores, all at centres."""

    shipped: Floats
    need: Floats


def _depths(parent: Ints) -> Ints:
    """Steps from each row up to a row without a centre."""
    depth, at = np.zeros(len(parent), np.int64), parent.copy()
    for _ in range(_DEEPEST):
        above = at >= 0
        if not above.any():
            return depth
        depth += above
        at = np.where(above, parent[at], -1)
    raise ValueError("network: centres supply each other in a circle")


def serve_stores(
    need: ArrayLike,
    parent: ArrayLike,
    available: ArrayLike,
    position: ArrayLike,
    reorder_point: ArrayLike,
    order_up_to: ArrayLike,
    urgency_days: ArrayLike,
    *,
    reserve: ArrayLike = 0.0,
    pack: ArrayLike = 1.0,
) -> Served:
    """What centres send to the stores they supply, and the need that remains to be bought.

    `parent` is the row of the centre for the same product, -1 for rows that buy themselves. A store asks for its need in
    whole packs. The centre sends what it has beyond `reserve`, soonest to run out first (ties: earlier row). All that was
    asked counts against the centre's position: when that falls to its reorder point it buys up to its order-up-to, so two
    stores that need 30 each make the centre buy for 60 even if the first took the last piece.

    >>> served = serve_stores(need=[30.0, 30.0, 0.0], parent=[2, 2, -1], available=[0.0, 0.0, 40.0],
    ...     position=[0.0, 0.0, 40.0], reorder_point=[9.0, 9.0, 0.0], order_up_to=[30.0, 30.0, 0.0], urgency_days=[5, 2, 9])
    >>> served.shipped, served.need
    (array([10., 30.,  0.]), array([ 0.,  0., 20.]))
    """
    up = np.asarray(parent, np.int64)
    n = len(up)
    lack, free, held, point, up_to, soon, kept, packs = (
        np.broadcast_to(np.asarray(x, np.float64), n).copy()
        for x in (need, available, position, reorder_point, order_up_to, urgency_days, reserve, pack)
    )
    shipped, depth = np.zeros(n), _depths(up)
    for level in range(int(depth.max(initial=0)), 0, -1):
        asking = np.flatnonzero((depth == level) & (lack > 0))
        request = np.ceil(lack[asking] / packs[asking] - _HAIR) * packs[asking]
        lack[asking] = 0.0
        shipped[asking] = _hand_out(asking, request, up[asking], soon[asking], packs[asking], np.maximum(free - kept, 0.0))
        centres = np.unique(up[depth == level])
        asked = np.bincount(up[asking], request, n)[centres]
        left = held[centres] - asked
        buys = (left <= point[centres]) & (up_to[centres] - left > 0)
        lack[centres] = np.where(buys, up_to[centres] - left, 0.0)
    return Served(shipped, lack)


def _hand_out(asking: Ints, request: Floats, centre: Ints, soon: Floats, pack: Floats, spare: Floats) -> Floats:
    """Units each asking row gets from what its centre can spare, the soonest to run out first."""
    order = np.lexsort((asking, soon, centre))
    wanted, source = request[order], centre[order]
    running = np.cumsum(wanted)
    first = np.searchsorted(source, source)
    before = running - wanted - np.where(first > 0, running[np.maximum(first - 1, 0)], 0.0)
    got = np.clip(spare[source] - before, 0.0, wanted)
    result = np.zeros(len(asking))
    result[order] = np.floor(got / pack[order] + _HAIR) * pack[order]
    return result
