"""Products: one, a page of them, or all that match."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import func, literal, select

from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.search import matches
from fluxion.base.work import Work
from fluxion.domains.catalog.shapes import ProductFilter, ProductView
from fluxion.domains.catalog.tables import Category, Product
from fluxion.values.errors import Forbidden, NotFound

SEE_COST = "insights.see_cost"
BATCH = 2000
_NONE_YET = literal(Decimal(-1), Product.cost.type)
ORDERS: dict[str, Column] = {
    "sku": Product.sku_key.expression,
    "name": Product.name_key.expression,
    "category": func.coalesce(Category.name_key, ""),
    "brand": func.coalesce(Product.brand, ""),
    "price": func.coalesce(Product.price, _NONE_YET),
    "cost": func.coalesce(Product.cost, _NONE_YET),
    "created_at": Product.created_at.expression,
}


def product(work: Work, product_id: int) -> ProductView:
    """One product in full; raises NotFound."""
    work.require("catalog.read")
    row = work.db.execute(_query().where(Product.id == product_id)).first()
    if row is None:
        raise NotFound
    return _view(work, row)


def products(work: Work, wanted: ProductFilter, ask: Ask, within: Query | None = None) -> Page[ProductView]:
    """A page of the products that match; `within` keeps to the ids that a select of another domain gives."""
    work.require("catalog.read")
    _refuse_cost_order(work, ask)
    query = _matching(wanted, within)
    return read_page(work.db, work.settings, query, ask, ORDERS, Product.id.expression, lambda row: _view(work, row), "sku")


def product_rows(work: Work, wanted: ProductFilter, within: Query | None = None) -> Iterator[ProductView]:
    """Every product that matches, by SKU, read in pieces."""
    work.require("catalog.read")
    query = _matching(wanted, within).order_by(Product.sku_key)
    for row in work.db.execute(query.execution_options(yield_per=BATCH)):
        yield _view(work, row)


def _query() -> Query:
    return select(Product, Category.name.label("category")).outerjoin(Category, Category.id == Product.category_id)


def _matching(wanted: ProductFilter, within: Query | None) -> Query:
    query = _query()
    if wanted.q:
        query = query.where(matches(Product.search, wanted.q))
    if wanted.category_id is not None:
        query = query.where(Product.category_id == wanted.category_id)
    if wanted.active is not None:
        query = query.where(Product.active == wanted.active)
    if within is not None:
        query = query.where(Product.id.in_(within))
    return query


def _refuse_cost_order(work: Work, ask: Ask) -> None:
    # The order of a list tells the costs it is sorted by.
    if ask.sort.removeprefix("-") == "cost" and not work.actor.may(SEE_COST):
        raise Forbidden(right=SEE_COST)


def _view(work: Work, row: Any) -> ProductView:
    each: Product = row.Product
    return ProductView(
        id=each.id,
        sku=each.sku,
        name=each.name,
        category_id=each.category_id,
        category=row.category,
        brand=each.brand,
        unit=each.unit,
        barcode=each.barcode,
        cost=each.cost if work.actor.may(SEE_COST) else None,
        price=each.price,
        currency=work.settings.currency,
        pack_size=each.pack_size,
        moq=each.moq,
        shelf_life_days=each.shelf_life_days,
        weight_kg=each.weight_kg,
        volume_m3=each.volume_m3,
        description=each.description,
        active=each.active,
        version=each.version,
    )
