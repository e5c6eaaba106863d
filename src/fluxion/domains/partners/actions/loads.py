"""Loads of many suppliers or customers at once: shown first, done in few statements, put back on request."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Literal

from fluxion.base import masters
from fluxion.base.bulk import Image, RowChange, Undone, Values
from fluxion.base.masters import Master
from fluxion.base.work import Work
from fluxion.domains.partners import rules
from fluxion.domains.partners.events import PartnersLoaded, PartnersLoadUndone
from fluxion.domains.partners.ports import TERMS, refusals_of_terms
from fluxion.domains.partners.tables import Customer, Supplier
from fluxion.values.codes import code_key
from fluxion.values.errors import LANGUAGES, FieldError

Entity = Literal["suppliers", "customers"]

SUPPLIERS = Master(
    table=Supplier,
    label="code",
    key="code_key",
    key_of=code_key,
    keys=rules.supplier_keys,
    searched=rules.SEARCHED_IN_SUPPLIER,
    fields=(
        *("code", "name", "lead_time_days", "lead_time_std_days", "minimum_order_value", "order_budget", "container_weight_kg"),
        *("container_volume_m3", "currency", "email", "phone", "active"),
    ),
    defaults={"active": True},
    required=("name",),
)
CUSTOMERS = Master(
    table=Customer,
    label="code",
    key="code_key",
    key_of=code_key,
    keys=rules.customer_keys,
    searched=rules.SEARCHED_IN_CUSTOMER,
    fields=(
        *("code", "name", "tax_id", "phone", "email", "segment", "city", "address", "latitude", "longitude"),
        *("salesperson", "price_list", "created_on", "active"),
    ),
    defaults={"active": True},
    required=("name",),
)
RIGHTS_OF: Mapping[Entity, str] = {"suppliers": "partners.edit_supplier", "customers": "partners.edit_customer"}


def upsert_suppliers(work: Work, rows: Sequence[Values], *, dry_run: bool = False) -> list[RowChange]:
    """Add and change suppliers by code; without a currency they get the company's."""
    work.require("partners.edit_supplier")
    return _announced(work, "suppliers", masters.upsert(work.db, _master(work, "suppliers"), rows, {}, {}, dry_run=dry_run), dry_run)


def upsert_customers(work: Work, rows: Sequence[Values], *, dry_run: bool = False) -> list[RowChange]:
    """Add and change customers by code.

    A row whose segment or price list lowers what its customer pays by more than one person may decide is in error, and says why.
    """
    work.require("partners.edit_customer")
    changes = masters.upsert(work.db, CUSTOMERS, rows, {}, {}, dry_run=dry_run, judge=partial(_refuse_terms, work))
    return _announced(work, "customers", changes, dry_run)


def _refuse_terms(work: Work, changes: Sequence[RowChange]) -> None:
    """Turn rows that give customers terms one person may not give into errors; all rows are looked at together."""
    told = {change.id: change for change in changes if change.outcome == "changed" and not change.after.keys().isdisjoint(TERMS)}
    moved = {row_id: change for row_id, change in told.items() if row_id is not None}
    wished = {row_id: {name: change.after[name] for name in TERMS if name in change.after} for row_id, change in moved.items()}
    for row_id, refusal in refusals_of_terms(work, wished).items():
        change = moved[row_id]
        words = {lang: refusal.in_language(lang).replace("{", "{{").replace("}", "}}") for lang in LANGUAGES}
        change.outcome, change.before = "error", None
        change.error = FieldError(f"/{[name for name in TERMS if name in change.after][-1]}", refusal.code, words)


def undo_upsert(work: Work, entity: Entity, images: Iterable[Image], *, in_use: Collection[int] = ()) -> list[Undone]:
    """Put back what a load did; `in_use` names rows that something outside the records still refers to."""
    work.require(RIGHTS_OF[entity])
    undone = masters.undo(work.db, _master(work, entity), images, {}, in_use)
    work.emit(PartnersLoadUndone(entity=entity, restored=sum(each.outcome != "kept" for each in undone)))
    return undone


def _master(work: Work, entity: Entity) -> Master:
    if entity == "customers":
        return CUSTOMERS
    return replace(SUPPLIERS, defaults={**SUPPLIERS.defaults, "currency": work.settings.currency})


def _announced(work: Work, entity: Entity, changes: list[RowChange], dry_run: bool) -> list[RowChange]:
    new = sum(change.outcome == "new" for change in changes)
    changed = sum(change.outcome == "changed" for change in changes)
    if not dry_run and new + changed:
        work.emit(PartnersLoaded(entity=entity, new=new, changed=changed))
    return changes
