"""What a pass over the series reads, and what it finds."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Rows(NamedTuple):
    """Everything about the series that a pass reads; steps are those of the history and of the known future."""

    ptr: NDArray[np.int64]
    day: NDArray[np.int32]
    units: Floats
    out_ptr: NDArray[np.int64]
    out_day: NDArray[np.int32]
    out_share: Floats
    x_from: NDArray[np.int64]
    x_to: NDArray[np.int64]
    x_step: NDArray[np.int32]
    x_values: Floats
    basis: Floats  # [steps, 1 + waves]: years since the end of the history, then the yearly waves
    first: NDArray[np.int32]
    closed: NDArray[np.bool_]
    calendar: NDArray[np.int32]
    profile: Floats  # [n, cycle]
    weekday: NDArray[np.int8]  # [steps] place of each step in the short cycle
    scale: Floats
    cap: Floats


class Levels(NamedTuple):
    """What one pass found of n series; units are in mean sale sizes of the series (`scale`)."""

    level: Floats  # [n, candidates] now
    step: Floats  # of the trend, per bucket
    chance: Floats  # of a sale on a normal step
    excess: Floats  # share of what was sold above the cap
    cv2: Floats  # of sizes from one sale to the next, effects taken out
    held_level: Floats  # [n, hold-outs, candidates]; nan where there is too little before
    held_chance: Floats  # [n, hold-outs]
    held_exposure: Floats  # [n, hold-outs, lengths] steps' worth, effects included
    held_sum: Floats  # [n, hold-outs, lengths] what was sold there
    open_days: Floats  # open steps since the start
    in_stock_days: Floats  # exposure since the start


class Smoothed(NamedTuple):
    """Levels of the models that smooth step by step, and the chance of a sale on a step of exposure 1."""

    tsb_quick: float
    tsb_slow: float
    rate_size: float
    ses: float
    ses_slow: float
    chance: float
