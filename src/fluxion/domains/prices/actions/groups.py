"""Groups of customers: making, changing and removing them."""

from collections.abc import Sequence

from sqlalchemy import delete, func, select

from fluxion.base.bulk import append_rows
from fluxion.base.edits import apply, flush_or_taken, refuse_taken, sent
from fluxion.base.work import Work
from fluxion.domains.prices.actions.lists import unknown_customers
from fluxion.domains.prices.errors.lists import GroupInUse
from fluxion.domains.prices.events.lists import GroupCreated, GroupEdited, GroupRemoved
from fluxion.domains.prices.reads.groups import group
from fluxion.domains.prices.reads.people import people_meaning, people_of_group, people_with
from fluxion.domains.prices.reads.standing import moments_of, refuse_lowered, standing
from fluxion.domains.prices.shapes.lists import GroupEdit, GroupIn, GroupView
from fluxion.domains.prices.tables import CustomerGroup, CustomerGroupMember, PriceList
from fluxion.values.codes import code_key, search_key
from fluxion.values.errors import BadInput, NotFound, Text, require_version

RIGHT = "prices.edit_list"
WHAT: Text = {"es": "el grupo de clientes", "en": "Customer group", "pt": "o grupo de clientes"}
NEVER_NULL = ("code", "name", "priority", "customer_ids")


def create_group(work: Work, body: GroupIn) -> GroupView:
    """Make a group of customers; its code must be new, whatever its case."""
    work.require(RIGHT)
    _refuse_unknown(work, body.customer_ids)
    refuse_taken(work.db, CustomerGroup.code_key, code_key(body.code), but=None, what=WHAT, shown=body.code)
    keys = {"code_key": code_key(body.code), "name_key": search_key(body.name)}
    made = CustomerGroup(code=body.code, name=body.name, priority=body.priority, **keys)
    work.db.add(made)
    flush_or_taken(work.db, WHAT, body.code)
    _put_in(work, made.id, body.customer_ids)
    work.emit(GroupCreated(subject_id=made.id, code=made.code, name=made.name, customers=len(set(body.customer_ids))))
    return group(work, made.id)


def edit_group(work: Work, group_id: int, edit: GroupEdit, version: int | None = None) -> GroupView:
    """Change the fields sent; `customer_ids`, when sent, replace those put into it before.

    Refused where it lowers what somebody pays by more than one person may decide.
    """
    work.require(RIGHT)
    found = _locked(work, group_id, version)
    values = sent(edit, NEVER_NULL)
    customers: list[int] | None = values.pop("customer_ids", None)
    if "code" in values:
        refuse_taken(work.db, CustomerGroup.code_key, code_key(values["code"]), but=found.id, what=WHAT, shown=values["code"])
    if customers is not None:
        _refuse_unknown(work, customers)
    people = {each.id: each for each in (*people_of_group(work, found), *people_with(work, customers or []))}
    people |= {each.id: each for each in people_meaning(work, values.get("code", found.code), values.get("name", found.name))}
    before = standing(work, people.values(), None)
    changes = apply(found, values)
    apply(found, {"code_key": code_key(found.code), "name_key": search_key(found.name)})
    if customers is not None:
        mine = CustomerGroupMember.group_id == found.id
        members = set(work.db.scalars(select(CustomerGroupMember.customer_id).where(mine)))
        if members != set(customers):
            work.db.execute(delete(CustomerGroupMember).where(mine))
            _put_in(work, found.id, customers)
            changes["customers"] = [len(members), len(set(customers))]
    if changes:
        found.version += 1
        flush_or_taken(work.db, WHAT, found.code)
        owners = list(work.db.scalars(select(PriceList).where(PriceList.group_id == found.id).order_by(PriceList.id)))
        refuse_lowered(work, owners, before, standing(work, people.values(), None), moments_of(work, [each.id for each in owners]))
        work.emit(GroupEdited(subject_id=found.id, code=found.code, changes=changes))
    return group(work, found.id)


def remove_group(work: Work, group_id: int, version: int | None = None) -> None:
    """Remove a group that no list is for; its customers stay."""
    work.require(RIGHT)
    found = _locked(work, group_id, version)
    lists = work.db.scalar(select(func.count()).where(PriceList.group_id == found.id)) or 0
    if lists:
        raise GroupInUse(code=found.code, lists=lists)
    work.db.execute(delete(CustomerGroupMember).where(CustomerGroupMember.group_id == found.id))
    work.emit(GroupRemoved(subject_id=found.id, code=found.code))
    work.db.delete(found)
    work.db.flush()


def _locked(work: Work, group_id: int, version: int | None) -> CustomerGroup:
    found = work.db.get(CustomerGroup, group_id, with_for_update=True)
    if found is None:
        raise NotFound
    require_version(found.version, version)
    return found


def _refuse_unknown(work: Work, customer_ids: Sequence[int]) -> None:
    if faults := unknown_customers(work, customer_ids):
        raise BadInput(errors=faults)


def _put_in(work: Work, group_id: int, customer_ids: Sequence[int]) -> None:
    if customer_ids:
        append_rows(work.db, CustomerGroupMember, [{"group_id": group_id, "customer_id": each} for each in sorted(set(customer_ids))])
