"""The preview of a campaign, typed or kept: its products in one channel before and after, page by page or as a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select

from fluxion.base.edits import unknown
from fluxion.base.exports import Column, Sheet
from fluxion.base.paging import Ask, BadCursor, BadSort, open_cursor, seal_cursor
from fluxion.base.work import Work
from fluxion.domains.catalog import ProductRef
from fluxion.domains.prices.errors.campaigns import ChannelCurrencyChanged
from fluxion.domains.prices.reads.campaign_drafts import Draft, checked_draft
from fluxion.domains.prices.reads.campaign_grounds import Goods, campaign_goods, ground_of
from fluxion.domains.prices.reads.campaign_offers import running, speaks_of_money
from fluxion.domains.prices.reads.campaigns import draft_body
from fluxion.domains.prices.reads.configurations import below_cost_policy
from fluxion.domains.prices.rules.campaign_periods import state_of
from fluxion.domains.prices.rules.campaign_previews import FIRST_LAYER, Preview, bare, previewed, summed, without_floors
from fluxion.domains.prices.rules.campaigns import Running
from fluxion.domains.prices.rules.expected_units import paced
from fluxion.domains.prices.shapes.campaign_previews import (
    COST_FLAGS,
    COST_SORTS,
    PREVIEW_SORTS,
    CampaignPreview,
    Overlap,
    PreviewFilter,
    PreviewRow,
    PreviewTotals,
)
from fluxion.domains.prices.shapes.campaigns import CampaignIn
from fluxion.domains.prices.tables import Campaign, CampaignChannel, PriceConfiguration
from fluxion.kernels.pricing import DECIDERS, NONE, UNSAID, half_up
from fluxion.values.codes import search_key
from fluxion.values.errors import Forbidden, NotFound
from fluxion.values.money import currency_decimals

SEE_COST = "insights.see_cost"
THOUSAND = 1000
MILLION = 1_000_000
SHEET = (
    *(Column("sku"), Column("name"), Column("category"), Column("currency"), Column("list_price", "number"), Column("price", "number")),
    *(Column("discount", "number"), Column("discount_percent", "number"), Column("layer"), Column("cost", "number")),
    *(Column("break_even_price", "number"), Column("contribution_before", "number"), Column("contribution", "number")),
    *(Column("margin_percent_before", "number"), Column("margin_percent", "number"), Column("safe_discount_percent", "number")),
    *(Column("extra_units_percent", "number"), Column("expected_units", "number"), Column("beaten_by"), Column("flags")),
)
Ints = NDArray[np.int64]
Sold = Mapping[int, Decimal]
NOTHING_SOLD: Sold = {}


@dataclass(frozen=True)
class _Told:
    """A preview with the words and rights to tell it."""

    draft: Draft
    channel: PriceConfiguration
    at: datetime
    goods: Goods
    preview: Preview
    others: Sequence[tuple[Running, NDArray[np.bool_]]]
    units: Ints
    policy: str
    sees_cost: bool
    is_bare: bool

    @property
    def decimals(self) -> int:
        return currency_decimals(self.channel.currency)

    def money(self, value: int, unsaid: int = NONE) -> Decimal | None:
        return None if value == unsaid else Decimal(int(value)).scaleb(-self.decimals)

    def product(self, place: int) -> ProductRef:
        goods = self.goods
        return ProductRef(id=goods.goods[place].id, sku=goods.skus[place], name=goods.names[place], category=goods.categories[place])

    def row(self, place: int) -> PreviewRow:
        """One product."""
        shown, sees = self.preview, self.sees_cost
        base, price, decider = (int(each[place]) for each in (shown.list_price, shown.price, shown.decider))
        flags = [flag for flag, held in shown.flags.items() if held[place] and (sees or flag not in COST_FLAGS)]
        beaten_by = int(shown.beaten_by[place])

        def cost_figure(column: Ints, unsaid: int) -> Decimal | None:
            return self.money(int(column[place]), unsaid) if sees else None

        def tenths(column: Ints) -> Decimal | None:
            value = int(column[place])
            return Decimal(value).scaleb(-1) if sees and value != UNSAID else None

        return PreviewRow(
            product=self.product(place),
            list_price=self.money(base),
            price=self.money(price),
            discount=self.money(base - price) if base > 0 else None,
            discount_percent=half_up(Fraction(100 * (base - price), base), 1) if base > 0 else None,
            flags=flags,
            layer=DECIDERS[decider] if sees and decider >= FIRST_LAYER else None,
            cost=cost_figure(shown.cost, NONE),
            break_even_price=cost_figure(shown.break_even, NONE),
            contribution_before=cost_figure(shown.before, UNSAID),
            contribution=cost_figure(shown.after, UNSAID),
            margin_percent_before=tenths(shown.margin_before),
            margin_percent=tenths(shown.margin_after),
            markup_percent=tenths(shown.markup_after),
            safe_discount_percent=tenths(shown.safe_discount),
            extra_units_percent=tenths(shown.extra_units),
            expected_units=Decimal(int(self.units[place])).scaleb(-3) if self.units[place] else None,
            beaten_by=self.others[beaten_by][0].code if beaten_by != NONE else None,
            best_price=self.money(int(shown.best_price[place])),
        )


def draft_preview(
    work: Work, body: CampaignIn, wanted: PreviewFilter, ask: Ask, but: int | None = None, sold: Sold = NOTHING_SOLD
) -> CampaignPreview:
    """What a campaign as typed would do in one of its channels; `but` is the campaign that it would replace.

    `sold` are the units of each product in the last 28 days: at their pace what is not said of its volume is expected.
    """
    work.require("prices.read")
    return _page(work, _told(work, checked_draft(work, body, may_be_past=True), wanted, but, sold), wanted, ask)


def campaign_preview(work: Work, campaign_id: int, wanted: PreviewFilter, ask: Ask, sold: Sold = NOTHING_SOLD) -> CampaignPreview:
    """What a campaign does in one of its channels; raises NotFound."""
    work.require("prices.read")
    return _page(work, _told(work, _kept(work, campaign_id), wanted, campaign_id, sold, is_kept=True), wanted, ask)


def draft_preview_sheet(
    work: Work, body: CampaignIn, wanted: PreviewFilter, ask: Ask, but: int | None = None, sold: Sold = NOTHING_SOLD
) -> Sheet:
    """All rows of the preview of a campaign as typed that match, in the order asked for, to export."""
    work.require("prices.read")
    return _sheet(work, _told(work, checked_draft(work, body, may_be_past=True), wanted, but, sold), wanted, ask)


def campaign_preview_sheet(work: Work, campaign_id: int, wanted: PreviewFilter, ask: Ask, sold: Sold = NOTHING_SOLD) -> Sheet:
    """All rows of a campaign's preview that match, in the order asked for, to export."""
    work.require("prices.read")
    return _sheet(work, _told(work, _kept(work, campaign_id), wanted, campaign_id, sold, is_kept=True), wanted, ask)


