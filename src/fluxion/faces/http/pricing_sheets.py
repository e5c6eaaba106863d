"""Cost sheets and competitors' prices."""

from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import FileResponse

from fluxion.base.fields import Id
from fluxion.base.paging import Page
from fluxion.domains.prices.actions import competitors as competitor_actions
from fluxion.domains.prices.actions import cost_sheets as actions
from fluxion.domains.prices.reads import competitors
from fluxion.domains.prices.reads import cost_sheets as reads
from fluxion.domains.prices.reads.sheet_costs import cost_history
from fluxion.domains.prices.shapes.competitors import CompetitorPriceEdit, CompetitorPriceFilter, CompetitorPriceIn, CompetitorPriceView
from fluxion.domains.prices.shapes.cost_sheets import (
    CostHistory,
    CostIn,
    SheetBatch,
    SheetEdit,
    SheetFilter,
    SheetIn,
    SheetResults,
    SheetRow,
    SheetView,
)
from fluxion.faces.http.edge import IfMatch, PageAsk, ReadWork, RowKey, WriteWork
from fluxion.faces.http.edge import router as make_router
from fluxion.faces.http.exporting import FILE_ANSWER, WantedFile, download
from fluxion.kernels.pricing import StrategyKind

router = make_router("pricing")

Typed = Annotated[str | None, Query(max_length=200, description="Words that must all occur, whatever their case and accents.")]


async def _sheet_filter(
    q: Typed = None,
    category_id: Annotated[Id | None, Query(description="Only products of this category.")] = None,
    configuration_id: Annotated[Id | None, Query(description="Only products sold in this channel.")] = None,
    strategy: Annotated[StrategyKind | None, Query(description="Only this strategy.")] = None,
    active: Annotated[bool | None, Query(description="Only sheets in use, or only those out of use.")] = None,
) -> SheetFilter:
    return SheetFilter(q=q, category_id=category_id, configuration_id=configuration_id, strategy=strategy, active=active)


async def _price_filter(
    q: Typed = None,
    product_id: Annotated[Id | None, Query(description="Only this product.")] = None,
    competitor: Annotated[str | None, Query(max_length=200, description="Only this competitor, by its whole name.")] = None,
) -> CompetitorPriceFilter:
    return CompetitorPriceFilter(q=q, product_id=product_id, competitor=competitor)


Sheets = Annotated[SheetFilter, Depends(_sheet_filter)]
Prices = Annotated[CompetitorPriceFilter, Depends(_price_filter)]


@router.get("/pricing/cost-sheets", summary="Cost sheets")
def list_cost_sheets(work: ReadWork, ask: PageAsk, wanted: Sheets) -> Page[SheetRow]:
    """With today's cost and the price in the first channel. Sort by sku, name, category, cost, valid_from, strategy or id."""
    return reads.cost_sheets(work, wanted, ask)


@router.get("/pricing/cost-sheets/export", summary="Cost sheets as a file", response_class=FileResponse, responses=FILE_ANSWER)
def export_cost_sheets(work: ReadWork, wanted: Sheets, asked: WantedFile) -> FileResponse:
    """Every sheet that matches the filters of the list."""
    return download(work, reads.cost_sheet_file(work, wanted), asked)


@router.post("/pricing/cost-sheets", summary="Add the cost sheet of a product", status_code=201)
def create_cost_sheet(work: WriteWork, body: SheetIn) -> SheetView:
    """Without components it starts with the catalogue's cost."""
    return actions.create_sheet(work, body)


@router.post("/pricing/cost-sheets:batch", summary="Change many cost sheets in the same way")
def batch_cost_sheets(work: WriteWork, body: SheetBatch) -> SheetResults:
    """Each on its own; products named without a sheet get one."""
    return actions.batch_sheets(work, body)


@router.get("/pricing/cost-sheets/{id}", summary="One cost sheet with its price in every channel")
def read_cost_sheet(work: ReadWork, id: RowKey) -> SheetView:
    return reads.cost_sheet(work, id)


@router.patch("/pricing/cost-sheets/{id}", summary="Change a cost sheet")
def edit_cost_sheet(work: WriteWork, id: RowKey, version: IfMatch, body: SheetEdit) -> SheetView:
    """Strategy, limits, channels and status; costs are stated by their own operation."""
    return actions.edit_sheet(work, id, body, version)


@router.post("/pricing/cost-sheets/{id}/costs", summary="State what a product costs from a day on")
def state_product_cost(work: WriteWork, id: RowKey, version: IfMatch, body: CostIn) -> SheetView:
    """The costs before stay in its history; of one day the one stated last holds."""
    return actions.state_cost(work, id, body, version)


@router.get("/pricing/cost-sheets/{id}/costs", summary="What a product cost, and why")
def read_cost_history(work: ReadWork, id: RowKey) -> CostHistory:
    """The newest first, with components and source."""
    return cost_history(work, id)


@router.get("/pricing/competitor-prices", summary="Competitors' prices")
def list_competitor_prices(work: ReadWork, ask: PageAsk, wanted: Prices) -> Page[CompetitorPriceView]:
    """Newest first, with the index of our price; sort by observed_on, competitor, sku, price or id."""
    return competitors.competitor_prices(work, wanted, ask)


@router.get(
    "/pricing/competitor-prices/export", summary="Competitors' prices as a file", response_class=FileResponse, responses=FILE_ANSWER
)
def export_competitor_prices(work: ReadWork, wanted: Prices, asked: WantedFile) -> FileResponse:
    """With the headers that an import recognises."""
    return download(work, competitors.competitor_price_file(work, wanted), asked)


@router.post("/pricing/competitor-prices", summary="Write a competitor's price down", status_code=201)
def create_competitor_price(work: WriteWork, body: CompetitorPriceIn) -> CompetitorPriceView:
    """One a day of each competitor and product."""
    return competitor_actions.create_competitor_price(work, body)


@router.get("/pricing/competitor-prices/{id}", summary="One competitor's price")
def read_competitor_price(work: ReadWork, id: RowKey) -> CompetitorPriceView:
    return competitors.competitor_price(work, id)


@router.patch("/pricing/competitor-prices/{id}", summary="Correct a competitor's price")
def edit_competitor_price(work: WriteWork, id: RowKey, version: IfMatch, body: CompetitorPriceEdit) -> CompetitorPriceView:
    return competitor_actions.edit_competitor_price(work, id, body, version)


@router.delete("/pricing/competitor-prices/{id}", summary="Take a competitor's price back", status_code=204)
def delete_competitor_price(work: WriteWork, id: RowKey, version: IfMatch) -> None:
    """The one seen before it counts again."""
    competitor_actions.delete_competitor_price(work, id, version)
