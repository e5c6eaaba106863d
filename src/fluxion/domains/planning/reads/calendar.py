"""The calendar of events: which happen in a span of days, and which get in each other's way."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Row, Select, select

from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains import catalog
from fluxion.domains.planning.rules.knowledge import Happening, Scope, conflicts, conflicts_of
from fluxion.domains.planning.rules.occurrences import occurrences
from fluxion.domains.planning.shapes import EventConflict, EventDays, EventView, ProductNamed
from fluxion.domains.planning.tables import EventRow
from fluxion.values.codes import search_key
from fluxion.values.errors import NotFound

AHEAD = timedelta(days=366)


def events(
    work: Work,
    first: date,
    last: date,
    *,
    kind: str | None = None,
    location_id: int | None = None,
    category_id: int | None = None,
    product_id: int | None = None,
    q: str | None = None,
) -> list[EventView]:
    """The events that happen from `first` to `last`, in the order of their first day there.

    A location, category or product finds every event that holds for it, wider ones included.
    """
    work.require("planning.read")
    if location_id is not None:
        work.require_location(location_id)
    found = work.db.execute(_query(work)).all()
    wanted = Scope(location_id, category_id, product_id, _parent(work, product_id))
    views = _views(found, _meetings(found, first, last), first, last)
    words = search_key(q or "").split()
    kept = [
        view
        for view, row in zip(views, found, strict=True)
        if view.days
        and (kind is None or view.kind == kind)
        and _scope(row).meets(wanted)
        and all(word in search_key(view.name) for word in words)
    ]
    return sorted(kept, key=lambda view: (view.days[0].starts_on, view.id))


def event(work: Work, event_id: int) -> EventView:
    """One event with its days of the coming year, counted from its first day; refused as NotFound outside the actor's locations."""
    work.require("planning.read")
    mine = work.db.execute(_query(work).where(EventRow.id == event_id)).one_or_none()
    if mine is None:
        raise NotFound
    first = mine.EventRow.starts_on
    near = EventRow.yearly | ((EventRow.starts_on <= first + AHEAD) & (EventRow.ends_on >= first))
    found = work.db.execute(_query(work).where(near)).all()
    own = _happening(mine, first, first + AHEAD)
    ids = set(conflicts_of(own, (_happening(each, first, first + AHEAD) for each in found)))
    meets = [EventConflict(id=row.id, name=row.name, kind=row.kind) for row in (each.EventRow for each in found) if row.id in ids]
    return _view(mine, meets, list(own.days))


def _query(work: Work) -> Select[*tuple[Any, ...]]:
    query = (
        select(
            EventRow,
            catalog.Location.code.label("location_code"),
            catalog.Location.name.label("location_name"),
            catalog.Category.name.label("category"),
            catalog.Product.sku,
            catalog.Product.name.label("product_name"),
            catalog.Product.category_id.label("parent"),
        )
        .outerjoin(catalog.Location, catalog.Location.id == EventRow.location_id)
        .outerjoin(catalog.Category, catalog.Category.id == EventRow.category_id)
        .outerjoin(catalog.Product, catalog.Product.id == EventRow.product_id)
        .order_by(EventRow.id)
    )
    if work.actor.locations is not None:
        query = query.where(EventRow.location_id.is_(None) | EventRow.location_id.in_(work.actor.locations))
    return query


def _parent(work: Work, product_id: int | None) -> int | None:
    return None if product_id is None else work.db.scalar(select(catalog.Product.category_id).where(catalog.Product.id == product_id))


def _scope(found: Row[*tuple[Any, ...]]) -> Scope:
    row: EventRow = found.EventRow
    return Scope(row.location_id, row.category_id, row.product_id, found.parent)


def _meetings(found: Sequence[Row[*tuple[Any, ...]]], first: date, last: date) -> dict[int, list[EventConflict]]:
    happening = [happens for each in found if (happens := _happening(each, first, last)).days]
    by_id = {each.EventRow.id: each.EventRow for each in found}
    return {
        key: [EventConflict(id=other, name=by_id[other].name, kind=by_id[other].kind) for other in others]
        for key, others in conflicts(happening).items()
    }


def _happening(found: Row[*tuple[Any, ...]], first: date, last: date) -> Happening:
    return Happening(found.EventRow.id, _scope(found), _days(found.EventRow, first, last))


def _days(row: EventRow, first: date, last: date) -> list[tuple[date, date]]:
    return list(occurrences(row.starts_on, row.ends_on, row.yearly, first, last))


def _views(found: Sequence[Row[*tuple[Any, ...]]], meetings: dict[int, list[EventConflict]], first: date, last: date) -> list[EventView]:
    return [_view(each, meetings.get(each.EventRow.id, []), _days(each.EventRow, first, last)) for each in found]


def _view(found: Row[*tuple[Any, ...]], meets: list[EventConflict], days: list[tuple[date, date]]) -> EventView:
    row: EventRow = found.EventRow
    same = ("id", "name", "kind", "starts_on", "ends_on", "yearly", "category_id", "factor", "note", "author_name", "created_at", "version")
    return EventView(
        **{name: getattr(row, name) for name in same},
        location=Named(id=row.location_id, code=found.location_code, name=found.location_name) if row.location_id else None,
        category=found.category,
        product=ProductNamed(id=row.product_id, sku=found.sku, name=found.product_name) if row.product_id else None,
        days=[EventDays(starts_on=begins, ends_on=ends) for begins, ends in days],
        conflicts=meets,
    )
