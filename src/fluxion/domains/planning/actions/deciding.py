"""What deciding means for every proposal of a plan, be it an order or a transfer.

Each decision first takes the row by its state (`open` → …), so that of two people only one decides, and the other is told.
"""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import ColumnElement, CursorResult, select, update

from fluxion.base.work import Work
from fluxion.domains.planning.errors import NotOpen, NotRejected, ReplacedByNewer
from fluxion.domains.planning.rules.words import STATE_WORDS
from fluxion.domains.planning.shapes import RowResult
from fluxion.domains.planning.tables import OPEN, REJECTED, SuggestionRow, TransferSuggestionRow
from fluxion.values.errors import Refusal, say

Proposal = SuggestionRow | TransferSuggestionRow


def refuse_decided(row: Proposal, lang: str) -> None:
    """Refuse as `NotOpen` what somebody decided on already."""
    if row.state != OPEN:
        raise NotOpen(state=say(STATE_WORDS[row.state], lang))


def decide(work: Work, right: str, row: Proposal, state: str, reason: str | None = None) -> None:
    """Decide on an open proposal, with the right to do so; refused as `NotOpen` when somebody else was quicker."""
    work.require(right)
    kind = type(row)
    values: dict[str, Any] = {"state": state, "decided_at": work.now, "decided_by": work.actor.name, "version": kind.version + 1}
    wanted = update(kind).where(kind.id == row.id, kind.state == OPEN).values(**values)
    done = work.db.execute(wanted, execution_options={"synchronize_session": False})
    assert isinstance(done, CursorResult)
    work.db.refresh(row)
    if done.rowcount != 1:
        raise NotOpen(state=say(STATE_WORDS[row.state], work.lang))
    row.reject_reason = reason


def reopen(work: Work, right: str, row: Proposal, same: ColumnElement[bool], place: str) -> None:
    """Take back a rejection, with the right to do so; refused when it is none, or a newer plan has an open proposal for the `same`."""
    work.require(right)
    if row.state != REJECTED:
        raise NotRejected(state=say(STATE_WORDS[row.state], work.lang))
    kind = type(row)
    if work.db.scalar(select(kind.id).where(same, kind.state == OPEN)) is not None:
        raise ReplacedByNewer(sku=row.sku, location=place)
    row.state, row.reject_reason, row.decided_at, row.decided_by = OPEN, None, None, None
    row.version += 1


def one_by_one(ids: Iterable[int], lang: str, act: Callable[[int], object]) -> list[RowResult]:
    """What became of each: one that is refused does not hold up the others."""

    def result(row_id: int) -> RowResult:
        try:
            act(row_id)
        except Refusal as refusal:
            return RowResult(id=row_id, ok=False, code=refusal.code, message=refusal.in_language(lang))
        return RowResult(id=row_id, ok=True)

    return [result(each) for each in ids]
