"""Overrides of forecasts: those in force, those over, those taken back."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, or_, select

from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains import catalog
from fluxion.domains.planning.reads.finding import products_found
from fluxion.domains.planning.shapes import OverrideState, OverrideView, ProductNamed
from fluxion.domains.planning.tables import OverrideRow
from fluxion.values.errors import NotFound

ORDERS: dict[str, Column] = {"created_at": OverrideRow.created_at, "starts_on": OverrideRow.starts_on, "ends_on": OverrideRow.ends_on}


def overrides(
    work: Work,
    ask: Ask,
    *,
    state: OverrideState | None = "current",
    location_id: int | None = None,
    category_id: int | None = None,
    product_id: int | None = None,
    batch_id: int | None = None,
    q: str | None = None,
) -> Page[OverrideView]:
    """Overrides, newest first. A product also finds those of its category, a location those that hold everywhere."""
    work.require("planning.read")
    query = _query(work).where(*([_state(work.today, state)] if state else []))
    table = OverrideRow
    if location_id is not None:
        work.require_location(location_id)
        query = query.where(or_(table.location_id.is_(None), table.location_id == location_id))
    if product_id is not None:
        category = select(catalog.Product.category_id).where(catalog.Product.id == product_id).scalar_subquery()
        query = query.where(or_(table.product_id == product_id, table.category_id == category))
    if category_id is not None:
        within = select(catalog.Product.id).where(catalog.Product.category_id == category_id)
        query = query.where(or_(table.category_id == category_id, table.product_id.in_(within)))
    if batch_id is not None:
        query = query.where(table.batch_id == batch_id)
    if q:
        query = query.where(table.product_id.in_(products_found(q)))
    return read_page(work.db, work.settings, query, ask, ORDERS, OverrideRow.id, lambda row: _view(row, work.today), "-created_at")


def override(work: Work, override_id: int) -> OverrideView:
    """One override; refused as NotFound outside the actor's locations."""
    work.require("planning.read")
    row = work.db.execute(_query(work).where(OverrideRow.id == override_id)).one_or_none()
    if row is None:
        raise NotFound
    return _view(row, work.today)


def overrides_by_id(work: Work, ids: list[int]) -> dict[int, OverrideView]:
    """Those of the overrides that the person may see, by id."""
    work.require("planning.read")
    rows = work.db.execute(_query(work).where(OverrideRow.id.in_(ids)))
    return {row.OverrideRow.id: _view(row, work.today) for row in rows}


def _state(today: date, state: OverrideState) -> ColumnElement[bool]:
    table = OverrideRow
    over = or_(table.ends_on < today, and_(table.expires_on.is_not(None), table.expires_on < today))
    if state == "ended":
        return table.ended_at.is_not(None)
    return and_(table.ended_at.is_(None), over if state == "past" else ~over)


def _query(work: Work) -> Query:
    query = (
        select(
            OverrideRow,
            catalog.Location.code.label("location_code"),
            catalog.Location.name.label("location_name"),
            catalog.Category.name.label("category"),
            catalog.Product.sku,
            catalog.Product.name.label("product_name"),
        )
        .outerjoin(catalog.Location, catalog.Location.id == OverrideRow.location_id)
        .outerjoin(catalog.Category, catalog.Category.id == OverrideRow.category_id)
        .outerjoin(catalog.Product, catalog.Product.id == OverrideRow.product_id)
    )
    if work.actor.locations is None:
        return query
    return query.where(OverrideRow.location_id.is_(None) | OverrideRow.location_id.in_(work.actor.locations))


def _view(found: Row[*tuple[Any, ...]], today: date) -> OverrideView:
    row: OverrideRow = found.OverrideRow
    same = ("id", "category_id", "starts_on", "ends_on", "kind", "value", "reason", "expires_on", "batch_id")
    over = row.ends_on < today or (row.expires_on is not None and row.expires_on < today)
    return OverrideView(
        **{name: getattr(row, name) for name in (*same, "author_name", "created_at", "ended_at", "ended_by", "version")},
        product=ProductNamed(id=row.product_id, sku=found.sku, name=found.product_name) if row.product_id else None,
        category=found.category,
        location=Named(id=row.location_id, code=found.location_code, name=found.location_name) if row.location_id else None,
        state="ended" if row.ended_at is not None else "past" if over else "current",
    )
