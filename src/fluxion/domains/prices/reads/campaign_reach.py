"""Whom a campaign held for and when, for whoever asks what came of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.prices.reads.campaign_offers import members_by_campaign
from fluxion.domains.prices.rules.campaign_periods import state_of
from fluxion.domains.prices.rules.campaigns import Good
from fluxion.domains.prices.shapes.campaigns import CampaignState
from fluxion.domains.prices.tables import Campaign
from fluxion.values.errors import NotFound


@dataclass(frozen=True)
class CampaignReach:
    """A campaign, the products it held for (also those no longer sold), and those that other campaigns held for around its time.

    Around its time is from as long before its start as it lasts until its end.
    """

    id: int
    code: str
    name: str
    starts_at: datetime
    ends_at: datetime
    state: CampaignState
    inside: frozenset[int]
    elsewhere: frozenset[int]


def campaign_reach(work: Work, campaign_id: int) -> CampaignReach:
    """The products a campaign held for, and those of the other campaigns around it; raises NotFound."""
    work.require("prices.read")
    row = work.db.get(Campaign, campaign_id)
    if row is None:
        raise NotFound
    since = row.starts_at - (row.ends_at - row.starts_at)
    others = work.db.scalars(
        select(Campaign).where(Campaign.id != row.id, Campaign.is_on, Campaign.starts_at < row.ends_at, Campaign.ends_at > since)
    ).all()
    members = members_by_campaign(work, [row, *others])
    inside, elsewhere = set(), set()
    for product in work.db.execute(select(Product.id, Product.category_id, Product.brand, Product.search)):
        good = Good(*product)
        if members[row.id].holds_for(good):
            inside.add(good.id)
        elif any(members[each.id].holds_for(good) for each in others):
            elsewhere.add(good.id)
    return CampaignReach(
        row.id,
        row.code,
        row.name,
        row.starts_at,
        row.ends_at,
        state_of(row.is_on, row.starts_at, row.ends_at, work.now),
        frozenset(inside),
        frozenset(elsewhere),
    )