def _kept(work: Work, campaign_id: int) -> Draft:
    row = work.db.get(Campaign, campaign_id)
    if row is None:
        raise NotFound
    body = draft_body(work, row)
    typed = body | {name: body[name].isoformat() for name in ("starts_at", "ends_at")}
    draft = checked_draft(work, CampaignIn.model_validate(typed), may_be_past=True)
    for line in work.db.scalars(select(CampaignChannel).where(CampaignChannel.campaign_id == campaign_id)):
        channel = draft.channels[line.configuration_id]
        if line.currency != channel.currency and speaks_of_money(row, line):
            raise ChannelCurrencyChanged(channel=channel.name, was=line.currency, now=channel.currency)
    return draft


def _told(work: Work, draft: Draft, wanted: PreviewFilter, but: int | None, sold: Sold, *, is_kept: bool = False) -> _Told:
    channel = _channel(draft, wanted.configuration_id)
    starts_at, ends_at = draft.columns["starts_at"], draft.columns["ends_at"]
    at = min(max(work.now, starts_at), ends_at)
    goods = campaign_goods(work, draft.members)
    ground = ground_of(work, channel, goods, at)
    held = running(work, channel, Campaign.starts_at < ends_at, Campaign.ends_at > starts_at, product_ids=goods.ids.tolist(), but=but)
    others = [(each, np.array([each.members.holds_for(good) for good in goods.goods], np.bool_)) for each in held]
    others = [(each, flagged) for each, flagged in others if flagged.any()]
    promotion, sees_cost = draft.promotion_in(channel), work.actor.may(SEE_COST)
    is_active = is_kept and state_of(draft.body.is_on, starts_at, ends_at, work.now) == "active"
    is_bare = not sees_cost and not is_active
    if is_bare:
        # Whoever types a discount and sees where a floor stops it has found the cost.
        ground, promotion = bare(ground), without_floors(promotion)
        others = [(replace(each, promotion=without_floors(each.promotion)), flagged) for each, flagged in others]
    own = (-draft.body.priority, starts_at, but or np.inf)
    preview = previewed(ground, promotion, others, lambda each: (-each.priority, each.starts_at, each.id) < own)
    return _Told(draft, channel, at, goods, preview, others, _units(draft, goods, sold), below_cost_policy(work), sees_cost, is_bare)


