"""The models on days that are all alike are the ones of the literature; statsforecast is the oracle."""

from __future__ import annotations

import numpy as np
import pytest
from statsforecast.models import ADIDA, TSB, SimpleExponentialSmoothing, WindowAverage
from tests.kernels.forecasting.series import random_table

from fluxion.kernels.forecasting import models
from fluxion.kernels.forecasting.steps import PACES

SERIES = [row for seed in range(5) for row in random_table(seed, 4, 120) if np.count_nonzero(row) > 2]
ONE = np.ones(120)
RHYTHM = PACES["day"].rhythm
BUCKETS = RHYTHM.buckets


def said(model: object, y: np.ndarray) -> float:
    return float(model.forecast(y, 1)["mean"][0])  # type: ignore[attr-defined]


@pytest.mark.parametrize("y", SERIES)
def test_exponential_smoothing_is_the_textbooks(y: np.ndarray) -> None:
    ours = models.smoothed(y, ONE, RHYTHM._replace(ses=0.1, ses_slow=0.05, warm=0.0))
    assert ours.ses == pytest.approx(said(SimpleExponentialSmoothing(0.1), y), rel=1e-6)
    assert ours.ses_slow == pytest.approx(said(SimpleExponentialSmoothing(0.05), y), rel=1e-6)


@pytest.mark.parametrize("y", SERIES)
def test_tsb_is_the_textbooks(y: np.ndarray) -> None:
    sold = y[np.flatnonzero(y)[0] :]  # ours starts at the first sale, where size and chance have a value
    paces = {"size_quick": 0.1, "chance_quick": 0.2, "size_slow": 0.3, "chance_slow": 0.05}
    ours = models.smoothed(sold, ONE[: len(sold)], RHYTHM._replace(**paces, warm=0.0))
    assert ours.tsb_quick == pytest.approx(said(TSB(0.1, 0.2), sold), rel=1e-6)
    assert ours.tsb_slow == pytest.approx(said(TSB(0.3, 0.05), sold), rel=1e-6)


@pytest.mark.parametrize("y", SERIES)
def test_rate_and_size_weigh_each_sale_by_its_age(y: np.ndarray) -> None:
    days, sales = np.arange(len(y))[::-1], y[y > 0]
    size = np.average(sales, weights=0.5 ** (np.arange(len(sales))[::-1] / RHYTHM.size_half_life))
    rate, chance = (np.average(y > 0, weights=0.5 ** (days / half)) for half in (RHYTHM.rate_half_life, 2 * RHYTHM.rate_half_life))
    ours = models.smoothed(y, ONE, RHYTHM)
    assert (ours.rate_size, ours.chance) == pytest.approx((rate * size, chance), rel=1e-9)


@pytest.mark.parametrize("y", SERIES)
def test_window_mean_is_the_textbooks(y: np.ndarray) -> None:
    assert models.window_mean(y, ONE, 56) == pytest.approx(said(WindowAverage(56), y), rel=1e-6)


@pytest.mark.parametrize("size", [1, 3, 7])
def test_buckets_are_smoothed_like_a_series_of_their_means(size: int) -> None:
    for y in SERIES:
        buckets = y[len(y) % size :].reshape(-1, size).mean(1)
        expected = said(SimpleExponentialSmoothing(0.2), buckets)
        assert models.bucketed_ses(y, ONE, size, (0.2, 0.2, 0.2)) == pytest.approx(expected, rel=1e-5, abs=1e-9)


def test_aggregation_stays_near_adida() -> None:
    # statsforecast optimises alpha freely in 0.1..0.3 at one bucket size, ours averages bucket sizes up to it
    ours = np.array([models.aggregated(y, ONE, BUCKETS) for y in SERIES])
    theirs = np.array([said(ADIDA(), y) for y in SERIES])
    assert np.median(np.abs(ours / theirs - 1)) < 0.1
    assert np.corrcoef(ours, theirs)[0, 1] > 0.98


@pytest.mark.parametrize(
    "model",
    [
        lambda y, e: models.smoothed(y, e, RHYTHM).ses,
        lambda y, e: models.smoothed(y, e, RHYTHM).tsb_quick,
        lambda y, e: models.window_mean(y, e, 56),
        lambda y, e: models.smoothed(y, e, RHYTHM).rate_size,
        lambda y, e: models.aggregated(y, e, BUCKETS),
        lambda y, e: models.damped_trend(y, e, 0.2, 0.1, 0.9, 7, 4)[0],
    ],
)
def test_a_steady_pace_is_seen_through_closed_days_and_weekday_profile(model) -> None:  # type: ignore[no-untyped-def]
    e = np.tile([1.4, 1.2, 1.0, 1.2, 1.4, 0.8, 0.0], 20)
    assert model(10.0 * e, e) == pytest.approx(10.0, rel=0.12)


def test_trend_is_followed_and_damped() -> None:
    rising = np.repeat(np.arange(1.0, 21.0), 7)
    level, step = models.damped_trend(rising, np.ones(140), 0.2, 0.1, 0.9, 7, 4)
    assert 0.2 < step < 1.0
    assert 14.0 < level < 20.0
