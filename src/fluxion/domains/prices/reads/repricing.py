"""What the prices of a list should be at today's costs: products that fell under their target, and the prices proposed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from time import perf_counter
from typing import Any

import numpy as np
from sqlalchemy import BigInteger, select, type_coerce

from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.prices.errors.lists import ListWithoutChannel
from fluxion.domains.prices.reads.in_force import in_force
from fluxion.domains.prices.reads.list_rows import SEE_COST
from fluxion.domains.prices.reads.scaled import Columns, Ints, columns
from fluxion.domains.prices.reads.what_if import margin_at, products_named
from fluxion.domains.prices.rules.repricing import WHY, Judged, judged
from fluxion.domains.prices.rules.what_if import NONE, amount, tenths
from fluxion.domains.prices.shapes.lists import ChannelOf
from fluxion.domains.prices.shapes.quotes import Proposal, RepriceAsk, Repricing
from fluxion.domains.prices.tables import PriceConfiguration, PriceList, PriceListRow
from fluxion.kernels.pricing import PricedMany, half_up
from fluxion.values.errors import NotFound, say
from fluxion.values.money import plain


@dataclass(frozen=True)
class Proposed:
    """Every product of the company with its price in a list, what it should be, and how it is judged; places are those of `ids`."""

    held: Columns
    price: Ints
    proposed: Ints
    floor: Ints
    current: PricedMany
    computed: PricedMany
    renewed: PricedMany
    judged: Judged

    @property
    def ids(self) -> Ints:
        return self.held.product_id


def repricing(work: Work, ask: RepriceAsk) -> Repricing:
    """What repricing a list would change, and the products that fall furthest short of their target; costs are needed to see it."""
    work.require("prices.read")
    work.require(SEE_COST)
    began = perf_counter()
    owner, channel = list_and_channel(work, ask.list_id)
    found = proposed(work, owner, channel, ask.category_id)
    chosen = np.flatnonzero(found.judged.chosen(ask.only))
    seconds = perf_counter() - began
    changes = [tenths(int(found.proposed[each] - found.price[each]), int(found.price[each])) for each in chosen if found.price[each] > 0]
    known = [each for each in changes if each is not None]
    shown = _furthest(found, chosen)[: ask.limit]
    return Repricing(
        price_list=Named(id=owner.id, code=owner.code, name=owner.name),
        channel=ChannelOf(id=channel.id, name=channel.name, currency=channel.currency),
        currency=owner.currency,
        looked_at=len(found.ids),
        under_target=int(found.judged.under_target.sum()),
        below_floor=int(found.judged.below_floor.sum()),
        above_target=int(found.judged.above_target.sum()),
        without_price=int(found.judged.without_price.sum()),
        without_cost=int(found.judged.without_cost.sum()),
        average_change_percent=half_up(sum(known, Decimal(0)) / len(known), 1) if known else None,
        proposals=_proposals(work, found, shown),
        shown=len(shown),
        found=len(chosen),
        seconds=round(seconds, 3),
    )


def list_and_channel(work: Work, list_id: int) -> tuple[PriceList, PriceConfiguration]:
    """The list and the channel it is priced by; refuses a list that names none."""
    work.require("prices.read")
    owner = work.db.get(PriceList, list_id)
    if owner is None:
        raise NotFound
    channel = work.db.get(PriceConfiguration, owner.configuration_id) if owner.configuration_id else None
    if channel is None:
        raise ListWithoutChannel(code=owner.code)
    return owner, channel


def proposed(work: Work, owner: PriceList, channel: PriceConfiguration, category_id: int | None = None) -> Proposed:
    """What every active product of the company, or of a category, should ask for in a list at the costs of now."""
    work.require("prices.read")
    query = select(Product.id).where(Product.active)
    if category_id is not None:
        query = query.where(Product.category_id == category_id)
    held = columns(work, list(work.db.scalars(query)), owner.currency, channel, work.now)
    price = _prices(work, owner, held.product_id)
    renewed = held.priced()
    wanted, floor = renewed.stored("list_price"), held.floors()
    wanted = np.where((wanted > 0) & (held.cost > 0) & ~held.limits_lost, np.maximum(wanted, floor), NONE)
    current = held.priced(np.maximum(price, 0))
    computed = held.priced(np.maximum(renewed.stored("computed_price"), 0))
    after = held.priced(np.maximum(wanted, 0))
    return Proposed(held, price, wanted, floor, current, computed, after, judged(price, wanted, floor, held.cost))


def _prices(work: Work, owner: PriceList, ids: Ints) -> Ints:
    now = in_force(work.now, PriceListRow.list_id == owner.id)
    query = select(now.c.product_id, type_coerce(now.c.price, BigInteger)).where(now.c.price.is_not(None))
    known = {row[0]: row[1] for row in work.db.execute(query)}
    return np.array([known.get(each, NONE) for each in ids.tolist()], np.int64)


def _furthest(found: Proposed, chosen: Ints) -> Ints:
    """The chosen places: below a floor first, then by how far the price falls short, in share of the proposed one."""
    missing = np.where(found.price > 0, (found.proposed - found.price) / np.maximum(found.proposed, 1), -1.0)
    order = np.lexsort((found.ids[chosen], -missing[chosen], ~found.judged.below_floor[chosen]))
    return chosen[order]


def _proposals(work: Work, found: Proposed, places: Ints) -> list[Proposal]:
    named = products_named(work, found.ids[places].tolist())
    return [_proposal(found, place, named[int(found.ids[place])], work.lang) for place in places.tolist()]


def _proposal(found: Proposed, place: int, product: Any, lang: str) -> Proposal:
    reason = found.judged.reason(place)
    margin, target, after = (margin_at(priced, place) for priced in (found.current, found.computed, found.renewed))
    is_priced = found.price[place] > 0
    told = {"margin": plain(margin or Decimal(0)), "target": plain(target or Decimal(0))}
    return Proposal(
        product=product,
        reason=reason,
        message=say(WHY[reason], lang, told),
        cost=_known(found.held.cost, place),
        price=amount(int(found.price[place])),
        margin_percent=margin if is_priced else None,
        target_percent=target or Decimal(0),
        proposed=_known(found.proposed, place),
        proposed_margin_percent=after or Decimal(0),
        change_percent=tenths(int(found.proposed[place] - found.price[place]), int(found.price[place])) if is_priced else None,
        floor=_known(found.floor, place),
    )


def _known(column: Ints, place: int) -> Decimal:
    return amount(int(column[place])) or Decimal(0)


def channel_lists(work: Work, channel_key: str | None = None) -> Sequence[PriceList]:
    """The active lists that a channel prices, by code: of the channel of that name, or of all."""
    work.require("prices.read")
    query = select(PriceList).where(PriceList.active, PriceList.configuration_id.is_not(None))
    if channel_key is not None:
        query = query.join(PriceConfiguration, PriceConfiguration.id == PriceList.configuration_id)
        query = query.where(PriceConfiguration.name_key == channel_key)
    return work.db.scalars(query.order_by(PriceList.code_key)).all()
