"""Stock by product and location: a page, or all that match."""

from functools import lru_cache
from typing import Any

from sqlalchemy import Float, case, cast, func, literal_column, null, select, type_coerce

from fluxion.base.exports import Column as Cell
from fluxion.base.exports import Sheet
from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.search import matches
from fluxion.base.work import Work
from fluxion.domains.catalog import Category, Location, LocationRef, Product, ProductRef
from fluxion.domains.stock import rules
from fluxion.domains.stock.shapes import LevelFilter, LevelView
from fluxion.domains.stock.tables import StockLevel
from fluxion.values.errors import Forbidden

SEE_COST = "insights.see_cost"
BATCH = 2000
ROWS_KEPT = 4096
ENDLESS_DAYS = 1e12
SHEET_COLUMNS = (
    *(Cell("location"), Cell("sku"), Cell("name"), Cell("category"), Cell("on_hand", "number"), Cell("reserved", "number")),
    *(Cell("available", "number"), Cell("on_order", "number"), Cell("in_transit", "number"), Cell("unit_cost", "number")),
    *(Cell("value", "number"), Cell("currency"), Cell("days_of_cover", "ratio"), Cell("reorder_point", "number")),
    *(Cell("order_up_to", "number"), Cell("state"), Cell("as_of", "moment")),
)
AVAILABLE = type_coerce(StockLevel.on_hand - StockLevel.reserved, StockLevel.on_hand.type)
COVER = case((StockLevel.daily_mean > 0, cast(AVAILABLE, Float) / (StockLevel.daily_mean * 1000.0)), else_=ENDLESS_DAYS)
_NOT_OK = StockLevel.state != literal_column("'ok'")
VALUE = cast(StockLevel.on_hand, Float) * func.coalesce(cast(Product.cost, Float), 0.0)
# Each order with the column that makes it unique; both sit in one index where there is one.
ORDERS: dict[str, tuple[Column, Column]] = {
    "sku": (Product.sku_key, StockLevel.location_id),
    "name": (Product.name_key, StockLevel.id),
    "location": (Location.code_key, StockLevel.product_id),
    "on_hand": (StockLevel.on_hand, StockLevel.id),
    "available": (AVAILABLE, StockLevel.id),
    "days_of_cover": (COVER, StockLevel.id),
    "value": (VALUE, StockLevel.id),
}


def levels(work: Work, wanted: LevelFilter, ask: Ask, within: Query | None = None) -> Page[LevelView]:
    """A page of the levels that match; `within` keeps to the product ids that a select of another domain gives."""
    work.require("stock.read")
    sort = ask.sort.removeprefix("-") or "sku"
    if sort == "value" and not work.actor.may(SEE_COST):
        raise Forbidden(right=SEE_COST)
    orders = {name: order for name, (order, _key) in ORDERS.items()}
    key = ORDERS.get(sort, ORDERS["sku"])[1]
    return read_page(
        work.db,
        work.settings,
        level_query(work, wanted, within, by_place=sort == "location"),
        ask,
        orders,
        key,
        lambda row: _view(work, row),
        "sku",
    )


def level_sheet(work: Work, wanted: LevelFilter, within: Query | None = None) -> Sheet:
    """The levels that match, by SKU and location, to export."""
    work.require("stock.read")
    cost = Product.cost if work.actor.may(SEE_COST) else null()
    query = _joined(
        select(Location.code, Product.sku, Product.name, Category.name, StockLevel.on_hand, StockLevel.reserved, AVAILABLE)
        .add_columns(StockLevel.on_order, StockLevel.on_order_stated, StockLevel.in_transit, cost, StockLevel.reorder_point)
        .add_columns(StockLevel.order_up_to, StockLevel.daily_mean, StockLevel.state, StockLevel.as_of)
    )
    query = _by_state(matching(work, query, wanted, within), wanted).order_by(Product.sku_key, StockLevel.location_id)
    rows = work.db.execute(query.execution_options(yield_per=BATCH))
    return Sheet("stock", SHEET_COLUMNS, (_cells(row, work.settings.currency) for row in rows))


