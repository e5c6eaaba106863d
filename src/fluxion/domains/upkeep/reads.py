"""Questions about jobs and about the health of the installation."""

import shutil
from uuid import uuid4

from sqlalchemy import func, insert, select

from fluxion.base.jobs import STATES, JobRow, WorkerRow
from fluxion.base.mart import MartBroken
from fluxion.base.paging import Ask, Page, read_page
from fluxion.base.work import Work
from fluxion.domains.upkeep import rules
from fluxion.domains.upkeep.shapes import Check, JobView, Readiness
from fluxion.values.errors import NotFound, say

_ORDERS = {"created_at": JobRow.created_at, "kind": JobRow.kind, "state": JobRow.state}


def background_jobs(work: Work, ask: Ask, *, state: str | None = None, kind: str | None = None, mine: bool = False) -> Page[JobView]:
    """Jobs, newest first: one's own, and everybody's with the right `upkeep.read`."""
    query = select(JobRow)
    if mine or not work.actor.may("upkeep.read"):
        query = query.where(JobRow.actor_id == work.actor.id)
    if state is not None:
        query = query.where(JobRow.state == state)
    if kind is not None:
        query = query.where(JobRow.kind == kind)
    return read_page(work.db, work.settings, query, ask, _ORDERS, JobRow.id, lambda row: _view(row[0]), "-created_at")


def background_job(work: Work, job_id: str) -> JobView:
    """One job; refused as `NotFound` when it is somebody else's and the right `upkeep.read` is missing."""
    return _view(visible_job(work, job_id))


def visible_job(work: Work, job_id: str) -> JobRow:
    """The row of a job that the actor may see."""
    row = work.db.get(JobRow, job_id, populate_existing=True)
    if row is None:
        raise NotFound
    is_own = row.actor_id is not None and row.actor_id == work.actor.id
    if not is_own and not work.actor.may("upkeep.read"):
        raise NotFound
    return row


def job_counts(work: Work) -> dict[str, int]:
    """How many jobs there are in each state."""
    work.require("upkeep.read")
    found = {row.state: row.number for row in work.db.execute(select(JobRow.state, func.count().label("number")).group_by(JobRow.state))}
    return {state: found.get(state, 0) for state in STATES}


def readiness(work: Work, schema_is_current: bool) -> Readiness:
    """Whether the installation can serve, by what it is made of; needs a writing Work, in which nothing is kept."""
    checks = [rules.schema_check(schema_is_current, work.lang)]
    if schema_is_current:
        checks += [_database(work), _worker(work), _mart(work)]
    usage = shutil.disk_usage(work.settings.data_dir)
    checks.append(rules.disk_check(usage.free, usage.total, work.lang))
    return Readiness(ready=all(check.verdict != "failed" for check in checks), checks=checks)


def _database(work: Work) -> Check:
    """A row that is written and taken back; what the database answers to a failed write is the caller's to tell."""
    with work.db.begin_nested() as probe:
        work.db.execute(insert(WorkerRow).values(id=f"probe-{uuid4()}", host="", pid=0, started_at=work.now, heartbeat_at=work.now))
        probe.rollback()
    return Check(name="database", verdict="ok", detail=say(rules.DATABASE, work.lang))


def _worker(work: Work) -> Check:
    return rules.worker_check(work.db.scalar(select(func.max(WorkerRow.heartbeat_at))), work.now, work.lang)


def _mart(work: Work) -> Check:
    generation = work.marts.generation(work)
    if generation is None:
        return Check(name="mart", verdict="ok", detail=say(rules.MART_NONE, work.lang))
    try:
        work.marts.query(work, "select 1")
    except MartBroken as broken:
        return Check(name="mart", verdict="warning", detail=say(rules.MART_BROKEN, work.lang, {"reason": broken.code}))
    return Check(name="mart", verdict="ok", detail=say(rules.MART_READS, work.lang, {"generation": generation}))


def _view(row: JobRow) -> JobView:
    return JobView(
        id=row.id,
        kind=row.kind,
        title=row.title,
        state=row.state,
        progress=row.progress,
        step=row.step,
        error_code=row.error_code,
        error=row.error,
        attempts=row.attempts,
        retry_at=row.not_before if row.state == "queued" else None,
        cancel_requested=row.cancel_requested,
        actor_name=row.actor_name,
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        result=row.result,
    )
