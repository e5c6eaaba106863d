"""Deciding on suggested transfers: change the quantity, reject, reopen, approve into draft transfers of stock.

Whoever sees one end may decide; stock asks for the right end again when goods are shipped and received. Deciding keeps on the
row why it was proposed: an open one's reasons are the plan's, which the next plan replaces.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import and_

from fluxion.base.work import Work
from fluxion.domains import stock
from fluxion.domains.planning.actions.deciding import decide, one_by_one, refuse_decided, reopen
from fluxion.domains.planning.errors import NothingToOrder, UnknownSuggestion
from fluxion.domains.planning.events import (
    TransferSuggestionApproved,
    TransferSuggestionEdited,
    TransferSuggestionRejected,
    TransferSuggestionReopened,
)
from fluxion.domains.planning.reads.reasons import figures_kept, plan_figures, plan_shown
from fluxion.domains.planning.reads.transfers import selected_ids, transfer
from fluxion.domains.planning.rules.explain import move_snapshot
from fluxion.domains.planning.rules.reasons import TRANSFER_DAYS
from fluxion.domains.planning.shapes import (
    QuantityChange,
    Rejection,
    RejectionResult,
    TransferApproval,
    TransferChoice,
    TransferMade,
    TransferRejections,
    TransferSuggestionView,
)
from fluxion.domains.planning.tables import APPROVED, OPEN, REJECTED, TransferSuggestionRow
from fluxion.values.errors import require_version
from fluxion.values.money import round_money


def edit_transfer(work: Work, transfer_id: int, change: QuantityChange, *, version: int | None = None) -> TransferSuggestionView:
    """Move another quantity than the one suggested."""
    work.require("planning.edit_transfer")
    row = _row(work, transfer_id)
    require_version(row.version, version)
    refuse_decided(row, work.lang)
    before, row.quantity, row.edited = row.quantity, change.quantity, change.quantity != row.quantity_suggested
    row.value, row.version = round_money(row.quantity * row.unit_cost, row.currency), row.version + 1
    _keep_reasons(work, [row])
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
    _keep_reasons(work, [row])
    return transfer(work, transfer_id)


def reject_transfers(work: Work, choice: TransferRejections) -> RejectionResult:
    """Decide against many suggested transfers at once; a result for each."""
    work.require("planning.reject_transfer")
    taken: list[TransferSuggestionRow] = []
    ids = selected_ids(work, choice.ids, choice.filter)
    results = one_by_one(ids, work.lang, lambda each: taken.append(_reject(work, _row(work, each), choice.reason)))
    _keep_reasons(work, taken)
    return RejectionResult(results=results)


def reopen_transfer(work: Work, transfer_id: int, *, version: int | None = None) -> TransferSuggestionView:
    """Take back the rejection of a transfer."""
    work.require("planning.reopen_transfer")
    row = _row(work, transfer_id)
    require_version(row.version, version)
    table = TransferSuggestionRow
    same = and_(
        table.product_id == row.product_id,
        table.from_location_id == row.from_location_id,
        table.to_location_id == row.to_location_id,
    )
    reopen(work, "planning.reopen_transfer", row, same, row.to_code)
    work.emit(TransferSuggestionReopened(**_subject(row)))
    work.db.flush()
    return transfer(work, transfer_id)


def approve_transfers(work: Work, choice: TransferChoice) -> TransferApproval:
    """Put suggested transfers on draft transfers, one per pair of locations; a result for each suggestion."""
    work.require("planning.approve_transfer")
    taken: list[TransferSuggestionRow] = []
    ids = selected_ids(work, choice.ids, choice.filter)
    results = one_by_one(ids, work.lang, lambda each: taken.append(_take(work, each)))
    _keep_reasons(work, taken)
    return TransferApproval(transfers=_draft(work, taken) if taken else [], results=results)


def _take(work: Work, transfer_id: int) -> TransferSuggestionRow:
    """The open transfer, now approved by this person and nobody else."""
    row = _row(work, transfer_id)
    if row.state == OPEN and row.quantity <= 0:
        raise NothingToOrder(sku=row.sku)
    decide(work, "planning.approve_transfer", row, APPROVED)
    return row


def _draft(work: Work, taken: Sequence[TransferSuggestionRow]) -> list[TransferMade]:
    made = stock.draft_transfers(
        work,
        [
            stock.TransferLineDraft(
                from_location_id=row.from_location_id,
                to_location_id=row.to_location_id,
                product_id=row.product_id,
                quantity=row.quantity,
                expected_on=work.today + timedelta(days=figures["transfer_days"] if figures else TRANSFER_DAYS),
                suggestion_id=row.id,
                explanation=move_snapshot(figures) | {"edited": row.edited} if figures else None,
            )
            for row, figures in ((row, figures_kept(row)) for row in taken)
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


def _reject(work: Work, row: TransferSuggestionRow, reason: str) -> TransferSuggestionRow:
    decide(work, "planning.reject_transfer", row, REJECTED, reason)
    work.emit(TransferSuggestionRejected(**_subject(row), quantity=row.quantity, reason=reason))
    work.db.flush()
    return row


def _keep_reasons(work: Work, rows: Sequence[TransferSuggestionRow]) -> None:
    """Keep on rows what the plan says of them now; one of which it can say nothing keeps what it had, if anything.

    Asked only once the rows are held: a plan that is being saved comes either before or after, never in between.
    """
    told, meta = plan_figures(work, rows), plan_shown(work)
    for row in rows:
        row.ship_by = meta.as_of if meta else row.ship_by
        if row.id in told:
            row.explanation = {"figures": told[row.id]}
    work.db.flush()


def _row(work: Work, transfer_id: int) -> TransferSuggestionRow:
    row = work.db.get(TransferSuggestionRow, transfer_id, with_for_update=True)
    if row is None or not (work.sees(row.from_location_id) or work.sees(row.to_location_id)):
        raise UnknownSuggestion
    return row


def _subject(row: TransferSuggestionRow) -> dict[str, Any]:
    return {"subject_id": row.id, "location_id": row.to_location_id, "sku": row.sku, "origin": row.from_code, "target": row.to_code}
