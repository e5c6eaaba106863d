"""Decisions of stock that need no data store."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from fluxion.domains.stock.shapes import Move, StockState, TransferState

Place = tuple[int, int]
"""Product and location."""

TRANSFER_STATES: Mapping[str, tuple[TransferState, ...]] = {
    "edit": ("draft",),
    "approve": ("draft",),
    "ship": ("approved",),
    "receive": ("shipped",),
    "cancel": ("draft", "approved"),
}


def days_of_cover(available: Decimal, daily_mean: float | None) -> float | None:
    """Days that what is available lasts at the expected demand; None without expected demand.

    >>> days_of_cover(Decimal(30), 4.0), days_of_cover(Decimal(-2), 4.0), days_of_cover(Decimal(30), None)
    (7.5, 0.0, None)
    """
    if not daily_mean or daily_mean <= 0:
        return None
    return round(max(float(available), 0.0) / daily_mean, 2)


def worst_state(states: Sequence[StockState]) -> StockState:
    """The state that most needs somebody's eye.

    >>> worst_state(["ok", "low", "over"])
    'low'
    """
    order: Sequence[StockState] = ("out", "low", "over", "ok")
    return min(states, key=order.index, default="ok")


def net_moves(moves: Sequence[Move]) -> dict[Place, dict[str, Decimal]]:
    """What the moves add up to at each place, in the order in which places are always locked."""
    net: dict[Place, dict[str, Decimal]] = {}
    for move in sorted(moves, key=lambda each: (each.product_id, each.location_id)):
        sums = net.setdefault((move.product_id, move.location_id), dict.fromkeys(("on_hand", "on_order", "in_transit"), Decimal(0)))
        sums["on_hand"] += move.quantity
        sums["on_order"] += move.on_order
        sums["in_transit"] += move.in_transit
    return net


def balances(moves: Sequence[Move], final: Mapping[Place, Decimal]) -> list[Decimal]:
    """What lay at its place after each move, given what lies there after all of them.

    >>> moves = [Move(product_id=1, location_id=1, kind="receipt", quantity=Decimal(n)) for n in (5, -2)]
    >>> [str(each) for each in balances(moves, {(1, 1): Decimal(10)})]
    ['12', '10']
    """
    left = dict(final)
    found = []
    for move in reversed(moves):
        place = (move.product_id, move.location_id)
        found.append(left[place])
        left[place] -= move.quantity
    return found[::-1]
