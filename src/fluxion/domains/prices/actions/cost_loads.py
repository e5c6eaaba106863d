"""Costs from files: whole costs of a product from a day on, and the costs that a products file states."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from fluxion.base import bulk
from fluxion.base.bulk import Image, RowChange, Undone, Values
from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.prices.actions.cost_ledger import Cost, Held, Ledger
from fluxion.domains.prices.errors.costs import RateMissing
from fluxion.domains.prices.events.costs import CostNotTaken, CostsLoaded, CostsPutBack
from fluxion.domains.prices.reads.policy import refuse_unseen_costs
from fluxion.domains.prices.rules.cost_files import (
    INCOMPLETE,
    TOO_MANY,
    UNKNOWN_SKU,
    are_same_parts,
    part_fault,
    part_image,
    part_in,
    part_label,
    part_of,
)
from fluxion.domains.prices.rules.cost_sheets import is_same_cost, replaced
from fluxion.domains.prices.shapes.terms import MOST_COMPONENTS, ComponentIn
from fluxion.domains.prices.tables import CostComponent
from fluxion.values.codes import code_key
from fluxion.values.errors import LANGUAGES, BadInput, FieldError

RIGHT = "prices.edit_cost_sheet"
Group = tuple[str, date]


def upsert_costs(
    work: Work,
    rows: Sequence[Values],
    *,
    dry_run: bool = False,
    reference: str | None = None,
    broken: Collection[tuple[str, date | None]] = (),
) -> list[RowChange]:
    """Write what many products cost: sku, kind and value, with name, quantity (1), currency (the sheet's) and valid_from (today).

    All rows of one product and day are one cost, taken whole or not at all; a product without a sheet gets one. `broken`
    names products, by key, and days (None: any) of which the caller could not read every row. One result per row, in
    order; a row that cannot be taken is an `error` and changes nothing; `dry_run` only compares. Only for who may see costs.
    """
    work.require(RIGHT)
    refuse_unseen_costs(work)
    products = _products(work, {code_key(row["sku"]) for row in rows})
    ledger = Ledger(work, dict(products.values()), is_locked=not dry_run)
    groups: dict[Group, list[int]] = defaultdict(list)
    for place, row in enumerate(rows):
        groups[code_key(row["sku"]), row.get("valid_from") or work.today].append(place)
    changes: dict[int, RowChange] = {}
    for (key, day), places in sorted(groups.items()):
        some = [rows[place] for place in places]
        is_broken = (key, day) in broken or (key, None) in broken
        done = _group(ledger, ledger.held.get(products[key][0]) if key in products else None, day, some, is_broken=is_broken)
        changes |= zip(places, done, strict=True)
    if not dry_run:
        _save(work, ledger, reference)
    return [changes[place] for place in range(len(rows))]


def record_costs(
    work: Work, costs: Mapping[int, Decimal], currency: str, valid_from: date, *, reference: str | None, on_behalf_of: str
) -> list[RowChange]:
    """Note the new costs of products that have a sheet: each takes the place of the product's own cost, the rest stays.

    Gives the components of the costs written, for `undo_costs`. A cost that no exchange rate brings together with the
    rest of its sheet is announced and left out. `on_behalf_of` is the right of the caller's action.
    """
    work.require(on_behalf_of)
    skus = {}
    for some in bulk.batches(sorted(costs)):
        skus.update({row.id: row.sku for row in work.db.execute(select(Product.id, Product.sku).where(Product.id.in_(some)))})
    ledger = Ledger(work, skus, is_locked=True, only_existing=True)
    changes: list[RowChange] = []
    for product_id, held in sorted(ledger.held.items()):
        before, cost = held.at(valid_from), costs[product_id]
        parts = before.parts if before else []
        if is_same_cost(parts, cost, currency):
            continue
        try:
            after = ledger.state(held, valid_from, replaced(parts, ComponentIn(value=cost, currency=currency)))
        except RateMissing as missing:
            lost, wished = str(missing.params["currency"]), str(missing.params["to_currency"])
            told = {"sku": held.sku, "cost": cost, "currency": lost, "to_currency": wished, "reference": reference}
            work.emit(CostNotTaken(subject_id=product_id, **told))  # type: ignore[arg-type]
        else:
            changes += _changes(held, valid_from, before, after)
    _save(work, ledger, reference)
    return changes


def undo_costs(work: Work, images: Iterable[Image], *, on_behalf_of: str = RIGHT) -> list[Undone]:
    """Take back the costs that a load wrote, and sheets that it began; what was written over since is kept."""
    work.require(on_behalf_of)
    typed = bulk.typed_images(CostComponent, images)
    loaded: dict[Group, list[ComponentIn]] = defaultdict(list)
    for _, _, after in typed:
        loaded[_group_of(after)].append(part_in(after))
    products = _products(work, {key for key, _ in loaded})
    ledger = Ledger(work, dict(products.values()), is_locked=True, only_existing=True)
    gone = set()
    for key, day in loaded:
        held = ledger.held.get(products[key][0]) if key in products else None
        cost = held.days.get(day) if held else None
        if held and cost and cost.row and cost.row.source == "import" and are_same_parts(cost.parts, loaded[key, day]):
            ledger.gone.append((held, cost.row))
            gone.add((key, day))
    ledger.take_back()
    undone = [
        Undone(key, "kept" if _group_of(after) not in gone else "removed" if before is None else "restored") for key, before, after in typed
    ]
    work.emit(CostsPutBack(restored=len(gone)))
    return undone


def _save(work: Work, ledger: Ledger, reference: str | None) -> None:
    if ledger.wished:
        ledger.write(reference)
        work.emit(CostsLoaded(costs=len(ledger.wished), reference=reference))


def _group(ledger: Ledger, held: Held | None, day: date, rows: Sequence[Values], *, is_broken: bool) -> list[RowChange]:
    """What becomes of all rows of one product and day."""
    if held is None:
        return [bulk.failed(code_key(row["sku"]), "unknown_sku", "sku", UNKNOWN_SKU, row) for row in rows]
    parts = [part_of(row, held.sheet.currency) for row in rows]
    faults = [part_fault(each) for each in parts]
    whole = FieldError("/sku", "incomplete_cost", INCOMPLETE) if is_broken or any(faults) else None
    if len(parts) > MOST_COMPONENTS:
        whole = FieldError("/sku", "too_many", TOO_MANY)
    before = held.at(day)
    if whole is None and before and are_same_parts(before.parts, parts):
        return [RowChange(part_label(held.sku, day, each), "unchanged", {}, {}) for each in parts]
    try:
        after = None if whole else ledger.state(held, day, parts)
    except RateMissing as missing:
        whole = FieldError("/currency", missing.code, {lang: missing.in_language(lang) for lang in LANGUAGES})
    except BadInput as refusal:
        whole = FieldError("/value", refusal.errors[0].code, refusal.errors[0].message)
    if whole is None and after is not None:
        return _changes(held, day, before, after)
    return [
        RowChange(part_label(held.sku, day, part), "error", None, dict(row), error=fault or whole)
        for row, part, fault in zip(rows, parts, faults, strict=True)
    ]


def _changes(held: Held, day: date, before: Cost | None, after: Cost) -> list[RowChange]:
    """The components of a cost written, each beside the one it takes the place of."""
    was = {(each.type, each.name.casefold()): each for each in before.parts} if before else {}
    found = []
    for part in after.parts:
        told, label = part_image(held.sku, day, part, after.cost), part_label(held.sku, day, part)
        if before is None:
            found.append(RowChange(label, "new", None, told))
            continue
        old = was.get((part.type, part.name.casefold()))
        earlier = part_image(held.sku, day, old, before.cost) if old else {"cost": before.cost}
        found.append(RowChange(label, "changed", earlier, told))
    return found


def _group_of(image: Values) -> Group:
    return code_key(image["sku"]), date.fromisoformat(str(image["valid_from"]))


def _products(work: Work, keys: Collection[str]) -> dict[str, tuple[int, str]]:
    """Id and code of each product by its key."""
    found: dict[str, tuple[int, str]] = {}
    for some in bulk.batches(sorted(keys)):
        rows = work.db.execute(select(Product.sku_key, Product.id, Product.sku).where(Product.sku_key.in_(some)))
        found.update({row.sku_key: (row.id, row.sku) for row in rows})
    return found
