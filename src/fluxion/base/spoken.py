"""Numbers, days and moments as sentences write them in each language, the way the pages do."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

_LOCALES = {"es": "es_VE", "pt": "pt_BR", "en": "en_US"}


def locale_of(lang: str) -> str:
    """The locale whose numbers and days people of the language read."""
    return _LOCALES.get(lang, _LOCALES["es"])


def number(value: Decimal | float, lang: str, most_decimals: int = 4, least_decimals: int = 0) -> str:
    """A number with so many decimals at most and at least.

    >>> number(-1234.5, "es"), number(Decimal("1234.50"), "en"), number(7, "pt", least_decimals=2)
    ('-1.234,5', '1,234.5', '7,00')
    """
    exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    rounded = exact.quantize(Decimal(1).scaleb(-most_decimals), ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "0" * least_decimals + "#" * (most_decimals - least_decimals) if most_decimals else "")
    return format_decimal(rounded, pattern, locale=locale_of(lang))


def percent(points: Decimal | float, lang: str, most_decimals: int = 2) -> str:
    """Percent points with their sign: apart from the number in Spanish, close to it elsewhere.

    >>> percent(Decimal("12.5"), "es"), percent(Decimal("12.5"), "pt"), percent(15, "en")
    ('12,5 %', '12,5%', '15%')
    """
    return number(points, lang, most_decimals) + (" %" if locale_of(lang).startswith("es") else "%")


def day(value: date, lang: str) -> str:
    """A day as lists write it.

    >>> day(date(2026, 3, 2), "en"), day(date(2026, 3, 2), "pt")
    ('Mar 2, 2026', '2 de mar. de 2026')
    """
    return format_date(value, "medium", locale=locale_of(lang))


def moment(value: datetime, lang: str, timezone: str) -> str:
    """A moment where the company is, to the minute.

    >>> moment(datetime.fromisoformat("2026-03-02T04:00:00+00:00"), "es", "America/Caracas")
    '2 mar. 2026, 00:00'
    """
    local = value.astimezone(ZoneInfo(timezone))
    return f"{day(local.date(), lang)}, {format_datetime(local, 'HH:mm', locale=locale_of(lang))}"
