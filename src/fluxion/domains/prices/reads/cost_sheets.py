"""Cost sheets: one, a page of them, or all that match, each with its cost of today and its price."""

from typing import Any

from sqlalchemy import exists, func, literal, select

from fluxion.base.exports import Column as Cell
from fluxion.base.exports import Sheet
from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.search import matches
from fluxion.base.work import Work
from fluxion.domains.catalog import Category, Product, ProductRef
from fluxion.domains.prices.reads.costs import current_versions
from fluxion.domains.prices.reads.sheet_costs import component_rows, component_views
from fluxion.domains.prices.reads.sheet_prices import Ground, ground_of, sheet_price
from fluxion.domains.prices.shapes.configurations import ConfigurationRef
from fluxion.domains.prices.shapes.cost_sheets import CompetitorSeen, SheetFilter, SheetRow, SheetView
from fluxion.domains.prices.tables import CostSheet, SheetChannel
from fluxion.values.errors import Forbidden, NotFound
from fluxion.values.period import FIRST_DAY

SEE_COST = "insights.see_cost"
BATCH = 1000
SAME = ("id", "active", "currency", "strategy", "premium_multiplier", "target_margin_base", "version")
HIDDEN = ("minimum_price", "maximum_price", "target_margin_percent")
COLUMNS = (
    *(Cell("sku"), Cell("name"), Cell("category"), Cell("active", "flag"), Cell("cost", "number"), Cell("currency")),
    *(Cell("valid_from", "day"), Cell("source"), Cell("strategy"), Cell("minimum_price", "number"), Cell("maximum_price", "number")),
    *(Cell("target_margin_percent", "number"), Cell("configurations"), Cell("price", "number"), Cell("price_currency")),
    *(Cell("contribution", "number"), Cell("margin_on_price_percent", "number"), Cell("margin_on_cost_percent", "number")),
    *(Cell("competitor_price", "number"), Cell("competitor_index", "number")),
)


def cost_sheet(work: Work, sheet_id: int) -> SheetView:
    """One sheet in full; raises NotFound."""
    work.require("prices.read")
    row = work.db.execute(_query(work, SheetFilter(), within=[sheet_id])[0]).first()
    if row is None:
        raise NotFound
    sheet: CostSheet = row.CostSheet
    ground = ground_of(work, [sheet])
    sees_cost = work.actor.may(SEE_COST)
    shown = _row(work, row, ground)
    prices = [sheet_price(work, sheet, channel, ground) for channel in ground.channels.get(sheet.id, ())]
    parts = component_rows(work, [row.version_id])[row.version_id] if sees_cost and row.version_id else []
    return SheetView(
        **{name: getattr(shown, name) for name in SheetRow.model_fields},
        components=component_views(parts),
        prices=prices,
        competitors=[
            CompetitorSeen(
                competitor=each.competitor, price=each.price, currency=each.currency, observed_on=each.observed_on, source=each.source
            )
            for each in ground.seen.get(sheet.product_id, ())
        ],
        catalogue_cost=row.catalogue_cost if sees_cost else None,
        catalogue_price=row.catalogue_price,
    )


def cost_sheets(work: Work, wanted: SheetFilter, ask: Ask) -> Page[SheetRow]:
    """A page of the sheets that match, each with its price in the first of its channels."""
    work.require("prices.read")
    # The order of a list tells the costs it is sorted by.
    if ask.sort.removeprefix("-") == "cost" and not work.actor.may(SEE_COST):
        raise Forbidden(right=SEE_COST)
    query, orders = _query(work, wanted)
    page = read_page(work.db, work.settings, query, ask, orders, CostSheet.id.expression, lambda row: row, "sku")
    ground = ground_of(work, [row.CostSheet for row in page.items])
    return Page(items=[_row(work, row, ground) for row in page.items], next_cursor=page.next_cursor, total=page.total)


