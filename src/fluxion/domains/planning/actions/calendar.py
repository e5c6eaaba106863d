"""Writing events into the calendar, changing, copying and removing them; the next plan knows of them."""

from typing import Any

from fluxion.base.edits import apply, unknown
from fluxion.base.facts import as_json
from fluxion.base.work import Work
from fluxion.domains import catalog
from fluxion.domains.planning.events import EventDeleted, EventSaved
from fluxion.domains.planning.reads.calendar import event
from fluxion.domains.planning.rules.knowledge import Scope, event_errors
from fluxion.domains.planning.rules.occurrences import in_year
from fluxion.domains.planning.shapes import EventCopies, EventDraft, EventView, RowResult
from fluxion.domains.planning.tables import EventRow
from fluxion.values.errors import BadInput, Forbidden, NotFound, Refusal, require_version

RIGHT = "planning.edit_event"


def create_event(work: Work, draft: EventDraft) -> EventView:
    """Write an event into the calendar."""
    work.require(RIGHT)
    check_event(work, draft)
    return event(work, add_event(work, draft.model_dump()).id)


def edit_event(work: Work, event_id: int, draft: EventDraft, *, version: int | None = None) -> EventView:
    """Put an event as it is sent in place of what it was."""
    work.require(RIGHT)
    row = _row(work, event_id)
    require_version(row.version, version)
    check_event(work, draft)
    if changes := apply(row, draft.model_dump()):
        row.version += 1
        work.db.flush()
        _announce(work, row, changes)
    return event(work, event_id)


def delete_event(work: Work, event_id: int, *, version: int | None = None) -> None:
    """Take an event out of the calendar."""
    work.require(RIGHT)
    row = _row(work, event_id)
    require_version(row.version, version)
    work.db.delete(row)
    work.emit(EventDeleted(subject_id=row.id, location_id=row.location_id, **_told(row)))


def copy_events(work: Work, copies: EventCopies) -> list[RowResult]:
    """Copy events to the same days of the next year; a result for each, with the id of the copy."""
    work.require(RIGHT)
    results = []
    for event_id in copies.ids:
        try:
            results.append(RowResult(id=_copy(work, event_id), ok=True))
        except Refusal as refusal:
            results.append(RowResult(id=event_id, ok=False, code=refusal.code, message=refusal.in_language(work.lang)))
    return results


def check_event(work: Work, draft: EventDraft) -> None:
    """Refuse an event that cannot be, names what does not exist, or reaches beyond the actor's locations."""
    work.require(RIGHT)
    scope = Scope(draft.location_id, draft.category_id, draft.product_id)
    if errors := event_errors(draft.kind, draft.factor, scope, draft.starts_on, draft.ends_on):
        raise BadInput(errors=errors)
    require_scope(work, RIGHT, draft.location_id, draft.category_id, draft.product_id)


def require_scope(work: Work, right: str, location_id: int | None, category_id: int | None, product_id: int | None) -> None:
    """Refuse what names something unknown, and what holds beyond the locations a confined person has."""
    work.require(right)
    if work.actor.locations is not None and location_id is None:
        raise Forbidden(right=right)
    if location_id is not None:
        work.require_location(location_id)
    named = (
        ("location_id", catalog.Location, location_id),
        ("category_id", catalog.Category, category_id),
        ("product_id", catalog.Product, product_id),
    )
    for field, table, key in named:
        if key is not None and work.db.get(table, key) is None:
            raise unknown(f"/{field}")


def add_event(work: Work, values: dict[str, Any]) -> EventRow:
    """The new row of an event that was checked before."""
    work.require(RIGHT)
    row = EventRow(**values, author_name=work.actor.name, created_at=work.now, version=1)
    work.db.add(row)
    work.db.flush()
    _announce(work, row, {})
    return row


def _copy(work: Work, event_id: int) -> int:
    row = _row(work, event_id)
    if row.yearly:
        raise NotFound
    begins = in_year(row.starts_on, row.starts_on.year + 1)
    values = {name: getattr(row, name) for name in ("name", "kind", "location_id", "category_id", "product_id", "factor", "note", "yearly")}
    return add_event(work, values | {"starts_on": begins, "ends_on": begins + (row.ends_on - row.starts_on)}).id


def _row(work: Work, event_id: int) -> EventRow:
    row = work.db.get(EventRow, event_id, with_for_update=True)
    if row is None or (row.location_id is not None and not work.sees(row.location_id)):
        raise NotFound
    if work.actor.locations is not None and row.location_id is None:
        raise Forbidden(right=RIGHT)
    return row


def _announce(work: Work, row: EventRow, changes: dict[str, Any]) -> None:
    work.emit(EventSaved(subject_id=row.id, location_id=row.location_id, **_told(row), changes=as_json(changes)))


def _told(row: EventRow) -> dict[str, Any]:
    return {"name": row.name, "starts_on": row.starts_on.isoformat(), "ends_on": row.ends_on.isoformat()}
