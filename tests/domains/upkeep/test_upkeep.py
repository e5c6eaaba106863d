"""Upkeep: who sees and cancels which jobs, and what makes an installation not ready."""

import shutil
from collections import namedtuple
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from fluxion.base.facts import FactRow
from fluxion.base.jobs import JobContext, JobRow, WorkerRow, job
from fluxion.base.jobs.waiting import run_now
from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Works
from fluxion.domains import upkeep
from fluxion.domains.upkeep.errors import JobEnded
from fluxion.domains.upkeep.jobs import sweep
from fluxion.values.errors import Forbidden, NotFound

BUYER = Actor(1, "Ana", frozenset({"planning.run"}), None, "en")
OTHER = Actor(2, "Bruno", frozenset({"planning.run"}), None, "en")
VIEWER = Actor(3, "Vera", frozenset({"*.read"}), None, "en")
ADMIN = Actor(4, "Alma", frozenset({"*"}), None, "en")
Usage = namedtuple("Usage", "total used free")


@job("test.upkeep")
def do_nothing(ctx: JobContext, args: dict[str, object]) -> dict[str, object]:
    return {"done": True}


def ask(works: Works, actor: Actor, title: str = "Plan") -> str:
    with works.write(actor) as work:
        return work.later("test.upkeep", {}, title=title)


def facts(works: Works) -> list[tuple[str, str | None]]:
    with works.read() as work:
        return [(fact.kind, fact.subject_id) for fact in work.db.scalars(select(FactRow).order_by(FactRow.id))]


def test_people_see_their_own_jobs_and_readers_all(works: Works) -> None:
    mine, others = ask(works, BUYER), ask(works, OTHER)
    with works.read(BUYER) as work:
        assert [view.id for view in upkeep.background_jobs(work, Ask()).items] == [mine]
        assert upkeep.background_job(work, mine).state == "queued"
        with pytest.raises(NotFound):
            upkeep.background_job(work, others)
    with works.read(VIEWER) as work:
        assert {view.id for view in upkeep.background_jobs(work, Ask()).items} == {mine, others}
        assert upkeep.background_jobs(work, Ask(), mine=True).items == []
        assert upkeep.background_job(work, others).actor_name == "Bruno"


def test_the_list_is_filtered_sorted_and_paged(works: Works) -> None:
    ids = [ask(works, BUYER, f"Plan {number}") for number in range(3)]
    run_now(works, ids[1])
    with works.read(BUYER) as work:
        assert [view.id for view in upkeep.background_jobs(work, Ask(), state="done").items] == [ids[1]]
        assert upkeep.background_jobs(work, Ask(), kind="test.other").items == []
        first = upkeep.background_jobs(work, Ask(limit=2, count=True, sort="state"))
        rest = upkeep.background_jobs(work, Ask(limit=2, sort="state", cursor=first.next_cursor))
        assert first.total == 3
        assert [view.state for view in [*first.items, *rest.items]] == ["done", "queued", "queued"]
        assert {view.id for view in [*first.items, *rest.items]} == set(ids)


def test_one_cancels_ones_own_job_without_any_right(works: Works) -> None:
    job_id = ask(works, BUYER)
    with works.write(BUYER) as work:
        assert upkeep.cancel_job(work, job_id).state == "cancelled"
    assert facts(works) == [("upkeep.job_cancelled", job_id)]


def test_cancelling_the_job_of_another_needs_the_right(works: Works) -> None:
    job_id = ask(works, BUYER)
    with pytest.raises(NotFound), works.write(OTHER) as work:
        upkeep.cancel_job(work, job_id)
    with pytest.raises(Forbidden), works.write(VIEWER) as work:
        upkeep.cancel_job(work, job_id)
    with works.read(BUYER) as work:
        assert upkeep.background_job(work, job_id).state == "queued"
    assert facts(works) == []
    with works.write(ADMIN) as work:
        assert upkeep.cancel_job(work, job_id).state == "cancelled"


def test_what_has_ended_cannot_be_cancelled(works: Works) -> None:
    job_id = ask(works, BUYER)
    run_now(works, job_id)
    with pytest.raises(JobEnded), works.write(BUYER) as work:
        upkeep.cancel_job(work, job_id)
    assert facts(works) == []


def test_jobs_are_counted_by_state_for_readers_only(works: Works) -> None:
    run_now(works, ask(works, BUYER))
    ask(works, OTHER)
    with works.read(VIEWER) as work:
        assert upkeep.job_counts(work) == {"queued": 1, "running": 0, "done": 1, "failed": 0, "cancelled": 0}
    with works.read(BUYER) as work, pytest.raises(Forbidden):
        upkeep.job_counts(work)


def verdicts(works: Works, schema_is_current: bool = True) -> tuple[bool, dict[str, str]]:
    with works.write(ADMIN) as work:
        found = upkeep.readiness(work, schema_is_current)
    return found.ready, {check.name: check.verdict for check in found.checks}


def test_without_a_worker_the_pages_still_serve(works: Works) -> None:
    assert verdicts(works) == (True, {"schema": "ok", "database": "ok", "worker": "warning", "mart": "ok", "disk": "ok"})


def test_a_worker_heard_of_lately_is_well(works: Works) -> None:
    def after(seconds: int) -> str:
        with works.write() as work:
            heard = work.now - timedelta(seconds=seconds)
            row = {"id": f"worker {seconds}", "host": "here", "pid": 1, "started_at": heard, "heartbeat_at": heard}
            work.db.execute(insert(WorkerRow).values(row))
        return verdicts(works)[1]["worker"]

    assert [after(seconds) for seconds in (60, 29)] == ["warning", "ok"]


def test_the_write_probe_leaves_nothing_behind(works: Works) -> None:
    before = verdicts(works)
    assert verdicts(works) == before
    assert before[1]["worker"] == "warning"


def test_an_old_schema_or_a_full_disk_make_it_not_ready(works: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    assert verdicts(works, schema_is_current=False) == (False, {"schema": "failed", "disk": "ok"})
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(100, 91, 9))
    ready, found = verdicts(works)
    assert (ready, found["disk"]) == (False, "failed")


def test_housekeeping_forgets_what_ended_three_months_ago(works: Works) -> None:
    old, recent, waiting = ask(works, BUYER), ask(works, BUYER), ask(works, BUYER)
    run_now(works, old)
    run_now(works, recent)
    with works.write() as work:
        long_ago = work.now.replace(year=work.now.year - 1)
        work.db.execute(update(JobRow).where(JobRow.id == old).values(finished_at=long_ago))
        tonight = work.later("upkeep.housekeeping", {}, title="t")
    assert sweep.__module__ == "fluxion.domains.upkeep.jobs"
    assert run_now(works, tonight).result == {"jobs_forgotten": 1}
    with works.read() as work:
        assert set(work.db.scalars(select(JobRow.id))) == {recent, waiting, tonight}
