"""What cost sheets want of their products on a day, as the kernel reckons with it, in the currency of a channel."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select

from fluxion.base import bulk
from fluxion.base.clock import local_day
from fluxion.base.paging import Query
from fluxion.base.work import Work
from fluxion.domains.prices.reads.rates import rates_at
from fluxion.domains.prices.rules.configurations import Sheet, strategy_of
from fluxion.domains.prices.rules.rates import Rates
from fluxion.domains.prices.tables import CompetitorPrice, CostSheet, SheetChannel
from fluxion.kernels.pricing import Strategy


@dataclass(frozen=True)
class SheetTerms:
    """What the active sheet of a product says: its channels, the first being its own, and its strategy.

    `strategy` is None where its prices cannot be taken to the currency asked for: no exchange rate is known.
    """

    configuration_ids: tuple[int, ...]
    strategy: Strategy | None


@dataclass(frozen=True)
class Seen:
    """The latest price of one competitor for a product."""

    competitor: str
    price: Decimal
    currency: str
    observed_on: date
    source: str | None


def sheet_terms(work: Work, product_ids: Collection[int] | None, at: date | datetime, currency: str) -> dict[int, SheetTerms]:
    """The terms of each product (None: of all) that has an active sheet, prices in the currency at the rates of the day."""
    work.require("prices.read")
    day = local_day(at, work.settings.timezone) if isinstance(at, datetime) else at
    rates = rates_at(work, day)
    query = select(*(getattr(CostSheet, name) for name in Sheet._fields)).where(CostSheet.active)
    sheets = [Sheet(*row) for some in _within(query, CostSheet.product_id, product_ids) for row in work.db.execute(some)]
    if not sheets:
        return {}
    channels = sheet_channels(work, product_ids)
    seen = competitors_at(work, product_ids, day)
    return {sheet.product_id: terms_of(sheet, channels, seen, rates, currency) for sheet in sheets}


def terms_of(
    sheet: Sheet, channels: Mapping[int, Sequence[int]], seen: Mapping[int, Sequence[Seen]], rates: Rates, currency: str
) -> SheetTerms:
    """The terms of one sheet: `channels` by sheet, and the competitors' prices by product."""
    theirs = lowest(seen.get(sheet.product_id, ()), rates, currency)
    return SheetTerms(tuple(channels.get(sheet.id, ())), strategy_of(sheet, rates, currency, theirs))


def competitors_at(work: Work, product_ids: Collection[int] | None, day: date) -> dict[int, list[Seen]]:
    """By product, the latest price of each competitor on the day, by the competitor's name."""
    work.require("prices.read")
    place = func.row_number().over(
        partition_by=(CompetitorPrice.product_id, CompetitorPrice.competitor_key), order_by=CompetitorPrice.observed_on.desc()
    )
    columns = (
        *(CompetitorPrice.product_id, CompetitorPrice.competitor, CompetitorPrice.competitor_key, CompetitorPrice.price),
        *(CompetitorPrice.currency, CompetitorPrice.observed_on, CompetitorPrice.source),
    )
    found: dict[int, list[Seen]] = defaultdict(list)
    base = select(*columns, place.label("place")).where(CompetitorPrice.observed_on <= day)
    for query in _within(base, CompetitorPrice.product_id, product_ids):
        rows = query.subquery()
        for row in work.db.execute(select(rows).where(rows.c.place == 1).order_by(rows.c.product_id, rows.c.competitor_key)):
            found[row.product_id].append(Seen(row.competitor, row.price, row.currency, row.observed_on, row.source))
    return dict(found)


def lowest(seen: Sequence[Seen], rates: Rates, currency: str) -> Decimal | None:
    """The lowest of the competitors' latest prices in the currency, among those that a rate takes there: what strategies follow."""
    converted = (rates.convert(each.price, each.currency, currency) for each in seen)
    return min((each for each in converted if each is not None), default=None)


def sheet_channels(work: Work, product_ids: Collection[int] | None) -> dict[int, list[int]]:
    """The channels of the products' sheets, by sheet, the first being its own."""
    work.require("prices.read")
    base = select(SheetChannel.sheet_id, SheetChannel.configuration_id).join(CostSheet, CostSheet.id == SheetChannel.sheet_id)
    found: dict[int, list[int]] = defaultdict(list)
    for query in _within(base, CostSheet.product_id, product_ids):
        for row in work.db.execute(query.order_by(SheetChannel.sheet_id, SheetChannel.position, SheetChannel.id)):
            found[row.sheet_id].append(row.configuration_id)
    return found


def _within(query: Any, column: Any, product_ids: Collection[int] | None) -> Iterator[Query]:
    if product_ids is None:
        yield query
        return
    for some in bulk.batches(sorted(set(product_ids))):
        yield query.where(column.in_(some))
