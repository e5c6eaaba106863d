"""What Fluxion's engine says of a case."""

from typing import Any

import numpy as np

from benchmarks.accuracy.cases import Case
from benchmarks.accuracy.measures import LEVELS, Floats
from fluxion.kernels.forecasting import Demand, StockOuts, cumulative_demand, forecast


def demand_of(case: Case) -> Demand:
    """The case's history as the engine takes it."""
    past = np.nan_to_num(case.history)
    series, day = np.nonzero(past)
    rest: dict[str, Any] = {}
    if case.attributes:
        rest["group"] = np.unique(next(iter(case.attributes.values())), return_inverse=True)[1]
    if case.out is not None:
        row, when = np.nonzero(case.out[:, : case.origin])
        rest["stock_outs"] = StockOuts(np.searchsorted(row, np.arange(len(past) + 1)), when, case.out[row, when])
    return Demand.from_rows(
        series, day, past[series, day], n_series=len(past), n_days=case.origin, first_weekday=case.first.weekday(), **rest
    ).with_closed_detected()


def engine_says(case: Case) -> tuple[Floats, Floats]:
    """Means [judged, horizon] and quantiles of the sum of the first steps [judged, levels]."""
    found = forecast(demand_of(case), case.horizon)
    quantiles = [cumulative_demand(found, case.sum_steps, 0, 0, level).quantile[case.scored] for level in LEVELS]
    return found.mean[case.scored].astype(np.float64), np.stack(quantiles, axis=1)
