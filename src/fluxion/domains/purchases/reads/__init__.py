"""Questions about who supplies what and about purchase orders, within the locations that the person may see."""

from fluxion.domains.purchases.reads.costs import costs_at
from fluxion.domains.purchases.reads.frames import lead_time_frame, open_line_frame, supply_frame
from fluxion.domains.purchases.reads.orders import order, order_line_sheet, order_sheet, orders
from fluxion.domains.purchases.reads.printed import order_document
from fluxion.domains.purchases.reads.supplies import product_sheet, product_with_supplier, products_with_supplier, supplied_by, supply

__all__ = [
    "costs_at",
    "lead_time_frame",
    "open_line_frame",
    "order",
    "order_document",
    "order_line_sheet",
    "order_sheet",
    "orders",
    "product_sheet",
    "product_with_supplier",
    "products_with_supplier",
    "supplied_by",
    "supply",
    "supply_frame",
]
