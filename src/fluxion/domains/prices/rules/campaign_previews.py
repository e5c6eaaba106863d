"""What a campaign does to every price at once: before and after, what is left, which floor decided, and which campaign wins."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.prices.rules.campaigns import Running, enforced
from fluxion.domains.prices.shapes.campaign_previews import PreviewFlag
from fluxion.kernels.pricing import DECIDERS, NONE, UNSAID, Asked, PricedMany, Promotion, price_many

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
MACHINE = 2**62
FIRST_LAYER = DECIDERS.index("cost")
"""Deciders from here on are floors."""


@dataclass(frozen=True)
class Ground:
    """What every campaign of a channel starts from, by product: `asked` has the list prices, NONE where there is none.

    `is_open` is False where a campaign may not change the price: a minimum that cannot be told in the channel's currency,
    or no known cost where the company blocks sales below it. `no_rate` flags products whose floor nobody can tell, because no
    exchange rate takes their cost or their minimum there.
    """

    asked: Asked
    is_open: Flags
    below_cost: str
    no_rate: Flags | None = None


@dataclass(frozen=True)
class Offered:
    """One campaign's prices in the smallest unit of the currency; the list price where it offers nothing."""

    answers: PricedMany
    price: Ints
    holds: Flags


@dataclass(frozen=True)
class Preview:
    """Every product of a campaign before and after; money in the smallest unit of the currency, percentages in tenths."""

    list_price: Ints
    price: Ints
    decider: Ints
    cost: Ints
    break_even: Ints
    before: Ints
    after: Ints
    margin_before: Ints
    margin_after: Ints
    markup_after: Ints
    safe_discount: Ints
    extra_units: Ints
    best_price: Ints
    beaten_by: Ints
    flags: dict[PreviewFlag, Flags]


def offered(ground: Ground, promotion: Promotion) -> Offered:
    """What a promotion makes of the list prices, only where that is below them and above nothing."""
    rows = replace(ground.asked, promotions=[enforced(promotion, ground.below_cost)], promotion=np.zeros(len(ground.asked), np.int64))
    answers = price_many(rows)
    base, price = answers.column("list_price"), answers.column("price")
    holds = ground.is_open & (base > 0) & (price > 0) & (price < base)
    return Offered(answers, np.where(holds, price, base), holds)


def bare(ground: Ground) -> Ground:
    """The same with nothing that costs decide: what may be shown before protection to whoever may not see costs."""
    return replace(ground, is_open=np.ones(len(ground.asked), np.bool_), below_cost="off")


def without_floors(promotion: Promotion) -> Promotion:
    """The discount alone."""
    return replace(promotion, protect=frozenset())


def previewed(
    ground: Ground, promotion: Promotion, others: Sequence[tuple[Running, Flags]], goes_first: Callable[[Running], bool]
) -> Preview:
    """The campaign's effect on each product; `others` hold at the same time for the products flagged.

    `goes_first` tells whether another campaign goes first where both ask for the same price.
    """
    mine, regular = offered(ground, promotion), price_many(ground.asked)
    answers, holds = mine.answers, mine.holds
    best, beaten_by = _beaten(ground, mine, others, goes_first)

    def figure(name: str) -> Ints:
        return np.where(holds, answers.column(name), regular.column(name))

    shown = Preview(
        list_price=answers.column("list_price"),
        price=mine.price,
        decider=np.where(holds, answers.deciding, NONE),
        cost=regular.column("cost"),
        break_even=answers.column("break_even_price"),
        before=regular.column("contribution"),
        after=figure("contribution"),
        margin_before=regular.column("margin_on_price_percent"),
        margin_after=figure("margin_on_price_percent"),
        markup_after=figure("margin_on_cost_percent"),
        safe_discount=answers.column("largest_safe_discount_percent"),
        extra_units=np.where(holds, answers.column("extra_units_to_keep_profit_percent"), UNSAID),
        best_price=best,
        beaten_by=beaten_by,
        flags={},
    )
    return replace(shown, flags=_flags(shown, holds, ground.no_rate))


def _beaten(
    ground: Ground, mine: Offered, others: Sequence[tuple[Running, Flags]], goes_first: Callable[[Running], bool]
) -> tuple[Ints, Ints]:
    """What the buyer pays in the end, and the place of the campaign that beats this one; NONE where none does."""
    best, beaten_by = mine.price.copy(), np.full(len(mine.price), NONE, np.int64)
    # In the order in which buyers get equal prices, so that of several that beat this one the first is named.
    order = sorted(range(len(others)), key=lambda place: _turn(others[place][0]))
    for place in order:
        other, flagged = others[place]
        theirs = offered(ground, other.promotion)
        ties = (theirs.price == best) & (beaten_by == NONE) & mine.holds & goes_first(other)
        better = flagged & theirs.holds & ((theirs.price < best) | ties)
        best, beaten_by = np.where(better, theirs.price, best), np.where(better, place, beaten_by)
    return best, beaten_by


def _turn(campaign: Running) -> tuple[int, datetime, int]:
    return -campaign.priority, campaign.starts_at, campaign.id


def _flags(shown: Preview, holds: Flags, no_rate: Flags | None) -> dict[PreviewFlag, Flags]:
    lost = np.zeros(len(holds), np.bool_) if no_rate is None else no_rate
    return {
        "discounted": holds,
        "protected": holds & (shown.decider >= FIRST_LAYER) & ~lost,
        "loses": holds & (shown.after < 0) & (shown.after != UNSAID),
        "below_cost": holds & (shown.cost > 0) & (shown.price < shown.cost),
        "no_cost": (shown.cost <= 0) & ~lost,
        "no_rate": lost,
        "no_price": shown.list_price <= 0,
        "no_discount": (shown.list_price > 0) & ~holds,
        "beaten": shown.beaten_by != NONE,
    }


def summed(amounts: Ints, thousandths: Ints, wanted: Flags) -> int:
    """The sum of amounts times units of a thousandth, exact whatever its size.

    >>> largest = np.array([2**61, 2**61])
    >>> summed(largest, np.array([1000, 500]), np.array([True, True])) == 1500 * 2**61
    True
    """
    left, right = amounts[wanted], thousandths[wanted]
    if int(np.abs(left).max(initial=0)) * int(right.sum()) < MACHINE:
        return int(np.dot(left, right))
    return sum(int(amount) * int(units) for amount, units in zip(left, right, strict=True))
