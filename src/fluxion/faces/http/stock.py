"""Stock levels, movements and transfers."""

from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import FileResponse

from fluxion.base.fields import Id
from fluxion.base.paging import Page
from fluxion.base.paging import Query as Select
from fluxion.domains import purchases
from fluxion.domains.stock import actions, reads
from fluxion.domains.stock.shapes import (
    ConsolidatedView,
    LevelFilter,
    LevelView,
    MovementFilter,
    MovementIn,
    MovementKind,
    MovementView,
    StockState,
    TransferEdit,
    TransferFilter,
    TransferIn,
    TransferReceipt,
    TransferRow,
    TransferState,
    TransferView,
)
from fluxion.faces.http.edge import IfMatch, IfMatchIfSent, PageAsk, ReadWork, RowKey, WriteWork
from fluxion.faces.http.edge import router as make_router
from fluxion.faces.http.exporting import FILE_ANSWER, WantedFile, download

router = make_router("stock")

Typed = Annotated[str | None, Query(max_length=200, description="Words that must all occur in SKU, name, brand or barcode.")]
OnlyProduct = Annotated[Id | None, Query(description="Only this product.")]
OnlyLocation = Annotated[Id | None, Query(description="Only this location.")]


async def _level_filter(
    q: Typed = None,
    product_id: OnlyProduct = None,
    location_id: OnlyLocation = None,
    category_id: Annotated[Id | None, Query(description="Only this category.")] = None,
    supplier_id: Annotated[Id | None, Query(description="Only products whose preferred supplier this is.")] = None,
    state: Annotated[StockState | None, Query(description="Nothing available, at or below the reorder point, fine, or too much.")] = None,
) -> LevelFilter:
    return LevelFilter(q=q, product_id=product_id, location_id=location_id, category_id=category_id, supplier_id=supplier_id, state=state)


async def _movement_filter(
    product_id: OnlyProduct = None,
    location_id: OnlyLocation = None,
    kind: Annotated[MovementKind | None, Query(description="Only this kind.")] = None,
) -> MovementFilter:
    return MovementFilter(product_id=product_id, location_id=location_id, kind=kind)


async def _transfer_filter(
    q: Annotated[str | None, Query(max_length=40, description="Part of the number.")] = None,
    state: Annotated[TransferState | None, Query(description="Only this state.")] = None,
    location_id: Annotated[Id | None, Query(description="Only transfers from or to this location.")] = None,
) -> TransferFilter:
    return TransferFilter(q=q, state=state, location_id=location_id)


Levels = Annotated[LevelFilter, Depends(_level_filter)]
Movements = Annotated[MovementFilter, Depends(_movement_filter)]
Transfers = Annotated[TransferFilter, Depends(_transfer_filter)]


def _within(wanted: LevelFilter) -> Select | None:
    return None if wanted.supplier_id is None else purchases.supplied_by(wanted.supplier_id)


@router.get("/stock", summary="Stock by product and location")
def list_stock(work: ReadWork, ask: PageAsk, wanted: Levels) -> Page[LevelView]:
    """Sort by sku, name, location, on_hand, available, days_of_cover or value."""
    return reads.levels(work, wanted, ask, _within(wanted))


@router.get("/stock/consolidated", summary="Stock by product over all locations")
def list_consolidated_stock(work: ReadWork, ask: PageAsk, wanted: Levels) -> Page[ConsolidatedView]:
    """Products that have a level matching the filters, with what every location has. Sort by sku or name."""
    return reads.consolidated(work, wanted, ask, _within(wanted))


@router.get("/stock/export", summary="Stock as a file", response_class=FileResponse, responses=FILE_ANSWER)
def export_stock(work: ReadWork, wanted: Levels, asked: WantedFile) -> FileResponse:
    """Every level that matches the filters of the list."""
    return download(work, reads.level_sheet(work, wanted, _within(wanted)), asked)


@router.get("/stock/movements", summary="What changed the stock on hand")
def list_movements(work: ReadWork, ask: PageAsk, wanted: Movements) -> Page[MovementView]:
    """Newest first; sort by id or at."""
    return reads.movements(work, wanted, ask)


@router.get("/stock/movements/export", summary="Movements as a file", response_class=FileResponse, responses=FILE_ANSWER)
def export_movements(work: ReadWork, wanted: Movements, asked: WantedFile) -> FileResponse:
    return download(work, reads.movement_sheet(work, wanted), asked)


@router.post("/stock/movements", summary="Record a count or an adjustment", status_code=201)
def record_movement(work: WriteWork, body: MovementIn) -> MovementView:
    """A count says how much there is, an adjustment by how much it changes; never below zero."""
    return actions.record_movement(work, body)


@router.get("/transfers", summary="Transfers between locations")
def list_transfers(work: ReadWork, ask: PageAsk, wanted: Transfers) -> Page[TransferRow]:
    """Those that touch a location the person may see, newest first; sort by id, number, created_at or state."""
    return reads.transfers(work, wanted, ask)


@router.post("/transfers", summary="Draft a transfer", status_code=201)
def create_transfer(work: WriteWork, body: TransferIn) -> TransferView:
    return actions.create_transfer(work, body)


@router.get("/transfers/{id}", summary="One transfer")
def read_transfer(work: ReadWork, id: RowKey) -> TransferView:
    return reads.transfer(work, id)


@router.patch("/transfers/{id}", summary="Change a draft transfer")
def edit_transfer(work: WriteWork, id: RowKey, version: IfMatch, body: TransferEdit) -> TransferView:
    """`lines`, when sent, replace all lines."""
    return actions.edit_transfer(work, id, body, version)


@router.post("/transfers/{id}/approve", summary="Approve a transfer")
def approve_transfer(work: WriteWork, id: RowKey, version: IfMatchIfSent) -> TransferView:
    return actions.approve_transfer(work, id, version)


@router.post("/transfers/{id}/ship", summary="Ship a transfer")
def ship_transfer(work: WriteWork, id: RowKey, version: IfMatchIfSent) -> TransferView:
    """Takes the goods from the donor's stock; they are in transit until they are received."""
    return actions.ship_transfer(work, id, version)


@router.post("/transfers/{id}/receive", summary="Receive a transfer")
def receive_transfer(work: WriteWork, id: RowKey, version: IfMatchIfSent, body: TransferReceipt) -> TransferView:
    """Lines left out arrived in full; what did not arrive is told of in the audit trail."""
    return actions.receive_transfer(work, id, body, version)


@router.post("/transfers/{id}/cancel", summary="Cancel a transfer that has not left")
def cancel_transfer(work: WriteWork, id: RowKey, version: IfMatchIfSent) -> TransferView:
    return actions.cancel_transfer(work, id, version)
