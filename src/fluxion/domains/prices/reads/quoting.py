"""What a quote needs to know before prices are looked for: who asks, in which channel, for which products, and the lists that count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, or_, select

from fluxion.base.bulk import batches
from fluxion.base.columns import UtcDateTime
from fluxion.base.edits import unknown
from fluxion.base.paging import Query
from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains.catalog import Category, Product
from fluxion.domains.partners import Customer
from fluxion.domains.prices.reads.groups import groups_of
from fluxion.domains.prices.reads.in_force import STARTED_LAST, started
from fluxion.domains.prices.rules.lists import Stated
from fluxion.domains.prices.rules.resolving import Candidate
from fluxion.domains.prices.shapes.quotes import QuoteAsk
from fluxion.domains.prices.tables import CustomerGroup, PriceConfiguration, PriceList, PriceListCustomer, PriceListRow, PriceListVersion
from fluxion.values.codes import code_key, search_key
from fluxion.values.errors import BadInput, FieldError

NOBODY = 0
"""An id that no row has."""
Held = dict[int, tuple[Stated, int]]
"""By list: what it states of one product, and in which version."""


@dataclass(frozen=True)
class Buyer:
    """Who asks: the customer with the groups it belongs to, and the channel."""

    customer: Named | None
    price_list: str | None
    groups: Sequence[CustomerGroup]
    channel: PriceConfiguration | None


def buyer_of(work: Work, ask: QuoteAsk) -> Buyer:
    """Whom the price is for; refuses a customer or channel that is not known."""
    work.require("prices.read")
    channel = _channel(work, ask)
    if ask.customer_id is None and ask.customer_code is None:
        return Buyer(None, None, (), channel)
    if ask.customer_id is not None:
        row = work.db.execute(_customer(by_code=False), {"asked": ask.customer_id}).first()
    else:
        row = work.db.execute(_customer(by_code=True), {"asked": code_key(ask.customer_code or "")}).first()
    if row is None:
        raise unknown("/customer_id" if ask.customer_id is not None else "/customer_code")
    return Buyer(Named(id=row.id, code=row.code, name=row.name), row.price_list, groups_of(work, row.id, row.segment), channel)


@cache
def _customer(*, by_code: bool) -> Query:
    query = select(Customer.id, Customer.code, Customer.name, Customer.segment, Customer.price_list)
    return query.where((Customer.code_key if by_code else Customer.id) == bindparam("asked"))


def _channel(work: Work, ask: QuoteAsk) -> PriceConfiguration | None:
    if ask.channel_id is None and ask.channel is None:
        return None
    if ask.channel_id is not None:
        found = work.db.get(PriceConfiguration, ask.channel_id)
    else:
        found = work.db.scalar(_channel_of_name(), {"name": search_key(ask.channel)})
    if found is None:
        raise unknown("/channel_id" if ask.channel_id is not None else "/channel")
    return found


@cache
def _channel_of_name() -> Select[PriceConfiguration]:
    return select(PriceConfiguration).where(PriceConfiguration.name_key == bindparam("name"))


def products_of(work: Work, ask: QuoteAsk) -> list[Row[Any]]:
    """The product of each line: id, sku, name, category, price, active; refuses lines that name none or an unknown one."""
    work.require("prices.read")
    by_id: dict[int, Row[Any]] = {}
    by_sku: dict[str, Row[Any]] = {}
    for ids in batches(sorted({line.product_id for line in ask.lines if line.product_id is not None})):
        by_id |= {row.id: row for row in work.db.execute(_products(by_sku=False), {"within": list(ids)})}
    for keys in batches(sorted({code_key(line.sku) for line in ask.lines if line.product_id is None and line.sku})):
        by_sku |= {row.sku_key: row for row in work.db.execute(_products(by_sku=True), {"within": list(keys)})}
    found = [by_id.get(line.product_id) if line.product_id is not None else by_sku.get(code_key(line.sku or "")) for line in ask.lines]
    faults: list[FieldError] = []
    for index, (line, row) in enumerate(zip(ask.lines, found, strict=True)):
        if row is None:
            faults.extend(unknown(f"/lines/{index}/{'sku' if line.product_id is None else 'product_id'}").errors)
    if faults:
        raise BadInput(errors=faults)
    return [row for row in found if row is not None]


@cache
def _products(*, by_sku: bool) -> Query:
    query = select(Product.id, Product.sku, Product.sku_key, Product.name, Product.price, Product.active, Category.name.label("category"))
    column = Product.sku_key if by_sku else Product.id
    return query.outerjoin(Category, Category.id == Product.category_id).where(column.in_(bindparam("within", expanding=True)))


def candidates_of(work: Work, buyer: Buyer) -> list[Candidate]:
    """The lists that might give the buyer a price, in the order in which they are looked at."""
    work.require("prices.read")
    groups = {each.id: each for each in buyer.groups}
    asked = {
        "channel": buyer.channel.id if buyer.channel else NOBODY,
        "groups": list(groups),
        "customer": buyer.customer.id if buyer.customer else NOBODY,
        "code": code_key(buyer.price_list or ""),
    }
    rows = work.db.scalars(_lists(), asked)
    return sorted((candidate_of(row, groups.get(row.group_id or NOBODY)) for row in rows), key=lambda each: each.order)


@cache
def _lists() -> Select[PriceList]:
    """The lists for everybody, a channel, some groups and a customer. Put together once: every quote asks it."""
    named = select(PriceListCustomer.list_id).where(PriceListCustomer.customer_id == bindparam("customer"))
    own = or_(PriceList.id.in_(named), PriceList.code_key == bindparam("code"))
    return select(PriceList).where(
        or_(
            PriceList.audience == "base",
            and_(PriceList.audience == "channel", PriceList.configuration_id == bindparam("channel")),
            PriceList.group_id.in_(bindparam("groups", expanding=True)),
            and_(PriceList.audience == "customer", own),
        )
    )


def candidate_of(row: PriceList, group: CustomerGroup | None = None) -> Candidate:
    """A list as one that might give a price; `group` is the one that it is for."""
    return Candidate(
        row.id,
        row.code,
        row.name,
        row.audience,  # type: ignore[arg-type]
        row.currency,
        row.priority,
        row.active,
        row.configuration_id,
        (group.id, group.code, group.name) if group else None,
        group.priority if group else 0,
        row.starts_at,
        row.ends_at,
    )


def held_by(work: Work, candidates: Sequence[Candidate], product_ids: Sequence[int], at: datetime) -> dict[int, Held]:
    """By product, what each of the lists states at the moment; lists that no longer have it are not named."""
    work.require("prices.read")
    found: dict[int, Held] = {product: {} for product in product_ids}
    met: set[tuple[int, int]] = set()
    list_ids = [each.id for each in candidates]
    for some in batches(sorted(set(product_ids)), 400):
        for lists in batches(list_ids, 400):
            rows = work.db.execute(_stated(), {"products": list(some), "lists": list(lists), "at": at})
            for product, list_id, price, breaks, number in rows:
                if (product, list_id) not in met:
                    met.add((product, list_id))
                    if price is not None:
                        found[product][list_id] = (Stated(price, breaks), number)
    return found


@cache
def _stated() -> Query:
    """The rows of lists that started, those that started last first. Put together once: every quote asks it."""
    return (
        select(PriceListRow.product_id, PriceListRow.list_id, PriceListRow.price, PriceListRow.breaks, PriceListVersion.number)
        .join(PriceListVersion, PriceListVersion.id == PriceListRow.version_id)
        .where(
            PriceListRow.product_id.in_(bindparam("products", expanding=True)),
            PriceListRow.list_id.in_(bindparam("lists", expanding=True)),
            started(bindparam("at", type_=UtcDateTime())),
        )
        .order_by(*STARTED_LAST)
    )


def catalogue_price(row: Row[Any]) -> Decimal | None:
    """The price that the catalogue has, or None."""
    price: Decimal | None = row.price
    return price or None
