"""Rows to price, and what of them depends only on their configuration, their strategy or their promotion: worked out once, exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.pricing import machine
from fluxion.kernels.pricing.listing import net_price
from fluxion.kernels.pricing.machine import LARGEST_FACTOR, NONE
from fluxion.kernels.pricing.quoting import WARNINGS, Priced, markup_warnings, price
from fluxion.kernels.pricing.rounding import half_up, up
from fluxion.kernels.pricing.terms import Configuration, DiscountKind, MarginBase, Promotion, Strategy, StrategyKind, of_percent

Ints = NDArray[np.int64]

SCALE = 4
"""Decimals of amounts and percentages in columns; costs may have more."""
KINDS: tuple[StrategyKind, ...] = get_args(StrategyKind)
BASES: tuple[MarginBase, ...] = get_args(MarginBase)
_DEFAULTS = {"kind": 0, "premium_multiplier": 10**SCALE, "target_margin_base": 0}
_DISCOUNTS: tuple[DiscountKind, ...] = get_args(DiscountKind)


@dataclass(frozen=True)
class Asked:
    """Rows to price: whole numbers of 10^-4 (costs of 10^-`cost_decimals`), NONE = -1 for what is not given.

    `configuration` and `promotion` are positions in the two lists, `kind` and `target_margin_base` in `KINDS` and `BASES`; a cost of 0 is unknown.
    A column left out is NONE throughout (neutral, multiplier 1).
    """

    configurations: Sequence[Configuration]
    configuration: Ints
    cost: Ints
    promotions: Sequence[Promotion] = ()
    promotion: Ints | None = None
    list_price: Ints | None = None
    kind: Ints | None = None
    competitor_price: Ints | None = None
    minimum: Ints | None = None
    maximum: Ints | None = None
    premium_multiplier: Ints | None = None
    target_margin_percent: Ints | None = None
    target_margin_base: Ints | None = None
    cost_decimals: int = SCALE

    def __len__(self) -> int:
        return len(self.cost)

    @cached_property
    def columns(self) -> dict[str, Ints]:
        """Every column by name, with its default where it was left out."""
        found = {}
        for each in fields(self):
            given = getattr(self, each.name)
            if each.name not in ("configurations", "promotions", "cost_decimals"):
                default = _DEFAULTS.get(each.name, NONE)
                found[each.name] = np.full(len(self), default, np.int64) if given is None else np.asarray(given, np.int64)
        return found

    def strategy(self, place: int) -> Strategy:
        """The strategy of one row."""
        names = ("competitor_price", "minimum", "maximum", "premium_multiplier", "target_margin_percent")
        competitor, minimum, maximum, multiplier, target = (_amount(self.columns[name][place]) for name in names)
        kind, base = KINDS[self.columns["kind"][place]], BASES[self.columns["target_margin_base"][place]]
        return Strategy(kind, competitor, minimum, maximum, Decimal(1) if multiplier is None else multiplier, target, base)

    def priced(self, place: int) -> Priced:
        """One row by the exact path."""
        cost, promotion = int(self.columns["cost"][place]), int(self.columns["promotion"][place])
        return price(
            self.configurations[int(self.columns["configuration"][place])],
            Decimal(cost).scaleb(-self.cost_decimals) if cost > 0 else None,
            self.strategy(place),
            self.promotions[promotion] if promotion >= 0 else None,
            _amount(self.columns["list_price"][place]),
        )


def _amount(value: int) -> Decimal | None:
    return None if value < 0 else Decimal(int(value)).scaleb(-SCALE)


def _fitting(*values: Fraction) -> tuple[list[int], int]:
    """Numerators and denominators, and whether any of them is too large for whole numbers of the machine."""
    parts = [part for value in values for part in value.as_integer_ratio()]
    large = any(part >= LARGEST_FACTOR for part in parts)
    return ([0 if part >= LARGEST_FACTOR else part for part in parts] if large else parts), int(large)


def configuration_table(asked: Asked) -> tuple[Ints, Ints]:
    """Every configuration as a row of `machine.C_…`, and the endings of all charms in the smallest units."""
    rows: list[list[int]] = []
    endings: list[int] = []
    for each in asked.configurations:
        decimals = each.decimals
        even = (each.even_share or 0) * Fraction(10**decimals, 10**asked.cost_decimals)
        shares, large = _fitting(each.net_share, each.vat_share, each.paid_share, even)
        gross = int(each.fee_base == "gross" and each.tax_mode == "pass_through")
        units = [10 ** (SCALE - decimals), 10 ** (asked.cost_decimals - decimals), int(each.price_type == "B2B"), gross]
        charm, uneven = _charm(each, decimals)
        places = [len(endings), len(endings) + len(charm) - 1]
        rows.append([*units, *shares, *_invoice(each), charm[0], *places, large | uneven])
        endings += charm[1:]
    return np.array(rows or [[0] * (machine.C_EXACT + 1)], np.int64), np.array(endings or [0], np.int64)


def _invoice(configuration: Configuration) -> list[int]:
    """VAT and other taxes that an invoice adds, over one denominator."""
    if not configuration.taxes_added:
        return [0, 0, 1]
    vat, other = of_percent(configuration.vat_percent), of_percent(configuration.other_taxes_percent)
    bottom = lcm(vat.denominator, other.denominator)
    return [int(vat * bottom), int(other * bottom), bottom]


def _charm(configuration: Configuration, decimals: int) -> tuple[list[int], int]:
    """Step and endings in the smallest units, and whether they are too fine or too large for whole numbers."""
    if configuration.charm is None:
        return [0], 0
    parts = [Fraction(each) * 10**decimals for each in (configuration.charm.step, *configuration.charm.endings)]
    if any(each.denominator != 1 or each >= LARGEST_FACTOR for each in parts):
        return [0], 1
    return [int(each) for each in parts], 0


def maker_table(asked: Asked) -> tuple[Ints, Ints]:
    """What list prices are made with: one row for each pair of configuration and (target, base, multiplier)."""
    names = ("configuration", "target_margin_percent", "target_margin_base", "premium_multiplier")
    keys = np.column_stack([asked.columns[name] for name in names])
    kinds, place = _distinct(keys)
    table = np.zeros((len(kinds), machine.M_EXACT + 1), np.int64)
    for at, (configuration, target, base, multiplier) in enumerate(kinds.tolist()):
        each = asked.configurations[configuration]
        strategy = Strategy(target_margin_percent=_amount(target), target_margin_base=BASES[base])
        units = Fraction(10**each.decimals, 10**asked.cost_decimals)
        computed = (net_price(each, 1, strategy) or 0) * each.posted * units
        told, large = _fitting(computed, computed * Fraction(multiplier, 10**SCALE))
        warned = sum(1 << WARNINGS.index(code) for code in markup_warnings(each, strategy))
        table[at] = [*told, warned, large]
    return table, place


def sale_table(asked: Asked) -> tuple[Ints, Ints]:
    """What promotions come to in each configuration's currency; the position is NONE where there is none."""
    promotion = asked.columns["promotion"]
    kinds, place = _distinct(np.column_stack([asked.columns["configuration"], promotion]))
    table = np.zeros((max(len(kinds), 1), machine.P_EXACT + 1), np.int64)
    for at, (configuration, chosen) in enumerate(kinds.tolist()):
        if chosen >= 0:
            table[at] = _sale(asked.configurations[configuration], asked.promotions[chosen], asked.cost_decimals)
    return table, np.where(promotion >= 0, place, NONE)


