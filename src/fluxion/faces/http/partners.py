"""Suppliers and customers."""

from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import FileResponse

from fluxion.base.paging import Page
from fluxion.domains.partners import actions, reads
from fluxion.domains.partners.shapes import (
    CustomerEdit,
    CustomerIn,
    CustomerView,
    PartnerFilter,
    SupplierEdit,
    SupplierIn,
    SupplierView,
)
from fluxion.faces.http.edge import IfMatch, PageAsk, ReadWork, RowKey, WriteWork
from fluxion.faces.http.edge import router as make_router
from fluxion.faces.http.exporting import FILE_ANSWER, WantedFile, download

router = make_router("partners")


async def _filter(
    q: Annotated[str | None, Query(max_length=200, description="Words that must all occur, whatever their case and accents.")] = None,
    active: Annotated[bool | None, Query(description="Only those in use, or only those out of use.")] = None,
) -> PartnerFilter:
    return PartnerFilter(q=q, active=active)


Wanted = Annotated[PartnerFilter, Depends(_filter)]


@router.get("/suppliers", summary="Suppliers")
def list_suppliers(work: ReadWork, ask: PageAsk, wanted: Wanted) -> Page[SupplierView]:
    """Sort by code, name or lead_time_days."""
    return reads.suppliers(work, wanted, ask)


@router.get("/suppliers/export", summary="Suppliers as a file", response_class=FileResponse, responses=FILE_ANSWER)
def export_suppliers(work: ReadWork, wanted: Wanted, asked: WantedFile) -> FileResponse:
    return download(work, reads.supplier_sheet(work, wanted), asked)


@router.post("/suppliers", summary="Add a supplier", status_code=201)
def create_supplier(work: WriteWork, body: SupplierIn) -> SupplierView:
    """Without a currency it gets the company's."""
    return actions.create_supplier(work, body)


@router.get("/suppliers/{id}", summary="One supplier")
def read_supplier(work: ReadWork, id: RowKey) -> SupplierView:
    return reads.supplier(work, id)


@router.patch("/suppliers/{id}", summary="Change a supplier")
def edit_supplier(work: WriteWork, id: RowKey, version: IfMatch, body: SupplierEdit) -> SupplierView:
    """Fields left out stay as they are."""
    return actions.edit_supplier(work, id, body, version)


@router.delete("/suppliers/{id}", summary="Take a supplier out of use")
def deactivate_supplier(work: WriteWork, id: RowKey, version: IfMatch) -> SupplierView:
    """Its history stays; set `active` to take it back."""
    actions.deactivate_supplier(work, id, version)
    return reads.supplier(work, id)


@router.get("/customers", summary="Customers")
def list_customers(work: ReadWork, ask: PageAsk, wanted: Wanted) -> Page[CustomerView]:
    """Sort by code, name, city or segment."""
    return reads.customers(work, wanted, ask)


@router.get("/customers/export", summary="Customers as a file", response_class=FileResponse, responses=FILE_ANSWER)
def export_customers(work: ReadWork, wanted: Wanted, asked: WantedFile) -> FileResponse:
    return download(work, reads.customer_sheet(work, wanted), asked)


@router.post("/customers", summary="Add a customer", status_code=201)
def create_customer(work: WriteWork, body: CustomerIn) -> CustomerView:
    return actions.create_customer(work, body)


@router.get("/customers/{id}", summary="One customer")
def read_customer(work: ReadWork, id: RowKey) -> CustomerView:
    return reads.customer(work, id)


@router.patch("/customers/{id}", summary="Change a customer")
def edit_customer(work: WriteWork, id: RowKey, version: IfMatch, body: CustomerEdit) -> CustomerView:
    """Fields left out stay as they are."""
    return actions.edit_customer(work, id, body, version)


@router.delete("/customers/{id}", summary="Take a customer out of use")
def deactivate_customer(work: WriteWork, id: RowKey, version: IfMatch) -> CustomerView:
    """Its history stays; set `active` to take it back."""
    actions.deactivate_customer(work, id, version)
    return reads.customer(work, id)
