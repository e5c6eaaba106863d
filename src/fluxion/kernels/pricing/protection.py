"""Promotional prices and what they must not break: `max(promotion, cost, product minimum, campaign minimum, cost × (1 + margin))`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from fluxion.kernels.pricing.listing import break_even_price
from fluxion.kernels.pricing.rounding import half_up, share_of, share_up, up
from fluxion.kernels.pricing.terms import (
    LAYERS,
    NEUTRAL,
    Configuration,
    Decider,
    DiscountKind,
    Layer,
    Promotion,
    Rung,
    Strategy,
    of_percent,
)
from fluxion.values.money import currency_decimals


def floors(configuration: Configuration, cost: Decimal | None, promotion: Promotion, strategy: Strategy = NEUTRAL) -> dict[Layer, Decimal]:
    """The floor of every layer that is switched on and has something to hold, rounded up to the currency's decimals.

    The guide's layers compare the posted price with the cost as written; break_even alone counts VAT and deductions, and holds the minimum
    margin as well where that layer is on. A missing or zero cost makes no floor: nothing is protected by it.

    The laptop of section 8.3 with a minimum margin of 5 %:

    >>> sale = Promotion("percentage", Decimal(50), minimum_margin_percent=Decimal(5), protect=frozenset({"cost", "minimum_margin"}))
    >>> floors(Configuration("EUR"), Decimal(800), sale)
    {'cost': Decimal('800.00'), 'minimum_margin': Decimal('840.00')}
    """
    decimals = configuration.decimals
    margin = promotion.minimum_margin_percent if "minimum_margin" in promotion.protect else None
    found: dict[Layer, Decimal | None] = {
        "cost": up(cost, decimals) if cost else None,
        "product_minimum": None if strategy.minimum is None else up(strategy.minimum, decimals),
        "campaign_minimum": None if promotion.minimum_price is None else up(promotion.minimum_price, decimals),
        "minimum_margin": share_up(cost, 1 + of_percent(margin), decimals) if cost and margin is not None else None,
        "break_even": break_even_price(configuration, cost, margin) if cost and "break_even" in promotion.protect else None,
    }
    return {layer: floor for layer in LAYERS if layer in promotion.protect and (floor := found[layer]) is not None}


def discounted(base: Decimal, kind: DiscountKind, value: Decimal, decimals: int) -> Decimal:
    """The base price less a discount, which is rounded half up before it is subtracted; never below nothing.

    Guide, section 8.1: 30 % of 18.99 is 5.697.

    >>> discounted(Decimal("18.99"), "percentage", Decimal(30), 2)
    Decimal('13.29')
    """
    if kind == "fixed":
        return half_up(value, decimals)
    off = share_of(base, of_percent(value), decimals) if kind == "percentage" else half_up(value, decimals)
    return max(base - off, half_up(0, decimals))


def promoted(list_price: Decimal, promotion: Promotion, floors: Mapping[Layer, Decimal], currency: str) -> tuple[Decimal, Decider]:
    """The promotional price under its floors, and who decided it.

    "promotion" where the discount stands, "list" where a fixed price would have been dearer than the list price, else the layer with the
    highest floor; of layers that ask for the same, the first of `LAYERS`, and a price that equals a floor was not decided by it.

    Guide, section 4: 30.00 less 60 % under a cost of 15.00:

    >>> promoted(Decimal("30.00"), Promotion("percentage", Decimal(60)), {"cost": Decimal("15.00")}, "EUR")
    (Decimal('15.00'), 'cost')
    """
    price = discounted(list_price, promotion.kind, promotion.value, currency_decimals(currency))
    decider: Decider = "promotion"
    if price > list_price:
        price, decider = list_price, "list"
    for layer in LAYERS:
        if layer in floors and floors[layer] > price:
            price, decider = floors[layer], layer
    return price, decider


def rung_price(base: Decimal, rungs: Sequence[Rung], quantity: Decimal, currency: str) -> tuple[Decimal, Rung | None]:
    """The unit price of a quantity, and the rung it reached: each rung is off the base price, and the deepest reached applies.

    >>> steps = [Rung(Decimal(10), "percentage", Decimal(5)), Rung(Decimal(100), "percentage", Decimal(12))]
    >>> rung_price(Decimal("2.50"), steps, Decimal(120), "EUR")[0], rung_price(Decimal("2.50"), steps, Decimal(9), "EUR")[0]
    (Decimal('2.20'), Decimal('2.50'))
    """
    reached = max((rung for rung in rungs if rung.from_quantity <= quantity), key=lambda rung: rung.from_quantity, default=None)
    if reached is None:
        return base, None
    return discounted(base, reached.kind, reached.value, currency_decimals(currency)), reached
