"""Campaigns over HTTP: presets, the offer as typed, its preview before and after, states, protection."""

from decimal import Decimal
from typing import Annotated

from fastapi import Depends, Query
from fastapi.responses import FileResponse

from fluxion.base.fields import Id
from fluxion.base.paging import Ask, Page
from fluxion.base.work import Work
from fluxion.domains import insights
from fluxion.domains.prices.actions import campaigns as actions
from fluxion.domains.prices.reads import campaign_previews as previews
from fluxion.domains.prices.reads import campaigns as reads
from fluxion.domains.prices.rules.expected_units import SOLD_DAYS
from fluxion.domains.prices.shapes.campaign_previews import CampaignPreview, PreviewFilter, PreviewFlag
from fluxion.domains.prices.shapes.campaigns import (
    CampaignCopy,
    CampaignCounts,
    CampaignFilter,
    CampaignHead,
    CampaignIn,
    CampaignState,
    CampaignSwitch,
    CampaignView,
    PresetView,
    ProtectionSwitch,
)
from fluxion.faces.http.edge import IfMatch, IfMatchIfSent, PageAsk, ReadWork, RowKey, WriteWork
from fluxion.faces.http.edge import router as make_router
from fluxion.faces.http.exporting import FILE_ANSWER, WantedFile, download

router = make_router("pricing")


async def _filter(
    q: Annotated[str | None, Query(max_length=200, description="Words of the name or code.")] = None,
    state: Annotated[CampaignState | None, Query(description="Only this state.")] = None,
    configuration_id: Annotated[Id | None, Query(description="Only campaigns that hold in this channel.")] = None,
) -> CampaignFilter:
    return CampaignFilter(q=q, state=state, configuration_id=configuration_id)


async def _rows(
    configuration_id: Annotated[Id | None, Query(description="The channel to look at; the first one when left out.")] = None,
    flag: Annotated[PreviewFlag | None, Query(description="Only products of which this is true.")] = None,
    q: Annotated[str | None, Query(max_length=200, description="Words of the product's SKU or name.")] = None,
) -> PreviewFilter:
    return PreviewFilter(configuration_id=configuration_id, flag=flag, q=q)


def _sold(work: Work) -> dict[int, Decimal]:
    """Units of each product in the last four weeks, for whoever may see sales."""
    return insights.units_sold(work, SOLD_DAYS) if work.actor.may("insights.read") else {}


Wanted = Annotated[CampaignFilter, Depends(_filter)]
Rows = Annotated[PreviewFilter, Depends(_rows)]
InPlaceOf = Annotated[Id | None, Query(description="The campaign that this is a change of; it does not overlap itself.")]
Sort = Annotated[str, Query(max_length=60, description="Field to sort by; `-field` for descending.")]


@router.get("/pricing/campaigns", summary="Campaigns")
def list_campaigns(work: ReadWork, ask: PageAsk, wanted: Wanted) -> Page[CampaignHead]:
    """Those that start last first; sort by starts_at, ends_at, name, code or priority."""
    return reads.campaigns(work, wanted, ask)


@router.get("/pricing/campaigns/counts", summary="How many campaigns there are in each state")
def count_campaigns(work: ReadWork) -> CampaignCounts:
    return reads.campaign_counts(work)


@router.get("/pricing/campaigns/presets", summary="What new campaigns of known occasions start with")
def list_campaign_presets(work: ReadWork) -> list[PresetView]:
    return reads.presets(work)


@router.post("/pricing/campaigns/preview", summary="What a campaign as typed would do")
def preview_campaign_draft(work: ReadWork, ask: PageAsk, rows: Rows, body: CampaignIn, in_place_of: InPlaceOf = None) -> CampaignPreview:
    """Every product before and after in one channel, with totals over all; nothing is kept.

    Units that nobody stated are expected at the pace of the last 28 days' sales, for whoever may see those.
    Sort by sku, name, list_price, price, discount_percent, contribution, margin_percent, safe_discount_percent or
    profit_change; the last four, and flags about costs, only for whoever may see costs.
    """
    return previews.draft_preview(work, body, rows, ask, in_place_of, _sold(work))


@router.post(
    "/pricing/campaigns/preview/export",
    summary="The preview of a campaign as typed as a file",
    response_class=FileResponse,
    responses=FILE_ANSWER,
)
def export_campaign_draft_preview(
    work: ReadWork, rows: Rows, asked: WantedFile, body: CampaignIn, sort: Sort = "", in_place_of: InPlaceOf = None
) -> FileResponse:
    """Every row that matches, in the order asked for."""
    return download(work, previews.draft_preview_sheet(work, body, rows, Ask(sort=sort), in_place_of, _sold(work)), asked)


@router.post("/pricing/campaigns", summary="Make a campaign", status_code=201)
def create_campaign(work: WriteWork, body: CampaignIn) -> CampaignView:
    """It holds by itself from its start up to, but not at, its end, while it is switched on."""
    return actions.create_campaign(work, body)


@router.get("/pricing/campaigns/{id}", summary="One campaign")
def read_campaign(work: ReadWork, id: RowKey) -> CampaignView:
    return reads.campaign(work, id)


@router.put("/pricing/campaigns/{id}", summary="Change a campaign")
def edit_campaign(work: WriteWork, id: RowKey, version: IfMatch, body: CampaignIn) -> CampaignView:
    """One that runs keeps its start; one that is over stays as it was."""
    return actions.edit_campaign(work, id, body, version)


@router.get("/pricing/campaigns/{id}/preview", summary="What a campaign does to every price")
def preview_campaign(work: ReadWork, id: RowKey, ask: PageAsk, rows: Rows) -> CampaignPreview:
    """As `POST /pricing/campaigns/preview`, of a campaign that is kept."""
    return previews.campaign_preview(work, id, rows, ask, _sold(work))


@router.get(
    "/pricing/campaigns/{id}/preview/export", summary="A campaign's preview as a file", response_class=FileResponse, responses=FILE_ANSWER
)
def export_campaign_preview(work: ReadWork, id: RowKey, rows: Rows, asked: WantedFile, sort: Sort = "") -> FileResponse:
    """Every row that matches, in the order asked for."""
    return download(work, previews.campaign_preview_sheet(work, id, rows, Ask(sort=sort), _sold(work)), asked)


@router.post("/pricing/campaigns/{id}/switch", summary="Switch a campaign on or off")
def switch_campaign(work: WriteWork, id: RowKey, version: IfMatchIfSent, body: CampaignSwitch) -> CampaignView:
    return actions.switch_campaign(work, id, body, version)


@router.post("/pricing/campaigns/{id}/end", summary="End a campaign that is active")
def end_campaign(work: WriteWork, id: RowKey, version: IfMatchIfSent) -> CampaignView:
    """From this moment on it no longer holds."""
    return actions.end_campaign(work, id, version)


@router.post("/pricing/campaigns/{id}/copy", summary="Make a new campaign like another", status_code=201)
def copy_campaign(work: WriteWork, id: RowKey, body: CampaignCopy) -> CampaignView:
    return actions.copy_campaign(work, id, body)


@router.post("/pricing/campaigns/{id}/protection", summary="Switch a layer of a campaign's protection")
def switch_campaign_protection(work: WriteWork, id: RowKey, version: IfMatchIfSent, body: ProtectionSwitch) -> CampaignView:
    """Needs `prices.switch_protection`; who did it is shown beside the layer."""
    return actions.switch_protection(work, id, body, version)
