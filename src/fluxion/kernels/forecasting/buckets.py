"""Demand taken apart and put together: some of the series, or those of several buckets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.forecasting.demand import Demand, StockOuts
from fluxion.kernels.forecasting.regressors import Regressors, rows_of

Ints = NDArray[np.int64]
_PER_SERIES = ("calendar", "start", "group", "cold", "item", "place")


def taken(demand: Demand, rows: Ints) -> Demand:
    """The demand of some of the series, in the order given; links to predecessors are not kept."""
    keep, ptr = rows_of(demand.ptr, rows)
    changed: dict[str, Any] = {name: each[rows] for name in _PER_SERIES if (each := getattr(demand, name)) is not None}
    if demand.stock_outs is not None:
        out, out_ptr = rows_of(demand.stock_outs.ptr, rows)
        old = demand.stock_outs
        changed["stock_outs"] = replace(old, ptr=out_ptr, day=old.day[out], share=old.share[out])
    if demand.regressors is not None:
        changed["regressors"] = demand.regressors.of(rows)
    changed |= dict.fromkeys(("predecessor", "predecessor_share", "predecessor_until"))
    return replace(demand, ptr=ptr, day=demand.day[keep], units=demand.units[keep], **changed)


def joined(parts: list[Demand]) -> Demand:
    """The demand of several buckets of the same history as one; calendars are one and the same in all of them."""
    first = parts[0]
    if len(parts) == 1:
        return first
    if any((p.n_days, p.step, p.first_weekday) != (first.n_days, first.step, first.first_weekday) for p in parts):
        raise ValueError("forecast: buckets must cover the same steps")
    changed: dict[str, Any] = {
        name: np.concatenate([getattr(p, name) for p in parts]) for name in _PER_SERIES if getattr(first, name) is not None
    }
    if first.stock_outs is not None:
        changed["stock_outs"] = _joined_stock_outs([p.stock_outs for p in parts if p.stock_outs is not None])
    if first.regressors is not None:
        changed["regressors"] = _joined_regressors([p.regressors for p in parts if p.regressors is not None])
    ptr = _joined_ptr([p.ptr for p in parts])
    return replace(first, ptr=ptr, day=_all(parts, lambda p: p.day), units=_all(parts, lambda p: p.units), **changed)


def _all(parts: list[Any], column: Callable[[Any], np.ndarray]) -> np.ndarray:
    return np.concatenate([column(part) for part in parts])


def _joined_ptr(parts: list[Ints]) -> Ints:
    return np.concatenate([[0], np.cumsum(np.concatenate([np.diff(ptr) for ptr in parts]))]).astype(np.int64)


def _joined_stock_outs(parts: list[StockOuts]) -> StockOuts:
    ptr = _joined_ptr([p.ptr for p in parts])
    return replace(parts[0], ptr=ptr, day=_all(parts, lambda p: p.day), share=_all(parts, lambda p: p.share))


def _joined_regressors(parts: list[Regressors]) -> Regressors:
    ptr, step, values = _joined_ptr([p.ptr for p in parts]), _all(parts, lambda p: p.step), _all(parts, lambda p: p.values)
    if all(p.table is None for p in parts):
        return Regressors(parts[0].names, ptr, step, values)
    before = np.cumsum([0, *(len(p.ptr) - 1 for p in parts)])
    table = [(np.arange(p.n) if p.table is None else p.table) + shift for p, shift in zip(parts, before, strict=False)]
    return Regressors(parts[0].names, ptr, step, values, np.concatenate(table))
