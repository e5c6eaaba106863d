"""Decisions of purchases that need no data store."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from fluxion.domains.purchases.shapes import OrderState
from fluxion.values.money import round_money

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
