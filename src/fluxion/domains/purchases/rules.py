"""Decisions of purchases that need no data store."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation

from fluxion.domains.purchases.shapes import OrderState
from fluxion.values.money import round_money

Break = tuple[Decimal, Decimal]
"""From how many units on, and what each then costs."""
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


def read_breaks(text: str | None) -> tuple[Break, ...]:
    """Price breaks as a file or a row writes them, the smallest quantity first; ValueError where they are not that.

    >>> read_breaks("100: 0.95; 50: 1.10")
    ((Decimal('50'), Decimal('1.10')), (Decimal('100'), Decimal('0.95')))
    >>> read_breaks(None), read_breaks("10 = 2,50")
    ((), ((Decimal('10'), Decimal('2.50')),))
    """
    found: dict[Decimal, Decimal] = {}
    for part in filter(None, (each.strip() for each in (text or "").replace("|", ";").split(";"))):
        least, mark, cost = part.replace("=", ":").partition(":")
        try:
            pair = (Decimal(least.strip().replace(",", ".")), Decimal(cost.strip().replace(",", ".")))
        except InvalidOperation:
            raise ValueError(part) from None
        if not mark or not all(each.is_finite() for each in pair) or pair[0] <= 0 or pair[1] < 0 or pair[0] in found:
            raise ValueError(part)
        found[pair[0]] = pair[1]
    return tuple(sorted(found.items()))


def written_breaks(breaks: Iterable[Break]) -> str | None:
    """Price breaks as a row keeps them; None when there are none.

    >>> written_breaks([(Decimal("100.000"), Decimal("0.9500")), (Decimal("50"), Decimal("1.1"))])
    '50:1.1;100:0.95'
    """
    return ";".join(f"{least.normalize():f}:{cost.normalize():f}" for least, cost in sorted(breaks)) or None


def clean_breaks(text: str) -> str | None:
    """Price breaks of a file as a row keeps them; ValueError where they are none."""
    return written_breaks(read_breaks(text))
