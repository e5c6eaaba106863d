"""What the discount of a campaign as typed is weighed on: its products that sell most, with costs, limits and list prices."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from fluxion.base.edits import unknown
from fluxion.base.work import Work
from fluxion.domains.prices.reads.bases import bases
from fluxion.domains.prices.reads.campaign_drafts import checked_draft
from fluxion.domains.prices.reads.campaign_grounds import campaign_goods, ground_of
from fluxion.domains.prices.reads.list_basis import ListBasis
from fluxion.domains.prices.shapes.campaigns import CampaignIn
from fluxion.kernels.pricing import NEUTRAL, Promotion, half_up
from fluxion.values.money import MONEY_SCALE, currency_decimals

MOST = 300
"""Products that are weighed: those with the greatest sales, where most of the money is."""


@dataclass(frozen=True)
class CampaignGrounds:
    """The products of a campaign that sell most, in one channel; `value` is what all of its units sold come to at list prices."""

    channel: str
    currency: str
    terms: Promotion
    days: float
    products: int
    value: float
    by_product: dict[int, ListBasis]


def campaign_grounds(work: Work, body: CampaignIn, configuration_id: int | None, units: Mapping[int, Decimal]) -> CampaignGrounds:
    """The grounds of a campaign as typed in one of its channels, its first when none is named, by the units sold of late."""
    work.require("prices.read")
    work.require("insights.see_cost")
    draft = checked_draft(work, body, may_be_past=True)
    chosen = configuration_id if configuration_id is not None else body.channels[0].configuration_id
    if chosen not in draft.channels:
        raise unknown("#/query/configuration_id")
    channel = draft.channels[chosen]
    goods = campaign_goods(work, draft.members)
    price = ground_of(work, channel, goods, work.now).asked.list_price
    known = np.maximum(price if price is not None else np.zeros(len(goods), np.int64), 0)
    sold = np.array([float(units.get(each, 0)) for each in goods.ids.tolist()])
    value = known * np.maximum(sold, 0.0) / 10**MONEY_SCALE
    places = [int(each) for each in np.argsort(-value, kind="stable")[:MOST] if value[each] > 0]
    held = bases(work, [int(goods.ids[each]) for each in places], channel.currency, channel, work.now)
    decimals, found = currency_decimals(channel.currency), {}
    for place in places:
        basis = held[int(goods.ids[place])]
        listed = half_up(Decimal(int(known[place])).scaleb(-MONEY_SCALE), decimals)
        found[int(goods.ids[place])] = ListBasis(
            basis.configuration, basis.cost, None if basis.strategy is None else listed, basis.strategy or NEUTRAL
        )
    days = (draft.columns["ends_at"] - draft.columns["starts_at"]).total_seconds() / 86_400
    return CampaignGrounds(channel.name, channel.currency, draft.promotion_in(channel), days, len(goods), float(value.sum()), found)
