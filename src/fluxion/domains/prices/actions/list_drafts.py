"""Writing the draft of a price list: rows typed or pasted, prices moved in bulk, and throwing it away."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy import delete, exists, select

from fluxion.base import bulk
from fluxion.base.edits import TWICE, UNKNOWN
from fluxion.base.search import matches
from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.prices.errors.lists import NoDraft
from fluxion.domains.prices.events.lists import DraftDiscarded, DraftEdited
from fluxion.domains.prices.reads.in_force import draft_rows, stated_at
from fluxion.domains.prices.reads.lists import price_list
from fluxion.domains.prices.reads.locked_lists import editable_version, locked_list, next_version_number, row_count
from fluxion.domains.prices.rules.faults import FAULT_WORDS
from fluxion.domains.prices.rules.lists import NOTHING, Stated, moved, stated_faults, written_breaks
from fluxion.domains.prices.shapes.lists import Adjustment, ListView, RowEdit, RowEdits
from fluxion.domains.prices.tables import PriceList, PriceListRow, PriceListVersion
from fluxion.kernels.pricing import Rung
from fluxion.values.codes import code_key
from fluxion.values.errors import BadInput, FieldError

RIGHT = "prices.edit_list"
LARGEST_PRICE = Decimal("1e12")
"""Prices from here on are typing errors, however they come."""


def edit_rows(work: Work, list_id: int, body: RowEdits, version: int | None = None) -> ListView:
    """Write rows into the draft of a list, which is begun if there is none; all are taken or none."""
    work.require(RIGHT)
    owner = locked_list(work, list_id, version)
    draft = editable_version(work, owner)
    product_ids = _products(work, body.rows)
    now = stated_at(work.db, owner.id, work.now, product_ids)
    drafted = draft_rows(work.db, draft.id) if draft else {}
    wished, faults = dict[int, Stated | None](), list[FieldError]()
    for index, (edit, product_id) in enumerate(zip(body.rows, product_ids, strict=True)):
        before = drafted.get(product_id) or now.get(product_id, NOTHING)
        wished[product_id] = after = None if edit.undo else _after(edit, before)
        if after is not None:
            faults += stated_faults(after.price, _rungs(edit, before), owner.currency, f"/rows/{index}")
    if faults:
        raise BadInput(errors=faults)
    write_draft(work, owner, wished, "typed")
    return price_list(work, owner.id)


def adjust_rows(work: Work, list_id: int, body: Adjustment, version: int | None = None) -> ListView:
    """Move the prices of a list by a percentage into its draft, on what the draft says where it says something."""
    work.require(RIGHT)
    owner = locked_list(work, list_id, version)
    draft = editable_version(work, owner)
    current = stated_at(work.db, owner.id, work.now) | (draft_rows(work.db, draft.id) if draft else {})
    if body.category_id is not None or body.q:
        found = _found(work, body)
        current = {product: stated for product, stated in current.items() if product in found}
    wished = {product: moved(stated, body.percent, owner.currency) for product, stated in current.items() if stated.price is not None}
    if any(stated.price is not None and stated.price >= LARGEST_PRICE for stated in wished.values()):
        raise BadInput(errors=[FieldError("/percent", "too_large", FAULT_WORDS["too_large"])])
    write_draft(work, owner, wished, "adjustment")
    return price_list(work, owner.id)


def discard_draft(work: Work, list_id: int, version: int | None = None) -> ListView:
    """Throw the draft of a list away; what is published stays."""
    work.require(RIGHT)
    owner = locked_list(work, list_id, version)
    draft = editable_version(work, owner)
    if draft is None:
        raise NoDraft(code=owner.code)
    rows = row_count(work, draft)
    work.db.execute(delete(PriceListRow).where(PriceListRow.version_id == draft.id))
    work.db.delete(draft)
    owner.version += 1
    work.db.flush()
    work.emit(DraftDiscarded(subject_id=owner.id, code=owner.code, number=draft.number, rows=rows))
    return price_list(work, owner.id)


def write_draft(work: Work, owner: PriceList, wished: Mapping[int, Stated | None], source: str) -> PriceListVersion | None:
    """Put rows into the draft of a locked list, begun if there is none; None takes what the draft says of a product out of it.

    A row that says what holds already is left out, unless a version is scheduled that would change it. A draft that is
    left without rows goes. Gives the draft, or None.
    """
    work.require(RIGHT)
    draft = editable_version(work, owner)
    kept = {product: stated for product, stated in wished.items() if stated is not None}
    if not _is_scheduled(work, owner):
        now = stated_at(work.db, owner.id, work.now, wished if len(wished) < bulk.WORTH_A_LOOK else None)
        kept = {product: stated for product, stated in kept.items() if stated != now.get(product, NOTHING)}
    if draft is None and not kept:
        return None
    draft = draft or _begin(work, owner)
    for some in bulk.batches(sorted(wished)):
        work.db.execute(delete(PriceListRow).where(PriceListRow.version_id == draft.id, PriceListRow.product_id.in_(some)))
    _append(work, draft, kept, source)
    owner.version += 1
    work.emit(DraftEdited(subject_id=owner.id, code=owner.code, number=draft.number, rows=len(wished), source=source))
    if not row_count(work, draft):
        work.db.delete(draft)
        draft = None
    work.db.flush()
    return draft


def write_version(work: Work, owner: PriceList, rows: Mapping[int, Stated], source: str) -> PriceListVersion:
    """A version of a locked list beside its draft, with these rows; whoever asks publishes it in the same work."""
    work.require("prices.publish_list")
    made = _begin(work, owner, state="withdrawn")
    _append(work, made, rows, source)
    return made


def _append(work: Work, version: PriceListVersion, stated: Mapping[int, Stated], source: str) -> None:
    at = {"list_id": version.list_id, "version_id": version.id, "source": source}
    rows = [at | {"product_id": product, "price": each.price, "breaks": each.breaks} for product, each in stated.items()]
    if rows:
        bulk.append_rows(work.db, PriceListRow, rows)
        bulk.analyse(work.db, PriceListRow, len(rows))


def _begin(work: Work, owner: PriceList, state: str = "draft") -> PriceListVersion:
    draft = PriceListVersion(
        list_id=owner.id, number=next_version_number(work, owner), state=state, created_at=work.now, created_by=work.actor.name
    )
    work.db.add(draft)
    work.db.flush()
    return draft


def _is_scheduled(work: Work, owner: PriceList) -> bool:
    ahead = (PriceListVersion.list_id == owner.id, PriceListVersion.state == "published", PriceListVersion.starts_at > work.now)
    return bool(work.db.scalar(select(exists().where(*ahead))))


def _products(work: Work, edits: Sequence[RowEdit]) -> list[int]:
    """The product of each row; refuses those that name none, an unknown one, or one that another row names."""
    ids = {each.product_id for each in edits if each.product_id is not None}
    keys = {code_key(each.sku) for each in edits if each.product_id is None and each.sku}
    known: set[int] = set()
    by_sku: dict[str, int] = {}
    for some in bulk.batches(sorted(ids)):
        known.update(work.db.scalars(select(Product.id).where(Product.id.in_(some))))
    for codes in bulk.batches(sorted(keys)):
        rows = work.db.execute(select(Product.sku_key, Product.id).where(Product.sku_key.in_(codes)))
        by_sku |= {row.sku_key: row.id for row in rows}
    found, met, faults = [], set[int](), []
    for index, each in enumerate(edits):
        field = "sku" if each.product_id is None else "product_id"
        product = each.product_id if each.product_id in known else by_sku.get(code_key(each.sku or "")) if field == "sku" else None
        if product is None:
            faults.append(FieldError(f"/rows/{index}/{field}", "unknown", UNKNOWN))
        elif product in met:
            faults.append(FieldError(f"/rows/{index}/{field}", "duplicate", TWICE))
        else:
            met.add(product)
            found.append(product)
    if faults:
        raise BadInput(errors=faults)
    return found


def _rungs(edit: RowEdit, before: Stated) -> Sequence[Rung]:
    if "price" in edit.model_fields_set and edit.price is None:
        return [Rung(each.least, each.kind, each.value) for each in edit.breaks or ()]
    return before.rungs if edit.breaks is None else [Rung(each.least, each.kind, each.value) for each in edit.breaks]


def _after(edit: RowEdit, before: Stated) -> Stated:
    """What a row will state; a price that is not sent stays, and so do breaks that are not sent."""
    price: Decimal | None = edit.price if "price" in edit.model_fields_set else before.price
    return Stated(price, None if price is None else written_breaks(_rungs(edit, before)))


def _found(work: Work, body: Adjustment) -> set[int]:
    query = select(Product.id)
    if body.category_id is not None:
        query = query.where(Product.category_id == body.category_id)
    if body.q:
        query = query.where(matches(Product.search, body.q))
    return set(work.db.scalars(query))
