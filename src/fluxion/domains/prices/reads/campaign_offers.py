"""What campaigns offer: the door of quotes, and the campaigns that hold in a channel at a moment or over a period."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Protocol, cast

from sqlalchemy import ColumnElement, select

from fluxion.base.bulk import IN_LIMIT, batches
from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.prices.rules.campaigns import Good, Members, Offer, Running, Tagged, best_first, members_of, offer_of
from fluxion.domains.prices.shapes.configurations import BelowCost
from fluxion.domains.prices.tables import Campaign, CampaignCategory, CampaignChannel, CampaignProduct, PriceConfiguration
from fluxion.kernels.pricing import Configuration, Layer, Promotion


class InChannel(Protocol):
    """A channel, as far as campaigns ask for it."""

    @property
    def id(self) -> int: ...
    @property
    def currency(self) -> str: ...
    @property
    def active(self) -> bool: ...


def offers_at(
    work: Work, channel: InChannel, terms: Configuration, policy: BelowCost, tagged: Sequence[Tagged], at: datetime
) -> dict[int, list[Offer]]:
    """What the campaigns of a channel offer at a moment, by product, the offer that the buyer gets first.

    `tagged` says each product's list price in the channel's currency, the one for everybody there: offers are off that
    price, nothing is added up, and only those below it are told. None is ever below a floor that holds. A buyer with a
    better price of their own keeps that.
    """
    if not tagged:
        return {}
    campaigns = running(work, channel, Campaign.starts_at <= at, Campaign.ends_at > at, product_ids=[each.product_id for each in tagged])
    goods = {good.id: good for good in named_goods(work, [each.product_id for each in tagged])}
    found: dict[int, list[Offer]] = {}
    for each in tagged:
        if (good := goods.get(each.product_id)) is None:
            continue
        holding = (campaign for campaign in campaigns if campaign.members.holds_for(good))
        offers = [offer for campaign in holding if (offer := offer_of(campaign, terms, each, policy))]
        if offers:
            found[each.product_id] = best_first(offers)
    return found


def campaign_runs(at: Any) -> ColumnElement[bool]:
    """Whether any campaign runs at a moment in the channel that a statement looks at."""
    in_channel = select(CampaignChannel.campaign_id).where(CampaignChannel.configuration_id == PriceConfiguration.id)
    query = select(Campaign.id).where(Campaign.is_on, Campaign.starts_at <= at, Campaign.ends_at > at, Campaign.id.in_(in_channel))
    return query.correlate(PriceConfiguration).exists()


def running(
    work: Work, channel: InChannel, *when: ColumnElement[bool], product_ids: Collection[int] | None = None, but: int | None = None
) -> list[Running]:
    """The campaigns that are switched on in a channel and meet the conditions, oldest first; `product_ids` are all that matter.

    A campaign whose amounts are in another currency than the channel has today is left out: money never mixes.
    """
    query = (
        select(Campaign, CampaignChannel)
        .join(CampaignChannel, CampaignChannel.campaign_id == Campaign.id)
        .where(CampaignChannel.configuration_id == channel.id, Campaign.is_on, *when)
        .order_by(Campaign.id)
    )
    rows = [(row.Campaign, row.CampaignChannel) for row in work.db.execute(query) if row.Campaign.id != but]
    rows = [(campaign, line) for campaign, line in rows if is_usable(campaign, line, channel)]
    members = members_by_campaign(work, [campaign for campaign, _ in rows], product_ids)
    return [
        Running(
            campaign.id,
            campaign.code,
            campaign.name,
            campaign.badge_text,
            campaign.badge_color,
            campaign.priority,
            campaign.starts_at,
            campaign.ends_at,
            promotion_in(campaign, line),
            members[campaign.id],
        )
        for campaign, line in rows
    ]


def is_usable(campaign: Campaign, line: CampaignChannel, channel: InChannel) -> bool:
    """Whether a campaign can hold in a channel: it is in use, and amounts are still in its currency."""
    return channel.active and (not speaks_of_money(campaign, line) or line.currency == channel.currency)


def speaks_of_money(campaign: Campaign, line: CampaignChannel) -> bool:
    """Whether the offer has an amount in the channel's currency, and is not a percentage alone."""
    return campaign.kind != "percentage" or line.minimum_price is not None or campaign.minimum_price is not None


def promotion_in(campaign: Campaign, line: CampaignChannel) -> Promotion:
    """The discount of a campaign in one of its channels, with the floors that are switched on."""
    value = campaign.value if line.value is None else line.value
    minimum = campaign.minimum_price if line.minimum_price is None else line.minimum_price
    protect: frozenset[Layer] = frozenset(cast(Layer, layer) for layer, state in campaign.protection.items() if state["is_on"])
    return Promotion(campaign.kind, value, minimum, campaign.minimum_margin_percent, protect)  # type: ignore[arg-type]


def members_by_campaign(work: Work, campaigns: Sequence[Campaign], product_ids: Collection[int] | None = None) -> dict[int, Members]:
    """The products of each campaign as a rule; of those named one by one only the products asked for, when that is few."""
    ids = [campaign.id for campaign in campaigns]
    named: dict[tuple[int, str], set[int]] = defaultdict(set)
    for some in batches(ids):
        query = select(CampaignProduct.campaign_id, CampaignProduct.role, CampaignProduct.product_id).where(
            CampaignProduct.campaign_id.in_(some)
        )
        if product_ids is not None and len(product_ids) <= IN_LIMIT:
            query = query.where(CampaignProduct.product_id.in_(product_ids))
        for row in work.db.execute(query):
            named[row.campaign_id, row.role].add(row.product_id)
    categories = defaultdict(set)
    for some in batches(ids):
        for line in work.db.scalars(select(CampaignCategory).where(CampaignCategory.campaign_id.in_(some))):
            categories[line.campaign_id].add(line.category_id)
    return {
        each.id: members_of(each.scope, named[each.id, "chosen"], categories[each.id], each.narrowing, named[each.id, "left_out"])  # type: ignore[arg-type]
        for each in campaigns
    }


def named_goods(work: Work, product_ids: Sequence[int]) -> list[Good]:
    """What decides whether campaigns hold for these products; only those in use."""
    found = []
    for some in batches(product_ids):
        query = select(Product.id, Product.category_id, Product.brand, Product.search).where(Product.id.in_(some), Product.active)
        found += [Good(*row) for row in work.db.connection().execute(query)]
    return found
