"""Planning runs: which there were, how far the present one is, and how right earlier ones turned out."""

from typing import Any

from sqlalchemy import Row, case, select

from fluxion.base.jobs import JobRow
from fluxion.base.mart import MartBroken, MartMissing
from fluxion.base.paging import Ask, Column, Page, read_page
from fluxion.base.work import Work
from fluxion.domains.planning.errors import NoPlan
from fluxion.domains.planning.reads.mart import plan_meta, seen
from fluxion.domains.planning.rules.explain import run_note
from fluxion.domains.planning.shapes import AccuracyView, RunView
from fluxion.domains.planning.tables import DONE, RunRow
from fluxion.values.errors import NotFound

ORDERS: dict[str, Column] = {"created_at": RunRow.created_at}


def runs(work: Work, ask: Ask) -> Page[RunView]:
    """Planning runs, newest first."""
    work.require("planning.read")
    return read_page(work.db, work.settings, _query(), ask, ORDERS, RunRow.id, lambda row: _view(work, row), "-created_at")


def run(work: Work, run_id: int) -> RunView:
    """One planning run."""
    work.require("planning.read")
    row = work.db.execute(_query().where(RunRow.id == run_id)).one_or_none()
    if row is None:
        raise NotFound
    return _view(work, row)


def latest_run(work: Work) -> RunView:
    """The run whose results the pages show; refused as `NoPlan` before the first."""
    work.require("planning.read")
    row = work.db.execute(_query().where(RunRow.state == DONE).order_by(RunRow.finished_at.desc(), RunRow.id.desc()).limit(1)).one_or_none()
    if row is None:
        raise NoPlan
    view = _view(work, row)
    if _is_shown(work):
        return view
    return view.model_copy(update={"note": run_note("unreadable", view.as_of, view.data_until, work.lang)})


def _is_shown(work: Work) -> bool:
    """Whether the mart holds a plan; an upgrade may have left it none. While it is being built, that is not known yet."""
    try:
        plan_meta(work)
    except NoPlan:
        return False
    except MartBroken:
        return True
    return True


def accuracy(work: Work) -> list[AccuracyView]:
    """What earlier plans forecast beside what sold in the week to four weeks after, newest first.

    WAPE is the sum of the misses of every series over what sold; bias is forecast less sold over sold. Both are null
    where nothing sold.
    """
    work.require("planning.read")
    where, params = seen(work)
    sql = (
        "select run_id, as_of, days, sum(series)::int as series, sum(forecast) as forecast, sum(sold) as sold, sum(missed) as missed "
        "from plan_accuracy where " + where + " group by all order by as_of desc, run_id desc, days"
    )
    try:
        rows = work.marts.records(work, sql, params)
    except MartMissing:
        return []
    return [_accuracy(row) for row in rows]


def _accuracy(row: dict[str, Any]) -> AccuracyView:
    sold = row["sold"]
    return AccuracyView(
        run_id=row["run_id"],
        as_of=row["as_of"],
        days=row["days"],
        series=row["series"],
        forecast=round(row["forecast"], 1),
        sold=round(sold, 1),
        wape=round(row["missed"] / sold, 4) if sold > 0 else None,
        bias=round((row["forecast"] - sold) / sold, 4) if sold > 0 else None,
    )


def _query() -> Any:
    state = case((RunRow.state == DONE, DONE), (JobRow.state == DONE, "failed"), (JobRow.state.is_(None), "failed"), else_=JobRow.state)
    return select(RunRow, state.label("told"), JobRow.progress, JobRow.step, JobRow.error).outerjoin(JobRow, JobRow.id == RunRow.job_id)


def _view(work: Work, found: Row[*tuple[Any, ...]]) -> RunView:
    row: RunRow = found[0]
    return RunView(
        id=row.id,
        job_id=row.job_id,
        state=found.told,
        progress=1.0 if found.told == DONE else found.progress or 0.0,
        step=found.step,
        error=found.error if found.told in ("failed", "cancelled", "queued") else None,
        as_of=row.as_of or row.as_of_asked,
        as_of_reason=row.as_of_reason,
        note=run_note(row.as_of_reason, row.as_of, row.data_until, work.lang),
        data_until=row.data_until,
        horizon=row.horizon_days,
        series=row.series,
        figures=row.figures if work.actor.locations is None else {},  # counts and units of the whole company
        actor_name=row.actor_name,
        created_at=row.created_at,
        finished_at=row.finished_at,
    )
