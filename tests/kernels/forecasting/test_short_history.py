"""Histories too short for the usual earlier origins are judged by nearer ones, so that their quantiles are no guess."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from tests.kernels.forecasting.series import demand_of

from fluxion.kernels.forecasting import forecast, quantiles_of_sums
from fluxion.kernels.forecasting.steps import PACES


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_seven_weeks_of_levels_that_move_are_enough_to_keep_what_quantiles_say(seed: int) -> None:
    rng = np.random.default_rng(seed)
    level = 8 * np.exp(np.cumsum(rng.normal(0, 0.3, (500, 10)), axis=1))
    table = rng.poisson(np.repeat(level, 7, axis=1)[:, :64]).astype(float)
    found = quantiles_of_sums(forecast(demand_of(table[:, :50]), 14), 0, 14, [0.05, 0.95])
    low, high = (table[:, 50:].sum(1)[:, None] <= found).mean(0)
    assert 0.02 <= low <= 0.09 and 0.91 <= high <= 0.98


@pytest.mark.parametrize(("days", "origins"), [(40, (7, 14, 21)), (55, (7, 14, 21)), (56, (28, 56, 84)), (400, (28, 56, 84))])
def test_the_nearer_origins_are_for_histories_in_which_no_usual_one_fits(days: int, origins: tuple[int, ...]) -> None:
    assert PACES["day"].within(days).hold_outs == origins


def test_a_window_wider_than_the_history_changes_nothing() -> None:
    """A company of three months is planned in a window of four hundred days: no season is read into it."""
    table = np.random.default_rng(4).negative_binomial(2, 2 / (2 + np.linspace(1.0, 3.0, 92)), (60, 92)).astype(float)
    table[:, 0] = 1.0
    wide = np.concatenate([np.zeros((60, 308)), table], axis=1)
    alone, within = (
        forecast(replace(demand_of(each), first_date=begin, first_weekday=begin.weekday()), 28)
        for each, begin in ((table, date(2025, 9, 1)), (wide, date(2025, 9, 1) - timedelta(days=308)))
    )
    np.testing.assert_allclose(within.mean, alone.mean, rtol=1e-6)
    np.testing.assert_allclose(within.drift, alone.drift, rtol=1e-6)
    np.testing.assert_allclose(within.quantiles, alone.quantiles, rtol=1e-6)
