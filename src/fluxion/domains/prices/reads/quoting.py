"""What a quote needs to know before prices are looked for: who asks, in which channel, and the lists that count."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import and_, bindparam, false, literal, or_, select

from fluxion.base.bulk import batches
from fluxion.base.columns import UtcDateTime
from fluxion.base.edits import unknown
from fluxion.base.paging import Query
from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains.partners import Customer
from fluxion.domains.prices.reads.campaign_offers import campaign_runs
from fluxion.domains.prices.reads.configurations import UNDECIDED
from fluxion.domains.prices.reads.groups import groups_of
from fluxion.domains.prices.reads.in_force import STARTED_LAST, started
from fluxion.domains.prices.rules.configurations import stored_configuration
from fluxion.domains.prices.rules.lists import Stated
from fluxion.domains.prices.rules.resolving import Candidate, Group
from fluxion.domains.prices.shapes.configurations import BelowCost
from fluxion.domains.prices.shapes.quotes import QuoteAsk
from fluxion.domains.prices.tables import (
    CustomerGroupMember,
    PriceConfiguration,
    PriceList,
    PriceListCustomer,
    PriceListRow,
    PriceListVersion,
    PricePolicy,
)
from fluxion.kernels.pricing import Configuration, PriceType
from fluxion.values.codes import code_key, search_key

NOBODY = 0
"""An id that no row has."""
Held = dict[int, tuple[Stated, int]]
"""By list: what it states of one product, and in which version."""


@dataclass(frozen=True, slots=True)
class Channel:
    """The channel that a price is asked for in."""

    id: int
    name: str
    currency: str
    price_type: PriceType
    active: bool
    terms: Configuration
    has_campaigns: bool
    """Whether a campaign runs in it at the moment asked for."""


@dataclass(frozen=True)
class Buyer:
    """Who asks: the customer with the groups it belongs to, and the channel by its id."""

    customer: Named | None
    price_list: str | None
    groups: Sequence[Group]
    channel_id: int | None


@dataclass(frozen=True)
class Asking:
    """A buyer with the channel, and what the company does about prices below cost."""

    buyer: Buyer
    channel: Channel | None
    policy: BelowCost


def asking_of(work: Work, ask: QuoteAsk, at: datetime) -> Asking:
    """Whom the price is for and where; refuses a customer or channel that is not known."""
    work.require("prices.read")
    by_channel = "id" if ask.channel_id is not None else "name" if ask.channel is not None else None
    by_customer = "id" if ask.customer_id is not None else "code" if ask.customer_code is not None else None
    asked = {
        "channel": ask.channel_id if by_channel == "id" else search_key(ask.channel),
        "customer": ask.customer_id if by_customer == "id" else code_key(ask.customer_code or ""),
        "at": at,
    }
    row = work.db.connection().execute(_asking(by_channel, by_customer), asked).one()
    if by_channel and row.id is None:
        raise unknown("/channel_id" if by_channel == "id" else "/channel")
    if by_customer and row.customer_id is None:
        raise unknown("/customer_id" if by_customer == "id" else "/customer_code")
    channel = None
    if by_channel:
        told = (row.id, row.name, row.currency, row.price_type, row.active)
        channel = Channel(*told, stored_configuration(row), row.has_campaigns)
    customer = Named(id=row.customer_id, code=row.customer_code, name=row.customer_name) if by_customer else None
    groups = groups_of(work, row.customer_id, row.segment) if row.segment or row.is_member else ()
    return Asking(Buyer(customer, row.price_list, groups, channel.id if channel else None), channel, row.below_cost or UNDECIDED)


@cache
def _asking(by_channel: str | None, by_customer: str | None) -> Query:
    """One row with the channel, the customer and the policy, each empty where it is unknown. Put together once: every quote asks it."""
    channel = {"id": PriceConfiguration.id, "name": PriceConfiguration.name_key}
    customer = {"id": Customer.id, "code": Customer.code_key}
    member = select(CustomerGroupMember.group_id).where(CustomerGroupMember.customer_id == Customer.id).correlate(Customer)
    policy = select(PricePolicy.below_cost).where(PricePolicy.id == 1).scalar_subquery()
    return (
        select(
            *PriceConfiguration.__table__.columns,
            campaign_runs(bindparam("at", type_=UtcDateTime())).label("has_campaigns"),
            *(Customer.id.label("customer_id"), Customer.code.label("customer_code"), Customer.name.label("customer_name")),
            *(Customer.segment, Customer.price_list, member.exists().label("is_member"), policy.label("below_cost")),
        )
        .select_from(select(literal(1).label("one")).subquery())
        .outerjoin(PriceConfiguration, channel[by_channel] == bindparam("channel") if by_channel else false())
        .outerjoin(Customer, customer[by_customer] == bindparam("customer") if by_customer else false())
    )


def candidates_of(work: Work, buyer: Buyer) -> list[Candidate]:
    """The lists that might give the buyer a price, in the order in which they are looked at."""
    work.require("prices.read")
    groups = {each.id: each for each in buyer.groups}
    asked = {
        "channel": buyer.channel_id or NOBODY,
        "groups": list(groups),
        "customer": buyer.customer.id if buyer.customer else NOBODY,
        "code": code_key(buyer.price_list or ""),
    }
    rows = work.db.connection().execute(_lists(), asked)
    return sorted((candidate_of(row, groups.get(row.group_id or NOBODY)) for row in rows), key=lambda each: each.order)


@cache
def _lists() -> Query:
    """The lists for everybody, a channel, some groups and a customer. Put together once: every quote asks it."""
    named = select(PriceListCustomer.list_id).where(PriceListCustomer.customer_id == bindparam("customer"))
    own = or_(PriceList.id.in_(named), PriceList.code_key == bindparam("code"))
    columns = (PriceList.id, PriceList.code, PriceList.name, PriceList.audience, PriceList.currency, PriceList.priority, PriceList.active)
    return select(*columns, PriceList.configuration_id, PriceList.group_id, PriceList.starts_at, PriceList.ends_at).where(
        or_(
            PriceList.audience == "base",
            and_(PriceList.audience == "channel", PriceList.configuration_id == bindparam("channel")),
            PriceList.group_id.in_(bindparam("groups", expanding=True)),
            and_(PriceList.audience == "customer", own),
        )
    )


def candidate_of(row: Any, group: Group | None = None) -> Candidate:
    """A list, or its columns, as one that might give a price; `group` is the one that it is for."""
    return Candidate(
        row.id,
        row.code,
        row.name,
        row.audience,
        row.currency,
        row.priority,
        row.active,
        row.configuration_id,
        group[:3] if group else None,
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
            rows = work.db.connection().execute(_stated(), {"products": list(some), "lists": list(lists), "at": at})
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
