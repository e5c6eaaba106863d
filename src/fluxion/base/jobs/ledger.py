"""Every change of state of a job row, each a compare-and-set inside the caller's transaction.

queued → running → done | failed | cancelled, and running → queued (failure with attempts left, stop, dead worker).
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from random import uniform
from typing import Any
from uuid import uuid4

from sqlalchemy import ColumnElement, CursorResult, and_, delete, or_, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from fluxion.base.facts import as_json
from fluxion.base.jobs.tables import (
    CANCELLED,
    FAILED,
    OPEN_STATES,
    QUEUED,
    RUNNING,
    JobRow,
)

BACKOFF_FIRST_S = 2.0
BACKOFF_FACTOR = 4.0
BACKOFF_MOST_S = 900.0


def queue_job(
    db: Session,
    kind: str,
    args: dict[str, Any],
    *,
    title: str,
    now: datetime,
    actor_id: int | None,
    actor_name: str,
    lang: str,
    key: str | None = None,
    job_id: str | None = None,
    rights: Collection[str] = ("*",),
    locations: Collection[int] | None = None,
) -> str:
    """Id of the job that will do this: a new row of the caller's commit, or the open job that has the same key."""
    row = {
        "id": job_id or str(uuid4()),
        "kind": kind,
        "title": title,
        "args": args,
        "key": key,
        "state": QUEUED,
        "actor_id": actor_id,
        "actor_name": actor_name,
        "actor_rights": sorted(rights),
        "actor_locations": None if locations is None else sorted(locations),
        "lang": lang,
        "created_at": now,
    }
    while not _inserted(db, row):
        if job_id is not None:
            return job_id
        open_id = db.scalar(select(JobRow.id).where(JobRow.key == key, JobRow.state.in_(OPEN_STATES)))
        if open_id is not None:
            return open_id
    return str(row["id"])


def _inserted(db: Session, row: dict[str, Any]) -> bool:
    """Whether the row is new; False when its id or its key is already there."""
    insert = sqlite_insert if db.get_bind().dialect.name == "sqlite" else postgres_insert
    return db.execute(insert(JobRow).values(row).on_conflict_do_nothing().returning(JobRow.id)).first() is not None


def handing_due(db: Session, now: datetime, limit: int = 100) -> list[tuple[str, str, int]]:
    """Jobs to give to the workers now, oldest first: id, kind, and how often they were given before."""
    ready = or_(JobRow.not_before.is_(None), JobRow.not_before <= now)
    rows = db.execute(
        select(JobRow.id, JobRow.kind, JobRow.handed)
        .where(JobRow.state == QUEUED, JobRow.handed_at.is_(None), ready)
        .order_by(JobRow.created_at)
        .limit(limit)
    )
    return [(row.id, row.kind, row.handed) for row in rows]


def mark_handed(db: Session, job_id: str, handed: int, now: datetime) -> bool:
    """Note that the job was given to the workers for the `handed`-th time; False when somebody else was first."""
    fresh = and_(JobRow.id == job_id, JobRow.state == QUEUED, JobRow.handed == handed - 1, JobRow.handed_at.is_(None))
    return _set(db, fresh, handed=handed, handed_at=now)


def claim(db: Session, job_id: str, handed: int, worker: str, now: datetime) -> JobRow | None:
    """The job, now running on this worker; None when it was cancelled, done or given to somebody else meanwhile."""
    waiting = and_(JobRow.id == job_id, JobRow.state == QUEUED, JobRow.handed == handed)
    taken = _set(
        db,
        waiting,
        state=RUNNING,
        worker=worker,
        attempts=JobRow.attempts + 1,
        started_at=now,
        heartbeat_at=now,
        not_before=None,
        progress=0.0,
        step=None,
    )
    return db.get(JobRow, job_id, populate_existing=True) if taken else None


def still_owns(db: Session, job_id: str, handed: int, now: datetime) -> bool:
    """Whether this run still owns the job; holds the row until the transaction ends, so that nobody takes it meanwhile."""
    return _set(db, _running(job_id, handed), heartbeat_at=now)


def note_progress(db: Session, job_id: str, handed: int, progress: float, step: str | None, now: datetime) -> bool:
    """Keep how far the run is; False when it no longer owns the job."""
    return _set(db, _running(job_id, handed), progress=progress, step=step, heartbeat_at=now)


def finish(db: Session, job_id: str, handed: int, state: str, now: datetime, **values: Any) -> bool:
    """End the job for good in this state; False when the run no longer owns it."""
    return _set(db, _running(job_id, handed), state=state, finished_at=now, **values)


