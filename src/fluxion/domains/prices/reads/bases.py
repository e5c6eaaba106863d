"""What a price is held against: the cost of each product, its floors, and what a price leaves once everything is paid."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select

from fluxion.base.work import Work
from fluxion.domains.prices.reads.costs import ProductCost, product_costs
from fluxion.domains.prices.reads.strategies import SheetTerms, sheet_terms
from fluxion.domains.prices.rules.configurations import configuration_of
from fluxion.domains.prices.tables import PriceConfiguration
from fluxion.kernels.pricing import NEUTRAL, Configuration, Layer, Promotion, Strategy, floors, half_up, waterfall_at

LIST_FLOORS = Promotion("fixed", Decimal(0), protect=frozenset({"cost", "product_minimum"}))
"""What a list price is held against: the cost and the least price of the product."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a product costs, and what is wanted of its price, in one currency; `configuration` says what a sale pays for.

    `strategy` is None where no rate takes the product's own minimum to the currency: it is then unknown. `no_rate` is true where
    that or the cost is unknown for want of a rate: no floor protects the product.
    `is_channels` is false where no channel prices the product, and nothing can be computed.
    """

    configuration: Configuration
    cost: Decimal | None
    strategy: Strategy | None = NEUTRAL
    is_channels: bool = False
    no_rate: bool = False

    def floor(self) -> tuple[Decimal, Layer] | None:
        """The highest floor and whose it is; None where nothing holds a price."""
        held = floors(self.configuration, self.cost, LIST_FLOORS, self.strategy or NEUTRAL)
        return max(((price, layer) for layer, price in held.items()), key=lambda each: each[0], default=None)

    def left(self, price: Decimal | None) -> tuple[Decimal | None, Decimal | None]:
        """Contribution of one unit, and its share of the net price in percent to one decimal; None where no cost is known."""
        if price is None or not self.cost:
            return None, None
        fall = waterfall_at(self.configuration, self.cost, price)
        if fall.contribution is None:
            return None, None
        return fall.contribution, half_up(fall.contribution / fall.net * 100, 1) if fall.net else None


def bases(work: Work, product_ids: Collection[int], currency: str, channel: PriceConfiguration | None, at: datetime) -> dict[int, Basis]:
    """What the price of each of the products is held against, in a currency and a channel.

    Without a channel each product is reckoned in the first channel of its cost sheet, else as if nothing were deducted.
    """
    costs = product_costs(work, product_ids, at, currency)
    terms = sheet_terms(work, product_ids, at, currency)
    return bases_of(work, costs, terms, currency, configuration_of(channel) if channel else None)


def bases_of(
    work: Work, costs: Mapping[int, ProductCost], terms: Mapping[int, SheetTerms], currency: str, channel: Configuration | None
) -> dict[int, Basis]:
    """The same of costs and terms that were read already, in that currency."""
    work.require("prices.read")
    shared = channel or Configuration(currency, "B2B")
    own = {} if channel else _channels(work, {each for term in terms.values() for each in term.configuration_ids[:1]})
    found = {}
    for product_id, cost in costs.items():
        term = terms.get(product_id)
        first = own.get(term.configuration_ids[0], shared) if term and term.configuration_ids else shared
        is_channels = channel is not None or first is not shared
        strategy = term.strategy if term else NEUTRAL
        no_rate = strategy is None or cost.reason == "no_rate"
        found[product_id] = Basis(_in_currency(first, currency), cost.cost, strategy, is_channels, no_rate)
    return found


def _in_currency(configuration: Configuration, currency: str) -> Configuration:
    return configuration if configuration.currency == currency else replace(configuration, currency=currency)


def _channels(work: Work, ids: Collection[int]) -> dict[int, Configuration]:
    if not ids:
        return {}
    query = select(PriceConfiguration).where(PriceConfiguration.id.in_(ids), PriceConfiguration.active)
    return {row.id: configuration_of(row) for row in work.db.scalars(query)}
