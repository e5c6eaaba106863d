"""What many products cost and are meant to be priced at, as columns of whole numbers for the bulk kernel."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from fractions import Fraction
from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, func, select, type_coerce

from fluxion.base.bulk import IN_LIMIT
from fluxion.base.clock import local_day
from fluxion.base.work import Work
from fluxion.domains.prices.reads.bases import LIST_FLOORS
from fluxion.domains.prices.reads.costs import many_costs, product_costs
from fluxion.domains.prices.reads.rates import rates_at
from fluxion.domains.prices.reads.strategies import competitors_at, lowest
from fluxion.domains.prices.rules.configurations import configuration_of
from fluxion.domains.prices.rules.rates import COST_SCALE
from fluxion.domains.prices.tables import CostSheet, PriceConfiguration, SheetChannel
from fluxion.kernels.pricing import BASES, KINDS, NONE, SCALE, Asked, Configuration, PricedMany, price_many
from fluxion.values.money import LARGEST, MONEY_SCALE

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
_LARGEST = 2**62
"""Beyond this a whole number might not fit into what the bulk kernel reckons with."""
_LARGEST_AMOUNT = int(LARGEST) * 10**MONEY_SCALE
_PLAIN = {
    "kind": 0,
    "minimum": NONE,
    "maximum": NONE,
    "premium_multiplier": 10**SCALE,
    "target_margin_percent": NONE,
    "target_margin_base": 0,
}


@dataclass(frozen=True)
class Columns:
    """Products by id with what the bulk kernel asks of each; amounts are whole numbers of 10^-4, NONE where unknown.

    `cost` is rounded up; `costs` is what is reckoned with, in 10^-`cost_decimals`. No exchange rate takes to the
    currency the cost of what `cost_lost` flags, nor the limits of what `limits_lost` flags.
    """

    product_id: Ints
    costs: Ints
    cost_decimals: int
    cost_lost: Flags
    limits_lost: Flags
    configurations: Sequence[Configuration]
    configuration: Ints
    competitor_price: Ints
    strategy: dict[str, Ints]

    @property
    def no_rate(self) -> Flags:
        """The rows whose floor nobody can tell, because an exchange rate is missing: nothing protects them."""
        return self.cost_lost | self.limits_lost

    @property
    def cost(self) -> Ints:
        """What each product costs, in 10^-4."""
        return np.where(self.costs > 0, -(-self.costs // 10 ** (self.cost_decimals - SCALE)), self.costs)

    def priced(self, list_price: Ints | None = None) -> PricedMany:
        """What the rows should be priced at, or what a price given leaves of each."""
        return price_many(self.asked(list_price))

    def floors(self) -> Ints:
        """The highest floor of each row in 10^-4: its cost or its least price; NONE where nothing holds it."""
        sale: dict[str, Any] = {"promotions": [LIST_FLOORS], "promotion": np.zeros(len(self.costs), np.int64)}
        held = price_many(self.asked(np.full(len(self.costs), 10**SCALE, np.int64), **sale)).stored("price")
        return np.where(held > 0, held, NONE)

    def asked(self, list_price: Ints | None, **sale: Any) -> Asked:
        """The rows as the bulk kernel is asked for them."""
        given: dict[str, Any] = {**self.strategy, **sale, "list_price": list_price, "competitor_price": self.competitor_price}
        given["cost_decimals"] = self.cost_decimals
        return Asked(self.configurations, self.configuration, np.maximum(self.costs, 0), **given)

    def only(self, wanted: Flags) -> "Columns":
        """The rows that are wanted."""
        kept = {name: column[wanted] for name, column in self.strategy.items()}
        at = (self.product_id[wanted], self.costs[wanted], self.cost_decimals, self.cost_lost[wanted], self.limits_lost[wanted])
        return Columns(*at, self.configurations, self.configuration[wanted], self.competitor_price[wanted], kept)


def columns(work: Work, product_ids: Sequence[int], currency: str, channel: PriceConfiguration | None, at: datetime) -> Columns:
    """The columns of the products, in the order of their ids, in a currency and a channel.

    Without a channel each product is reckoned in the first channel of its cost sheet, else as if nothing were deducted.
    """
    ids = np.unique(np.asarray(product_ids, np.int64))
    few = ids.tolist() if len(ids) <= IN_LIMIT else None
    shared = configuration_of(channel) if channel else Configuration(currency, "B2B")
    configurations = [replace(shared, currency=currency)]
    configuration = np.zeros(len(ids), np.int64)
    if channel is None:
        configurations, configuration = _own_channels(work, ids, configurations, few)
    strategy = {name: np.full(len(ids), value, np.int64) for name, value in _PLAIN.items()}
    cost = _costs(work, ids, currency, at, few)
    limits_lost = _fill(work, ids, strategy, currency, at, few)
    theirs = _competitors(work, ids, currency, at, few)
    return Columns(ids, *cost, limits_lost, configurations, configuration, theirs, strategy)


def _costs(work: Work, ids: Ints, currency: str, at: datetime, few: list[int] | None) -> tuple[Ints, int, Flags]:
    """What the products cost, in how many decimals, and whose cost no rate takes to the currency."""
    if few is not None:
        found = sorted(product_costs(work, few, at, currency).items())
        products = [product for product, _ in found]
        told = [None if each.cost is None else int(each.cost.scaleb(COST_SCALE)) for _, each in found]
        lost = [each.reason == "no_rate" for _, each in found]
    else:
        many = many_costs(work, at, currency)
        products, told, lost = many.product_ids, many.costs, [reason == "no_rate" for reason in many.reasons]
    values, decimals = _fitting([NONE if each is None else each for each in told])
    costs, no_rate = np.full(len(ids), NONE, np.int64), np.zeros(len(ids), np.int64)
    where = np.array(products, np.int64)
    put(costs, ids, where, values)
    put(no_rate, ids, where, np.array(lost, np.int64))
    return costs, decimals, no_rate > 0


def _fitting(costs: Sequence[int]) -> tuple[Ints, int]:
    """Costs of 10^-`COST_SCALE` as numbers of the machine, NONE kept: with no more decimals than they have, and no more than fit.

    >>> _fitting([15_000_000_000, -1])
    (array([15000,    -1]), 4)
    """
    finer = 10 ** (COST_SCALE - SCALE)
    if all(each < 0 or each % finer == 0 for each in costs):
        decimals = SCALE
    else:
        most = max(costs)
        decimals = next(each for each in range(COST_SCALE, SCALE - 1, -1) if most // 10 ** (COST_SCALE - each) < _LARGEST)
    unit = 10 ** (COST_SCALE - decimals)
    return np.array([each if each < 0 else -(-each // unit) for each in costs], np.int64), decimals


def _fill(work: Work, ids: Ints, strategy: dict[str, Ints], currency: str, at: datetime, few: Collection[int] | None) -> Flags:
    """Write what active cost sheets want over the columns; gives the rows with limits that no rate takes to the currency."""
    lost = np.zeros(len(ids), np.int64)
    scaled = (CostSheet.minimum_price, CostSheet.maximum_price, CostSheet.premium_multiplier, CostSheet.target_margin_percent)
    query = select(
        CostSheet.product_id,
        CostSheet.currency,
        CostSheet.strategy,
        CostSheet.target_margin_base,
        *(type_coerce(c, BigInteger) for c in scaled),
    ).where(CostSheet.active)
    if few is not None:
        query = query.where(CostSheet.product_id.in_(few))
    rows = work.db.execute(query.order_by(CostSheet.product_id)).all()
    if not rows:
        return lost > 0
    products, currencies, kinds, margin_bases, least, most, premium, target = (list(column) for column in zip(*rows, strict=True))
    rates = rates_at(work, local_day(at, work.settings.timezone))
    factors = {own: rates.rate(own, currency) for own in set(currencies)}

    def moved(values: list[int | None], rounded: Callable[[Fraction], int]) -> Ints:
        pairs = [(value, factors[own]) for value, own in zip(values, currencies, strict=True)]
        found = [NONE if value is None or rate is None else rounded(value * rate) for value, rate in pairs]
        return np.array([each if each < _LARGEST_AMOUNT else NONE for each in found], np.int64)

    given = {
        "kind": np.array([KINDS.index(each) for each in kinds], np.int64),
        "target_margin_base": np.array([BASES.index(each) for each in margin_bases], np.int64),
        "minimum": moved(least, ceil),
        "maximum": moved(most, floor),
        "premium_multiplier": np.array(premium, np.int64),
        "target_margin_percent": np.array([NONE if each is None else each for each in target], np.int64),
    }
    where = np.array(products, np.int64)
    for name, values in given.items():
        put(strategy[name], ids, where, values)
    stated = zip(least, given["minimum"].tolist(), most, given["maximum"].tolist(), strict=True)
    limited = [(one is not None and low == NONE) or (other is not None and high == NONE) for one, low, other, high in stated]
    put(lost, ids, where, np.array(limited, np.int64))
    return lost > 0


def _competitors(work: Work, ids: Ints, currency: str, at: datetime, few: Collection[int] | None) -> Ints:
    day = local_day(at, work.settings.timezone)
    price, rates = np.full(len(ids), NONE, np.int64), rates_at(work, day)
    seen = competitors_at(work, few, day)
    least = {product: lowest(prices, rates, currency) for product, prices in seen.items()}
    known = sorted((product, int(each.scaleb(MONEY_SCALE))) for product, each in least.items() if each is not None)
    if known:
        put(price, ids, np.array([product for product, _ in known], np.int64), np.array([each for _, each in known], np.int64))
    return price


def _own_channels(
    work: Work, ids: Ints, configurations: list[Configuration], few: Collection[int] | None
) -> tuple[list[Configuration], Ints]:
    """The first channel of each product's sheet that is in use, as positions in a list that begins with the one of all others."""
    place = func.row_number().over(partition_by=CostSheet.product_id, order_by=(SheetChannel.position, SheetChannel.id))
    query = (
        select(CostSheet.product_id, SheetChannel.configuration_id, place.label("place"))
        .join(SheetChannel, SheetChannel.sheet_id == CostSheet.id)
        .join(PriceConfiguration, PriceConfiguration.id == SheetChannel.configuration_id)
        .where(CostSheet.active, PriceConfiguration.active)
    )
    ranked = (query if few is None else query.where(CostSheet.product_id.in_(few))).subquery()
    rows = work.db.execute(
        select(ranked.c.product_id, ranked.c.configuration_id).where(ranked.c.place == 1).order_by(ranked.c.product_id)
    ).all()
    chosen = np.zeros(len(ids), np.int64)
    if not rows:
        return configurations, chosen
    needed = sorted({row.configuration_id for row in rows})
    for row in work.db.scalars(select(PriceConfiguration).where(PriceConfiguration.id.in_(needed)).order_by(PriceConfiguration.id)):
        configurations.append(replace(configuration_of(row), currency=configurations[0].currency))
    position = {each: index + 1 for index, each in enumerate(needed)}
    put(chosen, ids, np.array([row.product_id for row in rows]), np.array([position[row.configuration_id] for row in rows]))
    return configurations, chosen


def put(column: Ints, ids: Ints, products: Ints, values: Ints) -> None:
    """Write the values of those of the products that the column has; both are in the order of their ids."""
    places = np.searchsorted(ids, products)
    there = (places < len(ids)) & (ids[np.minimum(places, len(ids) - 1)] == products) if len(ids) else np.zeros(len(products), np.bool_)
    column[places[there]] = values[there]
