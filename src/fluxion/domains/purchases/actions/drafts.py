"""Drafting purchase orders, by hand or from proposals, and changing them."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select

from fluxion.base.edits import apply, refuse_lines, sent, unknown
from fluxion.base.numbers import next_number
from fluxion.base.work import Work
from fluxion.domains.catalog import Location
from fluxion.domains.partners import Supplier
from fluxion.domains.purchases import reads, rules
from fluxion.domains.purchases.errors import LinesLocked, SupplierInactive
from fluxion.domains.purchases.events import OrderDrafted, OrderEdited
from fluxion.domains.purchases.reads.costs import terms_of
from fluxion.domains.purchases.reads.locked import locked_order, named
from fluxion.domains.purchases.shapes import OrderEdit, OrderIn, OrderLineDraft, OrderLineIn, OrderView
from fluxion.domains.purchases.tables import PurchaseOrder, PurchaseOrderLine


@dataclass
class _Line:
    """A line on its way into an order."""

    product_id: int
    quantity: Decimal
    unit_cost: Decimal | None
    suggestion_id: int | None = None
    explanation: dict[str, Any] | None = None


def create_order(work: Work, body: OrderIn) -> OrderView:
    """Draft a purchase order to one supplier for one location."""
    work.require("purchases.create_order")
    supplier = _supplier(work, body.supplier_id)
    _check_location(work, body.location_id)
    order = _insert(work, supplier, body.location_id, _plain(body.lines))
    apply(order, {"expected_on": body.expected_on, "notes": body.notes})
    return reads.order(work, order.id)


def draft_orders(work: Work, drafts: Sequence[OrderLineDraft]) -> list[OrderView]:
    """One draft order for each supplier and location, holding all its lines with their reasons.

    A product met twice is added up; the earliest expected day becomes the order's.
    """
    work.require("purchases.create_order")
    groups: dict[tuple[int, int], list[OrderLineDraft]] = {}
    for draft in drafts:
        groups.setdefault((draft.supplier_id, draft.location_id), []).append(draft)
    made = []
    for (supplier_id, location_id), group in sorted(groups.items()):
        _check_location(work, location_id)
        order = _insert(work, _supplier(work, supplier_id), location_id, _merged(group))
        order.expected_on = min((draft.expected_on for draft in group if draft.expected_on), default=None)
        made.append(reads.order(work, order.id))
    return made


def edit_order(work: Work, order_id: int, edit: OrderEdit, version: int | None = None) -> OrderView:
    """Change an order; lines only while it is a draft, and those sent replace all lines."""
    work.require("purchases.edit_order")
    order = locked_order(work, order_id, "edit", version)
    values = sent(edit)
    lines = values.pop("lines", None)
    changes = apply(order, values)
    if lines is not None:
        if order.state != "draft":
            raise LinesLocked(number=order.number)
        changes["lines"] = _replace_lines(work, order, lines)
    if changes:
        order.version += 1
        work.emit(OrderEdited(**named(work, order), changes=changes))
    return reads.order(work, order.id)


def _supplier(work: Work, supplier_id: int) -> Supplier:
    supplier = work.db.get(Supplier, supplier_id)
    if supplier is None:
        raise unknown("/supplier_id")
    if not supplier.active:
        raise SupplierInactive(code=supplier.code)
    return supplier


def _check_location(work: Work, location_id: int) -> None:
    if not work.sees(location_id) or work.db.get(Location, location_id) is None:
        raise unknown("/location_id")


def _plain(lines: Sequence[OrderLineIn]) -> list[_Line]:
    return [_Line(line.product_id, line.quantity, line.unit_cost) for line in lines]


def _merged(group: Sequence[OrderLineDraft]) -> list[_Line]:
    merged: dict[int, _Line] = {}
    for draft in group:
        if draft.product_id in merged:
            merged[draft.product_id].quantity += draft.quantity
        else:
            line = _Line(draft.product_id, draft.quantity, draft.unit_cost, draft.suggestion_id, draft.explanation)
            merged[draft.product_id] = line
    return list(merged.values())


def _insert(work: Work, supplier: Supplier, location_id: int, lines: Sequence[_Line]) -> PurchaseOrder:
    _fill_costs(work, supplier.id, supplier.currency, lines)
    order = PurchaseOrder(
        number=next_number(work.db, "purchase_order", "OC"),
        supplier_id=supplier.id,
        location_id=location_id,
        state="draft",
        currency=supplier.currency,
        total=rules.total(((line.quantity, line.unit_cost) for line in lines), supplier.currency),
        created_at=work.now,
        created_by=work.actor.name,
    )
    work.db.add(order)
    work.db.flush()
    work.db.add_all(PurchaseOrderLine(order_id=order.id, **vars(line)) for line in lines)
    work.db.flush()
    work.emit(OrderDrafted(**named(work, order), lines=len(lines), total=order.total, currency=order.currency))
    return order


def _fill_costs(work: Work, supplier_id: int, currency: str, lines: Sequence[_Line]) -> None:
    """Give every line without a cost what its quantity costs; refuses unknown products and products named twice."""
    ids = [line.product_id for line in lines]
    terms = terms_of(work, supplier_id, currency, ids)
    refuse_lines(ids, terms)
    for line in lines:
        if line.unit_cost is None:
            line.unit_cost = terms[line.product_id].at(line.quantity)


def _replace_lines(work: Work, order: PurchaseOrder, sent_lines: Sequence[OrderLineIn]) -> list[dict[int, Decimal]]:
    """Put the lines sent in the place of all lines; a product that stays keeps the reasons it came with.

    Its cost stays as well where somebody agreed on another than the terms give; else it follows the quantity.
    """
    old = {line.product_id: line for line in work.db.scalars(select(PurchaseOrderLine).where(PurchaseOrderLine.order_id == order.id))}
    lines = _plain(sent_lines)
    terms = terms_of(work, order.supplier_id, order.currency, list(old))
    for line in lines:
        if kept := old.get(line.product_id):
            line.suggestion_id, line.explanation = kept.suggestion_id, kept.explanation
            if line.unit_cost is None and kept.unit_cost != terms[line.product_id].at(kept.quantity):
                line.unit_cost = kept.unit_cost
    _fill_costs(work, order.supplier_id, order.currency, lines)
    work.db.execute(delete(PurchaseOrderLine).where(PurchaseOrderLine.order_id == order.id))
    work.db.add_all(PurchaseOrderLine(order_id=order.id, **vars(line)) for line in lines)
    order.total = rules.total(((line.quantity, line.unit_cost) for line in lines), order.currency)
    return [{product_id: line.quantity for product_id, line in old.items()}, {line.product_id: line.quantity for line in lines}]
