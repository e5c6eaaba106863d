"""A backtest is a durable job whose result is kept, seen by those who may, and priced on the company's figures."""

from __future__ import annotations

from decimal import Decimal

import pytest
from tests.domains.planning.company import ALL_RIGHTS, BUYER

from fluxion.base.jobs.tables import JobRow
from fluxion.base.jobs.waiting import run_now
from fluxion.base.paging import Ask
from fluxion.base.work import Actor, Works
from fluxion.domains.planning.actions.backtests import start_backtest
from fluxion.domains.planning.errors import BacktestUnfinished
from fluxion.domains.planning.reads.backtests import backtest_result, backtest_return, backtests, company_year
from fluxion.domains.planning.shapes.backtests import BacktestAsk, ReturnAsk
from fluxion.values.errors import Forbidden, NotFound

ASK = BacktestAsk(weeks=6, origins=1, horizon=14)
NO_COSTS = Actor(id=2, name="Luis", rights=ALL_RIGHTS - {"insights.see_cost"})
CONFINED = Actor(id=3, name="Eva", rights=ALL_RIGHTS, locations=frozenset({4}))
WORKED_TABLE = ReturnAsk(
    inventory_value=Decimal(1_500_000), lost_sales=Decimal(500_000), obsolescence=Decimal(45_000), hours_per_week=Decimal(20),
    hourly_cost=Decimal(25), yearly_sales=Decimal(10_000_000), capital_cost=Decimal("0.15"), margin=Decimal("0.20"),
    overstock_reduction=Decimal("0.30"), lost_sales_recovered=Decimal("0.45"), obsolescence_reduction=Decimal("0.50"),
    time_saved=Decimal("0.60"), sales_growth=Decimal("0.12"), investment=Decimal(18_588),
)  # fmt: skip


def run(works: Works, actor: Actor = BUYER) -> int:
    with works.write(actor) as work:
        asked = start_backtest(work, ASK)
        again = start_backtest(work, ASK)
    assert asked.state == "queued" and again.id == asked.id
    with works.read() as work:
        job = work.db.get(JobRow, asked.job_id)
    assert job is not None and run_now(works, job.id).state == "done"
    return asked.id


def test_is_asked_for_run_and_kept(distributor: Works) -> None:
    made = run(distributor)
    with distributor.read(BUYER) as work:
        found = backtest_result(work, made)
        assert [each.id for each in backtests(work, Ask()).items] == [made]
    assert found.state == "done" and found.data.series == found.data.series_total > 0
    assert {each.code for each in found.policies} >= {"fluxion", "days_of_cover", "normal", "min_max"}
    assert found.policies[0].points[0].capital is not None
    assert found.company.inventory_value is not None and found.company.yearly_sales is not None


def test_shows_costs_and_other_places_only_to_those_who_may(small: Works) -> None:
    made = run(small)
    with small.read(NO_COSTS) as work:
        found = backtest_result(work, made)
        assert {point.capital for each in found.policies for point in each.points} == {None}
        assert found.company.inventory_value is None and found.company.margin is None
        assert all(each.measure != "capital" for each in found.equal_fill)
        with pytest.raises(Forbidden):
            backtest_return(work, made, ReturnAsk())
    with small.read(CONFINED) as work:
        assert backtests(work, Ask()).items == []
        with pytest.raises(NotFound):
            backtest_result(work, made)
    with small.write(Actor(id=9, name="Nadie", rights=frozenset())) as work, pytest.raises(Forbidden):
        start_backtest(work, ASK)


def test_money_of_a_person_of_one_place_is_that_places(small: Works) -> None:
    with small.read(BUYER) as work:
        whole = company_year(work)
        [(mine,)] = work.marts.query(work, "select sum(net)::double from day_sales where location_id = 4")
    with small.read(CONFINED) as work:
        part = company_year(work)
    assert mine is not None and mine > 0
    assert Decimal(part["yearly_sales"]) == pytest.approx(Decimal(str(mine)), abs=Decimal("0.01"))
    assert Decimal(part["yearly_sales"]) < Decimal(whole["yearly_sales"])


def test_has_no_result_before_it_has_ended(small: Works) -> None:
    with small.write(BUYER) as work:
        asked = start_backtest(work, ASK)
    with small.read(BUYER) as work, pytest.raises(BacktestUnfinished):
        backtest_result(work, asked.id)


def test_returns_the_worked_table_to_the_cent_and_says_what_was_typed_in(small: Works) -> None:
    made = run(small)
    with small.read(BUYER) as work:
        found = backtest_return(work, made, WORKED_TABLE)
        own = backtest_return(work, made, ReturnAsk())
    assert [found.overstock, found.stock_outs, found.obsolescence, found.time, found.growth, found.benefit] == [
        Decimal(each) for each in ("67500.00", "45000.00", "22500.00", "15600.00", "240000.00", "390600.00")
    ]
    assert (found.roi, found.payback_days) == (Decimal("20.0136"), Decimal("17.4"))
    assert {each.source for each in found.assumptions} == {"given"}
    sources = {each.name: each.source for each in own.assumptions}
    assert sources["inventory_value"] == "company" and sources["overstock_reduction"] == "measured" and sources["hourly_cost"] == "assumed"
