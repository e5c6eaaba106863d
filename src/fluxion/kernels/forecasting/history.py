"""One pass over every series: what kind of demand it has, candidate levels now and at earlier origins."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.forecasting.demand import Demand
from fluxion.kernels.forecasting.models import CANDIDATES, HOLD_OUTS, Rows, Study, study_slice
from fluxion.kernels.forecasting.threads import over_slices

Floats = NDArray[np.float64]


def blank_study(n: int) -> Study:
    """A study with room for n series."""
    origins, models = len(HOLD_OUTS), len(CANDIDATES)
    return Study(
        level=np.zeros((n, models)),
        step=np.zeros(n),
        chance=np.zeros(n),
        held_level=np.full((n, origins, models), np.nan),
        held_chance=np.zeros((n, origins)),
        held_exposure=np.zeros((n, origins, 2)),
        held_sum=np.zeros((n, origins, 2)),
        open_days=np.zeros(n),
        in_stock_days=np.zeros(n),
        weekly_cv=np.full(n, np.nan),
    )


def study(demand: Demand, first: NDArray[np.int32], profile: Floats, scale: Floats, cap: Floats, threads: int | None) -> Study:
    """Candidate levels, hold-outs and traits of every series."""
    assert demand.closed is not None and demand.calendar is not None
    out = demand.stock_outs
    rows = Rows(
        ptr=demand.ptr,
        day=demand.day,
        units=demand.units,
        out_ptr=np.zeros(demand.n + 1, np.int64) if out is None else out.ptr,
        out_day=np.zeros(0, np.int32) if out is None else out.day,
        out_share=np.zeros(0) if out is None else out.lost_share,
        first=first,
        closed=demand.closed,
        calendar=demand.calendar,
        profile=profile,
        first_weekday=demand.first_weekday,
        scale=scale,
        cap=cap,
    )
    found = blank_study(demand.n)
    over_slices(demand.n, lambda begin, end: study_slice(begin, end, rows, found), threads)
    return found
