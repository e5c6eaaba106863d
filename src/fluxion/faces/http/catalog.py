"""Products, categories and locations."""

from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import FileResponse

from fluxion.base.fields import Id
from fluxion.base.paging import Page
from fluxion.domains.catalog import actions, reads
from fluxion.domains.catalog.shapes import (
    BatchResults,
    CategoryEdit,
    CategoryIn,
    CategoryView,
    Kind,
    LocationEdit,
    LocationFilter,
    LocationIn,
    LocationView,
    ProductBatch,
    ProductEdit,
    ProductFilter,
    ProductIn,
    ProductView,
)
from fluxion.domains.prices.actions.catalogue_costs import costs_followed
from fluxion.domains.purchases import reads as sourced
from fluxion.faces.http.edge import IfMatch, PageAsk, ReadWork, RowKey, WriteWork
from fluxion.faces.http.edge import router as make_router
from fluxion.faces.http.exporting import FILE_ANSWER, WantedFile, download

router = make_router("catalog")

Typed = Annotated[str | None, Query(max_length=200, description="Words that must all occur, whatever their case and accents.")]
Active = Annotated[bool | None, Query(description="Only those in use, or only those out of use.")]


async def _product_filter(
    q: Typed = None,
    category_id: Annotated[Id | None, Query(description="Only this category.")] = None,
    supplier_id: Annotated[Id | None, Query(description="Only products whose preferred supplier this is.")] = None,
    active: Active = None,
) -> ProductFilter:
    return ProductFilter(q=q, category_id=category_id, supplier_id=supplier_id, active=active)


async def _location_filter(
    q: Typed = None, kind: Annotated[Kind | None, Query(description="Stores or distribution centres only.")] = None, active: Active = None
) -> LocationFilter:
    return LocationFilter(q=q, kind=kind, active=active)


Products = Annotated[ProductFilter, Depends(_product_filter)]
Locations = Annotated[LocationFilter, Depends(_location_filter)]


@router.get("/products", summary="Products")
def list_products(work: ReadWork, ask: PageAsk, wanted: Products) -> Page[ProductView]:
    """With their preferred supplier. Sort by sku, name, category, brand, price, cost or created_at."""
    return sourced.products_with_supplier(work, wanted, ask)


@router.get("/products/export", summary="Products as a file", response_class=FileResponse, responses=FILE_ANSWER)
def export_products(work: ReadWork, wanted: Products, asked: WantedFile) -> FileResponse:
    """Every product that matches the filters of the list, with the headers that an import recognises."""
    return download(work, sourced.product_sheet(work, wanted), asked)


@router.post("/products", summary="Add a product", status_code=201)
def create_product(work: WriteWork, body: ProductIn) -> ProductView:
    """SKUs are the same whatever their case: `ab-1` and `AB-1` cannot both exist."""
    return actions.create_product(work, body)


@router.post("/products:batch", summary="Add and change up to 500 products")
def batch_products(work: WriteWork, body: ProductBatch) -> BatchResults:
    """Tells what became of each item; with `atomic`, all or none. Cost sheets follow costs that change."""
    with costs_followed(work, [item.id for item in body.items if item.id is not None]):
        return actions.batch_products(work, body)


@router.get("/products/{id}", summary="One product")
def read_product(work: ReadWork, id: RowKey) -> ProductView:
    return sourced.product_with_supplier(work, id)


@router.patch("/products/{id}", summary="Change a product")
def edit_product(work: WriteWork, id: RowKey, version: IfMatch, body: ProductEdit) -> ProductView:
    """Fields left out stay as they are; the cost sheet follows a cost that changes."""
    with costs_followed(work, [id]):
        actions.edit_product(work, id, body, version)
    return sourced.product_with_supplier(work, id)


@router.delete("/products/{id}", summary="Take a product out of use")
def deactivate_product(work: WriteWork, id: RowKey, version: IfMatch) -> ProductView:
    """Its history stays; set `active` to take it back."""
    actions.deactivate_product(work, id, version)
    return sourced.product_with_supplier(work, id)


@router.get("/categories", summary="Categories")
def list_categories(work: ReadWork, ask: PageAsk, q: Typed = None, active: Active = None) -> Page[CategoryView]:
    """With the number of their active products. Sort by name or id."""
    return reads.categories(work, q, active, ask)


@router.get("/categories/export", summary="Categories as a file", response_class=FileResponse, responses=FILE_ANSWER)
def export_categories(work: ReadWork, asked: WantedFile) -> FileResponse:
    return download(work, reads.category_sheet(work), asked)


@router.post("/categories", summary="Add a category", status_code=201)
def create_category(work: WriteWork, body: CategoryIn) -> CategoryView:
    return actions.create_category(work, body)


@router.get("/categories/{id}", summary="One category")
def read_category(work: ReadWork, id: RowKey) -> CategoryView:
    return reads.category(work, id)


@router.patch("/categories/{id}", summary="Rename a category")
def edit_category(work: WriteWork, id: RowKey, version: IfMatch, body: CategoryEdit) -> CategoryView:
    return actions.edit_category(work, id, body, version)


@router.delete("/categories/{id}", summary="Take a category out of use")
def deactivate_category(work: WriteWork, id: RowKey, version: IfMatch) -> CategoryView:
    """Refused while active products belong to it."""
    actions.deactivate_category(work, id, version)
    return reads.category(work, id)


@router.get("/locations", summary="Stores and distribution centres")
def list_locations(work: ReadWork, ask: PageAsk, wanted: Locations) -> Page[LocationView]:
    """Those that the person may see. Sort by code, name or id."""
    return reads.locations(work, wanted, ask)


@router.get("/locations/export", summary="Locations as a file", response_class=FileResponse, responses=FILE_ANSWER)
def export_locations(work: ReadWork, wanted: Locations, asked: WantedFile) -> FileResponse:
    return download(work, reads.location_sheet(work, wanted), asked)


@router.post("/locations", summary="Add a location", status_code=201)
def create_location(work: WriteWork, body: LocationIn) -> LocationView:
    return actions.create_location(work, body)


@router.get("/locations/{id}", summary="One location")
def read_location(work: ReadWork, id: RowKey) -> LocationView:
    return reads.location(work, id)


@router.patch("/locations/{id}", summary="Change a location")
def edit_location(work: WriteWork, id: RowKey, version: IfMatch, body: LocationEdit) -> LocationView:
    """A source (`supplied_by_id`) that would close a ring is refused."""
    return actions.edit_location(work, id, body, version)


@router.delete("/locations/{id}", summary="Take a location out of use")
def deactivate_location(work: WriteWork, id: RowKey, version: IfMatch) -> LocationView:
    """Refused while it supplies others."""
    actions.deactivate_location(work, id, version)
    return reads.location(work, id)
