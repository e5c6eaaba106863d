"""Suggested transfers: lists with their filters, and the selection that bulk actions work on."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, or_, select

from fluxion.base.paging import Ask, Column, Page, read_page
from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains.planning.errors import UnknownSuggestion
from fluxion.domains.planning.reads.finding import products_found, require_cost_order
from fluxion.domains.planning.reads.reasons import figures_kept, plan_figures, plan_shown, ship_day
from fluxion.domains.planning.rules.explain import figures_seen, move_sentences, note_text
from fluxion.domains.planning.shapes import Explanation, ProductNamed, TransferFilter, TransferSuggestionView
from fluxion.domains.planning.tables import OPEN, TransferSuggestionRow

MOST_AT_ONCE = 20_000
ORDERS: dict[str, Column] = {
    "value": TransferSuggestionRow.value,
    "quantity": TransferSuggestionRow.quantity,
    "sku": TransferSuggestionRow.sku,
    "product": TransferSuggestionRow.product_name,
    "from": TransferSuggestionRow.from_code,
    "to": TransferSuggestionRow.to_code,
}


def transfers(work: Work, ask: Ask, chosen: TransferFilter) -> Page[TransferSuggestionView]:
    """Suggested transfers that touch a location the person may see; open ones unless another state is asked for."""
    work.require("planning.read")
    order = require_cost_order(work, ask, "value", "-value", "sku")
    query = select(TransferSuggestionRow).where(*conditions(work, chosen))
    found = read_page(
        work.db, work.settings, query, ask, ORDERS, TransferSuggestionRow.id, lambda row: cast(TransferSuggestionRow, row[0]), order
    )
    return Page(items=_views(work, found.items), next_cursor=found.next_cursor, total=found.total)


def transfer(work: Work, transfer_id: int) -> TransferSuggestionView:
    """One suggested transfer; refused as unknown when neither end lies within the actor's locations."""
    work.require("planning.read")
    row = work.db.scalar(select(TransferSuggestionRow).where(TransferSuggestionRow.id == transfer_id, *seen_transfers(work)))
    if row is None:
        raise UnknownSuggestion
    return _views(work, [row])[0]


def conditions(work: Work, chosen: TransferFilter) -> list[ColumnElement[bool]]:
    """The filter as conditions on `transfer_suggestion`, within what the actor may see."""
    table = TransferSuggestionRow
    wanted = [*seen_transfers(work), table.state == chosen.state]
    for column, value in (
        (table.from_location_id, chosen.from_location_id),
        (table.to_location_id, chosen.to_location_id),
        (table.category_id, chosen.category_id),
        (table.product_id, chosen.product_id),
        (table.kind, chosen.kind),
    ):
        if value is not None:
            wanted.append(column == value)
    if chosen.q:
        wanted.append(table.product_id.in_(products_found(chosen.q)))
    return wanted


def seen_transfers(work: Work) -> list[ColumnElement[bool]]:
    """Transfers are seen from either end."""
    if work.actor.locations is None:
        return []
    table = TransferSuggestionRow
    return [or_(table.from_location_id.in_(work.actor.locations), table.to_location_id.in_(work.actor.locations))]


def selected_ids(work: Work, ids: Sequence[int] | None, chosen: TransferFilter | None) -> list[int]:
    """The ids a bulk action works on, in the order they will be treated; all that the filter finds when no ids are given."""
    work.require("planning.read")
    if ids is not None:
        return list(dict.fromkeys(ids))
    query = select(TransferSuggestionRow.id).where(*conditions(work, chosen or TransferFilter()))
    return list(work.db.scalars(query.order_by(TransferSuggestionRow.id).limit(MOST_AT_ONCE)))


def _views(work: Work, rows: Sequence[TransferSuggestionRow]) -> list[TransferSuggestionView]:
    """What the person may see of the rows: of open ones why the plan proposes them now, of the others why it did when it was decided."""
    meta, told = plan_shown(work), plan_figures(work, [row for row in rows if row.state == OPEN])
    return [_view(work, row, told.get(row.id) or figures_kept(row), ship_day(row, meta)) for row in rows]


def _view(work: Work, row: TransferSuggestionRow, known: dict[str, Any] | None, ship_by: date) -> TransferSuggestionView:
    has_cost = work.actor.may("insights.see_cost")
    figures = figures_seen(known or {}, work.sees(row.from_location_id), work.sees(row.to_location_id))
    return TransferSuggestionView(
        id=row.id,
        kind=row.kind,
        product=ProductNamed(id=row.product_id, sku=row.sku, name=row.product_name, category=row.category or None),
        origin=Named(id=row.from_location_id, code=row.from_code, name=row.from_name),
        target=Named(id=row.to_location_id, code=row.to_code, name=row.to_name),
        quantity_suggested=row.quantity_suggested,
        quantity=row.quantity,
        edited=row.edited,
        unit_cost=row.unit_cost if has_cost else None,
        value=row.value if has_cost else None,
        currency=row.currency,
        ship_by=ship_by,
        state=row.state,
        note=row.note,
        note_text=note_text(row.note, work.lang),
        reject_reason=row.reject_reason,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        transfer_id=row.transfer_id,
        run_id=row.run_id,
        explanation=Explanation(sentences=move_sentences(figures, work.lang) if known else [], figures=figures),
        version=row.version,
    )
