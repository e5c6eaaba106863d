"""Planning over HTTP: runs, suggestions, transfers, alerts, and why each number is what it is."""

from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import FileResponse

from fluxion.base.fields import Id
from fluxion.base.paging import Page
from fluxion.domains.planning import shapes
from fluxion.domains.planning.actions import alerts as alert_actions
from fluxion.domains.planning.actions import runs as run_actions
from fluxion.domains.planning.actions import suggestions as actions
from fluxion.domains.planning.actions import transfers as transfer_actions
from fluxion.domains.planning.reads import alert_sheet, suggestion_sheet, transfer_sheet
from fluxion.domains.planning.reads import alerts as alert_reads
from fluxion.domains.planning.reads import runs as run_reads
from fluxion.domains.planning.reads import suggestions as reads
from fluxion.domains.planning.reads import transfers as transfer_reads
from fluxion.faces.http import backtests, plan_details, plan_knowledge
from fluxion.faces.http.edge import IfMatch, PageAsk, ReadWork, RowKey, WriteWork
from fluxion.faces.http.edge import router as make_router
from fluxion.faces.http.exporting import FILE_ANSWER, WantedFile, download

plan_router = make_router("planning")
alert_router = make_router("alerts")
routers = [plan_router, plan_details.router, plan_knowledge.router, backtests.router, alert_router]

Location = Annotated[Id | None, Query(description="Only this location.")]
Category = Annotated[Id | None, Query(description="Only this category.")]
Product = Annotated[Id | None, Query(description="Only this product.")]
Words = Annotated[str | None, Query(max_length=200, description="Words of the SKU or the name, accents and case aside.")]


@plan_router.post("/planning/runs", status_code=202, summary="Ask for a planning run")
def start_planning_run(work: WriteWork, body: shapes.RunAsk) -> shapes.RunView:
    """Forecasts, policies, suggested orders, transfers and alerts for the whole company; follow `job_id` under `/jobs`.

    While a run for the same day waits or runs, the answer is that one. Without `as_of` the plan is for today, or for the
    day after the newest sale when that is more than a week old; `note` says so.
    """
    return run_actions.start_run(work, body)


@plan_router.get("/planning/runs", summary="Planning runs, newest first")
def list_planning_runs(work: ReadWork, ask: PageAsk) -> Page[shapes.RunView]:
    return run_reads.runs(work, ask)


@plan_router.get("/planning/runs/latest", summary="The run whose results the pages show")
def read_latest_run(work: ReadWork) -> shapes.RunView:
    return run_reads.latest_run(work)


@plan_router.get("/planning/runs/{id}", summary="One planning run")
def read_planning_run(work: ReadWork, id: RowKey) -> shapes.RunView:
    return run_reads.run(work, id)


async def _suggestion_filter(
    state: shapes.SuggestionState = "open",
    supplier_id: Annotated[Id | None, Query(description="Only this supplier.")] = None,
    location_id: Location = None,
    category_id: Category = None,
    product_id: Product = None,
    abc: shapes.AbcClass | None = None,
    xyz: shapes.XyzClass | None = None,
    urgency: shapes.Urgency | None = None,
    without_supplier: Annotated[bool | None, Query(description="Only those without a supplier (or only those with one).")] = None,
    q: Words = None,
) -> shapes.SuggestionFilter:
    return shapes.SuggestionFilter(
        state=state,
        supplier_id=supplier_id,
        location_id=location_id,
        category_id=category_id,
        product_id=product_id,
        abc=abc,
        xyz=xyz,
        urgency=urgency,
        without_supplier=without_supplier,
        q=q,
    )


Chosen = Annotated[shapes.SuggestionFilter, Depends(_suggestion_filter)]


@plan_router.get("/planning/suggestions", summary="Suggested orders")
def list_suggestions(work: ReadWork, ask: PageAsk, chosen: Chosen) -> Page[shapes.SuggestionView]:
    """Sorted by `urgency` (most urgent first when nothing is asked), `amount`, `quantity`, `days_of_cover`, `order_by`,
    `needed_on`, `sku`, `product`, `supplier`, `location` or `abc`. Each explains itself."""
    return reads.suggestions(work, ask, chosen)


