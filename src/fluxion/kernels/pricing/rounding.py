"""Exact fractions into cents and percentages: half up for amounts, up for floors, down for ceilings.

Amounts are held as fractions until they are shown, so that nothing is rounded twice.
"""

from __future__ import annotations

from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction

Number = Decimal | Fraction | int
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Rounds nothing, however large the number: the context of a thread would beyond 28 digits."""


def _decimal(units: int, decimals: int) -> Decimal:
    return Decimal(units).scaleb(-decimals, _EXACT)


def half_up(value: Number, decimals: int) -> Decimal:
    """The value with so many decimals; halves go away from zero.

    >>> half_up(Decimal("4.725"), 2), half_up(Fraction(-1, 8), 2)
    (Decimal('4.73'), Decimal('-0.13'))
    """
    top, bottom = value.as_integer_ratio()
    size = (2 * abs(top) * 10**decimals + bottom) // (2 * bottom)
    return _decimal(size if top >= 0 else -size, decimals)


def share_of(amount: Number, share: Number, decimals: int) -> Decimal:
    """amount × share half up, for an amount that is not negative, without cancelling the fraction first.

    >>> share_of(Decimal("18.99"), Fraction(3, 10), 2)
    Decimal('5.70')
    """
    (a, b), (c, d) = amount.as_integer_ratio(), share.as_integer_ratio()
    return _decimal((2 * a * c * 10**decimals + b * d) // (2 * b * d), decimals)


def percentage(part: Number, whole: Number, decimals: int) -> Decimal:
    """part / whole in percent points half up, for a whole above zero, without cancelling the fraction first.

    >>> percentage(Decimal("-2.00"), Decimal("16.00"), 0)
    Decimal('-13')
    """
    (a, b), (c, d) = part.as_integer_ratio(), whole.as_integer_ratio()
    size = (200 * abs(a) * d * 10**decimals + b * c) // (2 * b * c)
    return _decimal(size if a >= 0 else -size, decimals)


def share_up(amount: Number, share: Number, decimals: int) -> Decimal:
    """amount × share rounded up, without cancelling the fraction first.

    >>> share_up(Decimal(800), Fraction(4, 3), 2)
    Decimal('1066.67')
    """
    (a, b), (c, d) = amount.as_integer_ratio(), share.as_integer_ratio()
    return _decimal(-(-a * c * 10**decimals // (b * d)), decimals)


def up(value: Number, decimals: int) -> Decimal:
    """The smallest number with so many decimals that is not below the value: how floors are rounded.

    >>> up(Fraction(3200, 3), 2)
    Decimal('1066.67')
    """
    top, bottom = value.as_integer_ratio()
    return _decimal(-(-top * 10**decimals // bottom), decimals)


def down(value: Number, decimals: int) -> Decimal:
    """The largest number with so many decimals that is not above the value: how a maximum is rounded.

    >>> down(Decimal("9.999"), 2)
    Decimal('9.99')
    """
    top, bottom = value.as_integer_ratio()
    return _decimal(top * 10**decimals // bottom, decimals)


def converted(amount: Decimal, rate: Decimal) -> Fraction:
    """The amount in the other currency, exact: conversion comes before rounding.

    >>> half_up(converted(Decimal("10.00"), Decimal("0.9215")) * Fraction(5, 2), 2)
    Decimal('23.04')
    """
    return Fraction(amount) * Fraction(rate)
