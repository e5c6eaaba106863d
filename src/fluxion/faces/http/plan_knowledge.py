"""What people know ahead, over HTTP: the calendar of events, overrides of forecasts, products that replace others."""

from datetime import timedelta
from typing import Annotated

from fastapi import Query

from fluxion.base.fields import Day, Id
from fluxion.base.paging import Page
from fluxion.domains.planning import shapes
from fluxion.domains.planning.actions import calendar as event_actions
from fluxion.domains.planning.actions import links as link_actions
from fluxion.domains.planning.actions import overrides as override_actions
from fluxion.domains.planning.reads import calendar, links, overrides
from fluxion.faces.http.edge import IfMatch, PageAsk, ReadWork, RowKey, WriteWork
from fluxion.faces.http.edge import router as make_router

router = make_router("planning")

LONGEST = timedelta(days=800)
Location = Annotated[Id | None, Query(description="What holds for this location, wherever it was written.")]
Category = Annotated[Id | None, Query(description="What holds for this category.")]
Product = Annotated[Id | None, Query(description="What holds for this product, that of its category included.")]
Words = Annotated[str | None, Query(max_length=200, description="Words of the name, accents and case aside.")]
FirstDay = Annotated[Day | None, Query(alias="from", description="First day; the first of this month when left out.")]
LastDay = Annotated[Day | None, Query(alias="to", description="Last day; a year after the first when left out.")]


@router.get("/planning/events", summary="The calendar of events")
def list_events(
    work: ReadWork,
    first: FirstDay = None,
    last: LastDay = None,
    kind: shapes.EventKind | None = None,
    location_id: Location = None,
    category_id: Category = None,
    product_id: Product = None,
    q: Words = None,
) -> list[shapes.EventView]:
    """Every event that happens on the days asked for (at most 800), with its days there and the events it meets."""
    begins = first or work.today.replace(day=1)
    ends = min(last or begins + timedelta(days=365), begins + LONGEST)
    return calendar.events(work, begins, ends, kind=kind, location_id=location_id, category_id=category_id, product_id=product_id, q=q)


@router.get("/planning/events/{id}", summary="One event")
def read_event(work: ReadWork, id: RowKey) -> shapes.EventView:
    return calendar.event(work, id)


@router.post("/planning/events", status_code=201, summary="Write an event into the calendar")
def create_event(work: WriteWork, body: shapes.EventDraft) -> shapes.EventView:
    """Closures are days without sales; the effect of other events is the `factor`, or learned from sales without one."""
    return event_actions.create_event(work, body)


@router.put("/planning/events/{id}", summary="Change an event")
def edit_event(work: WriteWork, id: RowKey, version: IfMatch, body: shapes.EventDraft) -> shapes.EventView:
    return event_actions.edit_event(work, id, body, version=version)


@router.delete("/planning/events/{id}", status_code=204, summary="Take an event out of the calendar")
def delete_event(work: WriteWork, id: RowKey, version: IfMatch) -> None:
    event_actions.delete_event(work, id, version=version)


@router.post("/planning/events:copy", summary="Copy events to the next year")
def copy_events(work: WriteWork, body: shapes.EventCopies) -> list[shapes.RowResult]:
    """A result for each, with the id of the copy; yearly events need none."""
    return event_actions.copy_events(work, body)


@router.get("/planning/overrides", summary="Overrides of forecasts")
def list_overrides(
    work: ReadWork,
    ask: PageAsk,
    state: Annotated[shapes.OverrideState | None, Query(description="Those in force, over or taken back.")] = None,
    location_id: Location = None,
    category_id: Category = None,
    product_id: Product = None,
    batch_id: Annotated[Id | None, Query(description="Those made together.")] = None,
    q: Words = None,
) -> Page[shapes.OverrideView]:
    """Sorted by `created_at` (newest first when nothing is asked), `starts_on` or `ends_on`."""
    return overrides.overrides(
        work, ask, state=state, location_id=location_id, category_id=category_id, product_id=product_id, batch_id=batch_id, q=q
    )


@router.get("/planning/overrides/{id}", summary="One override")
def read_override(work: ReadWork, id: RowKey) -> shapes.OverrideView:
    return overrides.override(work, id)


@router.post("/planning/overrides", status_code=201, summary="Override a forecast, with the reason")
def create_override(work: WriteWork, body: shapes.OverrideDraft) -> shapes.OverrideView:
    """The next plan uses it; what the statistics alone expected is kept beside it and judged with it."""
    return override_actions.create_override(work, body)


@router.put("/planning/overrides/{id}", summary="Change an override")
def edit_override(work: WriteWork, id: RowKey, version: IfMatch, body: shapes.OverrideDraft) -> shapes.OverrideView:
    return override_actions.edit_override(work, id, body, version=version)


@router.delete("/planning/overrides/{id}", status_code=204, summary="End an override")
def end_override(work: WriteWork, id: RowKey, version: IfMatch) -> None:
    """It stays on record, so that what it did can be judged."""
    override_actions.end_override(work, id, version=version)


@router.post("/planning/overrides:batch", summary="The same override for many products")
def override_many(work: WriteWork, body: shapes.OverrideBatch) -> shapes.OverridesMade:
    """Products by id or all that a filter finds in the latest plan, at most 1,000; all or none."""
    return override_actions.override_many(work, body)


@router.post("/planning/overrides:end", summary="End several overrides")
def end_overrides(work: WriteWork, body: shapes.OverridesChosen) -> shapes.OverridesEnded:
    return override_actions.end_overrides(work, body)


@router.post("/planning/overrides:restore", summary="Take ended overrides up again")
def restore_overrides(work: WriteWork, body: shapes.OverridesChosen) -> shapes.OverridesEnded:
    return override_actions.restore_overrides(work, body)


@router.get("/planning/links", summary="Products that replace others")
def list_links(work: ReadWork, ask: PageAsk, product_id: Product = None, q: Words = None) -> Page[shapes.LinkView]:
    return links.links(work, ask, product_id=product_id, q=q)


@router.get("/planning/links/{id}", summary="One replacement")
def read_link(work: ReadWork, id: RowKey) -> shapes.LinkView:
    return links.link(work, id)


@router.post("/planning/links", status_code=201, summary="Say that a product replaces another")
def create_link(work: WriteWork, body: shapes.LinkDraft) -> shapes.LinkView:
    """The successor is forecast from its predecessor's sales, times the share."""
    return link_actions.create_link(work, body)


@router.put("/planning/links/{id}", summary="Change the share or the day of a replacement")
def edit_link(work: WriteWork, id: RowKey, version: IfMatch, body: shapes.LinkEdit) -> shapes.LinkView:
    return link_actions.edit_link(work, id, body, version=version)


@router.delete("/planning/links/{id}", status_code=204, summary="Take a replacement back")
def delete_link(work: WriteWork, id: RowKey, version: IfMatch) -> None:
    link_actions.delete_link(work, id, version=version)
