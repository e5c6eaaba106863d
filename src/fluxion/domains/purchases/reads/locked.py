"""An order about to be changed: locked, seen, current and in a state that allows it."""

from typing import Any

from fluxion.base.work import Work
from fluxion.domains.partners import Supplier
from fluxion.domains.purchases import rules
from fluxion.domains.purchases.errors import WrongState
from fluxion.domains.purchases.tables import PurchaseOrder
from fluxion.values.errors import NotFound, require_version


def locked_order(work: Work, order_id: int, doing: str, version: int | None) -> PurchaseOrder:
    """The order, locked until the work ends; refused when it is unseen, changed since, or past what is to be done."""
    order = work.db.get(PurchaseOrder, order_id, with_for_update=True)
    if order is None or not work.sees(order.location_id):
        raise NotFound
    require_version(order.version, version)
    allowed = rules.STATES[doing]
    if order.state not in allowed:
        raise WrongState(number=order.number, state=order.state, allowed=", ".join(allowed))
    return order


def named(work: Work, order: PurchaseOrder) -> dict[str, Any]:
    """The fields by which every fact about an order names it."""
    supplier = work.db.get_one(Supplier, order.supplier_id)
    return {"subject_id": order.id, "location_id": order.location_id, "number": order.number, "supplier": supplier.name}
