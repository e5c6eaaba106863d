"""What campaigns start from: the products of a channel with their list prices, costs and minimums, as whole numbers."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BigInteger, select, type_coerce

from fluxion.base.bulk import IN_LIMIT
from fluxion.base.clock import local_day
from fluxion.base.work import Work
from fluxion.domains.catalog import Category, Product
from fluxion.domains.prices.reads.configurations import below_cost_policy
from fluxion.domains.prices.reads.in_force import in_force
from fluxion.domains.prices.reads.quoting import Buyer, candidates_of
from fluxion.domains.prices.reads.rates import rates_at
from fluxion.domains.prices.reads.scaled import columns
from fluxion.domains.prices.rules.campaign_previews import Ground
from fluxion.domains.prices.rules.campaigns import Good, Members
from fluxion.domains.prices.rules.rates import Rates
from fluxion.domains.prices.rules.resolving import PUBLIC, Asked, unusable
from fluxion.domains.prices.tables import PriceConfiguration, PriceListRow
from fluxion.kernels import pricing
from fluxion.kernels.pricing import NONE
from fluxion.values.money import LARGEST, MONEY_SCALE, currency_decimals

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Goods:
    """The products a campaign holds for, by id; `catalogue` is their price there in 10^-4 of the company's currency."""

    goods: list[Good]
    skus: list[str]
    sku_keys: list[str]
    names: list[str]
    categories: list[str | None]
    ids: Ints
    catalogue: Ints

    def __len__(self) -> int:
        return len(self.goods)


def campaign_goods(work: Work, members: Members) -> Goods:
    """The products in use that a campaign holds for."""
    work.require("prices.read")
    price = type_coerce(Product.price, BigInteger)
    query = select(
        Product.id, Product.category_id, Product.brand, Product.search, Product.sku, Product.sku_key, Product.name, Category.name, price
    )
    query = query.outerjoin(Category, Category.id == Product.category_id).where(Product.active).order_by(Product.id)
    if members.scope == "products" and len(members.chosen) <= IN_LIMIT:
        query = query.where(Product.id.in_(members.chosen))
    # Read past the ORM: over a whole catalogue its rows cost more than the arithmetic that follows.
    rows = ((Good(*row[:4]), row[4:]) for row in work.db.connection().execute(query))
    kept = [(good, *told) for good, told in rows if members.holds_for(good)]
    goods, skus, keys, names, categories, prices = (list(column) for column in zip(*kept, strict=True)) if kept else ([] for _ in range(6))
    catalogue = np.array([NONE if each is None else each for each in prices], np.int64)
    return Goods(goods, skus, keys, names, categories, np.array([good.id for good in goods], np.int64), catalogue)


def ground_of(work: Work, channel: PriceConfiguration, goods: Goods, at: datetime) -> Ground:
    """List prices, costs and minimums of the products in a channel: lists first, then computed from the cost, then the catalogue."""
    work.require("prices.read")
    known = columns(work, goods.ids.tolist(), channel.currency, channel, at)
    rates = rates_at(work, local_day(at, work.settings.timezone))
    policy = below_cost_policy(work)
    listed = public_prices(work, channel, goods.ids, at, rates)
    computed = np.where(known.limits_lost | (known.costs <= 0), NONE, known.priced().stored("list_price"))
    catalogue = _converted(goods.catalogue, rates.rate(work.settings.currency, channel.currency), channel.currency)
    price = np.where(listed > 0, listed, np.where(computed > 0, computed, catalogue))
    rows = (known.configurations, known.configuration, np.maximum(known.costs, 0))
    asked = pricing.Asked(*rows, list_price=price, minimum=known.strategy["minimum"], cost_decimals=known.cost_decimals)
    return Ground(asked, ~known.limits_lost & ((known.costs > 0) | (policy != "block")), policy, known.no_rate)


def public_prices(work: Work, channel: PriceConfiguration, ids: Ints, at: datetime, rates: Rates) -> Ints:
    """The price that everybody pays in a channel by its lists and the base ones, in 10^-4; NONE where no list has the product."""
    work.require("prices.read")
    found, asked = np.full(len(ids), NONE, np.int64), Asked(channel.currency, at, channel.id)
    for candidate in candidates_of(work, Buyer(None, None, (), channel.id)):
        if candidate.layer not in PUBLIC or unusable(candidate, asked) is not None:
            continue
        now = in_force(at, PriceListRow.list_id == candidate.id)
        query = select(now.c.product_id, type_coerce(now.c.price, BigInteger)).where(now.c.price.is_not(None)).order_by(now.c.product_id)
        rows = work.db.execute(query).all()
        if rows:
            products, prices = (np.array(column, np.int64) for column in zip(*rows, strict=True))
            stated = np.full(len(ids), NONE, np.int64)
            known = np.isin(products, ids, assume_unique=True)
            in_channel = _converted(prices[known], rates.rate(candidate.currency, channel.currency), channel.currency)
            stated[np.searchsorted(ids, products[known])] = in_channel
            found = np.where(found > 0, found, stated)
    return found


def _converted(amounts: Ints, rate: Fraction | None, currency: str) -> Ints:
    """Amounts of 10^-4 in a currency, converted before they are rounded to its decimals; NONE where there is none or no rate."""
    if rate is None:
        return np.full(len(amounts), NONE, np.int64)
    unit = 10 ** (MONEY_SCALE - currency_decimals(currency))
    if rate == 1:
        return np.where(amounts > 0, (amounts + unit // 2) // unit * unit, NONE)
    top, bottom = rate.numerator, rate.denominator * unit
    found = [(2 * each * top + bottom) // (2 * bottom) * unit if each > 0 else NONE for each in amounts.tolist()]
    return np.array([each if each < int(LARGEST) * 10**MONEY_SCALE else NONE for each in found], np.int64)
