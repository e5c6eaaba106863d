"""Groups of customers, and who belongs to them: customers put into them, and those whose own segment names them."""

from collections import Counter
from collections.abc import Collection
from functools import cache

from sqlalchemy import bindparam, func, or_, select

from fluxion.base.paging import Query
from fluxion.base.work import Work
from fluxion.domains.partners import Customer
from fluxion.domains.prices.rules.resolving import Group
from fluxion.domains.prices.shapes.lists import GroupView
from fluxion.domains.prices.tables import CustomerGroup, CustomerGroupMember, PriceList
from fluxion.values.codes import code_key, search_key
from fluxion.values.errors import NotFound


def groups(work: Work) -> list[GroupView]:
    """Every group, the one that wins first."""
    work.require("prices.read")
    found = list(work.db.scalars(select(CustomerGroup).order_by(CustomerGroup.priority.desc(), CustomerGroup.id)))
    return _views(work, found)


def group(work: Work, group_id: int) -> GroupView:
    """One group; raises NotFound."""
    work.require("prices.read")
    found = work.db.get(CustomerGroup, group_id)
    if found is None:
        raise NotFound
    return _views(work, [found])[0]


def groups_of(work: Work, customer_id: int, segment: str | None) -> list[Group]:
    """The groups that a customer belongs to, the one that wins first."""
    # No group has an empty code or name, so a customer without a segment matches none by it.
    asked = {"customer": customer_id, "code": code_key(segment or ""), "name": search_key(segment)}
    return [Group(*row) for row in work.db.connection().execute(_of_customer(), asked)]


@cache
def _of_customer() -> Query:
    """Put together once: many quotes ask it."""
    named = select(CustomerGroupMember.group_id).where(CustomerGroupMember.customer_id == bindparam("customer"))
    own = or_(CustomerGroup.code_key == bindparam("code"), CustomerGroup.name_key == bindparam("name"))
    query = select(CustomerGroup.id, CustomerGroup.code, CustomerGroup.name, CustomerGroup.priority)
    return query.where(or_(CustomerGroup.id.in_(named), own)).order_by(CustomerGroup.priority.desc(), CustomerGroup.id)


def belonging(work: Work, group_ids: Collection[int]) -> Counter[int]:
    """How many customers belong to each group, one way or the other."""
    by_name, named, both = _belonging(work, group_ids)
    return Counter({each: by_name[each] + named[each] - both[each] for each in group_ids})


def _belonging(work: Work, group_ids: Collection[int]) -> tuple[Counter[int], Counter[int], Counter[int]]:
    """Of each group: customers by their own segment, customers put into it, and those that are both."""
    by_name: Counter[int] = Counter()
    named: Counter[int] = Counter()
    both: Counter[int] = Counter()
    keys = {
        each.id: (each.code_key, each.name_key) for each in work.db.scalars(select(CustomerGroup).where(CustomerGroup.id.in_(group_ids)))
    }
    if not keys:
        return by_name, named, both
    for segment, count in work.db.execute(
        select(Customer.segment, func.count()).where(Customer.segment.is_not(None)).group_by(Customer.segment)
    ):
        for group_id, own in keys.items():
            by_name[group_id] += count if means(segment or "", own) else 0
    query = (
        select(CustomerGroupMember.group_id, Customer.segment, func.count())
        .join(Customer, Customer.id == CustomerGroupMember.customer_id)
        .where(CustomerGroupMember.group_id.in_(keys))
        .group_by(CustomerGroupMember.group_id, Customer.segment)
    )
    for group_id, segment, count in work.db.execute(query):
        named[group_id] += count
        both[group_id] += count if segment and means(segment, keys[group_id]) else 0
    return by_name, named, both


def means(segment: str, keys: tuple[str, str]) -> bool:
    """Whether a customer's own segment names the group with these keys of its code and name."""
    return code_key(segment) == keys[0] or search_key(segment) == keys[1]


def _views(work: Work, found: Collection[CustomerGroup]) -> list[GroupView]:
    ids = [each.id for each in found]
    by_name, named, _ = _belonging(work, ids)
    members: dict[int, list[int]] = {each: [] for each in ids}
    rows = work.db.execute(
        select(CustomerGroupMember).where(CustomerGroupMember.group_id.in_(ids)).order_by(CustomerGroupMember.customer_id)
    )
    for member in rows.scalars():
        members[member.group_id].append(member.customer_id)
    counted = select(PriceList.group_id, func.count()).where(PriceList.group_id.in_(ids)).group_by(PriceList.group_id)
    lists = {row[0]: row[1] for row in work.db.execute(counted)}
    return [
        GroupView(
            **{name: getattr(each, name) for name in ("id", "code", "name", "priority", "version")},
            by_name=by_name[each.id],
            named=named[each.id],
            customer_ids=members[each.id],
            lists=lists.get(each.id, 0),
        )
        for each in found
    ]
