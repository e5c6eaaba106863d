"""Forecasting: daily demand of hundreds of thousands of series, with quantiles, and the demand over a protection period.

Give a `Demand` (only the days with sales), get `Forecasts`; `cumulative_demand` turns them into the quantile of the sum
over lead time plus review period that one orders up to. `accuracy` holds the measures.
"""

from fluxion.kernels.forecasting import accuracy
from fluxion.kernels.forecasting.aggregates import PeriodView, Totals, aggregate, by_period
from fluxion.kernels.forecasting.cumulative import cumulative_demand, quantiles_of_sums
from fluxion.kernels.forecasting.demand import Demand, StockOuts
from fluxion.kernels.forecasting.engine import Study, apply, forecast, pool, study
from fluxion.kernels.forecasting.learning import Pooled
from fluxion.kernels.forecasting.regressors import Regressors
from fluxion.kernels.forecasting.results import DEMAND_CLASSES, MODELS, Forecasts, ProtectionDemand

__all__ = [
    "DEMAND_CLASSES",
    "MODELS",
    "Demand",
    "Forecasts",
    "PeriodView",
    "Pooled",
    "ProtectionDemand",
    "Regressors",
    "StockOuts",
    "Study",
    "Totals",
    "accuracy",
    "aggregate",
    "apply",
    "by_period",
    "cumulative_demand",
    "forecast",
    "pool",
    "quantiles_of_sums",
    "study",
]
