"""What changes suppliers and customers, one by one or many at once."""

from fluxion.domains.partners.actions.customers import create_customer, deactivate_customer, edit_customer
from fluxion.domains.partners.actions.loads import undo_upsert, upsert_customers, upsert_suppliers
from fluxion.domains.partners.actions.suppliers import create_supplier, deactivate_supplier, edit_supplier

__all__ = [
    "create_customer",
    "create_supplier",
    "deactivate_customer",
    "deactivate_supplier",
    "edit_customer",
    "edit_supplier",
    "undo_upsert",
    "upsert_customers",
    "upsert_suppliers",
]
