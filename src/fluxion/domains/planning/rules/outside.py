"""What another forecaster is told of a file, and what of its answer is passed on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.errors import NotANumber
from fluxion.domains.planning.ports import Floats, Forecaster
from fluxion.domains.planning.rules.series_file import SeriesFile, file_demand

AT_ONCE = 4_096  # histories; they are dense
_LARGEST = float(np.finfo(np.float32).max)


@dataclass(frozen=True)
class Told:
    """Means [n, horizon] and quantiles [n, horizon, levels] of a horizon, whoever said them."""

    horizon: int
    mean: NDArray[np.float32]
    quantiles: NDArray[np.float32]


def histories_of(file: SeriesFile, series: slice) -> list[Floats]:
    """The known past of some series, step by step from the first row on; nan where it is unknown, closed or wholly out of stock.

    A series without any known step has an empty history.
    """
    begin, end = np.searchsorted(file.series, [series.start, min(series.stop, file.n)])
    rows = np.flatnonzero(file.past[begin:end]) + begin
    row, step = file.series[rows] - series.start, file.step[rows]
    units = file.y[rows].copy()
    for share in (file.out, file.closed):
        if share is not None:
            units[(share[rows] >= 1.0) & ~(units > 0)] = np.nan
    dense = np.full((min(series.stop, file.n) - series.start, file.n_steps), 0.0 if file.gaps == "zero" else np.nan)
    dense[row, step] = units
    first = np.full(len(dense), file.n_steps, np.int64)
    known = ~np.isnan(units)
    np.minimum.at(first, row[known], step[known])
    return [each[at:] for each, at in zip(dense, first, strict=True)]


def outside_forecasts(file: SeriesFile, forecaster: Forecaster, horizon: int, levels: tuple[float, ...]) -> Told:
    """What another forecaster says of every series: never negative, quantiles rising, nothing where closed or nothing was ever known.

    Refused as `NotANumber` where it answers what is no number.
    """
    mean = np.zeros((file.n, horizon), np.float32)
    quantiles = np.zeros((file.n, horizon, len(levels)), np.float32)
    for begin in range(0, file.n, AT_ONCE):
        histories = histories_of(file, slice(begin, begin + AT_ONCE))
        rows = [at for at, history in enumerate(histories) if np.any(history > 0)]  # what never sold is 0, as the engine has it
        if not rows:
            continue
        means, found = forecaster.predict_quantiles([histories[at] for at in rows], horizon, levels)
        at = np.asarray(rows) + begin
        _refuse_what_is_no_number(file, at, means, found, forecaster.name)
        mean[at] = np.clip(means, 0.0, _LARGEST)
        quantiles[at] = np.maximum.accumulate(np.clip(found, 0.0, _LARGEST), axis=2)
    demand, closed = file_demand(file, horizon)
    assert demand.calendar is not None
    is_open = ~closed[demand.calendar]
    return Told(horizon, mean * is_open, quantiles * is_open[:, :, None])


def _refuse_what_is_no_number(file: SeriesFile, rows: NDArray[np.int64], means: Floats, found: Floats, name: str) -> None:
    bad = ~(np.isfinite(means).all(1) & np.isfinite(found).all((1, 2)))
    if bad.any():
        raise NotANumber(model=name, series=str(file.ids[int(rows[np.argmax(bad)])]))
