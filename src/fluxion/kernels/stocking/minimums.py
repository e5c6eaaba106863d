"""Purchase orders below their supplier's minimum: filled up with what is needed next, or held back."""

from __future__ import annotations

import heapq
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

MINIMUM_STATES = ("none", "meets", "topped_up", "held", "short")
NONE, MEETS, TOPPED_UP, HELD, SHORT = range(len(MINIMUM_STATES))

_CENT = 1e-6


@dataclass(frozen=True)
class Minimums:
    """Quantities after the supplier's minimum, per line; state of every order and the value it still lacks.

    States: none (nothing to order), meets, topped_up, held (too little and nothing urgent: wait), short (urgent, but even
    with all that is sensible it does not reach the minimum: for the buyer to decide).
    """

    quantity: Floats
    topped_up: NDArray[np.bool_]
    held: NDArray[np.bool_]
    state: NDArray[np.int8]
    missing: Floats

    def state_names(self) -> list[str]:
        """The state of every order in words."""
        return [MINIMUM_STATES[code] for code in self.state]


@dataclass(frozen=True)
class _Lines:
    quantity: Floats
    pack: Floats
    unit_cost: Floats
    cover: Floats
    pace: Floats
    moq: Floats


def fill_supplier_minimum(
    order: ArrayLike,
    minimum: ArrayLike,
    quantity: ArrayLike,
    pack: ArrayLike,
    unit_cost: ArrayLike,
    cover_days: ArrayLike,
    daily_mean: ArrayLike,
    *,
    urgent: ArrayLike,
    moq: ArrayLike = 0.0,
    max_cover_days: float = 120.0,
    max_top_up: float = 0.5,
) -> Minimums:
    """Orders brought to their supplier's minimum value, or held until they are worth sending.

    `order` names each line's purchase order (-1: none); lines of quantity 0 are candidates for filling up. An order lacking
    at most `max_top_up` of the minimum, or with an urgent line, is filled with a pack (or a day's demand) at a time of the
    line that would run out soonest, never beyond `max_cover_days`. Otherwise it is held. Ties go to the earlier line.

    >>> filled = fill_supplier_minimum([0, 0], [100.0], quantity=[40.0, 0.0], pack=[10.0, 10.0], unit_cost=[2.0, 1.0],
    ...     cover_days=[3.0, 20.0], daily_mean=[1.0, 1.0], urgent=[False, False])
    >>> filled.quantity, MINIMUM_STATES[filled.state[0]]
    (array([40., 20.]), 'topped_up')
    """
    owner, least = np.asarray(order, np.int64), np.asarray(minimum, np.float64)
    n = len(owner)
    lines = _Lines(
        *(np.broadcast_to(np.asarray(x, np.float64), n).copy() for x in (quantity, pack, unit_cost, cover_days, daily_mean, moq))
    )
    pressing = np.broadcast_to(np.asarray(urgent, np.bool_), n) & (lines.quantity > 0)
    original, state, missing = lines.quantity.copy(), np.zeros(len(least), np.int8), np.zeros(len(least))
    placed = owner >= 0
    totals = np.bincount(owner[placed], (lines.quantity * lines.unit_cost)[placed], len(least))
    ordered = np.bincount(owner[placed], lines.quantity[placed] > 0, len(least)) > 0
    state[ordered & (totals >= least - _CENT)] = MEETS
    by_order = np.argsort(owner, kind="stable")
    for which in np.flatnonzero(ordered & (totals < least - _CENT)):
        mine = by_order[slice(*np.searchsorted(owner[by_order], (which, which + 1)))]
        lacking = least[which] - totals[which]
        presses = bool(pressing[mine].any())
        left = _top_up(lines, mine, lacking, max_cover_days) if presses or lacking <= max_top_up * least[which] else lacking
        state[which] = TOPPED_UP if left <= _CENT else SHORT if presses else HELD
        if state[which] != TOPPED_UP:
            missing[which] = lacking
            lines.quantity[mine] = original[mine] if presses else 0.0
    held = np.zeros(n, np.bool_)
    held[placed] = (state[owner[placed]] == HELD) & (original[placed] > 0)
    return Minimums(lines.quantity, lines.quantity > original, held, state, missing)


def _top_up(lines: _Lines, mine: Ints, lacking: float, max_cover_days: float) -> float:
    """Adds to the soonest to run out until nothing is lacking; answers the value still lacking."""
    pace, cost = lines.pace, lines.unit_cost
    queue = [(float(lines.cover[i] + lines.quantity[i] / pace[i]), int(i)) for i in mine if pace[i] > 0 and cost[i] > 0]
    heapq.heapify(queue)
    while queue and lacking > _CENT:
        cover, i = heapq.heappop(queue)
        pack = float(lines.pack[i])
        # a day's demand at a time: pack by pack would take for ever on single units
        portion = max(np.ceil(min(pace[i], lacking / cost[i]) / pack - 1e-9), 1.0) * pack
        if lines.quantity[i] <= 0:
            portion = max(portion, np.ceil(lines.moq[i] / pack - 1e-9) * pack)
        if cover + portion / pace[i] > max_cover_days:
            continue
        lines.quantity[i] += portion
        lacking -= portion * cost[i]
        heapq.heappush(queue, (float(cover + portion / pace[i]), i))
    return float(lacking)
