"""Replaying a rule: the balance holds to the unit, and what should help helps."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fluxion.kernels.replaying import draw_lead_times, replay
from fluxion.kernels.replaying.simulation import Outcome

DAYS, REVIEW = 60, 7
REVIEWS = -(-DAYS // REVIEW)
cases = st.integers(0, 10_000)


def made_up(seed: int, n: int = 4) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    demand = rng.poisson(rng.uniform(0.1, 4, (n, 1)), (n, DAYS)).astype(float)
    level = np.repeat(rng.integers(0, 90, (1, n)), REVIEWS, 0).astype(float)
    return demand, level, draw_lead_times(REVIEWS, np.full(n, 9.0), np.full(n, 4.0), seed)


def by_hand(demand: np.ndarray, level: np.ndarray, leads: np.ndarray, pack: float, moq: float) -> tuple[float, float, list[float]]:
    """One series the way one would do it on paper: units sold, stock at the end, quantities ordered."""
    stock, arriving, ordered = level[0], {}, []
    sold = 0.0
    for day, wanted in enumerate(demand):
        stock += arriving.pop(day, 0.0)
        if day % REVIEW == 0:
            need = level[day // REVIEW] - stock - sum(arriving.values())
            if need > 0:
                packs = -(-max(need, moq) // pack)
                due = day + leads[day // REVIEW]
                arriving[due] = arriving.get(due, 0.0) + packs * pack
                ordered.append(packs * pack)
        served = min(stock, wanted)
        stock, sold = stock - served, sold + served
    return sold, stock, ordered


@settings(max_examples=40, deadline=None)
@given(seed=cases, pack=st.sampled_from([1.0, 6.0, 25.0]), moq=st.sampled_from([0.0, 40.0]))
def test_is_what_one_would_do_on_paper(seed: int, pack: float, moq: float) -> None:
    demand, level, leads = made_up(seed)
    done = replay(demand, level, leads, review_days=REVIEW, pack=pack, moq=moq)
    for i in range(len(demand)):
        sold, stock, ordered = by_hand(demand[i], level[:, i], leads[:, i], pack, moq)
        assert (done.sold[i], done.closing[i], done.orders[i]) == (sold, stock, len(ordered))


@settings(max_examples=40, deadline=None)
@given(seed=cases, warm_up=st.integers(0, 40), pack=st.sampled_from([1.0, 6.0]))
def test_nothing_is_created_or_lost(seed: int, warm_up: int, pack: float) -> None:
    demand, level, leads = made_up(seed)
    done = replay(demand, level, leads, review_days=REVIEW, warm_up_days=warm_up, pack=pack)
    np.testing.assert_array_equal(done.opening + done.received - done.sold, done.closing)
    np.testing.assert_array_equal(done.demand, demand[:, warm_up:].sum(1))
    np.testing.assert_array_equal(done.sold + done.lost, done.demand)
    assert np.all(done.sold >= 0) and np.all(done.lost >= 0) and np.all(done.days_out <= done.days)


@settings(max_examples=40, deadline=None)
@given(seed=cases, more=st.integers(1, 50))
def test_more_stock_never_sells_less_when_every_order_takes_as_long(seed: int, more: int) -> None:
    demand, level, _ = made_up(seed)
    leads = np.full((REVIEWS, len(demand)), 9)
    less, plenty = (replay(demand, each, leads, review_days=REVIEW) for each in (level, level + more))
    assert np.all(plenty.sold >= less.sold)


@settings(max_examples=20, deadline=None)
@given(seed=cases)
def test_what_comes_later_changes_nothing_before(seed: int) -> None:
    demand, level, leads = made_up(seed)
    changed = demand.copy()
    changed[:, 30:] += 7
    early, same = (replay(each[:, :30], level[:5], leads[:5], review_days=REVIEW) for each in (demand, changed))
    assert_same(early, same)


def assert_same(one: Outcome, other: Outcome) -> None:
    for name, values in vars(one).items():
        np.testing.assert_array_equal(values, getattr(other, name))


def test_a_series_does_not_depend_on_its_neighbours() -> None:
    demand, level, leads = made_up(3)
    together, alone = replay(demand, level, leads, review_days=REVIEW), replay(demand[:1], level[:, :1], leads[:, :1], review_days=REVIEW)
    assert together.sold[0] == alone.sold[0]
    np.testing.assert_array_equal(draw_lead_times(5, [14.0, 3.0], [4.0, 1.0], 7)[:, :1], draw_lead_times(5, [14.0], [4.0], 7))


def test_orders_may_overtake_each_other() -> None:
    # ordered on day 0 for day 20, on day 7 for day 8: the second comes first
    demand = np.zeros((1, 28))
    demand[0, 0:8] = 1.0
    done = replay(demand, np.array([[8.0], [16.0], [16.0], [16.0]]), np.array([[20], [1], [9], [9]]), review_days=7, opening=[4.0])
    # position 4 → orders 4 (day 20); day 7: nothing left, 4 coming → orders 12 for day 8; day 14 and 21: 16, nothing to order
    assert (done.sold[0], done.received[0], done.closing[0], done.orders[0]) == (4.0, 16.0, 16.0, 2.0)


def test_lead_times_have_the_mean_and_deviation_asked_for() -> None:
    drawn = draw_lead_times(40, np.full(500, 14.0), np.full(500, 4.0), seed=1)
    assert abs(drawn.mean() - 14.0) < 0.1 and abs(drawn.std() - 4.0) < 0.1 and drawn.min() >= 1
    assert set(np.unique(draw_lead_times(50, [9.0], [0.0], 1, measured=[[3.0, 8.0]]))) == {3, 8}


@pytest.mark.parametrize(
    "demand, level", [([[np.nan]], [[1.0]]), ([[-1.0]], [[1.0]]), ([[1.0]], [[np.inf]]), ([[1.0, 2.0]], [[1.0], [1.0]])]
)
def test_refuses_what_it_cannot_replay(demand: list, level: list) -> None:
    with pytest.raises(ValueError, match="replay"):
        replay(demand, level, np.ones(np.shape(level), int))
