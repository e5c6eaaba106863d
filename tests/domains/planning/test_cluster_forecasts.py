"""Forecasts worked off in buckets: every figure as when all series are forecast at once."""

from dataclasses import fields, replace

import numpy as np
import pytest
from tests.domains.planning.made_demand import made_demand

from fluxion.base.buckets import InTurn, bucket_of
from fluxion.domains.planning.rules.cluster_forecasts import forecast_in_buckets
from fluxion.kernels.forecasting import Forecasts, Regressors, forecast

LEVELS = (0.05, 0.5, 0.95)


def assert_the_same(found: Forecasts, expected: Forecasts) -> None:
    for field in fields(Forecasts):
        one, other = getattr(found, field.name), getattr(expected, field.name)
        if isinstance(other, np.ndarray):
            assert (one.dtype, one.shape) == (other.dtype, other.shape), field.name
            np.testing.assert_array_equal(one, other, err_msg=field.name)
        else:
            assert one == other, field.name


@pytest.mark.parametrize("number", [1, 7, 64])
def test_buckets_give_the_figures_of_the_whole_to_the_last_bit(number: int) -> None:
    demand, product = made_demand(seed=1, n=300)
    found = forecast_in_buckets(demand, product, 28, LEVELS, InTurn(), number=number)
    assert_the_same(found, forecast(demand, 28, LEVELS))


def test_events_that_series_share_go_to_every_bucket_once() -> None:
    demand, product = made_demand(seed=3, n=300)
    fairs, step = np.array([0, 20, 60, 60]), np.r_[np.arange(20) * 20, np.arange(40) * 11]
    known = Regressors(("fair",), fairs, step, np.r_[np.ones(20), np.full(40, 0.3)], np.arange(300) % 3)
    demand = replace(demand, regressors=known)
    found = forecast_in_buckets(demand, product, 28, LEVELS, InTurn(), number=7)
    assert_the_same(found, forecast(demand, 28, LEVELS))


def test_more_series_than_all_learn_from() -> None:
    demand, product = made_demand(seed=2, n=20_000, days=200, plain=True)
    found = forecast_in_buckets(demand, product, 7, (), InTurn(), number=3)
    assert_the_same(found, forecast(demand, 7, ()))


def test_a_product_stays_in_its_bucket_and_buckets_fill_evenly() -> None:
    found = bucket_of(np.arange(64_000), 64)
    assert np.array_equal(found, bucket_of(np.arange(64_000), 64))
    assert np.array_equal(found[::-1], bucket_of(np.arange(64_000)[::-1], 64))
    filled = np.bincount(found, minlength=64)
    assert filled.min() > 900 and filled.max() < 1100
