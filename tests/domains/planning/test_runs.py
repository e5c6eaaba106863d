"""Planning runs: for which day, what is kept, and that a kill at any moment leaves nothing half done."""

import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pytest
from sqlalchemy import func, select
from tests.domains.planning.company import (
    ALL_RIGHTS,
    BEANS,
    BUYER,
    DAILY,
    OLD,
    PORTS,
    RICE,
    SHOP,
    TODAY,
    company,
    plan,
    plan_job,
    sales,
)
from tests.makers import NOON, make_works

from fluxion.base.facts import FactRow
from fluxion.base.jobs import ledger
from fluxion.base.jobs.tables import JobRow
from fluxion.base.jobs.waiting import run_now
from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Works
from fluxion.domains import history, stock
from fluxion.domains.planning.actions.alerts import dismiss_alert
from fluxion.domains.planning.actions.runs import start_run
from fluxion.domains.planning.errors import NoPlan
from fluxion.domains.planning.events import PlanReady
from fluxion.domains.planning.reads.alerts import alert_counts, alerts
from fluxion.domains.planning.reads.runs import accuracy, latest_run, runs
from fluxion.domains.planning.reads.series import forecast_of
from fluxion.domains.planning.shapes import AlertView, RunAsk
from fluxion.domains.planning.tables import AlertDecisionRow, RunRow, SuggestionRow
from fluxion.values.errors import Forbidden, NotFound, Stale

ROOT = Path(__file__).parents[3]


def open_alerts(works: Works, actor: Actor = BUYER, **chosen: object) -> list[AlertView]:
    with works.read(actor) as work:
        return alerts(work, Ask(limit=200), **chosen).items  # type: ignore[arg-type]


def counted(works: Works) -> dict[str, int]:
    with works.read(BUYER) as work:
        return alert_counts(work)


def count(works: Works, table: type) -> int:
    with works.read() as work:
        return work.db.scalar(select(func.count()).select_from(table)) or 0


def test_a_plan_without_sales_is_refused_in_the_language_of_who_asked(tmp_path: Path) -> None:
    works = make_works(tmp_path, ports=PORTS)
    job = plan_job(works)
    assert (job.state, job.error_code) == ("failed", "planning.no_sales")
    assert job.error == "No hay ventas antes de la fecha del plan. Importe ventas o elija una fecha posterior."
    with works.read(BUYER) as work, pytest.raises(NoPlan):
        latest_run(work)
    with works.read(BUYER) as work:
        (run,) = runs(work, Ask()).items
    assert (run.state, run.error) == ("failed", job.error)


def test_a_plan_of_fresh_data_is_for_today_and_says_what_it_found(distributor: Works) -> None:
    result = plan(distributor)
    assert (result["as_of"], result["as_of_reason"], result["data_until"], result["series"]) == ("2026-03-02", "today", "2026-03-01", 8)
    with distributor.read(BUYER) as work:
        run = latest_run(work)
    assert (run.id, run.state, run.as_of, run.note, run.actor_name) == (result["run_id"], "done", TODAY, None, "Ana")
    assert run.figures["suggestions"] == result["suggestions"] == 3


def test_old_data_are_planned_as_of_the_day_after_the_newest_sale_and_it_is_said(small: Works) -> None:
    later = replace(small, clock=lambda: NOON + timedelta(days=40))
    result = plan(later)
    assert (result["as_of"], result["as_of_reason"]) == ("2026-03-02", "old_data")
    with later.read(BUYER, lang="en") as work:
        note = latest_run(work).note
    assert note == "The newest sale is of 2026-03-01: the plan is made as if today were 2026-03-02. Import the missing sales."


def test_orders_placed_for_an_old_plan_count_in_the_next_one(small: Works) -> None:
    later = replace(small, clock=lambda: NOON + timedelta(days=4000))
    plan(later)
    from tests.domains.planning.test_deciding import approve_everything

    approve_everything(later)
    assert plan(later)["suggestions"] == 0


def test_a_plan_as_of_a_day_uses_no_later_sales(tmp_path: Path) -> None:
    works = company(tmp_path)
    history.record_sales(works, "import:2", sales({(RICE, SHOP): 400}, TODAY - timedelta(days=1), days=3))
    history.publish(works)
    before = TODAY - timedelta(days=4)
    plan(works, as_of=before)
    with works.read(BUYER) as work:
        seen = forecast_of(work, RICE, SHOP, history_days=10)
    assert seen.as_of == before
    assert max(day.day for day in seen.history) == before - timedelta(days=1)
    assert {day.units for day in seen.history} == {4.0}
    assert sum(day.mean for day in seen.forecast[:7]) == pytest.approx(28, rel=0.02)


def test_asking_twice_for_the_same_day_gives_the_same_run(small: Works) -> None:
    with small.write(BUYER) as work:
        first = start_run(work, RunAsk())
    with small.write(BUYER) as work:
        second = start_run(work, RunAsk())
        other = start_run(work, RunAsk(as_of=date(2026, 2, 1)))
    assert (first.id, first.job_id) == (second.id, second.job_id)
    assert other.id != first.id


