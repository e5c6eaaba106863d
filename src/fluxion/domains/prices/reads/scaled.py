"""What many products cost and are meant to be priced at, as columns of whole numbers for the bulk kernel."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, func, select, type_coerce

from fluxion.base.bulk import IN_LIMIT
from fluxion.base.clock import local_day
from fluxion.base.work import Work
from fluxion.domains.prices.reads.bases import LIST_FLOORS
from fluxion.domains.prices.reads.costs import product_cost_frame, product_costs
from fluxion.domains.prices.reads.rates import rates_at
from fluxion.domains.prices.reads.strategies import competitors_at, lowest
from fluxion.domains.prices.rules.configurations import configuration_of
from fluxion.domains.prices.tables import CostSheet, PriceConfiguration, SheetChannel
from fluxion.kernels.pricing import BASES, KINDS, NONE, SCALE, Asked, Configuration, PricedMany, half_up, price_many
from fluxion.values.money import MONEY_SCALE

Ints = NDArray[np.int64]
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
    """Products by id with what the bulk kernel asks of each; amounts are whole numbers of 10^-4, NONE where unknown."""

    product_id: Ints
    cost: Ints
    configurations: Sequence[Configuration]
    configuration: Ints
    competitor_price: Ints
    strategy: dict[str, Ints]

    def priced(self, list_price: Ints | None = None) -> PricedMany:
        """What the rows should be priced at, or what a price given leaves of each."""
        return price_many(self._asked(list_price))

    def floors(self) -> Ints:
        """The highest floor of each row in 10^-4: its cost or its least price; NONE where nothing holds it."""
        sale: dict[str, Any] = {"promotions": [LIST_FLOORS], "promotion": np.zeros(len(self.cost), np.int64)}
        held = price_many(self._asked(np.full(len(self.cost), 10**SCALE, np.int64), **sale)).stored("price")
        return np.where(held > 0, held, NONE)

    def _asked(self, list_price: Ints | None, **sale: Any) -> Asked:
        given: dict[str, Any] = {**self.strategy, **sale, "list_price": list_price, "competitor_price": self.competitor_price}
        return Asked(self.configurations, self.configuration, np.maximum(self.cost, 0), **given)

    def only(self, wanted: NDArray[np.bool_]) -> "Columns":
        """The rows that are wanted."""
        kept = {name: column[wanted] for name, column in self.strategy.items()}
        at = (self.product_id[wanted], self.cost[wanted])
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
    _fill(work, ids, strategy, currency, at, few)
    return Columns(
        ids, _costs(work, ids, currency, at, few), configurations, configuration, _competitors(work, ids, currency, at, few), strategy
    )


def _costs(work: Work, ids: Ints, currency: str, at: datetime, few: list[int] | None) -> Ints:
    cost = np.full(len(ids), NONE, np.int64)
    if few is not None:
        found = product_costs(work, few, at, currency)
        known = {product: int(each.cost.scaleb(MONEY_SCALE)) for product, each in found.items() if each.cost is not None}
        for place, product in enumerate(few):
            cost[place] = known.get(product, NONE)
        return cost
    frame = product_cost_frame(work, at, currency)
    put(cost, ids, np.asarray(frame["product_id"]), np.asarray(frame["cost"].fill_null(NONE)))
    return cost


def _fill(work: Work, ids: Ints, strategy: dict[str, Ints], currency: str, at: datetime, few: Collection[int] | None) -> None:
    """Write what active cost sheets want over the columns; a minimum that no rate takes to the currency is left unknown."""
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
        return
    products, currencies, kinds, margin_bases, least, most, premium, target = (list(column) for column in zip(*rows, strict=True))
    rates = rates_at(work, local_day(at, work.settings.timezone))
    factors = {own: rates.rate(own, currency) for own in set(currencies)}

    def moved(values: list[int | None]) -> Ints:
        pairs = [(value, factors[own]) for value, own in zip(values, currencies, strict=True)]
        return np.array([NONE if value is None or rate is None else int(half_up(value * rate, 0)) for value, rate in pairs], np.int64)

    given = {
        "kind": np.array([KINDS.index(each) for each in kinds], np.int64),
        "target_margin_base": np.array([BASES.index(each) for each in margin_bases], np.int64),
        "minimum": moved(least),
        "maximum": moved(most),
        "premium_multiplier": np.array(premium, np.int64),
        "target_margin_percent": np.array([NONE if each is None else each for each in target], np.int64),
    }
    for name, values in given.items():
        put(strategy[name], ids, np.array(products, np.int64), values)


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
