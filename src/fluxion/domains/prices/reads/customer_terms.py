"""What a customer's own segment and price list do to what the customer pays: asked before somebody gives them others."""

from collections.abc import Mapping
from dataclasses import replace

from sqlalchemy import select

from fluxion.base.work import Work
from fluxion.domains.prices.errors.lists import LoweredTooFar
from fluxion.domains.prices.reads.people import Person, people_with
from fluxion.domains.prices.reads.standing import lowered_too_far, standing
from fluxion.domains.prices.tables import PriceList
from fluxion.values.codes import code_key


def terms_lowered_too_far(work: Work, wished: Mapping[int, Mapping[str, str | None]]) -> dict[int, LoweredTooFar]:
    """By customer, why one person may not give them this `segment` or `price_list`: they would pay too much less.

    Measured for whoever edits customers, also where they may not read prices. Customers are measured together, those who
    move alike once.
    """
    work.require("partners.edit_customer")
    measuring = replace(work, actor=replace(work.actor, rights=work.actor.rights | {"prices.read"}))
    codes = set(work.db.scalars(select(PriceList.code_key).where(PriceList.audience == "customer")))
    before = [_known(each, codes) for each in people_with(measuring, wished)]
    after = [_known(_with(each, wished[each.id]), codes) for each in before]
    moved = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    if not moved:
        return {}
    was, comes = (standing(measuring, side, None) for side in zip(*moved, strict=True))
    return lowered_too_far(measuring, was, comes)


def _with(person: Person, terms: Mapping[str, str | None]) -> Person:
    return Person(person.id, terms.get("price_list", person.price_list), terms.get("segment", person.segment))


def _known(person: Person, codes: set[str]) -> Person:
    """Without a list that does not exist: many customers may name many of those."""
    return person if code_key(person.price_list or "") in codes else replace(person, price_list=None)