def cost_sheet_file(work: Work, wanted: SheetFilter) -> Sheet:
    """Every sheet that matches, by SKU, to export."""
    work.require("prices.read")
    rows = work.db.execute(_query(work, wanted)[0].order_by(Product.sku_key)).all()
    return Sheet(
        "cost_sheets", COLUMNS, (cells for start in range(0, len(rows), BATCH) for cells in _cells(work, rows[start : start + BATCH]))
    )


def matching_ids(work: Work, wanted: SheetFilter) -> list[int]:
    """The ids of the sheets that match, by SKU."""
    work.require("prices.read")
    query, _ = _query(work, wanted)
    return [row.CostSheet.id for row in work.db.execute(query.order_by(Product.sku_key))]


def _cells(work: Work, rows: Any) -> list[tuple[Any, ...]]:
    ground = ground_of(work, [row.CostSheet for row in rows])
    return [_written(_row(work, row, ground)) for row in rows]


def _written(each: SheetRow) -> tuple[Any, ...]:
    price = each.price
    found = price.calculation if price else None
    return (
        *(each.product.sku, each.product.name, each.product.category, each.active, each.cost, each.cost_currency, each.valid_from),
        *(each.source, each.strategy, each.minimum_price, each.maximum_price, each.target_margin_percent),
        "; ".join(one.name for one in each.configurations),
        *(found.price if found else None, price.configuration.currency if price else None),
        *((found.contribution, found.margin_on_price_percent, found.margin_on_cost_percent) if found else (None, None, None)),
        *((price.competitor_price, price.competitor_index) if price else (None, None)),
    )


def _query(work: Work, wanted: SheetFilter, within: list[int] | None = None) -> tuple[Query, dict[str, Column]]:
    current = current_versions(work.today)
    query: Query = (
        select(CostSheet, Product.sku, Product.name.label("product_name"), Category.name.label("category"))
        .add_columns(current.c.cost, current.c.currency.label("cost_currency"), current.c.valid_from, current.c.source)
        .add_columns(current.c.version_id, Product.cost.label("catalogue_cost"), Product.price.label("catalogue_price"))
        .join(Product, Product.id == CostSheet.product_id)
        .outerjoin(Category, Category.id == Product.category_id)
        .outerjoin(current, current.c.sheet_id == CostSheet.id)
    )
    orders: dict[str, Column] = {
        "sku": Product.sku_key.expression,
        "name": Product.name_key.expression,
        "category": func.coalesce(Category.name_key, ""),
        "cost": func.coalesce(current.c.cost, literal(-1, CostSheet.premium_multiplier.type)),
        "valid_from": func.coalesce(current.c.valid_from, FIRST_DAY),
        "strategy": CostSheet.strategy.expression,
        "id": CostSheet.id.expression,
    }
    if within is not None:
        query = query.where(CostSheet.id.in_(within))
    if wanted.q:
        query = query.where(matches(Product.search, wanted.q))
    if wanted.category_id is not None:
        query = query.where(Product.category_id == wanted.category_id)
    if wanted.strategy is not None:
        query = query.where(CostSheet.strategy == wanted.strategy)
    if wanted.active is not None:
        query = query.where(CostSheet.active == wanted.active)
    if wanted.configuration_id is not None:
        sold = (SheetChannel.sheet_id == CostSheet.id) & (SheetChannel.configuration_id == wanted.configuration_id)
        query = query.where(exists().where(sold))
    return query, orders


def _row(work: Work, row: Any, ground: Ground) -> SheetRow:
    each: CostSheet = row.CostSheet
    sees_cost = work.actor.may(SEE_COST)
    channels = ground.channels.get(each.id, ())
    return SheetRow(
        **{name: getattr(each, name) for name in SAME},
        **{name: getattr(each, name) if sees_cost else None for name in HIDDEN},
        product=ProductRef(id=each.product_id, sku=row.sku, name=row.product_name, category=row.category),
        cost=row.cost if sees_cost else None,
        cost_currency=row.cost_currency,
        valid_from=row.valid_from,
        source=row.source,
        configurations=[ConfigurationRef(id=one.id, name=one.name, currency=one.currency) for one in channels],
        price=sheet_price(work, each, channels[0], ground) if channels else None,
    )
