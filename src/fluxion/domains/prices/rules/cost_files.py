"""Decisions about costs that files bring: what a row says, what is said of rows that are refused, and whether a cost is new. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from fluxion.domains.prices.rules.terms import component_errors
from fluxion.domains.prices.shapes.terms import ComponentIn
from fluxion.values.errors import FieldError, Text

UNKNOWN_SKU: Text = {
    "es": "El producto no existe; cárguelo antes o corrija el código.",
    "en": "The product does not exist; load it first or correct the code.",
    "pt": "O produto não existe; carregue-o antes ou corrija o código.",
}
INCOMPLETE: Text = {
    "es": "Otra fila del mismo producto y día tiene un error, y un costo se toma entero; corríjala y vuelva a cargar.",
    "en": "Another row of the same product and day is wrong, and a cost is taken whole; correct it and load again.",
    "pt": "Outra linha do mesmo produto e dia tem um erro, e um custo é tomado inteiro; corrija-a e carregue de novo.",
}
TOO_MANY: Text = {
    "es": "Un costo tiene como máximo 100 componentes; junte los más pequeños.",
    "en": "A cost has at most 100 components; put the smallest together.",
    "pt": "Um custo tem no máximo 100 componentes; junte os menores.",
}


def part_of(row: Mapping[str, Any], currency: str) -> ComponentIn:
    """The component that a row of a file tells of; `currency` is the sheet's, for rows that name none.

    >>> part_of({"kind": "freight", "name": " Flete\\n mar ", "value": Decimal("0.3")}, "USD").name
    'Flete mar'
    """
    shown = "".join(each for each in " ".join(str(row.get("name") or "").split()) if each.isprintable())
    told = {"name": shown, "value": row["value"], "quantity": row.get("quantity", Decimal(1)), "currency": row.get("currency") or currency}
    return ComponentIn.model_construct(type=row.get("kind") or "product", **told)


def part_fault(part: ComponentIn) -> FieldError | None:
    """The first thing that is wrong with a component, by the field of the row."""
    found = component_errors([part])
    return FieldError("/" + found[0].pointer.rsplit("/", 1)[-1], found[0].code, found[0].message) if found else None


def are_same_parts(one: Sequence[ComponentIn], other: Sequence[ComponentIn]) -> bool:
    """Whether two costs are made of the same, in whatever order.

    >>> cloth, bag = ComponentIn(name="Tela", value=Decimal(3)), ComponentIn(type="packaging", value=Decimal("0.5"))
    >>> are_same_parts([cloth, bag], [bag, cloth]), are_same_parts([cloth, bag], [cloth])
    (True, False)
    """
    return sorted(map(_told, one)) == sorted(map(_told, other))


def part_image(sku: str, day: date, part: ComponentIn, cost: Decimal) -> dict[str, Any]:
    """What a load remembers of a component, and of the whole cost that it is part of."""
    told = {"kind": part.type, "name": part.name, "value": part.value, "quantity": part.quantity, "currency": part.currency}
    return {"sku": sku, "valid_from": day, **told, "cost": cost}


def part_in(image: Mapping[str, Any]) -> ComponentIn:
    """The component that an image with typed values tells of."""
    told = {name: image[name] for name in ("name", "value", "quantity", "currency")}
    return ComponentIn.model_construct(type=image["kind"], **told)


def part_label(sku: str, day: date, part: ComponentIn) -> str:
    """How a row of a file of costs is named to people.

    >>> part_label("ARR", date(2026, 3, 1), ComponentIn(type="freight", value=Decimal(1)))
    'ARR / 2026-03-01 / freight'
    """
    return " / ".join(each for each in (sku, day.isoformat(), part.type, part.name) if each)


def _told(part: ComponentIn) -> tuple[str, str, Decimal, Decimal, str]:
    return part.type, part.name, part.value, part.quantity, part.currency or ""
