"""Decisions of purchases that need no data store."""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from fluxion.domains.purchases.shapes import OrderState
from fluxion.values.money import round_money

Break = tuple[Decimal, Decimal]
"""From how many units on, and what each then costs."""
OTHER_MARK: Mapping[str, str] = {".": ",", ",": "."}
GROUPED = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""One mark before three digits: thousands to some, decimals to others."""
STATES: Mapping[str, tuple[OrderState, ...]] = {
    "edit": ("draft", "approved", "sent"),
    "approve": ("draft",),
    "send": ("approved",),
    "receive": ("approved", "sent"),
    "cancel": ("draft", "approved", "sent"),
}
FIRM: tuple[OrderState, ...] = ("approved", "sent")
OPEN: tuple[OrderState, ...] = ("draft", *FIRM)


def amount(quantity: Decimal, unit_cost: Decimal | None, currency: str) -> Decimal | None:
    """What a line costs, in the decimals of its currency; None while the cost is unknown.

    >>> amount(Decimal("3"), Decimal("1.3333"), "USD"), amount(Decimal(3), None, "USD")
    (Decimal('4.00'), None)
    """
    return None if unit_cost is None else round_money(quantity * unit_cost, currency)


def total(lines: Iterable[tuple[Decimal, Decimal | None]], currency: str) -> Decimal:
    """The sum of the lines whose cost is known, each rounded as it is printed.

    >>> total([(Decimal(3), Decimal("1.3333")), (Decimal(1), None)], "USD")
    Decimal('4.00')
    """
    amounts = (amount(quantity, unit_cost, currency) for quantity, unit_cost in lines)
    return sum((each for each in amounts if each is not None), Decimal(0))


def cost_for(supply_cost: Decimal | None, product_cost: Decimal | None, order_currency: str, company_currency: str) -> Decimal | None:
    """The cost a line starts with: the supplier's own, else the product's when both are in one currency.

    >>> cost_for(None, Decimal(5), "USD", "USD"), cost_for(None, Decimal(5), "EUR", "USD"), cost_for(Decimal(4), Decimal(5), "EUR", "USD")
    (Decimal('5'), None, Decimal('4'))
    """
    if supply_cost is not None:
        return supply_cost
    return product_cost if order_currency == company_currency else None


def cost_at(list_cost: Decimal | None, breaks: Sequence[Break], quantity: Decimal) -> Decimal | None:
    """What each unit costs when so many are bought: the price of the largest break reached, else the list cost.

    >>> breaks = [(Decimal(100), Decimal("0.95")), (Decimal(50), Decimal("1.1"))]
    >>> [cost_at(Decimal("1.2"), breaks, Decimal(units)) for units in (49, 50, 100)]
    [Decimal('1.2'), Decimal('1.1'), Decimal('0.95')]
    """
    reached = [each for each in breaks if each[0] <= quantity]
    return max(reached)[1] if reached else list_cost


def read_breaks(text: str | None) -> tuple[Break, ...]:
    """Price breaks of a row, as `written_breaks` wrote them, the smallest quantity first.

    >>> read_breaks("50:1.1;100:0.95"), read_breaks(None)
    (((Decimal('50'), Decimal('1.1')), (Decimal('100'), Decimal('0.95'))), ())
    """
    parts = (each.split(":") for each in text.split(";")) if text else ()
    return tuple((Decimal(least), Decimal(cost)) for least, cost in parts)


def written_breaks(breaks: Iterable[Break]) -> str | None:
    """Price breaks as a row keeps them; None when there are none.

    >>> written_breaks([(Decimal("100.000"), Decimal("0.9500")), (Decimal("50"), Decimal("1.1"))])
    '50:1.1;100:0.95'
    """
    return ";".join(f"{least.normalize():f}:{cost.normalize():f}" for least, cost in sorted(breaks)) or None


def clean_breaks(text: str) -> str | None:
    """Price breaks as people write them in a file, as a row keeps them; ValueError where they are none or could be read two ways.

    Thousands are told from decimals by what the text itself proves: `0.95` makes a comma a thousands separator. What
    could be either (`1,000: 2`), and a quantity like 1,125, is refused, never guessed.

    >>> clean_breaks("100: 0.95; 50: 1,10")
    Traceback (most recent call last):
    ValueError: 100: 0.95; 50: 1,10
    >>> clean_breaks("100 = 0,95 | 50: 1,10"), clean_breaks("1,000: 0.95")
    ('50:1.1;100:0.95', '1000:0.95')
    """
    pairs = [part.replace("=", ":").partition(":") for part in map(str.strip, text.replace("|", ";").split(";")) if part]
    mark = _decimal_mark(text, [each.strip() for least, _, cost in pairs for each in (least, cost)])
    found: dict[Decimal, Decimal] = {}
    for written, colon, price in pairs:
        least, cost = _number(written.strip(), mark), _number(price.strip(), mark)
        if not colon or least is None or cost is None or least <= 0 or least in found or _could_be_thousands(written.strip(), mark):
            raise ValueError(f"{written}{colon}{price}")
        found[least] = cost
    return written_breaks(found.items())


def _decimal_mark(text: str, numbers: Iterable[str]) -> str:
    """The decimal mark that the numbers prove; a point where none has a mark. ValueError where they prove none, or both."""
    proofs = {mark for each in numbers for mark in _proves(each)}
    if len(proofs) > 1 or (not proofs and re.search("[.,]", text)):
        raise ValueError(text)
    return proofs.pop() if proofs else "."


def _proves(number: str) -> str:
    """The decimal mark this number can only have been written with; empty where it could have been either."""
    marks = re.findall("[.,]", number)
    if not marks:
        return ""
    if len(marks) > 1:  # the last of two kinds is the decimal one; of one kind, repeated, none is
        return str(marks[-1]) if marks[-1] != marks[0] else OTHER_MARK[marks[0]]
    return "" if GROUPED.fullmatch(number) else str(marks[0])


def _could_be_thousands(number: str, mark: str) -> bool:
    return mark in number and GROUPED.fullmatch(number) is not None


def _number(text: str, mark: str) -> Decimal | None:
    """The number, its thousands in groups of three; None where it is none."""
    whole, _, rest = text.partition(mark)
    group = re.escape(OTHER_MARK[mark])
    if not re.fullmatch(rf"\d+|\d{{1,3}}({group}\d{{3}})+", whole) or not re.fullmatch(r"\d*", rest):
        return None
    return Decimal(whole.replace(OTHER_MARK[mark], "") + "." + (rest or "0"))
