"""What upkeep tells: jobs as people see them, and the state of the installation."""

from datetime import datetime
from typing import Any, Literal

from pydantic import Field

from fluxion.base.web import Shape

State = Literal["queued", "running", "done", "failed", "cancelled"]
Verdict = Literal["ok", "warning", "failed"]


class JobView(Shape):
    """A durable job: what it is, how far it is, and why it failed if it did."""

    id: str
    kind: str = Field(examples=["planning.run"])
    title: str
    state: State
    progress: float = Field(ge=0, le=1, description="Share done, 0 to 1.")
    step: str | None = Field(description="What it is doing, in words.")
    error_code: str | None
    error: str | None = Field(description="Why it failed, or why its last attempt did and it waits for another.")
    attempts: int
    retry_at: datetime | None = Field(description="When the next attempt begins, while it waits for one.")
    cancel_requested: bool
    actor_name: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    result: dict[str, Any] | None


class Check(Shape):
    """One thing looked at: its verdict, and in words what was found and what to do."""

    name: str
    verdict: Verdict
    detail: str


class Readiness(Shape):
    """Whether the installation can serve; only a failed check makes it not ready."""

    ready: bool
    checks: list[Check]
