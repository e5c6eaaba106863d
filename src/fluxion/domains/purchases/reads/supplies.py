"""Who supplies what, and products with their preferred supplier."""

import json
import zlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from fluxion.base.bulk import batches
from fluxion.base.exports import Column, Sheet
from fluxion.base.paging import Ask, Page, Query
from fluxion.base.work import Work
from fluxion.domains import catalog
from fluxion.domains.catalog import Product, ProductFilter, ProductView, SupplierOf
from fluxion.domains.partners import Supplier, SupplierRef
from fluxion.domains.purchases import rules
from fluxion.domains.purchases.shapes import PriceBreakView, SupplyListView, SupplyView
from fluxion.domains.purchases.tables import Supply
from fluxion.values.errors import NotFound

SEE_COST = "insights.see_cost"
READ_AHEAD = 500
PRODUCT_COLUMNS = (
    *(Column("sku"), Column("name"), Column("category"), Column("brand"), Column("unit"), Column("barcode")),
    *(Column("cost", "number"), Column("price", "number"), Column("currency"), Column("supplier"), Column("pack_size", "number")),
    *(Column("moq", "number"), Column("shelf_life_days", "whole"), Column("weight_kg", "number"), Column("volume_m3", "number")),
    *(Column("description"), Column("active", "flag")),
)


def supply(work: Work, product_id: int) -> SupplyListView:
    """Every supplier of a product, the preferred one first; raises NotFound for an unknown product."""
    work.require("catalog.read")
    if work.db.get(Product, product_id) is None:
        raise NotFound
    query = select(Supply, Supplier).join(Supplier, Supplier.id == Supply.supplier_id).where(Supply.product_id == product_id)
    rows = work.db.execute(query.order_by(Supply.is_preferred.desc(), Supplier.code_key)).all()
    shown = [_view(each, supplier, sees_cost=work.actor.may(SEE_COST)) for each, supplier in rows]
    told = [
        [each.supplier_id, each.is_preferred, str(each.cost), each.lead_time_days, str(each.pack_size), str(each.moq), each.price_breaks]
        for each, _ in rows
    ]
    return SupplyListView(product_id=product_id, suppliers=shown, version=1 + zlib.crc32(json.dumps(told).encode()) % 999_999_998)


def supplied_by(supplier_id: int) -> Query:
    """A select of the ids of the products that have this preferred supplier, to keep other reads to them."""
    return select(Supply.product_id).where(Supply.supplier_id == supplier_id, Supply.is_preferred)


def product_with_supplier(work: Work, product_id: int) -> ProductView:
    """One product with its preferred supplier; raises NotFound."""
    return _with_suppliers(work, [catalog.product(work, product_id)])[0]


def products_with_supplier(work: Work, wanted: ProductFilter, ask: Ask) -> Page[ProductView]:
    """A page of the products that match, each with its preferred supplier."""
    page = catalog.products(work, wanted, ask, _within(wanted))
    return Page(items=_with_suppliers(work, page.items), next_cursor=page.next_cursor, total=page.total)


def product_sheet(work: Work, wanted: ProductFilter) -> Sheet:
    """The products that match, by SKU, to export; `supplier` is the code of the preferred one."""
    work.require("catalog.read")
    return Sheet("products", PRODUCT_COLUMNS, (_cells(each) for each in _rows_with_supplier(work, wanted)))


def _rows_with_supplier(work: Work, wanted: ProductFilter) -> Iterator[ProductView]:
    piece: list[ProductView] = []
    for each in catalog.product_rows(work, wanted, _within(wanted)):
        piece.append(each)
        if len(piece) == READ_AHEAD:
            yield from _with_suppliers(work, piece)
            piece = []
    yield from _with_suppliers(work, piece)


def _cells(each: ProductView) -> tuple[Any, ...]:
    supplier = each.supplier.code if each.supplier else None
    return tuple(supplier if column.name == "supplier" else getattr(each, column.name) for column in PRODUCT_COLUMNS)


def _within(wanted: ProductFilter) -> Query | None:
    return None if wanted.supplier_id is None else supplied_by(wanted.supplier_id)


def _with_suppliers(work: Work, products: Sequence[ProductView]) -> list[ProductView]:
    found: dict[int, SupplierOf] = {}
    for some in batches([each.id for each in products]):
        query = select(Supply.product_id, Supplier.id, Supplier.code, Supplier.name).join(Supplier, Supplier.id == Supply.supplier_id)
        for row in work.db.execute(query.where(Supply.product_id.in_(some), Supply.is_preferred)):
            found[row.product_id] = SupplierOf(id=row.id, code=row.code, name=row.name)
    return [each.model_copy(update={"supplier": found.get(each.id)}) for each in products]


def _view(each: Supply, supplier: Supplier, *, sees_cost: bool) -> SupplyView:
    return SupplyView(
        supplier=SupplierRef(id=supplier.id, code=supplier.code, name=supplier.name),
        is_preferred=each.is_preferred,
        cost=each.cost if sees_cost else None,
        currency=supplier.currency,
        lead_time_days=each.lead_time_days,
        pack_size=each.pack_size,
        moq=each.moq,
        price_breaks=[PriceBreakView(least=least, cost=cost) for least, cost in rules.read_breaks(each.price_breaks)] if sees_cost else [],
    )
