"""Money and quantities: exact decimals, their scales and how they are rounded."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

MONEY_SCALE = 4
QTY_SCALE = 3
LARGEST = Decimal("1e13")
_CENTS = {"CLP": 0, "PYG": 0, "JPY": 0, "KWD": 3}


@dataclass(frozen=True)
class Money:
    """An exact amount in one currency; amounts of different currencies never mix.

    >>> Money(Decimal("10.005"), "USD").rounded()
    Money(amount=Decimal('10.01'), currency='USD')
    """

    amount: Decimal
    currency: str

    def __add__(self, other: "Money") -> "Money":
        if other.currency != self.currency:
            raise ValueError(f"cannot add {other.currency} to {self.currency}")
        return Money(self.amount + other.amount, self.currency)

    def rounded(self) -> "Money":
        """The amount in the currency's own decimals, half up."""
        return Money(round_money(self.amount, self.currency), self.currency)


def currency_decimals(currency: str) -> int:
    """Decimals that amounts of the currency are written with (CLP 0, KWD 3, most 2).

    >>> currency_decimals("CLP"), currency_decimals("USD")
    (0, 2)
    """
    return _CENTS.get(currency, 2)


def round_money(amount: Decimal, currency: str) -> Decimal:
    """The amount rounded half up to the decimals of its currency.

    >>> round_money(Decimal("2.345"), "USD")
    Decimal('2.35')
    """
    return amount.quantize(Decimal(1).scaleb(-currency_decimals(currency)), ROUND_HALF_UP)


def plain(value: Decimal) -> str:
    """A decimal as people and JSON write it: no exponent, no trailing zeros.

    >>> plain(Decimal("12.500")), plain(Decimal("1E+3")), plain(Decimal("0.000"))
    ('12.5', '1000', '0')
    """
    text = f"{value:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def exact(text: str) -> Decimal:
    """The decimal a text stands for; ValueError for anything that is not a finite number below 10^13.

    >>> exact("12.5")
    Decimal('12.5')
    """
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(f"not a number: {text!r}") from error
    if not value.is_finite() or abs(value) >= LARGEST:
        raise ValueError(f"out of range: {text!r}")
    return value
