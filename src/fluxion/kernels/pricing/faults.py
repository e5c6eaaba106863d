"""What is wrong with terms, field by field: the caller turns the codes into words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from decimal import Decimal
from typing import get_args

from fluxion.kernels.pricing.listing import net_price
from fluxion.kernels.pricing.quoting import price
from fluxion.kernels.pricing.rounding import half_up
from fluxion.kernels.pricing.terms import (
    LAYERS,
    NEUTRAL,
    Charm,
    Configuration,
    Deductions,
    DiscountKind,
    FeeBase,
    MarginBase,
    Method,
    PriceType,
    Promotion,
    Rung,
    Strategy,
    StrategyKind,
    TaxMode,
)
from fluxion.values.money import LARGEST, currency_decimals, is_currency

Fault = tuple[str, str]
"""A field and a code of `FAULTS`."""

FAULTS = (
    "not_a_number",
    "negative",
    "not_positive",
    "too_large",
    "unknown_currency",
    "unknown_choice",
    "deductions_reach_100",
    "target_out_of_reach",
    "discount_100",
    "minimum_above_maximum",
    "zero_quantity",
    "no_endings",
    "ending_beyond_step",
    "finer_than_currency",
    "twice",
)

_LARGEST_AMOUNT = LARGEST - Decimal("0.0001")
LARGEST_PERCENT, LARGEST_TAX, LARGEST_DEDUCTION = Decimal(1_000_000), Decimal(300), Decimal(100)
"""Percentages beyond these are typing errors: of markups and margins, of each tax, and of each deduction."""


def configuration_faults(configuration: Configuration) -> list[Fault]:
    """Every fault of a configuration, in the order of its fields; none when prices can be made with it.

    >>> configuration_faults(Configuration("EUR", deductions=Deductions(platform=Decimal(100)), method="gross_up"))
    [('deductions', 'deductions_reach_100')]
    """
    paid = configuration.deductions
    numbers = [(name, getattr(configuration, name), LARGEST_TAX) for name in ("vat_percent", "other_taxes_percent")]
    numbers += [(f"deductions.{each.name}", getattr(paid, each.name), LARGEST_DEDUCTION) for each in fields(Deductions)]
    numbers += [("markup_percent", configuration.markup_percent, LARGEST_PERCENT)]
    found = [] if is_currency(configuration.currency) else [("currency", "unknown_currency")]
    found += _choice("price_type", configuration.price_type, get_args(PriceType))
    found += _choice("tax_mode", configuration.tax_mode, get_args(TaxMode))
    found += _choice("fee_base", configuration.fee_base, get_args(FeeBase))
    found += _choice("method", configuration.method, get_args(Method))
    for name, value, most in numbers:
        found += _number(name, value, most)
    if not found and configuration.method == "gross_up" and configuration.deducted >= 1:
        found.append(("deductions", "deductions_reach_100"))
    if configuration.charm is not None:
        found += _charm(configuration.charm, configuration.currency)
    return found


def cost_faults(cost: Decimal | None) -> list[Fault]:
    """Every fault of a cost; a missing or zero cost is none, it is warned of.

    >>> cost_faults(Decimal("-1")), cost_faults(Decimal("1e15")), cost_faults(Decimal("NaN")), cost_faults(None)
    ([('cost', 'negative')], [('cost', 'too_large')], [('cost', 'not_a_number')], [])
    """
    return _optional("cost", cost)


def strategy_faults(strategy: Strategy, configuration: Configuration | None = None) -> list[Fault]:
    """Every fault of a strategy; with the configuration also whether the target margin can be reached under its deductions.

    >>> strategy_faults(Strategy(minimum=Decimal(9), maximum=Decimal(5)))
    [('minimum', 'minimum_above_maximum')]
    """
    found = _choice("kind", strategy.kind, get_args(StrategyKind)) + _choice(
        "target_margin_base", strategy.target_margin_base, get_args(MarginBase)
    )
    found += _optional("competitor_price", strategy.competitor_price, positive=True)
    found += _optional("minimum", strategy.minimum) + _optional("maximum", strategy.maximum, positive=True)
    found += _number("premium_multiplier", strategy.premium_multiplier, LARGEST_PERCENT, positive=True)
    target = strategy.target_margin_percent
    if target is not None:
        found += _number("target_margin_percent", target, LARGEST_PERCENT)
    if found:
        return found
    if strategy.minimum is not None and strategy.maximum is not None and strategy.minimum > strategy.maximum:
        found.append(("minimum", "minimum_above_maximum"))
    if target is not None and configuration is not None and net_price(configuration, 1, strategy) is None:
        found.append(("target_margin_percent", "target_out_of_reach"))
    return found


def promotion_faults(promotion: Promotion) -> list[Fault]:
    """Every fault of a promotion: a discount takes less than everything.

    >>> promotion_faults(Promotion("percentage", Decimal(100))), promotion_faults(Promotion("amount", Decimal(0)))
    ([('value', 'discount_100')], [('value', 'not_positive')])
    """
    found = _choice("kind", promotion.kind, get_args(DiscountKind)) + _discount(promotion.kind, promotion.value)
    found += _optional("minimum_price", promotion.minimum_price)
    if promotion.minimum_margin_percent is not None:
        found += _number("minimum_margin_percent", promotion.minimum_margin_percent, LARGEST_PERCENT)
    for layer in sorted(promotion.protect):
        found += _choice("protect", layer, LAYERS)
    return found


def rung_faults(rungs: Sequence[Rung]) -> list[Fault]:
    """Every fault of volume breaks, fields named by position; quantities are above zero and named once.

    >>> rung_faults([Rung(Decimal(0), "percentage", Decimal(5))])
    [('0.from_quantity', 'zero_quantity')]
    """
    found: list[Fault] = []
    seen: set[Decimal] = set()
    for place, rung in enumerate(rungs):
        wrong = (
            [("from_quantity", "zero_quantity")]
            if rung.from_quantity == 0
            else _number("from_quantity", rung.from_quantity, _LARGEST_AMOUNT)
        )
        wrong += _choice("kind", rung.kind, get_args(DiscountKind)) + _discount(rung.kind, rung.value)
        if not wrong and rung.from_quantity in seen:
            wrong = [("from_quantity", "twice")]
        seen.add(rung.from_quantity) if not wrong else None
        found += [(f"{place}.{name}", code) for name, code in wrong]
    return found


def faults(
    configuration: Configuration,
    cost: Decimal | None,
    strategy: Strategy = NEUTRAL,
    promotion: Promotion | None = None,
    list_price: Decimal | None = None,
) -> list[Fault]:
    """Every fault of what `price` is asked with, named as in the request: `configuration.…`, `cost`, `strategy.…`, `campaign.…`.

    Terms that are each fine but make a price of 10^13 or more are a fault of the cost: `too_large`.

    >>> faults(Configuration("ABC"), Decimal("-2"), promotion=Promotion("percentage", Decimal(120)))
    [('configuration.currency', 'unknown_currency'), ('cost', 'negative'), ('campaign.value', 'discount_100')]
    """
    wrong = configuration_faults(configuration)
    found = [(f"configuration.{name}", code) for name, code in wrong] + cost_faults(cost)
    found += [(f"strategy.{name}", code) for name, code in strategy_faults(strategy, None if wrong else configuration)]
    found += [(f"campaign.{name}", code) for name, code in (promotion_faults(promotion) if promotion else [])]
    found += _optional("list_price", list_price)
    if found:
        return found
    made = price(configuration, cost, strategy, promotion, list_price)
    return [("cost", "too_large")] if "too_large" in made.warnings else []


def _choice(name: str, value: str, known: Sequence[str]) -> list[Fault]:
    return [] if value in known else [(name, "unknown_choice")]


def _number(name: str, value: Decimal, most: Decimal, *, positive: bool = False) -> list[Fault]:
    if not value.is_finite():
        return [(name, "not_a_number")]
    if value < 0:
        return [(name, "negative")]
    if positive and value == 0:
        return [(name, "not_positive")]
    return [(name, "too_large")] if value > most else []


def _optional(name: str, value: Decimal | None, *, positive: bool = False) -> list[Fault]:
    return [] if value is None else _number(name, value, _LARGEST_AMOUNT, positive=positive)


def _discount(kind: str, value: Decimal) -> list[Fault]:
    found = _number("value", value, _LARGEST_AMOUNT, positive=True)
    return [("value", "discount_100")] if not found and kind == "percentage" and value >= 100 else found


def _charm(charm: Charm, currency: str) -> list[Fault]:
    found = _number("charm.step", charm.step, _LARGEST_AMOUNT, positive=True)
    if not charm.endings:
        found.append(("charm.endings", "no_endings"))
    for ending in charm.endings:
        found += _number("charm.endings", ending, _LARGEST_AMOUNT)
    if found:
        return found
    if any(ending >= charm.step for ending in charm.endings):
        return [("charm.endings", "ending_beyond_step")]
    return [(name, "finer_than_currency") for name, value in _shown(charm) if half_up(value, currency_decimals(currency)) != value]


def _shown(charm: Charm) -> Iterator[tuple[str, Decimal]]:
    yield "charm.step", charm.step
    yield from (("charm.endings", ending) for ending in charm.endings)
