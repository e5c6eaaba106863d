"""What users of other planners complain about, one test for each complaint."""

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from tests.domains.planning.arrays import AS_OF, coming, locations, plan, products, row, settings
from tests.domains.planning.test_arithmetic import check_adds_up, figures

from fluxion.domains.planning.rules.explain import sentences
from fluxion.domains.planning.rules.inputs import Minimums, days_until
from fluxion.domains.planning.rules.plan import Plan
from fluxion.kernels.forecasting import quantiles_of_sums

NOBODY_SELLS = [0.0] * 140


def shown(made: Plan, product_id: int = 1, location_id: int = 1) -> dict[str, Any]:
    return figures(made)[row(made, product_id, location_id)]


def test_1_the_forecast_shown_and_the_quantity_to_order_agree() -> None:
    """odoo#190668: 'why order 2 if the forecast shows 0'."""
    chance = np.random.default_rng(1)
    made = plan({(p, 1): chance.poisson(p * 0.8, 140) for p in range(1, 9)}, {(p, 1): 3.0 * p for p in range(1, 9)}, n_products=8)
    for each in figures(made):
        check_adds_up(each)
        if each["suggested"]:
            assert each["forecast"] > 0
            assert each["suggested"] < each["order_up_to"] - each["position"] + each["pack_size"]


def test_2_a_supplier_minimum_leaves_the_lead_time_alone_and_no_date_falls_in_the_past() -> None:
    """odoo PR 76162: with a supplier minimum the lead time vanished and the date fell in the past."""
    made = plan(
        {(1, 1): 5.0}, {(1, 1): 0.0}, products=products(1, supplier_lead=12.0), minimums=Minimums(np.array([1]), np.array([5000.0]))
    )
    each = shown(made)
    assert each["suggested"] * 10 >= 5000
    assert each["lead_time_days"] == 12
    assert each["order_by"] == AS_OF.isoformat()
    assert each["arrives_on"] == (AS_OF + timedelta(days=12)).isoformat()
    assert each["needed_on"] >= AS_OF.isoformat()


def test_3_running_again_or_a_late_receipt_does_not_buy_twice() -> None:
    """odoo PR 76466, #33798, PR 97802. (Runs over open suggestions and orders are in test_deciding.)"""
    sales = {(1, 1): 5.0}
    first = shown(plan(sales, {(1, 1): 0.0}))["suggested"]
    assert first > 0
    on_its_way = shown(plan(sales, {(1, 1): 0.0}, coming=coming((1, 1, first, 7))))
    late = shown(plan(sales, {(1, 1): 0.0}, coming=coming((1, 1, first, -4))))
    undated = shown(plan(sales, {(1, 1): 0.0}, coming=coming((1, 1, first, None))))
    assert [on_its_way["suggested"], late["suggested"], undated["suggested"]] == [0, 0, 0]
    assert [on_its_way["outcome"], late["outcome"], undated["outcome"]] == ["covered_by_order"] * 3
    assert late["on_order"] == first


def test_4_a_minimum_order_quantity_is_applied_once_after_adding_up_the_needs() -> None:
    """odoo#6536, erpnext PR 58805: three needs of 20 at MOQ 100 became 300."""
    made = plan(
        {(1, 2): 1.0, (1, 3): 1.0, (1, 4): 1.0},
        {(1, 1): 0.0},
        n_locations=4,
        locations=locations(4, {2: 1, 3: 1, 4: 1}, lead=6.0),
        products=products(1, moq=100.0),
        settings=settings(("review_period_days", 7)),
    )
    needs = [shown(made, 1, place)["unserved"] for place in (2, 3, 4)]
    assert all(14 <= need <= 25 for need in needs)
    centre = shown(made, 1, 1)
    assert centre["stores_need"] == pytest.approx(sum(needs))
    assert centre["suggested"] == 100
    assert float(made.orders.quantity.sum()) == 100


def test_5_choosing_a_supplier_does_not_order_its_minimum_without_demand() -> None:
    """odoo#175876: choosing a supplier orders its MOQ though nothing is needed."""
    made = plan(
        {(1, 1): NOBODY_SELLS, (2, 1): 5.0},
        {(1, 1): 10.0, (2, 1): 500.0},
        n_products=2,
        products=products(2, moq=100.0),
        minimums=Minimums(np.array([1]), np.array([1000.0])),
    )
    assert [shown(made, p)["suggested"] for p in (1, 2)] == [0, 0]
    assert shown(made, 1)["outcome"] == "no_history"


def test_6_two_locations_one_resupplied_and_one_buying_both_get_theirs() -> None:
    """odoo#75481: with two warehouses, resupply and buy, the second got nothing."""
    made = plan(
        {(1, 2): 6.0, (1, 3): 6.0},
        {(1, 1): 40.0},
        n_locations=3,
        locations=locations(3, {2: 1}, lead=np.array([np.nan, 2.0, np.nan])),
    )
    store, shop, centre = shown(made, 1, 2), shown(made, 1, 3), shown(made, 1, 1)
    assert store["served"] == 40
    assert centre["suggested"] >= store["unserved"] > 0
    assert shop["suggested"] > 0
    assert store["suggested"] == 0


