"""The rows alone: who gets a job, who may finish it, and what a second asker is given."""

import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import insert
from tests.base.jobs import timed  # noqa: F401  (registers test.timed)
from tests.base.jobs.company import EFFECTS, ask, effects, row

from fluxion.base.jobs import Cancelled, Lost, ledger, timetable
from fluxion.base.jobs.attempt import begin
from fluxion.base.jobs.registry import job_kind
from fluxion.base.jobs.tables import CANCELLED, DONE, FAILED, QUEUED, RUNNING
from fluxion.base.jobs.waiting import run_now
from fluxion.base.work import Actor, Works

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)


def hand(works: Works, job_id: str) -> int:
    """Give the job to a worker; its handing number."""
    handed = row(works, job_id).handed + 1
    with works.write() as work:
        assert ledger.mark_handed(work.db, job_id, handed, work.now)
    return handed


def test_a_second_request_with_the_same_key_joins_the_open_job(works: Works) -> None:
    first = ask(works, "test.steps", key="plan")
    assert ask(works, "test.steps", key="plan") == first
    assert ask(works, "test.steps", key="other") != first
    assert run_now(works, first).state == DONE
    assert ask(works, "test.steps", key="plan") != first


def test_jobs_without_key_are_all_new(works: Works) -> None:
    assert len({ask(works, "test.steps") for _ in range(3)}) == 3


