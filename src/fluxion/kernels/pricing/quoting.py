"""One price with everything there is to say about it: how it came about, where its money goes, and what it should be warned of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from fluxion.kernels.pricing.listing import Listed, break_even_price, invoiced, list_price_of, marked_by, multiplier
from fluxion.kernels.pricing.protection import floors, promoted
from fluxion.kernels.pricing.rounding import half_up, percentage
from fluxion.kernels.pricing.terms import NEUTRAL, Configuration, Decider, Layer, Promotion, Strategy
from fluxion.kernels.pricing.waterfall import Step, Waterfall, waterfall_at
from fluxion.values.money import LARGEST

WARNINGS = (
    "cost_missing",
    "competitor_missing",
    "maximum_applied",
    "minimum_applied",
    "markup_eaten",
    "deductions_take_all",
    "target_out_of_reach",
    "too_large",
    "below_cost",
    "below_break_even",
    "raised_above_list",
)
"""Codes of what a price can be warned of, in the order they are told."""


@dataclass(frozen=True)
class Priced:
    """A price and its reasons; None stands for what cannot be said (no cost, no price, no promotion, nothing invoiced).

    Percentages have one decimal, money the currency's. `regular_contribution` is that of the
    list price; `protected` is true where a floor made of the cost is on and held the price.
    """

    cost: Decimal | None
    computed_price: Decimal | None
    list_price: Decimal | None
    price: Decimal | None
    deciding_layer: Decider | None
    net: Decimal | None
    vat: Decimal | None
    other_taxes: Decimal | None
    deductions_total: Decimal | None
    contribution: Decimal | None
    regular_contribution: Decimal | None
    margin_on_price_percent: Decimal | None
    margin_on_cost_percent: Decimal | None
    multiplier: Decimal | None
    break_even_price: Decimal | None
    largest_safe_discount_percent: Decimal | None
    extra_units_to_keep_profit_percent: Decimal | None
    invoice_vat: Decimal | None
    invoice_other_taxes: Decimal | None
    invoice_total: Decimal | None
    floors: Mapping[Layer, Decimal]
    protected: bool
    waterfall: tuple[Step, ...]
    warnings: tuple[str, ...]


def price(
    configuration: Configuration,
    cost: Decimal | None,
    strategy: Strategy = NEUTRAL,
    promotion: Promotion | None = None,
    list_price: Decimal | None = None,
) -> Priced:
    """The price of one product; a `list_price` given is taken as it is instead of being computed.

    Ask for `faults` first; what would cost 10^13 or more has no price and is warned of as too_large. The T-shirt of the guide, section 8.1, at 30 % off:

    >>> from fluxion.kernels.pricing.terms import DOWN_99, Deductions
    >>> paid = Deductions(platform=Decimal(2), payment=Decimal(3), marketing=Decimal(10))
    >>> shop = Configuration("EUR", "B2C", Decimal(21), deductions=paid, method="gross_up", markup_percent=Decimal(150), charm=DOWN_99)
    >>> shirt = price(shop, Decimal("5.50"), promotion=Promotion("percentage", Decimal(30)))
    >>> [str(each) for each in (shirt.computed_price, shirt.list_price, shirt.price, shirt.contribution, shirt.break_even_price)]
    ['19.57', '18.99', '13.29', '3.83', '7.83']
    """
    listed = list_price_of(configuration, cost, strategy)
    base = listed.price if list_price is None else half_up(list_price, configuration.decimals)
    even = break_even_price(configuration, cost) if cost else None
    told = () if list_price is not None else listed.warnings
    held = floors(configuration, cost, promotion, strategy) if promotion and base is not None else {}
    if any(each is not None and each >= LARGEST for each in (listed.computed, base, even, *held.values())):
        listed, base, even, held, told = Listed(None, None), None, None, {}, ("too_large",)
    offer = _offer(configuration, cost, base, promotion, held)
    return _told(configuration, cost, strategy, listed.computed, base, even, offer, told)


@dataclass(frozen=True)
class _Offer:
    """The price under its floors, who decided it, and the waterfalls of it and of the list price."""

    floors: Mapping[Layer, Decimal]
    decider: Decider | None = None
    fall: Waterfall | None = None
    regular: Waterfall | None = None
    promoted: bool = False


def _offer(
    configuration: Configuration, cost: Decimal | None, base: Decimal | None, promotion: Promotion | None, held: Mapping[Layer, Decimal]
) -> _Offer:
    if base is None:
        return _Offer(held)
    regular = waterfall_at(configuration, cost, base)
    if promotion is None:
        return _Offer(held, "list", regular, regular)
    asked, decider = promoted(base, promotion, held, configuration.currency)
    return _Offer(held, decider, regular if asked == base else waterfall_at(configuration, cost, asked), regular, True)


def _told(
    configuration: Configuration,
    cost: Decimal | None,
    strategy: Strategy,
    computed: Decimal | None,
    base: Decimal | None,
    even: Decimal | None,
    offer: _Offer,
    told: tuple[str, ...],
) -> Priced:
    fall = offer.fall
    vat, other, total = _invoice(configuration, fall)
    known = half_up(cost, configuration.decimals) if cost else None
    amounts = {name: getattr(fall, name, None) for name in ("net", "vat", "other_taxes", "deductions_total", "contribution")}
    left = amounts["contribution"]
    regular = offer.regular.contribution if offer.regular else None
    warnings = {*told, *_warnings(configuration, cost, strategy, base, fall, even)}
    return Priced(
        cost=known,
        computed_price=computed,
        list_price=base,
        price=fall.posted if fall else None,
        deciding_layer=offer.decider,
        **amounts,
        regular_contribution=regular,
        margin_on_price_percent=_percent(left, amounts["net"]),
        margin_on_cost_percent=_percent(left, known),
        multiplier=multiplier(configuration, strategy),
        break_even_price=even,
        largest_safe_discount_percent=largest_safe_discount(base, even),
        extra_units_to_keep_profit_percent=extra_units(regular, left) if offer.promoted else None,
        invoice_vat=vat,
        invoice_other_taxes=other,
        invoice_total=total,
        floors=offer.floors,
        protected=fall is not None and bool(offer.floors.keys() & {"cost", "minimum_margin", "break_even"}),
        waterfall=fall.steps if fall else (),
        warnings=tuple(code for code in WARNINGS if code in warnings),
    )


def _invoice(configuration: Configuration, fall: Waterfall | None) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    if fall is None or configuration.price_type != "B2B":
        return None, None, None
    vat, other = invoiced(configuration, fall.net)
    return vat, other, fall.net + vat + other


def _percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return percentage(part, whole, 1) if part is not None and whole else None


def largest_safe_discount(list_price: Decimal | None, break_even: Decimal | None) -> Decimal | None:
    """How many percent the list price can lose until it only just pays for itself; nothing where it does not even now.

    >>> largest_safe_discount(Decimal("18.99"), Decimal("7.83"))
    Decimal('58.8')
    """
    return None if not list_price or break_even is None else _percent(max(list_price - break_even, Decimal(0)), list_price)


def extra_units(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """How many percent more units must be sold at the second contribution to earn what the first earned.

    None where no number of units does. The T-shirt earns 7.84 at its list price and 3.83 at 30 % off:

    >>> extra_units(Decimal("7.84"), Decimal("3.83"))
    Decimal('104.7')
    """
    if before is None or after is None or before <= 0 or after <= 0:
        return None
    return _percent(before - after, after)


def configuration_warnings(configuration: Configuration) -> list[str]:
    """What a configuration without faults should be warned of: deductions that eat the whole markup, or the whole price.

    >>> from fluxion.kernels.pricing.terms import Deductions
    >>> configuration_warnings(Configuration("EUR", deductions=Deductions(platform=Decimal(40)), markup_percent=Decimal(50)))
    ['markup_eaten']
    """
    return markup_warnings(configuration, NEUTRAL)


def markup_warnings(configuration: Configuration, strategy: Strategy) -> list[str]:
    """What a configuration should be warned of under a strategy: a target margin replaces the markup."""
    if configuration.deducted >= 1:
        return ["deductions_take_all"]
    if strategy.target_margin_percent is not None:
        return [] if marked_by(configuration, strategy) is not None else ["target_out_of_reach"]
    return ["markup_eaten"] if configuration.is_markup_eaten else []


def _warnings(
    configuration: Configuration,
    cost: Decimal | None,
    strategy: Strategy,
    base: Decimal | None,
    fall: Waterfall | None,
    even: Decimal | None,
) -> list[str]:
    found = markup_warnings(configuration, strategy)
    if not cost:
        found.append("cost_missing")
    if fall is None:
        return found
    if cost and fall.posted < cost:
        found.append("below_cost")
    if even is not None and fall.posted < even:
        found.append("below_break_even")
    if base is not None and fall.posted > base:
        found.append("raised_above_list")
    return found
