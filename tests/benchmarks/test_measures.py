"""The measures of the accuracy benchmark agree with utilsforecast's, series by series, and with the kernel's own."""

import numpy as np
import pandas as pd
import pytest
from benchmarks.accuracy import measures
from utilsforecast import losses

from fluxion.kernels.forecasting import accuracy

RNG = np.random.default_rng(11)
HISTORY = RNG.poisson(3, (6, 60)).astype(float)
HISTORY[:, 0] += 1
CAME, SAID = RNG.poisson(3, (6, 14)).astype(float), RNG.gamma(3, 1, (6, 14))


def frame(**columns: np.ndarray) -> pd.DataFrame:
    shape = next(iter(columns.values())).shape
    made = {"unique_id": np.repeat(np.arange(shape[0]), shape[1]), "ds": np.tile(np.arange(shape[1]), shape[0])}
    return pd.DataFrame(made | {name: values.ravel() for name, values in columns.items()})


BOTH, TRAIN = frame(y=CAME, m=SAID), frame(y=HISTORY)


def test_scaled_errors_agree_with_utilsforecast() -> None:
    assert measures.rmsse(CAME, SAID, HISTORY) == pytest.approx(losses.rmsse(BOTH, ["m"], 1, TRAIN)["m"].mean())
    assert measures.mase(CAME, SAID, HISTORY, 7) == pytest.approx(losses.mase(BOTH, ["m"], 7, TRAIN)["m"].mean())


def test_scaled_errors_begin_with_the_first_sale_and_skip_what_is_unknown() -> None:
    before = np.hstack([np.zeros((6, 9)), HISTORY])
    assert measures.rmsse(CAME, SAID, before) == pytest.approx(measures.rmsse(CAME, SAID, HISTORY))
    holes = CAME.copy()
    holes[:, 3] = np.nan
    kept = np.delete(CAME, 3, axis=1), np.delete(SAID, 3, axis=1)
    assert measures.rmsse(holes, SAID, HISTORY) == pytest.approx(measures.rmsse(*kept, HISTORY))
    assert measures.bias(holes, SAID) == pytest.approx(measures.bias(*kept))
    assert measures.wape(holes, SAID) == pytest.approx(measures.wape(*kept))


def test_shares_of_what_came_agree_with_the_kernel() -> None:
    assert measures.rmsse(CAME, SAID, HISTORY) == pytest.approx(
        np.mean([accuracy.rmsse(*each) for each in zip(CAME, SAID, HISTORY, strict=True)])
    )
    assert measures.wape(CAME, SAID) == pytest.approx(accuracy.wape(CAME, SAID))
    assert measures.wape_of_sums(CAME, SAID) == pytest.approx(accuracy.wape(CAME.sum(1), SAID.sum(1)))
    assert measures.bias(CAME, SAID) == pytest.approx(accuracy.bias(CAME, SAID))


def test_quantile_losses_agree_with_utilsforecast_and_the_kernel() -> None:
    sums, quantiles = CAME.sum(1), np.sort(RNG.gamma(40, 1, (6, 5)), axis=1)
    for k, level in enumerate(measures.LEVELS):
        told = losses.quantile_loss(frame(y=sums[None], m=quantiles[None, :, k]), {"m": "m"}, level)["m"][0]
        assert measures.wql(sums, quantiles)[k] == pytest.approx(2 * told * 6 / sums.sum())
        assert measures.wql(sums, quantiles)[k] == pytest.approx(accuracy.wql(sums, quantiles[:, k], level))
        assert measures.coverage(sums, quantiles)[k] == accuracy.coverage(sums, quantiles[:, k])
