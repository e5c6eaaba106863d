"""Which customers lists and groups are for, and what kinds of buyers they are: those with the same lists are one kind."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from fluxion.base.bulk import batches
from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains.partners import Customer
from fluxion.domains.prices.reads.groups import means
from fluxion.domains.prices.reads.quoting import Buyer
from fluxion.domains.prices.rules.resolving import Group
from fluxion.domains.prices.tables import CustomerGroup, CustomerGroupMember, PriceList, PriceListCustomer
from fluxion.values.codes import code_key, search_key

Kind = tuple[frozenset[int], frozenset[int], str]
"""The groups of a customer, the lists that name it, and the list that it names itself."""


@dataclass(frozen=True)
class Person:
    """A customer, as far as lists know it."""

    id: int
    price_list: str | None
    segment: str | None


def people_of(work: Work, owner: PriceList) -> list[Person]:
    """The customers that a list of a segment or of customers is for; nobody in particular for other lists."""
    work.require("prices.read")
    if owner.audience == "customer":
        return people_of_list(work, owner.id, owner.code_key)
    own = work.db.get(CustomerGroup, owner.group_id) if owner.group_id is not None else None
    return [] if own is None else people_of_group(work, own)


def people_of_list(work: Work, list_id: int, key: str) -> list[Person]:
    """The customers that a list of customers names, and those who name it by its code."""
    work.require("prices.read")
    named = select(PriceListCustomer.customer_id).where(PriceListCustomer.list_id == list_id)
    chosen = set(work.db.scalars(named))
    found = _people(work, or_(Customer.id.in_(named), Customer.price_list.is_not(None)))
    return [each for each in found if each.id in chosen or code_key(each.price_list or "") == key]


def people_of_group(work: Work, group: CustomerGroup) -> list[Person]:
    """The customers that somebody put into a group, and those whose own segment means it."""
    work.require("prices.read")
    members = select(CustomerGroupMember.customer_id).where(CustomerGroupMember.group_id == group.id)
    chosen = set(work.db.scalars(members))
    found = _people(work, or_(Customer.id.in_(members), Customer.segment.is_not(None)))
    return [each for each in found if each.id in chosen or (each.segment and means(each.segment, (group.code_key, group.name_key)))]


def people_meaning(work: Work, code: str, name: str) -> list[Person]:
    """The customers whose own segment means a group with this code or name."""
    work.require("prices.read")
    keys = (code_key(code), search_key(name))
    return [each for each in _people(work, Customer.segment.is_not(None)) if each.segment and means(each.segment, keys)]


def people_with(work: Work, customer_ids: Collection[int]) -> list[Person]:
    """The customers with these ids; those that do not exist are left out."""
    work.require("prices.read")
    return [each for some in batches(sorted(set(customer_ids))) for each in _people(work, Customer.id.in_(some))]


def _people(work: Work, condition: Any) -> list[Person]:
    query = select(Customer.id, Customer.price_list, Customer.segment).where(condition).order_by(Customer.id)
    return [Person(*row) for row in work.db.execute(query)]


def buyers(work: Work, people: Iterable[Person], channel_id: int | None) -> dict[int, tuple[Kind, Buyer]]:
    """Each of the people as a buyer in a channel, and of which kind."""
    work.require("prices.read")
    people = list(people)
    groups = list(work.db.scalars(select(CustomerGroup)))
    ids = [each.id for each in people]
    put = _pairs(work, CustomerGroupMember.group_id, CustomerGroupMember.customer_id, ids)
    named = _pairs(work, PriceListCustomer.list_id, PriceListCustomer.customer_id, ids)
    meant = {
        segment: {group.id for group in groups if means(segment, (group.code_key, group.name_key))}
        for segment in {each.segment for each in people}
        if segment
    }
    found = {}
    for each in people:
        belongs = put.get(each.id, set()) | meant.get(each.segment or "", set())
        mine = [group_of(group) for group in groups if group.id in belongs]
        kind = (frozenset(group.id for group in mine), frozenset(named.get(each.id, ())), code_key(each.price_list or ""))
        found[each.id] = (kind, Buyer(Named(id=each.id, code="", name=""), each.price_list, mine, channel_id))
    return found


def nobody_yet(audience: str, code: str, group: CustomerGroup | None, channel_id: int | None) -> Buyer:
    """Somebody whom a list could be for, and who has nothing else of their own."""
    return Buyer(None, code if audience == "customer" else None, [group_of(group)] if group else (), channel_id)


def group_of(row: CustomerGroup) -> Group:
    """The group as prices ask for it."""
    return Group(row.id, row.code, row.name, row.priority)


def _pairs(work: Work, column: Any, customer: Any, ids: Collection[int]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for some in batches(sorted(ids)):
        for key, value in work.db.execute(select(customer, column).where(customer.in_(some))):
            found.setdefault(key, set()).add(value)
    return found
