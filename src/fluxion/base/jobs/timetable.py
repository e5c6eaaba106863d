"""The clock: which timed jobs are due, so that each tick is queued once whatever number of workers look at it."""

from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from croniter import croniter  # type: ignore[import-untyped]
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from fluxion.base.jobs.ledger import queue_job
from fluxion.base.jobs.registry import JobKind
from fluxion.base.jobs.tables import JobRow
from fluxion.base.settings import Settings
from fluxion.values.errors import say


def latest_tick(cron: str, timezone: str, now: datetime) -> datetime:
    """The last moment, now included, at which the cron expression came true in that time zone.

    >>> latest_tick("30 3 * * *", "America/Caracas", datetime(2026, 1, 2, 6, 0, tzinfo=UTC)).isoformat()
    '2026-01-01T07:30:00+00:00'
    """
    local = now.astimezone(ZoneInfo(timezone)) + timedelta(microseconds=1)
    found: datetime = croniter(cron, local).get_prev(datetime)
    return found.astimezone(UTC)


def tick_id(kind: str, tick: datetime) -> str:
    """The id of the job of that tick: the same for every worker."""
    return str(uuid5(NAMESPACE_URL, f"fluxion:{kind}:{tick.isoformat()}"))


def queue_tick(db: Session, kind: JobKind, settings: Settings, tick: datetime, now: datetime, since: datetime) -> str | None:
    """Queue the job of a tick unless it was queued before, or fell before the company's first job or this worker's start.

    So a night missed because the machine was off is made up for once, by its latest tick, and a company founded
    at noon does not begin with last night's jobs.
    """
    first = db.scalar(select(func.min(JobRow.created_at)))
    if tick < min(first or since, since):
        return None
    assert kind.title is not None
    return queue_job(
        db,
        kind.name,
        {},
        title=say(kind.title, settings.lang),
        now=now,
        actor_id=None,
        actor_name="Fluxion",
        lang=settings.lang,
        job_id=tick_id(kind.name, tick),
    )
