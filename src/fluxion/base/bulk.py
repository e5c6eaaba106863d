"""Many rows at once: what a load would change, doing it in few statements, and putting it back.

The comparison is one function for the dry run and for the load, so that what was shown is what happens.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Literal

from sqlalchemy import ARRAY, Date, Select, Table, bindparam, delete, func, insert, literal, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from fluxion.base.columns import Row, ScaledInteger, UtcDateTime
from fluxion.values.errors import FieldError

Values = Mapping[str, Any]
Image = tuple[str, Mapping[str, Any] | None, Mapping[str, Any]]
IN_LIMIT = 900
"""Values that one IN list may carry on every database."""
WORTH_A_LOOK = 1000

DUPLICATE = {
    "es": "«{key}» aparece más de una vez; deje una sola fila.",
    "en": "“{key}” appears more than once; keep one row.",
    "pt": "“{key}” aparece mais de uma vez; deixe uma só linha.",
}
REQUIRED = {
    "es": "Falta «{field}», que es obligatorio para «{key}».",
    "en": "“{field}” is missing and is required for “{key}”.",
    "pt": "Falta “{field}”, que é obrigatório para “{key}”.",
}


@dataclass(slots=True)
class RowChange:
    """What a load does to one row: `before` and `after` hold the fields that differ (all fields brought when it is new)."""

    key: str
    outcome: Literal["new", "changed", "unchanged", "error"]
    before: dict[str, Any] | None
    after: dict[str, Any]
    id: int | None = None
    error: FieldError | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """What undoing did to one row; `kept` when somebody changed it since."""

    key: str
    outcome: Literal["restored", "removed", "deactivated", "kept"]


@dataclass(frozen=True)
class Kept:
    """A row as the database has it: its id and its fields as a load names them."""

    id: int
    values: Values


def compare(
    rows: Sequence[Values],
    kept: Mapping[Any, Kept],
    key_of: Callable[[Values], Any],
    label_of: Callable[[Values], str],
    required: Sequence[str] = (),
    skip: str = "",
    same: Callable[[str, Any, Any], bool] = lambda _field, old, new: bool(old == new),
) -> list[RowChange]:
    """What each row would change, in the order of the rows; writes nothing.

    Rows are clean and rounded (see `rounded`); every field is compared but `skip`, the one people know the row by.
    """
    seen: set[Any] = set()
    changes = []
    for row in rows:
        key, label = key_of(row), label_of(row)
        if key in seen:
            changes.append(failed(label, "duplicate", "", DUPLICATE, row))
            continue
        seen.add(key)
        changes.append(_compared({**row}, kept.get(key), label, required, skip, same))
    return changes


def _compared(
    row: dict[str, Any], known: Kept | None, label: str, required: Sequence[str], skip: str, same: Callable[[str, Any, Any], bool]
) -> RowChange:
    if known is None:
        for name in required:
            if row.get(name) is None:
                return failed(label, "required", name, REQUIRED, row)
        return RowChange(label, "new", None, row)
    old = known.values
    differing = [name for name in row if name != skip and not same(name, old[name], row[name])]
    if not differing:
        return RowChange(label, "unchanged", {}, {}, known.id)
    return RowChange(label, "changed", {name: old[name] for name in differing}, {name: row[name] for name in differing}, known.id)


def failed(label: str, code: str, field: str, text: Mapping[str, str], row: Values) -> RowChange:
    """The change of a row that cannot be taken, with its reason in every language."""
    shown = {"key": label.replace("{", "{{").replace("}", "}}"), "field": field}
    words = {lang: sentence.format_map(shown) for lang, sentence in text.items()}
    return RowChange(label, "error", None, dict(row), error=FieldError(f"/{field}", code, words))


def rounded(table: type[Row], row: Values, defaults: Values) -> dict[str, Any]:
    """The row as the table would keep it: decimals at their scale, defaults where None cannot be kept."""
    columns = table.__table__.columns
    clean = {}
    for name, value in row.items():
        kept = defaults[name] if value is None and name in defaults else value
        kind = columns[name].type if name in columns else None
        if isinstance(kind, ScaledInteger) and kept is not None:
            kept = Decimal(kept).quantize(Decimal(1).scaleb(-kind.scale), ROUND_HALF_UP)
        clean[name] = kept
    return clean


def from_image(table: type[Row], image: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an image that was kept as JSON, with the types the table's columns have."""
    columns = table.__table__.columns
    return {name: _typed(columns[name].type if name in columns else None, value) for name, value in image.items()}


