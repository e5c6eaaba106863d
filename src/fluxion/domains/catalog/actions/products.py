"""Adding, changing and retiring products, one by one or in batches."""

from typing import Any

from sqlalchemy.orm import Session

from fluxion.base.edits import apply, flush_or_taken, refuse_taken, sent, unknown
from fluxion.base.work import Work
from fluxion.domains.catalog import reads, rules
from fluxion.domains.catalog.events import ProductCreated, ProductDeactivated, ProductEdited
from fluxion.domains.catalog.shapes import BatchResult, BatchResults, ProductBatch, ProductBatchItem, ProductEdit, ProductIn, ProductView
from fluxion.domains.catalog.tables import Category, Product
from fluxion.values.codes import code_key
from fluxion.values.errors import NotFound, Refusal, require_version

NEVER_NULL = ("sku", "name", "pack_size", "moq", "active")
RIGHT = "catalog.edit_product"


class _Undo(Exception):
    """Leaves a savepoint so that everything in it is taken back."""


def create_product(work: Work, body: ProductIn) -> ProductView:
    """Add a product; its SKU must be new, whatever its case."""
    work.require(RIGHT)
    values = body.model_dump()
    refuse_taken(work.db, Product.sku_key, code_key(body.sku), but=None, what="SKU", shown=body.sku)
    _check_category(work.db, values)
    product = Product(**values, **rules.product_keys(values), active=True, created_at=work.now)
    work.db.add(product)
    flush_or_taken(work.db, "SKU", body.sku)
    work.emit(ProductCreated(subject_id=product.id, sku=product.sku, name=product.name))
    return reads.product(work, product.id)


def edit_product(work: Work, product_id: int, edit: ProductEdit, version: int | None = None) -> ProductView:
    """Change the fields sent; the others stay as they are."""
    work.require(RIGHT)
    product = _locked(work.db, product_id)
    require_version(product.version, version)
    values = sent(edit, NEVER_NULL)
    _check_category(work.db, values)
    _change(work, product, values)
    return reads.product(work, product_id)


def deactivate_product(work: Work, product_id: int, version: int | None = None) -> None:
    """Take a product out of use; its history stays."""
    work.require(RIGHT)
    product = _locked(work.db, product_id)
    require_version(product.version, version)
    if product.active:
        product.active = False
        product.version += 1
        work.emit(ProductDeactivated(subject_id=product.id, sku=product.sku))


def batch_products(work: Work, batch: ProductBatch) -> BatchResults:
    """Add or change many products and tell what became of each; with `atomic`, all or none."""
    work.require(RIGHT)
    results: list[BatchResult] = []
    try:
        with work.db.begin_nested():
            results = [_one_of_batch(work, index, item) for index, item in enumerate(batch.items)]
            if batch.atomic and not all(result.ok for result in results):
                raise _Undo
    except _Undo:
        results = [result if not result.ok else _not_done(work, result.index) for result in results]
    return BatchResults(results=results)


def _one_of_batch(work: Work, index: int, item: ProductBatchItem) -> BatchResult:
    try:
        with work.db.begin_nested():
            done = _save_item(work, item)
        return BatchResult(index=index, ok=True, id=done.id, version=done.version)
    except Refusal as refusal:
        reasons = [each.in_language(work.lang) for each in refusal.errors]
        told = "; ".join(f"{each['pointer'].removeprefix('/')}: {each['message']}" for each in reasons)
        return BatchResult(index=index, ok=False, id=item.id, code=refusal.code, message=told or refusal.in_language(work.lang))


def _save_item(work: Work, item: ProductBatchItem) -> ProductView:
    values = {name: getattr(item, name) for name in item.model_fields_set - {"id", "version"}}
    if item.id is not None:
        return edit_product(work, item.id, ProductEdit.model_construct(_fields_set=set(values), **values), item.version)
    rules.refuse_incomplete(values)
    active = values.pop("active", True)
    made = create_product(work, ProductIn.model_validate({k: v for k, v in values.items() if v is not None}))
    if active is False:
        deactivate_product(work, made.id)
        return reads.product(work, made.id)
    return made


def _not_done(work: Work, index: int) -> BatchResult:
    return BatchResult(index=index, ok=False, code=rules.NOT_DONE_CODE, message=rules.not_done(work.lang))


def _locked(db: Session, product_id: int) -> Product:
    product = db.get(Product, product_id, with_for_update=True)
    if product is None:
        raise NotFound
    return product


def _check_category(db: Session, values: dict[str, Any]) -> None:
    category_id = values.get("category_id")
    if category_id is not None and db.get(Category, category_id) is None:
        raise unknown("/category_id")


def _change(work: Work, product: Product, values: dict[str, Any]) -> None:
    if "sku" in values:
        refuse_taken(work.db, Product.sku_key, code_key(values["sku"]), but=product.id, what="SKU", shown=values["sku"])
    changes = apply(product, values)
    if not changes:
        return
    searched = {name: getattr(product, name) for name in rules.SEARCHED_IN_PRODUCT}
    apply(product, rules.product_keys(searched))
    product.version += 1
    flush_or_taken(work.db, "SKU", product.sku)
    work.emit(ProductEdited(subject_id=product.id, sku=product.sku, changes=changes))
