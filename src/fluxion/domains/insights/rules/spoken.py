"""Exact shares and days with their month in words, as sentences of results write them."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from babel.dates import format_date

from fluxion.base.spoken import locale_of, number
from fluxion.base.spoken import percent as in_percent
from fluxion.kernels.pricing import half_up


def spoken(value: Fraction | Decimal | float, lang: str, most_decimals: int = 0, least_decimals: int = 0) -> str:
    """A number with so many decimals at most and at least.

    >>> spoken(-1234.5, "es", 1), spoken(-1234.5, "en", 1)
    ('-1.234,5', '-1,234.5')
    """
    exact = Decimal(repr(value)) if isinstance(value, float) else value
    return number(half_up(exact, most_decimals), lang, most_decimals, least_decimals)


def percent(share: Fraction | float, lang: str) -> str:
    """A change in whole percent, with its sign; none has no sign.

    >>> percent(Fraction(3, 2), "es"), percent(-0.031, "en"), percent(0.004, "pt")
    ('+150 %', '-3%', '0%')
    """
    size = Decimal(repr(share)) if isinstance(share, float) else share
    whole = half_up(size * 100, 0)
    return f"{'+' if whole > 0 else ''}{in_percent(whole, lang, 0)}"


def day_of(day: date, lang: str) -> str:
    """A day with its month in words.

    >>> day_of(date(2026, 2, 28), "es")
    '28 de febrero de 2026'
    """
    return format_date(day, "long", locale=locale_of(lang))