def _typed(kind: Any, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    match kind:
        case ScaledInteger():
            return Decimal(value).quantize(Decimal(1).scaleb(-kind.scale))
        case UtcDateTime():
            return datetime.fromisoformat(value)
        case Date():
            return date.fromisoformat(value)
        case _:
            return value


def insert_rows(db: Session, table: type[Row], rows: Sequence[Values], key: Sequence[str]) -> dict[tuple[Any, ...], int]:
    """Insert rows that all carry the same columns; gives the new id of each `key`."""
    if not rows:
        return {}
    own: Table = table.__table__  # type: ignore[assignment]
    statement = insert(own).returning(own.c.id, *(own.c[name] for name in key))
    return {tuple(found[1:]): found[0] for found in db.execute(statement, [dict(row) for row in rows])}


def append_rows(db: Session, table: type[Row], rows: Sequence[Values]) -> None:
    """Insert rows that all carry the same columns, where nobody asks for their ids."""
    own: Table = table.__table__  # type: ignore[assignment]
    if db.get_bind().dialect.name == "sqlite":
        db.connection().execute(insert(own), [dict(row) for row in rows])
    else:
        db.connection().execute(insert(own).from_select(list(rows[0]), _unnested(own, rows)))


def update_rows(db: Session, table: type[Row], rows: Sequence[Values]) -> None:
    """Write rows that all carry `id` and the same columns, and count up their versions."""
    if not rows:
        return
    own: Table = table.__table__  # type: ignore[assignment]
    names = [name for name in rows[0] if name != "id"]
    values: dict[str, Any] = {name: bindparam(f"new_{name}", type_=own.c[name].type) for name in names}
    if "version" in own.c:
        values["version"] = own.c.version + 1
    statement = update(own).where(own.c.id == bindparam("row_id")).values(values)
    db.execute(statement, [{"row_id": row["id"]} | {f"new_{name}": row[name] for name in names} for row in rows])
    db.expire_all()


def analyse(db: Session, table: type[Row], written: int) -> None:
    """Let the database look at a table that many rows were written to just now, so that it chooses good ways through it."""
    if written < WORTH_A_LOOK:
        return
    if db.get_bind().dialect.name == "sqlite":
        db.execute(text("PRAGMA analysis_limit = 1000"))
    db.execute(text("ANALYZE " + table.__tablename__))


def remove_rows(db: Session, table: type[Row], ids: Collection[int]) -> None:
    """Delete rows that nothing refers to."""
    own: Table = table.__table__  # type: ignore[assignment]
    for some in batches(sorted(ids)):
        db.execute(delete(own).where(own.c.id.in_(some)))
    db.expire_all()


def referenced(db: Session, table: type[Row], ids: Collection[int]) -> set[int]:
    """Those of the ids that a row of any table refers to."""
    own: Table = table.__table__  # type: ignore[assignment]
    pointing = [each.parent for other in Row.metadata.tables.values() for each in other.foreign_keys if each.column is own.c.id]
    found: set[int] = set()
    for some in batches(sorted(ids)):
        for column in pointing:
            found.update(db.scalars(select(column).where(column.in_(some)).distinct()))
    return found


def batches(values: Sequence[Any], size: int = IN_LIMIT) -> Iterator[Sequence[Any]]:
    """The values in pieces that fit one IN list."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def still_as_loaded(current: Values, after: Values, same: Callable[[str, Any, Any], bool]) -> bool:
    """Whether nobody changed since what a load wrote."""
    return all(same(name, current.get(name), value) for name, value in after.items() if name in current)


def typed_images(table: type[Row], images: Iterable[Image]) -> list[Image]:
    """The images with typed values, whether they come from memory or from JSON."""
    return [(key, None if before is None else from_image(table, before), from_image(table, after)) for key, before, after in images]


def upsert_rows(
    db: Session, table: type[Row], rows: Sequence[Values], key: Sequence[str], setting: Sequence[str], adding: Sequence[str] = ()
) -> list[tuple[Any, ...]]:
    """Insert rows, or set and add up columns of those whose `key` is there; gives key and `adding` as they are then.

    Rows carry the same columns, and no key twice. Rows already as wished are not written again.
    """
    if not rows:
        return []
    own: Table = table.__table__  # type: ignore[assignment]
    is_sqlite = db.get_bind().dialect.name == "sqlite"
    statement = sqlite.insert(own) if is_sqlite else postgresql.insert(own).from_select(list(rows[0]), _unnested(own, rows))
    wished = {name: statement.excluded[name] for name in setting} | {name: own.c[name] + statement.excluded[name] for name in adding}
    differs = None if adding else or_(*(own.c[name].is_distinct_from(statement.excluded[name]) for name in setting))
    upsert = statement.on_conflict_do_update(index_elements=list(key), set_=wished, where=differs)
    asked = upsert.returning(*(own.c[name] for name in (*key, *adding)))
    found = db.execute(asked, [dict(row) for row in rows]).all() if is_sqlite else db.execute(asked).all()
    db.expire_all()
    return [tuple(each) for each in found]


def _unnested(own: Table, rows: Sequence[Values]) -> Select[*tuple[Any, ...]]:
    """The rows as one array for each column: PostgreSQL takes them several times faster than lists of values."""
    return select(*(func.unnest(literal([row[name] for row in rows], ARRAY(own.c[name].type))).label(name) for name in rows[0]))
