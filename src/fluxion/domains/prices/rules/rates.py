"""Exchange rates of one day, ready to convert with: exact, and nothing where no rate is known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fluxion.kernels.pricing import down, half_up, up
from fluxion.values.money import LARGEST, MONEY_SCALE

COST_SCALE = 10
"""Decimals that converted costs keep: as many as rates have, and as many as the bulk kernel takes."""
Pair = tuple[str, str]
"""From which currency, and to which."""


@dataclass(frozen=True)
class KnownRate:
    """What one unit of the first currency is worth in the second, and since when."""

    rate: Fraction
    valid_on: date


@dataclass(frozen=True)
class Rates:
    """The rates in force on a day; a pair without one is tried the other way round, and then by way of the company's currency."""

    known: Mapping[Pair, KnownRate] = field(default_factory=dict)
    by_way_of: str = ""

    def rate(self, currency: str, to_currency: str) -> Fraction | None:
        """What one unit is worth in the other currency; None when no rate says so.

        >>> rates = make_rates([("EUR", "USD", Decimal("1.25"), date(2026, 1, 1)), ("USD", "ARS", Decimal(1000), date(2026, 1, 1))], "USD")
        >>> rates.rate("USD", "EUR"), rates.rate("EUR", "ARS"), rates.rate("EUR", "CLP")
        (Fraction(4, 5), Fraction(1250, 1), None)
        """
        direct = self._one(currency, to_currency)
        if direct is not None:
            return direct
        first, second = self._one(currency, self.by_way_of), self._one(self.by_way_of, to_currency)
        return None if first is None or second is None else first * second

    def convert(self, amount: Decimal, currency: str, to_currency: str) -> Decimal | None:
        """The amount in the other currency with the four decimals that money is kept with; None when no rate is known.

        >>> make_rates([("EUR", "USD", Decimal("1.25"), date(2026, 1, 1))], "USD").convert(Decimal(1), "USD", "EUR")
        Decimal('0.8000')
        """
        if currency == to_currency:
            return amount
        found = self.exact(amount, currency, to_currency)
        return None if found is None else half_up(found, MONEY_SCALE)

    def convert_up(self, amount: Decimal, currency: str, to_currency: str, decimals: int = COST_SCALE) -> Decimal | None:
        """The amount in the other currency, never less than it is exactly: what floors are made of; None when no rate is known.

        Rounded up to so many decimals and then to cents it comes to the cents of the exact amount.

        >>> make_rates([("EUR", "USD", Decimal("3"), date(2026, 1, 1))], "USD").convert_up(Decimal(10), "USD", "EUR")
        Decimal('3.3333333334')
        """
        if currency == to_currency:
            return amount
        found = self.exact(amount, currency, to_currency)
        return None if found is None else up(found, decimals)

    def convert_down(self, amount: Decimal, currency: str, to_currency: str) -> Decimal | None:
        """The amount in the other currency, never more than it is exactly: what a maximum is made of; None when no rate is known."""
        if currency == to_currency:
            return amount
        found = self.exact(amount, currency, to_currency)
        return None if found is None else down(found, COST_SCALE)

    def exact(self, amount: Decimal, currency: str, to_currency: str) -> Fraction | None:
        """The amount in the other currency before any rounding; None when no rate is known, or one that makes it 10^13 or more."""
        rate = self.rate(currency, to_currency)
        found = None if rate is None else Fraction(amount) * rate
        return None if found is None or found >= LARGEST else found

    def _one(self, currency: str, to_currency: str) -> Fraction | None:
        if currency == to_currency:
            return Fraction(1)
        there, back = self.known.get((currency, to_currency)), self.known.get((to_currency, currency))
        if there is None or (back is not None and back.valid_on > there.valid_on):
            return None if back is None else 1 / back.rate
        return there.rate


def make_rates(rows: Iterable[tuple[str, str, Decimal, date]], by_way_of: str) -> Rates:
    """Rates from rows of (currency, to currency, rate, valid on), the latest of each pair."""
    known: dict[Pair, KnownRate] = {}
    for currency, to_currency, rate, valid_on in rows:
        before = known.get((currency, to_currency))
        if before is None or before.valid_on < valid_on:
            known[(currency, to_currency)] = KnownRate(Fraction(rate), valid_on)
    return Rates(known, by_way_of)
