"""Decisions about cost sheets: what an arriving cost replaces, and whether limits make sense."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from fluxion.domains.prices.errors.costs import RateMissing
from fluxion.domains.prices.rules.faults import field_error
from fluxion.domains.prices.rules.rates import Rates
from fluxion.domains.prices.rules.terms import component_errors, summed
from fluxion.domains.prices.shapes.terms import ComponentIn
from fluxion.domains.prices.tables import CostComponent, CostSheet
from fluxion.kernels import pricing
from fluxion.kernels.pricing import half_up
from fluxion.values.errors import BadInput
from fluxion.values.money import LARGEST, is_currency

MOVED = {"kind": "strategy", "minimum": "minimum_price", "maximum": "maximum_price"}
"""Fields of a strategy that a sheet names in another way."""


def components_of(rows: Sequence[CostComponent]) -> list[ComponentIn]:
    """The components of a version as they would be sent."""
    return [
        ComponentIn(type=row.kind, name=row.name, value=row.value, quantity=row.quantity, currency=row.currency)  # type: ignore[arg-type]
        for row in rows
    ]


def replaced(before: Sequence[ComponentIn], new: ComponentIn) -> list[ComponentIn]:
    """The components after one arrived: with a name it takes the place of the one so named, without it of its whole kind.

    >>> cloth = ComponentIn(name="Tela", value=Decimal(3))
    >>> bag = ComponentIn(type="packaging", name="Bolsa", value=Decimal("0.5"))
    >>> [each.name for each in replaced([cloth, bag], ComponentIn(value=Decimal(4)))]
    ['', 'Bolsa']
    >>> [str(each.value) for each in replaced([cloth, bag], ComponentIn(name="tela", value=Decimal(5)))]
    ['5', '0.5']
    """
    gone = [each for each in before if each.type == new.type and (not new.name or each.name.casefold() == new.name.casefold())]
    kept = [each for each in before if not any(each is one for one in gone)]
    place = next((index for index, each in enumerate(before) if gone and each is gone[0]), 0 if new.type == "product" else len(kept))
    return [*kept[:place], new, *kept[place:]]


def is_same_cost(before: Sequence[ComponentIn], cost: Decimal, currency: str) -> bool:
    """Whether the product's own part of a cost already says what arrived, so that nothing is to be written.

    >>> is_same_cost([ComponentIn(name="Tela", value=Decimal(3), currency="USD")], Decimal("3.00"), "USD")
    True
    """
    own = [each for each in before if each.type == "product"]
    return bool(own) and all(each.currency == currency for each in own) and sum(each.value * each.quantity for each in own) == cost


def common_currency(components: Sequence[ComponentIn], currency: str) -> str:
    """The currency of all components where they share one, else the sheet's."""
    own = {each.currency or currency for each in components}
    return own.pop() if len(own) == 1 else currency


def added_up(components: Sequence[ComponentIn], own: str, rates: Rates, day: date) -> tuple[Decimal, str]:
    """What the components cost together and in which currency, `own` being the sheet's.

    Raises BadInput by field, and RateMissing where currencies cannot be added up.
    """
    errors = component_errors(components)
    if not is_currency(own):
        errors.append(field_error("currency", "unknown_currency"))
    if errors:
        raise BadInput(errors=errors)
    currency = common_currency(components, own)
    whole = [each if each.currency else each.model_copy(update={"currency": own}) for each in components]
    cost, missing = summed(whole, rates, currency)
    if cost is None:
        raise RateMissing(currency=missing, to_currency=currency, day=day.isoformat())
    if cost >= LARGEST / 10:
        raise BadInput(errors=[field_error("components", "too_large")])
    return cost, currency


def limits_of(row: CostSheet) -> pricing.Strategy:
    """The strategy of a sheet in its own currency, to be looked over for faults."""
    return pricing.Strategy(
        kind=row.strategy,  # type: ignore[arg-type]
        minimum=row.minimum_price,
        maximum=row.maximum_price,
        premium_multiplier=row.premium_multiplier,
        target_margin_percent=row.target_margin_percent,
        target_margin_base=row.target_margin_base,  # type: ignore[arg-type]
    )


def change_percent(before: Decimal | None, after: Decimal) -> Decimal | None:
    """By how many percent a cost changed, to one decimal.

    >>> change_percent(Decimal(4), Decimal(5)), change_percent(Decimal(0), Decimal(5))
    (Decimal('25.0'), None)
    """
    return half_up((after - before) / before * 100, 1) if before else None


def price_index(own: Decimal | None, theirs: Decimal | None) -> Decimal | None:
    """Our price as a percentage of theirs, to one decimal.

    >>> price_index(Decimal(19), Decimal(20))
    Decimal('95.0')
    """
    return half_up(own / theirs * 100, 1) if own is not None and theirs else None
