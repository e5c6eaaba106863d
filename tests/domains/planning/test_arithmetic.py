"""What is shown adds up: every quantity can be computed again from the figures beside it."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domains.planning.arrays import AS_OF, coming, inputs, locations, plan, products, row

from fluxion.domains.planning.rules.columns import figures_of, rows_of, series_table
from fluxion.domains.planning.rules.explain import formula, sentences
from fluxion.domains.planning.rules.plan import Plan, compute


def figures(made: Plan) -> list[dict[str, Any]]:
    table = series_table(made)
    return [figures_of(each, AS_OF, AS_OF) for each in rows_of(table, range(table.num_rows))]


def check_adds_up(f: dict[str, Any]) -> None:
    """The identities of the formula page, to the third decimal."""
    assert f["planned"] == pytest.approx(f["stated"] + f["steady_factor"] * (f["forecast"] - f["stated"]), abs=0.005 + 1e-9)
    assert f["order_up_to"] == pytest.approx(f["planned"] + f["safety_stock"], abs=1e-6)
    assert f["reorder_point"] <= f["order_up_to"] + 1e-6
    assert f["available"] == pytest.approx(f["on_hand"] - f["reserved"] - f["leaving"], abs=1e-6)
    assert f["position"] == pytest.approx(f["available"] + f["on_order"] + f["in_transit"], abs=1e-6)
    assert f["suggested"] == pytest.approx(0 if not f["suggested"] else f["rounded"] + f["top_up"], abs=1e-6)
    if f["raw_need"]:
        need = f["order_up_to"] - f["position"] - f["moved_in"] + f["moved_out"] + f["stores_need"]
        assert f["raw_need"] == pytest.approx(need, abs=1e-6)
        packs = math.ceil(round(max(f["raw_need"], f["moq"]) / f["pack_size"], 9))
        assert f["rounded"] == pytest.approx(packs * f["pack_size"], abs=1e-6)
    else:
        assert f["rounded"] == 0


@st.composite
def any_company(draw: st.DrawFn) -> Plan:
    seed = draw(st.integers(0, 10_000))
    chance = np.random.default_rng(seed)
    places, goods = 4, 3
    sales = {
        (p, place): chance.poisson(draw(st.sampled_from([0.05, 0.5, 3.0, 20.0])), 140)
        for p in range(1, goods + 1)
        for place in range(1, places + 1)
        if draw(st.booleans())
    }
    stock = {key: float(chance.integers(0, 200)) for key in sales}
    stock |= {(1, 4): 500.0}
    parent = draw(st.sampled_from([{}, {2: 1, 3: 1}, {2: 1, 3: 2}]))
    orders = coming(
        *(
            (
                int(chance.integers(1, goods + 1)),
                int(chance.integers(1, places + 1)),
                float(chance.integers(1, 80)),
                float(chance.integers(-3, 40)),
            )
            for _ in range(5)
        )
    )
    made = inputs(
        sales,
        stock,
        n_products=goods,
        n_locations=places,
        products=products(goods, moq=draw(st.sampled_from([0.0, 25.0])), pack=draw(st.sampled_from([1.0, 6.0, 0.5]))),
        locations=locations(places, parent),
        coming=orders,
    )
    return compute(made, lambda share, step: None)


@settings(max_examples=25, deadline=None)
@given(any_company())
def test_every_figure_of_any_company_adds_up(made: Plan) -> None:
    for each in figures(made):
        check_adds_up(each)
        assert min(each["suggested"], each["rounded"], each["safety_stock"], each["forecast"]) >= 0
        assert sentences(each, "es") and sentences(each, "en") and sentences(each, "pt")
        for step in formula(each, "en"):
            assert step.value == each[step.name]


@settings(max_examples=25, deadline=None)
@given(any_company())
def test_goods_that_move_leave_as_many_as_arrive_and_nobody_gives_what_it_has_not(made: Plan) -> None:
    moves = made.moves
    given_away = np.bincount(moves.from_row, moves.quantity, made.series.n)
    assert np.all(given_away <= np.maximum(made.position.available, 0.0) + 1e-6)
    assert np.all(moves.quantity > 0)
    assert np.all(made.series.product[moves.from_row] == made.series.product[moves.to_row])
    assert np.all(made.series.location[moves.from_row] != made.series.location[moves.to_row])
    assert float(given_away.sum()) == pytest.approx(float((made.needs.moved_in + made.needs.served).sum()))


def test_the_forecast_shown_day_by_day_is_the_forecast_ordered_by() -> None:
    made = plan({(1, 1): np.random.default_rng(3).poisson(7, 140)}, {(1, 1): 5.0})
    at = row(made)
    assert made.policy.protection_days[at] == 14
    assert made.policy.forecast[at] == pytest.approx(made.forecasts.mean[at, :14].sum(), abs=0.01)


def test_the_same_inputs_give_the_same_plan() -> None:
    sales = {(1, 1): np.random.default_rng(5).poisson(2, 140), (2, 1): np.random.default_rng(6).poisson(0.3, 140)}
    one, other = (series_table(plan(sales, n_products=2)) for _ in range(2))
    assert one.equals(other)


def test_the_demand_of_a_centre_is_its_own_and_that_of_all_it_supplies() -> None:
    made = plan(
        {(1, 1): 1.0, (1, 2): 4.0, (1, 3): 2.0},
        n_locations=3,
        locations=locations(3, {2: 1, 3: 2}),
    )
    at = {place: row(made, 1, place) for place in (1, 2, 3)}
    assert {place: round(float(made.forecasts.daily_mean[at[place]]), 6) for place in at} == {1: 7.0, 2: 6.0, 3: 2.0}
    assert made.series.parent[at[3]] == at[2]
