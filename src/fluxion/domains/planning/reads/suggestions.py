"""Suggested orders: lists with their filters, totals per supplier, and the selection that bulk actions work on."""

import json
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Text, cast, func, select

from fluxion.base.paging import Ask, Column, Page, read_page
from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains import purchases
from fluxion.domains.planning.errors import UnknownSuggestion
from fluxion.domains.planning.reads.finding import products_found, require_cost_order
from fluxion.domains.planning.rules.explain import note_text, sentences
from fluxion.domains.planning.shapes import URGENCIES, Explanation, ProductNamed, SuggestionFilter, SuggestionView, SupplierTotal
from fluxion.domains.planning.tables import SuggestionRow

MOST_AT_ONCE = 20_000
NO_COVER = 1e6
ROWS_KEPT = 2048
ORDERS: dict[str, Column] = {
    "urgency": SuggestionRow.urgency,
    "amount": SuggestionRow.amount,
    "quantity": SuggestionRow.quantity,
    "days_of_cover": SuggestionRow.days_of_cover,
    "order_by": SuggestionRow.order_by,
    "needed_on": SuggestionRow.needed_on,
    "sku": SuggestionRow.sku,
    "product": SuggestionRow.product_name,
    "supplier": SuggestionRow.supplier_name,
    "location": SuggestionRow.location_code,
    "abc": SuggestionRow.abc,
}
DEFAULT_SORT = "-urgency"


def suggestions(work: Work, ask: Ask, chosen: SuggestionFilter) -> Page[SuggestionView]:
    """Suggested order lines that the person may see; open ones unless another state is asked for."""
    work.require("planning.read")
    order = require_cost_order(work, ask, "amount", DEFAULT_SORT, DEFAULT_SORT)
    query = select(*_SHOWN).where(*conditions(work, chosen))
    return read_page(work.db, work.settings, query, ask, ORDERS, SuggestionRow.id, lambda row: _view(work, row), order)


def suggestion(work: Work, suggestion_id: int) -> SuggestionView:
    """One suggested order line; refused as unknown outside the actor's locations."""
    work.require("planning.read")
    query = select(*_SHOWN).where(SuggestionRow.id == suggestion_id, *_seen(work))
    row = work.db.execute(query).one_or_none()
    if row is None:
        raise UnknownSuggestion
    return _view(work, row)


def supplier_totals(work: Work, chosen: SuggestionFilter) -> list[SupplierTotal]:
    """What the suggestions add up to per supplier and delivery location, largest first, beside the supplier's minimum."""
    work.require("planning.read")
    table = SuggestionRow
    group = (
        table.supplier_id,
        table.supplier_code,
        table.supplier_name,
        table.location_id,
        table.location_code,
        table.location_name,
        table.currency,
    )
    query = (
        select(
            *group, func.count().label("lines"), func.sum(table.amount).label("amount"), func.max(table.minimum_order_value).label("least")
        )
        .where(*conditions(work, chosen))
        .group_by(*group)
    )
    rows = sorted(work.db.execute(query), key=lambda row: (-row.amount, row.supplier_name, row.location_code))
    return [_total(work, row) for row in rows]


def conditions(work: Work, chosen: SuggestionFilter) -> list[ColumnElement[bool]]:
    """The filter as conditions on `suggestion`, within what the actor may see."""
    table = SuggestionRow
    wanted = _seen(work)
    wanted.append(table.state == chosen.state)
    for column, value in (
        (table.supplier_id, chosen.supplier_id),
        (table.location_id, chosen.location_id),
        (table.category_id, chosen.category_id),
        (table.product_id, chosen.product_id),
        (table.abc, chosen.abc),
        (table.xyz, chosen.xyz),
        (table.urgency, URGENCIES.index(chosen.urgency) if chosen.urgency else None),
    ):
        if value is not None:
            wanted.append(column == value)
    if chosen.without_supplier is not None:
        wanted.append(table.supplier_id.is_(None) if chosen.without_supplier else table.supplier_id.is_not(None))
    if chosen.q:
        wanted.append(table.product_id.in_(products_found(chosen.q)))
    return wanted


