"""Purchase orders below their supplier's minimum: filled up with the best next units, or held back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fluxion.kernels.stocking.worth import Lines, top_up_all

Floats = NDArray[np.float64]

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


def fill_supplier_minimum(
    order: ArrayLike,
    minimum: ArrayLike,
    quantity: ArrayLike,
    unit_cost: ArrayLike,
    lines: Lines,
    *,
    urgent: ArrayLike,
    max_top_up: float = 0.5,
) -> Minimums:
    """Orders brought to their supplier's minimum value, or held until they are worth sending.

    `order` names each line's purchase order (-1: none); lines of quantity 0 are candidates for filling up. An order lacking
    at most `max_top_up` of the minimum, or with an urgent line, is filled with a pack (or a day's demand) at a time of the
    line whose next units are worth most per money, never beyond `lines.most`. Otherwise it is held.

    Two lines that sell one a day; the first has 3 in stock and gets 40, the second has 20: at equal margins the second runs out
    sooner, so its packs fill the order.

    >>> lines = Lines.of(2, have=[3.0, 20.0], mean=14.0, sd=5.0, pace=1.0, days=14.0, review=7.0, short_cost=[2.0, 1.0], hold_cost=[0.002, 0.001], pack=10.0)
    >>> filled = fill_supplier_minimum([0, 0], [100.0], quantity=[40.0, 0.0], unit_cost=[2.0, 1.0], lines=lines, urgent=[False, False])
    >>> filled.quantity, MINIMUM_STATES[filled.state[0]]
    (array([40., 20.]), 'topped_up')
    """
    owner, least = np.asarray(order, np.int64), np.asarray(minimum, np.float64)
    n = len(owner)
    original, cost = (np.broadcast_to(np.asarray(x, np.float64), n).copy() for x in (quantity, unit_cost))
    filled = original.copy()
    pressing = np.broadcast_to(np.asarray(urgent, np.bool_), n) & (original > 0)
    state, missing = np.zeros(len(least), np.int8), np.zeros(len(least))
    placed = owner >= 0
    totals = np.bincount(owner[placed], (original * cost)[placed], len(least))
    ordered = np.bincount(owner[placed], original[placed] > 0, len(least)) > 0
    presses = np.bincount(owner[placed], pressing[placed], len(least)) > 0
    state[ordered & (totals >= least - _CENT)] = MEETS
    low = np.flatnonzero(ordered & (totals < least - _CENT))
    lacking = least[low] - totals[low]
    by_order = np.argsort(owner, kind="stable")
    begins, ends = (np.searchsorted(owner[by_order], low, side) for side in ("left", "right"))
    tried = presses[low] | (lacking <= max_top_up * least[low])
    left = top_up_all(lines, cost, filled, by_order, begins.astype(np.int64), ends.astype(np.int64), lacking, tried)
    state[low] = np.where(left <= _CENT, TOPPED_UP, np.where(presses[low], SHORT, HELD))
    missing[low] = np.where(left <= _CENT, 0.0, lacking)
    of_line = np.where(placed, state[np.maximum(owner, 0)] if len(least) else NONE, NONE)
    filled = np.where(of_line == SHORT, original, np.where(of_line == HELD, 0.0, filled))
    return Minimums(filled, filled > original, (of_line == HELD) & (original > 0), state, missing)
