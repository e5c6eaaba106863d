"""Adding cost sheets, stating their costs and channels, and changing many at once."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import delete, select

from fluxion.base.edits import apply, flush_or_taken, refuse_taken, sent, unknown
from fluxion.base.facts import as_json
from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.prices.actions.versions import write_version
from fluxion.domains.prices.events.costs import SheetSaved
from fluxion.domains.prices.reads import cost_sheets as reads
from fluxion.domains.prices.reads.policy import refuse_unseen_costs
from fluxion.domains.prices.reads.sheet_costs import components_at
from fluxion.domains.prices.rules.cost_sheets import MOVED, limits_of
from fluxion.domains.prices.rules.faults import field_error, refuse_faults
from fluxion.domains.prices.shapes.cost_sheets import (
    MOST_MATCHING,
    CostIn,
    SheetBatch,
    SheetEdit,
    SheetIn,
    SheetResult,
    SheetResults,
    SheetView,
)
from fluxion.domains.prices.shapes.terms import ComponentIn
from fluxion.domains.prices.tables import CostSheet, PriceConfiguration, SheetChannel
from fluxion.kernels.pricing import strategy_faults
from fluxion.values.errors import BadInput, FieldError, NotFound, Refusal, Text, require_version
from fluxion.values.money import is_currency

RIGHT = "prices.edit_cost_sheet"
OPEN = frozenset({"configuration_ids", "active"})
"""What of a sheet says nothing of its cost."""
WHAT: Text = {"es": "la ficha de costos de", "en": "The cost sheet of", "pt": "a ficha de custos de"}
STATED = ("strategy", "minimum_price", "maximum_price", "premium_multiplier", "target_margin_percent", "target_margin_base")
TOO_MANY: Text = {
    "es": "Coinciden más de 5.000 fichas; acote los filtros.",
    "en": "More than 5,000 sheets match; narrow the filters.",
    "pt": "Mais de 5.000 fichas correspondem; restrinja os filtros.",
}
NEVER_NULL = ("currency", "configuration_ids", "strategy", "premium_multiplier", "target_margin_base", "active")


def create_sheet(work: Work, body: SheetIn) -> SheetView:
    """Add the sheet of a product; without components it starts with the catalogue's cost, and with none where that has none.

    Whoever may not see costs names the product and its channels.
    """
    work.require(RIGHT)
    if body.model_fields_set - {"product_id", *OPEN}:
        refuse_unseen_costs(work)
    product = work.db.get(Product, body.product_id)
    if product is None:
        raise unknown("/product_id")
    refuse_taken(work.db, CostSheet.product_id, product.id, but=None, what=WHAT, shown=product.sku)  # type: ignore[arg-type]
    sheet = CostSheet(
        product_id=product.id,
        currency=body.currency or work.settings.currency,
        created_at=work.now,
        **{name: getattr(body, name) for name in STATED},
    )
    _refuse_unsound(sheet)
    work.db.add(sheet)
    flush_or_taken(work.db, WHAT, product.sku)
    _link(work, sheet, body.configuration_ids)
    day = body.valid_from or work.today
    if body.components:
        write_version(work, sheet, body.components, day, "manual", None, on_behalf_of=RIGHT)
    elif product.cost is not None:
        whole = ComponentIn(value=product.cost, quantity=Decimal(1), currency=work.settings.currency, name="")
        write_version(work, sheet, [whole], day, "catalog", None, on_behalf_of=RIGHT)
    work.emit(SheetSaved(subject_id=product.id, sku=product.sku, changes={}))
    return reads.cost_sheet(work, sheet.id)


def edit_sheet(work: Work, sheet_id: int, edit: SheetEdit, version: int | None = None) -> SheetView:
    """Change how a product is meant to be priced and where it is sold; its costs are stated by `state_cost`.

    Whoever may not see costs says in which channels it is sold, and takes the sheet in and out of use.
    """
    work.require(RIGHT)
    _refuse_unseen(work, edit)
    sheet = _locked(work, sheet_id)
    require_version(sheet.version, version)
    _change(work, sheet, sent(edit, NEVER_NULL))
    return reads.cost_sheet(work, sheet_id)


def state_cost(work: Work, sheet_id: int, body: CostIn, version: int | None = None) -> SheetView:
    """Write down what the product costs from a day on; the costs before stay in its history. Only for who may see costs."""
    work.require(RIGHT)
    refuse_unseen_costs(work)
    sheet = _locked(work, sheet_id)
    require_version(sheet.version, version)
    day = body.valid_from or work.today
    parts = [each if each.currency else each.model_copy(update={"currency": sheet.currency}) for each in body.components]
    if components_at(work, sheet.id, day) != parts:
        write_version(work, sheet, parts, day, "manual", body.reference, on_behalf_of=RIGHT)
        sheet.version += 1
        work.db.flush()
    return reads.cost_sheet(work, sheet_id)


def batch_sheets(work: Work, body: SheetBatch) -> SheetResults:
    """Change many sheets in the same way, each on its own; products named without a sheet get one."""
    work.require(RIGHT)
    _refuse_unseen(work, body.change)
    given = sent(body.change, NEVER_NULL)
    results = []
    for index, key in enumerate(_chosen(work, body)):
        try:
            with work.db.begin_nested():
                results.append(SheetResult(index=index, ok=True, id=_one(work, key, body, given)))
        except Refusal as refusal:
            told = "; ".join(each.in_language(work.lang)["message"] for each in refusal.errors) or refusal.in_language(work.lang)
            results.append(SheetResult(index=index, ok=False, id=None if body.product_ids else key, code=refusal.code, message=told))
    return SheetResults(results=results)


def _refuse_unseen(work: Work, edit: SheetEdit) -> None:
    if edit.model_fields_set - OPEN:
        refuse_unseen_costs(work)


def _chosen(work: Work, body: SheetBatch) -> list[int]:
    if body.filter is None:
        return body.ids or body.product_ids or []
    found = reads.matching_ids(work, body.filter)
    if len(found) > MOST_MATCHING:
        raise BadInput(errors=[FieldError("/filter", "too_many", TOO_MANY)])
    return found


def _one(work: Work, key: int, body: SheetBatch, given: dict[str, Any]) -> int:
    if body.product_ids is None:
        sheet_id = key
    else:
        known = work.db.scalar(select(CostSheet.id).where(CostSheet.product_id == key))
        sheet_id = known if known is not None else create_sheet(work, SheetIn(product_id=key)).id
    sheet = _locked(work, sheet_id)
    before = _channel_ids(work, sheet_id)
    kept = [each for each in given.get("configuration_ids", before) if each not in body.remove_configuration_ids]
    wished = [*kept, *(each for each in body.add_configuration_ids if each not in kept)]
    _change(work, sheet, given | ({"configuration_ids": wished} if wished != before else {}))
    return sheet_id


def _change(work: Work, sheet: CostSheet, given: dict[str, Any]) -> None:
    given = dict(given)
    wished = given.pop("configuration_ids", None)
    changes = apply(sheet, given)
    _refuse_unsound(sheet)
    before = _channel_ids(work, sheet.id)
    if wished is not None and list(dict.fromkeys(wished)) != before:
        _link(work, sheet, wished)
        changes["configuration_ids"] = [before, wished]
    if changes:
        sheet.version += 1
        work.db.flush()
        sku = work.db.get_one(Product, sheet.product_id).sku
        work.emit(SheetSaved(subject_id=sheet.product_id, sku=sku, changes=as_json(changes)))


def _refuse_unsound(sheet: CostSheet) -> None:
    if not is_currency(sheet.currency):
        raise BadInput(errors=[field_error("currency", "unknown_currency")])
    refuse_faults(strategy_faults(limits_of(sheet)), MOVED)


def _link(work: Work, sheet: CostSheet, configuration_ids: Sequence[int]) -> None:
    """Let the product be sold in exactly these channels, in this order."""
    wished = list(dict.fromkeys(configuration_ids))
    known = set(work.db.scalars(select(PriceConfiguration.id).where(PriceConfiguration.id.in_(wished))))
    if lost := [index for index, each in enumerate(configuration_ids) if each not in known]:
        raise unknown(f"/configuration_ids/{lost[0]}")
    work.db.execute(delete(SheetChannel).where(SheetChannel.sheet_id == sheet.id))
    work.db.add_all(SheetChannel(sheet_id=sheet.id, configuration_id=each, position=place) for place, each in enumerate(wished))
    work.db.flush()


def _channel_ids(work: Work, sheet_id: int) -> list[int]:
    query = select(SheetChannel.configuration_id).where(SheetChannel.sheet_id == sheet_id).order_by(SheetChannel.position, SheetChannel.id)
    return list(work.db.scalars(query))


def _locked(work: Work, sheet_id: int) -> CostSheet:
    sheet = work.db.get(CostSheet, sheet_id, with_for_update=True)
    if sheet is None:
        raise NotFound
    return sheet
