"""What people expect, laid over the statistics: exact sums, coherent networks, and a fair judgement afterwards."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.domains.planning.arrays import inputs, locations, products, row
from tests.domains.planning.arrays import plan as made_plan
from tests.domains.planning.company import BUYER, DAILY, NORTH, RICE, SHOP, TODAY, company, plan, sales
from tests.makers import NOON

from fluxion.base.work import Works
from fluxion.domains import history
from fluxion.domains.planning.actions.calendar import create_event
from fluxion.domains.planning.actions.links import create_link
from fluxion.domains.planning.actions.overrides import create_override
from fluxion.domains.planning.reads.series import forecast_of
from fluxion.domains.planning.rules.happenings import demand_with_events
from fluxion.domains.planning.rules.known import Happening, Known, Override
from fluxion.domains.planning.rules.overrides import override_means
from fluxion.domains.planning.rules.series import Series, list_series
from fluxion.domains.planning.shapes import EventDraft, LinkDraft, OverrideDraft
from fluxion.kernels.forecasting import quantiles_of_sums

A, B = 1, 2
NETWORK = Series(  # product A at centre 1 which supplies stores 2 and 3, and at shop 4; product B at shop 4
    product=np.array([0, 0, 0, 0, 1]),
    location=np.array([0, 1, 2, 3, 3]),
    product_id=np.array([A, A, A, A, B]),
    location_id=np.array([1, 2, 3, 4, 4]),
    parent=np.array([-1, 0, 0, -1, -1]),
)
FAMILY = np.array([7, 7, 7, 7, 7])


def over(kind: str, value: float, **scope: Any) -> Override:
    return Override(
        **({"id": 1, "product_id": None, "category_id": None, "location_id": None, "first": 0, "last": 1} | scope), kind=kind, value=value
    )


def means(*daily: float) -> np.ndarray:
    return np.repeat(np.array([daily]).T, 4, axis=1).astype(float)


def test_a_category_set_to_a_total_is_shared_out_in_proportion_where_goods_enter_the_network() -> None:
    mean = means(6.0, 4.0, 2.0, 2.0, 8.0)  # roots: 6 + 2 + 8 a day
    touched = override_means(mean, NETWORK, FAMILY, [over("set", 64.0, category_id=7)])
    assert mean[:, 0].tolist() == [12.0, 8.0, 4.0, 4.0, 16.0]
    assert mean[:, 2].tolist() == [6.0, 4.0, 2.0, 2.0, 8.0]
    assert sorted(touched) == [0, 1, 2, 3, 4]


def test_a_store_moves_the_centre_that_supplies_it_by_the_same_units() -> None:
    mean = means(6.0, 4.0, 2.0, 2.0, 8.0)
    touched = override_means(mean, NETWORK, FAMILY, [over("add", 10.0, product_id=A, location_id=2)])
    assert mean[:, 0].tolist() == [11.0, 9.0, 2.0, 2.0, 8.0]
    assert touched == {1: [1], 0: [1]}


def test_the_nearest_override_has_the_last_word() -> None:
    mean = means(0.0, 0.0, 0.0, 2.0, 8.0)
    near = over("set", 6.0, id=1, product_id=A, location_id=4)
    override_means(mean, NETWORK, FAMILY, [near, over("factor", 2.0, id=2, category_id=7)])
    assert mean[3:, 0].tolist() == [3.0, 16.0]


def test_what_nobody_expected_to_sell_is_shared_evenly_and_nothing_falls_below_zero() -> None:
    mean = means(0.0, 0.0, 0.0, 0.0, 0.0)
    override_means(mean, NETWORK, FAMILY, [over("set", 12.0, product_id=A)])
    assert mean[[0, 3], 0].tolist() == [3.0, 3.0]
    mean = means(6.0, 4.0, 2.0, 2.0, 8.0)
    override_means(mean, NETWORK, FAMILY, [over("add", -100.0, product_id=B)])
    assert mean[4].tolist() == [0.0, 0.0, 8.0, 8.0]


def test_only_the_part_of_the_period_that_lies_ahead_counts() -> None:
    mean = means(0.0, 0.0, 0.0, 2.0, 8.0)
    override_means(mean, NETWORK, FAMILY, [over("set", 40.0, product_id=B, first=-2, last=1)])  # half of it is past
    assert mean[4].tolist() == [10.0, 10.0, 8.0, 8.0]
    assert override_means(mean, NETWORK, FAMILY, [over("set", 40.0, product_id=B, first=9, last=12)]) == {}


@given(
    daily=st.lists(st.floats(0, 1e6), min_size=5, max_size=5),
    kind=st.sampled_from(["factor", "add", "set"]),
    value=st.floats(-1e6, 1e6),
    place=st.sampled_from([None, 1, 2, 4]),
)
def test_a_total_is_met_exactly_and_no_forecast_is_negative(daily: list[float], kind: str, value: float, place: int | None) -> None:
    value = abs(value) if kind != "add" else value
    mean = means(*daily)
    rows = np.flatnonzero((NETWORK.location_id == place) if place else NETWORK.parent < 0)
    before = mean[rows, :2].sum()
    override_means(mean, NETWORK, FAMILY, [over(kind, value, category_id=7, location_id=place)])
    wanted = {"factor": before * value, "add": max(before + value, 0.0), "set": value}[kind]
    assert mean[rows, :2].sum() == pytest.approx(wanted, rel=1e-9, abs=1e-6)
    assert np.all(mean >= 0) and np.all(np.isfinite(mean))


def test_closures_and_stated_events_leave_the_base_alone_and_others_are_learned() -> None:
    days = [
        Happening("closure", None, None, 2, -3, -2, None),
        Happening("promotion", 1, None, None, -10, -9, 2.0),
        Happening("promotion", None, 1, None, -20, 3, None),
    ]
    given_inputs = inputs(
        {(1, 1): 5, (1, 2): 5, (2, 1): 3}, n_products=2, n_locations=2, locations=locations(2), known=Known(happenings=tuple(days))
    )
    series = list_series(given_inputs)
    told = demand_with_events(given_inputs, series)
    assert told.closed is not None and told.calendar is not None and told.regressors is not None
    n = given_inputs.sold.n_days
    assert np.flatnonzero(told.closed[0]).tolist() == [] and np.flatnonzero(told.closed[1]).tolist() == [n - 3, n - 2]
    assert told.calendar.tolist() == [0, 1, 0]
    assert told.units[: told.ptr[1]].tolist() == [5.0] * (n - 10) + [2.5, 2.5] + [5.0] * 8
    assert told.units[told.ptr[2] :].tolist() == [3.0] * n
    assert told.regressors.names == ("promotion",) and told.regressors.table is not None
    assert told.regressors.table.tolist() == [0, 0, 0] and told.regressors.step.tolist() == list(range(n - 20, n + 4))


def test_what_a_past_event_of_stated_effect_sold_is_not_expected_again() -> None:
    fair = Known(happenings=(Happening("promotion", None, None, None, -14, -1, 3.0),))
    plain = made_plan({(1, 1): 10.0}).forecasts.mean[0]
    tripled = made_plan({(1, 1): [10.0] * 126 + [30.0] * 14}, known=fair).forecasts.mean[0]
    assert tripled == pytest.approx(plain, rel=1e-6)


def expecting(*overrides: Override, **more: Any) -> Any:
    known = Known(overrides=overrides)
    return made_plan({(A, 1): 4.0}, n_products=2, products=products(2), known=known, **more)


def test_what_only_people_expect_is_planned_and_bought() -> None:
    made = expecting(over("set", 140.0, product_id=B, location_id=1, last=13))
    at = row(made, B)
    assert made.forecasts.mean[at, :14].tolist() == pytest.approx([10.0] * 14) and made.forecasts.daily_mean[at] == pytest.approx(140 / 30)
    assert made.policy.forecast[at] == pytest.approx(140.0) and made.policy.safety_stock[at] > 0
    assert made.outcome[at] == "order" and made.orders.quantity[at] >= 140
    low, high = quantiles_of_sums(made.forecasts, 0, 1, (0.05, 0.95))[at]
    assert 3 <= low < 10 < high <= 17  # Poisson of 10: 5 and 15


def test_a_product_that_is_nowhere_yet_is_planned_where_goods_enter() -> None:
    places = locations(4, {2: 1}, active=np.array([True, True, True, False]))
    sales = {(A, 2): 4.0, (A, 3): 4.0, (A, 4): 4.0}
    given_inputs = inputs(sales, n_products=2, n_locations=4, locations=places, products=products(2))
    known = Known(overrides=(over("set", 60.0, product_id=B, last=29), over("factor", 2.0, product_id=B, location_id=2)))
    series = list_series(replace(given_inputs, known=known))
    assert series.location_id[series.product_id == B].tolist() == [1, 3]
    past = Known(overrides=(over("set", 60.0, product_id=B, first=-9, last=-1),))
    assert B not in list_series(replace(given_inputs, known=past)).product_id


def days_of(works: Works, product: int, place: int) -> list[float]:
    with works.read(BUYER) as work:
        return [each.mean for each in forecast_of(work, product, place).forecast]


def test_a_plan_uses_events_and_overrides_and_keeps_what_the_statistics_said(small: Works) -> None:
    plan(small)
    before = days_of(small, RICE, SHOP)
    with small.write(BUYER) as work:
        create_event(work, EventDraft(name="Feria", kind="promotion", starts_on=TODAY, ends_on=TODAY, factor=3.0, location_id=SHOP))
        create_event(
            work,
            EventDraft(
                name="Cierre", kind="closure", starts_on=TODAY + timedelta(days=1), ends_on=TODAY + timedelta(days=1), location_id=SHOP
            ),
        )
        override = create_override(
            work,
            OverrideDraft(
                product_id=RICE,
                location_id=SHOP,
                starts_on=TODAY + timedelta(days=7),
                ends_on=TODAY + timedelta(days=13),
                kind="set",
                value=70.0,
                reason="Pedido del colegio",
            ),
        )
    plan(small)
    after = days_of(small, RICE, SHOP)
    assert after[0] == pytest.approx(3 * before[0], rel=1e-3) and after[1] == 0
    assert sum(after[7:14]) == pytest.approx(70.0, abs=0.01) and after[14:] == pytest.approx(before[14:], rel=1e-3)
    with small.read(BUYER) as work:
        [(ids, stated)] = work.marts.query(work, "select override_ids, statistical from plan_overridden")
        assert ids == [override.id] and sum(stated[7:14]) == pytest.approx(sum(before[7:14]), rel=1e-3)
        assert history.rows_since(work, history.OVERRIDDEN, TODAY)["override_ids"].to_pylist() == [[override.id]]


def test_each_step_of_the_forecast_is_judged_and_a_losing_override_is_told(tmp_path: Any) -> None:
    now = [TODAY - timedelta(days=28)]
    works = company(tmp_path, until=now[0] - timedelta(days=1), clock=lambda: _noon(now[0]))
    try:
        with works.write(BUYER) as work:
            draft = {"starts_on": now[0], "ends_on": now[0] + timedelta(days=6), "kind": "factor", "value": 3.0, "reason": "Promoción"}
            lost = create_override(work, OverrideDraft(product_id=RICE, location_id=SHOP, **draft)).id
        plan(works)
        history.record_sales(works, "import:2", sales(DAILY, TODAY - timedelta(days=1), days=28))
        history.publish(works)
        now[0] = TODAY
        plan(works)
        with works.read(BUYER) as work:
            [row] = work.marts.records(work, "select * from plan_override")
            [week] = work.marts.records(
                work, "select sum(sold) as sold, sum(missed) as missed, sum(statistical_missed) as stated from plan_accuracy where days = 7"
            )
        assert (row["override_id"], row["series"], row["days"], row["sold"]) == (lost, 1, 28, 28.0)
        assert row["missed"] == pytest.approx(56, abs=3) and row["statistical_missed"] < 2
        assert week["sold"] == pytest.approx(sum(DAILY.values()) * 7) and week["missed"] - week["stated"] == pytest.approx(56, abs=3)
    finally:
        works.marts.close()
        works.database.close()


def _noon(day: date) -> Any:
    return NOON.replace(year=day.year, month=day.month, day=day.day)


def test_a_successor_is_planned_where_its_predecessor_sold(small: Works) -> None:
    with small.write(BUYER) as work:
        create_link(work, LinkDraft(successor_id=5, predecessor_id=RICE, share=0.5, starts_on=TODAY))
    plan(small)
    assert sum(days_of(small, 5, NORTH)) == pytest.approx(sum(days_of(small, RICE, NORTH)), rel=0.01)
