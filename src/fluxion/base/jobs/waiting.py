"""For commands: follow a job to its end, being its worker while there is no other."""

import time
from collections.abc import Callable

from fluxion.base.jobs import attempt, ledger, liveness
from fluxion.base.jobs.liveness import AnotherWorker
from fluxion.base.jobs.tables import OPEN_STATES, JobRow
from fluxion.base.jobs.worker import Worker
from fluxion.base.work import Works
from fluxion.values.errors import NotFound

Watch = Callable[[JobRow], None]

LOOK_S = 0.2
CANCEL_WAIT_S = 10.0


def run_to_end(works: Works, job_id: str, watch: Watch | None = None) -> JobRow:
    """The job when it has ended, `watch` having seen each state on the way.

    While no worker is alive this process is one. An interruption from the keyboard cancels the job.
    """
    worker: Worker | None = None
    try:
        while (job := job_row(works, job_id)).state in OPEN_STATES:
            if watch is not None:
                watch(job)
            if worker is None and not liveness.somebody_works(works):
                worker = _started(Worker(works, clock=False))
            time.sleep(LOOK_S)
    except KeyboardInterrupt:
        _cancel(works, job_id)
        raise
    finally:
        if worker is not None:
            worker.stop()
    if watch is not None:
        watch(job)
    return job


def run_now(works: Works, job_id: str) -> JobRow:
    """The job after one attempt made here and now, in this thread and without a worker; for tests and small tools."""
    me, job = liveness.worker_id(), job_row(works, job_id)
    with works.write(patient=True) as work:
        ledger.mark_handed(work.db, job_id, job.handed + 1, work.now)
    begun = attempt.begin(works, job_id, job.handed + 1, me)
    if begun is not None:
        attempt.carry_out(works, *begun)
    return job_row(works, job_id)


def job_row(works: Works, job_id: str) -> JobRow:
    """The job as it is now; refused as `NotFound`."""
    with works.read() as work:
        job = work.db.get(JobRow, job_id)
    if job is None:
        raise NotFound
    return job


def _started(worker: Worker) -> Worker | None:
    try:
        worker.start()
    except AnotherWorker:
        return None
    return worker


def _cancel(works: Works, job_id: str) -> None:
    with works.write(patient=True) as work:
        ledger.cancel(work.db, job_id, work.now)
    deadline = time.monotonic() + CANCEL_WAIT_S
    while job_row(works, job_id).state in OPEN_STATES and time.monotonic() < deadline:
        time.sleep(LOOK_S)
