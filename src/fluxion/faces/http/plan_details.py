"""The plan in detail over HTTP: forecasts, series, classes, explanations, parameters, accuracy."""

from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import FileResponse

from fluxion.base.fields import Id
from fluxion.base.paging import Page
from fluxion.domains.planning import shapes
from fluxion.domains.planning.actions import parameters as parameter_actions
from fluxion.domains.planning.reads import changes, classes, explaining, series, totals, value
from fluxion.domains.planning.reads import parameters as parameter_reads
from fluxion.domains.planning.reads import runs as run_reads
from fluxion.faces.http.edge import IfMatch, PageAsk, ReadWork, RowKey, WriteWork
from fluxion.faces.http.edge import router as make_router
from fluxion.faces.http.exporting import FILE_ANSWER, WantedFile, download

router = make_router("planning")

Location = Annotated[Id | None, Query(description="Only this location.")]
Category = Annotated[Id | None, Query(description="Only this category.")]
Words = Annotated[str | None, Query(max_length=200, description="Words of the SKU or the name, accents and case aside.")]
DemandClass = Annotated[str | None, Query(max_length=20, description="dead, new, smooth, intermittent, erratic or lumpy.")]
Outcome = Annotated[str | None, Query(max_length=40, description="What the plan decided, such as `order` or `covered_by_stock`.")]
HistoryDays = Annotated[int, Query(ge=7, le=400, description="Days of sales shown before the forecast.")]


@router.get("/planning/forecasts", summary="Sales and forecast of a product, with bands")
def read_forecast(
    work: ReadWork,
    product_id: Annotated[Id, Query(description="The product.")],
    location_id: Annotated[Id | None, Query(description="The location; all that you may see when left out.")] = None,
    history_days: HistoryDays = 90,
    step: Annotated[shapes.TimeStep, Query(description="Days, weeks from Monday, or months.")] = "day",
) -> shapes.ForecastView:
    """Means and quantiles of the latest plan. At a centre both include the locations it supplies (`includes`).

    Weeks and months are named by their first day, and tell what lies within the forecast; their quantiles are those of the sum.
    """
    return series.forecast_of(work, product_id, location_id, history_days, step)


@router.get("/planning/forecasts/totals", summary="One forecast at every level and step")
def read_forecast_totals(
    work: ReadWork,
    level: Annotated[shapes.ForecastLevel, Query(description="By product, category or location, or the company as one.")] = "company",
    step: Annotated[shapes.TimeStep, Query(description="Days, weeks from Monday, or months.")] = "week",
    location_id: Location = None,
    category_id: Category = None,
    product_id: Annotated[Id | None, Query(description="Only this product.")] = None,
) -> shapes.ForecastTotals:
    """Levels add up to each other exactly, and so do steps; a centre counts with what it supplies. Bands are computed for each sum."""
    return totals.forecast_totals(work, level, step, location_id=location_id, category_id=category_id, product_id=product_id)


@router.get("/planning/value-added", summary="What each step of the forecast was worth")
def read_value_added(
    work: ReadWork,
    days: Annotated[int, Query(ge=7, le=28, multiple_of=7, description="Days after each plan that are judged.")] = 28,
    group: Annotated[shapes.ValueGroup, Query(description="What the figures are told by.")] = "location",
    location_id: Location = None,
    category_id: Category = None,
    abc: shapes.AbcClass | None = None,
) -> shapes.ValueAdded:
    """The week before repeated, the statistics alone, and the forecast with overrides, beside what sold since."""
    return value.value_added(work, days=days, group=group, location_id=location_id, category_id=category_id, abc=abc)


@router.get("/planning/value-added/overrides", summary="What each override was worth")
def read_override_values(
    work: ReadWork,
    location_id: Location = None,
    lost: Annotated[bool | None, Query(description="Only those that made the forecast worse, or only the others.")] = None,
) -> list[shapes.OverrideValue]:
    """Misses with it and without it over the complete weeks that it changed, the greatest loss first."""
    return value.override_values(work, location_id=location_id, lost=lost)


@router.get("/planning/series", summary="Every planned product × location with its levels")
def list_series(
    work: ReadWork,
    ask: PageAsk,
    location_id: Location = None,
    category_id: Category = None,
    supplier_id: Annotated[Id | None, Query(description="Only this supplier.")] = None,
    abc: shapes.AbcClass | None = None,
    xyz: shapes.XyzClass | None = None,
    demand_class: DemandClass = None,
    outcome: Outcome = None,
    q: Words = None,
) -> Page[shapes.SeriesView]:
    """Sorted by `value` (highest first when nothing is asked), `sku`, `daily_mean`, `days_of_cover`, `suggested` or `position`."""
    return series.planned_series(
        work,
        ask,
        location_id=location_id,
        category_id=category_id,
        supplier_id=supplier_id,
        abc=abc,
        xyz=xyz,
        demand_class=demand_class,
        outcome=outcome,
        q=q,
    )


