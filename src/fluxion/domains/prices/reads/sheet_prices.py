"""The price of products in each channel of their sheets, computed now: nothing of it is kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from fluxion.base.work import Work
from fluxion.domains.prices.errors.costs import RateMissing
from fluxion.domains.prices.reads.costs import ProductCost, product_costs
from fluxion.domains.prices.reads.rates import rates_at
from fluxion.domains.prices.reads.strategies import Seen, competitors_at, lowest
from fluxion.domains.prices.rules.configurations import configuration_of, strategy_of
from fluxion.domains.prices.rules.cost_sheets import price_index
from fluxion.domains.prices.rules.faults import FAULT_WORDS
from fluxion.domains.prices.rules.rates import Rates
from fluxion.domains.prices.rules.terms import shown
from fluxion.domains.prices.rules.words import warned
from fluxion.domains.prices.shapes.calculated import Calculation
from fluxion.domains.prices.shapes.configurations import ConfigurationRef, Warned
from fluxion.domains.prices.shapes.cost_sheets import SheetPrice
from fluxion.domains.prices.tables import CostSheet, PriceConfiguration, SheetChannel
from fluxion.kernels import pricing
from fluxion.values.errors import say
from fluxion.values.money import round_money

SEE_COST = "insights.see_cost"
OPEN = ("computed_price", "list_price", "price", "net", "vat", "invoice_vat", "invoice_total")
"""What a price tells of itself to whoever may not see costs."""


@dataclass(frozen=True)
class Ground:
    """All that the prices of some products are made of today."""

    costs: Mapping[str, Mapping[int, ProductCost]]
    channels: Mapping[int, Sequence[PriceConfiguration]]
    seen: Mapping[int, Sequence[Seen]]
    rates: Rates


def ground_of(work: Work, sheets: Sequence[CostSheet]) -> Ground:
    """What the prices of the sheets' products are made of, read in a few statements however many they are."""
    work.require("prices.read")
    products = [sheet.product_id for sheet in sheets]
    channels = channels_of(work, [sheet.id for sheet in sheets])
    currencies = {channel.currency for some in channels.values() for channel in some}
    costs = {currency: product_costs(work, products, work.today, currency) for currency in sorted(currencies)}
    return Ground(costs, channels, competitors_at(work, products, work.today), rates_at(work, work.today))


def channels_of(work: Work, sheet_ids: Collection[int]) -> dict[int, list[PriceConfiguration]]:
    """The active channels of each sheet, its own first."""
    work.require("prices.read")
    query = (
        select(SheetChannel.sheet_id, PriceConfiguration)
        .join(PriceConfiguration, PriceConfiguration.id == SheetChannel.configuration_id)
        .where(SheetChannel.sheet_id.in_(sheet_ids), PriceConfiguration.active)
        .order_by(SheetChannel.sheet_id, SheetChannel.position, SheetChannel.id)
    )
    found: dict[int, list[PriceConfiguration]] = {}
    for row in work.db.execute(query):
        found.setdefault(row.sheet_id, []).append(row.PriceConfiguration)
    return found


def sheet_price(work: Work, sheet: CostSheet, channel: PriceConfiguration, ground: Ground) -> SheetPrice:
    """The price of one product in one channel, or the problem that leaves it without."""
    work.require("prices.read")
    theirs = lowest(ground.seen.get(sheet.product_id, ()), ground.rates, channel.currency)
    strategy = strategy_of(sheet, ground.rates, channel.currency, theirs)
    cost = ground.costs[channel.currency].get(sheet.product_id, ProductCost(None, "no_cost"))
    if strategy is None or cost.reason == "no_rate":
        return _without(work, channel, theirs, _no_rate(work, sheet, channel))
    terms = configuration_of(channel)
    if faults := pricing.faults(terms, cost.cost, strategy):
        code = faults[0][1]
        return _without(work, channel, theirs, Warned(code=code, message=say(FAULT_WORDS[code], work.lang)))
    calculation = shown(pricing.price(terms, cost.cost, strategy))
    sees_cost = work.actor.may(SEE_COST)
    told = calculation.warnings if sees_cost else ()
    return SheetPrice(
        configuration=_ref(channel),
        calculation=calculation if sees_cost else _veiled(calculation),
        competitor_price=_written(theirs, channel.currency),
        competitor_index=price_index(calculation.list_price, theirs),
        problem=None,
        warnings=[Warned(code=code, message=words) for code, words in warned(told, work.lang)],
    )


def _veiled(calculation: Calculation) -> Calculation:
    """The price without anything that tells what the product costs."""
    hidden = dict.fromkeys(name for name in Calculation.model_fields if name not in OPEN)
    return calculation.model_copy(update={**hidden, "waterfall": [], "warnings": []})


def _no_rate(work: Work, sheet: CostSheet, channel: PriceConfiguration) -> Warned:
    missing = RateMissing(currency=sheet.currency, to_currency=channel.currency, day=work.today.isoformat())
    return Warned(code=missing.code, message=missing.in_language(work.lang))


def _without(work: Work, channel: PriceConfiguration, theirs: Decimal | None, problem: Warned) -> SheetPrice:
    return SheetPrice(
        configuration=_ref(channel),
        calculation=None,
        competitor_price=_written(theirs, channel.currency),
        competitor_index=None,
        problem=problem,
        warnings=[],
    )


def _ref(channel: PriceConfiguration) -> ConfigurationRef:
    return ConfigurationRef(id=channel.id, name=channel.name, currency=channel.currency)


def _written(amount: Decimal | None, currency: str) -> Decimal | None:
    return None if amount is None else round_money(amount, currency)
