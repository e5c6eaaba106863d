"""The worker face: does the queued jobs and keeps the timetable until it is told to stop."""

import threading

import structlog

from fluxion.app import App, job_modules
from fluxion.base.jobs.apart import Apart
from fluxion.base.jobs.liveness import AnotherWorker
from fluxion.base.jobs.worker import Worker
from fluxion.base.mart import MartBroken, MartMissing
from fluxion.base.work import SYSTEM
from fluxion.faces.worker.apart import company_works

log = structlog.get_logger("fluxion.jobs")
GRACE_S = 4.0
"""A job that is stopped begins again later: waiting longer for it saves little and keeps whoever stops the company waiting."""
WAIT_S = 1.0


def run_worker(app: App, stop: threading.Event, *, patient: bool = False) -> bool:
    """Work until `stop` is set, then give unfinished jobs back; False when one ignored the request and its thread lives on.

    Heavy jobs run in processes of their own, behind everything that people wait for.
    Refused as `AnotherWorker` when a company on SQLite already has a worker; a `patient` one waits for its turn, because
    the other may be a command that is about to end.
    """
    apart = Apart(company_works, preload=job_modules())
    while not stop.is_set():
        worker = Worker(app.works, apart=apart)
        try:
            worker.start()
        except AnotherWorker:
            if not patient:
                raise
            stop.wait(WAIT_S)
            continue
        except Exception:
            if not patient:
                raise
            log.exception("the worker could not start and tries again")
            stop.wait(WAIT_S)
            continue
        _look_at_mart(app)
        stop.wait()
        return worker.stop(GRACE_S)
    return True


def _look_at_mart(app: App) -> None:
    """After an upgrade pages come back without anybody opening one: a mart of another version asks to be built anew when it is read."""
    try:
        with app.works.read(SYSTEM) as work:
            work.marts.query(work, "select 1")
    except (MartMissing, MartBroken) as found:
        log.info("the mart cannot be read", reason=found.code)
    except Exception:
        log.exception("the mart could not be looked at")
