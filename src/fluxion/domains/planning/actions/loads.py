"""Loading many events and successors by the codes people know: first shown, then done, then taken back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select

from fluxion.base import bulk
from fluxion.base.bulk import Image, RowChange, Undone
from fluxion.base.work import Work
from fluxion.domains.planning.actions.calendar import add_event, check_event, delete_event, edit_event
from fluxion.domains.planning.actions.links import create_link, delete_link, edit_link
from fluxion.domains.planning.actions.names import Names, unknown_value
from fluxion.domains.planning.actions.parameters import undo_parameters
from fluxion.domains.planning.rules.knowledge_files import event_kind, out_of_range
from fluxion.domains.planning.shapes import EventDraft, LinkDraft, LinkEdit
from fluxion.domains.planning.tables import EventRow, LinkRow
from fluxion.values.codes import search_key
from fluxion.values.errors import FieldError, Refusal

Row = Mapping[str, Any]
RIGHTS = {"parameters": "planning.set_parameter", "events": "planning.edit_event", "product_links": "planning.link_product"}
SCOPE = ("location_id", "category_id", "product_id")
TOLD_OF_EVENT = ("kind", "ends_on", "yearly", "factor", "note")
TOLD_OF_LINK = ("predecessor_id", "share", "starts_on")


def upsert_events(work: Work, rows: Sequence[Row], *, dry_run: bool = False) -> list[RowChange]:
    """Write many events: name, kind, starts_on and ends_on, with location, category, sku, yearly, factor and note.

    An event of the same name, first day and scope is changed rather than written twice; what a row does not tell stays.
    One result per row, in order. A row that cannot be taken is an `error` and changes nothing; `dry_run` only compares.
    """
    work.require("planning.edit_event")
    names = Names(work)
    kept = {_event_key(vars(row)): row for row in work.db.scalars(select(EventRow))}
    return [_event(work, names, kept, row, dry_run) for row in rows]


def upsert_links(work: Work, rows: Sequence[Row], *, dry_run: bool = False) -> list[RowChange]:
    """Say of many products what they replace: successor, predecessor and starts_on, with the share inherited (1).

    One result per row, in order. A row that cannot be taken is an `error` and changes nothing; `dry_run` only compares.
    """
    work.require("planning.link_product")
    names = Names(work)
    kept = {row.successor_id: row for row in work.db.scalars(select(LinkRow))}
    return [_link(work, names, kept, row, dry_run) for row in rows]


def undo_upsert(work: Work, entity: str, images: Iterable[Image]) -> list[Undone]:
    """Put back what an upsert changed; rows that somebody changed since stay as they are."""
    work.require(RIGHTS[entity])
    if entity == "parameters":
        return undo_parameters(work, images)
    table, undo_one = {"events": (EventRow, _undo_event), "product_links": (LinkRow, _undo_link)}[entity]
    typed = bulk.typed_images(table, images)
    return [undo_one(work, *image) for image in reversed(typed)][::-1]


def _event(work: Work, names: Names, kept: dict[str, EventRow], row: Row, dry_run: bool) -> RowChange:
    label = f"{row.get('name') or ''} / {row.get('starts_on') or ''}"
    scope, errors = names.scope(row)
    if errors:
        return RowChange(label, "error", None, {}, error=errors[0])
    told = {name: row[name] for name in ("name", "starts_on", "ends_on", "yearly", "factor", "note") if row.get(name) is not None}
    told |= scope | {"kind": event_kind(str(row.get("kind") or ""))}
    known = kept.get(_event_key(told))
    before = {} if known is None else {name: getattr(known, name) for name in ("name", *TOLD_OF_EVENT)}
    try:
        draft = EventDraft(**{**before, **told})
        check_event(work, draft)
    except (ValidationError, Refusal) as error:
        return RowChange(label, "error", None, {}, error=_first_error(error))
    values = draft.model_dump()
    change = _change(_event_key(values), None if known is None else {**before, "id": known.id}, values, TOLD_OF_EVENT)
    if not dry_run and change.outcome == "new":
        made = add_event(work, values)
        kept[change.key], change.id = made, made.id
    elif not dry_run and known is not None and change.outcome == "changed":
        edit_event(work, known.id, draft)
    return change


def _link(work: Work, names: Names, kept: dict[int, LinkRow], row: Row, dry_run: bool) -> RowChange:
    label = str(row.get("successor") or "")
    found = {}
    for field in ("successor", "predecessor"):
        scope, errors = names.scope({"sku": row.get(field) or ""})
        if errors or scope["product_id"] is None:
            return RowChange(label, "error", None, {}, error=unknown_value(field, row.get(field) or ""))
        found[f"{field}_id"] = scope["product_id"]
    told = {**found, **{name: row[name] for name in ("share", "starts_on") if row.get(name) is not None}}
    known = kept.get(found["successor_id"])
    before = {} if known is None else {name: getattr(known, name) for name in TOLD_OF_LINK}
    try:
        draft = LinkDraft(**{**before, **told})
        change = _change(label, None if known is None else {**before, "id": known.id}, draft.model_dump(), TOLD_OF_LINK)
        if not dry_run:
            _write_link(work, kept, known, draft, change)
    except (ValidationError, Refusal) as error:
        return RowChange(label, "error", None, {}, error=_first_error(error))
    return change


def _write_link(work: Work, kept: dict[int, LinkRow], known: LinkRow | None, draft: LinkDraft, change: RowChange) -> None:
    """Another predecessor is another link: the old one goes, so that rings are looked for anew."""
    if change.outcome == "unchanged":
        return
    if known is not None and known.predecessor_id == draft.predecessor_id:
        edit_link(work, known.id, LinkEdit(share=draft.share, starts_on=draft.starts_on))
        return
    with work.db.begin_nested():
        if known is not None:
            delete_link(work, known.id)
            work.db.flush()
        made = work.db.get_one(LinkRow, create_link(work, draft).id)
    kept[draft.successor_id], change.id = made, made.id


def _change(key: str, before: Mapping[str, Any] | None, after: Mapping[str, Any], told: Sequence[str]) -> RowChange:
    if before is None:
        return RowChange(key, "new", None, dict(after))
    differing = [name for name in told if before[name] != after[name]]
    if not differing:
        return RowChange(key, "unchanged", {}, {}, id=before["id"])
    identity = {name: value for name, value in after.items() if name not in told}
    was = {**identity, **{name: before[name] for name in told}}
    return RowChange(key, "changed", was, dict(after), id=before["id"])


def _event_key(values: Mapping[str, Any]) -> str:
    return "/".join((search_key(str(values.get("name"))), str(values.get("starts_on")), *(str(values.get(name) or "") for name in SCOPE)))


def _undo_event(work: Work, key: str, before: Row | None, after: Row) -> Undone:
    rows = [
        row for row in work.db.scalars(select(EventRow).where(EventRow.starts_on == after["starts_on"])) if _event_key(vars(row)) == key
    ]
    if not rows or any(getattr(rows[0], name) != after[name] for name in TOLD_OF_EVENT):
        return Undone(key, "kept")
    if before is None:
        delete_event(work, rows[0].id)
        return Undone(key, "removed")
    edit_event(work, rows[0].id, EventDraft(**before))
    return Undone(key, "restored")


def _undo_link(work: Work, key: str, before: Row | None, after: Row) -> Undone:
    row = work.db.scalar(select(LinkRow).where(LinkRow.successor_id == after["successor_id"]))
    if row is None or any(getattr(row, name) != after[name] for name in TOLD_OF_LINK):
        return Undone(key, "kept")
    delete_link(work, row.id)
    work.db.flush()
    if before is None:
        return Undone(key, "removed")
    create_link(work, LinkDraft(**before))
    return Undone(key, "restored")


def _first_error(error: ValidationError | Refusal) -> FieldError:
    """What is said of a row that was refused: its first field and why."""
    if isinstance(error, ValidationError):
        return out_of_range(str(error.errors()[0]["loc"][0]))
    if error.errors:
        return error.errors[0]
    return FieldError("", error.code, {lang: error.in_language(lang) for lang in ("es", "en", "pt")})
