"""Making price lists and saying whom they are for."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select

from fluxion.base.bulk import append_rows, batches
from fluxion.base.edits import apply, flush_or_taken, refuse_taken, sent, unknown
from fluxion.base.work import Work
from fluxion.domains.partners import Customer
from fluxion.domains.prices.events.lists import ListCreated, ListEdited
from fluxion.domains.prices.reads.lists import price_list
from fluxion.domains.prices.reads.locked_lists import locked_list
from fluxion.domains.prices.reads.people import nobody_yet, people_of, people_of_group, people_of_list, people_with
from fluxion.domains.prices.reads.standing import Standing, moments_of, refuse_lowered, standing
from fluxion.domains.prices.rules.lists import UNKNOWN_CURRENCY, period_faults
from fluxion.domains.prices.shapes.lists import ListEdit, ListIn, ListView
from fluxion.domains.prices.tables import CustomerGroup, PriceConfiguration, PriceList, PriceListCustomer
from fluxion.values.codes import code_key, search_key
from fluxion.values.errors import BadInput, FieldError, Text
from fluxion.values.money import is_currency

RIGHT = "prices.edit_list"
WHAT: Text = {"es": "la lista de precios", "en": "Price list", "pt": "a lista de preços"}
NEVER_NULL = ("code", "name", "priority", "active", "customer_ids")
MOVES = frozenset({"code", "configuration_id", "group_id", "priority", "starts_at", "ends_at", "active"})
"""Fields by which a list may come to give, or no longer give, somebody a price."""
NEEDS_CHANNEL: Text = {
    "es": "Una lista de canal necesita el canal; elíjalo.",
    "en": "A channel's list needs its channel; choose it.",
    "pt": "Uma lista de canal precisa do canal; escolha-o.",
}
NEEDS_GROUP: Text = {
    "es": "Una lista de segmento necesita el grupo de clientes; elíjalo.",
    "en": "A segment's list needs its group of customers; choose it.",
    "pt": "Uma lista de segmento precisa do grupo de clientes; escolha-o.",
}
NO_GROUP: Text = {
    "es": "Solo una lista de segmento tiene grupo; quítelo.",
    "en": "Only a segment's list has a group; take it away.",
    "pt": "Só uma lista de segmento tem grupo; retire-o.",
}
NO_CUSTOMERS: Text = {
    "es": "Solo una lista de clientes nombra clientes; quítelos o cambie el alcance.",
    "en": "Only a customers' list names customers; take them away or change the audience.",
    "pt": "Só uma lista de clientes nomeia clientes; retire-os ou mude o alcance.",
}


def create_list(work: Work, body: ListIn) -> ListView:
    """Begin a price list without prices; its code must be new, whatever its case."""
    work.require(RIGHT)
    values = body.model_dump(exclude={"customer_ids"})
    _check(work, values, body.customer_ids)
    refuse_taken(work.db, PriceList.code_key, code_key(body.code), but=None, what=WHAT, shown=body.code)
    made = PriceList(**values, **_keys(body.code, body.name), active=True, created_at=work.now, created_by=work.actor.name)
    work.db.add(made)
    flush_or_taken(work.db, WHAT, body.code)
    _name_customers(work, made.id, body.customer_ids)
    work.emit(ListCreated(subject_id=made.id, code=made.code, name=made.name, audience=made.audience, currency=made.currency))
    return price_list(work, made.id)


def edit_list(work: Work, list_id: int, edit: ListEdit, version: int | None = None) -> ListView:
    """Change the fields sent; `customer_ids`, when sent, replace those named before.

    Refused where it lowers what somebody pays by more than one person may decide.
    """
    work.require(RIGHT)
    owner = locked_list(work, list_id, version)
    values = sent(edit, NEVER_NULL)
    customers = values.pop("customer_ids", None)
    told = ("audience", "currency", "configuration_id", "group_id", "starts_at", "ends_at")
    _check(work, {name: values.get(name, getattr(owner, name)) for name in told}, customers or [])
    if "code" in values:
        refuse_taken(work.db, PriceList.code_key, code_key(values["code"]), but=owner.id, what=WHAT, shown=values["code"])
    reach = _Reach(work, owner, values, customers)
    changes = apply(owner, values)
    apply(owner, _keys(owner.code, owner.name))
    if customers is not None:
        changes |= _replace_customers(work, owner.id, customers)
    if changes:
        owner.version += 1
        flush_or_taken(work.db, WHAT, owner.code)
        reach.refuse_lowered()
        work.emit(ListEdited(subject_id=owner.id, code=owner.code, changes=changes))
    return price_list(work, owner.id)


class _Reach:
    """Whom an edit of a list may reach and what they paid before it: looked at before the edit and held against what they pay after."""

    def __init__(self, work: Work, owner: PriceList, values: Mapping[str, Any], customers: Sequence[int] | None) -> None:
        self.work, self.owner, self.is_asked = work, owner, customers is not None or not MOVES.isdisjoint(values)
        if not self.is_asked:
            return
        work.db.flush()
        self.people = {each.id: each for each in (*people_of(work, owner), *people_with(work, customers or []))}
        if owner.audience == "customer" and "code" in values:
            self.people |= {each.id: each for each in people_of_list(work, owner.id, code_key(values["code"]))}
        group_id = values.get("group_id", owner.group_id)
        self.group = work.db.get(CustomerGroup, group_id) if group_id is not None else None
        if self.group is not None:
            self.people |= {each.id: each for each in people_of_group(work, self.group)}
        self.periods = (owner.starts_at, owner.ends_at)
        self.before = self._standing(values.get("code", owner.code))

    def _standing(self, code: str) -> Standing:
        anybody = None if self.people else nobody_yet(self.owner.audience, code, self.group, None)
        return standing(self.work, self.people.values(), anybody)

    def refuse_lowered(self) -> None:
        """Refuse an edit, now written, by which somebody pays too much less."""
        if self.is_asked:
            moments = moments_of(self.work, [self.owner.id], but=self.periods)
            refuse_lowered(self.work, [self.owner], self.before, self._standing(self.owner.code), moments)


def _keys(code: str, name: str) -> dict[str, str]:
    return {"code_key": code_key(code), "name_key": search_key(name), "search": search_key(code, name)}


def _check(work: Work, values: dict[str, Any], customer_ids: Collection[int]) -> None:
    audience, channel, group = values["audience"], values["configuration_id"], values["group_id"]
    faults = period_faults(values["starts_at"], values["ends_at"])
    if not is_currency(values["currency"]):
        faults.append(FieldError("/currency", "unknown_currency", UNKNOWN_CURRENCY))
    if audience == "channel" and channel is None:
        faults.append(FieldError("/configuration_id", "required", NEEDS_CHANNEL))
    if channel is not None and work.db.get(PriceConfiguration, channel) is None:
        faults.extend(unknown("/configuration_id").errors)
    if audience == "segment" and group is None:
        faults.append(FieldError("/group_id", "required", NEEDS_GROUP))
    if group is not None and audience != "segment":
        faults.append(FieldError("/group_id", "not_a_segment", NO_GROUP))
    elif group is not None and work.db.get(CustomerGroup, group) is None:
        faults.extend(unknown("/group_id").errors)
    if customer_ids and audience != "customer":
        faults.append(FieldError("/customer_ids", "not_for_customers", NO_CUSTOMERS))
    faults.extend(unknown_customers(work, customer_ids))
    if faults:
        raise BadInput(errors=faults)


def unknown_customers(work: Work, customer_ids: Collection[int]) -> list[FieldError]:
    """A fault for each of the customers, in their order, that does not exist."""
    work.require(RIGHT)
    known: set[int] = set()
    for some in batches(sorted(set(customer_ids))):
        known.update(work.db.scalars(select(Customer.id).where(Customer.id.in_(some))))
    missing = [index for index, each in enumerate(customer_ids) if each not in known]
    return [fault for index in missing for fault in unknown(f"/customer_ids/{index}").errors]


def _name_customers(work: Work, list_id: int, customer_ids: Sequence[int]) -> None:
    if customer_ids:
        append_rows(work.db, PriceListCustomer, [{"list_id": list_id, "customer_id": each} for each in sorted(set(customer_ids))])


def _replace_customers(work: Work, list_id: int, customer_ids: Sequence[int]) -> dict[str, Any]:
    named = PriceListCustomer.list_id == list_id
    before = set(work.db.scalars(select(PriceListCustomer.customer_id).where(named)))
    if before == set(customer_ids):
        return {}
    work.db.execute(delete(PriceListCustomer).where(named))
    _name_customers(work, list_id, customer_ids)
    return {"customer_ids": [len(before), len(set(customer_ids))]}
