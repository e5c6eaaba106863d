"""What may be written down as an event, an override or a successor, and which events get in each other's way. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fluxion.values.errors import FieldError, Text

MOST_DAYS = 366
NO_CATEGORY = -1

DAYS_TURNED: Text = {
    "es": "El último día es anterior al primero; corrija las fechas.",
    "en": "The last day comes before the first; correct the dates.",
    "pt": "O último dia vem antes do primeiro; corrija as datas.",
}
TOO_LONG: Text = {
    "es": "Dura más de un año; acórtelo o divídalo.",
    "en": "It lasts more than a year; shorten or split it.",
    "pt": "Dura mais de um ano; encurte ou divida.",
}
ONE_SCOPE: Text = {
    "es": "Elija un producto o una categoría, no ambos.",
    "en": "Choose a product or a category, not both.",
    "pt": "Escolha um produto ou uma categoria, não os dois.",
}
NO_SCOPE: Text = {
    "es": "Elija el producto o la categoría que se ajusta.",
    "en": "Choose the product or the category that is adjusted.",
    "pt": "Escolha o produto ou a categoria que se ajusta.",
}
CLOSED_SELLS: Text = {
    "es": "En un cierre no se vende: deje vacío el factor.",
    "en": "Nothing sells during a closure: leave the factor empty.",
    "pt": "Num fechamento nada se vende: deixe o fator vazio.",
}
CLOSED_WHERE: Text = {
    "es": "Un cierre vale para la empresa o una ubicación, no para un producto o una categoría.",
    "en": "A closure holds for the company or a location, not for a product or a category.",
    "pt": "Um fechamento vale para a empresa ou um local, não para um produto ou uma categoria.",
}
NOT_NEGATIVE: Text = {
    "es": "Debe ser 0 o más.",
    "en": "It must be 0 or more.",
    "pt": "Deve ser 0 ou mais.",
}
RING: Text = {
    "es": "El producto ya es reemplazado, directa o indirectamente, por el otro; se formaría un círculo.",
    "en": "The product is already replaced, directly or indirectly, by the other; that would close a circle.",
    "pt": "O produto já é substituído, direta ou indiretamente, pelo outro; formaria um círculo.",
}


@dataclass(frozen=True)
class Scope:
    """Where and for what something holds; None means everywhere, everything. `parent` is the category of the product."""

    location_id: int | None = None
    category_id: int | None = None
    product_id: int | None = None
    parent: int | None = None

    def shares_place(self, other: Scope) -> bool:
        """Whether some location lies in both."""
        return None in (self.location_id, other.location_id) or self.location_id == other.location_id

    def meets(self, other: Scope) -> bool:
        """Whether some product at some location lies in both.

        >>> Scope(category_id=3).meets(Scope(product_id=8, parent=3)), Scope(location_id=1).meets(Scope(location_id=2))
        (True, False)
        """
        if not self.shares_place(other):
            return False
        if self.product_id is not None and other.product_id is not None:
            return self.product_id == other.product_id
        mine, theirs = self.category_id or self.parent, other.category_id or other.parent
        is_narrow = (self.category_id or self.product_id) and (other.category_id or other.product_id)
        return not is_narrow or mine == theirs


def period_errors(starts_on: date, ends_on: date) -> list[FieldError]:
    """Why a period cannot be kept; empty when it can."""
    if ends_on < starts_on:
        return [FieldError("/ends_on", "days_turned", DAYS_TURNED)]
    if (ends_on - starts_on).days >= MOST_DAYS:
        return [FieldError("/ends_on", "too_long", TOO_LONG)]
    return []


def event_errors(kind: str, factor: float | None, scope: Scope, starts_on: date, ends_on: date) -> list[FieldError]:
    """Why an event cannot be kept; empty when it can.

    >>> day = date(2026, 1, 1)
    >>> [each.code for each in event_errors("closure", 2.0, Scope(), day, day)]
    ['closed_sells']
    """
    errors = period_errors(starts_on, ends_on)
    if scope.category_id is not None and scope.product_id is not None:
        errors.append(FieldError("/product_id", "one_scope", ONE_SCOPE))
    if kind == "closure" and factor:
        errors.append(FieldError("/factor", "closed_sells", CLOSED_SELLS))
    if kind == "closure" and (scope.category_id or scope.product_id):
        errors.append(FieldError("/kind", "closed_where", CLOSED_WHERE))
    return errors


def override_errors(kind: str, value: float, scope: Scope, starts_on: date, ends_on: date) -> list[FieldError]:
    """Why an override cannot be kept; empty when it can."""
    errors = period_errors(starts_on, ends_on)
    if scope.category_id is not None and scope.product_id is not None:
        errors.append(FieldError("/product_id", "one_scope", ONE_SCOPE))
    if scope.category_id is None and scope.product_id is None:
        errors.append(FieldError("/product_id", "no_scope", NO_SCOPE))
    if kind != "add" and value < 0:
        errors.append(FieldError("/value", "not_negative", NOT_NEGATIVE))
    return errors


def closes_ring(predecessor_of: Mapping[int, int], successor: int, predecessor: int) -> bool:
    """Whether the link would make a product its own forerunner.

    >>> closes_ring({2: 1, 3: 2}, successor=1, predecessor=3)
    True
    """
    at: int | None = predecessor
    for _ in range(len(predecessor_of) + 1):
        if at == successor:
            return True
        at = predecessor_of.get(at) if at is not None else None
    return False


@dataclass(frozen=True)
class Happening:
    """An event with the days it happens on, as far as conflicts go."""

    id: int
    scope: Scope
    days: Sequence[tuple[date, date]]


def conflicts(events: Sequence[Happening]) -> dict[int, list[int]]:
    """For each event the others that share a day and some goods with it.

    >>> d = date
    >>> one = Happening(1, Scope(), [(d(2026, 5, 1), d(2026, 5, 3))])
    >>> two = Happening(2, Scope(product_id=9), [(d(2026, 5, 3), d(2026, 5, 9))])
    >>> conflicts([one, two, Happening(3, Scope(), [(d(2026, 6, 1), d(2026, 6, 1))])])
    {1: [2], 2: [1], 3: []}
    """
    found: dict[int, set[int]] = {each.id: set() for each in events}
    alive: dict[int | None, dict[int | None, list[tuple[date, int]]]] = {}
    for first, last, at in sorted((first, last, at) for at, each in enumerate(events) for first, last in each.days):
        one = events[at]
        for place in _reach(alive, one.scope):
            place[:] = [each for each in place if each[0] >= first]
            for _, other in place:
                if events[other].id != one.id and one.scope.shares_place(events[other].scope):
                    found[one.id].add(events[other].id)
                    found[events[other].id].add(one.id)
        group, product = _shelf(one.scope)
        alive.setdefault(group, {}).setdefault(product, []).append((last, at))
    return {key: sorted(others) for key, others in found.items()}


def conflicts_of(one: Happening, others: Iterable[Happening]) -> list[int]:
    """The others that share a day and some goods with one event."""
    return sorted(
        each.id
        for each in others
        if each.id != one.id
        and one.scope.meets(each.scope)
        and any(a <= last and first <= b for a, b in one.days for first, last in each.days)
    )


def _shelf(scope: Scope) -> tuple[int | None, int | None]:
    """Where an event lies among those that go on: its category (that of its product; None for everything), and its product."""
    if scope.product_id is not None:
        return scope.parent or NO_CATEGORY, scope.product_id
    return scope.category_id, None


def _reach(alive: Mapping[int | None, Mapping[int | None, list[tuple[date, int]]]], scope: Scope) -> Iterator[list[tuple[date, int]]]:
    """The shelves on which something may lie that holds for the same goods: nothing else is looked at."""
    group, product = _shelf(scope)
    for shelf, products in alive.items() if group is None else ((each, alive.get(each, {})) for each in (None, group)):
        if shelf is None or product is None:
            yield from products.values()
        else:
            yield from (products[each] for each in (None, product) if each in products)
