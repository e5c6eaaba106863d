"""Study, pool, apply: series may be worked off in buckets; sums, groups and periods are views of one forecast."""

from __future__ import annotations

import pickle
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.forecasting.series import demand_of, random_table, tables

from fluxion.kernels.forecasting import (
    Demand,
    Forecasts,
    Regressors,
    StockOuts,
    aggregate,
    apply,
    by_period,
    cumulative_demand,
    forecast,
    pool,
    quantiles_of_sums,
    study,
)
from fluxion.kernels.forecasting import engine as engine_module
from fluxion.kernels.forecasting.buckets import joined, taken

some = settings(max_examples=25, deadline=None)


def rich_demand(seed: int, series: int) -> Demand:
    """Two years of weeks with groups, unknown weeks and a promotion."""
    rng = np.random.default_rng(seed)
    table = random_table(seed, series, 110)
    out_row, out_day = np.nonzero(rng.random(table.shape) < 0.02)
    x_row, x_step = np.nonzero(rng.random((series, 118)) < 0.1)
    ptr = np.arange(series + 1)
    return demand_of(
        table,
        step="week",
        first_date=date(2023, 1, 2),
        group=np.arange(series) % 3,
        stock_outs=StockOuts(np.searchsorted(out_row, ptr), out_day, np.ones(len(out_day))),
        regressors=Regressors(("promo",), np.searchsorted(x_row, ptr), x_step, np.ones((len(x_step), 1))),
    )


def in_buckets(demand: Demand, buckets: list[np.ndarray], horizon: int) -> list[Forecasts]:
    parts = [taken(demand, rows) for rows in buckets]
    studies = [study(part) for part in parts]
    pooled = pickle.loads(pickle.dumps(pool(studies)))
    return [apply(part, found, pooled, horizon, (0.5, 0.9)) for part, found in zip(parts, studies, strict=True)]


@pytest.mark.parametrize("cuts", [[40], [13, 14, 80], [1]])
def test_buckets_change_nothing(cuts: list[int]) -> None:
    demand = rich_demand(1, 90)
    whole = forecast(demand, 8, (0.5, 0.9))
    parts = in_buckets(demand, np.split(np.arange(90), cuts), 8)
    np.testing.assert_array_equal(np.concatenate([each.mean for each in parts]), whole.mean)
    np.testing.assert_array_equal(np.concatenate([each.quantiles for each in parts]), whole.quantiles)


def test_the_sample_is_the_same_however_series_are_bucketed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_module, "SAMPLE", 40)
    demand = rich_demand(2, 150)
    whole = forecast(demand, 8, (0.5, 0.9))
    parts = in_buckets(demand, np.split(np.arange(150), [60, 100]), 8)
    np.testing.assert_array_equal(np.concatenate([each.mean for each in parts]), whole.mean)
    mixed = np.random.default_rng(0).permutation(150)
    shuffled = forecast(taken(demand, mixed), 8, (0.5, 0.9))
    np.testing.assert_allclose(shuffled.mean, whole.mean[mixed], rtol=1e-4, atol=1e-9)


def test_taken_apart_and_put_together_is_the_same_demand() -> None:
    demand = rich_demand(3, 30)
    again = joined([taken(demand, np.arange(11)), taken(demand, np.arange(11, 30))])
    for name in ("ptr", "day", "units", "group"):
        np.testing.assert_array_equal(getattr(again, name), getattr(demand, name))
    assert again.stock_outs is not None and demand.stock_outs is not None
    np.testing.assert_array_equal(again.stock_outs.day, demand.stock_outs.day)
    assert again.regressors is not None and demand.regressors is not None
    np.testing.assert_array_equal(again.regressors.step, demand.regressors.step)
    with pytest.raises(ValueError, match="same steps"):
        joined([demand, demand_of(random_table(0, 2, 50))])


@some
@given(table=tables, begin=st.integers(0, 20), steps=st.integers(1, 40), step=st.sampled_from(["day", "week", "month"]))
def test_quantiles_of_sums_rise_and_are_numbers(table: np.ndarray, begin: int, steps: int, step: str) -> None:
    found = forecast(demand_of(table, step=step, first_date=date(2024, 1, 1)), 14, ())
    assert found.quantiles.shape == (len(table), 14, 0)
    quantiles = quantiles_of_sums(found, begin, begin + steps, (0.05, 0.5, 0.8, 0.95, 0.99))
    assert np.all(np.isfinite(quantiles)) and np.all(quantiles >= 0) and np.all(np.diff(quantiles, axis=1) >= 0)


def test_a_sum_from_now_is_what_one_orders_up_to() -> None:
    found = forecast(demand_of(random_table(4, 5, 200)), 30)
    ordered = cumulative_demand(found, 9, 0, 5, 0.95)
    np.testing.assert_allclose(quantiles_of_sums(found, 0, 14, 0.95)[:, 0], ordered.quantile, rtol=1e-12)
    with pytest.raises(ValueError, match="quantiles of sums"):
        quantiles_of_sums(found, 3, 3, 0.5)


def test_groups_add_up_and_the_company_is_surer_than_its_items() -> None:
    demand = demand_of(random_table(5, 60, 200), group=np.arange(60) % 4)
    found = forecast(demand, 28)
    groups = aggregate(found, np.arange(60) % 4, 4, (0.5, 0.95), to_step=14)
    company = aggregate(found, np.zeros(60), 1, (0.5, 0.95), to_step=14)
    np.testing.assert_allclose(groups.mean.sum(0), company.mean[0], rtol=1e-12)
    np.testing.assert_allclose(company.total[0], found.mean[:, :14].astype(float).sum(), rtol=1e-6)
    np.testing.assert_allclose(groups.total.sum(), company.total[0], rtol=1e-12)
    singly = quantiles_of_sums(found, 0, 14, 0.95).sum()
    assert company.total[0] < company.quantiles[0, 1] < groups.quantiles[:, 1].sum() < singly


def test_totals_of_held_out_weeks_are_kept_as_often_as_said() -> None:
    rng = np.random.default_rng(3)
    shared = np.repeat(rng.lognormal(0, 0.25, (40, 60)), 7, axis=1)  # every group's own good and bad weeks
    rate = rng.gamma(0.8, 3.0, 2000) + 0.05
    table = rng.poisson(rate[:, None] * shared[np.arange(2000) % 40]).astype(float)
    found = forecast(demand_of(table[:, :392], group=np.arange(2000) % 40), 28)
    held = aggregate(found, np.arange(2000) % 40, 40, (0.05, 0.95), to_step=14)
    sold = np.bincount(np.arange(2000) % 40, table[:, 392:406].sum(1), 40)
    inside = (sold >= held.quantiles[:, 0]) & (sold <= held.quantiles[:, 1])
    assert 0.75 <= inside.mean() <= 1.0


def test_weeks_and_months_are_views_of_the_days() -> None:
    found = forecast(demand_of(random_table(6, 4, 300)), 45)
    weeks = by_period(found, date(2025, 1, 29), "week", (0.5, 0.9))  # a Wednesday
    months = by_period(found, date(2025, 1, 29), "month")
    assert [day.isoformat() for day in months.begins] == ["2025-01-29", "2025-02-01", "2025-03-01"]
    assert weeks.begins[1] == date(2025, 2, 3) and weeks.quantiles.shape == (4, len(weeks.begins), 2)
    np.testing.assert_allclose(weeks.mean.sum(1), months.mean.sum(1), rtol=1e-12)
    np.testing.assert_allclose(months.mean[:, 1], found.mean[:, 3:31].astype(float).sum(1), rtol=1e-12)
