"""The measures agree with utilsforecast, and the examples in the formulas are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import numpy as np
import pandas as pd
import pytest
from utilsforecast import losses

from fluxion.kernels import forecasting
from fluxion.kernels.forecasting import accuracy

RNG = np.random.default_rng(3)
ACTUAL, FORECAST, HISTORY = RNG.poisson(3, 20).astype(float), RNG.gamma(3, 1, 20), RNG.poisson(3, 60).astype(float)
FRAME = pd.DataFrame({"unique_id": "a", "ds": range(20), "y": ACTUAL, "m": FORECAST})
TRAIN = pd.DataFrame({"unique_id": "a", "ds": range(60), "y": HISTORY})


def test_rmsse_agrees() -> None:
    assert HISTORY[0] > 0
    expected = losses.rmsse(FRAME, ["m"], 1, TRAIN)["m"][0]
    assert accuracy.rmsse(ACTUAL, FORECAST, HISTORY) == pytest.approx(expected)
    assert accuracy.rmsse(ACTUAL, FORECAST, np.r_[np.zeros(9), HISTORY]) == pytest.approx(expected)


def test_wape_agrees() -> None:
    assert accuracy.wape(ACTUAL, FORECAST) == pytest.approx(losses.nd(FRAME, ["m"])["m"][0])


@pytest.mark.parametrize("level", [0.1, 0.5, 0.95])
def test_pinball_agrees(level: float) -> None:
    expected = losses.quantile_loss(FRAME, {"m": "m"}, level)["m"][0]
    assert accuracy.pinball(ACTUAL, FORECAST, level) == pytest.approx(expected)
    assert accuracy.wql(ACTUAL, FORECAST, level) == pytest.approx(2 * expected * 20 / ACTUAL.sum())


def test_bias_and_coverage_agree() -> None:
    error = losses.bias(FRAME, ["m"])["m"][0]  # forecast less actual, on average
    assert accuracy.bias(ACTUAL, FORECAST) == pytest.approx(error * 20 / ACTUAL.sum())
    assert accuracy.coverage(ACTUAL, FORECAST) == np.mean(ACTUAL <= FORECAST)


def test_nothing_sold_is_no_measure() -> None:
    assert np.isnan(accuracy.wape([0, 0], [1, 1])) and np.isnan(accuracy.bias([0], [1]))
    assert np.isnan(accuracy.wql([0], [1], 0.5)) and np.isnan(accuracy.rmsse([1], [1], [2, 2, 2]))


def test_every_example_in_the_kernel_is_true() -> None:
    tried = 0
    for module in pkgutil.iter_modules(forecasting.__path__):
        result = doctest.testmod(importlib.import_module(f"{forecasting.__name__}.{module.name}"))
        assert result.failed == 0, module.name
        tried += result.attempted
    assert tried >= 8
