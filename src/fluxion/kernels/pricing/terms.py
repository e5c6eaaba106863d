"""The words prices are spoken of with: configurations, strategies, promotions and rungs."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import Literal, get_args

from fluxion.kernels.pricing.rounding import half_up
from fluxion.values.money import currency_decimals

PriceType = Literal["B2C", "B2B"]
TaxMode = Literal["pass_through", "deduction"]
FeeBase = Literal["net", "gross"]
Method = Literal["cost_plus", "gross_up"]
StrategyKind = Literal["neutral", "aggressive", "premium"]
MarginBase = Literal["price", "cost"]
DiscountKind = Literal["percentage", "amount", "fixed"]
Layer = Literal["cost", "product_minimum", "campaign_minimum", "minimum_margin", "break_even"]
Decider = Literal["promotion", "list", "cost", "product_minimum", "campaign_minimum", "minimum_margin", "break_even"]

LAYERS: tuple[Layer, ...] = get_args(Layer)
"""Every layer of protection, in the order in which ties are settled: the first of those that ask for the same price is named."""
GUIDE_LAYERS: frozenset[Layer] = frozenset(LAYERS[:4])
"""The four layers of the guide; the fifth knows of VAT and deductions as well."""
ALL_LAYERS: frozenset[Layer] = frozenset(LAYERS)

ZERO, ONE = Decimal(0), Decimal(1)
AGGRESSIVE, PREMIUM = Fraction(95, 100), Fraction(110, 100)
"""What the strategies make of the competitor's price."""


@lru_cache(maxsize=4096)
def of_percent(percent: Decimal) -> Fraction:
    """Percent points as a share.

    >>> of_percent(Decimal("12.5"))
    Fraction(1, 8)
    """
    return Fraction(percent) / 100


@dataclass(frozen=True)
class Deductions:
    """What is paid out of each sale, in percent of the net or gross amount."""

    platform: Decimal = ZERO
    payment: Decimal = ZERO
    shipping: Decimal = ZERO
    marketing: Decimal = ZERO
    other: Decimal = ZERO


@dataclass(frozen=True)
class Charm:
    """Prices people like to see: every multiple of `step` plus one of the `endings`."""

    endings: tuple[Decimal, ...]
    step: Decimal


DOWN_99 = Charm((Decimal("0.99"),), ONE)


def down_99(currency: str) -> Charm:
    """`DOWN_99` in the decimals of the currency: .99, and 99 of every hundred where nothing is smaller than one.

    >>> down_99("EUR") == DOWN_99, down_99("CLP")
    (True, Charm(endings=(Decimal('99'),), step=Decimal('100')))
    """
    return DOWN_99 if currency_decimals(currency) >= 2 else Charm((Decimal(99),), Decimal(100))


