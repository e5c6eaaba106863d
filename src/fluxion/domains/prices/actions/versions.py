"""Writing down what a product costs from a day on: by hand, from receipts, and from the catalogue."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.prices.errors.costs import RateMissing
from fluxion.domains.prices.events.costs import CostNotTaken, CostRecorded
from fluxion.domains.prices.reads.rates import known_rates
from fluxion.domains.prices.reads.sheet_costs import components_at
from fluxion.domains.prices.rules.cost_sheets import added_up, is_same_cost, replaced
from fluxion.domains.prices.shapes.cost_sheets import CostSource
from fluxion.domains.prices.shapes.terms import ComponentIn
from fluxion.domains.prices.tables import CostComponent, CostSheet, CostVersion


def record_cost(
    work: Work, product_id: int, cost: Decimal, currency: str, valid_from: date, *, reference: str | None, on_behalf_of: str
) -> None:
    """Note what goods cost that arrived: it takes the place of the product's own cost in its sheet, the rest of the sheet stays.

    A product without a sheet gets one. A cost that no exchange rate brings together with the rest of the sheet is
    announced and left out: goods are received all the same. `on_behalf_of` is the right of the caller's action.
    """
    work.require(on_behalf_of)
    sheet = work.db.scalar(select(CostSheet).where(CostSheet.product_id == product_id).with_for_update())
    if sheet is None:
        sheet = CostSheet(product_id=product_id, currency=work.settings.currency, created_at=work.now)
        work.db.add(sheet)
        work.db.flush()
    replace_own(work, sheet, cost, currency, valid_from, "receipt", reference, on_behalf_of=on_behalf_of)


def replace_own(
    work: Work,
    sheet: CostSheet,
    cost: Decimal,
    currency: str,
    valid_from: date,
    source: CostSource,
    reference: str | None,
    *,
    on_behalf_of: str,
) -> None:
    """Put a cost in the place of the product's own in a sheet, where it differs; one that cannot be added up is announced and left out."""
    work.require(on_behalf_of)
    before = components_at(work, sheet.id, valid_from)
    if is_same_cost(before, cost, currency):
        return
    after = replaced(before, ComponentIn(value=cost, currency=currency, name=""))
    try:
        write_version(work, sheet, after, valid_from, source, reference, on_behalf_of=on_behalf_of)
    except RateMissing as missing:
        product_id = sheet.product_id
        sku = work.db.get_one(Product, product_id).sku
        lost, wished = str(missing.params["currency"]), str(missing.params["to_currency"])
        work.emit(CostNotTaken(subject_id=product_id, sku=sku, cost=cost, reference=reference, currency=lost, to_currency=wished))


def write_version(
    work: Work,
    sheet: CostSheet,
    components: Sequence[ComponentIn],
    valid_from: date,
    source: CostSource,
    reference: str | None,
    *,
    on_behalf_of: str,
) -> CostVersion:
    """The new cost of a sheet, with its components; raises BadInput by field, and RateMissing where currencies cannot be added up."""
    work.require(on_behalf_of)
    cost, currency = added_up(components, sheet.currency, known_rates(work, valid_from), valid_from)
    row = CostVersion(
        sheet_id=sheet.id,
        valid_from=valid_from,
        source=source,
        reference=reference,
        cost=cost,
        currency=currency,
        author_name=work.actor.name,
        created_at=work.now,
    )
    work.db.add(row)
    work.db.flush()
    for place, each in enumerate(components):
        known = {"kind": each.type, "name": each.name, "value": each.value, "quantity": each.quantity}
        work.db.add(CostComponent(version_id=row.id, position=place, currency=each.currency or sheet.currency, **known))
    work.db.flush()
    sku = work.db.get_one(Product, sheet.product_id).sku
    told = {"sku": sku, "cost": cost, "currency": currency, "source": source, "reference": reference}
    work.emit(CostRecorded(subject_id=sheet.product_id, valid_from=valid_from, **told))  # type: ignore[arg-type]
    return row