def _cells(row: Any, currency: str) -> tuple[Any, ...]:
    place, sku, name, category, on_hand, reserved, available, on_order, stated, in_transit, cost, point, up_to, daily, state, as_of = row
    value = None if cost is None else (on_hand * cost).quantize(cost)
    cover = rules.days_of_cover(available, daily)
    head = (place, sku, name, category, on_hand, reserved, available, on_order or stated or on_order, in_transit)
    return (*head, cost, value, currency, cover, point, up_to, state, as_of)


def level_query(work: Work, wanted: LevelFilter, within: Query | None, *, by_place: bool = False) -> Query:
    """The levels that match, joined with what names them; `by_place` when they are to be read location by location."""
    query = select(*(getattr(StockLevel, name) for name in _LEVEL))
    query = query.add_columns(Product.sku, Product.name, Product.cost, Category.name.label("category"))
    named = query.add_columns(Location.code.label("location_code"), Location.name.label("location_name"))
    return _by_state(matching(work, _joined(named, by_place=by_place), wanted, within), wanted)


def _by_state(query: Query, wanted: LevelFilter) -> Query:
    # The index of states leaves out levels that are fine, and from a bound value SQLite never sees that none of them is wanted.
    return query if wanted.state in (None, "ok") else query.where(_NOT_OK)


def _joined(query: Query, *, by_place: bool = False) -> Query:
    # Every level has a location; an outer join only keeps SQLite from walking the few locations first and sorting all the rest.
    joined = query.join(Product, Product.id == StockLevel.product_id)
    joined = joined.join(Location, Location.id == StockLevel.location_id, isouter=not by_place)
    return joined.outerjoin(Category, Category.id == Product.category_id)


def matching(work: Work, query: Query, wanted: LevelFilter, within: Query | None) -> Query:
    """The query over levels and products kept to what is wanted and to what the person may see."""
    if work.actor.locations is not None:
        query = query.where(StockLevel.location_id.in_(work.actor.locations))
    if wanted.product_id is not None:
        query = query.where(StockLevel.product_id == wanted.product_id)
    if wanted.location_id is not None:
        query = query.where(StockLevel.location_id == wanted.location_id)
    if wanted.state is not None:
        query = query.where(StockLevel.state == wanted.state)
    if wanted.category_id is not None:
        query = query.where(Product.category_id == wanted.category_id)
    if wanted.q:
        query = query.where(matches(Product.search, wanted.q))
    if within is not None:
        query = query.where(StockLevel.product_id.in_(within))
    return query


def _view(work: Work, row: Any) -> LevelView:
    return _told(tuple(row)[: len(_NAMES)], work.actor.may(SEE_COST), work.settings.currency)


@lru_cache(maxsize=ROWS_KEPT)
def _told(values: tuple[Any, ...], has_cost: bool, currency: str) -> LevelView:
    """What a person reads of a level with these values. They say it all, so it is made once, however often it is looked at."""
    row = dict(zip(_NAMES, values, strict=True))
    available = row["on_hand"] - row["reserved"]
    cost = row["cost"] if has_cost else None
    return LevelView(
        product=ProductRef(id=row["product_id"], sku=row["sku"], name=row["name"], category=row["category"]),
        location=LocationRef(id=row["location_id"], code=row["location_code"], name=row["location_name"]),
        available=available,
        on_order=row["on_order"] or row["on_order_stated"] or row["on_order"],
        unit_cost=cost,
        value=None if cost is None else (row["on_hand"] * cost).quantize(cost),
        currency=currency,
        days_of_cover=rules.days_of_cover(available, row["daily_mean"]),
        **{name: row[name] for name in _SAME},
    )


_SAME = ("id", "on_hand", "reserved", "in_transit", "reorder_point", "order_up_to", "state", "as_of")
_LEVEL = (*_SAME, "product_id", "location_id", "on_order", "on_order_stated", "daily_mean")
_NAMES = (*_LEVEL, "sku", "name", "cost", "category", "location_code", "location_name")
