"""Budgets and containers: never exceeded, spent on what is worth most, and without effect where there is enough."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fluxion.kernels.stocking import Limit, Lines, load_within
from fluxion.kernels.stocking.worth import unit_worth


def rows(seed: int, n: int) -> tuple[np.ndarray, Lines, np.ndarray, np.random.Generator]:
    rng = np.random.default_rng(seed)
    pack, mean, cost = rng.choice([1.0, 6.0], n), rng.gamma(2, 10, n), rng.gamma(2, 3, n)
    wanted = np.ceil(mean * 1.4 / pack) * pack * (rng.random(n) < 0.8)
    lines = Lines.of(
        n, mean=mean, sd=mean * 0.5, pace=mean / 14, days=14.0, review=7.0, short_cost=cost * rng.uniform(0.1, 1, n), hold_cost=cost * 0.001,
        pack=pack, moq=rng.choice([0.0, 8.0], n), most=mean * 6,
    )  # fmt: skip
    return wanted, lines, cost, rng


@settings(max_examples=80, deadline=None)
@example(seed=126, n=24, share=0.3, fills=False)  # a line whose minimum is more than it may carry was cut below what it wants
@given(seed=st.integers(0, 5000), n=st.integers(1, 40), share=st.sampled_from([0.0, 0.3, 0.9, 2.0]), fills=st.booleans())
def test_no_limit_is_exceeded_and_packs_and_minimums_hold(seed: int, n: int, share: float, fills: bool) -> None:
    wanted, lines, cost, rng = rows(seed, n)
    group, kilos = rng.integers(-1, 3, n), rng.gamma(2, 2, n)
    weight = np.array([60.0, 600.0, np.inf])
    limits = [Limit(np.zeros(n, np.int64), cost, np.array([(wanted * cost).sum() * share])), Limit(group, kilos, weight, fills)]
    found = load_within(wanted, lines, limits)
    assert (found.quantity * cost).sum() <= (wanted * cost).sum() * share + 1e-6
    for which in range(3):
        assert (found.quantity * kilos)[group == which].sum() <= weight[which] + 1e-6
    np.testing.assert_allclose(found.quantity / lines.pack, np.round(found.quantity / lines.pack), atol=1e-6)
    assert np.all((found.quantity == 0) | (found.quantity >= np.minimum(lines.moq, np.where(wanted > 0, wanted, lines.moq)) - 1e-6))
    cut = found.quantity < wanted - 1e-9
    np.testing.assert_array_equal(cut, found.cut_by >= 0)
    if not fills:
        assert np.all(found.quantity <= wanted + 1e-9)
    else:
        more = found.quantity > wanted + 1e-9
        assert np.all(np.isfinite(weight[group[more]]))  # only a container that travels is filled up
        assert np.all(found.quantity[more] <= lines.most[more] + 1e-6)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 5000), n=st.integers(1, 30))
def test_enough_of_everything_changes_nothing(seed: int, n: int) -> None:
    wanted, lines, cost, _ = rows(seed, n)
    found = load_within(wanted, lines, [Limit(np.zeros(n, np.int64), cost, np.array([(wanted * cost).sum()]))])
    np.testing.assert_array_equal(found.quantity, wanted)
    assert np.all(found.cut_by == -1)


@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 5000), shuffle=st.integers(0, 5000))
def test_the_order_of_the_rows_changes_nothing(seed: int, shuffle: int) -> None:
    wanted, lines, cost, _ = rows(seed, 20)
    order = np.random.default_rng(shuffle).permutation(20)
    money = np.array([(wanted * cost).sum() / 2])
    one = load_within(wanted, lines, [Limit(np.zeros(20, np.int64), cost, money)])
    two = load_within(wanted[order], lines.rows(order), [Limit(np.zeros(20, np.int64), cost[order], money)])
    np.testing.assert_allclose(two.quantity, one.quantity[order])


def test_unit_by_unit_the_greedy_choice_is_the_best_there_is() -> None:
    # three products, one unit at a time, money for six of up to four each: as good as the best of all 5³ ways
    lines = Lines.of(3, mean=[3.0, 3.0, 3.0], sd=[1.0, 2.0, 3.0], pace=0.2, days=14.0, review=7.0, short_cost=[2.0, 3.0, 4.0])
    found = load_within([4.0, 4.0, 4.0], lines, [Limit(np.zeros(3, np.int64), np.ones(3), np.array([6.0]))]).quantity

    def worth(units: tuple[float, ...]) -> float:
        return float(unit_worth(lines, 0.0, np.array(units)).sum())

    ways = [each for each in product(range(5), repeat=3) if sum(each) <= 6]
    assert worth(tuple(found)) == pytest.approx(max(worth(tuple(map(float, each))) for each in ways))
