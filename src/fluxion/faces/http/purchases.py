"""Purchase orders, and who supplies a product."""

from typing import Annotated

from fastapi import Depends, Query, Response
from fastapi.responses import FileResponse

from fluxion.base.documents import render_pdf
from fluxion.base.fields import Id
from fluxion.base.paging import Page
from fluxion.domains.purchases import actions, reads
from fluxion.domains.purchases.shapes import (
    OrderEdit,
    OrderFilter,
    OrderHead,
    OrderIn,
    OrderState,
    OrderView,
    Receipt,
    SupplyListIn,
    SupplyListView,
)
from fluxion.faces.http.edge import IfMatch, IfMatchIfSent, PageAsk, ReadWork, RowKey, WriteWork
from fluxion.faces.http.edge import router as make_router
from fluxion.faces.http.exporting import FILE_ANSWER, WantedFile, download

router = make_router("purchases")


async def _filter(
    q: Annotated[str | None, Query(max_length=200, description="Part of the number, or words of the supplier's name.")] = None,
    state: Annotated[OrderState | None, Query(description="Only this state.")] = None,
    is_open: Annotated[
        bool | None, Query(alias="open", description="Only orders still to arrive (drafts too), or only the others.")
    ] = None,
    supplier_id: Annotated[Id | None, Query(description="Only this supplier.")] = None,
    location_id: Annotated[Id | None, Query(description="Only this location.")] = None,
    product_id: Annotated[Id | None, Query(description="Only orders that have this product.")] = None,
) -> OrderFilter:
    return OrderFilter(q=q, state=state, is_open=is_open, supplier_id=supplier_id, location_id=location_id, product_id=product_id)


Wanted = Annotated[OrderFilter, Depends(_filter)]


@router.get("/purchase-orders", summary="Purchase orders")
def list_orders(work: ReadWork, ask: PageAsk, wanted: Wanted) -> Page[OrderHead]:
    """Newest first; sort by id, number, created_at, expected_on, supplier, location, state or total."""
    return reads.orders(work, wanted, ask)


@router.get("/purchase-orders/export", summary="Purchase orders as a file", response_class=FileResponse, responses=FILE_ANSWER)
def export_orders(work: ReadWork, wanted: Wanted, asked: WantedFile) -> FileResponse:
    return download(work, reads.order_sheet(work, wanted), asked)


@router.post("/purchase-orders", summary="Draft a purchase order", status_code=201)
def create_order(work: WriteWork, body: OrderIn) -> OrderView:
    """In the supplier's currency; lines without a cost get the supplier's, or the product's."""
    return actions.create_order(work, body)


@router.get("/purchase-orders/{id}", summary="One purchase order")
def read_order(work: ReadWork, id: RowKey) -> OrderView:
    return reads.order(work, id)


@router.patch("/purchase-orders/{id}", summary="Change a purchase order")
def edit_order(work: WriteWork, id: RowKey, version: IfMatch, body: OrderEdit) -> OrderView:
    """`lines`, when sent, replace all lines; only while it is a draft."""
    return actions.edit_order(work, id, body, version)


@router.post("/purchase-orders/{id}/approve", summary="Approve a purchase order")
def approve_order(work: WriteWork, id: RowKey, version: IfMatchIfSent) -> OrderView:
    """Its lines no longer change and count as on order."""
    return actions.approve_order(work, id, version)


@router.post("/purchase-orders/{id}/send", summary="Note that the supplier was told")
def send_order(work: WriteWork, id: RowKey, version: IfMatchIfSent) -> OrderView:
    return actions.send_order(work, id, version)


@router.post("/purchase-orders/{id}/receive", summary="Receive goods of a purchase order")
def receive_order(work: WriteWork, id: RowKey, version: IfMatchIfSent, body: Receipt) -> OrderView:
    """Without `lines` everything still open arrived; with `close` the rest is given up."""
    return actions.receive_order(work, id, body, version)


@router.post("/purchase-orders/{id}/cancel", summary="Cancel a purchase order")
def cancel_order(work: WriteWork, id: RowKey, version: IfMatchIfSent) -> OrderView:
    """Refused once goods have arrived."""
    return actions.cancel_order(work, id, version)


@router.get(
    "/purchase-orders/{id}/pdf",
    summary="A purchase order to print",
    response_class=Response,
    responses={
        200: {"description": "The order on paper.", "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}
    },
)
def print_order(work: ReadWork, id: RowKey) -> Response:
    """In the language of the request; without costs for whoever may not see them."""
    document = reads.order_document(work, id)
    named = {"Content-Disposition": f'inline; filename="{document.number}.pdf"'}
    return Response(render_pdf(document), media_type="application/pdf", headers=named)


@router.get(
    "/purchase-orders/{id}/csv", summary="The lines of a purchase order as a file", response_class=FileResponse, responses=FILE_ANSWER
)
def export_order_lines(work: ReadWork, id: RowKey, asked: WantedFile) -> FileResponse:
    """CSV unless another format is asked for."""
    return download(work, reads.order_line_sheet(work, id), asked)


@router.get("/products/{id}/supply", summary="Who supplies a product")
def read_supply(work: ReadWork, id: RowKey) -> SupplyListView:
    """The preferred supplier first."""
    return reads.supply(work, id)


@router.put("/products/{id}/supply", summary="Replace the suppliers of a product")
def replace_supply(work: WriteWork, id: RowKey, version: IfMatch, body: SupplyListIn) -> SupplyListView:
    """The first is preferred when none is marked."""
    return actions.replace_supply(work, id, body, version)
