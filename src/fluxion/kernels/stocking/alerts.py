"""What to worry about, and how much money is at stake."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

ALERT_KINDS = ("none", "stock_out", "below_reorder", "overstock", "dead_stock")
NO_ALERT, STOCK_OUT, BELOW_REORDER, OVERSTOCK, DEAD_STOCK = range(len(ALERT_KINDS))


@dataclass(frozen=True)
class Alerts:
    """One worry per series at most: its kind, the money at risk and how severe it is (0 none, 3 act today)."""

    kind: NDArray[np.int8]
    money: Floats
    severity: NDArray[np.int8]

    def kind_names(self) -> list[str]:
        """The kind of every series' alert in words."""
        return [ALERT_KINDS[code] for code in self.kind]


def stock_alerts(
    on_hand: ArrayLike,
    available: ArrayLike,
    position: ArrayLike,
    reorder_point: ArrayLike,
    daily_mean: ArrayLike,
    lead_time_days: ArrayLike,
    unit_cost: ArrayLike,
    unit_price: ArrayLike,
    days_since_sale: ArrayLike,
    *,
    max_cover_days: ArrayLike,
    dead_after_days: ArrayLike = 90,
    next_receipt_days: ArrayLike = np.inf,
) -> Alerts:
    """The alert of every series.

    stock_out: nothing available though it sells; at risk are the sales until the next receipt or a new order arrives.
    below_reorder: position at or below the reorder point; at risk is what a lead time sells beyond the stock.
    dead_stock: stock without a sale for `dead_after_days`; at risk is its cost. overstock: more than `max_cover_days`
    of demand; at risk is the cost of the surplus.

    >>> found = stock_alerts([0.0, 50.0], [0.0, 50.0], [0.0, 50.0], [9.0, 9.0], [2.0, 0.1], 5.0, 3.0, 4.0, [1.0, 4.0],
    ...                      max_cover_days=100)
    >>> found.kind, found.money
    (array([1, 3], dtype=int8), array([ 40., 120.]))
    """
    given = (on_hand, available, position, reorder_point, daily_mean, lead_time_days, unit_cost, unit_price, days_since_sale)
    arrays = np.broadcast_arrays(*(np.asarray(x, np.float64) for x in (*given, max_cover_days, dead_after_days, next_receipt_days)))
    hand, free, covered, point, pace, lead, cost, price, silent, most, dead_after, receipt = arrays
    sells = pace > 0
    out, dead = sells & (free <= 0) & (silent < dead_after), (hand > 0) & (silent >= dead_after)
    below, surplus = sells & (covered <= point), np.maximum(free - most * pace, 0.0)
    kind = np.select([out, dead, below, surplus > 0], [STOCK_OUT, DEAD_STOCK, BELOW_REORDER, OVERSTOCK], NO_ALERT)
    lost = pace * np.maximum(np.minimum(lead, receipt), 0.0)
    short = np.maximum(pace * lead - np.maximum(covered, 0.0), 0.0)
    money = np.select([kind == k for k in (1, 2, 3, 4)], [lost * price, short * price, surplus * cost, hand * cost], 0.0)
    severity = np.select([out, (kind == BELOW_REORDER) & (short > 0), kind != NO_ALERT], [3, 2, 1], 0)
    return Alerts(kind.astype(np.int8), np.asarray(money, np.float64), severity.astype(np.int8))
