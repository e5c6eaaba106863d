"""Transfers between stores and deliveries from centres: nobody gives what it needs, nobody is forgotten."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fluxion.kernels.stocking import plan_transfers, serve_stores

packs = st.sampled_from([1.0, 6.0, 2.5])


def places(seed: int, n: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    mean = rng.gamma(2, 10, n)
    up_to, stock = mean * 1.8, mean * rng.uniform(0, 5, n)
    due = stock < mean
    return {
        "product": rng.integers(0, max(n // 4, 1), n), "available": stock, "position": stock, "order_up_to": up_to,
        "need": np.where(due, up_to - stock, 0.0), "mean": mean, "sd": mean * 0.6, "unit_value": rng.gamma(2, 3, n),
    }  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 5000), n=st.integers(1, 30), pack=packs, least=st.sampled_from([1.0, 10.0]), cost=st.sampled_from([0.0, 30.0]))
def test_givers_keep_their_needs_and_takers_get_no_more_than_theirs(seed: int, n: int, pack: float, least: float, cost: float) -> None:
    at = places(seed, n)
    moves = plan_transfers(**at, pack=pack, minimum_quantity=least, fixed_cost=cost)
    given_away = np.bincount(moves.from_row, moves.quantity, n)
    received = np.bincount(moves.to_row, moves.quantity, n)
    assert np.all(at["available"] - given_away >= np.minimum(at["order_up_to"], at["available"]) - 1e-6)
    assert given_away.sum() <= np.maximum(at["available"] - at["order_up_to"], 0).sum() + 1e-6
    assert np.all(received < at["need"] + pack) and not np.any(received[at["need"] <= 0])
    assert np.all(at["product"][moves.from_row] == at["product"][moves.to_row])
    assert np.all(moves.quantity >= least - 1e-9)
    np.testing.assert_allclose(moves.quantity / pack, np.round(moves.quantity / pack), atol=1e-6)
    assert not np.any((given_away > 0) & (received > 0))


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 5000))
def test_the_same_question_gets_the_same_answer(seed: int) -> None:
    one, two = plan_transfers(**places(seed, 25)), plan_transfers(**places(seed, 25))
    for name in ("from_row", "to_row", "quantity", "value"):
        np.testing.assert_array_equal(getattr(one, name), getattr(two, name))


def test_scarce_goods_go_where_a_unit_is_worth_most() -> None:
    moves = plan_transfers(
        [1, 1, 1], available=[50, 18, 2], position=[50, 18, 2], order_up_to=[38, 30, 30], need=[0, 12, 28],
        mean=20.0, sd=6.0, unit_value=4.0,
    )  # fmt: skip
    assert moves.to_row.tolist() == [2] and moves.quantity.tolist() == [12]


def test_two_equally_needy_stores_share() -> None:
    moves = plan_transfers(
        [1, 1, 1], available=[70, 2, 2], position=[70, 2, 2], order_up_to=[38, 30, 30], need=[0, 28, 28],
        mean=20.0, sd=6.0, unit_value=4.0,
    )  # fmt: skip
    assert moves.to_row.tolist() == [1, 2]
    assert moves.quantity.sum() == 32 and abs(np.diff(moves.quantity)[0]) <= 4


def test_a_trip_that_costs_more_than_it_saves_is_not_made() -> None:
    at = {"available": [50, 18], "position": [50, 18], "order_up_to": [38, 22], "need": [0, 4], "mean": 15.0, "sd": 3.0}
    assert len(plan_transfers([1, 1], **at, unit_value=4.0).quantity) == 1
    assert not len(plan_transfers([1, 1], **at, unit_value=4.0, fixed_cost=50.0).quantity)
    assert not len(plan_transfers([1, 1], **at, unit_value=4.0, minimum_quantity=5.0).quantity)


def test_stock_on_the_way_is_not_given_away() -> None:
    moves = plan_transfers(
        [1, 1], available=[10, 0], position=[90, 0], order_up_to=[30, 20], need=[0, 20], mean=15.0, sd=4.0, unit_value=4.0
    )
    assert not len(moves.quantity)


def test_nothing_to_move_is_an_empty_plan() -> None:
    assert not len(plan_transfers([], [], [], [], [], [], [], []).quantity)
    with pytest.raises(ValueError, match="pack"):
        plan_transfers([1], [1], [1], [1], [1], [1], [1], [1], pack=0)


def stores(seed: int, n: int) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    parent = np.where(np.arange(n) % 5 == 0, -1, np.arange(n) // 5 * 5)
    stock = rng.integers(0, 60, n).astype(float)
    return {
        "need": np.where(parent >= 0, rng.integers(0, 40, n), 0).astype(float), "parent": parent, "available": stock,
        "position": stock + rng.integers(0, 20, n), "reorder_point": rng.integers(0, 30, n).astype(float),
        "order_up_to": rng.integers(30, 90, n).astype(float), "urgency_days": rng.integers(0, 9, n),
    }  # fmt: skip


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 5000), n=st.integers(1, 40), pack=packs, reserve=st.sampled_from([0.0, 15.0]))
def test_centres_send_what_they_have_and_buy_for_all_that_was_asked(seed: int, n: int, pack: float, reserve: float) -> None:
    at = stores(seed, n)
    served = serve_stores(**at, reserve=reserve, pack=pack)
    centre = at["parent"]
    sent = np.bincount(centre[centre >= 0], served.shipped[centre >= 0], n)
    assert np.all(sent <= np.maximum(at["available"] - reserve, 0) + 1e-6)
    assert np.all(served.shipped < at["need"] + pack) and not served.need[centre >= 0].any()
    asked = np.ceil(at["need"] / pack - 1e-9) * pack
    for row in np.flatnonzero(np.isin(np.arange(n), centre)):
        left = at["position"][row] - asked[centre == row].sum()
        expected = max(at["order_up_to"][row] - left, 0.0) if left <= at["reorder_point"][row] else 0.0
        assert served.need[row] == pytest.approx(expected)


def test_the_second_store_is_not_forgotten() -> None:
    # odoo#75481: two warehouses, resupply and buy: the second got nothing
    served = serve_stores(
        [30, 30, 0], [2, 2, -1], available=[0, 0, 30], position=[0, 0, 30], reorder_point=0, order_up_to=0, urgency_days=[1, 1, 9]
    )
    assert served.shipped.tolist() == [30, 0, 0] and served.need.tolist() == [0, 0, 30]


def test_chains_pass_the_need_up_and_circles_are_refused() -> None:
    chain = serve_stores([20, 0, 0], [1, 2, -1], available=[0, 5, 4], position=[0, 5, 4], reorder_point=0, order_up_to=0, urgency_days=1)
    assert chain.shipped.tolist() == [5, 4, 0] and chain.need.tolist() == [0, 0, 11]
    with pytest.raises(ValueError, match="circle"):
        serve_stores([1, 1], [1, 0], 0, 0, 0, 0, 1)


def test_rows_without_a_centre_keep_their_need() -> None:
    served = serve_stores([7, 3], [-1, -1], 0, 0, 0, 0, 1)
    assert served.need.tolist() == [7, 3] and not served.shipped.any()
