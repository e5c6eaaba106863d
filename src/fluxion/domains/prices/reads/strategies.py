"""What cost sheets want of their products on a day, as the kernel reckons with it, in the currency of a channel."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from fluxion.base import bulk
from fluxion.base.clock import local_day
from fluxion.base.paging import Query
from fluxion.base.work import Work
from fluxion.domains.prices.reads.rates import rates_at
from fluxion.domains.prices.rules.configurations import strategy_of
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
    sheets = list(_active_sheets(work, product_ids))
    if not sheets:
        return {}
    channels = _channels(work, product_ids)
    seen = competitors_at(work, product_ids, day)
    return {
        row.product_id: SheetTerms(
            tuple(channels.get(row.id, ())),
            strategy_of(row, rates, currency, lowest(seen.get(row.product_id, ()), rates, currency)),
        )
        for row in sheets
    }


def _active_sheets(work: Work, product_ids: Collection[int] | None) -> Iterator[CostSheet]:
    if product_ids is None:
        yield from work.db.scalars(_sheets(is_some=False))
        return
    for some in bulk.batches(sorted(set(product_ids))):
        yield from work.db.scalars(_sheets(is_some=True), {"within": list(some)})


@cache
def _sheets(*, is_some: bool) -> Select[CostSheet]:
    """Put together once: every quote asks it."""
    query = select(CostSheet).where(CostSheet.active)
    return query.where(CostSheet.product_id.in_(bindparam("within", expanding=True))) if is_some else query


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


def _channels(work: Work, product_ids: Collection[int] | None) -> dict[int, list[int]]:
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
