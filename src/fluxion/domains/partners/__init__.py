"""Partners names whom the company trades with: suppliers and customers.

Others join `Supplier` and `Customer` in their reads, show suppliers as `SupplierRef`, load many at once with `upsert_*`
(undone by `undo_upsert`) and compute over `supplier_frame` and `customer_frame`.
"""

from fluxion.domains.partners.actions import undo_upsert, upsert_customers, upsert_suppliers
from fluxion.domains.partners.reads import customer_frame, supplier_frame
from fluxion.domains.partners.shapes import SupplierRef
from fluxion.domains.partners.tables import Customer, Supplier

RIGHTS: tuple[str, ...] = ("partners.read", "partners.edit_supplier", "partners.edit_customer")

__all__ = [
    "RIGHTS",
    "Customer",
    "Supplier",
    "SupplierRef",
    "customer_frame",
    "supplier_frame",
    "undo_upsert",
    "upsert_customers",
    "upsert_suppliers",
]
