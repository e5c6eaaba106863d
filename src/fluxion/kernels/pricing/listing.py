"""The list price: from what a product costs, or from what the competitor asks, to what stands on the tag."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from fluxion.kernels.pricing.rounding import Number, down, half_up, share_of, share_up, up
from fluxion.kernels.pricing.terms import AGGRESSIVE, NEUTRAL, ONE, PREMIUM, Charm, Configuration, Strategy, of_percent


@dataclass(frozen=True)
class Listed:
    """The computed price, the list price made of it, and what was left or changed on the way (codes of `WARNINGS`)."""

    computed: Decimal | None
    price: Decimal | None
    warnings: tuple[str, ...] = ()


def net_price(configuration: Configuration, cost: Number, strategy: Strategy = NEUTRAL) -> Fraction | None:
    """The exact net price: cost × (1 + markup) under cost_plus, and divided by (1 − deductions) under gross_up.

    A target margin overrides the markup, and is the margin that is left: the contribution as a share of the net price (base "price") or of
    the cost (base "cost") after every deduction, whatever the method. None where no price is high enough for it.

    Guide, section 8.1: 5.50 at 150 % with deductions of 15 %, which the markup survives:

    >>> from fluxion.kernels.pricing.terms import Deductions
    >>> shop = Configuration("EUR", deductions=Deductions(platform=Decimal(15)), method="gross_up", markup_percent=Decimal(150))
    >>> half_up(net_price(shop, Decimal("5.50")), 4)
    Decimal('16.1765')
    """
    marked = marked_by(configuration, strategy)
    return None if marked is None else Fraction(cost) * marked


def marked_by(configuration: Configuration, strategy: Strategy) -> Fraction | None:
    """What the net price is of the cost under a strategy; None where no price is high enough for it.

    A quarter of the price is to stay and a quarter is deducted: the price is twice the cost.

    >>> from fluxion.kernels.pricing.terms import Deductions
    >>> shop = Configuration("EUR", deductions=Deductions(platform=Decimal(25)))
    >>> marked_by(shop, Strategy(target_margin_percent=Decimal(25)))
    Fraction(2, 1)
    """
    if strategy.target_margin_percent is None:
        return configuration.marked
    target = of_percent(strategy.target_margin_percent)
    kept = 1 - configuration.deducted
    raised, kept = (Fraction(1), kept - target) if strategy.target_margin_base == "price" else (1 + target, kept)
    return raised / kept if kept > 0 else None


def posted_price(configuration: Configuration, net: Number) -> Decimal:
    """The price on the tag of a net price: with the taxes a consumer pays, half up to the currency's decimals.

    Guide, section 2: 20.00 at 21 %.

    >>> posted_price(Configuration("EUR", vat_percent=Decimal(21)), Decimal("20.00"))
    Decimal('24.20')
    """
    return share_of(net, configuration.posted, configuration.decimals)


def multiplier(configuration: Configuration, strategy: Strategy = NEUTRAL) -> Decimal | None:
    """Base markup × (1 + taxes on the tag), as the preview shows it, to six decimals; what a gross-up adds for deductions is apart.

    >>> multiplier(Configuration("EUR", vat_percent=Decimal(21), markup_percent=Decimal(150)))
    Decimal('3.025')
    """
    if strategy.target_margin_percent is None:
        return configuration.tag_multiplier
    base = marked_by(configuration, strategy)
    if base is None:
        return None
    if configuration.method == "gross_up":
        base *= 1 - configuration.deducted
    return half_up(base * configuration.posted, 6).normalize() + 0


def charmed(price: Decimal, charm: Charm | None, floor: Decimal | None = None) -> Decimal:
    """The largest price with an allowed ending that is not above the price; the price itself where that would cross the floor.

    Guide, section 3; twice is the same as once:

    >>> from fluxion.kernels.pricing.terms import DOWN_99
    >>> charmed(Decimal("26.04"), DOWN_99), charmed(Decimal("25.99"), DOWN_99), charmed(Decimal("26.04"), DOWN_99, Decimal("26.00"))
    (Decimal('25.99'), Decimal('25.99'), Decimal('26.04'))
    """
    if charm is None:
        return price
    best = max(((price - ending) // charm.step * charm.step + ending for ending in charm.endings if ending <= price), default=Decimal(0))
    if best <= 0 or (floor is not None and best < floor):
        return price
    return best.quantize(price)


def break_even_price(configuration: Configuration, cost: Number, minimum_margin_percent: Decimal | None = None) -> Decimal | None:
    """The lowest posted price that pays cost, deductions and VAT (and the margin on cost, when one is named), rounded up.

    None where deductions take everything. The guide's laptop, section 8.3, with 25 % deductions:

    >>> from fluxion.kernels.pricing.terms import Deductions
    >>> laptop = Configuration("EUR", deductions=Deductions(platform=Decimal(25)))
    >>> break_even_price(laptop, Decimal(800)), break_even_price(laptop, Decimal(800), Decimal(5))
    (Decimal('1066.67'), Decimal('1120.00'))
    """
    if configuration.even_share is None:
        return None
    share = configuration.even_share
    if minimum_margin_percent:
        share *= 1 + of_percent(minimum_margin_percent)
    return share_up(cost, share, configuration.decimals)


def list_price_of(configuration: Configuration, cost: Decimal | None, strategy: Strategy = NEUTRAL) -> Listed:
    """The computed price and the list price: strategy, premium multiplier, maximum and minimum, then charm.

    Aggressive asks 95 % of the competitor's price and premium 110 %; without one the computed price stands. Charm never crosses the cost, the
    product's minimum or the break-even price. Of a missing or zero cost nothing is computed.

    >>> from fluxion.kernels.pricing.terms import DOWN_99
    >>> list_price_of(Configuration("EUR", markup_percent=Decimal(100), charm=DOWN_99), Decimal("13.02")).price
    Decimal('25.99')
    """
    decimals = configuration.decimals
    marked = marked_by(configuration, strategy) if cost else None
    share = None if marked is None else marked * configuration.posted
    amount, computed = cost or Decimal(0), None if share is None or cost is None else share_of(cost, share, decimals)
    warnings = []
    if strategy.kind != "neutral":
        if strategy.competitor_price is None:
            warnings.append("competitor_missing")
        else:
            amount, share = strategy.competitor_price, AGGRESSIVE if strategy.kind == "aggressive" else PREMIUM
    if share is None:
        return Listed(computed, None, tuple(warnings))
    if strategy.premium_multiplier != ONE:
        share *= Fraction(strategy.premium_multiplier)
    price = share_of(amount, share, decimals)
    if strategy.maximum is not None and price > strategy.maximum:
        price = down(strategy.maximum, decimals)
        warnings.append("maximum_applied")
    least = None if strategy.minimum is None else up(strategy.minimum, decimals)
    if least is not None and price < least:
        price = least
        warnings.append("minimum_applied")
    held = [least, up(cost, decimals) if cost else None, break_even_price(configuration, cost) if cost else None]
    floor = max((each for each in held if each is not None), default=None)
    return Listed(computed, charmed(price, configuration.charm, floor), tuple(warnings))


def invoiced(configuration: Configuration, net: Decimal) -> tuple[Decimal, Decimal]:
    """VAT and other taxes that an invoice adds to a B2B price, each half up; nothing where the seller bears them.

    Guide, section 8.4: 22.50 at 21 % is 4.725.

    >>> invoiced(Configuration("EUR", price_type="B2B", vat_percent=Decimal(21)), Decimal("22.50"))
    (Decimal('4.73'), Decimal('0.00'))
    """
    decimals = configuration.decimals
    if not configuration.taxes_added:
        return half_up(0, decimals), half_up(0, decimals)
    shares = (configuration.vat_percent, configuration.other_taxes_percent)
    vat, other = (share_of(net, of_percent(share), decimals) for share in shares)
    return vat, other
