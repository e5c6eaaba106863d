"""Who supplies what: one product's list, or many at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, select, update

from fluxion.base import bulk
from fluxion.base.bulk import Image, Kept, RowChange, Undone, Values
from fluxion.base.edits import unknown
from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.partners import Supplier
from fluxion.domains.purchases import reads, rules
from fluxion.domains.purchases.events import SupplyEdited, SupplyLoaded, SupplyPutBack
from fluxion.domains.purchases.shapes import SupplyIn, SupplyListIn, SupplyListView
from fluxion.domains.purchases.tables import Supply
from fluxion.values.errors import BadInput, FieldError, NotFound, Text, require_version

RIGHT = "purchases.edit_supply"
KEY = ("product_id", "supplier_id")
STATED = ("is_preferred", "cost", "lead_time_days", "pack_size", "moq", "price_breaks")
Pair = tuple[int, int]
"""Product and supplier."""
TWICE: Text = {
    "es": "El proveedor aparece más de una vez; déjelo una sola vez.",
    "en": "The supplier appears more than once; keep it once.",
    "pt": "O fornecedor aparece mais de uma vez; deixe-o uma só vez.",
}
BREAK_TWICE: Text = {
    "es": "Dos precios valen desde la misma cantidad; deje uno solo.",
    "en": "Two prices hold from the same quantity on; keep one.",
    "pt": "Dois preços valem a partir da mesma quantidade; deixe um só.",
}
TWO_PREFERRED: Text = {
    "es": "Solo un proveedor puede ser el preferido.",
    "en": "Only one supplier can be the preferred one.",
    "pt": "Só um fornecedor pode ser o preferido.",
}


def replace_supply(work: Work, product_id: int, body: SupplyListIn, version: int | None = None) -> SupplyListView:
    """Replace the list of suppliers of a product; the first is preferred when none is marked."""
    work.require(RIGHT)
    product = work.db.get(Product, product_id, with_for_update=True)
    if product is None:
        raise NotFound
    require_version(reads.supply(work, product_id).version, version)
    _check_list(work, body)
    rows: list[dict[str, Any]] = [{"product_id": product_id, **_stated(each)} for each in body.suppliers]
    if rows and not any(row["is_preferred"] for row in rows):
        rows[0]["is_preferred"] = True
    work.db.execute(delete(Supply).where(Supply.product_id == product_id))
    work.db.add_all(Supply(**row) for row in rows)
    work.db.flush()
    view = reads.supply(work, product_id)
    work.emit(SupplyEdited(subject_id=product_id, sku=product.sku, suppliers=[each.supplier.code for each in view.suppliers]))
    return view


def set_supply(work: Work, rows: Sequence[Values], *, dry_run: bool = False) -> list[RowChange]:
    """State who supplies what; a supplier that becomes the preferred one takes that from the one before.

    A row carries `product_id`, `supplier_id` and perhaps `cost`, `lead_time_days`, `pack_size`, `moq`, `price_breaks` (as
    `rules.written_breaks` writes them) and `is_preferred`, which is true for the first supplier of a product unless the row says otherwise.
    """
    work.require(RIGHT)
    clean = [bulk.rounded(Supply, row, {"is_preferred": True}) for row in rows]
    kept = _kept(work, {(row["product_id"], row["supplier_id"]) for row in clean})
    compared = [{k: v for k, v in row.items() if k not in KEY} | {"_": (row["product_id"], row["supplier_id"])} for row in clean]
    changes = bulk.compare(compared, kept, lambda row: row["_"], lambda row: f"{row['_'][0]}:{row['_'][1]}", skip="_")
    for change in changes:
        change.after.pop("_", None)
    if not dry_run:
        _write(work, [change for change in changes if change.outcome in ("new", "changed")], kept)
        _announce(work, changes)
    return changes


def undo_supply(work: Work, images: Iterable[Image]) -> list[Undone]:
    """Put back what a load stated, except what somebody changed since."""
    work.require(RIGHT)
    typed = bulk.typed_images(Supply, images)
    kept = _kept(work, {_pair(key) for key, _, _ in typed})
    undone, removed, restored = [], [], []
    for key, before, after in typed:
        known = kept.get(_pair(key))
        if known is None or not bulk.still_as_loaded(known.values, after, lambda _name, old, new: bool(old == new)):
            undone.append(Undone(key, "kept"))
        elif before is None:
            removed.append(known.id)
            undone.append(Undone(key, "removed"))
        else:
            restored.append(RowChange(key, "changed", None, dict(before), known.id))
            undone.append(Undone(key, "restored"))
    bulk.remove_rows(work.db, Supply, removed)
    _write(work, restored, kept)
    _settle(work, {_pair(key)[0] for key, _, _ in typed})
    work.emit(SupplyPutBack(restored=len(removed) + len(restored)))
    return undone


def _stated(each: SupplyIn) -> dict[str, Any]:
    """The terms as a row keeps them."""
    breaks = rules.written_breaks((one.least, one.cost) for one in each.price_breaks)
    return each.model_dump(exclude={"price_breaks"}) | {"price_breaks": breaks}


def _check_list(work: Work, body: SupplyListIn) -> None:
    ids = [each.supplier_id for each in body.suppliers]
    known = set(work.db.scalars(select(Supplier.id).where(Supplier.id.in_(ids))))
    errors: list[FieldError] = []
    for index, supplier_id in enumerate(ids):
        if supplier_id not in known:
            errors.extend(unknown(f"/suppliers/{index}/supplier_id").errors)
        least = [one.least for one in body.suppliers[index].price_breaks]
        if len(set(least)) < len(least):
            errors.append(FieldError(f"/suppliers/{index}/price_breaks", "duplicate", BREAK_TWICE))
        if supplier_id in ids[:index]:
            errors.append(FieldError(f"/suppliers/{index}/supplier_id", "duplicate", TWICE))
    preferred = [index for index, each in enumerate(body.suppliers) if each.is_preferred]
    errors.extend(FieldError(f"/suppliers/{index}/is_preferred", "two_preferred", TWO_PREFERRED) for index in preferred[1:])
    if errors:
        raise BadInput(errors=errors)


def _pair(label: str) -> Pair:
    product_id, supplier_id = label.split(":")
    return (int(product_id), int(supplier_id))


def _kept(work: Work, pairs: set[Pair]) -> dict[Pair, Kept]:
    found: dict[Pair, Kept] = {}
    columns = [getattr(Supply, name) for name in STATED]
    for some in bulk.batches(sorted({pair[0] for pair in pairs})):
        query = select(Supply.id, Supply.product_id, Supply.supplier_id, *columns).where(Supply.product_id.in_(some))
        for row_id, product_id, supplier_id, *values in work.db.execute(query):
            found[(product_id, supplier_id)] = Kept(row_id, dict(zip(STATED, values, strict=True)))
    return {pair: each for pair, each in found.items() if pair in pairs}


def _write(work: Work, changes: Sequence[RowChange], kept: Mapping[Pair, Kept]) -> None:
    """Write the rows as they are to be, after the preference was taken from those that lose it."""
    have_one = _preferred(work, [_pair(change.key)[0] for change in changes])
    wished: list[dict[str, Any]] = []
    for change in changes:
        pair = _pair(change.key)
        before = kept[pair].values if pair in kept else {**dict.fromkeys(STATED), "is_preferred": pair[0] not in have_one}
        full = {**before, **change.after, "id": change.id, "product_id": pair[0], "supplier_id": pair[1]}
        wished.append(full)
        if full["is_preferred"]:
            have_one[pair[0]] = pair[1]
    for row in wished:
        row["is_preferred"] = row["is_preferred"] and have_one[row["product_id"]] == row["supplier_id"]
    losing = sorted({row["product_id"] for row in wished if row["is_preferred"]})
    for some in bulk.batches(losing):
        work.db.execute(update(Supply).where(Supply.product_id.in_(some), Supply.is_preferred).values(is_preferred=False))
    bulk.update_rows(work.db, Supply, [{"id": row["id"], **{name: row[name] for name in STATED}} for row in wished if row["id"]])
    if new := [{name: row[name] for name in (*KEY, *STATED)} for row in wished if not row["id"]]:
        bulk.append_rows(work.db, Supply, new)
    work.db.expire_all()


def _preferred(work: Work, product_ids: Sequence[int]) -> dict[int, int]:
    """The preferred supplier of each of the products that has one."""
    found: dict[int, int] = {}
    for some in bulk.batches(sorted(set(product_ids))):
        query = select(Supply.product_id, Supply.supplier_id).where(Supply.product_id.in_(some), Supply.is_preferred)
        found.update({row.product_id: row.supplier_id for row in work.db.execute(query)})
    return found


def _settle(work: Work, product_ids: set[int]) -> None:
    """Let the oldest supplier be the preferred one of each of the products that was left without."""
    for some in bulk.batches(sorted(product_ids - set(_preferred(work, list(product_ids))))):
        oldest = select(func.min(Supply.id)).where(Supply.product_id.in_(some)).group_by(Supply.product_id)
        work.db.execute(update(Supply).where(Supply.id.in_(oldest)).values(is_preferred=True))


def _announce(work: Work, changes: Sequence[RowChange]) -> None:
    new = sum(change.outcome == "new" for change in changes)
    changed = sum(change.outcome == "changed" for change in changes)
    if new + changed:
        work.emit(SupplyLoaded(new=new, changed=changed))