def test_requests_at_the_same_moment_make_one_job(works: Works) -> None:
    ids: list[str] = []
    start = threading.Barrier(4)

    def request() -> None:
        start.wait()
        ids.append(ask(works, "test.steps", key="plan"))

    threads = [threading.Thread(target=request) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 4
    assert len(set(ids)) == 1


def test_a_job_asked_for_in_a_refused_action_does_not_exist(works: Works) -> None:
    with pytest.raises(ZeroDivisionError), works.write() as work:
        work.later("test.steps", {}, title="never")
        raise ZeroDivisionError
    with works.read() as work:
        assert ledger.handing_due(work.db, work.now) == []


def test_only_one_of_two_workers_gets_the_job(works: Works) -> None:
    job_id = ask(works, "test.steps")
    handed = hand(works, job_id)
    assert begin(works, job_id, handed, "first") is not None
    assert begin(works, job_id, handed, "second") is None
    assert row(works, job_id).worker == "first"


def test_a_run_that_lost_its_job_commits_nothing(works: Works) -> None:
    job_id = ask(works, "test.steps")
    begun = begin(works, job_id, hand(works, job_id), "first")
    assert begun is not None
    with works.write() as work:
        assert ledger.requeue_orphan(work.db, begun[0])
    assert begin(works, job_id, hand(works, job_id), "second") is not None
    with pytest.raises(Lost), begun[1].works.write() as work:
        work.db.execute(insert(EFFECTS).values(job_id=job_id, attempt=1, what="too late"))
    assert effects(works) == []
    with works.write() as work:
        assert not ledger.finish(work.db, job_id, begun[0].handed, DONE, work.now)
    assert (row(works, job_id).state, row(works, job_id).worker, row(works, job_id).attempts) == (RUNNING, "second", 2)


def test_the_last_write_and_the_end_of_the_job_are_one_commit(works: Works) -> None:
    job_id = ask(works, "test.steps")
    begun = begin(works, job_id, hand(works, job_id), "first")
    assert begun is not None
    with pytest.raises(ZeroDivisionError), begun[1].works.last_write({}) as work:
        work.db.execute(insert(EFFECTS).values(job_id=job_id, attempt=1, what="half"))
        raise ZeroDivisionError
    assert (row(works, job_id).state, effects(works)) == (RUNNING, [])
    with begun[1].works.last_write({"sum": Decimal("1.25")}) as work:
        work.db.execute(insert(EFFECTS).values(job_id=job_id, attempt=1, what="whole"))
    job = row(works, job_id)
    assert (job.state, job.result, job.progress) == (DONE, {"sum": "1.25"}, 1.0)
    with pytest.raises(Lost), begun[1].works.last_write({}) as work:
        work.db.execute(insert(EFFECTS).values(job_id=job_id, attempt=1, what="twice"))
    assert effects(works) == [(job_id, "whole")]


def test_a_job_acts_as_the_person_who_asked(works: Works) -> None:
    buyer = Actor(7, "Ana", frozenset({"planning.run"}), frozenset({3}), "pt")
    with works.write(buyer) as work:
        job_id = work.later("test.steps", {}, title="t")
    begun = begin(works, job_id, hand(works, job_id), "first")
    assert begun is not None
    assert begun[1].actor == buyer
    with begun[1].works.read() as work:
        assert (work.actor, work.lang) == (buyer, "pt")


def test_a_refusal_fails_at_once_with_its_reason(works: Works) -> None:
    job = run_now(works, ask(works, "test.refused"))
    assert (job.state, job.attempts, job.error_code, job.error) == (FAILED, 1, "test.out_of_stock", "No queda café")
    assert effects(works) == [(job.id, "asked")]


def test_other_errors_are_tried_again_later_and_in_the_end_fail(works: Works) -> None:
    job_id = ask(works, "test.flaky", succeeds_at=9)
    for attempts, pause_s in ((1, 2.0), (2, 8.0)):
        job = run_now(works, job_id)
        assert (job.state, job.attempts, job.error_code) == (QUEUED, attempts, "jobs.unexpected")
        assert job.not_before is not None and job.started_at is not None
        assert pause_s * 0.85 < (job.not_before - job.started_at).total_seconds() < pause_s * 1.2 + 1
        with works.read() as work:
            assert ledger.handing_due(work.db, job.started_at) == []
            assert [due[0] for due in ledger.handing_due(work.db, job.not_before)] == [job_id]
    job = run_now(works, job_id)
    assert (job.state, job.attempts) == (FAILED, 3)
    assert "attempt 3 found nobody" in (job.error or "")


def test_the_reason_of_an_overcome_failure_is_not_kept(works: Works) -> None:
    job_id = ask(works, "test.flaky", succeeds_at=2)
    assert run_now(works, job_id).error is not None
    job = run_now(works, job_id)
    assert (job.state, job.result, job.error, job.progress) == (DONE, {"attempt": 2}, None, 1.0)


def test_arguments_that_do_not_fit_fail_at_once(works: Works) -> None:
    job = run_now(works, ask(works, "test.steps", steps="many"))
    assert (job.state, job.attempts, job.error_code) == (FAILED, 1, "jobs.bad_args")
    assert "steps" in (job.error or "")


def test_a_kind_of_another_version_fails_in_sight(works: Works) -> None:
    job = run_now(works, ask(works, "test.of_the_future"))
    assert (job.state, job.error_code) == (FAILED, "jobs.unknown_kind")


def test_cancelling_before_it_began(works: Works) -> None:
    job_id = ask(works, "test.steps")
    handed = hand(works, job_id)
    with works.write() as work:
        assert ledger.cancel(work.db, job_id, work.now)
    assert begin(works, job_id, handed, "first") is None
    assert (row(works, job_id).state, effects(works)) == (CANCELLED, [])


def test_cancelling_between_attempts_lets_the_job_undo_its_work_first(works: Works) -> None:
    job_id = ask(works, "test.flaky", succeeds_at=9)
    run_now(works, job_id)
    with works.write() as work:
        assert ledger.cancel(work.db, job_id, work.now)
        assert [due[0] for due in ledger.handing_due(work.db, work.now)] == [job_id]
    begun = begin(works, job_id, hand(works, job_id), "first")
    assert begun is not None
    with pytest.raises(Cancelled):
        begun[1].check_cancelled()


def test_what_has_ended_cannot_be_cancelled(works: Works) -> None:
    job_id = run_now(works, ask(works, "test.steps")).id
    with works.write() as work:
        assert not ledger.cancel(work.db, job_id, work.now)
    assert row(works, job_id).state == DONE


def test_old_jobs_are_forgotten_but_never_open_ones(works: Works) -> None:
    ended, waiting = run_now(works, ask(works, "test.steps")).id, ask(works, "test.steps")
    with works.write() as work:
        assert ledger.forget_ended(work.db, work.now - timedelta(days=1)) == 0
        assert ledger.forget_ended(work.db, work.now + timedelta(days=1)) == 1
    with works.read() as work:
        assert work.db.get(ledger.JobRow, ended) is None
    assert row(works, waiting).state == QUEUED


def tick(works: Works, moment: datetime, since: datetime) -> str | None:
    with works.write() as work:
        return timetable.queue_tick(work.db, job_kind("test.timed"), works.settings, moment, moment, since)


def test_a_tick_is_queued_once(works: Works) -> None:
    assert tick(works, NOON, NOON) == tick(works, NOON, NOON) is not None
    with works.read() as work:
        assert len(ledger.handing_due(work.db, NOON)) == 1


def test_a_company_founded_at_noon_does_not_begin_with_last_nights_jobs(works: Works) -> None:
    assert tick(works, NOON - timedelta(hours=8), NOON) is None


def test_a_tick_missed_while_the_machine_was_off_is_made_up_for(works: Works) -> None:
    ask(works, "test.steps")
    ten_days_on = datetime.now(UTC) + timedelta(days=10)
    assert tick(works, ten_days_on - timedelta(hours=8), ten_days_on) is not None
