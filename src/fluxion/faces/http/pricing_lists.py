"""Price lists: whom they are for, their rows and versions, publishing and undoing."""

from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import FileResponse

from fluxion.base.fields import Id, Moment
from fluxion.base.paging import Page
from fluxion.base.web import Named
from fluxion.domains import insights
from fluxion.domains.prices.actions import groups as group_actions
from fluxion.domains.prices.actions import list_drafts, publishing
from fluxion.domains.prices.actions import lists as list_actions
from fluxion.domains.prices.reads import groups, list_rows, lists, what_if
from fluxion.domains.prices.shapes.lists import (
    Adjustment,
    Audience,
    GroupEdit,
    GroupIn,
    GroupView,
    HistoryView,
    ListEdit,
    ListFilter,
    ListIn,
    ListView,
    Publishing,
    Refusing,
    RowChoice,
    RowEdits,
    RowFilter,
    RowView,
    VersionView,
    WhatIf,
)
from fluxion.faces.http.edge import IfMatch, IfMatchIfSent, PageAsk, ReadWork, RowKey, WriteWork
from fluxion.faces.http.edge import router as make_router
from fluxion.faces.http.exporting import FILE_ANSWER, WantedFile, download

router = make_router("pricing")
Words = Annotated[str | None, Query(max_length=200, description="Words to look for, accents and case aside.")]


async def _filter(
    q: Words = None,
    audience: Annotated[Audience | None, Query(description="Only lists for these.")] = None,
    channel_id: Annotated[Id | None, Query(description="Only lists of this channel.")] = None,
    active: Annotated[bool | None, Query(description="Only lists in use, or only the others.")] = None,
    waiting: Annotated[bool | None, Query(description="Only lists with a version that waits for approval, or only the others.")] = None,
) -> ListFilter:
    return ListFilter(q=q, audience=audience, configuration_id=channel_id, active=active, is_waiting=waiting)


async def _row_filter(
    q: Words = None,
    category_id: Annotated[Id | None, Query(description="Only products of this category.")] = None,
    product_id: Annotated[Id | None, Query(description="Only this product.")] = None,
    only: Annotated[
        RowChoice | None,
        Query(
            description="Only what the draft changes, products that the list lacks, or (with the right to see costs) prices below floor."
        ),
    ] = None,
) -> RowFilter:
    return RowFilter(q=q, category_id=category_id, product_id=product_id, only=only)


Wanted = Annotated[ListFilter, Depends(_filter)]
WantedRows = Annotated[RowFilter, Depends(_row_filter)]


@router.get("/pricing/price-lists", summary="Price lists")
def list_price_lists(work: ReadWork, ask: PageAsk, wanted: Wanted) -> Page[ListView]:
    """By code; sort by code, name, audience, priority or created_at."""
    return lists.price_lists(work, wanted, ask)


@router.post("/pricing/price-lists", status_code=201, summary="Begin a price list")
def create_price_list(work: WriteWork, body: ListIn) -> ListView:
    """It has no prices until a version of it is published."""
    return list_actions.create_list(work, body)


@router.get("/pricing/price-lists/{id}", summary="One price list")
def read_price_list(work: ReadWork, id: RowKey) -> ListView:
    """With the version that is open, if there is one."""
    return lists.price_list(work, id)


@router.patch("/pricing/price-lists/{id}", summary="Change a price list")
def edit_price_list(work: WriteWork, id: RowKey, version: IfMatch, body: ListEdit) -> ListView:
    """Whom it is for, when it holds, what it is called; prices change by publishing."""
    return list_actions.edit_list(work, id, body, version)


@router.get("/pricing/price-lists/{id}/customers", summary="The customers that a list names")
def list_price_list_customers(work: ReadWork, id: RowKey) -> list[Named]:
    return lists.list_customers(work, id)


@router.get("/pricing/price-lists/{id}/rows", summary="The prices of a list, and those of its draft")
def list_price_rows(work: ReadWork, id: RowKey, ask: PageAsk, wanted: WantedRows) -> Page[RowView]:
    """By SKU; sort by sku, name, price or draft_price. Costs, floors and margins need `insights.see_cost`."""
    return list_rows.rows(work, id, wanted, ask)


@router.get(
    "/pricing/price-lists/{id}/rows/export", summary="The prices of a list as a file", response_class=FileResponse, responses=FILE_ANSWER
)
def export_price_rows(work: ReadWork, id: RowKey, wanted: WantedRows, asked: WantedFile) -> FileResponse:
    """With the columns that an import of `prices` recognises."""
    return download(work, list_rows.row_sheet(work, id, wanted), asked)


