"""A backtest looks only backwards, compares rules fairly, and turns what it measured into money to the cent."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import numpy as np
import pytest
from tests.domains.planning.arrays import plan, settings

from fluxion.domains.planning.rules import backtest_policies as rules
from fluxion.domains.planning.rules.backtest import Ask, prepare, run_backtest, simulate
from fluxion.domains.planning.rules.backtest_bought import Actual, beside
from fluxion.domains.planning.rules.backtest_case import Bought, Case, TooShort, asked_for, cut, enough_before, sample, span
from fluxion.domains.planning.rules.backtest_return import assume, measured_reductions
from fluxion.domains.planning.rules.series import series_demand
from fluxion.kernels.forecasting import Demand, StockOuts
from fluxion.kernels.forecasting.regressors import Regressors

DAYS, N = 220, 40
ASK = Ask(weeks=12, origins=2, horizon=14, seed=3)


def made_up(seed: int = 0, future: float = 0.0, since: int = DAYS) -> Case:
    rng = np.random.default_rng(seed)
    table = rng.poisson(rng.gamma(1.0, 2.0, (N, 1)), (N, DAYS)).astype(float) * rng.integers(1, 4, (N, 1))
    table[:, since:] += future
    row, day = np.nonzero(table)
    demand = Demand.from_rows(row, day, table[row, day], n_series=N, n_days=DAYS, first_weekday=0)
    return Case(demand, np.full(N, 10.0), np.full(N, 3.0), 7, np.full(N, 6.0), np.zeros(N), np.full(N, 2.0), np.full(N, 3.0), N)


def test_changing_the_future_changes_no_earlier_decision() -> None:
    quiet = lambda _share, _step: None  # noqa: E731
    one, other = (prepare(each, ASK, quiet) for each in (made_up(), made_up(future=50.0, since=170)))
    before = [k for k in range(len(one.known.recent)) if one.start + 7 * k <= 170]
    assert 0 < len(before) < len(one.known.recent)
    for policy in rules.POLICIES:
        knob = rules.KNOBS[policy][len(rules.KNOBS[policy]) // 2]
        mine, theirs = (rules.levels(policy, knob, stage.case, stage.known) for stage in (one, other))
        np.testing.assert_array_equal(mine[before], theirs[before], err_msg=policy)
    last = len(one.known.recent) - 1
    fixed = rules.levels(rules.MIN_MAX, 1.0, other.case, other.known)
    assert not np.array_equal(one.known.planned[last], other.known.planned[last])
    np.testing.assert_array_equal(fixed[0], fixed[last])


def test_the_rule_replayed_is_the_one_that_plans_order_by() -> None:
    chance = np.random.default_rng(5)
    sales = {(p, 1): chance.poisson(chance.uniform(0.3, 9), 140) * chance.integers(1, 4) for p in range(1, 13)}
    made = plan(sales, n_products=12, settings=settings(("lead_time_sd_days", 2)))
    demand = series_demand(made.inputs, made.series)
    lead, lead_sd, ones = made.policy.lead_time_days, made.policy.lead_time_sd, np.ones(demand.n)
    case = Case(demand, lead, lead_sd, 7, ones, 0 * ones, ones, ones, demand.n)
    known = rules.learn(case, asked_for(demand), [demand.n_days], 30, lambda _share: None)
    np.testing.assert_allclose(rules.levels(rules.FLUXION, 0.95, case, known)[0], made.policy.order_up_to, atol=0.02)
    quantile = plan(sales, n_products=12, settings=settings(("lead_time_sd_days", 2), ("stock_level_rule", 2)))
    np.testing.assert_allclose(rules.levels(rules.QUANTILE, 0.95, case, known)[0], quantile.policy.order_up_to, atol=0.011)


def test_a_frontier_rises_and_its_figures_add_up() -> None:
    result = run_backtest(made_up(), ASK)
    assert [each["code"] for each in result["policies"]] == list(rules.POLICIES)
    for rule in result["policies"]:
        # the price of stock runs the other way: the dearer, the less of it
        points = rule["points"][::-1] if rule["code"] == rules.VALUE else rule["points"]
        stocks = [point["stock_units"] for point in points]
        assert stocks == sorted(stocks), rule["code"]
        for point in points:
            assert 0 <= point["fill_rate"] <= 1 and point["lost_units"] >= 0
            assert point["capital"] == pytest.approx(2.0 * point["stock_units"], abs=0.01)
            assert point["holding_year"] == pytest.approx(0.25 * point["capital"], abs=0.01)
            assert sum(each["stock_outs"] for each in point["classes"].values()) == point["stock_outs"]
            served = result["data"]["demand"] - point["lost_units"]
            assert point["fill_rate"] == pytest.approx(served / result["data"]["demand"], abs=1e-5)
    assert len(result["accuracy"]) == 2 and all(each["rmsse"] < each["rmsse_naive"] for each in result["accuracy"])


def test_the_same_question_has_the_same_answer_and_order_of_series_does_not_matter() -> None:
    case = made_up()
    assert run_backtest(case, ASK) == run_backtest(case, ASK)


def test_only_the_rules_asked_for_and_by_value_only_with_money() -> None:
    unknown = np.full(N, np.nan)
    poor = replace(made_up(), cost=unknown, price=unknown)
    result = run_backtest(poor, replace(ASK, policies=("fluxion", "fluxion_value", "min_max"), origins=0))
    assert [each["code"] for each in result["policies"]] == ["fluxion", "min_max"]
    assert result["policies"][0]["points"][0]["capital"] is None and result["accuracy"] == []
    assert {each["measure"] for each in result["equal_fill"]} == {"units", "sku"}


def test_what_is_cut_off_is_gone() -> None:
    outs = StockOuts(np.array([0, 2, 2]), np.array([1, 3]), np.array([1.0, 0.5]))
    fair = Regressors(("fair",), np.array([0, 2]), np.array([1, 3]), np.ones((2, 1)), np.zeros(2))
    demand = Demand(np.array([0, 3, 4]), np.array([0, 2, 4, 1]), np.array([1.0, 2.0, 3.0, 9.0]), 5, 0, stock_outs=outs, regressors=fair)
    past = cut(demand, 3)
    assert past.ptr.tolist() == [0, 2, 3] and past.units.tolist() == [1.0, 2.0, 9.0] and past.n_days == 3
    assert past.stock_outs is not None and past.stock_outs.day.tolist() == [1]
    assert past.regressors is not None and past.regressors.step.tolist() == [1] and past.regressors.n == 2


def test_a_day_out_of_stock_asked_for_what_days_before_it_sold() -> None:
    # 4 a day, whole day 3 out: the mean of the days before with goods is 4; nothing is added where nothing was lost
    outs = StockOuts(np.array([0, 1]), np.array([3]), np.array([1.0]))
    demand = Demand(np.array([0, 4]), np.array([0, 1, 2, 4]), np.full(4, 4.0), 5, 0, stock_outs=outs)
    assert asked_for(demand).tolist() == [[4.0, 4.0, 4.0, 4.0, 4.0]]


def test_says_how_much_history_is_missing() -> None:
    with pytest.raises(TooShort) as refused:
        span(80, 1.0, 26, 21.0)
    assert (refused.value.have, refused.value.need) == (80, 56 + 42 + 21)


def test_only_what_sold_before_can_be_compared_and_a_sample_is_repeatable() -> None:
    demand = Demand(np.array([0, 3, 5]), np.array([0, 5, 9, 1, 199]), np.ones(5), 220, 0)
    assert enough_before(demand, 12, 17.0).tolist() == [True, False]
    assert sample(5, 9, 1).tolist() == [0, 1, 2, 3, 4]
    np.testing.assert_array_equal(sample(900, 30, 1), sample(900, 30, 1))
    assert len(sample(900, 30, 1)) == 30 and np.all(np.diff(sample(900, 30, 1)) > 0)


def test_goods_neither_appear_nor_vanish() -> None:
    stage = prepare(made_up(), ASK, lambda _share, _step: None)
    ours = simulate(stage, rules.FLUXION, 0.9)
    assert ours.fill_rate() > 0.5
    np.testing.assert_allclose(ours.opening + ours.received - ours.sold, ours.closing, atol=1e-6)


def point(knob: float, fill: float, stock: float, over: float) -> dict[str, float]:
    return {"knob": knob, "fill_rate": fill, "stock_units": stock, "overstock_share": over}


RESULT = {
    "policies": [
        {"code": "fluxion", "points": [point(0.8, 0.85, 50.0, 0.05), point(0.95, 0.95, 100.0, 0.15)]},
        {"code": "min_max", "points": [point(1, 0.80, 100.0, 0.2), point(2, 1.0, 300.0, 0.6)]},
    ]
}


def test_the_measured_part_of_the_return_is_read_off_the_frontiers() -> None:
    # min/max at 0.90: 200 units, 0.4 overstock; ours at 0.90: 75 units, 0.10; at level 0.95: 100 units, half the losses
    assert measured_reductions(RESULT, None, None) == {
        "overstock_reduction": Decimal("0.6250"), "lost_sales_recovered": Decimal("0.0000"), "obsolescence_reduction": Decimal("0.7500"),
    }  # fmt: skip
    at_level = measured_reductions(RESULT, 0.95, 0.90)
    assert at_level["overstock_reduction"] == Decimal("0.5000") and at_level["lost_sales_recovered"] == Decimal("0.5000")
    # where nobody knows how well the company serves today, both at the same service: 250 units against 100
    assert measured_reductions(RESULT, 0.95, None) == {
        "overstock_reduction": Decimal("0.6000"), "lost_sales_recovered": Decimal("0.0000"), "obsolescence_reduction": Decimal("0.7000"),
    }  # fmt: skip
    # less service than today is told as the loss it is
    assert measured_reductions(RESULT, 0.8, 0.90)["lost_sales_recovered"] == Decimal("-0.5000")


def test_every_assumption_says_where_it_is_from() -> None:
    figures, sources = assume(
        {"margin": Decimal("0.3")}, {"margin": Decimal("0.2"), "inventory_value": Decimal(9)}, {"overstock_reduction": Decimal("0.1")}
    )
    assert (figures.margin, figures.inventory_value, figures.overstock_reduction) == (Decimal("0.3"), Decimal(9), Decimal("0.1"))
    assert (sources["margin"], sources["inventory_value"], sources["overstock_reduction"]) == ("given", "company", "measured")
    assert sources["hours_per_week"] == "assumed" and figures.sales_growth == 0


def test_what_the_company_bought_is_worked_out_backwards_and_only_where_it_adds_up() -> None:
    case = made_up()
    received = np.zeros((N, DAYS))
    # every Monday what the week will sell; 40 are left in the end, of the first 45, half of the second's receipts are forgotten,
    # the third is said to receive what it did not, the fourth is supplied by a centre
    table = asked_for(case.demand)
    for monday in range(0, DAYS, 7):
        received[:, monday] = table[:, monday : monday + 7].sum(1)
    received[1] *= 0.5
    received[2] += 50.0
    closing, direct = np.full(N, 40.0), np.ones(N, np.bool_)
    closing[0], direct[3] = 45.0, False
    result = run_backtest(replace(case, bought=Bought(received, closing, direct)), ASK)
    counted = result["data"]["counted"]
    sold = table[:, -counted:]
    known = [each for each in range(N) if each not in (1, 2, 3) and sold[each].sum() > 0]
    held = np.stack([table[:, day + 1 : day + 7 - day % 7].sum(1) for day in range(DAYS - counted, DAYS)], axis=1)
    told = result["bought"]
    assert told["series"] == len(known) and told["figures"]["fill_rate"] is None
    assert told["figures"]["stock_units"] == pytest.approx(held[known].mean(1).sum() + 40.0 * len(known) + 5.0, abs=0.001)
    assert told["figures"]["orders"] == len(known) * sum(day % 7 == 0 for day in range(DAYS - counted, DAYS)) - quiet_weeks(
        sold[known], DAYS - counted
    )
    assert {each["policy"] for each in told["rules"]} == {each["code"] for each in result["policies"]}
    # what it could not sell is not known, so no rule is read at its service, only at its stock
    assert {each["stock_units"] for each in told["rules"]} == {None}
    fluxion = next(each for each in told["rules"] if each["policy"] == "fluxion")
    assert 0 < fluxion["fill_rate"] < 1
    assert run_backtest(case, replace(ASK, policies=(rules.MIN_MAX,)))["bought"] is None


def quiet_weeks(sold: np.ndarray, since: int) -> int:
    """Mondays counted on which nothing was received because the week sold nothing."""
    mondays = [day for day in range(since, since + sold.shape[1]) if day % 7 == 0]
    return int(sum((sold[:, day - since : day - since + 7].sum(1) == 0).sum() for day in mondays))


def test_a_rule_is_read_at_what_the_company_served_and_at_what_it_held() -> None:
    outcome = SimpleNamespace(sold=np.array([90.0, 7.0]), demand=np.array([100.0, 9.0]), average_stock=np.array([50.0, 1.0]))
    actual = Actual(outcome, np.array([True, False]), True)  # type: ignore[arg-type]
    told = beside(actual, {"fluxion": ([0.8, 1.0], [20.0, 60.0]), "min_max": ([0.8, 0.85], [20.0, 45.0])})
    assert told[0] == {"policy": "fluxion", "stock_units": 40.0, "share": -0.2, "fill_rate": 0.95}
    assert told[1] == {"policy": "min_max", "stock_units": None, "share": None, "fill_rate": None}
