"""Money and quantities: exact decimals, their scales and how they are rounded."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

MONEY_SCALE = 4
QTY_SCALE = 3
LARGEST = Decimal("1e13")
_CODES = frozenset(
    [
        "AED",
        "AFN",
        "ALL",
        "AMD",
        "AOA",
        "ARS",
        "AUD",
        "AWG",
        "AZN",
        "BAM",
        "BBD",
        "BDT",
        "BHD",
        "BIF",
        "BMD",
        "BND",
        "BOB",
        "BOV",
        "BRL",
        "BSD",
        "BTN",
        "BWP",
        "BYN",
        "BZD",
        "CAD",
        "CDF",
        "CHE",
        "CHF",
        "CHW",
        "CLF",
        "CLP",
        "CNY",
        "COP",
        "COU",
        "CRC",
        "CUP",
        "CVE",
        "CZK",
        "DJF",
        "DKK",
        "DOP",
        "DZD",
        "EGP",
        "ERN",
        "ETB",
        "EUR",
        "FJD",
        "FKP",
        "GBP",
        "GEL",
        "GHS",
        "GIP",
        "GMD",
        "GNF",
        "GTQ",
        "GYD",
        "HKD",
        "HNL",
        "HTG",
        "HUF",
        "IDR",
        "ILS",
        "INR",
        "IQD",
        "IRR",
        "ISK",
        "JMD",
        "JOD",
        "JPY",
        "KES",
        "KGS",
        "KHR",
        "KMF",
        "KPW",
        "KRW",
        "KWD",
        "KYD",
        "KZT",
        "LAK",
        "LBP",
        "LKR",
        "LRD",
        "LSL",
        "LYD",
        "MAD",
        "MDL",
        "MGA",
        "MKD",
        "MMK",
        "MNT",
        "MOP",
        "MRU",
        "MUR",
        "MVR",
        "MWK",
        "MXN",
        "MXV",
        "MYR",
        "MZN",
        "NAD",
        "NGN",
        "NIO",
        "NOK",
        "NPR",
        "NZD",
        "OMR",
        "PAB",
        "PEN",
        "PGK",
        "PHP",
        "PKR",
        "PLN",
        "PYG",
        "QAR",
        "RON",
        "RSD",
        "RUB",
        "RWF",
        "SAR",
        "SBD",
        "SCR",
        "SDG",
        "SEK",
        "SGD",
        "SHP",
        "SLE",
        "SOS",
        "SRD",
        "SSP",
        "STN",
        "SVC",
        "SYP",
        "SZL",
        "THB",
        "TJS",
        "TMT",
        "TND",
        "TOP",
        "TRY",
        "TTD",
        "TWD",
        "TZS",
        "UAH",
        "UGX",
        "USD",
        "USN",
        "UYI",
        "UYU",
        "UYW",
        "UZS",
        "VED",
        "VES",
        "VND",
        "VUV",
        "WST",
        "XAF",
        "XCD",
        "XCG",
        "XOF",
        "XPF",
        "YER",
        "ZAR",
        "ZMW",
        "ZWG",
    ]
)
"""The active codes of ISO 4217 list one that have a minor unit (metals, baskets and test codes have none)."""
_DECIMALS = {
    **dict.fromkeys(
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"], 0
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
    **dict.fromkeys(["CLF", "UYW"], 4),
}
"""Minor units of ISO 4217 list one (maintained by SIX) where they are not two."""


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
    """Decimals that amounts of the currency are written with (ISO 4217: CLP 0, KWD 3, most 2).

    >>> currency_decimals("CLP"), currency_decimals("USD"), currency_decimals("KWD")
    (0, 2, 3)
    """
    return _DECIMALS.get(currency, 2)


def is_currency(code: str) -> bool:
    """Whether ISO 4217 knows the code as money one can pay with.

    >>> is_currency("ARS"), is_currency("ABC"), is_currency("XAU")
    (True, False, False)
    """
    return code in _CODES


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
