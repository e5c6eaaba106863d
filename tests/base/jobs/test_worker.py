"""A worker in this process: jobs run, tell how far they are, stop when asked, and are not forgotten."""

import threading
import time

import pytest
from tests.base.jobs.company import ask, effects, row, wait_for

from fluxion.base.jobs import ledger
from fluxion.base.jobs.liveness import AnotherWorker, last_heartbeat, somebody_works
from fluxion.base.jobs.tables import CANCELLED, DONE, FAILED, QUEUED, RUNNING
from fluxion.base.jobs.waiting import run_to_end
from fluxion.base.jobs.worker import Worker
from fluxion.base.work import Works


def cancel(works: Works, job_id: str) -> None:
    with works.write() as work:
        assert ledger.cancel(work.db, job_id, work.now)


def test_a_job_runs_and_tells_how_far_it_is(works: Works, worker: Worker) -> None:
    job_id = ask(works, "test.steps", steps=30, pause_s=0.1)
    wait_for(works, job_id, RUNNING)
    seen = set()
    while (job := row(works, job_id)).state == RUNNING:
        seen.add((job.progress, job.step))
        time.sleep(0.05)
    assert len(seen) >= 3
    assert all(step is None or progress == int(step.removeprefix("step ")) / 30 for progress, step in seen)
    assert (job.state, job.progress, job.result, job.attempts) == (DONE, 1.0, {"steps": 30}, 1)
    assert job.finished_at is not None and job.started_at is not None and job.finished_at > job.started_at
    assert effects(works, job_id) == [(job_id, "done")]


def test_refused_jobs_end_and_failed_ones_come_back(works: Works, worker: Worker) -> None:
    refused, flaky = ask(works, "test.refused"), ask(works, "test.flaky", succeeds_at=2)
    assert wait_for(works, refused, FAILED).error == "No queda café"
    assert wait_for(works, flaky, DONE).attempts == 2
    assert len(effects(works, flaky)) == 1


def test_cancelling_a_running_job(works: Works, worker: Worker) -> None:
    job_id = ask(works, "test.steps", steps=600, pause_s=0.05)
    wait_for(works, job_id, RUNNING)
    cancel(works, job_id)
    job = wait_for(works, job_id, CANCELLED, seconds=5)
    assert job.finished_at is not None
    assert effects(works, job_id) == []


def test_heavy_jobs_run_one_at_a_time(works: Works, worker: Worker) -> None:
    ids = [ask(works, "test.heavy", steps=2, pause_s=0.1) for _ in range(3)]
    for job_id in ids:
        wait_for(works, job_id, DONE)
    left = effects(works)
    assert [what for _, what in left] == ["begun", "done"] * 3
    assert [job_id for job_id, what in left if what == "begun"] == ids


def test_a_crash_between_commit_and_ringing_loses_nothing(works: Works) -> None:
    job_id = ask(works, "test.steps")
    assert row(works, job_id).handed == 0
    started = Worker(works, clock=False)
    started.start()
    try:
        wait_for(works, job_id, DONE)
    finally:
        started.stop()


def test_a_crash_between_marking_and_queueing_loses_nothing(works: Works) -> None:
    job_id = ask(works, "test.steps")
    with works.write() as work:
        assert ledger.mark_handed(work.db, job_id, 1, work.now)
    started = Worker(works, clock=False)
    started.start()
    try:
        assert wait_for(works, job_id, DONE).handed == 2
    finally:
        started.stop()
    assert len(effects(works, job_id)) == 1


def test_stopping_the_worker_queues_its_jobs_again_without_counting_the_attempt(works: Works) -> None:
    first, second = Worker(works, clock=False), Worker(works, clock=False)
    first.start()
    job_id = ask(works, "test.steps", steps=20, pause_s=0.1)
    wait_for(works, job_id, RUNNING)
    assert first.stop()
    assert (row(works, job_id).state, row(works, job_id).attempts) == (QUEUED, 0)
    second.start()
    try:
        assert wait_for(works, job_id, DONE).attempts == 1
    finally:
        second.stop()
    assert len(effects(works, job_id)) == 1


def test_a_job_that_ignores_the_stop_can_commit_nothing_afterwards(works: Works) -> None:
    stopped = Worker(works, clock=False)
    stopped.start()
    job_id = ask(works, "test.stubborn", pause_s=2.0)
    wait_for(works, job_id, RUNNING)
    assert not stopped.stop(grace_s=0.2)
    assert row(works, job_id).state == QUEUED
    while any(thread.name.startswith("dbos-executor") for thread in threading.enumerate()):
        time.sleep(0.05)
    assert effects(works, job_id) == []
    assert row(works, job_id).state == QUEUED


def test_a_worker_keeps_its_heartbeat(works: Works, worker: Worker) -> None:
    assert somebody_works(works)
    first = last_heartbeat(works)
    assert first is not None
    deadline = time.monotonic() + 10
    while last_heartbeat(works) == first:
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_company_on_sqlite_has_one_worker(works: Works, worker: Worker) -> None:
    if not works.database.is_sqlite:
        pytest.skip("PostgreSQL takes several workers, see test_kill")
    with pytest.raises(AnotherWorker):
        Worker(works).start()


def test_a_command_is_its_own_worker_while_there_is_none(works: Works) -> None:
    job_id = ask(works, "test.steps", steps=4, pause_s=0.2)
    states: list[str] = []
    job = run_to_end(works, job_id, watch=lambda job: states.append(job.state))
    assert (job.state, states[0], states[-1]) == (DONE, QUEUED, DONE)
    assert not somebody_works(works)


def test_a_command_leaves_the_job_to_the_worker_there_is(works: Works, worker: Worker) -> None:
    job = run_to_end(works, ask(works, "test.steps"))
    assert (job.state, job.worker) == (DONE, worker.id)