def _channel(draft: Draft, configuration_id: int | None) -> PriceConfiguration:
    chosen = configuration_id if configuration_id is not None else draft.body.channels[0].configuration_id
    if chosen not in draft.channels:
        raise unknown("#/query/configuration_id")
    return draft.channels[chosen]


def _units(draft: Draft, goods: Goods, sold: Sold) -> Ints:
    """The units each product is expected to sell, in thousandths: as was said of it or of all, else at its pace of late."""
    usual = int(draft.body.expected_units.scaleb(3)) if draft.body.expected_units is not None else None
    own = {each["product_id"]: int(each["units"].scaleb(3)) for each in draft.told["expected"]}
    if usual is None:
        pace = paced(sold, draft.columns["ends_at"] - draft.columns["starts_at"])
        return np.array([own.get(good.id, pace.get(good.id, 0)) for good in goods.goods], np.int64)
    return np.array([own.get(good.id, usual) for good in goods.goods], np.int64)


def _page(work: Work, told: _Told, wanted: PreviewFilter, ask: Ask) -> CampaignPreview:
    sort = ask.sort or "sku"
    order = _ordered(told, wanted, sort)
    first = 0
    if ask.cursor:
        last = open_cursor(work.settings, sort, ask.cursor)
        behind = np.flatnonzero(told.goods.ids[order] == last[0])
        if not len(behind):
            raise BadCursor
        first = int(behind[0]) + 1
    shown = order[first : first + ask.limit]
    more = first + ask.limit < len(order)
    return CampaignPreview(
        configuration_id=told.channel.id,
        channel=told.channel.name,
        currency=told.channel.currency,
        at=told.at,
        below_cost_policy=told.policy,
        is_before_protection=told.is_bare,
        totals=_totals(told),
        overlaps=_overlaps(work, told),
        items=[told.row(int(place)) for place in shown],
        next_cursor=seal_cursor(work.settings, sort, [int(told.goods.ids[shown[-1]])]) if more else None,
        total=len(order),
    )


