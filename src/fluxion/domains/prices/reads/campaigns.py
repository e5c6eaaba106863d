"""Questions about campaigns: those there are, one in full, and the presets new ones start from."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from fluxion.base.bulk import batches
from fluxion.base.paging import Ask, Column, Page, read_page
from fluxion.base.search import matches
from fluxion.base.work import Work
from fluxion.domains.catalog import Category, Product, ProductRef
from fluxion.domains.prices.reads.campaign_offers import is_usable
from fluxion.domains.prices.rules.campaign_periods import PRESETS, hour_that_exists_twice, local_text, next_period, state_of
from fluxion.domains.prices.shapes.campaigns import (
    LAYERS,
    CampaignChannelView,
    CampaignCounts,
    CampaignFilter,
    CampaignHead,
    CampaignProductsView,
    CampaignState,
    CampaignView,
    ExpectedView,
    LayerView,
    NamedCategory,
    NarrowingView,
    PresetView,
)
from fluxion.domains.prices.tables import Campaign, CampaignCategory, CampaignChannel, CampaignProduct, PriceConfiguration
from fluxion.values.errors import NotFound, say

SHOWN = 200
ORDERS: dict[str, Column] = {
    "starts_at": Campaign.starts_at.expression,
    "ends_at": Campaign.ends_at.expression,
    "name": func.lower(Campaign.name),
    "code": Campaign.code_key.expression,
    "priority": Campaign.priority.expression,
}
_SAME = (
    *("id", "name", "code", "preset", "kind", "value", "starts_at", "ends_at", "is_on", "badge_text", "badge_color", "priority"),
    "version",
)
_MORE = ("minimum_price", "minimum_margin_percent", "expected_units", "created_at", "created_by")


def campaigns(work: Work, wanted: CampaignFilter, ask: Ask) -> Page[CampaignHead]:
    """A page of the campaigns that match, those that start last first."""
    work.require("prices.read")
    query = select(Campaign).where(*_conditions(work, wanted))
    page = read_page(work.db, work.settings, query, ask, ORDERS, Campaign.id.expression, lambda row: row.Campaign, "-starts_at")
    lines = _channels_of(work, [row.id for row in page.items])
    return Page(items=[_head(work, row, lines[row.id]) for row in page.items], next_cursor=page.next_cursor, total=page.total)


def campaign_counts(work: Work) -> CampaignCounts:
    """How many campaigns there are in each state now."""
    work.require("prices.read")
    counted = {
        state: work.db.scalar(select(func.count()).select_from(Campaign).where(_in_state(state, work.now)))
        for state in ("active", "scheduled", "finished", "inactive")
    }
    return CampaignCounts(**counted)


def campaign(work: Work, campaign_id: int) -> CampaignView:
    """One campaign in full; raises NotFound."""
    work.require("prices.read")
    row = work.db.get(Campaign, campaign_id)
    if row is None:
        raise NotFound
    timezone = work.settings.timezone
    body = draft_body(work, row)
    notes = [hour_that_exists_twice(moment, timezone, work.lang) for moment in (row.starts_at, row.ends_at)]
    return CampaignView(
        **{name: getattr(row, name) for name in (*_SAME, *_MORE)},
        channels=[_channel_view(row, line, channel) for line, channel in _channels_of(work, [row.id])[row.id]],
        products=_products_view(work, body["products"]),
        starts_local=local_text(row.starts_at, timezone),
        ends_local=local_text(row.ends_at, timezone),
        timezone=timezone,
        period_notes=[note for note in notes if note],
        state=state_of(row.is_on, row.starts_at, row.ends_at, work.now),
        protection=[_layer_view(layer, row.protection[layer]) for layer in LAYERS],
        expected=[ExpectedView(**each) for each in body["expected"]],
    )


def presets(work: Work) -> list[PresetView]:
    """What new campaigns of the known occasions start with, and when each is on or comes next."""
    work.require("prices.read")
    found = []
    for key, occasion in PRESETS.items():
        first, after = next_period(key, work.today)
        period = {"starts_at": first.isoformat(timespec="minutes"), "ends_at": after.isoformat(timespec="minutes")}
        name, badge = say(occasion.name, work.lang), say(occasion.badge, work.lang)
        found.append(
            PresetView(
                preset=key, name=name, kind="percentage", value=occasion.percent, badge_text=badge, badge_color=occasion.color, **period
            )
        )
    return found


def draft_body(work: Work, row: Campaign) -> dict[str, Any]:
    """A campaign that is kept, in the form in which it is typed; times in UTC."""
    named = work.db.execute(
        select(CampaignProduct.product_id, CampaignProduct.role, CampaignProduct.expected_units)
        .where(CampaignProduct.campaign_id == row.id)
        .order_by(CampaignProduct.product_id)
    ).all()
    categories = select(CampaignCategory.category_id).where(CampaignCategory.campaign_id == row.id).order_by(CampaignCategory.category_id)
    lines = [line for line, _ in _channels_of(work, [row.id])[row.id]]
    same = (*_SAME[1:6], "priority", "is_on", "badge_text", "badge_color", *_MORE[:3])
    return {name: getattr(row, name) for name in same} | {
        "channels": [
            {"configuration_id": line.configuration_id, "value": line.value, "minimum_price": line.minimum_price} for line in lines
        ],
        "products": {
            "scope": row.scope,
            "product_ids": [each.product_id for each in named if each.role == "chosen"],
            "category_ids": list(work.db.scalars(categories)),
            "narrowing": row.narrowing,
            "left_out_ids": [each.product_id for each in named if each.role == "left_out"],
        },
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "protect": [layer for layer in LAYERS if row.protection[layer]["is_on"]],
        "expected": [{"product_id": each.product_id, "units": each.expected_units} for each in named if each.expected_units is not None],
    }


def _conditions(work: Work, wanted: CampaignFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.q:
        found.append(matches(Campaign.search, wanted.q))
    if wanted.state is not None:
        found.append(_in_state(wanted.state, work.now))
    if wanted.configuration_id is not None:
        of_channel = select(CampaignChannel.campaign_id).where(CampaignChannel.configuration_id == wanted.configuration_id)
        found.append(Campaign.id.in_(of_channel))
    return found


def _in_state(state: CampaignState, now: datetime) -> ColumnElement[bool]:
    """The state as a condition; the same cases as `state_of`."""
    match state:
        case "inactive":
            return Campaign.is_on.is_(False)
        case "finished":
            return and_(Campaign.is_on, Campaign.ends_at <= now)
        case "active":
            return and_(Campaign.is_on, Campaign.starts_at <= now, Campaign.ends_at > now)
        case "scheduled":
            return and_(Campaign.is_on, Campaign.starts_at > now)


Line = tuple[CampaignChannel, PriceConfiguration]


def _channels_of(work: Work, campaign_ids: list[int]) -> dict[int, list[Line]]:
    found: dict[int, list[Line]] = {key: [] for key in campaign_ids}
    for some in batches(campaign_ids):
        query = select(CampaignChannel, PriceConfiguration).join(
            PriceConfiguration, PriceConfiguration.id == CampaignChannel.configuration_id
        )
        for line, channel in work.db.execute(query.where(CampaignChannel.campaign_id.in_(some)).order_by(CampaignChannel.configuration_id)):
            found[line.campaign_id].append((line, channel))
    return found


def _head(work: Work, row: Campaign, lines: list[Line]) -> CampaignHead:
    currencies = {line.currency for line, _ in lines}
    return CampaignHead(
        **{name: getattr(row, name) for name in _SAME},
        currency=currencies.pop() if row.kind != "percentage" and len(currencies) == 1 else None,
        channels=[channel.name for _, channel in lines],
        scope=row.scope,
        state=state_of(row.is_on, row.starts_at, row.ends_at, work.now),
        layers_off=sum(not row.protection[layer]["is_on"] for layer in LAYERS),
    )


def _channel_view(row: Campaign, line: CampaignChannel, channel: PriceConfiguration) -> CampaignChannelView:
    return CampaignChannelView(
        configuration_id=channel.id,
        name=channel.name,
        currency=line.currency,
        value=row.value if line.value is None else line.value,
        minimum_price=row.minimum_price if line.minimum_price is None else line.minimum_price,
        own_value=line.value,
        own_minimum_price=line.minimum_price,
        is_usable=is_usable(row, line, channel),
    )


def _layer_view(layer: Any, kept: dict[str, Any]) -> LayerView:
    switched_at = datetime.fromisoformat(kept["at"]) if kept["at"] else None
    return LayerView(layer=layer, is_on=kept["is_on"], switched_by=kept["by"], switched_at=switched_at)


def _products_view(work: Work, products: dict[str, Any]) -> CampaignProductsView:
    categories = work.db.execute(
        select(Category.id, Category.name).where(Category.id.in_(products["category_ids"])).order_by(Category.name_key)
    )
    return CampaignProductsView(
        scope=products["scope"],
        chosen=_refs(work, products["product_ids"]),
        chosen_ids=products["product_ids"],
        categories=[NamedCategory(id=key, name=name) for key, name in categories],
        narrowing=NarrowingView(**products["narrowing"]) if products["narrowing"] else None,
        left_out=_refs(work, products["left_out_ids"]),
        left_out_ids=products["left_out_ids"],
    )


def _refs(work: Work, product_ids: list[int]) -> list[ProductRef]:
    query = select(Product.id, Product.sku, Product.name).where(Product.id.in_(product_ids[:SHOWN])).order_by(Product.sku_key)
    return [ProductRef(id=row.id, sku=row.sku, name=row.name) for row in work.db.execute(query)]
