"""Durable jobs: work that is asked for in a business commit and done once, even across kill -9, stops and several workers.

The row `job` is the truth that people see and that guards against doing a job twice; DBOS (known only to `engine`) queues
and runs the attempts. Workers live in `fluxion.base.jobs.worker`, which faces import by name because it knows `Work`.
"""

from fluxion.base.jobs.bell import JobDispatcher, ring
from fluxion.base.jobs.context import Cancelled, JobContext, Lost, Stopping
from fluxion.base.jobs.ledger import cancel, forget_ended, queue_job
from fluxion.base.jobs.registry import JobKind, job, job_kind, timed_kinds
from fluxion.base.jobs.tables import OPEN_STATES, STATES, JobRow, WorkerRow

__all__ = [
    "OPEN_STATES",
    "STATES",
    "Cancelled",
    "JobContext",
    "JobDispatcher",
    "JobKind",
    "JobRow",
    "Lost",
    "Stopping",
    "WorkerRow",
    "cancel",
    "forget_ended",
    "job",
    "job_kind",
    "queue_job",
    "ring",
    "timed_kinds",
]
