"""The only file that knows DBOS: queues attempts of jobs durably, runs them in threads, and says what became of them.

An attempt is one DBOS workflow with the id `<job>.<handing number>`. Executor ids are unique per process, so DBOS's own
start-up recovery never acts; whom to hold for dead is decided by the workers (see `worker`), because the open library
recovers only the executor that starts again under the same name.
"""

import logging
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime, timedelta

from dbos import DBOS, DBOSConfig, DBOSPortableJSONSerializer

from fluxion.base.jobs.registry import Queue
from fluxion.base.settings import Settings

Attempt = tuple[str, int]
Runner = Callable[[str, int], None]

POLL_S = 0.1
LIGHT_PER_WORKER = 4
KEPT = timedelta(days=1)
_WAITING, _BEGUN = ("ENQUEUED", "DELAYED"), "PENDING"

_runner: Runner | None = None


@DBOS.workflow(name="attempt")
def _attempt(job_id: str, handed: int) -> None:
    if _runner is not None:
        _runner(job_id, handed)


def start(settings: Settings, executor: str, runner: Runner) -> None:
    """Begin to take attempts from the queues and to run them with `runner`; one engine per process."""
    global _runner
    _runner = runner
    own = logging.getLogger("dbos")
    if not own.handlers:
        own.addHandler(logging.NullHandler())  # else DBOS adds a handler to the screen and cuts itself off from our log
    DBOS(config=_config(settings, executor))
    DBOS.launch()
    DBOS.register_queue(_queue("heavy"), global_concurrency=1, polling_interval_sec=POLL_S, on_conflict="always_update")
    DBOS.register_queue(_queue("light"), worker_concurrency=LIGHT_PER_WORKER, polling_interval_sec=POLL_S, on_conflict="always_update")


def stop() -> None:
    """Stop taking attempts; those that still run are no longer recorded."""
    global _runner
    _runner = None
    DBOS.destroy()


def put(queue: Queue, attempts: Sequence[Attempt]) -> None:
    """Queue these attempts; one that is already there stays as it is."""
    for job_id, handed in attempts:
        DBOS.enqueue_workflow_with_options(
            {"workflow_name": "attempt", "queue_name": _queue(queue), "workflow_id": _name(job_id, handed)}, job_id, handed
        )


def begun_by_others(alive: Collection[str]) -> list[str]:
    """Names of attempts begun by executors that are not alive; they count against the limits until they are dropped."""
    rows = DBOS.list_workflows(status=_BEGUN, name="attempt", load_input=False, load_output=False)
    return [row.workflow_id for row in rows if row.executor_id not in alive]


def drop(names: list[str]) -> None:
    """Take these attempts out of the queues."""
    if names:
        DBOS.cancel_workflows(names)


def astray(attempts: Sequence[Attempt], alive: Collection[str]) -> list[Attempt]:
    """Those of the attempts that neither wait in a queue nor are being begun by a live executor."""
    names = {_name(job_id, handed): (job_id, handed) for job_id, handed in attempts}
    if not names:
        return []
    rows = DBOS.list_workflows(workflow_ids=list(names), load_input=False, load_output=False)
    sound = {row.workflow_id for row in rows if row.status in _WAITING or (row.status == _BEGUN and row.executor_id in alive)}
    return [attempt for name, attempt in names.items() if name not in sound]


def tidy() -> int:
    """Forget attempts that ended a day ago (their jobs remain); the number forgotten."""
    before = (datetime.now(UTC) - KEPT).isoformat()
    rows = DBOS.list_workflows(completed_before=before, limit=5000, load_input=False, load_output=False)
    if rows:
        DBOS.delete_workflows([row.workflow_id for row in rows])
    return len(rows)


def _config(settings: Settings, executor: str) -> DBOSConfig:
    url = settings.records_url
    if settings.is_sqlite:
        url = f"sqlite:///{settings.data_dir.resolve() / 'jobs.sqlite'}"
    return DBOSConfig(
        name="fluxion",
        system_database_url=url,
        sys_db_pool_size=5,
        executor_id=executor,
        application_version="1",
        log_level="WARNING",
        use_listen_notify=False,
        serializer=DBOSPortableJSONSerializer(),
    )


def _queue(queue: Queue) -> str:
    return f"fluxion-{queue}"


def _name(job_id: str, handed: int) -> str:
    return f"{job_id}.{handed}"
