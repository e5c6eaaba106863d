"""Events in the demand and in the forecast: learned where they may be, taken out of the base where their effect is stated.

A centre's demand is that of the locations it supplies, so an event of one of them acts on that location's share of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from fluxion.domains.planning.rules.inputs import Floats, Inputs, Ints, id_rows
from fluxion.domains.planning.rules.known import Happening
from fluxion.domains.planning.rules.series import Series, own_units, series_demand, with_descendants
from fluxion.kernels.forecasting import Demand, Forecasts, StockOuts
from fluxion.kernels.forecasting.regressors import Regressors

CLOSURE = "closure"
Scope = tuple[int | None, int | None, int | None]
_WHOLE = 100
"""Shares are told in hundredths, so that centres of about the same share tell of their events together."""


@dataclass(frozen=True)
class Reach:
    """Whom events reach: all series of their scope, and the centres that supply some of them by their share."""

    category: Ints
    series: Series
    own: Floats
    total: Floats

    @classmethod
    def of(cls, inputs: Inputs, series: Series) -> Reach:
        """Shares are those of what was sold lately."""
        own = own_units(inputs, series)
        return cls(inputs.products.category_id[series.product], series, own, with_descendants(series, own))

    def rows(self, scope: Scope) -> Ints:
        """The series an event holds for; of a centre its own sales only."""
        product, category, location = scope
        begin, end = (0, self.series.n) if product is None else np.searchsorted(self.series.product_id, (product, product + 1))
        part = slice(int(begin), int(end))
        holds = np.ones(part.stop - part.start, np.bool_)
        if location is not None:
            holds &= self.series.location_id[part] == location
        if category is not None:
            holds &= self.category[part] == category
        return np.flatnonzero(holds) + part.start

    def shares(self, scope: Scope) -> tuple[Ints, Floats]:
        """The series an event reaches and the share of their demand it acts on: all of it but for centres."""
        rows, share = self.rows(scope), np.zeros(self.series.n)
        share[rows] = 1.0
        if scope[2] is not None and np.any(self.series.parent >= 0):
            moved = np.zeros(self.series.n)
            moved[rows] = self.own[rows]
            is_centre, moved = self.series.is_centre, with_descendants(self.series, moved)
            share[is_centre] = (moved / np.where(self.total > 0, self.total, 1.0))[is_centre]
        found = np.flatnonzero(share > 0)
        return found, share[found]


def scope_of(each: Happening) -> Scope:
    """What an event holds for: product, category and location, None where it is all."""
    return each.product_id, each.category_id, each.location_id


def demand_with_events(inputs: Inputs, series: Series) -> Demand:
    """The demand with what is known of its days: closures, events to learn from, and days an event of stated effect bent.

    What sold on those last is divided by the stated factor: what an event did is not demand to repeat.
    """
    events = inputs.known.happenings
    learned = [each for each in events if each.factor is None and each.kind != CLOSURE]
    closures = [each for each in events if each.kind == CLOSURE]
    inputs = at_base(inputs)
    told = series_demand(inputs, series)
    if not (learned or closures):
        return told
    reach = Reach.of(inputs, series)
    told = _close(told, inputs, reach, closures)
    return replace(told, regressors=_regressors(told, inputs, reach, learned)) if learned else told


def forecasts_with_events(forecasts: Forecasts, inputs: Inputs, series: Series) -> Forecasts:
    """The forecasts with the stated effect of coming events: closed days sell nothing, factors multiply."""
    coming = [
        (each, 0.0 if each.kind == CLOSURE else each.factor or 0.0, max(each.first, 0), min(each.last, forecasts.horizon - 1) + 1)
        for each in inputs.known.happenings
        if each.kind == CLOSURE or each.factor is not None
    ]
    coming = [each for each in coming if each[2] < each[3]]
    if not coming:
        return forecasts
    reach, factor = Reach.of(at_base(inputs), series), np.ones(forecasts.mean.shape)
    for each, stated, begin, end in coming:
        factor[reach.rows(scope_of(each)), begin:end] *= stated
    if any(each.location_id is not None for each, *_ in coming) and np.any(series.parent >= 0):
        of_all = with_descendants(series, reach.own[:, None] * factor)
        centres = np.flatnonzero(series.is_centre & (reach.total > 0))
        factor[centres] = of_all[centres] / reach.total[centres, None]
    return replace(forecasts, mean=forecasts.mean * factor.astype(np.float32))


def at_base(inputs: Inputs) -> Inputs:
    """The inputs with what sold on the days of events of stated effect brought to what would have sold without them."""
    stated = [each for each in inputs.known.happenings if each.factor and each.kind != CLOSURE]
    if not stated:
        return inputs
    sold, units = inputs.sold, inputs.sold.units.copy()
    owner, product = np.repeat(np.arange(len(sold.product_id)), np.diff(sold.ptr)), id_rows(sold.product_id, inputs.products.id)
    category = np.where(product >= 0, inputs.products.category_id[product], -1)
    for each in stated:
        holds = np.ones(len(sold.product_id), np.bool_)
        for wanted, told in zip(scope_of(each), (sold.product_id, category, sold.location_id), strict=True):
            holds &= wanted is None or told == wanted
        first, last = each.first + sold.n_days, each.last + sold.n_days
        units[holds[owner] & (sold.day >= first) & (sold.day <= last)] /= each.factor or 1.0
    return replace(inputs, sold=replace(sold, units=units))


def _close(demand: Demand, inputs: Inputs, reach: Reach, closures: list[Happening]) -> Demand:
    """Closed days of every location, and of centres the share of the day that their closed locations left unsold.

    A centre goes by a calendar of its own: that its doors are closed does not close the locations it supplies.
    """
    if not closures:
        return demand
    assert demand.closed is not None and demand.stock_outs is not None
    series, last = reach.series, len(inputs.locations.id)
    closed, lost = np.repeat(demand.closed[:1], last + 1, axis=0), []
    for each in closures:
        begin, end = max(each.first + demand.n_days, 0), min(each.last + demand.n_days, demand.n_days - 1) + 1
        if begin >= end:
            continue
        places = slice(None) if each.location_id is None else np.flatnonzero(inputs.locations.id == each.location_id)
        closed[places, begin:end] = True
        if each.location_id is not None:
            rows, share = reach.shares(scope_of(each))
            centres = series.is_centre[rows]
            lost += [(rows[centres], np.full(centres.sum(), day), share[centres]) for day in range(begin, end)]
    calendar = np.where(series.is_centre, last, series.location).astype(np.int32)
    return replace(demand, closed=closed, calendar=calendar, stock_outs=_with_lost(demand.stock_outs, lost, series.n, demand.n_days))


def _with_lost(outs: StockOuts, lost: list[tuple[Ints, Ints, Floats]], n: int, n_days: int) -> StockOuts:
    """Stock-outs with more shares of days lost; those of one day add up, to the whole day at most."""
    if not lost:
        return outs
    row = np.concatenate([np.repeat(np.arange(n), np.diff(outs.ptr)), *(each[0] for each in lost)])
    day = np.concatenate([outs.day, *(each[1] for each in lost)])
    key, at = np.unique(row * n_days + day, return_inverse=True)
    share = np.bincount(at, np.concatenate([outs.share, *(each[2] for each in lost)]), len(key))
    ptr = np.searchsorted(key, np.arange(n + 1) * n_days)
    return StockOuts(ptr, (key % n_days).astype(np.int32), np.minimum(share, 1.0), outs.hours)


def _regressors(demand: Demand, inputs: Inputs, reach: Reach, events: list[Happening]) -> Regressors:
    """The days of events whose effect is to be learned; series that the same events reach read the same table."""
    names = tuple(sorted({each.kind for each in events}))
    scopes: dict[Scope, list[tuple[int, int, int]]] = {}
    until = demand.n_days + inputs.horizon
    for each in events:
        begin, end = max(each.first + demand.n_days, 0), min(each.last + demand.n_days + 1, until)
        if begin < end:
            scopes.setdefault(scope_of(each), []).append((begin, end, names.index(each.kind)))
    reached, table = _tables(reach, list(scopes))
    spans = list(scopes.values())
    cells = [_cells([(spans[number], share) for number, share in each], until, len(names)) for each in reached]
    ptr = np.concatenate([[0], np.cumsum([len(step) for step, _ in cells])])
    return Regressors(names, ptr, np.concatenate([step for step, _ in cells]), np.concatenate([value for _, value in cells]), table)


def _tables(reach: Reach, scopes: list[Scope]) -> tuple[list[tuple[tuple[int, float], ...]], Ints]:
    """The different sets of scopes that reach series, with the share of each scope, and the set of every series."""
    told: list[tuple[tuple[int, float], ...]] = [()]
    table = np.zeros(reach.series.n, np.int64)
    for number, scope in enumerate(scopes):
        rows, share = reach.shares(scope)
        part = np.round(share * _WHOLE).astype(np.int64)
        rows, part = rows[part > 0], part[part > 0]
        found, at = np.unique(table[rows] * (_WHOLE + 1) + part, return_inverse=True)
        table[rows] = len(told) + at
        told += [(*told[key // (_WHOLE + 1)], (number, key % (_WHOLE + 1) / _WHOLE)) for key in found.tolist()]
    used, table = np.unique(table, return_inverse=True)
    return [told[each] for each in used], table.astype(np.int64)


def _cells(reached: list[tuple[list[tuple[int, int, int]], float]], until: int, columns: int) -> tuple[Ints, Floats]:
    """Steps and values of one table; shares of different places add up, to all of the demand at most."""
    values = np.zeros((until, columns))
    for spans, share in reached:
        lasts = np.zeros(values.shape, np.bool_)
        for begin, end, column in spans:
            lasts[begin:end, column] = True
        values[lasts] = np.minimum(values[lasts] + share, 1.0)
    steps = np.flatnonzero(values.any(axis=1))
    return steps, values[steps]
