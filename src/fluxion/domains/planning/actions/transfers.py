"""Deciding on suggested transfers: change the quantity, reject, reopen, approve into draft transfers of stock.

Whoever sees one end may decide; stock asks for the right end again when goods are shipped and received.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import CursorResult, select, update

from fluxion.base.work import Work
from fluxion.domains import stock
from fluxion.domains.planning.errors import NothingToOrder, NotOpen, NotRejected, ReplacedByNewer, UnknownSuggestion
from fluxion.domains.planning.events import (
    TransferSuggestionApproved,
    TransferSuggestionEdited,
    TransferSuggestionRejected,
    TransferSuggestionReopened,
)
from fluxion.domains.planning.reads.transfers import selected_ids, transfer
from fluxion.domains.planning.rules.explain import move_snapshot
from fluxion.domains.planning.rules.words import STATE_WORDS
from fluxion.domains.planning.shapes import (
    QuantityChange,
    Rejection,
    RejectionResult,
    RowResult,
    TransferApproval,
    TransferChoice,
    TransferMade,
    TransferRejections,
    TransferSuggestionView,
)
from fluxion.domains.planning.tables import APPROVED, OPEN, REJECTED, TransferSuggestionRow
from fluxion.values.errors import Refusal, require_version, say
from fluxion.values.money import round_money


def edit_transfer(work: Work, transfer_id: int, change: QuantityChange, *, version: int | None = None) -> TransferSuggestionView:
    """Move another quantity than the one suggested."""
    work.require("planning.edit_transfer")
    row = _row(work, transfer_id)
    require_version(row.version, version)
    _require_open(work, row)
    before, row.quantity, row.edited = row.quantity, change.quantity, change.quantity != row.quantity_suggested
    row.value, row.version = round_money(row.quantity * row.unit_cost, row.currency), row.version + 1
    if before != row.quantity:
        work.emit(TransferSuggestionEdited(**_subject(row), before=before, after=row.quantity))
    work.db.flush()
    return transfer(work, transfer_id)


def reject_transfer(work: Work, transfer_id: int, rejection: Rejection, *, version: int | None = None) -> TransferSuggestionView:
    """Decide against a suggested transfer; it is not proposed again until some days passed or it has grown."""
    work.require("planning.reject_transfer")
    row = _row(work, transfer_id)
    require_version(row.version, version)
    _reject(work, row, rejection.reason)
    return transfer(work, transfer_id)


def reject_transfers(work: Work, choice: TransferRejections) -> RejectionResult:
    """Decide against many suggested transfers at once; a result for each."""
    work.require("planning.reject_transfer")
    results = []
    for transfer_id in selected_ids(work, choice.ids, choice.filter):
        try:
            _reject(work, _row(work, transfer_id), choice.reason)
        except Refusal as refusal:
            results.append(_failed(work, transfer_id, refusal))
        else:
            results.append(RowResult(id=transfer_id, ok=True))
    return RejectionResult(results=results)


def reopen_transfer(work: Work, transfer_id: int, *, version: int | None = None) -> TransferSuggestionView:
    """Take back the rejection of a transfer."""
    work.require("planning.reopen_transfer")
    row = _row(work, transfer_id)
    require_version(row.version, version)
    if row.state != REJECTED:
        raise NotRejected(state=say(STATE_WORDS[row.state], work.lang))
    table = TransferSuggestionRow
    newer = select(table.id).where(
        table.product_id == row.product_id,
        table.from_location_id == row.from_location_id,
        table.to_location_id == row.to_location_id,
        table.state == OPEN,
    )
    if work.db.scalar(newer) is not None:
        raise ReplacedByNewer(sku=row.sku, location=row.to_code)
    row.state, row.reject_reason, row.decided_at, row.decided_by = OPEN, None, None, None
    row.version += 1
    work.emit(TransferSuggestionReopened(**_subject(row)))
    work.db.flush()
    return transfer(work, transfer_id)


def approve_transfers(work: Work, choice: TransferChoice) -> TransferApproval:
    """Put suggested transfers on draft transfers, one per pair of locations; a result for each suggestion."""
    work.require("planning.approve_transfer")
    taken: list[TransferSuggestionRow] = []
    results: dict[int, RowResult] = {}
    for transfer_id in selected_ids(work, choice.ids, choice.filter):
        try:
            row = _row(work, transfer_id)
            if row.state == OPEN and row.quantity <= 0:
                raise NothingToOrder(sku=row.sku)
            _move(work, row, APPROVED)
        except Refusal as refusal:
            results[transfer_id] = _failed(work, transfer_id, refusal)
        else:
            taken.append(row)
            results[transfer_id] = RowResult(id=transfer_id, ok=True)
    return TransferApproval(transfers=_draft(work, taken) if taken else [], results=list(results.values()))


def _draft(work: Work, taken: Sequence[TransferSuggestionRow]) -> list[TransferMade]:
    made = stock.draft_transfers(
        work,
        [
            stock.TransferLineDraft(
                from_location_id=row.from_location_id,
                to_location_id=row.to_location_id,
                product_id=row.product_id,
                quantity=row.quantity,
                expected_on=work.today + timedelta(days=row.explanation["figures"]["transfer_days"]),
                suggestion_id=row.id,
                explanation=move_snapshot(row.explanation["figures"]) | {"edited": row.edited},
            )
            for row in taken
        ],
    )
    document = {(each.from_location.id, each.to_location.id): each for each in made}
    for row in taken:
        each = document[(row.from_location_id, row.to_location_id)]
        row.transfer_id = each.id
        work.emit(TransferSuggestionApproved(**_subject(row), quantity=row.quantity, transfer=each.number, transfer_id=each.id))
    work.db.flush()
    return [
        TransferMade(
            id=each.id,
            number=each.number,
            origin={"id": each.from_location.id, "code": each.from_location.code, "name": each.from_location.name},
            target={"id": each.to_location.id, "code": each.to_location.code, "name": each.to_location.name},
            lines=len(each.lines),
        )
        for each in made
    ]


def _reject(work: Work, row: TransferSuggestionRow, reason: str) -> None:
    _move(work, row, REJECTED)
    row.reject_reason = reason
    work.emit(TransferSuggestionRejected(**_subject(row), quantity=row.quantity, reason=reason))
    work.db.flush()


def _move(work: Work, row: TransferSuggestionRow, state: str) -> None:
    """Decide on an open suggestion; refused as `NotOpen` when somebody else was quicker."""
    table = TransferSuggestionRow
    values: dict[str, Any] = {"state": state, "decided_at": work.now, "decided_by": work.actor.name, "version": table.version + 1}
    wanted = update(table).where(table.id == row.id, table.state == OPEN).values(**values)
    done = work.db.execute(wanted, execution_options={"synchronize_session": False})
    assert isinstance(done, CursorResult)
    work.db.refresh(row)
    if done.rowcount != 1:
        raise NotOpen(state=say(STATE_WORDS[row.state], work.lang))


def _require_open(work: Work, row: TransferSuggestionRow) -> None:
    if row.state != OPEN:
        raise NotOpen(state=say(STATE_WORDS[row.state], work.lang))


def _row(work: Work, transfer_id: int) -> TransferSuggestionRow:
    row = work.db.get(TransferSuggestionRow, transfer_id, with_for_update=True)
    if row is None or not (work.sees(row.from_location_id) or work.sees(row.to_location_id)):
        raise UnknownSuggestion
    return row


def _subject(row: TransferSuggestionRow) -> dict[str, Any]:
    return {"subject_id": row.id, "location_id": row.to_location_id, "sku": row.sku, "origin": row.from_code, "target": row.to_code}


def _failed(work: Work, row_id: int, refusal: Refusal) -> RowResult:
    return RowResult(id=row_id, ok=False, code=refusal.code, message=refusal.in_language(work.lang))
