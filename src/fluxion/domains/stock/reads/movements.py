"""What changed the stock on hand, newest first."""

from typing import Any

from sqlalchemy import select

from fluxion.base.exports import Column as Cell
from fluxion.base.exports import Sheet
from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.work import Work
from fluxion.domains.catalog import Category, Location, LocationRef, Product, ProductRef
from fluxion.domains.stock.shapes import MovementFilter, MovementView
from fluxion.domains.stock.tables import StockMovement
from fluxion.values.errors import NotFound

BATCH = 2000
SHEET_COLUMNS = (
    *(Cell("at", "moment"), Cell("location"), Cell("sku"), Cell("name"), Cell("kind"), Cell("quantity", "number")),
    *(Cell("balance", "number"), Cell("reference"), Cell("by")),
)


def movement(work: Work, movement_id: int) -> MovementView:
    """One movement; raises NotFound for one outside the person's locations."""
    work.require("stock.read")
    row = work.db.execute(_query(work, MovementFilter()).where(StockMovement.id == movement_id)).first()
    if row is None:
        raise NotFound
    return _view(row)


def movements(work: Work, wanted: MovementFilter, ask: Ask) -> Page[MovementView]:
    """A page of the movements that match, newest first unless asked otherwise."""
    work.require("stock.read")
    orders: dict[str, Column] = {"id": StockMovement.id, "at": StockMovement.at}
    return read_page(work.db, work.settings, _query(work, wanted), ask, orders, StockMovement.id, _view, "-id")


def movement_sheet(work: Work, wanted: MovementFilter) -> Sheet:
    """The movements that match, newest first, to export."""
    work.require("stock.read")
    rows = work.db.execute(_query(work, wanted).order_by(StockMovement.id.desc()).execution_options(yield_per=BATCH))
    return Sheet("movements", SHEET_COLUMNS, (_cells(_view(row)) for row in rows))


def _cells(each: MovementView) -> tuple[Any, ...]:
    head = (each.at, each.location.code, each.product.sku, each.product.name, each.kind)
    return (*head, each.quantity, each.balance, each.reference, each.actor_name)


def _query(work: Work, wanted: MovementFilter) -> Query:
    query: Query = (
        select(StockMovement, Product.sku, Product.name, Category.name.label("category"))
        .add_columns(Location.code.label("location_code"), Location.name.label("location_name"))
        .join(Product, Product.id == StockMovement.product_id)
        .join(Location, Location.id == StockMovement.location_id)
        .outerjoin(Category, Category.id == Product.category_id)
    )
    if work.actor.locations is not None:
        query = query.where(StockMovement.location_id.in_(work.actor.locations))
    if wanted.product_id is not None:
        query = query.where(StockMovement.product_id == wanted.product_id)
    if wanted.location_id is not None:
        query = query.where(StockMovement.location_id == wanted.location_id)
    if wanted.kind is not None:
        query = query.where(StockMovement.kind == wanted.kind)
    return query


def _view(row: Any) -> MovementView:
    each: StockMovement = row.StockMovement
    return MovementView(
        id=each.id,
        at=each.at,
        product=ProductRef(id=each.product_id, sku=row.sku, name=row.name, category=row.category),
        location=LocationRef(id=each.location_id, code=row.location_code, name=row.location_name),
        kind=each.kind,
        quantity=each.quantity,
        balance=each.balance,
        reference=each.reference,
        actor_name=each.actor_name,
    )
