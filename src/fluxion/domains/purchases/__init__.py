"""Purchases knows who supplies what, and orders it: from draft over approval to the goods in stock.

Loads state supplies with `set_supply` (undone by `undo_supply`), planning turns approved proposals into orders with
`draft_orders`, asks `costs_at` what a quantity costs and computes over `supply_frame`, `open_line_frame` and `lead_time_frame`; other reads join `Supply`,
`PurchaseOrder` and `PurchaseOrderLine`, or keep to the products of a supplier with `supplied_by`.
"""

from fluxion.domains.purchases.actions import draft_orders, set_supply, undo_supply
from fluxion.domains.purchases.reads import costs_at, lead_time_frame, open_line_frame, supplied_by, supply_frame
from fluxion.domains.purchases.rules import clean_breaks, read_breaks
from fluxion.domains.purchases.shapes import OrderLineDraft, OrderView
from fluxion.domains.purchases.tables import PurchaseOrder, PurchaseOrderLine, Supply

RIGHTS: tuple[str, ...] = (
    "purchases.read",
    "purchases.edit_supply",
    "purchases.create_order",
    "purchases.edit_order",
    "purchases.approve_order",
    "purchases.send_order",
    "purchases.receive_order",
    "purchases.cancel_order",
)

__all__ = [
    "RIGHTS",
    "OrderLineDraft",
    "OrderView",
    "PurchaseOrder",
    "PurchaseOrderLine",
    "Supply",
    "clean_breaks",
    "costs_at",
    "draft_orders",
    "lead_time_frame",
    "open_line_frame",
    "read_breaks",
    "set_supply",
    "supplied_by",
    "supply_frame",
    "undo_supply",
]
