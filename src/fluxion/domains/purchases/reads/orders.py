"""Purchase orders: one, a page of them, or all that match."""

from datetime import date
from typing import Any

from sqlalchemy import Date, exists, func, literal, or_, select

from fluxion.base.exports import Column as Cell
from fluxion.base.exports import Sheet
from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.search import has_number, matches
from fluxion.base.work import Work
from fluxion.domains.catalog import Category, Location, LocationRef, Product, ProductRef
from fluxion.domains.partners import Supplier, SupplierRef
from fluxion.domains.purchases import rules
from fluxion.domains.purchases.shapes import OrderFilter, OrderHead, OrderLineView, OrderView
from fluxion.domains.purchases.tables import PurchaseOrder, PurchaseOrderLine
from fluxion.values.errors import Forbidden, NotFound

SEE_COST = "insights.see_cost"
BATCH = 1000
HEAD_COLUMNS = (
    *(Cell("number"), Cell("state"), Cell("supplier"), Cell("supplier_name"), Cell("location"), Cell("location_name")),
    *(Cell("total", "number"), Cell("currency"), Cell("lines", "whole"), Cell("expected_on", "day"), Cell("created_at", "moment")),
    *(Cell("approved_at", "moment"), Cell("approved_by")),
)
LINE_COLUMNS = (
    *(Cell("number"), Cell("supplier"), Cell("location"), Cell("sku"), Cell("name"), Cell("quantity", "number")),
    *(Cell("received", "number"), Cell("unit_cost", "number"), Cell("amount", "number"), Cell("currency")),
)
SHARED = ("id", "number", "state", "currency", "expected_on", "created_at", "approved_at", "approved_by", "version")
MORE = ("notes", "created_by", "sent_at", "received_at", "cancelled_at")
LINES = select(func.count()).where(PurchaseOrderLine.order_id == PurchaseOrder.id).correlate(PurchaseOrder).scalar_subquery()
ORDERS: dict[str, Column] = {
    "id": PurchaseOrder.id,
    "number": PurchaseOrder.number,
    "created_at": PurchaseOrder.created_at,
    "expected_on": func.coalesce(PurchaseOrder.expected_on, literal(date.max, Date)),
    "supplier": Supplier.name_key,
    "location": Location.code_key,
    "state": PurchaseOrder.state,
    "total": PurchaseOrder.total,
}


def order(work: Work, order_id: int) -> OrderView:
    """One order with its lines; raises NotFound for one outside the person's locations."""
    work.require("purchases.read")
    row = work.db.execute(_query(work, OrderFilter()).where(PurchaseOrder.id == order_id)).first()
    if row is None:
        raise NotFound
    each: PurchaseOrder = row.PurchaseOrder
    return OrderView(
        **{name: getattr(each, name) for name in (*SHARED, *MORE)},
        supplier=SupplierRef(id=each.supplier_id, code=row.supplier_code, name=row.supplier_name),
        location=LocationRef(id=each.location_id, code=row.location_code, name=row.location_name),
        total=each.total if work.actor.may(SEE_COST) else None,
        lines=_lines(work, each),
    )


def orders(work: Work, wanted: OrderFilter, ask: Ask) -> Page[OrderHead]:
    """A page of the orders that match, newest first unless asked otherwise."""
    work.require("purchases.read")
    if ask.sort.removeprefix("-") == "total" and not work.actor.may(SEE_COST):
        raise Forbidden(right=SEE_COST)
    return read_page(work.db, work.settings, _query(work, wanted), ask, ORDERS, PurchaseOrder.id, lambda row: _head(work, row), "-id")


def order_sheet(work: Work, wanted: OrderFilter) -> Sheet:
    """The orders that match, newest first, to export."""
    work.require("purchases.read")
    query = _query(work, wanted).order_by(PurchaseOrder.id.desc())
    rows = work.db.execute(query.execution_options(yield_per=BATCH))
    return Sheet("purchase_orders", HEAD_COLUMNS, (_head_cells(_head(work, row)) for row in rows))


