"""Stock as time passes: what is there, what arrives when, and when it runs out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Days = NDArray[np.int32]

_SLICE = 50_000
_HAIR = 1e-6  # units; below it a shortage is rounding


@dataclass(frozen=True)
class Receipts:
    """Goods on their way: row of the series, day they are due (today 0, late ones negative), units."""

    series: NDArray[np.int64]
    due_day: NDArray[np.int64]
    quantity: Floats

    @classmethod
    def none(cls) -> Self:
        """No goods on their way."""
        return cls(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))

    def sums(self, n: int, within: Floats) -> Floats:
        """Units per series that arrive by its day `within`; what is late arrives today."""
        arrives = np.maximum(self.due_day, 0)
        counts = arrives <= within[self.series]
        return np.bincount(self.series[counts], np.asarray(self.quantity, np.float64)[counts], n).astype(np.float64)


@dataclass(frozen=True)
class Projection:
    """Stock of n series over the horizon, if nothing is ordered; days count from today = 0, -1 means none in sight.

    `position_lead` counts what arrives within the lead time (compare it with the reorder point), `position` what arrives
    within lead time + review (compare it with order-up-to): an order due later does not protect.
    """

    available: Floats
    on_order: Floats
    position_lead: Floats
    position: Floats
    path: NDArray[np.float32]
    stock_out_day: Days
    needed_day: Days
    order_day: Days
    is_late: NDArray[np.bool_]
    days_of_cover: Floats


def _first(hit: NDArray[np.bool_]) -> Days:
    return np.where(hit.any(1), hit.argmax(1), -1).astype(np.int32)


def cover_days(available: Floats, expected: NDArray[np.floating]) -> Floats:
    """Days the available stock lasts against expected demand; beyond the horizon at the pace of its last week."""
    n, horizon = expected.shape
    if not horizon:
        return np.full(n, np.inf)
    used = np.cumsum(expected, axis=1, dtype=np.float64)
    stock = np.maximum(available, 0.0)
    full = (used <= stock[:, None]).sum(1)
    rows, inside = np.arange(n), full < horizon
    day = np.minimum(full, horizon - 1)
    before = np.where(day > 0, used[rows, np.maximum(day - 1, 0)], 0.0)
    today = np.maximum(expected[rows, day].astype(np.float64), 1e-300)
    pace = expected[:, -7:].mean(1, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        later = np.where(pace > 0, horizon + (stock - used[:, -1]) / pace, np.inf)
        return np.where(inside, day + np.minimum((stock - before) / today, 1.0), later)


def _walk(available: Floats, receipts: Receipts, expected: NDArray[np.floating], floor: Floats) -> tuple[NDArray[np.float32], Days, Days]:
    """Stock of every evening, the first evening below nothing and the first below the floor; slice by slice for memory."""
    n, horizon = expected.shape
    path = np.zeros((n, horizon), np.float32)
    out, needed = np.full(n, -1, np.int32), np.full(n, -1, np.int32)
    order = np.argsort(receipts.series, kind="stable")
    series, due = receipts.series[order], np.maximum(receipts.due_day[order], 0)
    units = np.asarray(receipts.quantity, np.float64)[order]
    for begin in range(0, n, _SLICE):
        end = min(begin + _SLICE, n)
        part = slice(*np.searchsorted(series, (begin, end)))
        seen = due[part] < horizon
        cell = (series[part][seen] - begin) * horizon + due[part][seen]
        arriving = np.bincount(cell, units[part][seen], (end - begin) * horizon).reshape(end - begin, horizon)
        stock = available[begin:end, None] + np.cumsum(arriving - expected[begin:end], axis=1)
        path[begin:end] = stock
        out[begin:end] = _first(stock < -_HAIR)
        needed[begin:end] = _first(stock < floor[begin:end, None] - _HAIR)
    return path, out, needed


def project_stock(
    on_hand: ArrayLike,
    reserved: ArrayLike,
    receipts: Receipts,
    expected: NDArray[np.floating],
    *,
    lead_time_days: ArrayLike,
    review_days: ArrayLike,
    safety_stock: ArrayLike = 0.0,
) -> Projection:
    """Positions, stock-out day and latest day to order of every series, given `expected` demand [n, h] from today on.

    Goods arrive before the day's demand. `needed_day` is the first evening the stock would lie below the safety stock,
    `order_day` that day less the lead time but not before today, `is_late` where it would have been before today.
    """
    n = len(expected)
    hand, kept, lead, review, floor = (
        np.broadcast_to(np.asarray(x, np.float64), n) for x in (on_hand, reserved, lead_time_days, review_days, safety_stock)
    )
    available = hand - kept
    path, out, needed = _walk(available, receipts, expected, floor)
    whole_lead = np.ceil(np.maximum(lead, 0.0)).astype(np.int32)
    return Projection(
        available=available,
        on_order=receipts.sums(n, np.full(n, np.inf)),
        position_lead=available + receipts.sums(n, lead),
        position=available + receipts.sums(n, lead + review),
        path=path,
        stock_out_day=out,
        needed_day=needed,
        order_day=np.where(needed < 0, -1, np.maximum(needed - whole_lead, 0)).astype(np.int32),
        is_late=(needed >= 0) & (needed < whole_lead),
        days_of_cover=cover_days(available, expected),
    )
