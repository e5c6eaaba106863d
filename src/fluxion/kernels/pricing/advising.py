"""What price and what discount a known elasticity speaks for, never below a floor and never where the interval may lose.

The answer to price is statistics and stays a float; the prices are exact decimals, rounded as every other price.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from fluxion.kernels.pricing.elasticity import Elasticity
from fluxion.kernels.pricing.listing import break_even_price, charmed
from fluxion.kernels.pricing.protection import discounted, floors
from fluxion.kernels.pricing.rounding import down, half_up, up
from fluxion.kernels.pricing.terms import ALL_LAYERS, NEUTRAL, Configuration, Promotion, Strategy, of_percent

Bound = Literal["floor", "maximum", "seen", "band"]
Kept = Literal["refused", "cost_missing", "no_room", "gain_uncertain", "already_best"]

MOST_DISCOUNT = 50
"""The deepest discount that is looked at, in percent."""


@dataclass(frozen=True)
class Advice:
    """A better price, or why the present one should stay.

    Contributions are per unit sold today: what it earns now, and what it would at the price, expected and at both ends of the interval.
    `least` and `most` are the best prices at those ends: between them the answer to price leaves the best one open.
    `bound` says what kept the price from going further: a floor, the product's maximum, the range of prices ever seen, or the band.
    """

    price: Decimal | None
    least: Decimal | None = None
    most: Decimal | None = None
    units_percent: float | None = None
    now: float | None = None
    expected: float | None = None
    worst: float | None = None
    best: float | None = None
    bound: Bound | None = None
    kept: Kept | None = None


@dataclass(frozen=True)
class Ground:
    """What an advice rests on: how demand answers, the channel, what a unit costs and is sold for, its limits, and units sold."""

    found: Elasticity
    configuration: Configuration
    cost: Decimal | None
    price: Decimal
    strategy: Strategy = NEUTRAL
    units: float = 1.0

    @property
    def kept(self) -> float:
        """What is left of one unit of money on the tag once taxes and deductions are paid."""
        return float((1 - self.configuration.deducted) * self.configuration.net_share)

    def factor(self, at: Decimal, elasticity: float) -> float:
        """Units sold at a price for each one sold today; below the lowest price ever seen no more are expected than at it."""
        lowest = float(self.price) * (self.found.least or 0.0)
        return float((max(float(at), lowest) / float(self.price)) ** elasticity)

    def earned(self, at: Decimal, elasticity: float) -> float:
        """Contribution at a price of each unit sold today."""
        return (self.kept * float(at) - float(self.cost or 0)) * self.factor(at, elasticity)


def advised_price(
    found: Elasticity,
    configuration: Configuration,
    cost: Decimal | None,
    price: Decimal,
    strategy: Strategy = NEUTRAL,
    band_percent: Decimal | None = None,
) -> Advice:
    """The price with the largest contribution `(share kept × price - cost) × (price / today's)^elasticity`, under every floor.

    It stays within the prices ever seen, within so many percent of today's price, and within the product's minimum and maximum, and never goes
    below cost, minimum or break-even; it is given only where even the worse end of the interval earns more than today.

    At an elasticity of -2 the best price is twice the cost; within 15 % of today's it is the nearest:

    >>> seen = Elasticity(60, -2.0, 0.1, -2.2, -1.8, 0.5, 1.5)
    >>> advised_price(seen, Configuration("EUR"), Decimal(10), Decimal(15)).price
    Decimal('20.00')
    >>> found = advised_price(seen, Configuration("EUR"), Decimal(10), Decimal(15), band_percent=Decimal(15))
    >>> str(found.price), str(found.least), str(found.most), found.bound
    ('17.25', '17.25', '17.25', 'band')
    """
    ground = Ground(found, configuration, cost, price, strategy)
    if not _is_known(found):
        return Advice(None, kept="refused")
    even = break_even_price(configuration, cost) if cost else None
    if not cost or even is None:
        return Advice(None, kept="cost_missing")
    floor = max(up(cost, configuration.decimals), even, up(strategy.minimum or Decimal(0), configuration.decimals))
    limits = _limits(ground, floor, band_percent)
    if limits.least > limits.most:
        return Advice(None, kept="no_room")
    ends = (found.low or 0.0, found.value or 0.0, found.high or 0.0)
    low, best, high = (_best(ground, each, limits) for each in ends)
    now, earned = ground.earned(price, 0.0), [ground.earned(best, each) for each in ends]
    if best == price:
        return Advice(None, now=now, kept="already_best")
    if min(earned) <= now:
        return Advice(None, now=now, kept="gain_uncertain")
    units = (ground.factor(best, ends[1]) - 1) * 100
    return Advice(best, min(low, high), max(low, high), units, now, earned[1], min(earned), max(earned), limits.bound(best))


def _is_known(found: Elasticity) -> bool:
    return not found.refused and None not in (found.value, found.low, found.high, found.least, found.most)


@dataclass(frozen=True)
class _Limits:
    """Between which prices one is looked for, and who set each end."""

    least: Decimal
    most: Decimal
    lower: Bound
    upper: Bound

    def bound(self, price: Decimal) -> Bound | None:
        return self.lower if price == self.least else self.upper if price == self.most else None


def _limits(ground: Ground, floor: Decimal, band_percent: Decimal | None) -> _Limits:
    decimals, price, found = ground.configuration.decimals, ground.price, ground.found
    lower: list[tuple[Decimal, Bound]] = [(floor, "floor"), (up(price * Decimal(repr(found.least)), decimals), "seen")]
    upper: list[tuple[Decimal, Bound]] = [(down(price * Decimal(repr(found.most)), decimals), "seen")]
    if ground.strategy.maximum is not None:
        upper.append((down(ground.strategy.maximum, decimals), "maximum"))
    if band_percent is not None:
        share = of_percent(band_percent)
        lower.append((up(Fraction(price) * (1 - share), decimals), "band"))
        upper.append((down(Fraction(price) * (1 + share), decimals), "band"))
    (least, below), (most, above) = max(lower, key=lambda each: each[0]), min(upper, key=lambda each: each[0])
    return _Limits(least, most, below, above)


def _best(ground: Ground, elasticity: float, limits: _Limits) -> Decimal:
    """Where the contribution is largest between the limits: cost / share kept × e / (1 + e), and as dear as can be down to -1."""
    if elasticity >= -1:
        return charmed(limits.most, ground.configuration.charm, limits.least)
    peak = float(ground.cost or 0) / ground.kept * elasticity / (1 + elasticity)
    within = min(max(peak, float(limits.least)), float(limits.most))
    price = min(max(half_up(Decimal(repr(within)), ground.configuration.decimals), limits.least), limits.most)
    return charmed(price, ground.configuration.charm, limits.least)


@dataclass(frozen=True)
class DiscountAdvice:
    """A discount worth trying over some products, in whole percent, or why none is.

    Contributions are those of the units sold today, over the products that were measured: now, and with the discount, expected and at
    both ends of the interval. `measured` counts those products; `held` those of them that a floor stops short of the discount.
    """

    percent: int | None
    measured: int = 0
    held: int = 0
    now: float | None = None
    expected: float | None = None
    worst: float | None = None
    best: float | None = None
    units_percent: float | None = None
    kept: Literal["refused", "cost_missing", "none_pays"] | None = None


def advised_discount(grounds: Sequence[Ground], terms: Promotion | None = None, most: int = MOST_DISCOUNT) -> DiscountAdvice:
    """The whole percent off that earns most over the products together, under all five floors and the minimums of `terms`.

    Products whose answer to price or whose cost is unknown are left out of it. No more demand is expected below the lowest price ever seen. A
    discount is worth trying only where some product gets it in full and even the worse end of every interval earns more than no discount; of
    equals the smallest is advised.

    At an elasticity of -4 a product that costs 6.00 earns most at 8.00, which is 20 % off 10.00; at -1 no discount pays:

    >>> shop, seen = Configuration("EUR"), Elasticity(60, -4.0, 0.1, -4.2, -3.8, 0.5, 1.0)
    >>> advised_discount([Ground(seen, shop, Decimal(6), Decimal("10.00"))]).percent
    20
    >>> flat = replace(seen, value=-1.0, low=-1.2, high=-0.8)
    >>> advised_discount([Ground(flat, shop, Decimal(6), Decimal("10.00"))]).kept
    'none_pays'
    """
    known = [each for each in grounds if _is_known(each.found) and each.price > 0]
    costed = [each for each in known if each.cost]
    if not costed:
        return DiscountAdvice(None, kept="cost_missing" if known else "refused")
    sale = replace(terms, protect=ALL_LAYERS) if terms else Promotion("percentage", Decimal(0))
    held = [max(floors(each.configuration, each.cost, sale, each.strategy).values()) for each in costed]
    now = sum(each.units * each.earned(each.price, 0.0) for each in costed)
    tried = (_tried(costed, held, percent, now) for percent in range(1, most + 1))
    paying = [each for each in tried if each.held < each.measured and each.worst is not None and each.worst > now]
    if not paying:
        return DiscountAdvice(None, len(costed), now=now, kept="none_pays")
    return max(paying, key=lambda each: (each.expected or 0.0, -(each.percent or 0)))


def _tried(grounds: Sequence[Ground], held: Sequence[Decimal], percent: int, now: float) -> DiscountAdvice:
    expected = worst = best = units = sold = 0.0
    stopped = 0
    for each, floor in zip(grounds, held, strict=True):
        wanted = discounted(each.price, "percentage", Decimal(percent), each.configuration.decimals)
        stopped += wanted < floor
        at = min(max(wanted, floor), each.price)  # a floor never raises a price above the list
        ends = [each.units * each.earned(at, end or 0.0) for end in (each.found.low, each.found.value, each.found.high)]
        expected, worst, best = expected + ends[1], worst + min(ends), best + max(ends)
        sold, units = sold + each.units, units + each.units * each.factor(at, each.found.value or 0.0)
    change = (units / sold - 1) * 100 if sold else 0.0
    return DiscountAdvice(percent, len(grounds), stopped, now, expected, worst, best, change)
