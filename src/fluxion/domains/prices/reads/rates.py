"""Exchange rates: the ones in force on a day to convert with, and the list of all."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, cached_property
from typing import Any

from sqlalchemy import Date, and_, bindparam, func, select
from sqlalchemy.orm import aliased

from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.work import Work
from fluxion.domains.prices.rules.rates import KnownRate, Pair, Rates, make_rates
from fluxion.domains.prices.shapes.configurations import RateView
from fluxion.domains.prices.tables import ExchangeRate
from fluxion.values.errors import NotFound

SAME = ("id", "currency", "to_currency", "valid_on", "rate", "source", "author_name", "created_at", "version")
ORDERS: dict[str, Column] = {
    "valid_on": ExchangeRate.valid_on.expression,
    "currency": ExchangeRate.currency.expression,
    "to_currency": ExchangeRate.to_currency.expression,
    "id": ExchangeRate.id.expression,
}


def rates_at(work: Work, day: date) -> Rates:
    """The rates in force on the day: of each pair the latest that is valid from that day or before."""
    work.require("prices.read")
    return known_rates(work, day)


def known_rates(work: Work, day: date) -> Rates:
    """The same for what is reckoned on somebody's behalf, such as the cost of goods that a store receives."""
    return Rates(_WhenAsked(work, day), work.settings.currency)


class _WhenAsked(Mapping[Pair, KnownRate]):
    """The rates of a day, read when the first amount is in another currency: most quotes have none."""

    def __init__(self, work: Work, day: date) -> None:
        self._work, self._day = work, day

    @cached_property
    def _known(self) -> Mapping[Pair, KnownRate]:
        rows = self._work.db.execute(_in_force(), {"day": self._day})
        return make_rates((tuple(row) for row in rows), "").known

    def __getitem__(self, pair: Pair) -> KnownRate:
        return self._known[pair]

    def __iter__(self) -> Iterator[Pair]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


@cache
def _in_force() -> Query:
    """Put together once: every quote asks it."""
    latest = (
        select(ExchangeRate.currency, ExchangeRate.to_currency, func.max(ExchangeRate.valid_on).label("valid_on"))
        .where(ExchangeRate.valid_on <= bindparam("day", type_=Date))
        .group_by(ExchangeRate.currency, ExchangeRate.to_currency)
        .subquery()
    )
    same = and_(
        latest.c.currency == ExchangeRate.currency,
        latest.c.to_currency == ExchangeRate.to_currency,
        latest.c.valid_on == ExchangeRate.valid_on,
    )
    return select(ExchangeRate.currency, ExchangeRate.to_currency, ExchangeRate.rate, ExchangeRate.valid_on).join(latest, same)


def rate_on(work: Work, currency: str, to_currency: str, day: date) -> bool:
    """Whether the pair has a rate of its own for the day."""
    work.require("prices.read")
    query = select(ExchangeRate.id).where(
        ExchangeRate.currency == currency, ExchangeRate.to_currency == to_currency, ExchangeRate.valid_on == day
    )
    return work.db.scalar(query) is not None


def rate(work: Work, rate_id: int) -> RateView:
    """One exchange rate; raises NotFound."""
    work.require("prices.read")
    row = work.db.execute(_query(work).where(ExchangeRate.id == rate_id)).first()
    if row is None:
        raise NotFound
    return _view(row)


def rates(work: Work, currency: str | None, ask: Ask) -> Page[RateView]:
    """A page of the rates, the newest first unless asked otherwise; `currency` keeps to pairs it is part of."""
    work.require("prices.read")
    query = _query(work)
    if currency:
        query = query.where((ExchangeRate.currency == currency) | (ExchangeRate.to_currency == currency))
    return read_page(work.db, work.settings, query, ask, ORDERS, ExchangeRate.id.expression, _view, "-valid_on")


def _query(work: Work) -> Query:
    later = aliased(ExchangeRate)
    newest = (
        select(func.max(later.valid_on))
        .where(later.currency == ExchangeRate.currency, later.to_currency == ExchangeRate.to_currency, later.valid_on <= work.today)
        .correlate(ExchangeRate)
        .scalar_subquery()
    )
    return select(ExchangeRate, newest.label("newest"))


def _view(row: Any) -> RateView:
    each: ExchangeRate = row.ExchangeRate
    return RateView(**{name: getattr(each, name) for name in SAME}, in_force=each.valid_on == row.newest)
