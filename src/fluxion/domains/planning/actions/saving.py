"""Save: the plan's suggestions, transfers and alerts replace the earlier plan's, in the commit that publishes it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from sqlalchemy import delete, func, select

from fluxion.base.work import Work
from fluxion.domains import stock
from fluxion.domains.planning.actions.alerts import keep_decisions
from fluxion.domains.planning.actions.meanwhile import decided_meanwhile
from fluxion.domains.planning.actions.proposals import (
    orders_proposed,
    read_names,
    save_suggestions,
    save_transfers,
    transfers_proposed,
)
from fluxion.domains.planning.events import PlanReady
from fluxion.domains.planning.reads.gather import Opened
from fluxion.domains.planning.rules.inputs import pair_rows
from fluxion.domains.planning.rules.plan import Plan
from fluxion.domains.planning.rules.rows import Names
from fluxion.domains.planning.tables import DONE, OPEN, REPLACED, RunRow, SuggestionRow, TransferSuggestionRow

KEEP_RUNS = 10


@dataclass(frozen=True)
class Saved:
    """How much of a plan was saved."""

    suggestions: int
    transfers: int
    alerts: int


@dataclass(frozen=True)
class Ready:
    """What a plan leaves in the records, made before they are held: its proposals as if nobody decided anything meanwhile, and the
    targets of what stock keeps."""

    table: pa.Table
    names: Names
    suggestions: pa.Table
    transfers: pa.Table
    targets: pa.Table


def prepare_plan(work: Work, plan: Plan, table: pa.Table, run_id: int, newest: date) -> Ready:
    """The rows that `save_plan` writes, from the plan's `series_table`; `newest` is the last day of known sales."""
    work.require("planning.start_run")
    names = read_names(work, plan.inputs.as_of, min(newest, date.fromordinal(plan.inputs.as_of.toordinal() - 1)))
    orders, moves = orders_proposed(plan, table, run_id, names), transfers_proposed(plan, table, run_id, names)
    return Ready(table, names, orders, moves, _targets(plan))


def save_plan(work: Work, plan: Plan, ready: Ready, exceptions: pa.Table, run_id: int, why: str, opened: Opened) -> Saved:
    """Make the plan the current one: new suggestions, transfers, alerts and stock targets, and the run is done.

    What people decided or ordered while the plan was being computed is not proposed again.
    """
    work.require("planning.start_run")
    run = work.db.get_one(RunRow, run_id)
    _hold_open(work)
    decided, given = decided_meanwhile(work, plan, opened), (plan, ready.table, run_id, ready.names)
    orders = orders_proposed(*given, decided.series) if len(decided.series) else ready.suggestions
    moves = transfers_proposed(*given, decided.moves) if len(decided.moves) else ready.transfers
    suggestions, transfers = save_suggestions(work, orders, run_id), save_transfers(work, moves, run_id)
    alerts = keep_decisions(work, exceptions)
    stock.set_targets(work, ready.targets, on_behalf_of="planning.start_run")
    run.as_of, run.as_of_reason, run.data_until = plan.inputs.as_of, why, ready.names.data_until
    run.horizon_days, run.series, run.state, run.finished_at = plan.inputs.horizon, plan.series.n, DONE, work.now
    run.figures = _figures(plan, suggestions, transfers, alerts)
    work.emit(
        PlanReady(
            subject_id=run_id,
            as_of=plan.inputs.as_of.isoformat(),
            series=plan.series.n,
            suggestions=suggestions,
            transfers=transfers,
            alerts=alerts,
        )
    )
    return Saved(suggestions, transfers, alerts)


def _hold_open(work: Work) -> None:
    """Let nobody decide on an open suggestion until this commit."""
    for table in (SuggestionRow, TransferSuggestionRow):
        held = select(table.id).where(table.state == OPEN).with_for_update().subquery()
        work.db.execute(select(func.count()).select_from(held))


def _targets(plan: Plan) -> pa.Table:
    """The levels of every pair that stock keeps, so that its list can be filtered by them."""
    held = plan.inputs.stock
    rows = pair_rows(held.product_id, held.location_id, plan.series.product_id, plan.series.location_id)
    known = np.flatnonzero(rows >= 0)
    rows = rows[known]
    daily = plan.forecasts.daily_mean
    most = np.where(daily > 0, np.maximum(plan.policy.max_cover_days * daily, plan.policy.order_up_to), 0.0)
    return pa.table(
        {
            "id": held.values["id"][known].astype(np.int64),
            "reorder_point": plan.policy.reorder_point[rows],
            "order_up_to": plan.policy.order_up_to[rows],
            "overstock_above": most[rows],
            "daily_mean": np.round(daily[rows], 4),
        }
    )


def _figures(plan: Plan, suggestions: int, transfers: int, alerts: int) -> dict[str, Any]:
    horizon = float(plan.forecasts.mean[plan.series.parent < 0].sum())
    outcomes, counts = np.unique(plan.outcome, return_counts=True)
    return {
        "suggestions": suggestions,
        "transfers": transfers,
        "alerts": alerts,
        "forecast_units": round(horizon, 1),
        **{f"outcome_{word}": int(count) for word, count in zip(outcomes, counts, strict=True)},
    }


def forget_old(work: Work, run_id: int) -> None:
    """Let go of untouched suggestions that were replaced long ago: they tell nothing any more. Nobody has to wait for it with the plan."""
    work.require("planning.start_run")
    oldest = work.db.scalar(select(func.max(RunRow.id)).where(RunRow.id <= run_id - KEEP_RUNS))
    if oldest is None:
        return
    for table in (SuggestionRow, TransferSuggestionRow):
        gone = delete(table).where(REPLACED, table.run_id <= oldest)
        work.db.execute(gone, execution_options={"synchronize_session": False})