@router.get("/planning/explain", summary="Why a product is, or is not, proposed for a location")
def read_explanation(
    work: ReadWork,
    product_id: Annotated[Id, Query(description="The product.")],
    location_id: Annotated[Id, Query(description="The location.")],
) -> shapes.ExplainView:
    """In sentences, as figures and as the formula with its values; for any product and location there is."""
    return explaining.explain(work, product_id, location_id)


@router.get("/planning/abc", summary="ABC by value and XYZ by steadiness")
def read_abc(
    work: ReadWork,
    ask: PageAsk,
    location_id: Location = None,
    category_id: Category = None,
    abc: shapes.AbcClass | None = None,
    xyz: shapes.XyzClass | None = None,
) -> shapes.AbcSheet:
    """The matrix, and one page of its products sorted by `value`, `sku`, `stock_value` or `daily_mean`."""
    return classes.abc_classes(work, ask, location_id=location_id, category_id=category_id, abc=abc, xyz=xyz)


@router.get("/planning/parameters", summary="What can be set, and what is")
def list_parameters(
    work: ReadWork,
    name: Annotated[str | None, Query(max_length=60, description="Only this parameter.")] = None,
    location_id: Location = None,
    category_id: Category = None,
    product_id: Annotated[Id | None, Query(description="Only this product.")] = None,
) -> shapes.ParameterSheet:
    """The nearest value wins: company, location, category, ABC class, product; each also for one location."""
    return parameter_reads.parameters(work, name=name, location_id=location_id, category_id=category_id, product_id=product_id)


@router.get("/planning/parameters/{id}", summary="One parameter that was set")
def read_parameter(work: ReadWork, id: RowKey) -> shapes.ParameterView:
    return parameter_reads.parameter(work, id)


@router.put("/planning/parameters", summary="Set a parameter for its scope")
def set_parameter(work: WriteWork, body: shapes.ParameterDraft) -> shapes.ParameterView:
    """In place of what that scope had; the next planning run uses it. Sending the same again changes nothing."""
    return parameter_actions.set_parameter(work, body)


@router.delete("/planning/parameters/{id}", status_code=204, summary="Remove a parameter")
def delete_parameter(work: WriteWork, id: RowKey, version: IfMatch) -> None:
    """A farther value holds again."""
    parameter_actions.delete_parameter(work, id, version=version)


@router.get("/planning/accuracy", summary="How right earlier forecasts turned out")
def read_accuracy(work: ReadWork) -> list[shapes.AccuracyView]:
    """Forecast and sales of one to four weeks after each earlier plan; WAPE and bias as shares of what sold."""
    return run_reads.accuracy(work)


async def _change_filter(
    kind: shapes.ChangeKind | None = None,
    reason: shapes.ChangeReason | None = None,
    location_id: Location = None,
    category_id: Category = None,
    product_id: Annotated[Id | None, Query(description="Only this product.")] = None,
    q: Words = None,
) -> shapes.ChangeFilter:
    return shapes.ChangeFilter(kind=kind, reason=reason, location_id=location_id, category_id=category_id, product_id=product_id, q=q)


Changes = Annotated[shapes.ChangeFilter, Depends(_change_filter)]


@router.get("/planning/changes", summary="What changed since the plan before")
def list_plan_changes(work: ReadWork, ask: PageAsk, wanted: Changes) -> Page[shapes.ChangeView]:
    """Orders added, removed, raised or lowered, each with its main reason.

    Sorted by `value` (the most money first when nothing is asked), `size`, `difference`, `sku` or `location`.
    """
    return changes.plan_changes(work, ask, wanted)


@router.get("/planning/changes/summary", summary="Changes added up by kind and reason")
def read_plan_changes(work: ReadWork, wanted: Changes) -> shapes.ChangeSummary:
    return changes.change_summary(work, wanted)


@router.get("/planning/changes/export", summary="Changes as a file", response_class=FileResponse, responses=FILE_ANSWER)
def export_plan_changes(work: ReadWork, wanted: Changes, asked: WantedFile) -> FileResponse:
    """Exactly what the list shows with the same filters."""
    return download(work, changes.change_sheet(work, wanted), asked)
