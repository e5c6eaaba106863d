"""Which product replaces which."""

from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.orm import aliased

from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.work import Work
from fluxion.domains import catalog
from fluxion.domains.planning.reads.finding import products_found
from fluxion.domains.planning.shapes import LinkView, ProductNamed
from fluxion.domains.planning.tables import LinkRow
from fluxion.values.errors import NotFound

ORDERS: dict[str, Column] = {"created_at": LinkRow.created_at, "starts_on": LinkRow.starts_on}


def links(work: Work, ask: Ask, *, product_id: int | None = None, q: str | None = None) -> Page[LinkView]:
    """Replacements, newest first; a product finds those in which it is either end."""
    work.require("planning.read")
    query = _query()
    if product_id is not None:
        query = query.where(or_(LinkRow.successor_id == product_id, LinkRow.predecessor_id == product_id))
    if q:
        found = products_found(q)
        query = query.where(or_(LinkRow.successor_id.in_(found), LinkRow.predecessor_id.in_(found)))
    return read_page(work.db, work.settings, query, ask, ORDERS, LinkRow.id, _view, "-created_at")


def link(work: Work, link_id: int) -> LinkView:
    """One replacement."""
    work.require("planning.read")
    row = work.db.execute(_query().where(LinkRow.id == link_id)).one_or_none()
    if row is None:
        raise NotFound
    return _view(row)


def _query() -> Query:
    new, old = aliased(catalog.Product), aliased(catalog.Product)
    return (
        select(LinkRow, new.sku.label("new_sku"), new.name.label("new_name"), old.sku.label("old_sku"), old.name.label("old_name"))
        .join(new, new.id == LinkRow.successor_id)
        .join(old, old.id == LinkRow.predecessor_id)
    )


def _view(found: Row[*tuple[Any, ...]]) -> LinkView:
    row: LinkRow = found.LinkRow
    return LinkView(
        **{name: getattr(row, name) for name in ("id", "share", "starts_on", "author_name", "created_at", "version")},
        successor=ProductNamed(id=row.successor_id, sku=found.new_sku, name=found.new_name),
        predecessor=ProductNamed(id=row.predecessor_id, sku=found.old_sku, name=found.old_name),
    )