@dataclass(frozen=True)
class Configuration:
    """How a sales channel makes prices; percentages are in points ("21" is 21 %)."""

    currency: str
    price_type: PriceType = "B2C"
    vat_percent: Decimal = ZERO
    other_taxes_percent: Decimal = ZERO
    tax_mode: TaxMode = "pass_through"
    deductions: Deductions = field(default_factory=Deductions)
    fee_base: FeeBase = "net"
    method: Method = "cost_plus"
    markup_percent: Decimal = ZERO
    charm: Charm | None = None

    @cached_property
    def decimals(self) -> int:
        """Decimals of its currency."""
        return currency_decimals(self.currency)

    @cached_property
    def taxes(self) -> Fraction:
        """VAT and other taxes together, as a share of the net price."""
        return of_percent(self.vat_percent) + of_percent(self.other_taxes_percent)

    @cached_property
    def taxes_added(self) -> Fraction:
        """The taxes the buyer pays on top of the net price, on the tag or on the invoice; none where the seller bears them."""
        return self.taxes if self.tax_mode == "pass_through" else Fraction(0)

    @cached_property
    def posted(self) -> Fraction:
        """What the posted price is of the net price: more by the taxes that are passed through to a consumer."""
        return 1 + self.taxes_added if self.price_type == "B2C" else Fraction(1)

    @cached_property
    def net_share(self) -> Fraction:
        """What the net price is of the posted price."""
        return 1 / self.posted

    @cached_property
    def vat_share(self) -> Fraction:
        """What VAT is of VAT and other taxes together."""
        return of_percent(self.vat_percent) / self.taxes if self.taxes else Fraction(1)

    @cached_property
    def multiplied(self) -> Fraction:
        """What the net price is of the cost before a gross-up: 1 + markup."""
        return 1 + of_percent(self.markup_percent)

    @cached_property
    def shares(self) -> tuple[tuple[str, Fraction], ...]:
        """Every deduction by name as a share of its base; taxes the seller bears are among them as borne_vat and borne_other_taxes."""
        paid = tuple((each.name, of_percent(getattr(self.deductions, each.name))) for each in fields(Deductions))
        if self.tax_mode == "pass_through":
            return paid
        return (*paid, ("borne_vat", of_percent(self.vat_percent)), ("borne_other_taxes", of_percent(self.other_taxes_percent)))

    @cached_property
    def largest_share(self) -> str:
        """The name of the deduction that weighs most; of equals the first."""
        return max(self.shares, key=lambda each: each[1])[0]

    @cached_property
    def paid_share(self) -> Fraction:
        """All of `shares` together."""
        return sum((share for _, share in self.shares), Fraction(0))

    @cached_property
    def marked(self) -> Fraction | None:
        """What the net price is of the cost; None where a gross-up finds nothing left to divide by."""
        if self.method == "cost_plus":
            return self.multiplied
        return self.multiplied / (1 - self.deducted) if self.deducted < 1 else None

    @cached_property
    def tag_multiplier(self) -> Decimal | None:
        """Base markup × (1 + taxes on the tag) to six decimals, without what a gross-up adds; None where `marked` is."""
        return None if self.marked is None else half_up(self.multiplied * self.posted, 6).normalize() + 0

    @cached_property
    def is_markup_eaten(self) -> bool:
        """Whether deductions leave nothing of the markup: what stays of the price is no more than the cost."""
        return self.multiplied * (1 - self.deducted if self.method == "cost_plus" else 1) <= 1

    @cached_property
    def even_share(self) -> Fraction | None:
        """What the posted price that pays for itself is of the cost; None where deductions take everything."""
        return self.posted / (1 - self.deducted) if self.deducted < 1 else None

    @cached_property
    def fees(self) -> Fraction:
        """The five deductions together, as a share of their own base."""
        return sum((share for _, share in self.shares[: len(fields(Deductions))]), Fraction(0))

    @cached_property
    def deducted(self) -> Fraction:
        """Everything that is paid out of the net price, as a share of it: the fees on their base and the taxes the seller bears.

        Fees on the gross amount weigh more: 10 % of a price with 21 % VAT is 12.1 % of the net price.

        >>> Configuration("EUR", vat_percent=Decimal(21), deductions=Deductions(platform=Decimal(10)), fee_base="gross").deducted
        Fraction(121, 1000)
        """
        base = 1 + self.taxes_added if self.fee_base == "gross" else Fraction(1)
        return self.fees * base + (self.taxes if self.tax_mode == "deduction" else 0)


@dataclass(frozen=True)
class Strategy:
    """What is wanted of one product beyond its configuration; prices are posted prices in the configuration's currency."""

    kind: StrategyKind = "neutral"
    competitor_price: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    premium_multiplier: Decimal = ONE
    target_margin_percent: Decimal | None = None
    target_margin_base: MarginBase = "price"


NEUTRAL = Strategy()


@dataclass(frozen=True)
class Promotion:
    """A discount and what it must not break: `value` is percent points, an amount off, or the price itself."""

    kind: DiscountKind
    value: Decimal
    minimum_price: Decimal | None = None
    minimum_margin_percent: Decimal | None = None
    protect: frozenset[Layer] = ALL_LAYERS


@dataclass(frozen=True)
class Rung:
    """A price from a quantity on: percent points or an amount off the base price, or the price itself."""

    from_quantity: Decimal
    kind: DiscountKind
    value: Decimal