@pytest.mark.parametrize(
    ("need_of", "moq", "pack", "expected"),
    [
        (18.0, 0.0, 12.0, 24.0),
        (24.0, 0.0, 12.0, 24.0),
        (3.0, 10.0, 4.0, 12.0),
        (30.0, 10.0, 7.0, 35.0),
        (0.0, 10.0, 4.0, 0.0),
        (2.4, 0.0, 0.5, 2.5),
    ],
)
def test_7_the_rounding_rule_is_stated_and_always_the_same(need_of: float, moq: float, pack: float, expected: float) -> None:
    """odoo docs PR 14853. Rule: the greater of need and MOQ, up to whole packs; nothing when nothing is needed."""
    made = plan({(1, 1): 5.0}, {(1, 1): 0.0})
    target = float(made.policy.order_up_to[row(made)])
    again = plan(
        {(1, 1): 5.0},
        {(1, 1): round(target - need_of, 3)},
        products=products(1, moq=moq, pack=pack),
        settings=settings(("plan_interval_days", 7)),
    )
    assert shown(again)["raw_need"] == pytest.approx(need_of)
    assert shown(again)["suggested"] == expected


def test_8_an_order_due_far_in_the_future_is_not_available_now() -> None:
    """OCA stock-logistics-warehouse#582."""
    sales = {(1, 1): 5.0}
    without = shown(plan(sales, {(1, 1): 0.0}))
    far = shown(plan(sales, {(1, 1): 0.0}, coming=coming((1, 1, 500.0, 60))))
    assert far["suggested"] == without["suggested"]
    assert (far["on_order"], far["later"]) == (0, 500)
    assert any("500" in sentence for sentence in sentences(far, "en"))


def test_8_the_days_of_an_order_count_on_the_calendar_of_the_plan() -> None:
    """An order placed today is under way for as long as it takes, also when old data are planned as of their own day."""
    today = date(2026, 5, 1)
    assert days_until(date(2026, 5, 11), today, today) == 10
    assert days_until(date(2026, 5, 11), date(2011, 10, 1), today) == 10
    assert days_until(date(2026, 4, 11), date(2026, 4, 1), today) == 10
    assert days_until(date(2026, 4, 21), today, today) == -10


def test_9_why_and_why_not_is_answered_for_everything() -> None:
    """erpnext#50475, #16129, #58584, #10880; frepple#396, #397 ('set loglevel 9')."""
    made = plan(
        {(1, 1): 5.0, (2, 1): 5.0, (3, 1): 5.0, (4, 1): [1.0] + [0.0] * 139, (5, 1): 5.0, (6, 1): 5.0},
        {(1, 1): 0.0, (2, 1): 900.0, (3, 1): 0.0, (4, 1): 7.0, (5, 1): 0.0, (6, 1): 0.0, (7, 1): 3.0},
        n_products=7,
        products=products(7, active=np.array([1, 1, 1, 1, 0, 1, 1], bool), supplier_id=np.array([1, 1, 1, 1, 1, -1, 1])),
        coming=coming((3, 1, 400.0, 3)),
    )
    outcomes = {p: shown(made, p)["outcome"] for p in range(1, 8)}
    assert outcomes == {
        1: "order",
        2: "covered_by_stock",
        3: "covered_by_order",
        4: "no_demand",
        5: "inactive",
        6: "order_without_supplier",
        7: "no_history",
    }
    for lang in ("es", "en", "pt"):
        for each in figures(made):
            assert len(sentences(each, lang)) >= 2


def test_10_the_day_goods_arrive_respects_the_lead_time() -> None:
    """erpnext PR 44497: the required-by date ignored the lead time."""
    for lead in (0.0, 3.0, 30.0):
        each = shown(plan({(1, 1): 5.0}, {(1, 1): 20.0}, products=products(1, supplier_lead=lead)))
        arrives = date.fromisoformat(each["arrives_on"])
        assert arrives - date.fromisoformat(each["order_by"]) == timedelta(days=lead)
        assert date.fromisoformat(each["order_by"]) >= AS_OF


def test_12_series_with_rare_sales_have_bands_too() -> None:
    """statsforecast#507, #1035: intervals for intermittent demand missing."""
    chance = np.random.default_rng(12)
    made = plan({(1, 1): chance.binomial(1, 0.12, 140) * chance.integers(1, 9, 140)})  # more than one day in twenty sells
    at = row(made)
    for day in range(30):
        band = quantiles_of_sums(made.forecasts, day, day + 1, (0.05, 0.25, 0.5, 0.75, 0.95))[at]
        assert np.all(np.diff(band) >= 0) and band[-1] > 0
    assert made.policy.safety_stock[at] > 0


def test_13_rare_sales_do_not_give_high_forecasts() -> None:
    """gluonts#636, #302: forecasts far too high on sparse series."""
    chance = np.random.default_rng(13)
    sales = {(p, 1): chance.binomial(1, 0.04, 140) * chance.integers(1, 5, 140) for p in range(1, 41)}
    made = plan(sales, n_products=40)
    sold_per_day = np.array([np.mean(sales[(int(p), 1)]) for p in made.series.product_id])
    assert made.forecasts.daily_mean.sum() == pytest.approx(sold_per_day.sum(), rel=0.35)
    assert np.all(made.forecasts.daily_mean <= 5 * np.maximum(sold_per_day, 0.02))