def order_line_sheet(work: Work, order_id: int) -> Sheet:
    """The lines of one order, to export; raises NotFound for one outside the person's locations."""
    work.require("purchases.read")
    shown = order(work, order_id)
    head = (shown.number, shown.supplier.code, shown.location.code)
    rows = (
        (*head, line.product.sku, line.product.name, line.quantity, line.received, line.unit_cost, line.amount, shown.currency)
        for line in shown.lines
    )
    return Sheet(shown.number, LINE_COLUMNS, rows)


def _head_cells(each: OrderHead) -> tuple[Any, ...]:
    return (
        *(each.number, each.state, each.supplier.code, each.supplier.name, each.location.code, each.location.name),
        *(each.total, each.currency, each.line_count, each.expected_on, each.created_at, each.approved_at, each.approved_by),
    )


def _query(work: Work, wanted: OrderFilter) -> Query:
    query: Query = (
        select(PurchaseOrder, Supplier.code.label("supplier_code"), Supplier.name.label("supplier_name"))
        .add_columns(Location.code.label("location_code"), Location.name.label("location_name"), LINES.label("line_count"))
        .join(Supplier, Supplier.id == PurchaseOrder.supplier_id)
        .join(Location, Location.id == PurchaseOrder.location_id)
    )
    if work.actor.locations is not None:
        query = query.where(PurchaseOrder.location_id.in_(work.actor.locations))
    if wanted.state is not None:
        query = query.where(PurchaseOrder.state == wanted.state)
    if wanted.supplier_id is not None:
        query = query.where(PurchaseOrder.supplier_id == wanted.supplier_id)
    if wanted.location_id is not None:
        query = query.where(PurchaseOrder.location_id == wanted.location_id)
    if wanted.is_open is not None:
        is_open = PurchaseOrder.state.in_(rules.OPEN)
        query = query.where(is_open if wanted.is_open else ~is_open)
    if wanted.product_id is not None:
        has_product = (PurchaseOrderLine.order_id == PurchaseOrder.id) & (PurchaseOrderLine.product_id == wanted.product_id)
        query = query.where(exists().where(has_product))
    if wanted.q:
        number = has_number(PurchaseOrder.number, wanted.q)
        query = query.where(or_(number, matches(Supplier.search, wanted.q)))
    return query


def _lines(work: Work, owner: PurchaseOrder) -> list[OrderLineView]:
    sees_cost = work.actor.may(SEE_COST)
    query = (
        select(PurchaseOrderLine, Product.sku, Product.name, Category.name.label("category"))
        .join(Product, Product.id == PurchaseOrderLine.product_id)
        .outerjoin(Category, Category.id == Product.category_id)
        .where(PurchaseOrderLine.order_id == owner.id)
        .order_by(Product.sku_key)
    )
    return [_line(row, owner.currency, sees_cost=sees_cost) for row in work.db.execute(query)]


def _line(row: Any, currency: str, *, sees_cost: bool) -> OrderLineView:
    line: PurchaseOrderLine = row.PurchaseOrderLine
    return OrderLineView(
        id=line.id,
        product=ProductRef(id=line.product_id, sku=row.sku, name=row.name, category=row.category),
        quantity=line.quantity,
        received=line.received,
        unit_cost=line.unit_cost if sees_cost else None,
        amount=rules.amount(line.quantity, line.unit_cost, currency) if sees_cost else None,
        suggestion_id=line.suggestion_id,
        explanation=line.explanation,
    )


def _head(work: Work, row: Any) -> OrderHead:
    each: PurchaseOrder = row.PurchaseOrder
    return OrderHead(
        **{name: getattr(each, name) for name in SHARED},
        supplier=SupplierRef(id=each.supplier_id, code=row.supplier_code, name=row.supplier_name),
        location=LocationRef(id=each.location_id, code=row.location_code, name=row.location_name),
        total=each.total if work.actor.may(SEE_COST) else None,
        line_count=row.line_count,
    )
