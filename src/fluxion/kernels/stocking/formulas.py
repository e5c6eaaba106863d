"""Stock formulas of the field, one at a time, with their sources.

Demand and lead time are in days; quantities in product units. Chopra & Meindl, Supply Chain Management, ch. 11, and
Silver, Pyke & Thomas, Inventory and Production Management in Supply Chains, ch. 4, 6 and 7, unless said otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def protection_sd(daily_mean: float, daily_sd: float, days: float, lead_time_sd: float = 0.0) -> float:
    """Standard deviation of the demand over `days`, with a lead time that itself varies.

    Chopra & Meindl, example 11-6: seven days give or take seven, 2,500 a day give or take 500.

    >>> round(protection_sd(daily_mean=2500, daily_sd=500, days=7, lead_time_sd=7))
    17550
    """
    return math.sqrt(days * daily_sd**2 + daily_mean**2 * lead_time_sd**2)


def safety_stock(daily_mean: float, daily_sd: float, lead_time_days: float, service_level: float, lead_time_sd: float = 0.0) -> float:
    """Stock kept against demand and lead time turning out worse than expected; negative below 50 % service.

    Chopra & Meindl, example 11-6 at 90 % (their table rounds z):

    >>> round(safety_stock(daily_mean=2500, daily_sd=500, lead_time_days=7, service_level=0.90, lead_time_sd=7))
    22491
    """
    return float(scipy.special.ndtri(service_level)) * protection_sd(daily_mean, daily_sd, lead_time_days, lead_time_sd)


def reorder_point(daily_mean: float, daily_sd: float, lead_time_days: float, service_level: float, lead_time_sd: float = 0.0) -> float:
    """Stock level at which to order so that most lead times pass without a shortage.

    Product units; demand taken as independent and normal from day to day (Silver, Pyke & Thomas, ch. 7).

    >>> round(reorder_point(daily_mean=10, daily_sd=4, lead_time_days=9, service_level=0.95), 1)
    109.7
    """
    buffer = safety_stock(daily_mean, daily_sd, lead_time_days, service_level, lead_time_sd)
    return daily_mean * lead_time_days + buffer


def order_up_to(
    daily_mean: float,
    daily_sd: float,
    lead_time_days: float,
    review_days: float,
    service_level: float,
    lead_time_sd: float = 0.0,
) -> float:
    """Inventory position to order up to when one looks every `review_days` (R, S).

    Chopra & Meindl, ch. 11, periodic review (Lego at Walmart: 2,500 a week give or take 500, two weeks' lead time, reviewed every
    four weeks, 90 %): safety stock 1,570, so 16,570.

    >>> round(order_up_to(daily_mean=2500, daily_sd=500, lead_time_days=2, review_days=4, service_level=0.90))
    16570
    """
    return reorder_point(daily_mean, daily_sd, lead_time_days + review_days, service_level, lead_time_sd)


def cycle_service(level: float, mean: float, sd: float) -> float:
    """Chance that normal demand of the protection period does not exceed the level.

    Chopra & Meindl, example 11-2 (reorder at 6,000; two weeks of 2,500 give or take 500):

    >>> round(cycle_service(level=6000, mean=5000, sd=500 * math.sqrt(2)), 2)
    0.92
    """
    if sd <= 0:
        return 1.0 if level >= mean else 0.0
    return float(scipy.special.ndtr((level - mean) / sd))


def normal_loss(level: float, mean: float, sd: float) -> float:
    """Expected units short when normal demand meets the level: sd (phi(k) - k (1 - Phi(k))).

    Chopra & Meindl, example 11-3 (expected shortage per cycle 25):

    >>> round(normal_loss(level=6000, mean=5000, sd=500 * math.sqrt(2)))
    25
    """
    if sd <= 0:
        return max(mean - level, 0.0)
    k = (level - mean) / sd
    return sd * (math.exp(-k * k / 2) / math.sqrt(2 * math.pi) - k * float(scipy.special.ndtr(-k)))


def gamma_loss(level: float, mean: float, sd: float) -> float:
    """Expected units short when gamma demand meets the level: right-skewed and never negative (Burgin 1975).

    With sd = mean it is the exponential, whose loss is mean * exp(-level / mean):

    >>> round(gamma_loss(level=20, mean=10, sd=10), 4) == round(10 * math.exp(-2), 4)
    True
    """
    if sd <= 0 or mean <= 0 or level <= 0:
        return max(mean - level, 0.0)
    shape, scale = (mean / sd) ** 2, sd * (sd / mean)
    beyond = mean * float(scipy.special.gammaincc(shape + 1, level / scale)) - level * float(scipy.special.gammaincc(shape, level / scale))
    return max(beyond, 0.0)


def fill_rate(level: float, mean: float, sd: float, order_quantity: float) -> float:
    """Share of normal demand served from the shelf: 1 - expected shortage per cycle / quantity ordered per cycle.

    Chopra & Meindl, example 11-3 (lots of 10,000):

    >>> round(fill_rate(level=6000, mean=5000, sd=500 * math.sqrt(2), order_quantity=10000), 4)
    0.9975
    """
    return max(0.0, 1.0 - normal_loss(level, mean, sd) / order_quantity)


def gamma_fill_rate(level: float, mean: float, sd: float, order_quantity: float) -> float:
    """Share of gamma demand served from the shelf.

    >>> round(gamma_fill_rate(level=20, mean=10, sd=10, order_quantity=10), 4)
    0.8647
    """
    return max(0.0, 1.0 - gamma_loss(level, mean, sd) / order_quantity)


def order_quantity(need: float, moq: float = 0.0, pack: float = 1.0) -> float:
    """Quantity to order: the need, at least the minimum, rounded up to whole packs; nothing when nothing is needed.

    The rule is `ceil(max(need, moq) / pack) * pack` and is applied once, to the need of all that is ordered together:
    three needs of 20 at a minimum of 100 are one order of 100, not three.

    >>> order_quantity(need=20 + 20 + 20, moq=100, pack=1)
    100.0
    >>> order_quantity(need=25, moq=0, pack=12), order_quantity(need=0, moq=100, pack=12)
    (36.0, 0.0)
    """
    if need <= 0:
        return 0.0
    # a hair above a whole pack is rounding error of the division, not demand
    return float(math.ceil(max(need, moq) / pack - 1e-9) * pack)


def inventory_position(on_hand: float, reserved: float, open_orders: Iterable[tuple[float, float]], within_days: float) -> float:
    """Stock one can count on within some days: on hand, less reserved, plus what arrives by then.

    `open_orders` are (due in days, quantity); one that is late counts today, once; one due later does not count.

    >>> inventory_position(on_hand=40, reserved=10, open_orders=[(-3, 20), (9, 100), (30, 500)], within_days=14)
    150.0
    """
    return float(on_hand - reserved + sum(quantity for due, quantity in open_orders if max(due, 0) <= within_days))


def economic_order_quantity(yearly_demand: float, cost_per_order: float, holding_cost: float) -> float:
    """Order size that balances ordering against holding: sqrt(2 K D / h).

    Snyder & Shen, Fundamentals of Supply Chain Theory, example 3.1:

    >>> round(economic_order_quantity(yearly_demand=1300, cost_per_order=8, holding_cost=0.225), 2)
    304.05
    """
    return math.sqrt(2 * cost_per_order * yearly_demand / holding_cost)


@dataclass(frozen=True)
class StockLevels:
    """Textbook levels of n series: demand over lead time + review, its buffer, and where to order and up to what."""

    protection_mean: Floats
    protection_sd: Floats
    safety_stock: Floats
    reorder_point: Floats
    order_up_to: Floats


def stock_levels(
    daily_mean: ArrayLike,
    daily_sd: ArrayLike,
    lead_time_days: ArrayLike,
    lead_time_sd: ArrayLike,
    review_days: ArrayLike,
    service_level: ArrayLike,
) -> StockLevels:
    """`reorder_point` and `order_up_to` of many series at once, where there is no forecast to take a quantile of.

    >>> levels = stock_levels([10.0], [4.0], [9.0], [0.0], [7.0], [0.95])
    >>> levels.reorder_point.round(1), levels.order_up_to.round(1)
    (array([109.7]), array([186.3]))
    """
    mean, sd, lead, lead_sd, review, service = (
        np.asarray(x, np.float64) for x in (daily_mean, daily_sd, lead_time_days, lead_time_sd, review_days, service_level)
    )
    z, doubt = scipy.special.ndtri(service), mean**2 * lead_sd**2
    days = lead + review
    deviation = np.sqrt(days * sd**2 + doubt)
    point = mean * lead + z * np.sqrt(lead * sd**2 + doubt)
    return StockLevels(mean * days, deviation, z * deviation, point, mean * days + z * deviation)


def expected_shortage(level: ArrayLike, mean: ArrayLike, sd: ArrayLike) -> Floats:
    """`gamma_loss` of many series at once.

    >>> expected_shortage([20.0, 5.0], [10.0, 8.0], [10.0, 0.0]).round(4)
    array([1.3534, 3.    ])
    """
    at, mu, s = np.broadcast_arrays(*(np.asarray(x, np.float64) for x in (level, mean, sd)))
    varies = (s > 0) & (mu > 0) & (at > 0)
    safe_mu, safe_s = np.where(varies, mu, 1.0), np.where(varies, s, 1.0)
    with np.errstate(over="ignore"):
        shape, ratio = (safe_mu / safe_s) ** 2, np.where(varies, at, 0.0) / safe_s * (safe_mu / safe_s)
    beyond = safe_mu * scipy.special.gammaincc(shape + 1, ratio) - at * scipy.special.gammaincc(shape, ratio)
    return np.asarray(np.maximum(np.where(varies, beyond, mu - at), 0.0), np.float64)
