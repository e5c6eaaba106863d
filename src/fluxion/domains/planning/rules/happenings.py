"""Events in the demand and in the forecast: learned where they may be, taken out of the base where their effect is stated."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules.inputs import Inputs, Ints
from fluxion.domains.planning.rules.known import Happening
from fluxion.domains.planning.rules.series import Series
from fluxion.kernels.forecasting import Demand, Forecasts
from fluxion.kernels.forecasting.regressors import Regressors

CLOSURE = "closure"


def demand_with_events(demand: Demand, inputs: Inputs, series: Series) -> Demand:
    """The demand with what is known of its days: closures, events to learn from, and days an event of stated effect bent.

    What sold on those last is divided by the stated factor: what an event did is not demand to repeat.
    """
    events = inputs.known.happenings
    learned = [each for each in events if each.factor is None and each.kind != CLOSURE]
    stated = [each for each in events if each.factor is not None and each.kind != CLOSURE]
    told = _close(demand, inputs, series, [each for each in events if each.kind == CLOSURE])
    if learned:
        told = replace(told, regressors=_regressors(told, inputs, series, learned))
    return _at_base(told, inputs, series, stated) if stated else told


def with_successions(demand: Demand, inputs: Inputs, series: Series) -> Demand:
    """The demand with each successor's predecessor at the same location named, once the change is within the horizon."""
    predecessor, share = np.full(series.n, -1, np.int32), np.ones(series.n)
    rows = {pair: row for row, pair in enumerate(zip(series.product_id.tolist(), series.location_id.tolist(), strict=True))}
    for each in inputs.known.successions:
        if each.first > inputs.horizon:
            continue
        for row in np.flatnonzero(series.product_id == each.successor_id):
            old = rows.get((each.predecessor_id, int(series.location_id[row])), -1)
            predecessor[row], share[row] = old, each.share
    return replace(demand, predecessor=predecessor, predecessor_share=share) if np.any(predecessor >= 0) else demand


def forecasts_with_events(forecasts: Forecasts, inputs: Inputs, series: Series) -> Forecasts:
    """The forecasts with the stated effect of coming events: closed days sell nothing, factors multiply."""
    mean, quantiles = forecasts.mean, forecasts.quantiles
    for each in inputs.known.happenings:
        factor = 0.0 if each.kind == CLOSURE else each.factor
        begin, end = max(each.first, 0), min(each.last, forecasts.horizon - 1) + 1
        if factor is None or begin >= end:
            continue
        if mean is forecasts.mean:
            mean, quantiles = mean.copy(), quantiles.copy()
        rows = rows_in(each, inputs, series)
        mean[rows, begin:end] *= np.float32(factor)
        quantiles[rows, begin:end] *= np.float32(factor)
    return forecasts if mean is forecasts.mean else replace(forecasts, mean=mean, quantiles=quantiles)


def rows_in(each: Happening, inputs: Inputs, series: Series) -> Ints:
    """The series an event holds for."""
    holds: NDArray[np.bool_] = np.ones(series.n, np.bool_)
    if each.location_id is not None:
        holds &= series.location_id == each.location_id
    if each.product_id is not None:
        holds &= series.product_id == each.product_id
    if each.category_id is not None:
        holds &= inputs.products.category_id[series.product] == each.category_id
    return np.flatnonzero(holds)


def _close(demand: Demand, inputs: Inputs, series: Series, closures: list[Happening]) -> Demand:
    if not closures:
        return demand
    assert demand.closed is not None
    closed = np.repeat(demand.closed[:1], len(inputs.locations.id), axis=0)
    for each in closures:
        begin, end = max(each.first + demand.n_days, 0), min(each.last + demand.n_days, demand.n_days - 1) + 1
        places = slice(None) if each.location_id is None else inputs.locations.id == each.location_id
        closed[places, begin : max(end, begin)] = True
    return replace(demand, closed=closed, calendar=series.location.astype(np.int32))


def _days(each: Happening, inputs: Inputs, series: Series, since: int, until: int) -> tuple[Ints, Ints]:
    """Every (series, step) of an event among the steps from `since` to before `until`; step 0 is the first day known."""
    shift = inputs.sold.n_days
    steps = np.arange(max(each.first + shift, since), min(each.last + shift + 1, until))
    rows = rows_in(each, inputs, series)
    return np.repeat(rows, len(steps)), np.tile(steps, len(rows))


def _regressors(demand: Demand, inputs: Inputs, series: Series, events: list[Happening]) -> Regressors:
    names = tuple(sorted({each.kind for each in events}))
    until = demand.n_days + inputs.horizon
    found = [(names.index(each.kind), *_days(each, inputs, series, 0, until)) for each in events]
    row = np.concatenate([rows for _, rows, _ in found])
    step = np.concatenate([steps for _, _, steps in found])
    column = np.concatenate([np.full(len(rows), kind) for kind, rows, _ in found])
    key, at = np.unique(row * until + step, return_inverse=True)
    values = np.zeros((len(key), len(names)))
    values[at, column] = 1.0
    return Regressors.from_rows(names, key // until, key % until, values, n_series=series.n)


def _at_base(demand: Demand, inputs: Inputs, series: Series, events: list[Happening]) -> Demand:
    """The demand with what sold on the days of these events brought down to what would have sold without them."""
    units, owner = demand.units.copy(), np.repeat(np.arange(series.n), np.diff(demand.ptr))
    for each in events:
        if not each.factor:
            continue
        holds = np.zeros(series.n, np.bool_)
        holds[rows_in(each, inputs, series)] = True
        first, last = each.first + demand.n_days, each.last + demand.n_days
        units[holds[owner] & (demand.day >= first) & (demand.day <= last)] /= each.factor
    return replace(demand, units=units)
