"""Moving what one place has too much of to where it is worth most."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fluxion.kernels.compiling import compiled

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_PORTIONS = 8  # a need is given out in so many portions, so that several needy places share what there is
_HAIR = 1e-9


@dataclass(frozen=True)
class Transfers:
    """Proposed moves: rows of the giver and the taker, units, and what the move is worth beyond its cost."""

    from_row: Ints
    to_row: Ints
    quantity: Floats
    value: Floats


class _Rows(NamedTuple):
    position: Floats
    available: Floats
    excess: Floats
    need: Floats
    mean: Floats
    sd: Floats
    unit_value: Floats
    pack: Floats
    fee: Floats
    least: Floats
    parent: Ints


@compiled
def _shortage(level: float, mean: float, sd: float) -> float:
    """Expected units short, normal demand."""
    if sd <= 0.0:
        return max(mean - level, 0.0)
    k = (level - mean) / sd
    if k > 8.0:
        return 0.0
    density = math.exp(-0.5 * k * k) / math.sqrt(2.0 * math.pi)
    return max(sd * (density - k * 0.5 * math.erfc(k / math.sqrt(2.0))), 0.0)


@compiled
def _gain(rows: _Rows, taker: int, giver: int, got: Floats, gave: Floats, units: float) -> float:
    """Worth of `units` more from giver to taker: shortage avoided there less shortage caused here and the way."""
    have = rows.position[taker] + got[taker]
    avoided = _shortage(have, rows.mean[taker], rows.sd[taker]) - _shortage(have + units, rows.mean[taker], rows.sd[taker])
    left = rows.available[giver] - gave[giver]
    caused = _shortage(left - units, rows.mean[giver], rows.sd[giver]) - _shortage(left, rows.mean[giver], rows.sd[giver])
    return float(rows.unit_value[taker] * avoided - rows.unit_value[giver] * caused - units * rows.fee[taker])


@compiled
def _whole(units: float, pack: float, spare: float) -> float:
    """Units in whole packs, rounded up if the giver can spare that much, down otherwise."""
    up = math.ceil(units / pack - _HAIR) * pack
    return up if up <= spare + _HAIR else math.floor(spare / pack + _HAIR) * pack


@compiled
def _supplies(parent: Ints, above: int, row: int) -> bool:
    """Whether `above` supplies the row, if only through others."""
    up = parent[row]
    while up >= 0:
        if up == above:
            return True
        up = parent[up]
    return False


@compiled
def _best_pair(rows: _Rows, members: Ints, got: Floats, gave: Floats, moved: Floats, fixed_cost: float) -> tuple[int, int, float, float]:
    """Places in `members` of the move worth most per unit, its size and worth; -1 when none is worth it."""
    best_taker, best_giver, best_units, best_worth, best_rate = -1, -1, 0.0, 0.0, 0.0
    for b, taker in enumerate(members):
        lacking = rows.need[taker] - got[taker]
        if lacking <= _HAIR:
            continue
        for a, giver in enumerate(members):
            pack = rows.pack[giver]
            spare = math.floor((rows.excess[giver] - gave[giver]) / pack + _HAIR) * pack
            if a == b or spare <= 0.0 or _supplies(rows.parent, taker, giver):
                continue
            whole = _whole(lacking, pack, spare)
            new = moved[a, b] <= 0.0
            if new and (whole < rows.least[taker] or _gain(rows, taker, giver, got, gave, whole) <= fixed_cost):
                continue
            units = min(_whole(max(rows.need[taker] / _PORTIONS, rows.least[taker] if new else 0.0), pack, spare), whole)
            worth = _gain(rows, taker, giver, got, gave, units)
            if units > 0.0 and worth > _HAIR and worth / units > best_rate * (1.0 + 1e-12):
                best_taker, best_giver, best_units, best_worth, best_rate = b, a, units, worth, worth / units
    return best_giver, best_taker, best_units, best_worth


@compiled
def _share_out(starts: Ints, order: Ints, rows: _Rows, fixed_cost: float) -> tuple[list[int], list[int], list[float], list[float]]:
    """Moves of every product, one product after the other."""
    givers, takers, quantities, values = [0][:0], [0][:0], [0.0][:0], [0.0][:0]
    got, gave = np.zeros(len(order)), np.zeros(len(order))
    for p in range(len(starts) - 1):
        members = order[starts[p] : starts[p + 1]]
        if rows.excess[members].max() <= 0.0 or rows.need[members].max() <= 0.0:
            continue
        moved, value = np.zeros((len(members), len(members))), np.zeros((len(members), len(members)))
        while True:
            a, b, units, worth = _best_pair(rows, members, got, gave, moved, fixed_cost)
            if a < 0:
                break
            got[members[b]] += units
            gave[members[a]] += units
            value[a, b] += worth - (fixed_cost if moved[a, b] <= 0.0 else 0.0)
            moved[a, b] += units
        for a in range(len(members)):
            for b in range(len(members)):
                if moved[a, b] > 0.0:
                    givers.append(members[a])
                    takers.append(members[b])
                    quantities.append(moved[a, b])
                    values.append(value[a, b])
    return givers, takers, quantities, values


def plan_transfers(
    product: ArrayLike,
    available: ArrayLike,
    position: ArrayLike,
    order_up_to: ArrayLike,
    need: ArrayLike,
    mean: ArrayLike,
    sd: ArrayLike,
    unit_value: ArrayLike,
    *,
    parent: ArrayLike = -1,
    pack: ArrayLike = 1.0,
    minimum_quantity: ArrayLike = 1.0,
    fixed_cost: float = 0.0,
    unit_fee: ArrayLike = 0.0,
) -> Transfers:
    """Moves between places of the same product that avoid more shortage than they cause, the best first.

    A giver keeps its order-up-to on the shelf; what it can spare is stock there, not on the way. A taker gets at most its
    need, rounded up to whole packs of the giver, and nothing from places it supplies itself (`parent` is the row that
    supplies each, -1 none): what it sent them stays there. Each portion goes where a unit avoids most expected shortage (normal
    demand `mean`, `sd` of the protection period, `unit_value` per unit short); a lane is opened only for
    the `minimum_quantity` of its taker and more value than `fixed_cost`; each unit costs `unit_fee` of the taker. Ties go to the earlier row.

    >>> moves = plan_transfers([7, 7, 7], available=[100.0, 2.0, 20.0], position=[100.0, 2.0, 20.0],
    ...     order_up_to=[40.0, 30.0, 30.0], need=[0.0, 28.0, 0.0], mean=20.0, sd=6.0, unit_value=5.0, pack=6.0)
    >>> moves.from_row, moves.to_row, moves.quantity
    (array([0]), array([1]), array([30.]))
    """
    key = np.unique(np.asarray(product), return_inverse=True)[1].astype(np.int64)
    n = len(key)
    free, held, up_to, lack, mu, dev, worth, packs, fee, least = (
        np.ascontiguousarray(np.broadcast_to(np.asarray(x, np.float64), n))
        for x in (available, position, order_up_to, need, mean, sd, unit_value, pack, unit_fee, minimum_quantity)
    )
    if np.any(packs <= 0):
        raise ValueError("transfers: a pack must be larger than 0")
    spare = np.maximum(np.minimum(free, held) - up_to, 0.0)
    spare = np.where(lack > 0, 0.0, np.floor(spare / packs + _HAIR) * packs)
    up = np.ascontiguousarray(np.broadcast_to(np.asarray(parent, np.int64), n))
    rows = _Rows(held, free, spare, np.maximum(lack, 0.0), mu, dev, worth, packs, fee, least, up)
    order = np.argsort(key, kind="stable")
    starts = np.searchsorted(key[order], np.arange(int(key.max()) + 2 if n else 1)).astype(np.int64)
    givers, takers, quantities, values = _share_out(starts, order, rows, float(fixed_cost))
    return Transfers(np.array(givers, np.int64), np.array(takers, np.int64), np.array(quantities, np.float64), np.array(values, np.float64))
