"""Adding, changing and retiring customers."""

from collections.abc import Mapping
from typing import Any

from fluxion.base.edits import apply, flush_or_taken, refuse_taken, sent
from fluxion.base.work import Work
from fluxion.domains.partners import reads, rules
from fluxion.domains.partners.events import CustomerCreated, CustomerDeactivated, CustomerEdited
from fluxion.domains.partners.ports import TERMS, refusals_of_terms
from fluxion.domains.partners.shapes import CustomerEdit, CustomerIn, CustomerView
from fluxion.domains.partners.tables import Customer
from fluxion.values.codes import code_key
from fluxion.values.errors import NotFound, Text, require_version

RIGHT = "partners.edit_customer"
NEVER_NULL = ("code", "name", "active")
WHAT: Text = {"es": "el cliente", "en": "Customer", "pt": "o cliente"}


def create_customer(work: Work, body: CustomerIn) -> CustomerView:
    """Add a customer; its code must be new, whatever its case."""
    work.require(RIGHT)
    values = body.model_dump()
    refuse_taken(work.db, Customer.code_key, code_key(body.code), but=None, what=WHAT, shown=body.code)
    customer = Customer(**values, **rules.customer_keys(values), active=True)
    work.db.add(customer)
    flush_or_taken(work.db, WHAT, body.code)
    work.emit(CustomerCreated(subject_id=customer.id, code=customer.code, name=customer.name))
    return reads.customer(work, customer.id)


def edit_customer(work: Work, customer_id: int, edit: CustomerEdit, version: int | None = None) -> CustomerView:
    """Change the fields sent; the others stay as they are.

    Refused where another segment or price list lowers what the customer pays by more than one person may decide.
    """
    work.require(RIGHT)
    customer = _locked(work, customer_id)
    require_version(customer.version, version)
    values = sent(edit, NEVER_NULL)
    if "code" in values:
        refuse_taken(work.db, Customer.code_key, code_key(values["code"]), but=customer.id, what=WHAT, shown=values["code"])
    for refusal in refusals_of_terms(work, _other_terms(customer, values)).values():
        raise refusal
    if changes := apply(customer, values):
        apply(customer, rules.customer_keys({name: getattr(customer, name) for name in rules.SEARCHED_IN_CUSTOMER}))
        customer.version += 1
        flush_or_taken(work.db, WHAT, customer.code)
        work.emit(CustomerEdited(subject_id=customer.id, code=customer.code, changes=changes))
    return reads.customer(work, customer_id)


def deactivate_customer(work: Work, customer_id: int, version: int | None = None) -> None:
    """Take a customer out of use; its history stays."""
    work.require(RIGHT)
    customer = _locked(work, customer_id)
    require_version(customer.version, version)
    if customer.active:
        customer.active = False
        customer.version += 1
        work.emit(CustomerDeactivated(subject_id=customer.id, code=customer.code))


def _other_terms(customer: Customer, values: Mapping[str, Any]) -> dict[int, dict[str, Any]]:
    changed = {name: values[name] for name in TERMS if name in values and values[name] != getattr(customer, name)}
    return {customer.id: changed} if changed else {}


def _locked(work: Work, customer_id: int) -> Customer:
    customer = work.db.get(Customer, customer_id, with_for_update=True)
    if customer is None:
        raise NotFound
    return customer
