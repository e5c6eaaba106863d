"""What all series together are missed by every time is taken back; what is missed once is not."""

from __future__ import annotations

import numpy as np
import pytest
from tests.kernels.forecasting.series import demand_of

from fluxion.kernels.forecasting import forecast
from fluxion.kernels.forecasting.history import blank_levels
from fluxion.kernels.forecasting.pooling import shared_miss
from fluxion.kernels.forecasting.steps import JUDGED


@pytest.mark.parametrize(
    ("said", "series", "factor"),
    [
        ([12.0, 12.0, 12.0], 100, 10 / 12),
        ([8.0, 8.0, 8.0], 100, 10 / 8),
        ([30.0, 30.0, 30.0], 100, 2 / 3),
        ([12.0, 10.0, 100 / 12], 100, 1.0),
        ([12.0, 12.0], 100, 1.0),
        ([12.0, 12.0, 12.0], 99, 1.0),
        # three origins are few: a new one is expected within 0.18 ± 0.4152, so nothing is known
        ([12.0, 13.0, 11.0], 100, 1.0),
        # as car_parts was missed at month 27: mean 0.23429 beyond 2.4469 × sqrt(0.0064619 × 8/7) = 0.21028, of which 1 − 2 × 0.0064619 / 0.054890 is kept
        ([10 * np.exp(log) for log in (0.37, 0.29, 0.25, 0.23, 0.21, 0.16, 0.13)], 100, np.exp(-0.23429 * 0.764547)),
        # as orange_juice was at week 105, just before it turned: mean -0.19286 within 0.24986
        ([10 * np.exp(log) for log in (-0.17, -0.22, -0.14, -0.29, -0.34, -0.08, -0.11)], 100, 1.0),
    ],
)
def test_is_taken_back_as_far_as_it_was_the_same_every_time(said: list[float], series: int, factor: float) -> None:
    found = blank_levels(series, len(said), 5)
    found.held_exposure[:, :, JUDGED] = 1.0
    found.held_sum[:, :, JUDGED] = 10.0
    assert shared_miss(found, np.tile(said, (series, 1))) == pytest.approx(factor, rel=1e-4)


def test_parts_of_an_ageing_range_are_not_forecast_at_what_they_once_sold() -> None:
    rng, months = np.random.default_rng(8), 60
    pace = rng.gamma(1.0, 2.0, (400, 1)) * 0.96 ** np.arange(months)
    table = rng.poisson(pace).astype(float)
    found = forecast(demand_of(table[:, :54], step="month"), 6)
    assert found.mean.sum() / table[:, 54:].sum() == pytest.approx(1.0, abs=0.05)
    even = rng.poisson(pace[:, :1], (400, months)).astype(float)
    assert forecast(demand_of(even[:, :54], step="month"), 6).mean.sum() / even[:, 54:].sum() == pytest.approx(1.0, abs=0.03)
