"""Levels by what the next unit is worth: more worth never means less stock, and one price holds for all."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fluxion.kernels.stocking import Receipts
from fluxion.kernels.stocking.marginal import (
    critical_ratio,
    lost_before_arrival,
    order_up_to_at,
    price_for_capital,
    steady_demand,
)

positive = st.floats(0.01, 1e6)


@given(mean=positive, sd=st.floats(0, 1e6), low=st.floats(0, 0.999), high=st.floats(0, 0.999))
def test_more_service_never_means_less_stock(mean: float, sd: float, low: float, high: float) -> None:
    below, above = order_up_to_at(mean, sd, [min(low, high), max(low, high)])
    assert 0 <= below <= above and np.isfinite(above)


@given(price=st.floats(0, 100), holding=st.floats(0, 10), margin=st.floats(0, 1000), more=st.floats(0, 100))
def test_what_earns_more_is_stocked_more_and_what_costs_more_less(price: float, holding: float, margin: float, more: float) -> None:
    base = critical_ratio(price, holding, 7.0, margin)
    assert 0 <= base < 1
    assert critical_ratio(price, holding, 7.0, margin + more) >= base or margin == 0
    assert critical_ratio(price + more, holding, 7.0, margin) <= base


def test_one_price_beats_any_other_split_of_the_same_capital() -> None:
    # two items, exponential demand, same cost: expected sales at the common price against every other split
    mean, sd, capital = np.array([10.0, 40.0]), np.array([10.0, 40.0]), 80.0
    price = price_for_capital(mean, sd, margin=1.0, holding_per_day=0.01, review_days=7.0, unit_cost=1.0, capital=capital)
    level = order_up_to_at(mean, sd, critical_ratio(price, 0.01, 7.0, 1.0))

    def sold(first: float) -> float:
        return float((mean * (1 - np.exp(-np.array([first, capital - first]) / mean))).sum())

    assert level.sum() == pytest.approx(capital)
    assert sold(level[0]) >= max(sold(first) for first in np.linspace(0, capital, 801)) - 1e-9


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 999))
def test_rows_do_not_depend_on_each_other_and_a_day_out_is_not_a_day_without_demand(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = rng.poisson(1.5, (3, 90)).astype(float)
    table[:, 40:60] = 0
    row, day = np.nonzero(table)
    ptr = np.searchsorted(row, np.arange(4))
    ask = {"mean": [30.0] * 3, "sd": [5.0] * 3, "protection_days": [21.0] * 3}
    plain = steady_demand(ptr, day, table[row, day], 90, **ask)
    alone = steady_demand(ptr[:2], day[: ptr[1]], table[row, day][: ptr[1]], 90, **{name: values[:1] for name, values in ask.items()})
    assert (plain.mean[0], plain.sd[0]) == (alone.mean[0], alone.sd[0])
    lost = (np.arange(4) * 20, np.tile(np.arange(40, 60), 3), np.ones(60))
    corrected = steady_demand(ptr, day, table[row, day], 90, lost=lost, **ask)
    assert np.all(corrected.mean > plain.mean)


def test_stocks_nothing_that_is_forecast_not_to_sell_and_trusts_the_forecast_of_what_never_sold() -> None:
    found = steady_demand([0, 1, 1], [5], [9.0], 60, mean=[0.0, 12.0], sd=[0.0, 4.0], protection_days=21.0)
    assert found.mean.tolist() == [0.0, 12.0] and found.sd[0] == 0.0
    assert found.sd[1] == pytest.approx(4.0)


def test_the_long_run_keeps_the_giants() -> None:
    # 1 a day for a hundred days, and one order of 200: the long run is about 3 a day, its sums vary by the giant
    units = np.ones(100)
    units[50] = 200.0
    found = steady_demand([0, 100], np.arange(100), units, 100, mean=[20.0], sd=[0.0], protection_days=[20.0])
    weights = 0.5 ** (np.arange(99, -1, -1) / 200)
    level = (weights * units).sum() / weights.sum()
    sums = np.convolve(units, np.ones(20), "valid")
    assert found.mean[0] == pytest.approx(0.5 * (20.0 + 20.0 * level))
    assert found.sd[0] == pytest.approx(np.sqrt(0.5 * sums.var() + (20.0 - 20.0 * level) ** 2))


def test_loses_nothing_while_the_stock_lasts() -> None:
    row = Receipts(np.array([0, 1, 1]), np.array([-3, 2, 30]), np.array([5.0, 5.0, 900.0]))
    # 20 + 5 late ones for 25; 6 for 10 days: 1 left of the 20 after day ... counted on paper below
    assert lost_before_arrival([20.0, 6.0], row, [2.5, 1.0], 10.0).tolist() == [0.0, 0.0]
    assert lost_before_arrival([20.0, 6.0], row, [3.0, 2.0], 10.0).tolist() == [5.0, 9.0]
