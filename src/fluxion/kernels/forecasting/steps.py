"""What a step is: how long a year lasts in it, and how quickly models forget."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.forecasting.demand import Step

Floats = NDArray[np.float64]


class Rhythm(NamedTuple):
    """Time constants of the candidate models, in steps (halves of a weight) or per step (smoothing)."""

    size_quick: float
    chance_quick: float
    size_slow: float
    chance_slow: float
    warm: float
    window: int
    rate_half_life: float
    size_half_life: float
    ses: float
    ses_slow: float
    bucket: int  # of the damped trend
    opening: int  # buckets its first level is the mean of
    damping: float
    buckets: tuple[int, int, int, int, int, int]


@dataclass(frozen=True)
class Pace:
    """Everything that depends on how long a step is."""

    rhythm: Rhythm
    cycle: int  # steps of the short profile, 1 for none
    year: float
    harmonics: int
    hold_outs: tuple[int, ...]  # earlier origins, steps before the end
    lengths: tuple[int, ...]  # sums that are calibrated, rising; models are judged by the one at JUDGED
    least_before: int  # steps an earlier origin needs
    early: int  # steps of a history that is still new
    dead: int  # steps of silence
    half_year: int  # half the window whose level effects are measured against
    near: tuple[int, ...] = ()  # origins of histories too short for any of the hold-outs
    least_before_near: int = 0

    def within(self, steps: int) -> Pace:
        """The same for a history of so many steps: with the nearer origins where none of the usual ones fits."""
        if not self.near or steps - min(self.hold_outs) >= self.least_before:
            return self
        return replace(self, hold_outs=self.near, least_before=self.least_before_near)


JUDGED = 3  # place among the lengths

PACES: dict[Step, Pace] = {
    "day": Pace(
        Rhythm(0.05, 0.1, 0.02, 0.05, 28.0, 56, 14.0, 30.0, 0.15, 0.03, 7, 4, 0.9, (1, 2, 4, 7, 14, 28)),
        7, 365.25, 3, (28, 56, 84), (1, 7, 14, 28, 56), 28, 20, 180, 183, (7, 14, 21), 14,
    ),
    "week": Pace(
        Rhythm(0.1, 0.2, 0.05, 0.1, 8.0, 13, 6.0, 15.0, 0.3, 0.1, 1, 8, 0.9, (1, 2, 4, 8, 13, 26)),
        1, 365.25 / 7, 3, (8, 12, 16, 20, 24, 28, 32), (1, 2, 4, 8, 13), 8, 8, 26, 26,
    ),
    "month": Pace(
        Rhythm(0.1, 0.2, 0.05, 0.1, 6.0, 12, 6.0, 12.0, 0.3, 0.1, 1, 6, 0.9, (1, 2, 3, 4, 6, 12)),
        1, 12.0, 6, (6, 8, 10, 12, 14, 16, 18), (1, 2, 3, 6, 12), 6, 4, 6, 6,
    ),
}  # fmt: skip


def place_in_year(first: date, steps: int, step: Step) -> Floats:
    """Share of the year gone by in the middle of every step.

    >>> place_in_year(date(2025, 1, 1), 3, "month").round(3).tolist()
    [0.042, 0.125, 0.208]
    """
    if step == "month":
        return np.asarray((first.month - 1 + np.arange(steps) + 0.5) / 12 % 1, np.float64)
    wide = 1 if step == "day" else 7
    days = np.datetime64(first + timedelta(days=wide // 2), "D") + wide * np.arange(steps)
    begin = days.astype("datetime64[Y]").astype("datetime64[D]")
    return np.asarray((days - begin).astype(np.float64) / 365.25, np.float64)


def yearly_basis(first: date | None, steps: int, step: Step) -> Floats:
    """Waves of one year and its parts at every step [steps, waves]; none without a date."""
    if first is None:
        return np.zeros((steps, 0))
    place, waves = place_in_year(first, steps, step), []
    for k in range(1, PACES[step].harmonics + 1):
        waves.append(np.cos(2 * np.pi * k * place))
        if 2 * k < 12 or step != "month":
            waves.append(np.sin(2 * np.pi * k * place))
    return np.stack(waves, axis=1)