def _sale(configuration: Configuration, promotion: Promotion, cost_decimals: int) -> list[int]:
    decimals = configuration.decimals
    units = Fraction(10**decimals, 10**cost_decimals)
    on = promotion.protect
    margin = promotion.minimum_margin_percent if "minimum_margin" in on else None
    wanted = (1 if margin is None else 1 + of_percent(margin)) * units
    value = of_percent(promotion.value)
    if promotion.kind != "percentage":
        value = Fraction(half_up(promotion.value, decimals)) * 10**decimals
    campaign = Fraction(NONE)
    if "campaign_minimum" in on and promotion.minimum_price is not None:
        campaign = Fraction(up(promotion.minimum_price, decimals)) * 10**decimals
    even = wanted * (configuration.even_share or 0) if "break_even" in on else Fraction(0)
    told, large = _fitting(value, campaign, Fraction(0) if margin is None else wanted, even)
    kind = _DISCOUNTS.index(promotion.kind)
    return [kind, *told[:2], int("cost" in on), int("product_minimum" in on), told[2], *told[4:], large]


def _distinct(keys: Ints) -> tuple[Ints, Ints]:
    """The distinct rows and where each row's is."""
    if not len(keys):
        return keys, np.zeros(0, np.int64)
    code = np.zeros(len(keys), np.int64)
    for column in keys.T:  # numbered column by column: numpy's own way over rows sorts them as bytes
        _, number = np.unique(column, return_inverse=True)
        _, code = np.unique(code * (int(number.max()) + 1) + number, return_inverse=True)
    _, first, place = np.unique(code, return_index=True, return_inverse=True)
    return keys[first], place.astype(np.int64)
