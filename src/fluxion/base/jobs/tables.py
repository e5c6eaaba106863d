"""Rows of the durable jobs: what was asked for and how far it is, and which worker processes are alive."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Boolean, Float, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Json, Row, moment

QUEUED, RUNNING, DONE, FAILED, CANCELLED = "queued", "running", "done", "failed", "cancelled"
OPEN_STATES: tuple[str, ...] = (QUEUED, RUNNING)
STATES: tuple[str, ...] = (QUEUED, RUNNING, DONE, FAILED, CANCELLED)
_OPEN = text("state IN ('queued', 'running')")


class JobRow(Row):
    """One job, written in the commit of the business change that asked for it.

    `handed` counts how often the job was given to the workers; a run that holds an older number than the row has
    lost the job and may no longer commit anything (the fence of `JobWorks`).
    """

    __tablename__ = "job"
    __table_args__ = (
        Index("uq_job_open_key", "key", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        Index("ix_job_state", "state", "not_before"),
        Index("ix_job_created_at", "created_at"),
        Index("ix_job_actor_id", "actor_id", "created_at"),
    )

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text, nullable=False)
    title: Mapped[str] = mapped_column(Text, nullable=False)
    args: Mapped[dict[str, Any]] = mapped_column(Json, nullable=False)
    key: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text, nullable=False, default=QUEUED)
    progress: Mapped[float] = mapped_column(Float, nullable=False, default=0.0)
    step: Mapped[str | None] = mapped_column(Text)
    error_code: Mapped[str | None] = mapped_column(Text)
    error: Mapped[str | None] = mapped_column(Text)
    result: Mapped[dict[str, Any] | None] = mapped_column(Json)
    attempts: Mapped[int] = mapped_column(Integer, nullable=False, default=0)
    cancel_requested: Mapped[bool] = mapped_column(Boolean, nullable=False, default=False)
    actor_id: Mapped[int | None] = mapped_column(BigInteger)
    actor_name: Mapped[str] = mapped_column(Text, nullable=False)
    actor_rights: Mapped[list[str]] = mapped_column(Json, nullable=False)
    actor_locations: Mapped[list[int] | None] = mapped_column(Json)
    lang: Mapped[str] = mapped_column(Text, nullable=False)
    created_at: Mapped[datetime] = moment(nullable=False)
    not_before: Mapped[datetime | None] = moment()
    started_at: Mapped[datetime | None] = moment()
    heartbeat_at: Mapped[datetime | None] = moment()
    finished_at: Mapped[datetime | None] = moment()
    worker: Mapped[str | None] = mapped_column(Text)
    handed: Mapped[int] = mapped_column(Integer, nullable=False, default=0)
    handed_at: Mapped[datetime | None] = moment()


class WorkerRow(Row):
    """One live worker process; on PostgreSQL its heartbeat is what the others judge it by."""

    __tablename__ = "job_worker"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    host: Mapped[str] = mapped_column(Text, nullable=False)
    pid: Mapped[int] = mapped_column(Integer, nullable=False)
    started_at: Mapped[datetime] = moment(nullable=False)
    heartbeat_at: Mapped[datetime] = moment(nullable=False)
