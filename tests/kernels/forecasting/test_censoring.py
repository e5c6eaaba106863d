"""Demand behind stock-outs, where the truth is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from fluxion.kernels.forecasting import StockOuts, censoring

SHARES = np.array([0.05, 0.1, 0.2, 0.25, 0.15, 0.1, 0.1, 0.05])


def poisson_hours(seed: int, days: int, rate: float) -> np.ndarray:
    return np.random.default_rng(seed).poisson(rate * SHARES, (days, 8)).astype(float)


def test_hidden_hours_are_recovered_within_half_a_percent() -> None:
    sold = poisson_hours(1, 40_000, 6.0)
    learned, hidden = sold[:20_000], sold[20_000:]
    profile = censoring.hour_profiles(learned.sum(0)[None], [np.count_nonzero(learned)])[0]
    rng = np.random.default_rng(2)
    begin = rng.integers(0, 7, 20_000)[:, None]
    out = (np.arange(8) >= begin) & (np.arange(8) < begin + rng.integers(1, 6, 20_000)[:, None])
    lost = censoring.lost_by_hours(profile, out)
    left = np.where(out, 0, hidden).sum(1)
    assert left.sum() < 0.75 * hidden.sum()
    assert left.sum() / (1 - lost).sum() * len(left) == pytest.approx(hidden.sum(), rel=0.005)
    assert censoring.demand_of_days(left, lost, np.full(20_000, 6.0)).sum() == pytest.approx(hidden.sum(), rel=0.005)


def test_shelves_that_ran_out_because_the_day_was_busy_do_not_bias_the_rate() -> None:
    """Stock drawn beforehand, sold until it is gone: the sum of units over the sum of exposures is the rate, the mean of ratios is not."""
    sold = poisson_hours(3, 40_000, 6.0)
    stock = np.random.default_rng(4).integers(1, 12, 40_000).astype(float)[:, None]
    gone = np.cumsum(sold, axis=1) >= stock
    units = np.minimum(sold.sum(1), stock[:, 0])
    out = np.pad(gone[:, :-1], ((0, 0), (1, 0)))
    exposure = 1 - censoring.lost_by_hours(SHARES, out)
    # within the hour that it ran out the shelf was full for a part of it
    inside = gone & ~out
    before = np.cumsum(sold, axis=1) - sold
    with np.errstate(invalid="ignore", divide="ignore"):
        part = np.where(inside, (stock - before) / (sold + 1.0), 1.0)
    exposure -= (SHARES * inside * (1 - part)).sum(1)
    ran_out = gone.any(1)
    assert ran_out.mean() > 0.4
    assert units.sum() / exposure.sum() == pytest.approx(6.0, rel=0.01)
    assert np.mean(units / exposure) > 6.3
    assert units[~ran_out].mean() < 5.0
    assert censoring.demand_of_days(units, 1 - exposure, np.full(40_000, 6.0), 6.0).sum() == pytest.approx(240_000, rel=0.02)


@pytest.mark.parametrize("dispersion", [np.inf, 2.0])
def test_the_censored_likelihood_finds_the_mean_behind_days_that_ran_out(dispersion: float) -> None:
    rng = np.random.default_rng(5)
    means, days = np.array([0.5, 4.0, 30.0]), 30_000
    row = np.repeat(np.arange(3), days)
    law = stats.poisson(means[row]) if np.isinf(dispersion) else stats.nbinom(dispersion, dispersion / (dispersion + means[row]))
    demand = law.rvs(random_state=rng)
    stock = rng.poisson(1.2 * means[row]) + 1
    found = censoring.censored_means(row, np.minimum(demand, stock), demand >= stock, np.full(3, dispersion), 3)
    assert found == pytest.approx(means, rel=0.03)
    sold = np.bincount(row, np.minimum(demand, stock)) / days
    assert np.all(sold < 0.98 * means)


def test_the_censored_likelihood_is_at_its_maximum() -> None:
    """EM ends where a search over the likelihood itself ends: Poisson, five exact days and five of at least 4."""
    days = [1, 2, 3, 3, 2, 4, 4, 4, 4, 4]
    grid = np.linspace(2, 6, 40_001)
    log = sum(stats.poisson.logpmf(each, grid) for each in days[:5]) + 5 * stats.poisson.logsf(3, grid)
    found = censoring.censored_means([0] * 10, days, [each == 4 for each in days], [np.inf], 1)
    assert found[0] == pytest.approx(grid[np.argmax(log)], abs=2e-4)


def test_days_that_tell_nothing_tell_nothing() -> None:
    found = censoring.censored_means([0, 0, 1], [5.0, 0.0, 0.0], [False, True, True], np.inf, 2)
    assert found[0] == 5.0 and np.isnan(found[1])


@given(st.integers(0, 60), st.floats(0.01, 50), st.floats(0.1, 100))
def test_the_mean_of_a_tail_is_that_of_its_sum(least: int, mean: float, dispersion: float) -> None:
    values = np.arange(0, 6000)
    chance = stats.nbinom.pmf(values, dispersion, dispersion / (dispersion + mean))
    tail = chance[least:].sum()
    told = float(censoring.expected_above(least, mean, dispersion))
    assert told >= max(least, 0)
    if tail > 1e-9:
        assert told == pytest.approx((values * chance)[least:].sum() / tail, rel=1e-4)


def test_little_known_profiles_are_drawn_to_the_group_and_groups_to_all() -> None:
    units = np.array([[100.0, 0.0], [0.0, 1.0], [500.0, 500.0]])
    profile = censoring.hour_profiles(units, [1000, 1, 10_000], [0, 0, 1])
    assert profile.sum(1) == pytest.approx([1, 1, 1])
    assert profile[0, 0] > 0.95 and 0.8 < profile[1, 0] < profile[0, 0] and profile[2, 0] == pytest.approx(0.5, abs=0.01)
    assert censoring.hour_profiles(np.zeros((2, 4)), [0, 0]).tolist() == [[0.25] * 4] * 2


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20), st.lists(st.floats(0.01, 10), min_size=1, max_size=24))
def test_the_share_lost_at_closing_rises_with_the_hours_from_nothing_to_all(share: list[float], hours: list[float]) -> None:
    lost = censoring.lost_at_closing(np.sort(share), hours)
    assert np.all(np.diff(lost) >= -1e-12) and np.all((lost >= 0) & (lost <= 1))
    assert censoring.lost_at_closing([0.0, 1.0], hours) == pytest.approx([0.0, 1.0])
    assert censoring.lost_at_closing(share, np.ones(7)) == pytest.approx(censoring.lost_at_closing(share))


def test_stock_outs_answer_the_share_of_demand_that_was_lost() -> None:
    day = [0, 1, 2]
    assert StockOuts([0, 3], day, [0.25, 0.5, 1.0]).lost_share.tolist() == [0.25, 0.5, 1.0]
    assert StockOuts([0, 3], day, [0.25, 0.5, 1.0], [4.0, 3.0, 2.0, 1.0]).lost_share == pytest.approx([0.1, 0.3, 1.0])
    with pytest.raises(ValueError, match="opening hours"):
        StockOuts([0, 1], [0], [0.5], [0.0, 0.0])
