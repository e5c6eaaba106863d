"""What to worry about, and how much money is at stake."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

ALERT_KINDS = (
    "none",
    "stock_out",
    "below_reorder",
    "overstock",
    "dead_stock",
    "too_much_on_order",
    "expiring",
    "slow_mover",
)
NO_ALERT, STOCK_OUT, BELOW_REORDER, OVERSTOCK, DEAD_STOCK, TOO_MUCH_ON_ORDER, EXPIRING, SLOW_MOVER = range(len(ALERT_KINDS))


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
    on_order: ArrayLike = 0.0,
    order_up_to: ArrayLike = 0.0,
    shelf_life_days: ArrayLike = np.nan,
    holding_rate: ArrayLike = 0.0,
) -> Alerts:
    """The alert of every series, the first that applies.

    stock_out: nothing available though it sells; at risk are the sales until the next receipt or a new order arrives.
    dead_stock: stock without a sale for `dead_after_days`; its cost. expiring: more than sells within the shelf life; the cost of the rest.
    below_reorder: position at or below the reorder point; what a lead time sells beyond the stock. too_much_on_order: with what is `on_order`
    more than `max_cover_days` of demand and than order-up-to; the cost of what could be cancelled. overstock: more than `max_cover_days`
    available; the cost of the surplus. slow_mover: its stock costs more a year than its margin earns; the capital it holds.

    >>> found = stock_alerts([0.0, 50.0], [0.0, 50.0], [0.0, 50.0], 9.0, [2.0, 0.1], 5.0, 3.0, 4.0, [1.0, 4.0], max_cover_days=100)
    >>> found.kind, found.money
    (array([1, 3], dtype=int8), array([ 40., 120.]))
    """
    facts = (on_hand, available, position, reorder_point, daily_mean, lead_time_days, unit_cost, unit_price, days_since_sale)
    bounds = (max_cover_days, dead_after_days, next_receipt_days, on_order, order_up_to, shelf_life_days, holding_rate)
    arrays = np.broadcast_arrays(*(np.asarray(x, np.float64) for x in facts + bounds))
    hand, free, covered, point, pace, lead, cost, price, silent, most, dead_after, receipt, coming, target, life, rate = arrays
    sells = pace > 0
    too_late = np.where(np.isnan(life), 0.0, np.maximum(free - np.nan_to_num(life) * pace, 0.0))
    ordered = np.minimum(np.maximum(free + coming - np.maximum(most * pace, target), 0.0), coming)
    earns_less = sells & (hand > 0) & (rate * hand * cost > pace * 365.0 * np.maximum(price - cost, 0.0)) & (price > 0)
    found = {
        STOCK_OUT: (sells & (free <= 0) & (silent < dead_after), pace * np.maximum(np.minimum(lead, receipt), 0.0) * price),
        DEAD_STOCK: ((hand > 0) & (silent >= dead_after), hand * cost),
        EXPIRING: (too_late > 0, too_late * cost),
        BELOW_REORDER: (sells & (covered <= point), np.maximum(pace * lead - np.maximum(covered, 0.0), 0.0) * price),
        TOO_MUCH_ON_ORDER: (ordered > 0, ordered * cost),
        OVERSTOCK: (free > most * pace, np.maximum(free - most * pace, 0.0) * cost),
        SLOW_MOVER: (earns_less, hand * cost),
    }
    kind = np.select([flag for flag, _ in found.values()], list(found), NO_ALERT)
    money = np.asarray(np.select([flag for flag, _ in found.values()], [worth for _, worth in found.values()], 0.0), np.float64)
    presses = (kind == BELOW_REORDER) & (money > 0) | np.isin(kind, (EXPIRING, TOO_MUCH_ON_ORDER))
    return Alerts(kind.astype(np.int8), money, np.select([kind == STOCK_OUT, presses, kind != NO_ALERT], [3, 2, 1], 0).astype(np.int8))