def selected_ids(work: Work, ids: Sequence[int] | None, chosen: SuggestionFilter | None) -> list[int]:
    """The ids a bulk action works on, in the order they will be treated; all that the filter finds when no ids are given."""
    work.require("planning.read")
    if ids is not None:
        return list(dict.fromkeys(ids))
    query = select(SuggestionRow.id).where(*conditions(work, chosen or SuggestionFilter()))
    return list(work.db.scalars(query.order_by(SuggestionRow.id).limit(MOST_AT_ONCE)))


def _seen(work: Work) -> list[ColumnElement[bool]]:
    return [] if work.actor.locations is None else [SuggestionRow.location_id.in_(work.actor.locations)]


def _total(work: Work, row: Row[*tuple[Any, ...]]) -> SupplierTotal:
    amount, least = Decimal(row.amount), Decimal(row.least)
    has_cost = work.actor.may("insights.see_cost")
    return SupplierTotal(
        supplier=Named(id=row.supplier_id, code=row.supplier_code, name=row.supplier_name) if row.supplier_id else None,
        location=Named(id=row.location_id, code=row.location_code, name=row.location_name),
        lines=row.lines,
        amount=amount if has_cost else None,
        minimum_order_value=least if has_cost else None,
        missing=max(least - amount, Decimal(0)) if has_cost else None,
        currency=row.currency,
        meets_minimum=amount >= least,
    )


def unit_cost_of(work: Work, row: SuggestionRow) -> Decimal:
    """What a unit costs at the suggestion's quantity by the supplier's terms of today; where nobody states it, what the plan took.

    For an action that puts it on the row; what people see of it is the view's to guard.
    """
    bought = (row.product_id, row.supplier_id or 0, row.quantity)
    return purchases.costs_at(work, [bought]).get(bought, row.unit_cost)


def _view(work: Work, row: Row[*tuple[Any, ...]]) -> SuggestionView:
    return _told(tuple(row)[: len(_SHOWN)], work.lang, work.actor.may("insights.see_cost"))


@lru_cache(maxsize=ROWS_KEPT)
def _told(values: tuple[Any, ...], lang: str, has_cost: bool) -> SuggestionView:
    """What a person reads of a row with these values. They say it all, so it is put into words once, however often it is looked at."""
    row = dict(zip(_NAMES, values, strict=True))
    figures = json.loads(row["explanation"])["figures"]
    return SuggestionView(
        id=row["id"],
        product=ProductNamed(id=row["product_id"], sku=row["sku"], name=row["product_name"], category=row["category"] or None),
        location=Named(id=row["location_id"], code=row["location_code"], name=row["location_name"]),
        supplier=Named(id=row["supplier_id"], code=row["supplier_code"], name=row["supplier_name"]) if row["supplier_id"] else None,
        unit_cost=row["unit_cost"] if has_cost else None,
        amount=row["amount"] if has_cost else None,
        days_of_cover=None if row["days_of_cover"] >= NO_COVER else row["days_of_cover"],
        urgency=URGENCIES[row["urgency"]],
        explanation=Explanation(sentences=sentences(figures, lang), figures=figures),
        note_text=note_text(row["note"], lang),
        forecast_protection=figures["forecast"],
        **{name: figures[name] for name in ("safety_stock", "reorder_point", "order_up_to")},
        **{name: Decimal(str(figures[name])) for name in ("on_hand", "reserved", "on_order", "in_transit", "pack_size", "moq")},
        **{name: row[name] for name in _SAME},
    )


_SAME = (
    "abc",
    "xyz",
    "demand_class",
    "quantity_suggested",
    "quantity",
    "edited",
    "currency",
    "needed_on",
    "order_by",
    "arrives_on",
    "state",
    "note",
    "reject_reason",
    "decided_at",
    "decided_by",
    "order_id",
    "run_id",
    "version",
)
_NAMES = (
    *("id", "product_id", "sku", "product_name", "category", "location_id", "location_code", "location_name", "supplier_id"),
    *("supplier_code", "supplier_name", "unit_cost", "amount", "days_of_cover", "urgency", "explanation", *_SAME),
)
# The explanation as it is stored: taking it apart is left to whoever has not seen it yet.
_SHOWN = [cast(SuggestionRow.explanation, Text) if name == "explanation" else getattr(SuggestionRow, name) for name in _NAMES]
