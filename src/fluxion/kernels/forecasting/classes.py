"""Kinds of demand: how often and how evenly something sells decides whom it learns from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.forecasting.results import DEMAND_CLASSES, MODELS
from fluxion.kernels.forecasting.steps import Pace
from fluxion.kernels.forecasting.traits import Traits

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]

CLASSES = len(DEMAND_CLASSES)
DEAD, NEW, SMOOTH, INTERMITTENT, ERRATIC, LUMPY = range(CLASSES)
NONE, EARLY_MEAN, COMBINATION, PEERS, ELSEWHERE = range(len(MODELS))

_ADI_CUT, _CV2_CUT = 1.32, 0.49  # Syntetos, Boylan & Croston 2005
_FEW_SALES = 3  # fewer keep a series new three times as long
_DEAD_INTERVALS = 4.0


def demand_classes(series: Traits, open_steps: Floats, n_days: int, pace: Pace) -> tuple[Codes, Floats]:
    """Class of every series and its mean interval between sales (ADI), in open steps.

    Silence counts on steps with goods: what is out of stock cannot sell, and would never be ordered again. A year more of it, goods or
    not, is an end as well.
    """
    adi = np.where(series.sales > 0, np.maximum(open_steps, 1.0) / np.maximum(series.sales, 1.0), np.inf)
    often, steady = adi <= _ADI_CUT, series.cv2 <= _CV2_CUT
    code = np.where(often, np.where(steady, SMOOTH, ERRATIC), np.where(steady, INTERMITTENT, LUMPY))
    short = np.where(series.sales < _FEW_SALES, 3 * pace.early, pace.early)
    code = np.where(open_steps < short, NEW, code)
    silent = n_days - 1 - series.last
    interval = (series.last - series.first + 1) / np.maximum(series.sales - 1, 1)
    interval = np.where(series.sales < 2, 0.0, interval)
    most = np.maximum(pace.dead, _DEAD_INTERVALS * interval)
    gone = (series.sales == 0) | (silent - series.away > most) | (silent > most + pace.year)
    return np.where(gone, DEAD, code).astype(np.int8), adi
