"""Loading master data: rows known by a code, added or changed many at once, shown before and put back after."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from fluxion.base import bulk
from fluxion.base.bulk import Image, Kept, RowChange, Undone, Values
from fluxion.base.columns import Row


@dataclass(frozen=True)
class Reference:
    """A field that names a row of another table: the column it is kept in, and both directions of the name.

    `late` references may name rows of the same load, so they are set after the new rows are in.
    """

    column: str
    name_of: Mapping[int, str]
    id_of: Callable[[str], int]
    same_name: Callable[[str], str]
    late: bool = False


@dataclass(frozen=True)
class Master:
    """How the rows of one table are known, compared and kept."""

    table: type[Row]
    label: str
    key: str
    key_of: Callable[[str], str]
    keys: Callable[[Values], dict[str, str]]
    searched: Sequence[str]
    fields: Sequence[str]
    defaults: Values = field(default_factory=dict)
    required: Sequence[str] = ()


def upsert(
    db: Session,
    master: Master,
    rows: Sequence[Values],
    references: Mapping[str, Reference],
    born: Values,
    *,
    dry_run: bool,
    judge: Callable[[Sequence[RowChange]], None] | None = None,
) -> list[RowChange]:
    """What each row changes, in the order of the rows; done as well unless it is a dry run.

    `born` are columns that only new rows get, such as the moment of creation. `judge` sees all changes before any is done, and
    turns those that may not be done into errors.
    """
    clean = [bulk.rounded(master.table, row, master.defaults) for row in rows]
    kept = load(db, master, [master.key_of(row[master.label]) for row in clean], references)
    changes = bulk.compare(
        clean,
        kept,
        key_of=lambda row: master.key_of(row[master.label]),
        label_of=lambda row: str(row[master.label]),
        required=master.required,
        skip=master.label,
        same=_same(references),
    )
    if judge is not None:
        judge(changes)
    if not dry_run:
        _insert(db, master, [change for change in changes if change.outcome == "new"], references, born)
        _update(db, master, [change for change in changes if change.outcome == "changed"], kept, references)
        _set_late(db, master, [change for change in changes if change.outcome == "new"], references)
        bulk.analyse(db, master.table, sum(change.outcome == "new" for change in changes))
    return changes


def load(db: Session, master: Master, keys: Sequence[str], references: Mapping[str, Reference]) -> dict[str, Kept]:
    """The rows that have one of the keys, with their fields as a load names them."""
    table = master.table.__table__
    columns = [references[name].column if name in references else name for name in master.fields]
    query = select(table.c.id, table.c[master.key], *(table.c[name] for name in columns))
    if len(keys) <= bulk.IN_LIMIT:
        query = query.where(table.c[master.key].in_(list(keys)))
    wanted = set(keys)
    named = [references.get(name) for name in master.fields]
    found = {}
    for row_id, key, *values in db.execute(query):
        if key in wanted:
            shown = (each if ref is None or each is None else ref.name_of[each] for ref, each in zip(named, values, strict=True))
            found[key] = Kept(row_id, dict(zip(master.fields, shown, strict=True)))
    return found


def _same(references: Mapping[str, Reference]) -> Callable[[str, Any, Any], bool]:
    def same(name: str, old: Any, new: Any) -> bool:
        if name in references and old is not None and new is not None:
            fold = references[name].same_name
            return fold(old) == fold(new)
        return bool(old == new)

    return same


def _columns_of(master: Master, values: Values, references: Mapping[str, Reference], *, late: bool) -> dict[str, Any]:
    """The values under the names of the table's columns, references as ids; late ones stay empty unless asked for."""
    columns = {}
    for name, value in values.items():
        reference = references.get(name)
        if reference is None:
            columns[name] = value
        elif value is None or (reference.late and not late):
            columns[reference.column] = None
        else:
            columns[reference.column] = reference.id_of(value)
    return columns


def _insert(db: Session, master: Master, new: Sequence[RowChange], references: Mapping[str, Reference], born: Values) -> None:
    empty = dict.fromkeys(master.fields) | dict(master.defaults)
    rows = []
    for change in new:
        full = empty | change.after
        rows.append(_columns_of(master, full, references, late=False) | master.keys(full) | dict(born) | {"version": 1})
    ids = bulk.insert_rows(db, master.table, rows, [master.key])
    for change in new:
        change.id = ids[(master.key_of(change.after[master.label]),)]


def _update(
    db: Session, master: Master, changed: Sequence[RowChange], kept: Mapping[str, Kept], references: Mapping[str, Reference]
) -> None:
    touched = sorted({name for change in changed for name in change.after})
    rows = []
    for change in changed:
        full = dict(kept[master.key_of(change.key)].values) | change.after
        row = {"id": change.id} | _columns_of(master, {name: full[name] for name in touched}, references, late=True)
        if any(name in master.searched for name in touched):
            row |= master.keys(full)
        rows.append(row)
    bulk.update_rows(db, master.table, rows)


def _set_late(db: Session, master: Master, new: Sequence[RowChange], references: Mapping[str, Reference]) -> None:
    for name, reference in references.items():
        if reference.late:
            named = [change for change in new if change.after.get(name) is not None]
            bulk.update_rows(db, master.table, [{"id": each.id, reference.column: reference.id_of(each.after[name])} for each in named])


def undo(
    db: Session, master: Master, images: Iterable[Image], references: Mapping[str, Reference], in_use: Collection[int]
) -> list[Undone]:
    """Put back what a load did, row by row; a row that somebody changed since is kept as it is.

    Rows the load added are removed when nothing refers to them and `in_use` does not name them; else taken out of use.
    """
    typed = bulk.typed_images(master.table, images)
    kept = load(db, master, [master.key_of(key) for key, _, _ in typed], references)
    same = _same(references)
    outcome: dict[str, Undone] = {}
    added, restored = [], []
    for key, before, after in typed:
        known = kept.get(master.key_of(key))
        compared = {name: value for name, value in after.items() if name != master.label}
        if known is None or not bulk.still_as_loaded(known.values, compared, same):
            outcome[key] = Undone(key, "kept")
        elif before is None:
            added.append((key, known.id))
        else:
            restored.append(RowChange(key, "changed", None, dict(before), known.id))
            outcome[key] = Undone(key, "restored")
    _update(db, master, restored, kept, references)
    for reference in references.values():
        if reference.late:
            bulk.update_rows(db, master.table, [{"id": row_id, reference.column: None} for _, row_id in added])
    outcome |= _take_back(db, master, added, in_use)
    return [outcome[key] for key, _, _ in typed]


def _take_back(db: Session, master: Master, added: Sequence[tuple[str, int]], in_use: Collection[int]) -> dict[str, Undone]:
    held = bulk.referenced(db, master.table, [row_id for _, row_id in added]) | set(in_use)
    bulk.update_rows(db, master.table, [{"id": row_id, "active": False} for _, row_id in added if row_id in held])
    bulk.remove_rows(db, master.table, [row_id for _, row_id in added if row_id not in held])
    return {key: Undone(key, "deactivated" if row_id in held else "removed") for key, row_id in added}
