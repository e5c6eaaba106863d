"""What the company really held and served, worked out from what it sold and received, beside what each rule would have."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules.backtest_case import Case, dense
from fluxion.kernels.replaying import Outcome, at_equal_fill, at_equal_stock

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Curve = tuple[list[float], list[float]]

_HAIR = 1e-6
_LEAST_RECEIVED = 0.8  # of what was sold: over half a year, stock alone does not explain more


class Actual(NamedTuple):
    """What the company did to its series on the days counted, of which series that is known, and whether its stock-outs are: without
    them nobody knows what it could not sell, nor its fill rate."""

    outcome: Outcome
    rows: Flags
    knows_outs: bool


def evenings(sold: Floats, received: Floats, closing: Floats) -> Floats:
    """Stock of every evening [n, days], backwards from the last: what was sold later lay there still, what came later did not.

    >>> evenings(np.array([[2.0, 3.0, 1.0]]), np.array([[0.0, 4.0, 0.0]]), np.array([5.0])).tolist()
    [[5.0, 6.0, 5.0]]
    """
    net = sold - received
    return np.asarray(closing[:, None] + net[:, ::-1].cumsum(axis=1)[:, ::-1] - net, np.float64)


def as_bought(case: Case, wanted: Floats, too_much: Floats, since: int) -> Actual | None:
    """The days counted, from `since` on, as they were; None where of no series that is known.

    Known are series bought from suppliers that received most of what they sold on those days, and whose stock, worked out backwards, was
    never below zero: else goods came or went in a way that receipts do not tell, and a receipt nobody noted would look like stock held.
    """
    if case.bought is None:
        return None
    sold, received = dense(case.real), case.bought.received
    stock = evenings(sold, received, case.bought.closing)[:, since:]
    sold, received, wanted = sold[:, since:], received[:, since:], wanted[:, -stock.shape[1] :]
    rows = case.bought.is_direct & (received.sum(1) >= _LEAST_RECEIVED * sold.sum(1)) & (stock.min(1) >= -_HAIR) & (wanted.sum(1) > 0)
    if not rows.any():
        return None
    done = Outcome(
        days=stock.shape[1],
        demand=wanted.sum(1),
        sold=sold.sum(1),
        received=received.sum(1),
        average_stock=stock.mean(1),
        days_out=(stock <= _HAIR).sum(1).astype(np.float64),
        stock_outs=(wanted > sold + _HAIR).sum(1).astype(np.float64),
        orders=(received > 0).sum(1).astype(np.float64),
        overstock_days=(stock > too_much[:, None]).sum(1).astype(np.float64),
        opening=stock[:, 0] + sold[:, 0] - received[:, 0],
        closing=stock[:, -1],
    )
    outs = case.real.stock_outs
    return Actual(done, rows, outs is not None and len(outs.day) > 0)


def reached(done: Outcome, rows: Flags) -> tuple[float, float]:
    """Fill rate and stock of some of the series."""
    return float(done.sold[rows].sum() / done.demand[rows].sum()), float(done.average_stock[rows].sum())


def beside(actual: Actual, curves: dict[str, Curve]) -> list[dict[str, Any]]:
    """Of each rule, on the same series, the stock it serves as well with and its change, and the fill rate it reaches with the same stock."""
    fill, stock = reached(actual.outcome, actual.rows)
    fill = fill if actual.knows_outs else float("nan")
    found = []
    for code, curve in curves.items():
        same_fill, same_stock = at_equal_fill(fill, curve, ([fill], [stock])), at_equal_stock(stock, curve, ([fill], [stock]))
        found.append(
            {
                "policy": code,
                "stock_units": _told(same_fill.ours, 3),
                "share": _told(same_fill.share, 5),
                "fill_rate": _told(1.0 - same_stock.ours, 5),
            }
        )
    return found


def _told(value: float, digits: int) -> float | None:
    return round(value, digits) if np.isfinite(value) else None
