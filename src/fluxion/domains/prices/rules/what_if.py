"""What publishing rows would do, on whole numbers of 10^-4: what changes and by how much, what falls below its floor, what margins become."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.prices.rules.lists import Stated, largest_change, read_breaks
from fluxion.domains.prices.shapes.lists import RowKind
from fluxion.kernels.pricing import half_up
from fluxion.values.money import MONEY_SCALE, currency_decimals

Ints = NDArray[np.int64]
NONE = -1
UNIT = 10**MONEY_SCALE


@dataclass(frozen=True)
class Rows:
    """Rows about to be published, by product: what holds when they start, and what they state; NONE where there is no price.

    `last` is the price a product had in the list at all, so that taking it out and in again is no way round the threshold.
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

    def largest(self, changes: Sequence[Decimal | None]) -> list[Decimal]:
        """The largest change that any quantity meets, row by row; with the same breaks it is that of the base price."""
        found = []
        for place, change in enumerate(changes):
            if change is None:
                last, after = int(self.last[place]), int(self.after[place])
                found.append(abs(tenths(after - last, last) or Decimal(0)) if last > 0 and after > 0 else Decimal(0))
            elif self.breaks_before[place] == self.breaks_after[place]:
                found.append(abs(change))
            else:
                old = Stated(amount(int(self.before[place])), self.breaks_before[place])
                found.append(largest_change(old, Stated(amount(int(self.after[place])), self.breaks_after[place]), self.currency))
        return found

    def lowest(self) -> Ints:
        """The lowest price that any quantity reaches after; NONE for products that leave."""
        unit = 10 ** (MONEY_SCALE - currency_decimals(self.currency))
        pairs = zip(self.after.tolist(), self.breaks_after, strict=True)
        return np.array([after if breaks is None else lowest_scaled(after, breaks, unit) for after, breaks in pairs], np.int64)


def lowest_scaled(price: int, breaks: str, unit: int) -> int:
    """The lowest unit price of a price with breaks, in 10^-4; discounts are rounded half up to the `unit` first.

    >>> lowest_scaled(100_000, "12:5%;48:20%;60:9", 100)
    80000
    """
    found = price
    for kind, value in _scaled(breaks):
        match kind:
            case "fixed":
                found = min(found, value)
            case "amount":
                found = min(found, price - value)
            case _:
                off = (2 * price * value + 100 * UNIT * unit) // (2 * 100 * UNIT * unit) * unit
                found = min(found, price - off)
    return found


@lru_cache(maxsize=4096)
def _scaled(breaks: str) -> tuple[tuple[str, int], ...]:
    return tuple((rung.kind, int(rung.value.scaleb(MONEY_SCALE))) for rung in read_breaks(breaks))


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
