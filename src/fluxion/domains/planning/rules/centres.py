"""Centres that supply new series: what their own past cannot tell is the sum of what their stores are expected to sell."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from fluxion.domains.planning.rules.inputs import Flags, Floats, Inputs, Ints
from fluxion.domains.planning.rules.series import Series, with_descendants
from fluxion.kernels.forecasting import DEMAND_CLASSES, MODELS, Demand, Forecasts

_WINDOW = 56
"""Days of sales that a centre's own forecast goes by: until then what began lately is not wholly in it."""
_NEW, _SUM = DEMAND_CLASSES.index("new"), MODELS.index("elsewhere")


def forecasts_of_centres(forecasts: Forecasts, inputs: Inputs, series: Series, demand: Demand) -> Forecasts:
    """The forecasts with those of centres that supply new series made the sum of what all their stores are expected to sell, and of the
    share of their own forecast that they lately sold themselves.

    What was sold so far tells of the noise of the old part; the doubts about new series are one doubt: they rest on the same pace.
    """
    is_new = _is_new(inputs, series, demand)
    rows = np.flatnonzero(series.is_centre & (with_descendants(series, np.where(is_new, forecasts.daily_mean, 0.0)) > 0))
    return _with_sums(forecasts, series, is_new, rows, _own_share(series, demand)[rows]) if len(rows) else forecasts


def _is_new(inputs: Inputs, series: Series, demand: Demand) -> Flags:
    """Series known to be new: those that began lately, and those of products entered lately; centres only pass on."""
    oldest = demand.n_days - _WINDOW
    entered = inputs.products.told("new_since")[series.product] - (inputs.as_of.toordinal() - demand.n_days)
    begun = np.full(series.n, -1) if demand.start is None else demand.start
    return np.asarray(~series.is_centre & ((begun >= oldest) | (entered >= oldest)), np.bool_)


def _own_share(series: Series, demand: Demand) -> Floats:
    """The share of what every series passed on or sold lately that no store it supplies sold."""
    owner, late = np.repeat(np.arange(demand.n), np.diff(demand.ptr)), demand.day >= demand.n_days - _WINDOW
    sold = np.bincount(owner[late], demand.units[late], demand.n)
    of_stores = with_descendants(series, np.where(series.is_centre, 0.0, sold))
    return np.asarray(np.clip(1.0 - np.divide(of_stores, sold, out=np.ones(series.n), where=sold > 0), 0.0, 1.0), np.float64)


def _with_sums(forecasts: Forecasts, series: Series, is_new: Flags, rows: Ints, own: Floats) -> Forecasts:
    level, is_store = forecasts.daily_mean, ~series.is_centre

    def below(values: np.ndarray, which: Flags) -> Floats:
        wide = which.reshape(-1, *(1,) * (values.ndim - 1))
        return np.asarray(with_descendants(series, np.where(wide, values, 0.0).astype(np.float64))[rows], np.float64)

    def in_all(values: np.ndarray) -> Floats:
        return np.asarray(own.reshape(-1, *(1,) * (values.ndim - 1)) * values[rows] + below(values, is_store), np.float64)

    total, added = in_all(level), below(level, is_new)
    old = total - added
    kept = np.divide(old, level[rows], out=np.zeros(len(rows)), where=level[rows] > 0)
    share = (old / total)[:, None]
    of_new = below(forecasts.drift * level[:, None], is_new) / total[:, None]
    changed = {
        "mean": in_all(forecasts.mean),
        "level_ahead": in_all(forecasts.level_ahead),
        "daily_mean": total,
        "daily_sd": np.sqrt(kept * forecasts.daily_sd[rows] ** 2 + below(forecasts.daily_sd**2, is_new)),
        "drift": np.hypot(share * forecasts.drift[rows], of_new),
        "weekday": share * forecasts.weekday[rows] + below(forecasts.weekday * level[:, None], is_new) / total[:, None],
        "zero_share": forecasts.zero_share[rows] ** kept * np.exp(below(np.log(np.maximum(forecasts.zero_share, 1e-12)), is_new)),
        "demand_class": np.where(level[rows] > 0, forecasts.demand_class[rows], _NEW),
        "model": np.where(level[rows] > 0, forecasts.model[rows], _SUM),
        "from_new": added,
    }
    whole = {name: getattr(forecasts, name).copy() for name in changed}
    for name, values in changed.items():
        whole[name][rows] = values
    return replace(forecasts, **whole)


def without_a_run(demand: Demand, forecasts: Forecasts) -> Demand:
    """The demand that a long run is taken from: none of series that go by what is sold elsewhere, whose own days say less, and of centres
    at the level that includes their new series."""
    is_lent = forecasts.model == _SUM
    added = np.zeros(demand.n) if forecasts.from_new is None else forecasts.from_new
    if not (is_lent | (added > 0)).any():
        return demand
    rest = forecasts.daily_mean - added
    scale = np.where(rest > 0, forecasts.daily_mean / np.where(rest > 0, rest, 1.0), 1.0)
    return replace(demand, units=demand.units * np.repeat(np.where(is_lent, 0.0, scale), np.diff(demand.ptr)))