@plan_router.get("/planning/suggestions/totals", summary="Suggested orders added up per supplier and location")
def read_suggestion_totals(work: ReadWork, chosen: Chosen) -> list[shapes.SupplierTotal]:
    """Beside each sum the least value that the supplier accepts, and what is missing to it."""
    return reads.supplier_totals(work, chosen)


@plan_router.get("/planning/suggestions/export", summary="Suggested orders as a file", response_class=FileResponse, responses=FILE_ANSWER)
def export_suggestions(work: ReadWork, chosen: Chosen, asked: WantedFile) -> FileResponse:
    """Exactly what the list shows with the same filters."""
    return download(work, suggestion_sheet(work, chosen), asked)


@plan_router.get("/planning/suggestions/{id}", summary="One suggested order line")
def read_suggestion(work: ReadWork, id: RowKey) -> shapes.SuggestionView:
    return reads.suggestion(work, id)


@plan_router.patch("/planning/suggestions/{id}", summary="Order another quantity than the one suggested")
def edit_suggestion(work: WriteWork, id: RowKey, version: IfMatch, body: shapes.QuantityChange) -> shapes.SuggestionView:
    return actions.edit_suggestion(work, id, body, version=version)


@plan_router.post("/planning/suggestions/{id}/reject", summary="Decide against a suggestion")
def reject_suggestion(work: WriteWork, id: RowKey, body: shapes.Rejection) -> shapes.SuggestionView:
    """It comes back after `rejected_again_days`, or earlier when its need has grown by `rejected_change_share`."""
    return actions.reject_suggestion(work, id, body)


@plan_router.post("/planning/suggestions/{id}/reopen", summary="Take back a rejection")
def reopen_suggestion(work: WriteWork, id: RowKey) -> shapes.SuggestionView:
    return actions.reopen_suggestion(work, id)


@plan_router.post("/planning/suggestions:approve", summary="Approve suggestions into draft purchase orders")
def approve_suggestions(work: WriteWork, body: shapes.SuggestionChoice) -> shapes.Approval:
    """Some by id or all that a filter finds; one order per supplier and delivery location, a result per suggestion."""
    return actions.approve_suggestions(work, body)


@plan_router.post("/planning/suggestions:reject", summary="Decide against several suggestions")
def reject_suggestions(work: WriteWork, body: shapes.SuggestionRejections) -> shapes.RejectionResult:
    return actions.reject_suggestions(work, body)


async def _transfer_filter(
    state: shapes.SuggestionState = "open",
    from_location_id: Annotated[Id | None, Query(description="Only from this location.")] = None,
    to_location_id: Annotated[Id | None, Query(description="Only to this location.")] = None,
    category_id: Category = None,
    product_id: Product = None,
    kind: Annotated[shapes.TransferKind | None, Query(description="`supply` from the centre, `balance` of excess.")] = None,
    q: Words = None,
) -> shapes.TransferFilter:
    return shapes.TransferFilter(
        state=state,
        from_location_id=from_location_id,
        to_location_id=to_location_id,
        category_id=category_id,
        product_id=product_id,
        kind=kind,
        q=q,
    )


ChosenTransfers = Annotated[shapes.TransferFilter, Depends(_transfer_filter)]


@plan_router.get("/planning/transfers", summary="Suggested transfers")
def list_suggested_transfers(work: ReadWork, ask: PageAsk, chosen: ChosenTransfers) -> Page[shapes.TransferSuggestionView]:
    """Sorted by `value` (highest first when nothing is asked), `quantity`, `sku`, `product`, `from` or `to`."""
    return transfer_reads.transfers(work, ask, chosen)


@plan_router.get("/planning/transfers/export", summary="Suggested transfers as a file", response_class=FileResponse, responses=FILE_ANSWER)
def export_suggested_transfers(work: ReadWork, chosen: ChosenTransfers, asked: WantedFile) -> FileResponse:
    """Exactly what the list shows with the same filters."""
    return download(work, transfer_sheet(work, chosen), asked)


@plan_router.get("/planning/transfers/{id}", summary="One suggested transfer")
def read_suggested_transfer(work: ReadWork, id: RowKey) -> shapes.TransferSuggestionView:
    return transfer_reads.transfer(work, id)


