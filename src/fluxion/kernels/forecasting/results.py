"""What a forecast consists of, and the words for its kinds of demand and of model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DEMAND_CLASSES = ("dead", "new", "smooth", "intermittent", "erratic", "lumpy")
MODELS = ("none", "early_mean", "combination", "peers", "elsewhere")


@dataclass(frozen=True)
class Forecasts:
    """Forecasts of n series over `horizon` steps (days, weeks or months), and what is needed to go beyond it.

    `mean` [n, h] and `quantiles` [n, h, k] are units per step, quantiles rising with `levels` (none asked, none kept:
    `quantiles_of_sums` gives those of any sum). `daily_mean` is the expected units per normal step at the present level,
    `daily_sd` the deviation of one such step from its forecast, `drift` [n, lengths] the relative deviation of the level
    itself over sums of so many steps (`lengths`), which a long period does not average out; `scores` [classes, lengths,
    grid] says where quantiles truly lie; `common` [lengths] is the part of the deviation that whole groups share. `unit`
    is the quantity that all sales so far were multiples of, 0 where there is none to speak of. Of series that are new at their place
    `lent_pace` says what the item sells per normal step at a usual one of `lent_places` others, `lent_size` how large the place is
    beside it (nan elsewhere); `from_new` is the part of a centre's `daily_mean` that new series it supplies are expected to sell.
    """

    horizon: int
    levels: tuple[float, ...]
    first_weekday: int
    mean: NDArray[np.float32]
    quantiles: NDArray[np.float32]
    demand_class: NDArray[np.int8]
    model: NDArray[np.int8]
    daily_mean: NDArray[np.float64]
    daily_sd: NDArray[np.float64]
    drift: NDArray[np.float64]
    zero_share: NDArray[np.float64]
    weekday: NDArray[np.float64]
    lengths: NDArray[np.float64]
    scores: NDArray[np.float64]
    common: NDArray[np.float64]
    unit: NDArray[np.float64]
    level_ahead: NDArray[np.float64]
    adi: NDArray[np.float64]
    cv2: NDArray[np.float64]
    weekly_cv: NDArray[np.float64]
    history_days: NDArray[np.int32]
    lent_pace: NDArray[np.float64] | None = None
    lent_size: NDArray[np.float64] | None = None
    lent_places: NDArray[np.float64] | None = None
    from_new: NDArray[np.float64] | None = None

    def class_names(self) -> list[str]:
        """The demand class of every series in words."""
        return [DEMAND_CLASSES[code] for code in self.demand_class]

    def model_names(self) -> list[str]:
        """The model behind every series in words."""
        return [MODELS[code] for code in self.model]


@dataclass(frozen=True)
class ProtectionDemand:
    """Demand over lead time plus review period: its expected length, mean, deviation and the quantile asked for."""

    days: NDArray[np.float64]
    mean: NDArray[np.float64]
    sd: NDArray[np.float64]
    quantile: NDArray[np.float64]
