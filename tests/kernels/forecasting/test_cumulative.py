"""The demand over lead time and review: sums, their spread, and how often the quantile is kept."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from tests.kernels.forecasting.series import demand_of, random_table, tables

from fluxion.kernels.forecasting import Demand, accuracy, cumulative_demand, forecast
from fluxion.kernels.forecasting.cumulative import mean_until
from fluxion.kernels.forecasting.distribution import conditional_cv2, zero_gamma_cdf, zero_gamma_quantile

some = settings(max_examples=40, deadline=None)


@some
@given(table=tables, level=st.floats(0.5, 0.99), lead=st.floats(0, 60), review=st.floats(0, 30))
def test_more_certainty_more_time_and_more_doubt_never_need_less(table: np.ndarray, level: float, lead: float, review: float) -> None:
    found = forecast(demand_of(table), 14)
    base = cumulative_demand(found, lead, 2.0, review, level)
    assert np.all(np.isfinite(base.quantile)) and np.all(base.quantile >= 0)
    assert np.all(cumulative_demand(found, lead, 2.0, review, level + 0.009).quantile >= base.quantile)
    assert np.all(cumulative_demand(found, lead + 7, 2.0, review, level).mean >= base.mean)
    assert np.all(cumulative_demand(found, lead, 5.0, review, level).sd >= base.sd)


@some
@given(seed=st.integers(0, 500), horizon=st.integers(1, 20), days=st.integers(0, 60))
def test_the_sum_is_the_sum_of_the_days_also_beyond_the_horizon(seed: int, horizon: int, days: int) -> None:
    demand = demand_of(random_table(seed, 3, 150), first_weekday=seed % 7)
    found = forecast(demand, horizon)
    pace = found.level_ahead[:, None] * found.weekday
    expected = np.zeros(3)
    for day in range(days):
        expected += found.mean[:, day] if day < horizon else pace[:, (found.first_weekday + day) % 7]
    np.testing.assert_allclose(mean_until(found, np.full(3, float(days))), expected, rtol=1e-5)


def test_part_of_a_day_counts_in_part() -> None:
    found = forecast(demand_of(random_table(2, 2, 100)), 10)
    for day in (3.0, 10.0, 15.0):
        ends = mean_until(found, np.full(2, day)), mean_until(found, np.full(2, day + 1))
        np.testing.assert_allclose(mean_until(found, np.full(2, day + 0.25)), 0.75 * ends[0] + 0.25 * ends[1], rtol=1e-5)


def test_each_series_has_its_own_terms() -> None:
    found = forecast(demand_of(random_table(4, 3, 200)), 30)
    lead, level = np.array([5.0, 20.0, 45.0]), np.array([0.9, 0.95, 0.99])
    together = cumulative_demand(found, lead, 1.0, 7, level)
    for row in range(3):
        alone = cumulative_demand(found, lead[row], 1.0, 7, level[row])
        assert together.quantile[row] == alone.quantile[row] and together.mean[row] == alone.mean[row]


def test_variance_is_that_of_the_formula() -> None:
    found = forecast(demand_of(np.random.default_rng(0).poisson(5, (4, 200)).astype(float)), 30)
    found = dataclasses.replace(found, drift=np.zeros_like(found.drift))
    exposure = mean_until(found, np.full(4, 21.0)) / found.daily_mean
    expected = exposure * found.daily_sd**2 + found.daily_mean**2 * 3.0**2
    np.testing.assert_allclose(cumulative_demand(found, 14, 3, 7, 0.9).sd ** 2, expected, rtol=1e-6)


@pytest.mark.parametrize(("lead", "sd", "review", "level"), [(-1, 0, 0, 0.9), (1, -1, 0, 0.9), (1, 0, 0, 1.0), (1, 0, -2, 0.9)])
def test_impossible_terms_are_refused(lead: float, sd: float, review: float, level: float) -> None:
    with pytest.raises(ValueError, match="cumulative demand"):
        cumulative_demand(forecast(demand_of(random_table(0, 1, 40)), 7), lead, sd, review, level)


@pytest.mark.parametrize("level", [0.3, 0.6, 0.9, 0.99])
def test_distribution_is_the_gamma_of_scipy_with_a_mass_at_zero(level: float) -> None:
    mean, cv2, zero = np.array([12.0]), np.array([0.6]), np.array([0.25])
    quantile = zero_gamma_quantile(level, mean, cv2, zero)
    positive = stats.gamma(1 / 0.6, scale=0.6 * 12.0 / 0.75)
    assert quantile[0] == pytest.approx(positive.ppf((level - 0.25) / 0.75), rel=1e-9)
    assert zero_gamma_cdf(quantile, mean, cv2, zero)[0] == pytest.approx(level, rel=1e-9)


def test_moments_of_the_distribution_are_kept() -> None:
    mean, variance, zero = np.array([3.0]), np.array([14.0]), np.array([0.4])
    cv2 = conditional_cv2(mean, variance, zero)
    second = 0.6 * (mean / 0.6) ** 2 * (1 + cv2)
    assert second[0] - 9.0 == pytest.approx(14.0)


def simulated(series: int, days: int) -> np.ndarray:
    """Negative binomial days of many items: rates from one a month to a dozen a day."""
    rng = np.random.default_rng(11)
    rate = rng.gamma(0.7, 3.0, series)[:, None] + 0.03
    return rng.poisson(rng.gamma(0.5, 2.0 * rate, (series, days))).astype(float)


def test_nominal_level_is_kept_on_demand_that_does_not_drift() -> None:
    table = simulated(3000, 330)
    found = forecast(demand_of(table[:, :302]), 28)
    for days, level in ((14, 0.95), (28, 0.95), (14, 0.8)):
        kept = accuracy.coverage(table[:, 302 : 302 + days].sum(1), cumulative_demand(found, days, 0, 0, level).quantile)
        assert kept == pytest.approx(level, abs=0.03)
    assert abs(accuracy.bias(table[:, 302:].sum(1), found.mean.sum(1))) < 0.05


LINES = Path(__file__).parents[4] / "shared/data/online_retail/lines.parquet"


@pytest.mark.real_input
@pytest.mark.skipif(not LINES.exists(), reason="the developers' data is not here")
def test_real_wholesaler_keeps_its_service_and_beats_the_cheap_models() -> None:
    rows = duckdb.sql(f"""
        select upper(stock_code) sku, (invoice_ts::date - date '2010-12-01')::int as day, sum(quantity)::double units
        from '{LINES}' where regexp_matches(upper(stock_code), '^[0-9]{{5}}[A-Z]*$') and quantity > 0 and unit_price > 0
            and invoice_no not in ('541431', '581483') group by all""").fetchnumpy()
    names, series = np.unique(rows["sku"].astype(str), return_inverse=True)
    table = np.zeros((len(names), 304))
    table[series, rows["day"]] = rows["units"]
    origin = 275  # 2011-09-02
    found = forecast(demand_of(table[:, :origin], first_weekday=2).with_closed_detected(), 28)
    often = np.count_nonzero(table[:, :origin], axis=1) >= 10
    ahead, mean = table[often, origin : origin + 28], found.mean[often].astype(float)
    quantile = cumulative_demand(found, 14, 0, 0, 0.95).quantile[often]
    scaled = [accuracy.rmsse(*each) for each in zip(ahead, mean, table[often, :origin], strict=True)]
    assert not mean[:, (found.first_weekday + np.arange(28)) % 7 == 5].any()  # closed on Saturdays
    assert np.mean(scaled) < 0.87  # 0.878 is the best of statsforecast's cheap models
    assert accuracy.wape(ahead.sum(1), mean.sum(1)) < 0.50
    assert accuracy.coverage(ahead[:, :14].sum(1), quantile) == pytest.approx(0.95, abs=0.02)


def test_demand_is_left_as_it_was() -> None:
    demand = demand_of(random_table(1, 3, 90))
    before = demand.units.copy()
    cumulative_demand(forecast(demand, 7), 9, 1, 7, 0.95)
    assert isinstance(demand, Demand)
    np.testing.assert_array_equal(demand.units, before)
