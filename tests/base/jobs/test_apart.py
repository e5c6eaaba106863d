"""Heavy jobs in processes of their own: behind everybody, and with the guarantees of any other job."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator

import psutil
import pytest
from tests.base.jobs.company import apart, ask, effects, row, wait_for

from fluxion.base.jobs import ledger
from fluxion.base.jobs.tables import CANCELLED, DONE, FAILED, QUEUED, RUNNING
from fluxion.base.jobs.worker import Worker
from fluxion.base.work import Works


@pytest.fixture
def worker(works: Works) -> Iterator[Worker]:
    """A worker of this process whose heavy jobs run apart."""
    started = Worker(works, clock=False, apart=apart())
    started.start()
    yield started
    started.stop(grace_s=2.0)


def begun(works: Works, job_id: str) -> None:
    deadline = time.monotonic() + 30
    while not effects(works, job_id):
        assert time.monotonic() < deadline, row(works, job_id).error
        time.sleep(0.02)


def attempts_alive() -> list[psutil.Process]:
    """The processes of attempts: what the server of this process has forked."""
    servers = [each for each in psutil.Process().children() if "forkserver" in " ".join(each.cmdline())]
    return [child for server in servers for child in server.children()]


def test_a_heavy_job_runs_elsewhere_at_the_lowest_priority(works: Works, worker: Worker) -> None:
    result = wait_for(works, ask(works, "test.place"), DONE, seconds=40).result
    assert result is not None
    assert result["pid"] != os.getpid()
    assert (result["nice"], result["policy"]) == (19, os.SCHED_IDLE)
    usual = {"pid": result["pid"], "nice": os.nice(0), "policy": os.sched_getscheduler(0)}
    assert [result["writing"], result["ending"]] == [usual, usual], "others wait for their turn to write meanwhile"


def test_its_progress_is_seen_and_it_ends_once(works: Works, worker: Worker) -> None:
    job_id = ask(works, "test.heavy", steps=30, pause_s=0.1)
    begun(works, job_id)
    seen = set()
    while (job := row(works, job_id)).state == RUNNING:
        seen.add((job.progress, job.step))
        time.sleep(0.05)
    assert len(seen) >= 3
    assert all(step is None or progress == int(step.removeprefix("step ")) / 30 for progress, step in seen)
    assert (job.state, job.result, job.attempts) == (DONE, {"steps": 30}, 1)
    assert Counter(effects(works)) == {(job_id, "begun"): 1, (job_id, "done"): 1}


def test_it_is_cancelled_where_it_runs(works: Works, worker: Worker) -> None:
    job_id = ask(works, "test.heavy", steps=600, pause_s=0.05)
    begun(works, job_id)
    with works.write() as work:
        assert ledger.cancel(work.db, job_id, work.now)
    wait_for(works, job_id, CANCELLED, seconds=10)
    assert effects(works, job_id) == [(job_id, "begun")]


def test_when_its_process_is_killed_the_worker_lives_and_begins_it_again(works: Works, worker: Worker) -> None:
    job_id = ask(works, "test.heavy", steps=20, pause_s=0.1)
    begun(works, job_id)
    [process] = attempts_alive()
    process.send_signal(signal.SIGKILL)
    assert wait_for(works, job_id, DONE, seconds=40).attempts == 2
    assert Counter(effects(works)) == {(job_id, "begun"): 2, (job_id, "done"): 1}


def test_a_job_whose_process_dies_each_time_is_given_up(works: Works, worker: Worker) -> None:
    job = wait_for(works, ask(works, "test.deadly"), FAILED, seconds=60)
    assert (job.attempts, job.error_code) == (2, "jobs.worker_lost")
    assert wait_for(works, ask(works, "test.place"), DONE, seconds=40).attempts == 1


def test_a_job_that_ignores_the_stop_is_ended_and_kept_nothing(works: Works) -> None:
    stopped = Worker(works, clock=False, apart=apart())
    stopped.start()
    job_id = ask(works, "test.stubborn_heavy", pause_s=60.0)
    begun(works, job_id)
    assert not stopped.stop(grace_s=0.2)
    assert (row(works, job_id).state, row(works, job_id).attempts) == (QUEUED, 0)
    deadline = time.monotonic() + 15
    while attempts_alive():
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert effects(works, job_id) == [(job_id, "begun")]
