"""Measures the durable jobs on SQLite and, where it answers, on PostgreSQL: start, latency, throughput, recovery after kill -9.

Usage: python -m benchmarks.jobs [--json]
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import psutil
from tests.base.jobs.company import ask, company, effects, postgres_answers, postgres_database, row, wait_for

from fluxion.base.jobs.tables import DONE, RUNNING
from fluxion.base.jobs.worker import Worker
from fluxion.base.work import Works

JOBS = 200
SAMPLES = 40
Figures = dict[str, float | int]


def main(words: list[str] | None = None) -> None:
    """Print the figures for each database."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(words)
    figures = {"sqlite": measure("")}
    if postgres_answers():
        with postgres_database() as url:
            figures["postgresql"] = measure(url)
    if chosen.json:
        print(json.dumps(figures, indent=2))
        return
    for database, found in figures.items():
        print(f"jobs on {database}")
        for name, value in found.items():
            print(f"  {name:<42} {value:>9.3f}" if isinstance(value, float) else f"  {name:<42} {value:>9}")


def measure(url: str) -> Figures:
    """All figures on one database; empty address for SQLite."""
    with tempfile.TemporaryDirectory() as folder, company(Path(folder), url) as works:
        figures = alone(works)
        figures |= taken_over(works)
        if url:
            figures |= shared(works)
        return figures


def alone(works: Works) -> Figures:
    """One worker in this process: its start, how soon a job begins, how many small jobs it does, what idling costs."""
    worker = Worker(works, clock=False)
    start_s = timed(worker.start)
    wait_for(works, ask(works, "test.steps"), DONE)
    waits = sorted(begun_after(works) for _ in range(SAMPLES))
    many_s = timed(lambda: [wait_for(works, job_id, DONE) for job_id in [ask(works, "test.steps") for _ in range(JOBS)]])
    process = psutil.Process()
    process.cpu_percent()
    time.sleep(5)
    idle = process.cpu_percent()
    return {
        "start of the worker, s": start_s,
        "commit to begin, median s": waits[SAMPLES // 2],
        "commit to begin, 95th percentile s": waits[int(SAMPLES * 0.95)],
        f"small jobs per second ({JOBS})": JOBS / many_s,
        "processor when idle, % of a core": idle,
        "stop of the worker, s": timed(worker.stop),
    }


def begun_after(works: Works) -> float:
    """Seconds from the commit of one job to its begin, asked for at a random moment."""
    time.sleep(int.from_bytes(os.urandom(1)) / 1000)
    job = wait_for(works, ask(works, "test.steps"), DONE)
    assert job.started_at is not None
    return (job.started_at - job.created_at).total_seconds()


def taken_over(works: Works) -> Figures:
    """A worker killed with SIGKILL in the middle of a heavy job: seconds until the job runs again elsewhere."""
    processes = [spawn(works)]
    if works.settings.database_url:
        processes.append(spawn(works))
    job_id = ask(works, "test.heavy", steps=20, pause_s=0.1)
    owner = wait_for(works, job_id, RUNNING).worker or ""
    [victim] = [process for process in processes if f"-{process.pid}-" in owner]
    victim.kill()
    began = time.perf_counter()
    if not works.settings.database_url:
        processes.append(spawn(works))
    while row(works, job_id).attempts < 2:
        time.sleep(0.01)
    seconds = time.perf_counter() - began
    wait_for(works, job_id, DONE)
    times = Counter(effects(works, job_id))[(job_id, "done")]
    stop(processes)
    how = "other worker takes over, s" if works.settings.database_url else "restarted process takes over, s"
    return {f"kill -9: {how}": seconds, "kill -9: effects of the job": times}


def shared(works: Works) -> Figures:
    """Two worker processes on many jobs, one of them killed midway: how often each effect is there."""
    processes = [spawn(works), spawn(works)]
    ids = [ask(works, "test.steps", steps=2, pause_s=0.05) for _ in range(JOBS)]
    while len(effects(works)) < JOBS // 3:
        time.sleep(0.02)
    processes[0].kill()
    for job_id in ids:
        wait_for(works, job_id, DONE, seconds=120)
    left = Counter(job_id for job_id, _ in effects(works))
    stop(processes)
    return {
        f"two workers, one killed: jobs done of {JOBS}": sum(job_id in left for job_id in ids),
        "two workers, one killed: effects doubled": sum(left[job_id] > 1 for job_id in ids),
    }


def spawn(works: Works) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.base.jobs.worker_process", str(works.settings.data_dir), works.settings.database_url]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def stop(processes: list[subprocess.Popen[str]]) -> None:
    for process in processes:
        process.terminate()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def timed(act: Callable[[], object]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
