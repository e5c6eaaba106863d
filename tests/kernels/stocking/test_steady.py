"""The demand that stock is set from: between forecast and long run, steady under what people and calendars know."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from fluxion.kernels.stocking.steady import MOST_FACTOR, LongRun, long_run, order_up_to_at, steady_demand

positive = st.floats(0.01, 1e6)


def past(level: float, variance: float = 0.0, span: float = 20.0) -> LongRun:
    return LongRun(np.array([level]), np.array([variance]), np.array([span]))


@given(mean=positive, sd=st.floats(0, 1e6), low=st.floats(0, 0.999), high=st.floats(0, 0.999))
def test_more_service_never_means_less_stock(mean: float, sd: float, low: float, high: float) -> None:
    below, above = order_up_to_at(mean, sd, [min(low, high), max(low, high)])
    assert 0 <= below <= above and np.isfinite(above)


@given(level=st.floats(0, 1e5), pace=positive, mean=positive, sd=st.floats(0, 1e5), variance=st.floats(0, 1e8), stated=st.floats(0, 2e6))
def test_the_planned_demand_lies_within_half_of_the_forecast(
    level: float, pace: float, mean: float, sd: float, variance: float, stated: float
) -> None:
    found = steady_demand(past(level, variance), pace, mean, sd, 20.0, 3.0, stated)
    assert 0.5 <= found.factor[0] <= MOST_FACTOR
    assert 0.5 * mean - 1e-6 <= found.mean[0] <= 1.5 * mean + 1e-6
    assert np.isfinite(found.sd[0]) and found.sd[0] >= 0


def test_by_hand_forecast_and_long_run_half_each() -> None:
    # 8 a day in the long run against 10: factor 0.9, 180 of 200; ½ (30² + 20² + (9 a day × 2 days)²) + (2 × 0.1 × 200)²
    found = steady_demand(past(8.0, 400.0), 10.0, 200.0, 30.0, 20.0, 2.0)
    assert (found.factor[0], found.mean[0]) == (pytest.approx(0.9), pytest.approx(180.0))
    assert found.sd[0] == pytest.approx(np.sqrt(0.5 * (900 + 400 + 18**2) + 40**2))


def test_a_season_acts_in_full_on_the_level_drawn_together() -> None:
    plain, season = (steady_demand(past(8.0, 400.0), 10.0, mean, 0.0, 20.0) for mean in (200.0, 600.0))
    assert season.factor == plain.factor and season.mean == pytest.approx(3 * plain.mean)
    # its own sums vary like those of three times as many days, the doubt about the level like three times the level
    assert season.sd**2 == pytest.approx(0.5 * 3 * 400 + 120**2)


def test_what_people_stated_stands_as_stated() -> None:
    found = steady_demand(past(8.0), 10.0, 200.0, 0.0, 20.0, 0.0, stated=150.0)
    assert (found.mean[0], found.sd[0]) == (pytest.approx(150 + 0.9 * 50), pytest.approx(2 * 0.1 * 50))
    assert steady_demand(past(8.0), 10.0, 200.0, 7.0, 20.0, 0.0, stated=200.0).mean[0] == 200.0


@pytest.mark.parametrize("level, factor", [(0.0001, 0.5), (5.0, 0.75), (10.0, 1.0), (20.0, 1.5), (500.0, 1.5)])
def test_the_factor_is_capped(level: float, factor: float) -> None:
    assert steady_demand(past(level), 10.0, 200.0, 0.0, 20.0).factor[0] == pytest.approx(factor, abs=1e-4)


def test_stocks_nothing_that_is_forecast_not_to_sell_and_trusts_the_forecast_of_what_never_sold() -> None:
    both = long_run([0, 1, 1], [5], [9.0], 60, 21.0)
    assert both.level[1] == 0.0
    found = steady_demand(both, [0.0, 0.6], [0.0, 12.0], [0.0, 4.0], 21.0)
    assert found.mean.tolist() == [0.0, 12.0] and found.sd.tolist() == [0.0, 4.0]
    assert order_up_to_at(found.mean, found.sd, 0.95)[0] == 0.0


def test_the_long_run_keeps_the_giants() -> None:
    # 1 a day for a hundred days, and one order of 200: the long run is about 3 a day, its sums vary by the giant
    units = np.ones(100)
    units[50] = 200.0
    found = long_run([0, 100], np.arange(100), units, 100, 20.0)
    weights = 0.5 ** (np.arange(99, -1, -1) / 200)
    assert found.level[0] == pytest.approx((weights * units).sum() / weights.sum())
    assert found.variance[0] == pytest.approx(np.convolve(units, np.ones(20), "valid").var())


def test_days_count_for_the_part_of_a_normal_day_that_they_were() -> None:
    # shut on Sundays (a profile of 7/6 on six days) and for ten days in between: seven a day as the week goes
    days = np.arange(140)
    profile = np.tile([7 / 6] * 6 + [0.0], (1, 1))
    closed = (days >= 50) & (days < 60)
    open_days = days[(days % 7 != 6) & ~closed]
    found = long_run([0, len(open_days)], open_days, np.full(len(open_days), 7 * 7 / 6), 140, 14.0, profile=profile, closed=closed)
    assert found.level[0] == pytest.approx(7.0)
    # the first day of the history is a Sunday: the profile moves with it
    shifted = {"profile": np.roll(profile, 1, axis=1), "first_weekday": 1, "closed": closed}
    assert long_run([0, len(open_days)], open_days, np.full(len(open_days), 7 * 7 / 6), 140, 14.0, **shifted).level[0] == pytest.approx(7.0)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 999))
def test_rows_do_not_depend_on_each_other_and_a_day_out_is_not_a_day_without_demand(seed: int) -> None:
    rng = np.random.default_rng(seed)
    table = rng.poisson(1.5, (3, 90)).astype(float)
    table[:, 40:60] = 0
    row, day = np.nonzero(table)
    ptr, units = np.searchsorted(row, np.arange(4)), table[row, day]
    plain = long_run(ptr, day, units, 90, 21.0)
    lost: Any = (np.arange(4) * 20, np.tile(np.arange(40, 60), 3), np.ones(60))
    corrected = long_run(ptr, day, units, 90, 21.0, lost=lost)
    assert np.all(corrected.level > plain.level)
    for order in ([2, 0, 1], [1]):
        rows = np.concatenate([np.arange(ptr[i], ptr[i + 1]) for i in order])
        mixed = long_run(np.concatenate([[0], np.cumsum(np.diff(ptr)[order])]), day[rows], units[rows], 90, 21.0)
        assert (mixed.level.tolist(), mixed.variance.tolist()) == (plain.level[order].tolist(), plain.variance[order].tolist())


sizes = st.sampled_from([5e-324, 1e-300, 1e-3, 1.0, 1e38, 1e150, 1e300, 1.7e308])


@given(unit=sizes, last=sizes, pace=sizes, mean=sizes, sd=sizes, stated=sizes, late=st.sampled_from([0.0, 3.0, 1e300]))
@settings(max_examples=300)
def test_no_quantity_is_so_large_or_small_that_the_level_is_no_number(
    unit: float, last: float, pace: float, mean: float, sd: float, stated: float, late: float
) -> None:
    history = long_run([0, 3], [0, 10, 40], [unit, unit, last], 60, [14])
    assert np.isfinite([history.level, history.variance]).all() and history.level[0] >= 0 and history.variance[0] >= 0
    found = steady_demand(history, pace, mean, sd, 14.0, late, stated)
    level = order_up_to_at(found.mean, found.sd, 0.95)
    assert np.isfinite([found.factor, found.mean, found.sd, level]).all()
    assert 0.5 <= found.factor[0] <= MOST_FACTOR and found.mean[0] >= 0 and found.sd[0] >= 0 and level[0] >= 0


def test_what_is_beyond_what_a_forecast_says_counts_as_the_most_it_says() -> None:
    found = long_run([0, 1, 2], [10, 10], [1e300, 1e38], 60, [14, 14])
    assert found.level[0] == pytest.approx(3.4028234663852886 * found.level[1])


@settings(deadline=None)
@given(shape=st.floats(0.02, 2.0), chance=st.floats(0.5, 0.99999), mean=positive)
def test_the_level_is_the_quantile_of_a_gamma_whichever_way_it_is_found(shape: float, chance: float, mean: float) -> None:
    found = order_up_to_at([mean], [mean / np.sqrt(shape)], chance)[0]
    cv2 = (mean / np.sqrt(shape) / mean) ** 2
    assert found == pytest.approx(special.gammaincinv(1.0 / cv2, chance) * cv2 * mean, rel=1e-10)


def test_the_level_rises_without_a_step_where_the_way_to_find_it_changes() -> None:
    for shape in (np.linspace(0.0899, 0.0901, 101), np.linspace(0.3999, 0.4001, 101)):
        levels = order_up_to_at(np.ones(101), 1.0 / np.sqrt(shape), 0.95)
        assert np.all(np.abs(np.diff(levels, 2)) < 1e-8)
    levels = order_up_to_at(np.ones(201), np.full(201, 2.0), np.linspace(0.8999, 0.9001, 201))
    assert np.all(np.diff(levels) > 0) and np.all(np.abs(np.diff(levels, 2)) < 1e-8)
