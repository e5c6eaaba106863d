"""How right the forecasts were at earlier origins, beside what anybody could have said without a model."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules.backtest_case import cut
from fluxion.kernels.forecasting import Demand, accuracy, cumulative_demand, forecast

Floats = NDArray[np.float64]

LEVELS = (0.5, 0.8, 0.9, 0.95, 0.98)
_SEASON = {"day": 7, "week": 1, "month": 1}


def judge_origins(demand: Demand, sold: Demand, wanted_after: Floats, start: int, origins: int, horizon: int) -> list[dict[str, Any]]:
    """RMSSE, WAPE and bias of the sum over the horizon, mean wQL and coverage of it, at origins spread over the replay.

    `demand` is what forecasts read, `sold` what was sold, `wanted_after` what was asked for from `start` on. The naive forecast repeats the last week (daily) or step.
    """
    steps = wanted_after.shape[1]
    ahead = min(horizon, steps)
    places = np.unique(np.linspace(start, start + steps - ahead, origins).round().astype(np.int64))
    return [_judge(demand, sold, wanted_after[:, at - start : at - start + ahead], int(at), ahead) for at in places.tolist()]


def _judge(demand: Demand, sold: Demand, actual: Floats, origin: int, ahead: int) -> dict[str, Any]:
    found, past = forecast(cut(demand, origin), ahead), cut(sold, origin)
    history = np.zeros((past.n, origin))
    history[np.repeat(np.arange(past.n), np.diff(past.ptr)), past.day] = past.units
    season = min(_SEASON[demand.step], origin)
    naive = history[:, origin - season :][:, np.arange(ahead) % season]
    mean, live = found.mean.astype(np.float64), np.diff(past.ptr) > 0
    sums = actual.sum(1)
    quantiles = {level: cumulative_demand(found, ahead, 0, 0, level).quantile for level in LEVELS}
    return {
        "origin": origin,
        "horizon": ahead,
        "rmsse": _mean_rmsse(actual[live], mean[live], history[live]),
        "rmsse_naive": _mean_rmsse(actual[live], naive[live], history[live]),
        "wape": _told(accuracy.wape(sums, mean.sum(1))),
        "wape_naive": _told(accuracy.wape(sums, naive.sum(1))),
        "bias": _told(accuracy.bias(sums, mean.sum(1))),
        "bias_naive": _told(accuracy.bias(sums, naive.sum(1))),
        "wql": _told(float(np.mean([accuracy.wql(sums, quantiles[level], level) for level in LEVELS]))),
        "coverage_95": _told(accuracy.coverage(sums[live], quantiles[0.95][live])),
    }


def _mean_rmsse(actual: Floats, said: Floats, history: Floats) -> float | None:
    each = [accuracy.rmsse(*rows) for rows in zip(actual, said, history, strict=True)]
    return _told(float(np.nanmean(each))) if np.any(np.isfinite(each)) else None


def _told(value: float) -> float | None:
    return round(value, 5) if np.isfinite(value) else None
