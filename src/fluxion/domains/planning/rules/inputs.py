"""What a plan is computed from: plain arrays, one row per product × location, gathered once and never touched again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules.known import Known
from fluxion.domains.planning.rules.parameters import Setting
from fluxion.kernels.stocking import Breaks

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Sold:
    """Demand of each product × location that ever sold, as days with sales (CSR), and where the goods were missing."""

    product_id: Ints
    location_id: Ints
    ptr: Ints
    day: NDArray[np.int32]
    units: Floats
    n_days: int
    closed: Flags
    outs_row: Ints
    outs_day: NDArray[np.int32]
    outs_share: Floats


GOODS = ("on_hand", "reserved", "on_order_stated")
"""What a level of stock has goods by; its `id` is kept beside them."""


@dataclass(frozen=True)
class Pairs:
    """Loose figures of product × location pairs: stock levels, sales values, rejected quantities."""

    product_id: Ints
    location_id: Ints
    values: dict[str, Floats]

    @classmethod
    def none(cls, *names: str) -> Pairs:
        """No pair at all."""
        empty = np.zeros(0, np.int64)
        return cls(empty, empty, {name: np.zeros(0) for name in names})


@dataclass(frozen=True)
class Products:
    """Products by rising id, with the terms of the supplier they are bought from; NaN where nobody stated a figure.

    `cost` and `price` are in the company's currency, `buy_cost` in the supplier's. `measured_lead` rests on `lead_receipts` receipts of the
    product from that supplier and `supplier_receipts` of the supplier in all; `arrived_share` is what came of what was ordered. Of
    `offers` suppliers, `next_supplier_id` is the next best and costs `next_cost_share` of the chosen one's total; some could not be compared,
    for lack of a cost or of an exchange rate. `brand` is a code (-1: none); a product added after the catalogue was first loaded is
    `new_since` a day (ordinal). Left out: nobody knows.
    """

    id: Ints
    category_id: Ints
    active: Flags
    cost: Floats
    buy_cost: Floats
    price: Floats
    pack: Floats
    moq: Floats
    supplier_id: Ints
    supply_lead: Floats
    supplier_lead: Floats
    supplier_lead_sd: Floats
    shelf_life: Floats | None = None
    weight: Floats | None = None
    volume: Floats | None = None
    measured_lead: Floats | None = None
    measured_lead_sd: Floats | None = None
    lead_receipts: Floats | None = None
    supplier_receipts: Floats | None = None
    arrived_share: Floats | None = None
    offers: Floats | None = None
    offers_without_cost: Floats | None = None
    offers_without_rate: Floats | None = None
    next_supplier_id: Floats | None = None
    next_cost_share: Floats | None = None
    breaks: Breaks | None = None
    brand: Ints | None = None
    new_since: Floats | None = None

    def told(self, name: str) -> Floats:
        """A column that may have been left out, NaN where nobody knows."""
        values: Floats | None = getattr(self, name)
        return np.full(len(self.id), np.nan) if values is None else values


@dataclass(frozen=True)
class Locations:
    """Locations by rising id; `parent` is the row of the location that supplies it, -1 for none; one that opened lately is
    `new_since` a day (ordinal). Left out: nobody knows."""

    id: Ints
    parent: Ints
    active: Flags
    review: Floats
    lead: Floats
    service: Floats
    new_since: Floats | None = None

    def opened_on(self) -> Floats:
        """The day (ordinal) on which each new location opened, NaN for all others."""
        return np.full(len(self.id), np.nan) if self.new_since is None else self.new_since


@dataclass(frozen=True)
class Coming:
    """Goods ordered or under way: where to, how much, in how many days from the day of the plan (NaN: not told)."""

    product_id: Ints
    location_id: Ints
    quantity: Floats
    due_in: Floats
    is_transfer: Flags

    @classmethod
    def none(cls) -> Coming:
        """Nothing is on its way."""
        empty = np.zeros(0, np.int64)
        return cls(empty, empty, np.zeros(0), np.zeros(0), np.zeros(0, np.bool_))


@dataclass(frozen=True)
class Minimums:
    """What a supplier's orders are bound by, by supplier id: least value, money for one plan, weight and volume of a container.

    Money is in the supplier's currency, of which one is worth `rate` of the company's; NaN, or a column left out, is no limit.
    """

    supplier_id: Ints
    value: Floats
    budget: Floats | None = None
    container_kg: Floats | None = None
    container_m3: Floats | None = None
    rate: Floats | None = None

    def rate_of(self, supplier_id: Ints) -> Floats:
        """What one of each supplier's currency is worth at home: 1 where no supplier or no rates are told, NaN where it is not known."""
        if self.rate is None:
            return np.ones(len(supplier_id))
        at = id_rows(supplier_id, self.supplier_id)
        return np.where(at < 0, 1.0, self.rate[np.maximum(at, 0)] if len(self.rate) else 1.0)

    def of(self, name: str, supplier_id: Ints, missing: float) -> Floats:
        """A column for each of these suppliers, `missing` where there is none."""
        values: Floats | None = getattr(self, name)
        at = id_rows(supplier_id, self.supplier_id)
        if values is None or not len(values):
            return np.full(len(supplier_id), missing)
        found = values[np.maximum(at, 0)]
        return np.where((at < 0) | np.isnan(found), missing, found)


