"""Rows of configurations and cost sheets as the terms that the pricing kernel reckons with."""

from collections.abc import Iterable
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter
from typing import Any, NamedTuple

from fluxion.domains.prices.rules.rates import Rates
from fluxion.domains.prices.shapes.terms import CharmKind
from fluxion.domains.prices.tables import CostSheet, PriceConfiguration
from fluxion.kernels import pricing
from fluxion.values.codes import search_key
from fluxion.values.money import plain

DEDUCTIONS = ("platform", "payment", "shipping", "marketing", "other")
SAME = ("currency", "price_type", "vat_percent", "other_taxes_percent", "tax_mode", "fee_base", "method", "markup_percent")
"""Fields that a row and the kernel's terms call the same."""
_told = attrgetter(*SAME, *(f"{name}_percent" for name in DEDUCTIONS), "charm_endings", "charm_step")


class Sheet(NamedTuple):
    """What an active cost sheet wants of its product, as `CostSheet` keeps it."""

    id: int
    product_id: int
    currency: str
    strategy: str
    minimum_price: Decimal | None
    maximum_price: Decimal | None
    premium_multiplier: Decimal
    target_margin_percent: Decimal | None
    target_margin_base: str


def configuration_of(row: PriceConfiguration) -> pricing.Configuration:
    """The channel as the kernel knows it."""
    return _configuration(*_told(row))


def stored_configuration(row: Any) -> pricing.Configuration:
    """The same of the columns of a channel as they were read: one for the same values, because the shares worked out stay with it."""
    return _known_configuration(*_told(row))


def _configuration(*told: Any) -> pricing.Configuration:
    same, deductions = dict(zip(SAME, told, strict=False)), dict(zip(DEDUCTIONS, told[len(SAME) :], strict=False))
    return pricing.Configuration(**same, deductions=pricing.Deductions(**deductions), charm=charm_of(*told[-2:]))


_known_configuration = lru_cache(maxsize=256)(_configuration)


def strategy_of(row: CostSheet | Sheet, rates: Rates, currency: str, competitor_price: Decimal | None = None) -> pricing.Strategy | None:
    """What is wanted of a product, its prices in the currency of a channel; None when no rate takes them there.

    `competitor_price` is in that currency already.
    """
    least, most = row.minimum_price, row.maximum_price
    minimum = None if least is None else rates.convert_up(least, row.currency, currency)
    maximum = None if most is None else rates.convert_down(most, row.currency, currency)
    if (minimum is None) != (least is None) or (maximum is None) != (most is None):
        return None
    return pricing.Strategy(
        kind=row.strategy,  # type: ignore[arg-type]
        competitor_price=competitor_price,
        minimum=minimum,
        maximum=maximum,
        premium_multiplier=row.premium_multiplier,
        target_margin_percent=row.target_margin_percent,
        target_margin_base=row.target_margin_base,  # type: ignore[arg-type]
    )


def charm_of(endings: str | None, step: Decimal) -> pricing.Charm | None:
    """The endings of a row, such as "0.49;0.99"; none where prices stay as computed.

    >>> charm_of("0.49;0.99", Decimal(1)).endings, charm_of(None, Decimal(1))
    ((Decimal('0.49'), Decimal('0.99')), None)
    """
    return pricing.Charm(tuple(Decimal(each) for each in endings.split(";")), step) if endings else None


def written_endings(endings: Iterable[Decimal]) -> str | None:
    """The endings as a row keeps them, the smallest first.

    >>> written_endings([Decimal("0.990"), Decimal("0.49")])
    '0.49;0.99'
    """
    return ";".join(plain(each) for each in sorted(set(endings))) or None


def charm_kind(terms: pricing.Configuration) -> CharmKind:
    """How people call the charm rounding of a channel."""
    if terms.charm is None:
        return "none"
    return "down_99" if terms.charm == pricing.down_99(terms.currency) else "custom"


def multipliers(terms: pricing.Configuration) -> tuple[Decimal, Decimal, Decimal]:
    """Base markup, the taxes on the tag, and their product: the guide's preview, 2.5 × 1.21 = 3.025.

    >>> multipliers(pricing.Configuration("EUR", vat_percent=Decimal(21), markup_percent=Decimal(150)))
    (Decimal('2.5'), Decimal('1.21'), Decimal('3.025'))
    """
    is_on_the_tag = terms.price_type == "B2C" and terms.tax_mode == "pass_through"
    base = 1 + terms.markup_percent / 100
    taxes = 1 + (terms.vat_percent + terms.other_taxes_percent) / 100 if is_on_the_tag else Decimal(1)
    return base, taxes, base * taxes


def row_values(name: str, terms: pricing.Configuration) -> dict[str, Any]:
    """The columns of a channel."""
    charm = terms.charm
    return {
        **{field: getattr(terms, field) for field in SAME},
        **{f"{each}_percent": getattr(terms.deductions, each) for each in DEDUCTIONS},
        "name": name,
        "name_key": search_key(name),
        "charm_endings": written_endings(charm.endings) if charm else None,
        "charm_step": charm.step if charm else Decimal(1),
    }


def terms_of(row: PriceConfiguration) -> dict[str, Any]:
    """A channel as it would be sent, so that an edit can be laid over it."""
    terms = configuration_of(row)
    return {
        **{field: getattr(terms, field) for field in SAME},
        "name": row.name,
        "deductions": {each: getattr(terms.deductions, each) for each in DEDUCTIONS},
        "charm": charm_kind(terms),
        "charm_endings": list(terms.charm.endings) if terms.charm else [],
        "charm_step": row.charm_step,
    }