def _ordered(told: _Told, wanted: PreviewFilter, sort: str) -> Ints:
    """The places of the rows that match, in the order asked for; what costs tell is only for whoever may see them."""
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    if name not in PREVIEW_SORTS:
        raise BadSort(sort=sort, known=", ".join(PREVIEW_SORTS))
    if not told.sees_cost and (name in COST_SORTS or wanted.flag in COST_FLAGS):
        raise Forbidden(right=SEE_COST)
    goods, shown = told.goods, told.preview
    kept = shown.flags[wanted.flag] if wanted.flag else np.ones(len(goods), np.bool_)
    if words := search_key(wanted.q or "").split():
        kept = kept & np.array([all(word in good.search for word in words) for good in goods.goods], np.bool_)
    places = np.flatnonzero(kept)
    if name in ("sku", "name"):
        keys = goods.sku_keys if name == "sku" else [search_key(each) for each in goods.names]
        found = sorted(places.tolist(), key=lambda place: (keys[place], place), reverse=descending)
        return np.array(found, np.int64)
    figures = _figures(told, name)[places]
    order = np.argsort(-figures if descending else figures, kind="stable")
    return places[order]


def _figures(told: _Told, name: str) -> Any:
    """What rows are sorted by; what cannot be said comes first going up."""
    shown = told.preview
    plain = {"list_price": shown.list_price, "price": shown.price, "contribution": shown.after}
    plain |= {"margin_percent": shown.margin_after, "safe_discount_percent": shown.safe_discount}
    if name in plain:
        return plain[name]
    if name == "profit_change":
        return np.where((shown.after == UNSAID) | (shown.before == UNSAID), UNSAID, shown.after - shown.before)
    return (shown.list_price - shown.price) / np.maximum(shown.list_price, 1)


def _totals(told: _Told) -> PreviewTotals:
    shown, units, sees = told.preview, told.units, told.sees_cost
    counted = {name: int(flags.sum()) if sees or name not in COST_FLAGS else None for name, flags in shown.flags.items()}
    holds = shown.flags["discounted"]
    shares = [int(base - price) * MILLION // int(base) for base, price in zip(shown.list_price[holds], shown.price[holds], strict=True)]
    average = None if not shares else half_up(Fraction(sum(shares) * 100, len(shares) * MILLION), 1)
    priced = (units > 0) & (shown.list_price > 0)
    known = priced & (shown.before != UNSAID)
    scale = -told.decimals - 3
    money = {
        "revenue_before": summed(shown.list_price, units, priced),
        "revenue": summed(shown.price, units, priced),
        "profit_before": summed(shown.before, units, known) if sees and known.any() else None,
        "profit": summed(shown.after, units, known) if sees and known.any() else None,
    }
    before, after = money["profit_before"], money["profit"]
    extra = half_up(Fraction(before - after, after) * 100, 1) if before and after and before > 0 and after > 0 else None
    has_units = bool(priced.any())
    told_money = {
        name: half_up(Decimal(value).scaleb(scale), told.decimals) if has_units and value is not None else None
        for name, value in money.items()
    }
    return PreviewTotals(
        products=len(told.goods),
        **counted,
        average_discount_percent=average,
        units=Decimal(int(units[priced].sum())).scaleb(-3) if has_units else None,
        **told_money,
        extra_units_percent=extra if has_units else None,
    )


def _overlaps(work: Work, told: _Told) -> list[Overlap]:
    return [
        Overlap(
            **{name: getattr(each, name) for name in ("id", "code", "name", "starts_at", "ends_at", "priority")},
            state=state_of(True, each.starts_at, each.ends_at, work.now),
            products=int(flagged.sum()),
            wins=int((told.preview.beaten_by == place).sum()),
        )
        for place, (each, flagged) in enumerate(told.others)
    ]


def _sheet(work: Work, told: _Told, wanted: PreviewFilter, ask: Ask) -> Sheet:
    order = _ordered(told, wanted, ask.sort or "sku")
    return Sheet("campaign", SHEET, _cells(told, order))


def _cells(told: _Told, order: Ints) -> Iterator[tuple[Any, ...]]:
    plain = [column.name for column in SHEET[4:-1]]
    for place in order:
        row = told.row(int(place))
        figures = (getattr(row, name) for name in plain)
        yield row.product.sku, row.product.name, row.product.category, told.channel.currency, *figures, " ".join(row.flags)