def test_a_run_needs_the_right(small: Works) -> None:
    with pytest.raises(Forbidden), small.write(Actor(id=1, name="x", rights=frozenset({"planning.read"}))) as work:
        start_run(work, RunAsk())
    assert (count(small, RunRow), count(small, JobRow)) == (0, 0)


def test_a_confined_buyer_may_ask_for_the_plan_of_the_whole_company(distributor: Works) -> None:
    buyer = Actor(id=2, name="Beto", rights=ALL_RIGHTS, locations=frozenset({SHOP}))
    assert plan(distributor, actor=buyer)["series"] == 8


@pytest.mark.parametrize(
    ("module", "function"),
    [
        ("fluxion.domains.planning.jobs", "compute"),
        ("fluxion.domains.planning.jobs", "series_table"),
        ("fluxion.domains.planning.actions.saving", "save_transfers"),
        ("fluxion.domains.planning.actions.saving", "keep_decisions"),
        ("fluxion.domains.planning.jobs", "forget_old"),
        ("fluxion.domains.planning.jobs", "fill_exceptions"),
        ("fluxion.base.mart.holder", "Marts.adopt"),
        ("fluxion.domains.history", "record_rows"),
        ("fluxion.domains.planning.jobs", "_told"),
    ],
)
def test_a_kill_during_a_run_leaves_the_plan_before_and_a_rerun_completes_it(tmp_path: Path, module: str, function: str) -> None:
    works = company(tmp_path)
    plan(works)
    before = counted(works)
    with works.write() as work:
        stock.set_levels(work, [{"product_id": RICE, "location_id": SHOP, "on_hand": Decimal(0)}])
    with works.write(BUYER) as work:
        asked = start_run(work, RunAsk())
    assert asked.job_id is not None
    command = [sys.executable, "-m", "tests.domains.planning.dying", str(tmp_path), asked.job_id, module, function]
    died = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=120, check=False)
    assert died.returncode == -9, died.stderr.decode()[-2000:]
    finished = function in ("record_rows", "forget_old", "_told")
    with works.read() as work:
        open_runs = set(work.db.scalars(select(SuggestionRow.run_id).where(SuggestionRow.state == "open")))
        told = dict(work.marts.query(work, "select key, value from plan_meta"))
        generation = work.marts.generation(work)
    assert finished or counted(works) == before
    assert open_runs == {int(told["run_id"])} == {asked.id if finished else 1}
    with works.write() as work:
        ledger.requeue_orphan(work.db, work.db.get_one(JobRow, asked.job_id))  # what a worker does at its start
    again = run_now(works, asked.job_id)
    assert (again.state, again.result and again.result["run_id"]) == ("done", asked.id)
    with works.read(BUYER) as work:
        assert set(work.db.scalars(select(SuggestionRow.run_id).where(SuggestionRow.state == "open"))) == {asked.id}
        assert latest_run(work).id == asked.id
        assert not finished or work.marts.generation(work) == generation, "what was published is not planned again"
        figures = latest_run(work).figures
        announced = work.db.scalars(select(FactRow.subject_id).where(FactRow.kind == PlanReady.kind).order_by(FactRow.id)).all()
        weeks = history.rows_since(work, history.FORECASTS, TODAY - timedelta(days=1))
    assert announced == ["1", str(asked.id)]
    assert again.result is not None
    assert figures["suggestions"] == again.result["suggestions"]
    assert Counter(weeks["run_id"].to_pylist()) == {1: 8, asked.id: 8}
    assert weeks.filter(pa.compute.equal(weeks["run_id"], 1))["weeks"] == weeks.filter(pa.compute.equal(weeks["run_id"], asked.id))["weeks"]
    assert counted(works) != before


def test_earlier_forecasts_are_judged_by_what_sold(tmp_path: Path) -> None:
    works = company(tmp_path, until=TODAY - timedelta(days=15))
    plan(works, as_of=TODAY - timedelta(days=14))
    history.record_sales(works, "import:2", sales({**DAILY, (RICE, SHOP): 8}, TODAY - timedelta(days=1), days=14))
    history.publish(works)
    plan(works)
    with works.read(BUYER) as work:
        judged = accuracy(work)
    assert [(each.days, each.series, each.sold) for each in judged] == [(7, 7, 224.0), (14, 7, 448.0)]
    for each in judged:
        assert each.forecast == pytest.approx(each.days * 28, rel=0.02)
        assert each.wape == pytest.approx(4 / 32, abs=0.02)
        assert each.bias == pytest.approx(-4 / 32, abs=0.02)