@router.post("/pricing/price-lists/{id}/rows:edit", summary="Write prices into the draft of a list")
def edit_price_rows(work: WriteWork, id: RowKey, version: IfMatchIfSent, body: RowEdits) -> ListView:
    """Up to 5,000 rows, all or none; the draft is begun if there is none. Nothing holds until it is published."""
    return list_drafts.edit_rows(work, id, body, version)


@router.post("/pricing/price-lists/{id}/rows:adjust", summary="Move many prices of a list by a percentage, into its draft")
def adjust_price_rows(work: WriteWork, id: RowKey, version: IfMatchIfSent, body: Adjustment) -> ListView:
    return list_drafts.adjust_rows(work, id, body, version)


@router.delete("/pricing/price-lists/{id}/draft", summary="Throw the draft of a list away")
def discard_price_draft(work: WriteWork, id: RowKey, version: IfMatch) -> ListView:
    return list_drafts.discard_draft(work, id, version)


@router.get("/pricing/price-lists/{id}/what-if", summary="What publishing the draft would do")
def read_what_if(
    work: ReadWork, id: RowKey, starts_at: Annotated[Moment | None, Query(description="When it would start; now when left out.")] = None
) -> WhatIf:
    """Rows changed, margins before and after, the biggest movers, what falls below its floor, whether approval is needed."""
    units = insights.units_sold(work) if work.actor.may("insights.read") else None
    return what_if.what_if(work, id, starts_at, units)


@router.post("/pricing/price-lists/{id}/publish", summary="Publish the draft of a list")
def publish_price_list(work: WriteWork, id: RowKey, version: IfMatch, body: Publishing) -> ListView:
    """At once or when the clock reaches `starts_at`; above the threshold it waits for approval.

    If-Match carries the version of the list that was looked at: of two people who publish at once one is answered 412.
    """
    return publishing.publish_list(work, id, body, version)


@router.post("/pricing/price-lists/{id}/approve", summary="Approve the version that waits")
def approve_price_version(work: WriteWork, id: RowKey, version: IfMatch) -> ListView:
    """It takes effect at its start, or at once when that has passed. Nobody approves what they submitted."""
    return publishing.approve_version(work, id, version)


@router.post("/pricing/price-lists/{id}/refuse", summary="Send the version that waits back, with the reason")
def refuse_price_version(work: WriteWork, id: RowKey, version: IfMatch, body: Refusing) -> ListView:
    return publishing.refuse_version(work, id, body, version)


@router.post("/pricing/price-lists/{id}/take-back", summary="Turn the version that waits back into a draft")
def take_price_version_back(work: WriteWork, id: RowKey, version: IfMatch) -> ListView:
    return publishing.take_back(work, id, version)


@router.get("/pricing/price-lists/{id}/versions", summary="The versions of a list")
def list_price_versions(work: ReadWork, id: RowKey) -> list[VersionView]:
    """The newest first, drafts and withdrawn ones too."""
    return lists.versions(work, id)


@router.post("/pricing/price-lists/{id}/versions/{number}/revert", summary="Undo a published version")
def revert_price_version(work: WriteWork, id: RowKey, number: RowKey, version: IfMatch) -> ListView:
    """One that has not started is withdrawn; else a new version restores what held before, but for rows that changed since."""
    return publishing.revert_version(work, id, number, version)


@router.get("/pricing/price-history", summary="How the prices of a product came about")
def list_price_history(
    work: ReadWork,
    product_id: Annotated[Id, Query(description="The product.")],
    list_id: Annotated[Id | None, Query(description="Only in this list.")] = None,
) -> list[HistoryView]:
    """Every price that was published in a list, the newest first, those to come included; at most 500."""
    return list_rows.history(work, product_id, list_id)


@router.get("/pricing/customer-groups", summary="Groups of customers that prices are stated for")
def list_customer_groups(work: ReadWork) -> list[GroupView]:
    """The one that wins first."""
    return groups.groups(work)


@router.post("/pricing/customer-groups", status_code=201, summary="Make a group of customers")
def create_customer_group(work: WriteWork, body: GroupIn) -> GroupView:
    return group_actions.create_group(work, body)


@router.get("/pricing/customer-groups/{id}", summary="One group of customers")
def read_customer_group(work: ReadWork, id: RowKey) -> GroupView:
    return groups.group(work, id)


@router.patch("/pricing/customer-groups/{id}", summary="Change a group of customers")
def edit_customer_group(work: WriteWork, id: RowKey, version: IfMatch, body: GroupEdit) -> GroupView:
    """`customer_ids`, when sent, replace those put into it before."""
    return group_actions.edit_group(work, id, body, version)


@router.delete("/pricing/customer-groups/{id}", status_code=204, summary="Remove a group of customers")
def remove_customer_group(work: WriteWork, id: RowKey, version: IfMatch) -> None:
    """Refused while a list is for it."""
    group_actions.remove_group(work, id, version)