def success(result: dict[str, Any] | None) -> dict[str, Any]:
    """What a job that is done has in its row beside the state."""
    return {"progress": 1.0, "result": as_json(result), "error_code": None, "error": None}


def try_again(db: Session, job: JobRow, now: datetime, error_code: str, error: str) -> bool:
    """Queue a failed run again after a pause that grows with each attempt, the reason kept in sight."""
    return _set(
        db,
        _running(job.id, job.handed),
        state=QUEUED,
        handed_at=None,
        worker=None,
        not_before=now + timedelta(seconds=backoff_s(job.attempts)),
        error_code=error_code,
        error=error,
    )


def backoff_s(attempts: int) -> float:
    """Seconds to wait after so many failed attempts: 2, 8, 32 … at most 15 minutes, give or take a tenth."""
    return min(BACKOFF_FIRST_S * BACKOFF_FACTOR ** (attempts - 1), BACKOFF_MOST_S) * uniform(0.9, 1.1)


def give_back(db: Session, job_id: str, handed: int) -> bool:
    """Queue a run that was stopped with its worker; the attempt does not count."""
    return _set(db, _running(job_id, handed), state=QUEUED, handed_at=None, worker=None, attempts=JobRow.attempts - 1)


def cancel(db: Session, job_id: str, now: datetime) -> bool:
    """Cancel a job: at once while it never ran, else at its next check; False when it had already ended.

    A job waiting for another attempt runs at once, only to undo what the first one left behind.
    """
    untouched = and_(JobRow.id == job_id, JobRow.state == QUEUED, JobRow.attempts == 0)
    if _set(db, untouched, state=CANCELLED, cancel_requested=True, finished_at=now):
        return True
    return _set(db, and_(JobRow.id == job_id, JobRow.state.in_(OPEN_STATES)), cancel_requested=True, not_before=None)


def running_jobs(db: Session) -> Sequence[JobRow]:
    """Jobs that are running, on whatever worker."""
    return db.scalars(select(JobRow).where(JobRow.state == RUNNING)).all()


def running_job(db: Session, job_id: str, handed: int) -> JobRow | None:
    """The job while this run of it owns it."""
    return db.scalar(select(JobRow).where(_running(job_id, handed)))


def signals(db: Session, job_ids: Collection[str]) -> dict[str, tuple[int, bool]]:
    """Of these jobs, those that are running: their handing number and whether somebody asked to cancel them."""
    rows = db.execute(select(JobRow.id, JobRow.handed, JobRow.cancel_requested).where(JobRow.id.in_(job_ids), JobRow.state == RUNNING))
    return {row.id: (row.handed, row.cancel_requested) for row in rows}


def requeue_orphan(db: Session, job: JobRow) -> bool:
    """Queue again, at once, a job whose worker died."""
    return _set(db, _running(job.id, job.handed), state=QUEUED, handed_at=None, worker=None)


def bury_orphan(db: Session, job: JobRow, now: datetime, error_code: str, error: str) -> bool:
    """Fail a job whose workers keep dying."""
    return _set(db, _running(job.id, job.handed), state=FAILED, finished_at=now, error_code=error_code, error=error)


def handed_and_waiting(db: Session) -> list[tuple[str, int]]:
    """Jobs that were given to the workers and have not begun: id and handing number."""
    rows = db.execute(select(JobRow.id, JobRow.handed).where(JobRow.state == QUEUED, JobRow.handed_at.is_not(None)))
    return [(row.id, row.handed) for row in rows]


def hand_again(db: Session, job_id: str, handed: int) -> bool:
    """Let a job be given to the workers once more, because what was given got lost."""
    return _set(db, and_(JobRow.id == job_id, JobRow.state == QUEUED, JobRow.handed == handed), handed_at=None)


def forget_ended(db: Session, before: datetime) -> int:
    """Delete jobs that ended before this moment; the number deleted."""
    return _changed(db, delete(JobRow).where(JobRow.state.not_in(OPEN_STATES), JobRow.finished_at < before))


def _running(job_id: str, handed: int) -> ColumnElement[bool]:
    return and_(JobRow.id == job_id, JobRow.state == RUNNING, JobRow.handed == handed)


def _set(db: Session, where: ColumnElement[bool], **values: Any) -> bool:
    statement = update(JobRow).where(where).values(**values).execution_options(synchronize_session=False)
    return _changed(db, statement) == 1


def _changed(db: Session, statement: Any) -> int:
    result = db.execute(statement)
    assert isinstance(result, CursorResult)
    return result.rowcount
