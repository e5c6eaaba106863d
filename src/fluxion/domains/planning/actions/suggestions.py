"""Deciding on suggested orders: change the quantity, reject, reopen, approve into draft purchase orders."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import and_

from fluxion.base.work import Work
from fluxion.domains import partners, purchases
from fluxion.domains.planning.actions.deciding import decide, one_by_one, refuse_decided, reopen
from fluxion.domains.planning.errors import NoSupplier, NothingToOrder, UnknownSuggestion
from fluxion.domains.planning.events import SuggestionApproved, SuggestionEdited, SuggestionRejected, SuggestionReopened
from fluxion.domains.planning.reads.suggestions import selected_ids, suggestion, unit_cost_of
from fluxion.domains.planning.rules.explain import snapshot
from fluxion.domains.planning.shapes import (
    Approval,
    OrderMade,
    QuantityChange,
    Rejection,
    RejectionResult,
    SuggestionChoice,
    SuggestionRejections,
    SuggestionView,
)
from fluxion.domains.planning.tables import APPROVED, OPEN, REJECTED, SuggestionRow
from fluxion.values.errors import require_version
from fluxion.values.money import round_money


def edit_suggestion(work: Work, suggestion_id: int, change: QuantityChange, *, version: int | None = None) -> SuggestionView:
    """Order another quantity than the one suggested; the plan keeps it as long as it finds a need."""
    work.require("planning.edit_suggestion")
    row = _row(work, suggestion_id)
    require_version(row.version, version)
    refuse_decided(row, work.lang)
    before, row.quantity, row.edited = row.quantity, change.quantity, change.quantity != row.quantity_suggested
    row.unit_cost = unit_cost_of(work, row)
    row.amount = round_money(row.quantity * row.unit_cost, row.currency)
    row.version += 1
    if before != row.quantity:
        work.emit(SuggestionEdited(**_subject(row), before=before, after=row.quantity))
    work.db.flush()
    return suggestion(work, suggestion_id)


def reject_suggestion(work: Work, suggestion_id: int, rejection: Rejection, *, version: int | None = None) -> SuggestionView:
    """Decide against a suggestion; it is not proposed again until some days passed or the need has grown."""
    work.require("planning.reject_suggestion")
    row = _row(work, suggestion_id)
    require_version(row.version, version)
    _reject(work, row, rejection.reason)
    return suggestion(work, suggestion_id)


def reject_suggestions(work: Work, choice: SuggestionRejections) -> RejectionResult:
    """Decide against many suggestions at once; a result for each, one that fails does not hold up the others."""
    work.require("planning.reject_suggestion")
    ids = selected_ids(work, choice.ids, choice.filter)
    return RejectionResult(results=one_by_one(ids, work.lang, lambda each: _reject(work, _row(work, each), choice.reason)))


def reopen_suggestion(work: Work, suggestion_id: int, *, version: int | None = None) -> SuggestionView:
    """Take back a rejection, so that the suggestion can be decided on again."""
    work.require("planning.reopen_suggestion")
    row = _row(work, suggestion_id)
    require_version(row.version, version)
    table = SuggestionRow
    reopen(
        work,
        "planning.reopen_suggestion",
        row,
        and_(table.product_id == row.product_id, table.location_id == row.location_id),
        row.location_code,
    )
    work.emit(SuggestionReopened(**_subject(row)))
    work.db.flush()
    return suggestion(work, suggestion_id)


def approve_suggestions(work: Work, choice: SuggestionChoice) -> Approval:
    """Put suggestions on draft purchase orders, one per supplier and delivery location; a result for each suggestion.

    What cannot be approved is told and stays as it is; the rest is ordered. A suggestion that somebody else approved a
    moment ago is refused, never ordered twice.
    """
    work.require("planning.approve_suggestion")
    taken: list[SuggestionRow] = []
    ids = selected_ids(work, choice.ids, choice.filter)
    results = one_by_one(ids, work.lang, lambda each: taken.append(_take(work, each)))
    return Approval(orders=_order(work, taken) if taken else [], results=results)


def _order(work: Work, taken: Sequence[SuggestionRow]) -> list[OrderMade]:
    made = purchases.draft_orders(work, [_line(work, row) for row in taken])
    order_of = {line.suggestion_id: order for order in made for line in order.lines}
    by_place = {(order.supplier.id, order.location.id): order for order in made}
    for row in taken:
        order = order_of.get(row.id) or by_place[(row.supplier_id or 0, row.location_id)]
        row.order_id = order.id
        work.emit(SuggestionApproved(**_subject(row), quantity=row.quantity, order=order.number, order_id=order.id))
    work.db.flush()
    return [
        OrderMade(
            id=order.id,
            number=order.number,
            supplier={"id": order.supplier.id, "code": order.supplier.code, "name": order.supplier.name},
            location={"id": order.location.id, "code": order.location.code, "name": order.location.name},
            lines=len(order.lines),
            total=order.total,
            currency=order.currency,
        )
        for order in made
    ]


def _line(work: Work, row: SuggestionRow) -> purchases.OrderLineDraft:
    assert row.supplier_id is not None
    expected = work.today + timedelta(days=(row.arrives_on - row.order_by).days)
    return purchases.OrderLineDraft(
        supplier_id=row.supplier_id,
        location_id=row.location_id,
        product_id=row.product_id,
        quantity=row.quantity,
        unit_cost=row.unit_cost if row.unit_cost > 0 else None,
        expected_on=expected,
        suggestion_id=row.id,
        explanation=snapshot(row.explanation["figures"]) | {"edited": row.edited},
    )


def _take(work: Work, suggestion_id: int) -> SuggestionRow:
    """The open suggestion, now approved by this person and nobody else."""
    row = _row(work, suggestion_id)
    if row.state == OPEN and not _can_supply(work, row):
        raise NoSupplier(sku=row.sku)
    if row.state == OPEN and row.quantity <= 0:
        raise NothingToOrder(sku=row.sku)
    decide(work, "planning.approve_suggestion", row, APPROVED)
    return row


def _can_supply(work: Work, row: SuggestionRow) -> bool:
    supplier = work.db.get(partners.Supplier, row.supplier_id) if row.supplier_id else None
    return supplier is not None and supplier.active


def _reject(work: Work, row: SuggestionRow, reason: str) -> None:
    decide(work, "planning.reject_suggestion", row, REJECTED, reason)
    work.emit(SuggestionRejected(**_subject(row), quantity=row.quantity, reason=reason))
    work.db.flush()


def _row(work: Work, suggestion_id: int) -> SuggestionRow:
    row = work.db.get(SuggestionRow, suggestion_id, with_for_update=True)
    if row is None or not work.sees(row.location_id):
        raise UnknownSuggestion
    return row


def _subject(row: SuggestionRow) -> dict[str, Any]:
    return {"subject_id": row.id, "location_id": row.location_id, "sku": row.sku, "location": row.location_code}
