"""Decisions about price lists that need no data store: breaks as text, what a version is by the clock, what a row changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from fluxion.domains.prices.shapes.lists import RowKind, VersionState
from fluxion.kernels.pricing import DiscountKind, Rung, half_up, rung_price
from fluxion.values.errors import FieldError, Text
from fluxion.values.money import currency_decimals, exact, plain

BREAK_TWICE: Text = {
    "es": "Dos escalas empiezan en la misma cantidad; deje una.",
    "en": "Two breaks start at the same quantity; keep one.",
    "pt": "Duas faixas começam na mesma quantidade; deixe uma.",
}
BREAK_NOT_CHEAPER: Text = {
    "es": "La escala debe dejar un precio mayor que cero y menor que el precio base.",
    "en": "The break must leave a price above zero and below the base price.",
    "pt": "A faixa deve deixar um preço maior que zero e menor que o preço base.",
}
BREAK_WITHOUT_PRICE: Text = {
    "es": "Una escala necesita un precio base; escríbalo o quite las escalas.",
    "en": "A break needs a base price; write it or take the breaks away.",
    "pt": "Uma faixa precisa de um preço base; escreva-o ou retire as faixas.",
}
NOT_POSITIVE: Text = {
    "es": "El precio debe ser mayor que cero.",
    "en": "The price must be above zero.",
    "pt": "O preço deve ser maior que zero.",
}
BAD_BREAKS: Text = {
    "es": "Escriba las escalas así: 12:5%; 48:9.50 (desde 12 unidades 5 % menos, desde 48 a 9.50).",
    "en": "Write breaks like this: 12:5%; 48:9.50 (from 12 units 5% less, from 48 at 9.50).",
    "pt": "Escreva as faixas assim: 12:5%; 48:9.50 (a partir de 12 unidades 5% a menos, a partir de 48 a 9.50).",
}
TOO_FINE: Text = {
    "es": "La moneda {currency} se escribe con {decimals} decimales como máximo.",
    "en": "{currency} is written with at most {decimals} decimals.",
    "pt": "A moeda {currency} é escrita com no máximo {decimals} decimais.",
}
UNKNOWN_CURRENCY: Text = {
    "es": "No se conoce la moneda; escriba un código como USD, COP o CLP.",
    "en": "The currency is not known; write a code such as USD, COP or CLP.",
    "pt": "A moeda não é conhecida; escreva um código como USD, COP ou CLP.",
}
ENDS_BEFORE_START: Text = {
    "es": "El final debe ser posterior al comienzo.",
    "en": "The end must come after the start.",
    "pt": "O fim deve ser posterior ao início.",
}

NOT_PROTECTED: Text = {
    "es": "Falta el tipo de cambio que lleva a {currency} el costo o el mínimo de {sku}, y sin él nada protege el precio; "
    "regístrelo en Precios › Tipos de cambio.",
    "en": "The exchange rate that takes the cost or the minimum of {sku} to {currency} is missing, and without it nothing protects the price; "
    "record it under Prices › Exchange rates.",
    "pt": "Falta a taxa de câmbio que leva a {currency} o custo ou o mínimo de {sku}, e sem ela nada protege o preço; "
    "registre-a em Preços › Taxas de câmbio.",
}


@dataclass(frozen=True)
class Stated:
    """The price of a product as a list states it; None for a product that the list does not have (any more)."""

    price: Decimal | None
    breaks: str | None = None

    @property
    def rungs(self) -> tuple[Rung, ...]:
        return read_breaks(self.breaks)


NOTHING = Stated(None)


def read_breaks(text: str | None) -> tuple[Rung, ...]:
    """Breaks as a file or a row writes them, the smallest quantity first; ValueError where they are not that.

    "from:value" apart by ";": a value with % is a percentage off the base price, one with a minus an amount off it, any other the price.

    >>> [(str(rung.from_quantity), rung.kind, str(rung.value)) for rung in read_breaks("48: 9,50; 12: 5%; 24: -0.30")]
    [('12', 'percentage', '5'), ('24', 'amount', '0.30'), ('48', 'fixed', '9.50')]
    """
    found: dict[Decimal, Rung] = {}
    for part in filter(None, (each.strip() for each in (text or "").replace("|", ";").split(";"))):
        least, mark, value = part.replace("=", ":").partition(":")
        kind, number = _kind_of(value.strip().replace(",", "."))
        rung = Rung(exact(least.strip().replace(",", ".")), kind, exact(number))
        if not mark or rung.from_quantity <= 1 or rung.value <= 0 or rung.from_quantity in found:
            raise ValueError(part)
        found[rung.from_quantity] = rung
    return tuple(found[least] for least in sorted(found))


def _kind_of(value: str) -> tuple[DiscountKind, str]:
    if value.endswith("%"):
        return "percentage", value[:-1].strip().removeprefix("-")
    if value.startswith("-"):
        return "amount", value[1:].strip()
    return "fixed", value


def written_breaks(rungs: Iterable[Rung]) -> str | None:
    """Breaks as a row keeps them; None when there are none.

    >>> written_breaks([Rung(Decimal("24.000"), "amount", Decimal("0.3000")), Rung(Decimal("12"), "percentage", Decimal("5.0"))])
    '12:5%;24:-0.3'
    """
    marks = {"percentage": "{}%", "amount": "-{}", "fixed": "{}"}
    ordered = sorted(rungs, key=lambda rung: rung.from_quantity)
    return ";".join(f"{plain(rung.from_quantity)}:{marks[rung.kind].format(plain(rung.value))}" for rung in ordered) or None


def not_protected(sku: str, currency: str) -> Text:
    """Why a price in a currency cannot be published where no price may lie below its floor, with the remedy."""
    shown = {"sku": sku.replace("{", "{{").replace("}", "}}"), "currency": currency}
    return {lang: text.format_map(shown) for lang, text in NOT_PROTECTED.items()}


def stated_faults(price: Decimal | None, rungs: Sequence[Rung], currency: str, at: str = "") -> list[FieldError]:
    """What is wrong with a price and its breaks in a currency, field by field; `at` is where they stand.

    >>> [fault.pointer for fault in stated_faults(Decimal("10.5"), [Rung(Decimal(12), "fixed", Decimal("11"))], "CLP")]
    ['/price', '/breaks/0/value']
    """
    decimals = currency_decimals(currency)
    fine = {lang: text.format(currency=currency, decimals=decimals) for lang, text in TOO_FINE.items()}
    faults = []
    if price is None:
        return [FieldError(f"{at}/breaks", "no_base_price", BREAK_WITHOUT_PRICE)] if rungs else []
    if price != half_up(price, decimals):
        faults.append(FieldError(f"{at}/price", "too_many_decimals", fine))
    met: set[Decimal] = set()
    for index, rung in enumerate(rungs):
        if rung.from_quantity in met:
            faults.append(FieldError(f"{at}/breaks/{index}/least", "duplicate", BREAK_TWICE))
        met.add(rung.from_quantity)
        if rung.kind != "percentage" and rung.value != half_up(rung.value, decimals):
            faults.append(FieldError(f"{at}/breaks/{index}/value", "too_many_decimals", fine))
        elif not 0 < rung_price(price, [rung], rung.from_quantity, currency)[0] < price:
            faults.append(FieldError(f"{at}/breaks/{index}/value", "not_cheaper", BREAK_NOT_CHEAPER))
    return faults


def lowest_price(stated: Stated, currency: str) -> Decimal | None:
    """The lowest unit price that any quantity can reach; floors are held against it.

    >>> lowest_price(Stated(Decimal("10.00"), "12:5%;48:20%;60:9"), "USD")
    Decimal('8.00')
    """
    if stated.price is None:
        return None
    reached = (rung_price(stated.price, [rung], rung.from_quantity, currency)[0] for rung in stated.rungs)
    return min((stated.price, *reached))


def row_kind(before: Stated, after: Stated) -> RowKind:
    """What a row of a version does to the price before it.

    >>> row_kind(NOTHING, Stated(Decimal(5))), row_kind(Stated(Decimal(5)), Stated(Decimal(4))), row_kind(Stated(Decimal(5)), NOTHING)
    ('new', 'lowered', 'removed')
    """
    if before.price is None:
        return "same" if after.price is None else "new"
    if after.price is None:
        return "removed"
    if after.price != before.price:
        return "raised" if after.price > before.price else "lowered"
    return "same" if after.breaks == before.breaks else "breaks"


def change_percent(before: Decimal | None, after: Decimal | None) -> Decimal | None:
    """By how many percent a price changes, to one decimal; None where there is nothing to compare.

    >>> change_percent(Decimal("10"), Decimal("11.25"))
    Decimal('12.5')
    """
    if not before or after is None:
        return None
    return half_up((after - before) / before * 100, 1)


def largest_change(before: Stated, after: Stated, currency: str) -> Decimal:
    """The largest change that any quantity meets, in percent points without sign; approval is asked for above a threshold of it.

    A product that is new in the list, or leaves it, changes nothing that could be compared.

    >>> largest_change(Stated(Decimal("10.00"), "12:5%"), Stated(Decimal("10.00"), "12:50%"), "USD")
    Decimal('47.4')
    """
    if before.price is None or after.price is None:
        return Decimal(0)
    steps = {Decimal(1), *(rung.from_quantity for rung in (*before.rungs, *after.rungs))}
    changes = []
    for quantity in steps:
        old = rung_price(before.price, before.rungs, quantity, currency)[0]
        new = rung_price(after.price, after.rungs, quantity, currency)[0]
        changes.append(abs(change_percent(old, new) or Decimal(0)))
    return max(changes)


def version_state(
    state: str, starts_at: datetime | None, now: datetime, *, is_reverted: bool = False, is_latest: bool = False
) -> VersionState:
    """What a version is by the clock; `is_reverted` when one in force undoes it, `is_latest` when none started after it."""
    match state:
        case "draft":
            return "draft"
        case "waiting":
            return "waiting"
        case "withdrawn":
            return "withdrawn"
    if starts_at is not None and starts_at > now:
        return "scheduled"
    if is_reverted:
        return "reverted"
    return "current" if is_latest else "superseded"


def period_faults(starts_at: datetime | None, ends_at: datetime | None) -> list[FieldError]:
    """What is wrong with a time of validity."""
    if starts_at is not None and ends_at is not None and ends_at <= starts_at:
        return [FieldError("/ends_at", "ends_before_start", ENDS_BEFORE_START)]
    return []


def moved(stated: Stated, percent: Decimal, currency: str) -> Stated:
    """A price moved by a percentage, half up to the currency's decimals; amounts and prices of its breaks move with it.

    >>> moved(Stated(Decimal("10.00"), "12:5%;48:9"), Decimal("4.5"), "USD")
    Stated(price=Decimal('10.45'), breaks='12:5%;48:9.41')
    """
    if stated.price is None:
        return stated
    decimals = currency_decimals(currency)
    smallest = Decimal(1).scaleb(-decimals)
    factor = 1 + percent / 100
    price = max(half_up(stated.price * factor, decimals), smallest)
    values = [each.value if each.kind == "percentage" else max(half_up(each.value * factor, decimals), smallest) for each in stated.rungs]
    rungs = (Rung(each.from_quantity, each.kind, value) for each, value in zip(stated.rungs, values, strict=True))
    return repriced(Stated(price, written_breaks(rungs)), price, currency)


def repriced(stated: Stated, price: Decimal | None, currency: str) -> Stated:
    """The statement with another price; breaks that would no longer be cheaper than it are dropped.

    >>> repriced(Stated(Decimal("10.00"), "12:5%;48:9"), Decimal("8.50"), "USD")
    Stated(price=Decimal('8.50'), breaks='12:5%')
    """
    if price is None:
        return NOTHING
    kept = (rung for rung in stated.rungs if 0 < rung_price(price, [rung], rung.from_quantity, currency)[0] < price)
    return Stated(price, written_breaks(kept))
