"""Stock by product over all the locations that the person sees."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from fluxion.base.paging import Ask, Page, Query, read_page
from fluxion.base.work import Work
from fluxion.domains.catalog import Category, Product, ProductRef
from fluxion.domains.stock import rules
from fluxion.domains.stock.reads.levels import SEE_COST, matching
from fluxion.domains.stock.shapes import ConsolidatedView, LevelAt, LevelFilter
from fluxion.domains.stock.tables import StockLevel


def consolidated(work: Work, wanted: LevelFilter, ask: Ask, within: Query | None = None) -> Page[ConsolidatedView]:
    """A page of products with what each location has; a filter on state asks for products with such a level."""
    work.require("stock.read")
    has_level = matching(work, select(StockLevel.id).where(StockLevel.product_id == Product.id), wanted, within).exists()
    query = (
        select(Product.id, Product.sku, Product.name, Product.cost, Category.name.label("category"))
        .outerjoin(Category, Category.id == Product.category_id)
        .where(has_level)
    )
    orders = {"sku": Product.sku_key, "name": Product.name_key}
    page: Page[Any] = read_page(work.db, work.settings, query, ask, orders, Product.id, lambda row: row, "sku")
    lying = _levels_of(work, [row.id for row in page.items])
    items = [_view(work, row, lying[row.id]) for row in page.items]
    return Page(items=items, next_cursor=page.next_cursor, total=page.total)


def _levels_of(work: Work, product_ids: list[int]) -> dict[int, list[StockLevel]]:
    query = matching(work, select(StockLevel).where(StockLevel.product_id.in_(product_ids)), LevelFilter(), None)
    lying = defaultdict(list)
    for level in work.db.scalars(query.order_by(StockLevel.location_id)):
        lying[level.product_id].append(level)
    return lying


def _view(work: Work, row: Any, lying: list[StockLevel]) -> ConsolidatedView:
    on_hand = sum((each.on_hand for each in lying), Decimal(0))
    available = on_hand - sum((each.reserved for each in lying), Decimal(0))
    cost = row.cost if work.actor.may(SEE_COST) else None
    return ConsolidatedView(
        product=ProductRef(id=row.id, sku=row.sku, name=row.name, category=row.category),
        locations=[
            LevelAt(location_id=each.location_id, on_hand=each.on_hand, available=each.on_hand - each.reserved, state=each.state)
            for each in lying
        ],
        on_hand=on_hand,
        available=available,
        value=None if cost is None else (on_hand * cost).quantize(cost),
        currency=work.settings.currency,
        days_of_cover=rules.days_of_cover(available, sum(each.daily_mean or 0.0 for each in lying)),
    )
