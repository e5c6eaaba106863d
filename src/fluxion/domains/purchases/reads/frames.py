"""Supplies, open order lines and actual lead times as Arrow tables, for arithmetic over all of them."""

import pyarrow as pa
from sqlalchemy import func, select, type_coerce

from fluxion.base.columns import UtcDateTime
from fluxion.base.frames import frame
from fluxion.base.paging import Query
from fluxion.base.work import Work
from fluxion.domains.purchases import rules
from fluxion.domains.purchases.tables import PurchaseOrder, PurchaseOrderLine, PurchaseReceipt, Supply


def supply_frame(work: Work) -> pa.Table:
    """Every product as each supplier sells it; cost in the supplier's currency."""
    work.require("purchases.read")
    terms = (Supply.cost, Supply.lead_time_days, Supply.pack_size, Supply.moq, Supply.price_breaks)
    return frame(
        work.db, select(Supply.product_id, Supply.supplier_id, Supply.is_preferred, *terms).order_by(Supply.product_id, Supply.supplier_id)
    )


def open_line_frame(work: Work) -> pa.Table:
    """The lines of orders that have not arrived in full, drafts included, within the person's locations."""
    work.require("purchases.read")
    still_open = type_coerce(PurchaseOrderLine.quantity - PurchaseOrderLine.received, PurchaseOrderLine.quantity.type)
    query = (
        select(
            PurchaseOrder.id.label("order_id"),
            PurchaseOrderLine.id.label("line_id"),
            PurchaseOrder.number,
            PurchaseOrder.state,
            PurchaseOrder.supplier_id,
            PurchaseOrder.location_id,
            PurchaseOrderLine.product_id,
            PurchaseOrderLine.quantity,
            PurchaseOrderLine.received,
            still_open.label("open"),
            PurchaseOrder.expected_on,
            PurchaseOrderLine.suggestion_id,
        )
        .join(PurchaseOrderLine, PurchaseOrderLine.order_id == PurchaseOrder.id)
        .where(PurchaseOrder.state.in_(rules.OPEN), PurchaseOrderLine.quantity > PurchaseOrderLine.received)
    )
    return frame(work.db, _seen(work, query).order_by(PurchaseOrderLine.id))


def lead_time_frame(work: Work) -> pa.Table:
    """What arrived when, when it had been sent for (or approved, when nobody noted the sending), and of how much ordered.

    Lead times are measured by it: planning's `rules.lead_times.measured` shrinks them for runs, backtests measure with the same.
    """
    work.require("purchases.read")
    ordered_at = type_coerce(func.coalesce(PurchaseOrder.sent_at, PurchaseOrder.approved_at), UtcDateTime())
    query = (
        select(
            PurchaseOrder.supplier_id,
            PurchaseOrder.location_id,
            PurchaseOrderLine.product_id,
            ordered_at.label("ordered_at"),
            PurchaseReceipt.received_on,
            PurchaseReceipt.quantity,
            PurchaseOrderLine.id.label("line_id"),
            PurchaseOrderLine.quantity.label("ordered"),
            PurchaseOrder.state,
        )
        .join(PurchaseOrderLine, PurchaseOrderLine.order_id == PurchaseOrder.id)
        .join(PurchaseReceipt, PurchaseReceipt.line_id == PurchaseOrderLine.id)
    )
    return frame(work.db, _seen(work, query).order_by(PurchaseReceipt.id))


def _seen(work: Work, query: Query) -> Query:
    return query if work.actor.locations is None else query.where(PurchaseOrder.location_id.in_(work.actor.locations))
