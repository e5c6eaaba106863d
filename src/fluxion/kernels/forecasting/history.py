"""One pass over every series: the rows it reads, and the candidate levels it finds now and at earlier origins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.forecasting.demand import Demand
from fluxion.kernels.forecasting.models import CANDIDATES, study_slice
from fluxion.kernels.forecasting.passes import Levels, Rows
from fluxion.kernels.forecasting.steps import PACES, Pace, yearly_basis
from fluxion.kernels.forecasting.threads import over_slices
from fluxion.kernels.forecasting.traits import Traits

Floats = NDArray[np.float64]


def seen_in(demand: Demand) -> Floats:
    """Least and most of each regressor in the history, 0 (as usual) included; [columns, 2]."""
    if demand.regressors is None:
        return np.zeros((0, 2))
    past = demand.regressors.values[demand.regressors.step < demand.n_days]
    return np.stack([np.minimum(past.min(0, initial=0.0), 0.0), np.maximum(past.max(0, initial=0.0), 0.0)], axis=1)


def rows_to_read(demand: Demand, series: Traits, profile: Floats, horizon: int, seen: Floats) -> Rows:
    """The history of every series with the calendar of effects on it, up to `horizon` steps ahead.

    Regressors are held within what the history has seen, since nobody knows what lies beyond, and counted in the largest
    of it, so that their unit does not matter.
    """
    assert demand.closed is not None and demand.calendar is not None
    out, known = demand.stock_outs, demand.regressors
    steps, largest = demand.n_days + horizon, np.abs(seen).max(1, initial=0.0)
    largest[largest == 0.0] = 1.0
    x_from, x_to = (np.zeros(demand.n, np.int64),) * 2 if known is None else known.bounds()
    slope = (np.arange(steps) + 0.5 - demand.n_days) / PACES[demand.step].year
    return Rows(
        ptr=demand.ptr,
        day=demand.day,
        units=demand.units,
        out_ptr=np.zeros(demand.n + 1, np.int64) if out is None else out.ptr,
        out_day=np.zeros(0, np.int32) if out is None else out.day,
        out_share=np.zeros(0) if out is None else out.lost_share,
        x_from=x_from,
        x_to=x_to,
        x_step=np.zeros(0, np.int32) if known is None else known.step,
        x_values=np.zeros((0, 0)) if known is None else np.clip(known.values, seen[:, 0], seen[:, 1]) / largest,
        basis=np.ascontiguousarray(np.column_stack([slope, yearly_basis(demand.first_date, steps, demand.step)])),
        first=series.first,
        closed=demand.closed,
        calendar=demand.calendar,
        profile=profile,
        weekday=((np.arange(steps) + demand.first_weekday) % profile.shape[1]).astype(np.int8),
        scale=series.scale,
        cap=series.cap,
    )


def blank_levels(n: int, origins: int, lengths: int) -> Levels:
    """Room for what is found of n series."""
    models = len(CANDIDATES)
    return Levels(
        level=np.zeros((n, models)),
        step=np.zeros(n),
        chance=np.zeros(n),
        excess=np.zeros(n),
        cv2=np.zeros(n),
        held_level=np.full((n, origins, models), np.nan),
        held_chance=np.zeros((n, origins)),
        held_exposure=np.zeros((n, origins, lengths)),
        held_sum=np.zeros((n, origins, lengths)),
        open_days=np.zeros(n),
        in_stock_days=np.zeros(n),
    )


def levels_of(rows: Rows, pace: Pace, betas: tuple[Floats, Floats], hold_outs: tuple[int, ...], threads: int | None) -> Levels:
    """Candidate levels of every series, and what they would have said at the earlier origins."""
    n = len(rows.ptr) - 1
    found = blank_levels(n, len(hold_outs), len(pace.lengths))
    cuts = np.asarray(hold_outs, np.int64), np.asarray(pace.lengths, np.int64), pace.least_before
    over_slices(n, lambda begin, end: study_slice(begin, end, rows, pace.rhythm, betas, cuts, found), threads)
    return found
