"""Asking for a backtest, and keeping its result."""

from typing import Any

from sqlalchemy import select

from fluxion.base.work import Work
from fluxion.domains.planning.events import BacktestAsked, BacktestReady
from fluxion.domains.planning.reads.backtests import backtest, scope_of
from fluxion.domains.planning.shapes.backtests import BacktestAsk, BacktestView
from fluxion.domains.planning.tables import DONE
from fluxion.domains.planning.tables.backtests import BacktestRow
from fluxion.values.errors import Text, say

JOB = "planning.backtest"
TITLE: Text = {"es": "Backtest", "en": "Backtest", "pt": "Backtest"}


def start_backtest(work: Work, ask: BacktestAsk) -> BacktestView:
    """Ask for the past to be replayed; while the same question waits or runs, the answer is that one."""
    work.require("planning.start_backtest")
    scope = scope_of(work)
    key = f"{JOB}:{scope}:{ask.weeks}:{ask.origins}:{ask.horizon}:{ask.seed}"
    job_id = work.later(JOB, ask.model_dump(), title=say(TITLE, work.lang), key=key)
    known = work.db.scalar(select(BacktestRow.id).where(BacktestRow.job_id == job_id))
    if known is not None:
        return backtest(work, known)
    row = BacktestRow(job_id=job_id, scope=scope, actor_name=work.actor.name, created_at=work.now, **ask.model_dump())
    work.db.add(row)
    work.db.flush()
    work.emit(BacktestAsked(subject_id=row.id, weeks=ask.weeks))
    return backtest(work, row.id)


def keep_backtest(work: Work, job_id: str, result: dict[str, Any]) -> int | None:
    """The row that the job's result was put into; None when it is gone."""
    work.require("planning.start_backtest")
    row = work.db.scalar(select(BacktestRow).where(BacktestRow.job_id == job_id))
    if row is None:
        return None
    row.result, row.state, row.finished_at = result, DONE, work.now
    work.emit(BacktestReady(subject_id=row.id, series=result["data"]["series"]))
    return row.id
