"""How much to order, in whole packs, and why or why not."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Outcome(IntEnum):
    """What was decided for a series; every suggestion and every silence has one."""

    ORDER = 0
    COVERED = 1
    OPEN_ORDER_COVERS = 2
    TRANSFER_COVERS = 3
    CENTRE_SUPPLIES = 4
    NO_DEMAND = 5
    NO_SUPPLIER = 6
    INACTIVE = 7
    BELOW_MOQ_WORTH = 8
    HELD_FOR_SUPPLIER_MINIMUM = 9
    TOPPED_UP = 10

    @property
    def word(self) -> str:
        """The stable code of the outcome."""
        return self.name.lower()


def reorder_need(position_lead: ArrayLike, position: ArrayLike, reorder_point: ArrayLike, order_up_to: ArrayLike) -> Floats:
    """Units missing to order-up-to where the position has come down to the reorder point (R, s, S); else 0.

    >>> reorder_need([30.0, 30.0], [30.0, 50.0], [29.0, 30.0], [100.0, 100.0])
    array([ 0., 50.])
    """
    due = np.asarray(position_lead) <= np.asarray(reorder_point)
    missing = np.asarray(order_up_to, np.float64) - np.asarray(position)
    return np.where(due, np.maximum(missing, 0.0), 0.0)


def order_quantities(
    need: ArrayLike,
    moq: ArrayLike = 0.0,
    pack: ArrayLike = 1.0,
    *,
    position: ArrayLike | None = None,
    daily_mean: ArrayLike | None = None,
    max_cover_days: ArrayLike = np.inf,
) -> Floats:
    """`formulas.order_quantity` of many needs, each already the sum of all that is ordered together.

    Given position and daily mean, a quantity that the minimum (not the need) forces and that would last longer than
    `max_cover_days` is not worth ordering: 0.

    >>> order_quantities([25.0, 0.0, 3.0], moq=[0.0, 100.0, 100.0], pack=12.0)
    array([ 36.,   0., 108.])
    >>> order_quantities([3.0], moq=100.0, position=[1.0], daily_mean=[0.1], max_cover_days=365)
    array([0.])
    """
    wanted, least, size = (np.asarray(x, np.float64) for x in (need, moq, pack))
    quantity = np.where(wanted > 0, np.ceil(np.maximum(wanted, least) / size - 1e-9) * size, 0.0)
    if position is None or daily_mean is None:
        return quantity
    room = np.asarray(max_cover_days, np.float64) * np.maximum(np.asarray(daily_mean, np.float64), 1e-12)
    forced = (least > wanted) & (np.maximum(np.asarray(position, np.float64), 0.0) + quantity > room)
    return np.where(forced, 0.0, quantity)


def decide_outcomes(
    *,
    active: ArrayLike,
    has_supplier: ArrayLike,
    order_up_to: ArrayLike,
    available: ArrayLike,
    position_lead: ArrayLike,
    reorder_point: ArrayLike,
    need: ArrayLike,
    transferred: ArrayLike,
    centre: ArrayLike,
    quantity: ArrayLike,
    held: ArrayLike,
    topped_up: ArrayLike,
) -> NDArray[np.int8]:
    """The `Outcome` of every series; the first that applies, in the order a buyer would ask.

    `need` is before transfers, `transferred` what comes by transfer or from the centre, `centre` where the rest of the
    need was passed on to a centre, `quantity` what is finally suggested.
    """
    shape = np.shape(np.asarray(need))
    names = (active, has_supplier, order_up_to, available, position_lead, reorder_point, need, transferred, centre, quantity)
    on, sourced, up_to, free, lead, point, missing, moved, central, ordered = (np.broadcast_to(np.asarray(x), shape) for x in names)
    is_held, topped = np.broadcast_to(np.asarray(held), shape), np.broadcast_to(np.asarray(topped_up), shape)
    reasons = [
        (~on.astype(bool), Outcome.INACTIVE),
        ((ordered > 0) & topped.astype(bool) & (missing <= 0), Outcome.TOPPED_UP),
        (ordered > 0, Outcome.ORDER),
        (is_held.astype(bool), Outcome.HELD_FOR_SUPPLIER_MINIMUM),
        ((up_to <= 0) & (missing <= 0), Outcome.NO_DEMAND),
        ((missing <= 0) & (free > point), Outcome.COVERED),
        (missing <= 0, Outcome.OPEN_ORDER_COVERS),
        ((moved > 0) & (moved >= missing - 1e-9), Outcome.TRANSFER_COVERS),
        (central.astype(bool), Outcome.CENTRE_SUPPLIES),
        (~sourced.astype(bool), Outcome.NO_SUPPLIER),
        # a transfer that leaves less than the reorder trigger also settles it
        ((moved > 0) & (lead + moved > point), Outcome.TRANSFER_COVERS),
    ]
    codes = np.select([flag for flag, _ in reasons], [int(outcome) for _, outcome in reasons], int(Outcome.BELOW_MOQ_WORTH))
    return np.asarray(codes, np.int8)
