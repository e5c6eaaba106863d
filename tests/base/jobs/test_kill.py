"""Worker processes killed with SIGKILL: every effect is there exactly once, whichever worker finished the job."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest
from sqlalchemy import select
from tests.base.jobs.company import ask, company, effects, row, wait_for

from fluxion.base.jobs import JobRow
from fluxion.base.jobs.tables import DONE, FAILED, QUEUED, RUNNING
from fluxion.base.jobs.timetable import tick_id
from fluxion.base.work import Works

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
WHERE = [pytest.param((), id="in the worker"), pytest.param(("apart",), id="in a process of its own")]


def start_worker(works: Works, *options: str) -> subprocess.Popen[str]:
    settings = works.settings
    command = [sys.executable, "-m", "tests.base.jobs.worker_process", str(settings.data_dir), settings.database_url, *options]
    path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": path}, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline().strip(), "the worker did not start"
    return process


@contextmanager
def workers(works: Works, number: int, *options: str) -> Iterator[list[subprocess.Popen[str]]]:
    """So many worker processes, killed at the end whatever happened; add those started later."""
    started = [start_worker(works, *options) for _ in range(number)]
    try:
        yield started
    finally:
        for process in started:
            process.kill()
            process.wait()
            assert process.stdout is not None
            process.stdout.close()


def wait_until_begun(works: Works, job_id: str) -> str:
    """The worker on which the heavy job runs, its first effect being there."""
    owner = wait_for(works, job_id, RUNNING).worker
    while not effects(works, job_id):
        time.sleep(0.02)
    assert owner is not None
    return owner


@pytest.mark.parametrize("options", WHERE)
def test_after_kill_9_the_restarted_worker_takes_the_job_up_at_once(tmp_path: Path, options: tuple[str, ...]) -> None:
    with company(tmp_path) as works, workers(works, 1, *options) as processes:
        heavy, waiting = ask(works, "test.heavy", steps=15, pause_s=0.1), ask(works, "test.heavy")
        wait_until_begun(works, heavy)
        processes[0].kill()
        processes[0].wait()
        assert (row(works, heavy).state, row(works, waiting).state) == (RUNNING, QUEUED)
        processes.append(start_worker(works, *options))
        assert wait_for(works, heavy, DONE).attempts == 2
        assert wait_for(works, waiting, DONE).attempts == 1
        assert Counter(effects(works)) == {(heavy, "begun"): 2, (heavy, "done"): 1, (waiting, "begun"): 1, (waiting, "done"): 1}


def test_a_job_that_kills_its_worker_each_time_is_given_up(tmp_path: Path) -> None:
    with company(tmp_path) as works, workers(works, 0) as processes:
        job_id = ask(works, "test.deadly")
        for _ in range(2):
            processes.append(start_worker(works))
            assert processes[-1].wait(timeout=20) == -signal.SIGKILL
        processes.append(start_worker(works))
        job = wait_for(works, job_id, FAILED)
        assert (job.attempts, job.error_code) == (2, "jobs.worker_lost")


def test_two_workers_share_200_jobs_and_one_is_killed_midway(tmp_path: Path, postgres_url: str) -> None:
    with company(tmp_path, postgres_url) as works, workers(works, 2) as processes:
        ids = [ask(works, "test.steps", steps=2, pause_s=0.05) for _ in range(200)]
        while len(effects(works)) < 60:
            time.sleep(0.02)
        with works.read() as work:
            owners = set(work.db.scalars(select(JobRow.worker).where(JobRow.state == DONE)))
        assert len(owners) == 2, "both workers took part"
        processes[0].kill()
        for job_id in ids:
            wait_for(works, job_id, DONE, seconds=60)
        assert Counter(effects(works)) == {(job_id, "done"): 1 for job_id in ids}
        with works.read() as work:
            attempts = work.db.scalars(select(JobRow.attempts)).all()
        assert set(attempts) <= {1, 2}


@pytest.mark.parametrize("options", WHERE)
def test_the_heavy_job_of_a_killed_worker_goes_to_the_other(tmp_path: Path, options: tuple[str, ...], postgres_url: str) -> None:
    with company(tmp_path, postgres_url) as works, workers(works, 2, *options) as processes:
        job_id = ask(works, "test.heavy", steps=15, pause_s=0.1)
        owner = wait_until_begun(works, job_id)
        for process in processes:
            if f"-{process.pid}-" in owner:
                process.kill()
        job = wait_for(works, job_id, DONE, seconds=40)
        assert (job.attempts, job.worker == owner) == (2, False)
        assert Counter(effects(works)) == {(job_id, "begun"): 2, (job_id, "done"): 1}


@pytest.mark.parametrize("options", WHERE)
def test_a_frozen_worker_that_wakes_up_commits_nothing_for_jobs_it_lost(
    tmp_path: Path, options: tuple[str, ...], postgres_url: str
) -> None:
    with company(tmp_path, postgres_url) as works, workers(works, 2, *options) as processes:
        job_id = ask(works, "test.heavy", steps=15, pause_s=0.1)
        owner = wait_until_begun(works, job_id)
        [frozen] = [process for process in processes if f"-{process.pid}-" in owner]
        asleep = [psutil.Process(frozen.pid), *psutil.Process(frozen.pid).children(recursive=True)]
        for each in asleep:
            each.suspend()
        assert wait_for(works, job_id, DONE, seconds=40).worker != owner
        for each in asleep:
            each.resume()
        later = ask(works, "test.steps")
        wait_for(works, later, DONE)
        time.sleep(3.0)
        assert Counter(effects(works, job_id)) == {(job_id, "begun"): 2, (job_id, "done"): 1}


@pytest.mark.parametrize("options", WHERE)
def test_sigterm_ends_the_worker_and_gives_its_job_back(tmp_path: Path, options: tuple[str, ...]) -> None:
    with company(tmp_path) as works, workers(works, 1, *options) as processes:
        job_id = ask(works, "test.heavy", steps=600, pause_s=0.1)
        wait_for(works, job_id, RUNNING)
        processes[0].send_signal(signal.SIGTERM)
        assert processes[0].wait(timeout=20) == 0
        assert (row(works, job_id).state, row(works, job_id).attempts) == (QUEUED, 0)


def test_two_workers_run_each_tick_of_the_clock_once(tmp_path: Path, postgres_url: str) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    with company(tmp_path, postgres_url) as works, workers(works, 2, "timed"):
        time.sleep(5.0)
        with works.read() as work:
            queued = set(work.db.scalars(select(JobRow.id).where(JobRow.kind == "test.timed")))
        moments = [before + timedelta(seconds=each) for each in range(int((datetime.now(UTC) - before).total_seconds()) + 1)]
        assert queued <= {tick_id("test.timed", moment) for moment in moments}
        assert len(queued) >= 4
        assert set(Counter(effects(works)).values()) == {1}
