"""One attempt of a job: takes the row, runs the function, and writes down how it ended."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

import structlog
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from fluxion.base.jobs import ledger
from fluxion.base.jobs.context import Cancelled, JobContext, Lost, Stopping
from fluxion.base.jobs.registry import job_kind
from fluxion.base.jobs.tables import CANCELLED, DONE, FAILED, JobRow
from fluxion.values.errors import Kind, Refusal, Text, say

if TYPE_CHECKING:
    from fluxion.base.work import Works

T = TypeVar("T")
log = structlog.get_logger("fluxion.jobs")

PATIENCE_S = 60.0
UNEXPECTED: Text = {
    "es": "Error inesperado ({reason}). El detalle está en el registro del servidor.",
    "en": "Unexpected error ({reason}). The details are in the server's log.",
    "pt": "Erro inesperado ({reason}). O detalhe está no registro do servidor.",
}
WORKER_LOST: Text = {
    "es": "El proceso que lo ejecutaba terminó {times} veces sin acabarlo (¿falta memoria?).",
    "en": "The process that ran it ended {times} times before finishing it (out of memory?).",
    "pt": "O processo que a executava terminou {times} vezes sem concluí-la (falta memória?).",
}


class BadArgs(Refusal):
    """The job was queued with arguments that its function does not take."""

    code = "jobs.bad_args"
    kind = Kind.BAD_INPUT
    text: ClassVar[Text] = {
        "es": "Los datos del trabajo no son válidos: {reason}",
        "en": "The job's arguments are not valid: {reason}",
        "pt": "Os dados da tarefa não são válidos: {reason}",
    }


def begin(works: "Works", job_id: str, handed: int, worker: str) -> tuple[JobRow, JobContext] | None:
    """The job and what its function is given; None when this attempt is no longer wanted."""
    return _with_context(works, _insist(works, lambda db: ledger.claim(db, job_id, handed, worker, works.clock())))


def taken(works: "Works", job_id: str, handed: int) -> tuple[JobRow, JobContext] | None:
    """The same in another process, for an attempt that its worker has begun; None when it was lost meanwhile."""
    with works.read() as work:
        return _with_context(works, ledger.running_job(work.db, job_id, handed))


def _with_context(works: "Works", job: JobRow | None) -> tuple[JobRow, JobContext] | None:
    from fluxion.base.work import Actor

    if job is None:
        return None
    locations = None if job.actor_locations is None else frozenset(job.actor_locations)
    actor = Actor(job.actor_id, job.actor_name, frozenset(job.actor_rights), locations, job.lang)
    return job, JobContext(works, job, actor)


def carry_out(works: "Works", job: JobRow, ctx: JobContext) -> None:
    """Run the job's function and keep its end: done, cancelled, failed with the reason, or queued for another attempt."""
    try:
        result = _call(job, ctx)
    except Cancelled:
        _end(works, job, CANCELLED)
    except Stopping:
        _insist(works, lambda db: ledger.give_back(db, job.id, job.handed))
    except Lost:
        log.warning("job taken over by another worker", job=job.id, kind=job.kind)
    except Refusal as refusal:
        _end(works, job, FAILED, error_code=refusal.code, error=refusal.in_language(job.lang))
    except Exception as error:
        _stumble(works, job, error)
    else:
        if not ctx.ended:
            _end(works, job, DONE, **ledger.success(result))


def _call(job: JobRow, ctx: JobContext) -> dict[str, Any] | None:
    kind = job_kind(job.kind)
    try:
        args = kind.parsed(job.args)
    except ValidationError as error:
        raise BadArgs(reason="; ".join(f"{e['loc']}: {e['msg']}" for e in error.errors())) from error
    return kind.function(ctx, args)


def _stumble(works: "Works", job: JobRow, error: Exception) -> None:
    reason = f"{type(error).__name__}: {error}"[:500]
    log.error("attempt of a job failed", job=job.id, kind=job.kind, attempt=job.attempts, exc_info=error)
    told = say(UNEXPECTED, job.lang, {"reason": reason})
    if job.attempts > job_kind(job.kind).retries:
        _end(works, job, FAILED, error_code="jobs.unexpected", error=told)
        return
    _insist(works, lambda db: ledger.try_again(db, job, works.clock(), "jobs.unexpected", told))


def _end(works: "Works", job: JobRow, state: str, **values: Any) -> None:
    _insist(works, lambda db: ledger.finish(db, job.id, job.handed, state, works.clock(), **values))


def _insist(works: "Works", change: Callable[[Session], T]) -> T:
    """The change's answer once committed; waits out a locked or absent database for a minute."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        try:
            return works.commit(lambda work: change(work.db))
        except OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.5)
