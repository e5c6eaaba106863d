"""Price lists and their versions: one, a page of them, or those of a list."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, exists, func, select

from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.search import matches
from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains.partners import Customer
from fluxion.domains.prices.reads.groups import belonging
from fluxion.domains.prices.reads.in_force import in_force
from fluxion.domains.prices.rules.lists import version_state
from fluxion.domains.prices.shapes.lists import ChannelOf, ListFilter, ListView, VersionView
from fluxion.domains.prices.tables import (
    CustomerGroup,
    PriceConfiguration,
    PriceList,
    PriceListCustomer,
    PriceListRow,
    PriceListVersion,
)
from fluxion.values.codes import code_key
from fluxion.values.errors import NotFound

OPEN = ("draft", "waiting")
ORDERS: dict[str, Column] = {
    "code": PriceList.code_key.expression,
    "name": PriceList.name_key.expression,
    "audience": PriceList.audience.expression,
    "priority": PriceList.priority.expression,
    "created_at": PriceList.created_at.expression,
}


def price_list(work: Work, list_id: int) -> ListView:
    """One list; raises NotFound."""
    work.require("prices.read")
    row = work.db.execute(_query().where(PriceList.id == list_id)).first()
    if row is None:
        raise NotFound
    return _views(work, [row])[0]


def price_lists(work: Work, wanted: ListFilter, ask: Ask) -> Page[ListView]:
    """A page of the lists that match, by code unless asked otherwise."""
    work.require("prices.read")
    page = read_page(work.db, work.settings, _matching(wanted), ask, ORDERS, PriceList.id.expression, lambda row: row, "code")
    return Page(items=_views(work, page.items), next_cursor=page.next_cursor, total=page.total)


def versions(work: Work, list_id: int) -> list[VersionView]:
    """Every version of a list, the newest first; raises NotFound."""
    work.require("prices.read")
    if work.db.get(PriceList, list_id) is None:
        raise NotFound
    return version_views(work, select(PriceListVersion).where(PriceListVersion.list_id == list_id).order_by(PriceListVersion.number.desc()))


def list_customers(work: Work, list_id: int) -> list[Named]:
    """The customers that a list names, by code; those who name the list themselves are not among them."""
    work.require("prices.read")
    query = select(Customer.id, Customer.code, Customer.name).join(PriceListCustomer, PriceListCustomer.customer_id == Customer.id)
    rows = work.db.execute(query.where(PriceListCustomer.list_id == list_id).order_by(Customer.code_key))
    return [Named(id=row.id, code=row.code, name=row.name) for row in rows]


def version_views(work: Work, query: Query) -> list[VersionView]:
    """The versions that a select gives, as people see them now."""
    found: Sequence[PriceListVersion] = work.db.scalars(query).all()
    ids = [each.id for each in found]
    rows = dict(
        _counts(work, select(PriceListRow.version_id, func.count()).where(PriceListRow.version_id.in_(ids)), PriceListRow.version_id)
    )
    reverting = select(PriceListVersion.reverts_id).where(
        PriceListVersion.reverts_id.in_(ids), PriceListVersion.state == "published", PriceListVersion.starts_at <= work.now
    )
    reverted, numbers = set(work.db.scalars(reverting)), _numbers(work, found)
    latest = _latest(work, {each.list_id for each in found})
    return [_version(each, rows.get(each.id, 0), work.now, reverted, latest, numbers) for each in found]


def _version(
    each: PriceListVersion, rows: int, now: datetime, reverted: Collection[int | None], latest: Collection[int], numbers: dict[int, int]
) -> VersionView:
    told = ("id", "number", "starts_at", "note", "created_at", "created_by", "submitted_at", "submitted_by", "published_at")
    state = version_state(each.state, each.starts_at, now, is_reverted=each.id in reverted, is_latest=each.id in latest)
    return VersionView(
        **{name: getattr(each, name) for name in (*told, "published_by", "approved_by", "refusal")},
        state=state,
        rows=rows,
        reverts=None if each.reverts_id is None else numbers[each.reverts_id],
    )


def _numbers(work: Work, found: Sequence[PriceListVersion]) -> dict[int, int]:
    ids = [each.reverts_id for each in found if each.reverts_id is not None]
    rows = work.db.execute(select(PriceListVersion.id, PriceListVersion.number).where(PriceListVersion.id.in_(ids)))
    return {row.id: row.number for row in rows}


def _latest(work: Work, list_ids: Collection[int]) -> set[int]:
    """The version of each list that started last."""
    order = (PriceListVersion.starts_at.desc(), PriceListVersion.number.desc())
    rank = func.row_number().over(partition_by=PriceListVersion.list_id, order_by=order)
    started = (PriceListVersion.state == "published", PriceListVersion.starts_at <= work.now)
    ranked = select(PriceListVersion.id, rank.label("rank")).where(PriceListVersion.list_id.in_(list_ids), *started).subquery()
    return set(work.db.scalars(select(ranked.c.id).where(ranked.c.rank == 1)))


def _query() -> Query:
    return (
        select(PriceList, PriceConfiguration.name.label("channel"), PriceConfiguration.currency.label("channel_currency"))
        .add_columns(
            CustomerGroup.code.label("group_code"), CustomerGroup.name.label("group_name"), CustomerGroup.name_key.label("group_key")
        )
        .outerjoin(PriceConfiguration, PriceConfiguration.id == PriceList.configuration_id)
        .outerjoin(CustomerGroup, CustomerGroup.id == PriceList.group_id)
    )


def _matching(wanted: ListFilter) -> Query:
    query = _query()
    if wanted.q:
        query = query.where(matches(PriceList.search, wanted.q))
    if wanted.audience is not None:
        query = query.where(PriceList.audience == wanted.audience)
    if wanted.configuration_id is not None:
        query = query.where(PriceList.configuration_id == wanted.configuration_id)
    if wanted.active is not None:
        query = query.where(PriceList.active == wanted.active)
    if wanted.is_waiting is not None:
        waiting = exists().where(PriceListVersion.list_id == PriceList.id, PriceListVersion.state == "waiting")
        query = query.where(waiting if wanted.is_waiting else ~waiting)
    return query


def _views(work: Work, rows: Sequence[Row[Any]]) -> list[ListView]:
    ids = [row.PriceList.id for row in rows]
    now = in_force(work.now, PriceListRow.list_id.in_(ids))
    priced = dict(_counts(work, select(now.c.list_id, func.count()).where(now.c.price.is_not(None)), now.c.list_id))
    ahead = select(PriceListVersion.list_id, func.count()).where(
        PriceListVersion.list_id.in_(ids), PriceListVersion.state == "published", PriceListVersion.starts_at > work.now
    )
    scheduled = dict(_counts(work, ahead, PriceListVersion.list_id))
    open_query = select(PriceListVersion).where(PriceListVersion.list_id.in_(ids), PriceListVersion.state.in_(OPEN))
    listed = {each.id: each.list_id for each in work.db.scalars(open_query)}
    opened = {listed[view.id]: view for view in version_views(work, open_query)}
    customers = _customers(work, rows)
    return [
        ListView(
            **{name: getattr(row.PriceList, name) for name in ("id", "code", "name", "audience", "currency", "priority", "starts_at")},
            **{name: getattr(row.PriceList, name) for name in ("ends_at", "active", "created_at", "created_by", "version")},
            channel=_channel(row),
            group=None if row.group_code is None else Named(id=row.PriceList.group_id, code=row.group_code, name=row.group_name),
            customers=customers[row.PriceList.id],
            rows=priced.get(row.PriceList.id, 0),
            open_version=opened.get(row.PriceList.id),
            scheduled=scheduled.get(row.PriceList.id, 0),
        )
        for row in rows
    ]


def _channel(row: Row[Any]) -> ChannelOf | None:
    if row.PriceList.configuration_id is None:
        return None
    return ChannelOf(id=row.PriceList.configuration_id, name=row.channel, currency=row.channel_currency)


def _customers(work: Work, rows: Sequence[Row[Any]]) -> Counter[int]:
    """How many customers each list is for: those it names or its group has, and those who name it themselves."""
    lists: list[PriceList] = [row.PriceList for row in rows]
    found: Counter[int] = Counter()
    groups = belonging(work, {each.group_id for each in lists if each.group_id is not None})
    found.update({each.id: groups[each.group_id] for each in lists if each.group_id is not None})
    own = {code_key(each.code): each.id for each in lists if each.audience == "customer"}
    if own:
        for named, count in _counts(
            work, select(Customer.price_list, func.count()).where(Customer.price_list.is_not(None)), Customer.price_list
        ):
            if (list_id := own.get(code_key(named))) is not None:
                found[list_id] += count
        query = (
            select(PriceListCustomer.list_id, Customer.price_list, func.count())
            .join(Customer, Customer.id == PriceListCustomer.customer_id)
            .where(PriceListCustomer.list_id.in_(own.values()))
            .group_by(PriceListCustomer.list_id, Customer.price_list)
        )
        for list_id, named, count in work.db.execute(query):
            if named is None or own.get(code_key(named)) != list_id:
                found[list_id] += count
    return found


def _counts(work: Work, query: Query, by: Any) -> list[tuple[Any, int]]:
    return [(key, count) for key, count in work.db.execute(query.group_by(by))]
