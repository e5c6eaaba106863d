"""Transfers, for whoever sees one of their ends."""

from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.search import has_number
from fluxion.base.work import Work
from fluxion.domains.catalog import Category, Location, LocationRef, Product, ProductRef
from fluxion.domains.stock.shapes import TransferFilter, TransferLineView, TransferRow, TransferView
from fluxion.domains.stock.tables import Transfer, TransferLine
from fluxion.values.errors import NotFound

ORIGIN, TARGET = aliased(Location, name="origin"), aliased(Location, name="target")
VIEWED = (
    *("id", "number", "state", "expected_on", "notes", "created_at", "created_by", "approved_at", "approved_by"),
    *("shipped_at", "received_at", "cancelled_at", "version"),
)


def transfer(work: Work, transfer_id: int) -> TransferView:
    """One transfer with its lines; raises NotFound for one that touches none of the person's locations."""
    work.require("stock.read")
    row = work.db.execute(_query(work).where(Transfer.id == transfer_id)).first()
    if row is None:
        raise NotFound
    each: Transfer = row.Transfer
    return TransferView(
        **{name: getattr(each, name) for name in VIEWED},
        from_location=_place(row.origin),
        to_location=_place(row.target),
        lines=_lines(work, transfer_id, has_reasons=work.sees(each.from_location_id) and work.sees(each.to_location_id)),
    )


def transfers(work: Work, wanted: TransferFilter, ask: Ask) -> Page[TransferRow]:
    """A page of the transfers that match, newest first unless asked otherwise."""
    work.require("stock.read")
    query = _query(work)
    if wanted.state is not None:
        query = query.where(Transfer.state == wanted.state)
    if wanted.location_id is not None:
        query = query.where(or_(Transfer.from_location_id == wanted.location_id, Transfer.to_location_id == wanted.location_id))
    if wanted.q:
        query = query.where(has_number(Transfer.number, wanted.q))
    orders: dict[str, Column] = {
        "id": Transfer.id,
        "number": Transfer.number,
        "created_at": Transfer.created_at,
        "state": Transfer.state,
    }
    page: Page[Any] = read_page(work.db, work.settings, query, ask, orders, Transfer.id, lambda row: row, "-id")
    sums = _sums(work, [row.Transfer.id for row in page.items])
    return Page(items=[_row(row, *sums[row.Transfer.id]) for row in page.items], next_cursor=page.next_cursor, total=page.total)


def _query(work: Work) -> Query:
    query: Query = (
        select(Transfer, ORIGIN, TARGET)
        .join(ORIGIN, ORIGIN.id == Transfer.from_location_id)
        .join(TARGET, TARGET.id == Transfer.to_location_id)
    )
    seen = work.actor.locations
    return query if seen is None else query.where(or_(Transfer.from_location_id.in_(seen), Transfer.to_location_id.in_(seen)))


def _sums(work: Work, ids: list[int]) -> dict[int, tuple[int, Any]]:
    query = select(TransferLine.transfer_id, func.count(), func.sum(TransferLine.quantity)).group_by(TransferLine.transfer_id)
    return {row[0]: (row[1], row[2]) for row in work.db.execute(query.where(TransferLine.transfer_id.in_(ids)))}


def _lines(work: Work, transfer_id: int, has_reasons: bool) -> list[TransferLineView]:
    """The lines; their reasons tell of the stock at both ends, so only who sees both is given them."""
    query = (
        select(TransferLine, Product.sku, Product.name, Category.name.label("category"))
        .join(Product, Product.id == TransferLine.product_id)
        .outerjoin(Category, Category.id == Product.category_id)
        .where(TransferLine.transfer_id == transfer_id)
        .order_by(Product.sku_key)
    )
    return [
        TransferLineView(
            id=row.TransferLine.id,
            product=ProductRef(id=row.TransferLine.product_id, sku=row.sku, name=row.name, category=row.category),
            quantity=row.TransferLine.quantity,
            shipped=row.TransferLine.shipped,
            received=row.TransferLine.received,
            suggestion_id=row.TransferLine.suggestion_id,
            explanation=row.TransferLine.explanation if has_reasons else None,
        )
        for row in work.db.execute(query)
    ]


def _row(row: Any, lines: int, units: Any) -> TransferRow:
    each: Transfer = row.Transfer
    return TransferRow(
        id=each.id,
        number=each.number,
        from_location=_place(row.origin),
        to_location=_place(row.target),
        state=each.state,
        lines=lines,
        units=units,
        expected_on=each.expected_on,
        created_at=each.created_at,
        version=each.version,
    )


def _place(location: Location) -> LocationRef:
    return LocationRef(id=location.id, code=location.code, name=location.name)
