"""What publishing rows would do, on whole numbers of 10^-4: what changes and by how much, what falls below its floor, what margins become."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.prices.rules.lists import read_breaks
from fluxion.domains.prices.shapes.lists import RowKind
from fluxion.kernels.pricing import half_up
from fluxion.values.money import MONEY_SCALE, currency_decimals

Ints = NDArray[np.int64]
NONE = -1
UNIT: int = 10**MONEY_SCALE


@dataclass(frozen=True)
class Rows:
    """Rows about to be published, by product: what the list says when they start, and what they state; NONE where there is no price.

    `last` is the price a product had in the list at all, so that taking it out and in again is no way round the threshold where
    nothing else gives a price.
    """

    currency: str
    product_id: Ints
    before: Ints
    after: Ints
    last: Ints
    breaks_before: Sequence[str | None]
    breaks_after: Sequence[str | None]

    @property
    def is_compared(self) -> NDArray[np.bool_]:
        """Rows with a price before and after."""
        return (self.before > 0) & (self.after > 0)

    def kinds(self) -> dict[RowKind, int]:
        """How many rows do what."""
        other = np.array([a != b for a, b in zip(self.breaks_before, self.breaks_after, strict=True)], np.bool_)
        both, equal = self.is_compared, self.before == self.after
        return {
            "new": int(((self.before < 0) & (self.after > 0)).sum()),
            "removed": int(((self.before > 0) & (self.after < 0)).sum()),
            "raised": int((both & (self.after > self.before)).sum()),
            "lowered": int((both & (self.after < self.before)).sum()),
            "breaks": int((both & equal & other).sum()),
            "same": int((equal & ~(both & other)).sum()),
        }

    def changes(self) -> list[Decimal | None]:
        """By how many percent each base price changes, to one decimal."""
        pairs = zip(self.before.tolist(), self.after.tolist(), strict=True)
        return [tenths(after - before, before) if before > 0 and after > 0 else None for before, after in pairs]

    def lowest(self) -> Ints:
        """The lowest price that any quantity reaches after; NONE for products that leave."""
        unit = 10 ** (MONEY_SCALE - currency_decimals(self.currency))
        pairs = zip(self.after.tolist(), self.breaks_after, strict=True)
        return np.array([after if breaks is None else lowest_scaled(after, breaks, unit) for after, breaks in pairs], np.int64)


@dataclass(frozen=True)
class Otherwise:
    """What one kind of buyer pays for the rows without the list, in its currency; NONE where nothing else gives a price."""

    price: Ints
    breaks: Sequence[str | None]


@dataclass(frozen=True)
class Measured:
    """By how much each row changes what somebody pays, in percent points without sign, and the price of that buyer without the list.

    `compared` says how many rows have anything to be compared with.
    """

    largest: list[Decimal]
    otherwise: list[int]
    compared: int


def measured(rows: Rows, ways: Sequence[Otherwise], *, is_used: bool, is_special: bool) -> Measured:
    """The largest change of each row that any buyer meets at any quantity: approval is asked for above a threshold of it.

    A buyer moves from the list's price, where the list is used already and has one, else from what they pay without the list; to
    the price stated, else to what they pay without it. Prices for some only (`is_special`) count as well by how far they
    move away from what those pay otherwise, so that many small steps are not one large one.
    """
    largest: list[int | None] = []
    otherwise: list[int] = []
    for place in range(len(rows.product_id)):
        own = (int(rows.before[place]) if is_used else NONE, rows.breaks_before[place])
        after = (int(rows.after[place]), rows.breaks_after[place])
        sides = [((int(way.price[place]), way.breaks[place])) for way in ways]
        found = [_row_change(own, after, other, rows.currency, is_special=is_special) for other in sides]
        known = [(change, other[0]) for change, other in zip(found, sides, strict=True) if change is not None]
        most, price = max(known, default=(None, NONE))
        if most is None:
            most = _change((int(rows.last[place]), None), after, rows.currency)
        largest.append(most)
        otherwise.append(price)
    told = [Decimal(most or 0).scaleb(-1) for most in largest]
    return Measured(told, otherwise, sum(most is not None for most in largest))


def falls(rows: Rows, ways: Sequence[Otherwise], *, is_used: bool, is_special: bool) -> Ints:
    """By how many tenths of a percent each row lowers what somebody pays, read as `measured` reads changes; 0 where nobody pays less."""
    found = np.zeros(len(rows.product_id), np.int64)
    for place in range(len(found)):
        own = (int(rows.before[place]) if is_used else NONE, rows.breaks_before[place])
        after = (int(rows.after[place]), rows.breaks_after[place])
        sides = [(int(way.price[place]), way.breaks[place]) for way in ways]
        told = [_row_fall(own, after, other, rows.currency, is_special=is_special) for other in sides]
        if own[0] < 0 and all(other[0] < 0 for other in sides):
            told.append(lowered((int(rows.last[place]), None), after, rows.currency))
        found[place] = max(told, default=0)
    return found


Side = tuple[int, str | None]
"""A price in 10^-4, NONE where there is none, and its breaks."""


def _row_fall(own: Side, after: Side, other: Side, currency: str, *, is_special: bool) -> int:
    fall = lowered(own if own[0] > 0 else other, after if after[0] > 0 else other, currency)
    if not is_special or own[0] < 0 or after[0] < 0:
        return fall
    away = lowered(other, after, currency)
    return max(fall, away) if away > lowered(other, own, currency) else fall


def _row_change(own: Side, after: Side, other: Side, currency: str, *, is_special: bool) -> int | None:
    """The change of a row for one kind of buyer in tenths of a percent; None where there is nothing to compare."""
    change = _change(own if own[0] > 0 else other, after if after[0] > 0 else other, currency)
    if not is_special or change is None or own[0] < 0 or after[0] < 0 or other[0] < 0:
        return change
    away, was = _change(other, after, currency) or 0, _change(other, own, currency) or 0
    return max(change, away) if away > was else change


def _change(before: Side, after: Side, currency: str) -> int | None:
    """By how many tenths of a percent two prices differ at the quantity where they differ most.

    >>> _change((100_000, None), (40_000, None), "USD"), _change((100_000, "12:5%"), (100_000, "12:50%"), "USD"), _change((-1, None), (5, None), "USD")
    (600, 474, None)
    """
    if before[0] <= 0 or after[0] <= 0:
        return None
    if before[1] is None and after[1] is None:
        return _tenths(before[0], after[0])
    unit = 10 ** (MONEY_SCALE - currency_decimals(currency))
    met = dict.fromkeys(least for breaks in (before[1], after[1]) for least, _, _ in _scaled(breaks or ""))
    pairs = ((_unit_price(before, least, unit), _unit_price(after, least, unit)) for least in met)
    return max(_tenths(before[0], after[0]), *(_tenths(*pair) for pair in pairs))


def lowered(before: Side, after: Side, currency: str) -> int:
    """By how many tenths of a percent a price falls at the quantity where it falls most; 0 where it does not, or nothing is compared.

    >>> lowered((100_000, None), (40_000, None), "USD"), lowered((40_000, None), (100_000, "12:70%"), "USD"), lowered((5, None), (9, None), "USD")
    (600, 250, 0)
    """
    if before[0] <= 0 or after[0] <= 0:
        return 0
    unit = 10 ** (MONEY_SCALE - currency_decimals(currency))
    met = dict.fromkeys(least for breaks in (before[1], after[1]) for least, _, _ in _scaled(breaks or ""))
    pairs = [before[:1] + after[:1], *((_unit_price(before, least, unit), _unit_price(after, least, unit)) for least in met)]
    return max(_tenths(*pair) if pair[1] < pair[0] else 0 for pair in pairs)


def _tenths(before: int, after: int) -> int:
    return (2000 * abs(after - before) + before) // (2 * before) if before > 0 else 0


def _unit_price(side: Side, quantity: Decimal, unit: int) -> int:
    """What one unit costs at a quantity: the deepest break reached is off the base price."""
    price, breaks = side
    reached = [each for each in _scaled(breaks or "") if each[0] <= quantity]
    return _broken(price, *reached[-1][1:], unit) if reached else price


def lowest_scaled(price: int, breaks: str, unit: int) -> int:
    """The lowest unit price of a price with breaks, in 10^-4; discounts are rounded half up to the `unit` first.

    >>> lowest_scaled(100_000, "12:5%;48:20%;60:9", 100)
    80000
    """
    reached: list[int] = [_broken(price, kind, value, unit) for _, kind, value in _scaled(breaks)]
    return min(price, *reached)


def _broken(price: int, kind: str, value: int, unit: int) -> int:
    match kind:
        case "fixed":
            return value
        case "amount":
            return price - value
        case _:
            return price - (2 * price * value + 100 * UNIT * unit) // (2 * 100 * UNIT * unit) * unit


@lru_cache(maxsize=4096)
def _scaled(breaks: str) -> tuple[tuple[Decimal, str, int], ...]:
    """The breaks, the smallest quantity first."""
    return tuple((rung.from_quantity, rung.kind, int(rung.value.scaleb(MONEY_SCALE))) for rung in read_breaks(breaks))


def tenths(part: int, whole: int) -> Decimal | None:
    """A share in percent to one decimal, half up; None of nothing.

    >>> tenths(1, 8), tenths(-1, 3)
    (Decimal('12.5'), Decimal('-33.3'))
    """
    return half_up(Decimal(part) * 100 / Decimal(whole), 1) if whole else None


def amount(scaled: int) -> Decimal | None:
    """An amount that was a whole number of 10^-4; None for NONE.

    >>> amount(125_000), amount(NONE)
    (Decimal('12.5000'), None)
    """
    return None if scaled < 0 else Decimal(scaled).scaleb(-MONEY_SCALE)
