"""Setting and removing planning parameters, one by one or many at once; every change is in the audit trail."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from fluxion.base.bulk import Image, RowChange, Undone
from fluxion.base.work import Work
from fluxion.domains import catalog
from fluxion.domains.planning.actions.names import Names, unknown_value
from fluxion.domains.planning.errors import BadParameter
from fluxion.domains.planning.events import ParameterDeleted, ParameterSet
from fluxion.domains.planning.reads.parameters import parameter
from fluxion.domains.planning.rules.parameters import Setting, parameter_errors, scope_key
from fluxion.domains.planning.shapes import ParameterDraft, ParameterView
from fluxion.domains.planning.tables import ParameterRow
from fluxion.values.errors import FieldError, Forbidden, NotFound, Text, require_version


def set_parameter(work: Work, draft: ParameterDraft, *, version: int | None = None) -> ParameterView:
    """Set a parameter for its scope, in place of what that scope had; the next plan uses it."""
    work.require("planning.set_parameter")
    setting = Setting(**draft.model_dump())
    errors = parameter_errors(setting)
    if not errors:
        _require_scope(work, setting)
        errors = _missing(work, setting)
    if errors:
        raise BadParameter(errors=errors)
    row, before = _write(work, setting, version)
    _announce(work, row, before)
    return parameter(work, row.id)


def delete_parameter(work: Work, parameter_id: int, *, version: int | None = None) -> None:
    """Remove a parameter, so that the value of a farther scope holds again."""
    work.require("planning.delete_parameter")
    row = work.db.get(ParameterRow, parameter_id)
    if row is None or (row.location_id is not None and not work.sees(row.location_id)):
        raise NotFound
    _require_scope(work, _setting(row))
    require_version(row.version, version)
    work.db.delete(row)
    work.emit(ParameterDeleted(subject_id=row.id, location_id=row.location_id, name=row.name, scope=_scope_text(row), before=row.value))


def upsert_parameters(work: Work, rows: Sequence[Mapping[str, Any]], *, dry_run: bool = False) -> list[RowChange]:
    """Set many parameters by the codes people know: name and value, with location, category, sku or abc_class.

    One result per row, in order. A row that cannot be taken is an `error` and changes nothing; `dry_run` only compares.
    """
    work.require("planning.set_parameter")
    known = Names(work)
    seen: set[str] = set()
    return [_one(work, known, row, seen, dry_run) for row in rows]


def undo_parameters(work: Work, images: Iterable[Image]) -> list[Undone]:
    """Put back what `upsert_parameters` changed; rows that somebody changed since stay as they are."""
    work.require("planning.set_parameter")
    return [_undo(work, *image) for image in images]


def _one(work: Work, known: Names, row: Mapping[str, Any], seen: set[str], dry_run: bool) -> RowChange:
    label = "/".join(str(row.get(name) or "") for name in ("name", "location", "category", "abc_class", "sku"))
    setting, errors = _read(known, row)
    if setting is not None and not errors:
        errors = parameter_errors(setting)
    if setting is None or errors:
        return RowChange(label, "error", None, {}, error=errors[0])
    key = scope_key(setting)
    if key in seen:
        twice: Text = {"es": "Repetido en el archivo.", "en": "Repeated in the file.", "pt": "Repetido no arquivo."}
        return RowChange(label, "error", None, {}, error=FieldError("/name", "duplicate", twice))
    seen.add(key)
    kept = work.db.scalar(select(ParameterRow).where(ParameterRow.scope_key == key))
    if kept is not None and kept.value == setting.value:
        return RowChange(key, "unchanged", {}, {}, id=kept.id)
    before = None if kept is None else {"value": kept.value}
    if not dry_run:
        _require_scope(work, setting)
        kept, was = _write(work, setting, None)
        _announce(work, kept, was)
    return RowChange(key, "new" if before is None else "changed", before, {"value": setting.value}, id=None if kept is None else kept.id)


def _read(known: Names, row: Mapping[str, Any]) -> tuple[Setting | None, list[FieldError]]:
    scope, errors = known.scope(row)
    try:
        value = float(row["value"])
    except (KeyError, TypeError, ValueError):
        value = float("nan")
    abc = str(row.get("abc_class") or "").upper() or None
    return Setting(str(row.get("name") or ""), value, scope["location_id"], scope["category_id"], abc, scope["product_id"]), errors


def _undo(work: Work, key: str, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> Undone:
    row = work.db.scalar(select(ParameterRow).where(ParameterRow.scope_key == key))
    if row is None or row.value != float(after["value"]):
        return Undone(key, "kept")
    was = row.value
    if before is None:
        work.db.delete(row)
        work.emit(ParameterDeleted(subject_id=row.id, location_id=row.location_id, name=row.name, scope=_scope_text(row), before=was))
        return Undone(key, "removed")
    row.value, row.version = float(before["value"]), row.version + 1
    work.db.flush()
    _announce(work, row, was)
    return Undone(key, "restored")


def _write(work: Work, setting: Setting, version: int | None) -> tuple[ParameterRow, float | None]:
    """The row of the scope with its new value, and what it had before."""
    row = work.db.scalar(select(ParameterRow).where(ParameterRow.scope_key == scope_key(setting)).with_for_update())
    if row is None:
        row = ParameterRow(**vars(setting), scope_key=scope_key(setting), version=1)
        work.db.add(row)
        work.db.flush()
        return row, None
    require_version(row.version, version)
    before, row.value, row.version = row.value, setting.value, row.version + 1
    work.db.flush()
    return row, before


def _announce(work: Work, row: ParameterRow, before: float | None) -> None:
    work.emit(
        ParameterSet(subject_id=row.id, location_id=row.location_id, name=row.name, scope=_scope_text(row), before=before, after=row.value)
    )


def _require_scope(work: Work, setting: Setting) -> None:
    """A person confined to locations sets parameters for those only; what holds elsewhere is not theirs."""
    if work.actor.locations is None:
        return
    if setting.location_id is None:
        raise Forbidden(right="planning.set_parameter")
    work.require_location(setting.location_id)


def _missing(work: Work, setting: Setting) -> list[FieldError]:
    """Fields that name something which does not exist."""
    named = (
        ("location_id", catalog.Location, setting.location_id),
        ("category_id", catalog.Category, setting.category_id),
        ("product_id", catalog.Product, setting.product_id),
    )
    return [unknown_value(field, key) for field, table, key in named if key is not None and work.db.get(table, key) is None]


def _setting(row: ParameterRow) -> Setting:
    return Setting(row.name, row.value, row.location_id, row.category_id, row.abc_class, row.product_id)


def _scope_text(row: ParameterRow) -> str:
    return row.scope_key.partition(":")[2] or "global"
