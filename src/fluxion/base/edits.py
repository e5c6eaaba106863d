"""Changing one row: what was sent, what differs, and what may not be left empty or taken twice."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pydantic import BaseModel
from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session

from fluxion.values.errors import BadInput, FieldError, Taken, Text

NOT_EMPTY: Text = {
    "es": "No puede quedar vacío; envíe un valor o no envíe el campo.",
    "en": "It cannot be left empty; send a value or leave the field out.",
    "pt": "Não pode ficar vazio; envie um valor ou não envie o campo.",
}
UNKNOWN: Text = {
    "es": "No existe; elija uno de la lista.",
    "en": "It does not exist; choose one from the list.",
    "pt": "Não existe; escolha um da lista.",
}
TWICE: Text = {
    "es": "El producto aparece más de una vez; deje una sola línea.",
    "en": "The product appears more than once; keep one line.",
    "pt": "O produto aparece mais de uma vez; deixe uma só linha.",
}


def sent(edit: BaseModel, never_null: Collection[str] = ()) -> dict[str, Any]:
    """The fields a person sent; raises BadInput for those that cannot be emptied."""
    values = {name: getattr(edit, name) for name in edit.model_fields_set}
    emptied = [name for name in values if values[name] is None and name in never_null]
    if emptied:
        raise BadInput(errors=[FieldError(f"/{name}", "required", NOT_EMPTY) for name in sorted(emptied)])
    return values


def apply(row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Set the values on the row; gives what differed, each as [before, after]."""
    changes = {name: [getattr(row, name), value] for name, value in values.items() if getattr(row, name) != value}
    for name, (_, value) in changes.items():
        setattr(row, name, value)
    return changes


def unknown(pointer: str) -> BadInput:
    """The refusal of a reference to something that does not exist or is not to be seen."""
    return BadInput(errors=[FieldError(pointer, "unknown", UNKNOWN)])


def refuse_taken(db: Session, key: InstrumentedAttribute[Any], value: str, *, but: int | None, what: str | Text, shown: str) -> None:
    """Raise Taken when another row already has the key."""
    same: ColumnElement[bool] = key == value
    query = select(key.class_.id).where(same)
    holder = db.scalar(query)
    if holder is not None and holder != but:
        raise Taken(what=what, value=shown)


def flush_or_taken(db: Session, what: str | Text, shown: str) -> None:
    """Write the pending rows; Taken when somebody else took the key a moment ago."""
    try:
        db.flush()
    except IntegrityError as error:
        raise Taken(what=what, value=shown) from error


def refuse_lines(product_ids: Sequence[int], known: Collection[int]) -> None:
    """Raise BadInput for the lines of a document whose product is unknown or named twice."""
    errors: list[FieldError] = []
    met: set[int] = set()
    for index, product_id in enumerate(product_ids):
        if product_id not in known:
            errors.append(FieldError(f"/lines/{index}/product_id", "unknown", UNKNOWN))
        elif product_id in met:
            errors.append(FieldError(f"/lines/{index}/product_id", "duplicate", TWICE))
        met.add(product_id)
    if errors:
        raise BadInput(errors=errors)
