"""A company that has only jobs: its `Works`, and a few kinds of job whose effects can be counted."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar
from uuid import uuid4

import psycopg
from pydantic import BaseModel
from sqlalchemy import Column, Integer, MetaData, Table, Text, insert, select

from fluxion.base.columns import Row
from fluxion.base.db import open_database
from fluxion.base.jobs import JobContext, JobRow, job, ring
from fluxion.base.jobs.apart import Apart
from fluxion.base.lake import Lake
from fluxion.base.mart import Marts
from fluxion.base.settings import Settings
from fluxion.base.work import Works
from fluxion.values.errors import Kind, Refusal
from fluxion.values.errors import Text as Words

POSTGRES = os.environ.get("FLUXION_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")


EFFECTS = Table(
    "test_effect",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("job_id", Text, nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("what", Text, nullable=False),
)


class OutOfStock(Refusal):
    code = "test.out_of_stock"
    kind = Kind.CONFLICT
    text: ClassVar[Words] = {"es": "No queda {what}", "en": "No {what} left", "pt": "Não resta {what}"}


class Steps(BaseModel):
    steps: int = 1
    pause_s: float = 0.0


def note(ctx: JobContext, what: str) -> None:
    with ctx.works.write() as work:
        work.db.execute(insert(EFFECTS).values(job_id=ctx.job_id, attempt=ctx.attempt, what=what))


@job("test.steps", queue="light", retries=5)
def take_steps(ctx: JobContext, args: Steps) -> dict[str, object]:
    """Walk, telling each step, then leave one effect."""
    for done in range(args.steps):
        ctx.progress(done / args.steps, f"step {done}")
        time.sleep(args.pause_s)
    result: dict[str, object] = {}
    with ctx.works.last_write(result) as work:
        work.db.execute(insert(EFFECTS).values(job_id=ctx.job_id, attempt=ctx.attempt, what="done"))
        result["steps"] = args.steps
    return result


@job("test.heavy", queue="heavy", retries=5)
def take_heavy_steps(ctx: JobContext, args: Steps) -> dict[str, object]:
    """The same in the queue where one job runs at a time, noting its beginning too."""
    note(ctx, "begun")
    return take_steps(ctx, args)


@job("test.place", queue="heavy")
def say_where(ctx: JobContext, args: dict[str, object]) -> dict[str, object]:
    """Where and behind whom a heavy job runs, and how its writing is done."""

    def told(_work: object = None) -> dict[str, int]:
        return {"pid": os.getpid(), "nice": os.nice(0), "policy": os.sched_getscheduler(0)}

    place, writing, ending = told(), ctx.works.commit(told), dict[str, object]()
    result = {**place, "writing": writing, "ending": ending}
    ctx.works.last_commit(result, lambda work: ending.update(told()))
    return result


@job("test.stubborn_heavy", queue="heavy")
def ignore_requests_apart(ctx: JobContext, args: Steps) -> None:
    """A heavy job that never looks whether it should stop."""
    note(ctx, "begun")
    time.sleep(args.pause_s)
    note(ctx, "done")


@job("test.stubborn", queue="light")
def ignore_requests(ctx: JobContext, args: Steps) -> None:
    """A job that never looks whether it should stop."""
    time.sleep(args.pause_s)
    note(ctx, "done")


@job("test.refused", queue="light")
def be_refused(ctx: JobContext, args: dict[str, object]) -> None:
    note(ctx, "asked")
    raise OutOfStock(what="café")


@job("test.deadly", queue="heavy", retries=1)
def kill_the_process(ctx: JobContext, args: dict[str, object]) -> None:
    """A job that takes its process down, as the kernel does when memory runs out."""
    note(ctx, "begun")
    os.kill(os.getpid(), signal.SIGKILL)


@job("test.flaky", queue="light", retries=2)
def fail_at_first(ctx: JobContext, args: dict[str, int]) -> dict[str, int]:
    """Fail until the attempt that the arguments name."""
    if ctx.attempt < args["succeeds_at"]:
        raise ConnectionError(f"attempt {ctx.attempt} found nobody")
    note(ctx, "done")
    return {"attempt": ctx.attempt}


@contextmanager
def company(data_dir: Path, database_url: str = "") -> Iterator[Works]:
    """The company's works, its tables made."""
    settings = Settings(data_dir=data_dir, database_url=database_url, lang="en", timezone="UTC")
    database = open_database(settings)
    Row.metadata.create_all(database.writer, tables=[Row.metadata.tables["job"], Row.metadata.tables["job_worker"]])
    EFFECTS.metadata.create_all(database.writer)
    yield Works(settings=settings, database=database, lake=Lake.open(settings), marts=Marts.open(settings), dispatch=ring)
    database.close()


@contextmanager
def company_of(settings: Settings) -> Iterator[Works]:
    """The same company, opened in a process that was started for one job."""
    with company(settings.data_dir, settings.database_url) as works:
        yield works


def apart() -> Apart:
    """What runs heavy jobs in processes of their own."""
    return Apart(company_of, preload=["tests.base.jobs.company"])


def postgres_answers() -> bool:
    """Whether the PostgreSQL server for tests can be reached."""
    try:
        psycopg.connect(f"{POSTGRES}/postgres", connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def postgres_database() -> Iterator[str]:
    """The address of a fresh PostgreSQL database, dropped afterwards."""
    name = f"fluxion_test_{uuid4().hex[:12]}"
    with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}"')
    try:
        yield f"{POSTGRES}/{name}"
    finally:
        with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as admin:
            admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def ask(works: Works, kind: str, key: str | None = None, **args: object) -> str:
    """The id of a job of that kind, queued and committed."""
    with works.write() as work:
        return work.later(kind, dict(args), title=kind, key=key)


def row(works: Works, job_id: str) -> JobRow:
    with works.read() as work:
        found = work.db.get(JobRow, job_id)
    assert found is not None
    return found


def effects(works: Works, job_id: str | None = None) -> list[tuple[str, str]]:
    """What the jobs left behind, in order: job and effect."""
    with works.read() as work:
        rows = work.db.execute(select(EFFECTS).order_by(EFFECTS.c.id)).all()
    return [(each.job_id, each.what) for each in rows if job_id in (None, each.job_id)]


def wait_for(works: Works, job_id: str, *states: str, seconds: float = 20.0) -> JobRow:
    """The job as soon as it is in one of the states; fails when that takes too long."""
    deadline = time.monotonic() + seconds
    while (job_row := row(works, job_id)).state not in states:
        assert time.monotonic() < deadline, f"still {job_row.state}: {job_row.error}"
        time.sleep(0.03)
    return job_row
