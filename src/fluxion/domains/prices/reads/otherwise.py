"""What buyers would pay for products without a price list: what its changes are measured against."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import numpy as np
from sqlalchemy import BigInteger, select, type_coerce

from fluxion.base.bulk import IN_LIMIT, batches
from fluxion.base.clock import local_day
from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.prices.reads.in_force import stated_at
from fluxion.domains.prices.reads.people import buyers, nobody_yet, people_of
from fluxion.domains.prices.reads.quoting import Buyer, candidates_of
from fluxion.domains.prices.reads.rates import rates_at
from fluxion.domains.prices.reads.scaled import Columns, Ints, columns
from fluxion.domains.prices.rules.lists import Stated, written_breaks
from fluxion.domains.prices.rules.rates import Rates
from fluxion.domains.prices.rules.resolving import Asked, Candidate, in_currency, unusable
from fluxion.domains.prices.rules.what_if import NONE, Otherwise
from fluxion.domains.prices.tables import CustomerGroup, PriceConfiguration, PriceList
from fluxion.kernels.pricing import half_up
from fluxion.values.money import LARGEST, MONEY_SCALE, currency_decimals


def otherwise(work: Work, owner: PriceList, held: Columns, at: datetime) -> list[Otherwise]:
    """What each kind of buyer of a list would pay for the products of `held` without it at the moment, in the list's currency.

    Buyers differ by the lists that they would fall back to. A list of some customers or a segment that names no channel is
    looked at without one, and in every channel that has lists of its own.
    """
    work.require("prices.read")
    ground = Ground(work, owner.currency, held.product_id, at, {owner.configuration_id: held})
    ways = {(channel, below) for channel in _channels(work, owner) for below in _ways(work, owner, channel, at)}
    order = sorted(ways, key=lambda way: (way[0] or 0, [each.id for each in way[1]]))
    return [ground.priced(channel, below) for channel, below in order]


class Ground:
    """What prices products have at a moment besides those of lists, in one currency, read once; `held` is what was read already."""

    def __init__(self, work: Work, currency: str, ids: Ints, at: datetime, held: Mapping[int | None, Columns] | None = None) -> None:
        self.work, self.currency, self.ids, self.at = work, currency, ids, at
        self.rates: Rates = rates_at(work, local_day(at, work.settings.timezone))
        self.catalogue = self._catalogue()
        self._listed: dict[int, Mapping[int, Stated]] = {}
        self._computed: dict[int | None, Ints] = {
            channel: _computed(each, has_channel=channel is not None) for channel, each in (held or {}).items()
        }

    def priced(self, channel_id: int | None, below: Sequence[Candidate]) -> Otherwise:
        """The first price of lists, the computed one or the catalogue's, of every product."""
        price = np.full(len(self.ids), NONE, np.int64)
        breaks: list[str | None] = [None] * len(self.ids)
        for candidate in reversed(below):
            for place, stated in self._stated(candidate):
                made = in_currency(
                    stated, candidate.currency, self.currency, lambda amount, own: self.rates.exact(amount, own, self.currency)
                )
                if made is not None and made[0] > 0:
                    price[place], breaks[place] = int(made[0].scaleb(MONEY_SCALE)), written_breaks(made[1])
        computed = self._computed_in(channel_id)
        return Otherwise(np.where(price > 0, price, np.where(computed > 0, computed, self.catalogue)), breaks)

    def _stated(self, candidate: Candidate) -> Iterator[tuple[int, Stated]]:
        if candidate.id not in self._listed:
            some = self.ids.tolist() if len(self.ids) <= IN_LIMIT else None
            self._listed[candidate.id] = stated_at(self.work.db, candidate.id, self.at, some)
        listed = self._listed[candidate.id]
        return ((place, listed[product]) for place, product in enumerate(self.ids.tolist()) if product in listed)

    def _computed_in(self, channel_id: int | None) -> Ints:
        if channel_id not in self._computed:
            channel = None if channel_id is None else self.work.db.get_one(PriceConfiguration, channel_id)
            held = columns(self.work, self.ids.tolist(), self.currency, channel, self.at)
            self._computed[channel_id] = _computed(held, has_channel=channel is not None)
        return self._computed[channel_id]

    def _catalogue(self) -> Ints:
        query = select(Product.id, type_coerce(Product.price, BigInteger)).where(Product.price > 0)
        some = batches(self.ids.tolist()) if len(self.ids) <= IN_LIMIT else [None]
        known = {row[0]: row[1] for ids in some for row in self.work.db.execute(query if ids is None else query.where(Product.id.in_(ids)))}
        rate = self.rates.rate(self.work.settings.currency, self.currency)
        decimals = currency_decimals(self.currency)
        unit = 10 ** (MONEY_SCALE - decimals)
        found = [
            NONE if rate is None or each not in known else int(half_up(known[each] * rate / unit, 0)) * unit for each in self.ids.tolist()
        ]
        return np.array([each if 0 < each < int(LARGEST) * 10**MONEY_SCALE else NONE for each in found], np.int64)


def _computed(held: Columns, *, has_channel: bool) -> Ints:
    """The prices that channels make of costs; NONE where no channel prices the product."""
    made = held.priced().stored("list_price")
    is_channels = np.full(len(made), has_channel) | (held.configuration > 0)
    return np.where(is_channels & (held.costs > 0) & ~held.limits_lost & (made > 0), made, NONE)


def _channels(work: Work, owner: PriceList) -> list[int | None]:
    if owner.configuration_id is not None or owner.audience not in ("segment", "customer"):
        return [owner.configuration_id]
    query = select(PriceList.configuration_id).where(PriceList.audience == "channel", PriceList.active).distinct()
    return [None, *work.db.scalars(query)]


def _ways(work: Work, owner: PriceList, channel_id: int | None, at: datetime) -> set[tuple[Candidate, ...]]:
    """The lists below the owner that its buyers would fall back to, each combination once."""
    asked = Asked(owner.currency, at, channel_id)
    found = set()
    for buyer in _buyers(work, owner, channel_id):
        looked = candidates_of(work, buyer)
        place = next((index for index, each in enumerate(looked) if each.id == owner.id), NONE)
        found.add(tuple(each for each in looked[place + 1 :] if unusable(each, asked) is None))
    return found


def _buyers(work: Work, owner: PriceList, channel_id: int | None) -> Iterator[Buyer]:
    """One buyer of each kind that the list is for; a list for nobody yet is looked at as one who has nothing else of their own."""
    own = work.db.get(CustomerGroup, owner.group_id) if owner.group_id is not None else None
    people = people_of(work, owner)
    if not people:
        yield nobody_yet(owner.audience, owner.code, own, channel_id)
        return
    met = set()
    for kind, buyer in buyers(work, people, channel_id).values():
        if kind not in met:
            met.add(kind)
            yield buyer
