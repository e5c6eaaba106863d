"""Series that are new: the pace of the same item at other places, or of others like it, until their own sales tell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.forecasting import pooling
from fluxion.kernels.forecasting.classes import COMBINATION, DEAD, EARLY_MEAN, ELSEWHERE, NEW, NONE, PEERS
from fluxion.kernels.forecasting.demand import Demand
from fluxion.kernels.forecasting.learning import Pooled
from fluxion.kernels.forecasting.passes import Levels
from fluxion.kernels.forecasting.peers import attributes_of
from fluxion.kernels.forecasting.places import Places
from fluxion.kernels.forecasting.steps import Pace
from fluxion.kernels.forecasting.traits import Traits

Floats = NDArray[np.float64]
Codes = NDArray[np.int8]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Now:
    """Where every series stands, in its own mean sizes."""

    level: Floats
    step: Floats
    chance: Floats
    cv2: Floats
    noise: Floats
    drift: Floats


@dataclass(frozen=True)
class Lent:
    """Class and model of every series with what was lent counted in; where that is an item's pace at other places, the pace at a usual
    place (units per step), the size of this one beside it, and how many places tell, else nan."""

    code: Codes
    model: Codes
    pace: Floats
    size: Floats
    places: Floats

    def told(self) -> dict[str, Any]:
        """What forecasts tell of it; no series supplies others here."""
        told = {"lent_pace": self.pace, "lent_size": self.size, "lent_places": self.places, "from_new": np.zeros(len(self.pace))}
        return {"model": self.model, **told}


def lend(demand: Demand, pooled: Pooled, pace: Pace, series: Traits, now: Now, code: Codes, found: Levels) -> Lent:
    """Puts series that are new, or new and never sold, where the same item was at other places, else where their peers were."""
    model = np.select([code == DEAD, code == NEW], [NONE, EARLY_MEAN], COMBINATION).astype(np.int8)
    unsold, early = (series.sales == 0) & (found.open_days < 3 * pace.early), code == NEW
    told_of = _elsewhere(demand, pooled.places)
    lent = (unsold | early) & ~np.isnan(told_of.pace)
    if pooled.places is not None and lent.any():
        now.drift[lent] = pooled.drift[NEW]
        _like_elsewhere(series, now, np.flatnonzero(lent), told_of, found.in_stock_days, pooled.places.spread)
    told = np.zeros(demand.n, np.bool_) if demand.cold is None else np.any(demand.cold >= 0, axis=1) & ~lent
    if (told & (unsold | early)).any():
        _like_peers(demand, pooled, pace, series, now, (told & unsold, told & early), found.open_days)
    model[told & (unsold | early)], model[lent] = PEERS, ELSEWHERE
    code = np.where(unsold & (told | lent), NEW, code).astype(np.int8)
    return Lent(code, model, *(np.where(lent, each, np.nan) for each in (told_of.pace * told_of.scale, told_of.size, told_of.places)))


@dataclass(frozen=True)
class _Elsewhere:
    """Of every series: sales per step of its item at a usual place (nan: not known), units of a sale, how many places tell, the size of its
    own place and the doubt about it."""

    pace: Floats
    scale: Floats
    places: Floats
    size: Floats
    doubt: Floats


def _elsewhere(demand: Demand, places: Places | None) -> _Elsewhere:
    nan = np.full(demand.n, np.nan)
    if places is None or demand.item is None or demand.place is None:
        return _Elsewhere(nan, nan, nan, nan, nan)
    pace, scale, count = places.pace_of(demand.item.astype(np.int64))
    known = (demand.item >= 0) & (demand.place >= 0)
    return _Elsewhere(np.where(known, pace, np.nan), scale, count.astype(np.float64), *places.size_of(demand.place.astype(np.int64)))


def _like_peers(
    demand: Demand, pooled: Pooled, pace: Pace, series: Traits, now: Now, which: tuple[Flags, Flags], open_steps: Floats
) -> None:
    """Levels of items that are `unsold` or sold for a few steps only (`early`): the first pace of others like them, by size of place."""
    unsold, early = which
    size = np.ones(demand.n)
    if pooled.places is not None and demand.place is not None:
        size = pooled.places.size_of(demand.place.astype(np.int64))[0] / pooled.places.usual_size
    paces = pooled.peers.pace_of(attributes_of(demand)) * size / series.scale
    wait = pace.rhythm.warm / 2
    now.level[unsold] = paces[unsold]
    now.level[early] = ((series.sales + wait * np.minimum(paces, 1.0)) / (open_steps + wait))[early]
    now.chance[unsold] = np.clip(paces[unsold], 0.05, 1.0)
    now.noise[unsold | early] = pooling.day_variance(now.level, now.chance, now.cv2)[unsold | early]
    now.drift[unsold] = now.drift[unsold] + 1.0


def _like_elsewhere(series: Traits, now: Now, rows: NDArray[np.int64], told: _Elsewhere, steps: Floats, spread: float) -> None:
    """Levels of items new at their place: what they sell elsewhere times the size of the place, corrected by what they sold here.

    Credibility (Bühlmann): of K = (1 + CV²) / spread sales' worth, level = lent × (K + sold) / (K + expected so far). The doubt left of it is
    spread × K / (K + expected), beside that about the size.
    """
    lent, unit = (told.pace * told.size)[rows], told.scale[rows]
    worth = (1.0 + now.cv2[rows]) / spread
    expected, sold = lent * steps[rows], series.sales[rows] * (series.scale[rows] / unit)
    level = lent * (worth + sold) / (worth + expected)
    now.level[rows] = level * (unit / series.scale[rows])
    now.chance[rows] = np.clip(level, 1e-4, 1.0)
    now.noise[rows] = pooling.day_variance(now.level[rows], now.chance[rows], now.cv2[rows])
    now.drift[rows] += (spread * worth / (worth + expected) + told.doubt[rows])[:, None]