@dataclass(frozen=True)
class Inputs:
    """Everything one planning run looks at, as of one day; `planned_before` is the day of the newest plan of an earlier day.

    `waiting` are the pairs for which a suggested order or transfer is open; `stocked` those that had their first goods lately, with the
    day (ordinal).
    """

    as_of: date
    horizon: int
    sold: Sold
    stock: Pairs
    value: Pairs
    rejected: Pairs
    rejected_moves: Pairs
    products: Products
    locations: Locations
    coming: Coming
    leaving: Pairs
    minimums: Minimums
    settings: tuple[Setting, ...] = field(default=())
    known: Known = field(default=Known())
    planned_before: date | None = None
    waiting: Pairs = field(default_factory=lambda: Pairs.none("open"))
    stocked: Pairs = field(default_factory=lambda: Pairs.none("day"))


def pair_rows(product_id: Ints, location_id: Ints, products: Ints, locations: Ints) -> Ints:
    """Row of each (product, location) among the sorted pairs given, -1 for those that are not there.

    >>> a = np.array
    >>> pair_rows(a([7, 7]), a([2, 1]), a([5, 7]), a([1, 2])).tolist()
    [1, -1]
    """
    if not len(products):
        return np.full(len(product_id), -1, np.int64)
    wide = np.int64(max(int(locations.max()), int(location_id.max()) if len(location_id) else 0) + 1)
    known = products.astype(np.int64) * wide + locations
    asked = product_id.astype(np.int64) * wide + location_id
    found = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    return np.where(known[found] == asked, found, -1)


def id_rows(asked: Ints, known: Ints) -> Ints:
    """Row of each id among the rising ids known, -1 for those that are not there."""
    if not len(known):
        return np.full(len(asked), -1, np.int64)
    found = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    return np.where(known[found] == asked, found, -1)


def rising(*keys: Ints) -> Ints:
    """All the keys given, each once, in rising order.

    `numpy.unique` takes whole numbers through a hash table: ten times as long where millions of them mostly rise already.

    >>> rising(np.array([1, 4, 4]), np.array([2, 1])).tolist()
    [1, 2, 4]
    """
    ordered = np.sort(np.concatenate(keys), kind="stable")
    return ordered[np.diff(ordered, prepend=ordered[:1] - 1) > 0]


def days_until(expected_on: date, as_of: date, today: date) -> int:
    """Days from the day of the plan until goods arrive; 0 or less means they should be here already.

    A plan for a day that lies back (old data, or a question about the past) reads dates that have passed on its own
    calendar, and dates still ahead from today: an order placed today is under way for as long as it takes, whatever
    day the plan is for. Otherwise planning old data would count today's orders years ahead, and buy twice.

    >>> days_until(date(2026, 5, 20), date(2026, 5, 1), date(2026, 5, 1))
    19
    >>> days_until(date(2026, 5, 20), date(2011, 10, 1), date(2026, 5, 1))
    19
    >>> days_until(date(2011, 10, 8), date(2011, 10, 1), date(2026, 5, 1))
    7
    """
    start = today if as_of < today <= expected_on else as_of
    return (expected_on - start).days


def plan_day(asked: date | None, data_until: date | None, today: date, fresh_days: int = 7) -> tuple[date, str]:
    """The day a plan is for, and why: asked for, today, or the day after the newest sale when that is old.

    >>> plan_day(None, date(2011, 9, 30), date(2026, 5, 1))
    (datetime.date(2011, 10, 1), 'old_data')
    >>> plan_day(None, date(2026, 4, 28), date(2026, 5, 1))
    (datetime.date(2026, 5, 1), 'today')
    """
    if asked is not None:
        return asked, "asked"
    if data_until is None or (today - data_until).days <= fresh_days:
        return today, "today"
    return date.fromordinal(data_until.toordinal() + 1), "old_data"


def rounded(values: NDArray[Any]) -> Floats:
    """Quantities as they are shown, to three decimals; everything computed from them starts from what is shown."""
    return np.asarray(np.round(values, 3), np.float64)


def added_up(rows: Ints, values: Floats, n: int) -> Floats:
    """The sum of the values that belong to each of n rows."""
    return np.bincount(rows, values, n).astype(np.float64)