def test_alerts_last_as_long_as_their_cause_and_are_ranked_by_money(distributor: Works) -> None:
    plan(distributor)
    first = open_alerts(distributor)
    assert [each.kind for each in first if each.product.id == OLD] == ["dead_stock"]
    assert [each.money_at_risk for each in first] == sorted((each.money_at_risk for each in first), reverse=True)  # type: ignore[type-var]
    later = replace(distributor, clock=lambda: NOON + timedelta(hours=5))
    with later.write() as work:
        stock.set_levels(work, [{"product_id": BEANS, "location_id": SHOP, "on_hand": Decimal(60)}])
    plan(later)
    second = {(each.kind, each.product.id, each.location.id): each for each in open_alerts(later)}
    assert ("below_reorder", BEANS, SHOP) not in second
    kept = next(each for each in first if each.product.id == OLD)
    assert (second[("dead_stock", OLD, SHOP)].id, second[("dead_stock", OLD, SHOP)].since) == (kept.id, kept.since)


def test_a_dismissed_alert_stays_away_while_its_cause_lasts(distributor: Works) -> None:
    plan(distributor)
    old = next(each for each in open_alerts(distributor) if each.product.id == OLD)
    with distributor.write(BUYER) as work:
        dismissed = dismiss_alert(work, old.id, version=old.version)
    assert dismissed.dismissed_by == "Ana"
    plan(distributor)
    assert [each for each in open_alerts(distributor) if each.product.id == OLD] == []
    assert [each.id for each in open_alerts(distributor, dismissed=True)] == [old.id]
    with distributor.read() as work:
        assert work.db.scalar(select(func.count()).select_from(FactRow).where(FactRow.kind == "planning.alert_dismissed")) == 1


def test_a_decision_is_forgotten_with_the_cause_of_its_alert(distributor: Works) -> None:
    plan(distributor)
    low = next(each for each in open_alerts(distributor) if (each.product.id, each.location.id) == (BEANS, SHOP))
    with distributor.write(BUYER) as work:
        dismiss_alert(work, low.id)
    with pytest.raises(Stale), distributor.write(BUYER) as work:
        dismiss_alert(work, low.id, version=low.version)
    for units in (900, 10):
        with distributor.write() as work:
            stock.set_levels(work, [{"product_id": BEANS, "location_id": SHOP, "on_hand": Decimal(units)}])
        plan(distributor)
    assert low.id in {each.id for each in open_alerts(distributor)}
    assert count(distributor, AlertDecisionRow) == 0


def test_alerts_are_paged_filtered_and_found_by_words(distributor: Works) -> None:
    plan(distributor)
    with distributor.read(BUYER) as work:
        whole = alerts(work, Ask(limit=50, count=True))
        seen, cursor = [], None
        while True:
            page = alerts(work, Ask(limit=2, cursor=cursor, sort="sku"))
            seen += [(each.product.sku, each.id) for each in page.items]
            if (cursor := page.next_cursor) is None:
                break
        assert seen == sorted((each.product.sku, each.id) for each in whole.items)
        assert (whole.total, alert_counts(work, SHOP)) == (
            len(seen),
            Counter(each.kind for each in whole.items if each.location.id == SHOP),
        )
        assert {each.product.sku for each in alerts(work, Ask(), q="radio").items} == {"OLD"}
        assert {each.kind for each in alerts(work, Ask(), kind="dead_stock").items} == {"dead_stock"}


def test_alerts_of_other_locations_are_not_there_for_a_confined_person(distributor: Works) -> None:
    plan(distributor)
    north = Actor(id=3, name="Norte", rights=ALL_RIGHTS, locations=frozenset({2}))
    assert {each.location.id for each in open_alerts(distributor, north)} == {2}
    hidden = next(each for each in open_alerts(distributor) if each.location.id == SHOP)
    with pytest.raises(NotFound), distributor.write(north) as work:
        dismiss_alert(work, hidden.id)


def test_the_levels_of_stock_know_the_targets_of_the_plan(distributor: Works) -> None:
    plan(distributor)
    with distributor.read(BUYER) as work:
        rows = {(row["product_id"], row["location_id"]): row["state"] for row in stock.level_frame(work, ["state"]).to_pylist()}
    assert (rows[(BEANS, SHOP)], rows[(OLD, SHOP)], rows[(RICE, 3)]) == ("low", "over", "ok")


def test_an_empty_level_of_what_never_sold_there_is_not_planned(distributor: Works) -> None:
    with distributor.write() as work:
        stock.set_levels(work, [{"product_id": each, "location_id": SHOP, "on_hand": Decimal(0)} for each in (RICE, OLD)])
    plan(distributor)
    with distributor.read(BUYER) as work:
        planned = {product for (product,) in work.marts.query(work, "select product_id from plan_series where location_id = ?", [SHOP])}
        known = {row["product_id"]: row["daily_mean"] for row in stock.level_frame(work, ["daily_mean"]).to_pylist()
                 if row["location_id"] == SHOP}  # fmt: skip
    assert OLD not in planned and RICE in planned
    assert known[OLD] is None and known[RICE] == pytest.approx(4, rel=0.05)