@plan_router.patch("/planning/transfers/{id}", summary="Move another quantity than the one suggested")
def edit_suggested_transfer(work: WriteWork, id: RowKey, version: IfMatch, body: shapes.QuantityChange) -> shapes.TransferSuggestionView:
    return transfer_actions.edit_transfer(work, id, body, version=version)


@plan_router.post("/planning/transfers/{id}/reject", summary="Decide against a suggested transfer")
def reject_suggested_transfer(work: WriteWork, id: RowKey, body: shapes.Rejection) -> shapes.TransferSuggestionView:
    return transfer_actions.reject_transfer(work, id, body)


@plan_router.post("/planning/transfers/{id}/reopen", summary="Take back the rejection of a transfer")
def reopen_suggested_transfer(work: WriteWork, id: RowKey) -> shapes.TransferSuggestionView:
    return transfer_actions.reopen_transfer(work, id)


@plan_router.post("/planning/transfers:approve", summary="Approve suggested transfers into draft transfers")
def approve_suggested_transfers(work: WriteWork, body: shapes.TransferChoice) -> shapes.TransferApproval:
    """Some by id or all that a filter finds; one transfer per pair of locations, a result per suggestion."""
    return transfer_actions.approve_transfers(work, body)


@plan_router.post("/planning/transfers:reject", summary="Decide against several suggested transfers")
def reject_suggested_transfers(work: WriteWork, body: shapes.TransferRejections) -> shapes.RejectionResult:
    return transfer_actions.reject_transfers(work, body)


@alert_router.get("/alerts", summary="What needs a person's eye")
def list_alerts(
    work: ReadWork,
    ask: PageAsk,
    kind: shapes.AlertKind | None = None,
    location_id: Location = None,
    category_id: Category = None,
    q: Words = None,
    dismissed: Annotated[bool, Query(description="Those taken off the list instead.")] = False,
) -> Page[shapes.AlertView]:
    """Stock-outs, stock below the reorder point, overstock and dead stock, the most money at risk first.

    Sorted by `money_at_risk`, `severity`, `since`, `sku` or `location`.
    """
    return alert_reads.alerts(work, ask, kind=kind, location_id=location_id, category_id=category_id, q=q, dismissed=dismissed)


@alert_router.get("/alerts/export", summary="Alerts as a file", response_class=FileResponse, responses=FILE_ANSWER)
def export_alerts(
    work: ReadWork,
    asked: WantedFile,
    kind: shapes.AlertKind | None = None,
    location_id: Location = None,
    category_id: Category = None,
    q: Words = None,
) -> FileResponse:
    """Exactly what the list shows with the same filters."""
    wanted = shapes.AlertFilter(kind=kind, location_id=location_id, category_id=category_id, q=q)
    return download(work, alert_sheet(work, wanted), asked)


@alert_router.get("/alerts/totals", summary="Alerts added up by kind")
def read_alert_totals(
    work: ReadWork,
    location_id: Location = None,
    category_id: Category = None,
    q: Words = None,
    dismissed: Annotated[bool, Query(description="Those taken off the list instead.")] = False,
) -> list[shapes.AlertKindTotal]:
    """Each kind with its name, how many there are and the money they put at risk, the most money first."""
    wanted = shapes.AlertFilter(location_id=location_id, category_id=category_id, q=q, dismissed=dismissed)
    return alert_reads.alert_totals(work, wanted)


@alert_router.post("/alerts:dismiss", summary="Take several alerts off the list")
def dismiss_alerts(work: WriteWork, body: shapes.AlertChoice) -> shapes.AlertsChanged:
    """Some by id or all that a filter finds, at most 1,000; the answer can be sent to `/alerts:restore`."""
    return alert_actions.dismiss_alerts(work, body)


@alert_router.post("/alerts:restore", summary="Put dismissed alerts back on the list")
def restore_alerts(work: WriteWork, body: shapes.AlertChoice) -> shapes.AlertsChanged:
    return alert_actions.restore_alerts(work, body)


@alert_router.get("/alerts/{id}", summary="One alert")
def read_alert(work: ReadWork, id: RowKey) -> shapes.AlertView:
    return alert_reads.alert(work, id)


@alert_router.post("/alerts/{id}/dismiss", summary="Take an alert off the list")
def dismiss_alert(work: WriteWork, id: RowKey) -> shapes.AlertView:
    """Until its cause has gone and come back."""
    return alert_actions.dismiss_alert(work, id)
