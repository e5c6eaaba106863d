"""Transfers between stores and deliveries from centres: nobody gives what it needs, nobody is forgotten."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fluxion.kernels.stocking import Lines, echelon_gaps, plan_transfers, serve_stores

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


def test_each_taker_has_a_smallest_quantity_of_its_own() -> None:
    at = {"available": [50, 18, 50, 18], "position": [50, 18, 50, 18], "order_up_to": [38, 22, 38, 22], "need": [0, 4, 0, 4]}
    moves = plan_transfers([1, 1, 2, 2], **at, mean=15.0, sd=3.0, unit_value=4.0, minimum_quantity=[1.0, 5.0, 5.0, 1.0])
    assert (moves.from_row.tolist(), moves.to_row.tolist(), moves.quantity.tolist()) == ([2], [3], [4.0])


def test_the_way_of_each_unit_is_part_of_the_cost() -> None:
    at = {"available": [50, 18], "position": [50, 18], "order_up_to": [38, 22], "need": [0, 4], "mean": 15.0, "sd": 3.0, "unit_value": 4.0}
    free = plan_transfers([1, 1], **at)
    paid = plan_transfers([1, 1], **at, unit_fee=0.01)
    assert free.quantity.tolist() == paid.quantity.tolist() == [4]
    assert paid.value[0] == pytest.approx(free.value[0] - 0.04)
    assert not len(plan_transfers([1, 1], **at, unit_fee=1.0).quantity)


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
        "mean": rng.gamma(2, 10, n), "short": rng.gamma(2, 3, n),
    }  # fmt: skip


def lines_of(at: dict[str, np.ndarray], pack: float = 1.0) -> Lines:
    n = len(at["need"])
    return Lines.of(
        n, have=at["mean"] * 0.5, mean=at["mean"], sd=at["mean"] * 0.5, pace=at["mean"] / 9, days=9.0, short_cost=at["short"], pack=pack
    )


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 5000), n=st.integers(1, 40), pack=packs, reserve=st.sampled_from([0.0, 15.0]))
def test_centres_send_what_they_have_and_no_more_than_was_asked(seed: int, n: int, pack: float, reserve: float) -> None:
    at = stores(seed, n)
    shipped = serve_stores(at["need"], at["parent"], at["available"], lines_of(at), reserve=reserve, pack=pack)
    centre = at["parent"]
    asked = np.ceil(at["need"] / pack - 1e-9) * pack
    spare = np.maximum(at["available"] - reserve, 0)
    assert np.all(shipped <= asked + 1e-9) and not shipped[centre < 0].any()
    np.testing.assert_allclose(shipped / pack, np.round(shipped / pack), atol=1e-6)
    for row in np.flatnonzero(np.isin(np.arange(n), centre)):
        sent, wanted = shipped[centre == row].sum(), asked[centre == row].sum()
        assert sent <= spare[row] + 1e-6
        # whole packs of what there is, or all that was asked
        assert sent >= min(wanted, np.floor(spare[row] / pack + 1e-9) * pack) - 1e-6


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 5000), shuffle=st.integers(0, 5000))
def test_the_order_of_the_rows_does_not_decide_who_is_served(seed: int, shuffle: int) -> None:
    at, order = stores(seed, 20), np.random.default_rng(shuffle).permutation(20)
    one = serve_stores(at["need"], at["parent"], at["available"], lines_of(at))
    place = np.argsort(order)
    mixed = {name: values[order] for name, values in at.items()}
    mixed["parent"] = np.where(mixed["parent"] >= 0, place[np.maximum(mixed["parent"], 0)], -1)
    np.testing.assert_allclose(serve_stores(mixed["need"], mixed["parent"], mixed["available"], lines_of(mixed)), one[order])


def test_short_stock_goes_where_a_unit_is_worth_most() -> None:
    # the first store is nearly out, the second has most of what it needs; then the second loses fifty times as much per unit
    stores = {"have": [2.0, 18.0, 0.0], "mean": 20.0, "sd": 6.0, "pace": 2.0, "days": 10.0}
    even = serve_stores([12, 12, 0], [2, 2, -1], [0, 0, 12], Lines.of(3, **stores, short_cost=5.0))
    dear = serve_stores([12, 12, 0], [2, 2, -1], [0, 0, 12], Lines.of(3, **stores, short_cost=[1.0, 50.0, 0.0]))
    assert even.tolist() == [12, 0, 0]
    assert dear.tolist() == [0, 12, 0]


def test_the_second_store_is_not_forgotten() -> None:
    # odoo#75481: two warehouses, resupply and buy: the second got nothing
    same = Lines.of(3, mean=30.0, sd=9.0, pace=3.0, days=10.0, short_cost=5.0)
    assert serve_stores([30, 30, 0], [2, 2, -1], [0, 0, 30], same).tolist() == [16, 14, 0]


class TestEchelon:
    def test_a_centre_lacks_what_its_stores_lack(self) -> None:
        found = echelon_gaps([2, 2, -1], position=[10, 0, 0], order_up_to=[40, 30, 0], used_meanwhile=0)
        assert found.below.tolist() == [0, 0, 60] and found.gap.tolist() == [30, 30, 60]

    def test_surplus_of_a_store_counts_only_as_far_as_it_will_be_used(self) -> None:
        found = echelon_gaps([1, -1], position=[500, 10], order_up_to=[40, 50], used_meanwhile=[25, 0])
        assert found.below.tolist() == [0, -25] and found.gap.tolist() == [-460, 15]

    def test_chains_pass_the_gap_up_and_circles_are_refused(self) -> None:
        found = echelon_gaps([1, 2, -1], position=[0, 5, 4], order_up_to=[20, 0, 0], used_meanwhile=100)
        assert found.below.tolist() == [0, 20, 15] and found.gap.tolist() == [20, 15, 11]
        with pytest.raises(ValueError, match="circle"):
            echelon_gaps([1, 0], 0, 0, 0)

    @settings(max_examples=60, deadline=None)
    @given(seed=st.integers(0, 5000), sent=st.integers(0, 20))
    def test_what_moves_within_the_network_changes_no_need_of_the_centre(self, seed: int, sent: int) -> None:
        rng = np.random.default_rng(seed)
        position, up_to = rng.integers(0, 50, 4).astype(float), rng.integers(50, 90, 4).astype(float)
        before = echelon_gaps([3, 3, 3, -1], position, up_to, 1000.0).gap[3]
        after = echelon_gaps([3, 3, 3, -1], position + np.array([sent, 0, 0, -sent]), up_to, 1000.0).gap[3]
        assert before == after == (up_to - position).sum()


def test_a_centre_takes_nothing_back_from_what_it_supplies_and_something_from_others() -> None:
    lacking = {"position": [0.0, 0.0, 90.0, 90.0], "order_up_to": [40.0, 30.0, 30.0, 30.0], "need": [40.0, 0.0, 0.0, 0.0]}
    given = {"available": lacking["position"], "mean": 20.0, "sd": 6.0, "unit_value": 5.0}
    free = plan_transfers([7, 7, 7, 7], **given, **lacking)
    bound = plan_transfers([7, 7, 7, 7], **given, **lacking, parent=[-1, 0, 1, -1])  # row 3 is no part of the network of row 0
    assert sorted(set(free.from_row.tolist())) == [2, 3]
    assert bound.from_row.tolist() == [3] and bound.to_row.tolist() == [0] and bound.quantity.tolist() == [40.0]
