"""Adding, changing and retiring suppliers."""

from fluxion.base.edits import apply, flush_or_taken, refuse_taken, sent
from fluxion.base.work import Work
from fluxion.domains.partners import reads, rules
from fluxion.domains.partners.events import SupplierCreated, SupplierDeactivated, SupplierEdited
from fluxion.domains.partners.shapes import SupplierEdit, SupplierIn, SupplierView
from fluxion.domains.partners.tables import Supplier
from fluxion.values.codes import code_key
from fluxion.values.errors import NotFound, Text, require_version

RIGHT = "partners.edit_supplier"
NEVER_NULL = ("code", "name", "currency", "active")
WHAT: Text = {"es": "el proveedor", "en": "Supplier", "pt": "o fornecedor"}


def create_supplier(work: Work, body: SupplierIn) -> SupplierView:
    """Add a supplier; its code must be new, whatever its case."""
    work.require(RIGHT)
    values = body.model_dump()
    values["currency"] = body.currency or work.settings.currency
    refuse_taken(work.db, Supplier.code_key, code_key(body.code), but=None, what=WHAT, shown=body.code)
    supplier = Supplier(**values, **rules.supplier_keys(values), active=True)
    work.db.add(supplier)
    flush_or_taken(work.db, WHAT, body.code)
    work.emit(SupplierCreated(subject_id=supplier.id, code=supplier.code, name=supplier.name))
    return reads.supplier(work, supplier.id)


def edit_supplier(work: Work, supplier_id: int, edit: SupplierEdit, version: int | None = None) -> SupplierView:
    """Change the fields sent; the others stay as they are."""
    work.require(RIGHT)
    supplier = _locked(work, supplier_id)
    require_version(supplier.version, version)
    values = sent(edit, NEVER_NULL)
    if "code" in values:
        refuse_taken(work.db, Supplier.code_key, code_key(values["code"]), but=supplier.id, what=WHAT, shown=values["code"])
    if changes := apply(supplier, values):
        apply(supplier, rules.supplier_keys({name: getattr(supplier, name) for name in rules.SEARCHED_IN_SUPPLIER}))
        supplier.version += 1
        flush_or_taken(work.db, WHAT, supplier.code)
        work.emit(SupplierEdited(subject_id=supplier.id, code=supplier.code, changes=changes))
    return reads.supplier(work, supplier_id)


def deactivate_supplier(work: Work, supplier_id: int, version: int | None = None) -> None:
    """Take a supplier out of use; its history stays."""
    work.require(RIGHT)
    supplier = _locked(work, supplier_id)
    require_version(supplier.version, version)
    if supplier.active:
        supplier.active = False
        supplier.version += 1
        work.emit(SupplierDeactivated(subject_id=supplier.id, code=supplier.code))


def _locked(work: Work, supplier_id: int) -> Supplier:
    supplier = work.db.get(Supplier, supplier_id, with_for_update=True)
    if supplier is None:
        raise NotFound
    return supplier
