"""What a campaign added: the change of its products against the change of all others."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LEAST_TIMES = 4
"""Earlier pairs of periods that are needed to say how much such a comparison moves by itself."""


@dataclass(frozen=True)
class Lift:
    """What would have been expected, what came on top of it, and that as a share of what was expected."""

    expected: Fraction
    extra: Fraction
    share: Fraction


def lift(before: Decimal, during: Decimal, others_before: Decimal, others_during: Decimal) -> Lift | None:
    """Difference in differences, in ratios: expected is what was sold before, changed as everything else changed.

    None where one of the bases is nothing. Products of a campaign that went from 200 to 330 while the others went from 1,000 to 1,100:

    >>> found = lift(Decimal(200), Decimal(330), Decimal(1000), Decimal(1100))
    >>> found.expected, found.extra, found.share
    (Fraction(220, 1), Fraction(110, 1), Fraction(1, 2))
    """
    if before <= 0 or others_before <= 0 or others_during <= 0:
        return None
    expected = Fraction(before) * Fraction(others_during) / Fraction(others_before)
    extra = Fraction(during) - expected
    return Lift(expected, extra, extra / expected)


def usual_swing(inside: Floats, others: Floats, days: int) -> float | None:
    """By what share the same comparison moved without the campaign: the root mean square over earlier pairs of periods.

    `inside` and `others` are daily figures up to the day before the campaign, cut from their end into periods of so many days. None where
    there are fewer than `LEAST_TIMES` pairs in which everything sold.

    >>> others = np.full(50, 10.0)
    >>> usual_swing(others * 3, others, 10), round(usual_swing(np.repeat([3.0, 4.0, 3.0, 4.0, 3.0], 10), others, 10), 4)
    (0.0, 0.3333)
    """
    count = len(inside) // days
    if count < 2:
        return None
    sums = [each[len(each) - count * days :].reshape(count, days).sum(axis=1) for each in (inside, others)]
    known = (sums[0] > 0) & (sums[1] > 0)
    both = known[1:] & known[:-1]
    if int(both.sum()) < LEAST_TIMES:
        return None
    ratio = np.log(np.where(known, sums[0], 1.0)) - np.log(np.where(known, sums[1], 1.0))
    return float(np.expm1(np.sqrt(np.mean(np.diff(ratio)[both] ** 2))))
