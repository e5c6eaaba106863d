"""The price calculator and the scenarios people keep of it."""

from typing import Annotated

from fastapi import Query
from fastapi.responses import FileResponse, Response

from fluxion.base.documents import render_pdf
from fluxion.base.paging import Page
from fluxion.domains.prices.actions import scenarios as actions
from fluxion.domains.prices.reads import calculating, scenario_files, scenarios
from fluxion.domains.prices.shapes.calculated import Calculation
from fluxion.domains.prices.shapes.scenarios import ScenarioHead, ScenarioIn, ScenarioView
from fluxion.domains.prices.shapes.terms import CalculationIn
from fluxion.faces.http.edge import IfMatch, PageAsk, ReadWork, RowKey, WriteWork
from fluxion.faces.http.edge import router as make_router
from fluxion.faces.http.exporting import FILE_ANSWER, WantedFile, download

router = make_router("pricing")


@router.post("/pricing/calculate", summary="A price at once, with its waterfall")
def calculate_price(work: ReadWork, body: CalculationIn) -> Calculation:
    """From a configuration (or its id), a cost (or its components), a strategy and perhaps a campaign; nothing is kept."""
    return calculating.calculate(work, body)


@router.get("/pricing/scenarios", summary="Calculations that were kept")
def list_scenarios(
    work: ReadWork,
    ask: PageAsk,
    q: Annotated[str | None, Query(max_length=200, description="Words of the name.")] = None,
) -> Page[ScenarioHead]:
    """One's own and those that were shared, the latest first; sort by name, updated_at or id."""
    return scenarios.scenarios(work, q, ask)


@router.post("/pricing/scenarios", summary="Keep calculations side by side", status_code=201)
def create_scenario(work: WriteWork, body: ScenarioIn) -> ScenarioView:
    """With `is_shared`, whoever has the link and the right to calculate can read it."""
    return actions.create_scenario(work, body)


@router.get("/pricing/scenarios/{id}", summary="One scenario, reckoned anew")
def read_scenario(work: ReadWork, id: RowKey) -> ScenarioView:
    return scenarios.scenario(work, id)


@router.put("/pricing/scenarios/{id}", summary="Replace a scenario")
def replace_scenario(work: WriteWork, id: RowKey, version: IfMatch, body: ScenarioIn) -> ScenarioView:
    """Only its owner may."""
    return actions.replace_scenario(work, id, body, version)


@router.delete("/pricing/scenarios/{id}", summary="Throw a scenario away", status_code=204)
def delete_scenario(work: WriteWork, id: RowKey, version: IfMatch) -> None:
    """Only its owner may."""
    actions.delete_scenario(work, id, version)


@router.get("/pricing/scenarios/{id}/export", summary="A scenario as a file", response_class=FileResponse, responses=FILE_ANSWER)
def export_scenario(work: ReadWork, id: RowKey, asked: WantedFile) -> FileResponse:
    """One row for each calculation."""
    return download(work, scenario_files.scenario_sheet(work, id), asked)


@router.get(
    "/pricing/scenarios/{id}/pdf",
    summary="A scenario to print",
    response_class=Response,
    responses={
        200: {"description": "The scenario on paper.", "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}
    },
)
def print_scenario(work: ReadWork, id: RowKey) -> Response:
    """In the language of the request."""
    document = scenario_files.scenario_document(work, id)
    named = {"Content-Disposition": f'inline; filename="scenario-{id}.pdf"'}
    return Response(render_pdf(document), media_type="application/pdf", headers=named)
