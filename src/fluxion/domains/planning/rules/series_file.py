"""A file of series as arrays, and the demand that the engine takes from it: what is zero, unknown, closed, known ahead."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from fluxion.domains.planning.rules.series_words import cold_codes, group_codes
from fluxion.domains.planning.rules.steps import Calendar
from fluxion.kernels.forecasting import Demand, Regressors, StockOuts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Days = NDArray[np.int32]
Flags = NDArray[np.bool_]
Gaps = Literal["zero", "unknown"]

_LAUNCH_INTERVALS = 4.0  # of zeros before the first sale, from which on the item was not on sale yet
_SLICE = 20_000
_PRICES = ("price", "precio", "preço", "preco")
_MOSTLY = 0.95
_LARGE = 10.0


@dataclass(frozen=True)
class SeriesFile:
    """Rows sorted by series and step: `series` and `step` number them, `y` is nan where it is unknown.

    `ids` are the series as they were written; `n_steps` are the steps up to the last known y: rows after it tell the future.
    `known` are the columns known beside y, nan where they are not; `out` and `closed` likewise. `static` holds words about
    each series, None where there are none; `ignored` names the columns that are neither.
    """

    ids: pa.Array
    ds_type: pa.DataType
    calendar: Calendar
    n_steps: int
    gaps: Gaps
    series: Ints
    step: Ints
    y: Floats
    known: dict[str, Floats]
    out: Floats | None
    closed: Floats | None
    static: dict[str, list[Any]]
    ignored: tuple[str, ...]

    @property
    def n(self) -> int:
        """Number of series."""
        return len(self.ids)

    @property
    def past(self) -> Flags:
        """Which rows tell the past."""
        return self.step < self.n_steps

    @property
    def ended_early(self) -> int:
        """How many series have their last known y before the newest of the file."""
        known = ~np.isnan(self.y)
        last = np.full(self.n, -1, np.int64)
        np.maximum.at(last, self.series[known], self.step[known])
        return int(np.sum(last < self.n_steps - 1))


def file_demand(file: SeriesFile, horizon: int) -> tuple[Demand, Flags]:
    """The demand of a file, and which steps ahead each calendar is closed on [calendars, horizon]."""
    sold = file.past & (file.y > 0)
    ptr = np.searchsorted(file.series[sold], np.arange(file.n + 1))
    closed, calendar = _closed(file, horizon)
    start = _starts(file)
    demand = Demand(
        ptr=ptr,
        day=file.step[sold].astype(np.int32),
        units=file.y[sold],
        n_days=file.n_steps,
        first_weekday=file.calendar.first_weekday,
        closed=closed[:, : file.n_steps],
        calendar=calendar,
        start=start.astype(np.int32),
        stock_outs=_stock_outs(file, start),
        group=group_codes(file.static, file.n),
        step=file.calendar.step,
        first_date=file.calendar.first_date,
        regressors=_regressors(file, horizon),
        cold=cold_codes(file.static, _levels(file)),
    )
    if file.calendar.step == "day" and not file.calendar.plain and file.closed is None:
        demand = demand.with_closed_detected()
    return demand, closed[:, file.n_steps :]


def _levels(file: SeriesFile) -> Floats:
    """Mean known units per step of each series; nan where nothing is known."""
    known = file.past & ~np.isnan(file.y)
    count = np.bincount(file.series[known], minlength=file.n)
    total = np.bincount(file.series[known], file.y[known], file.n)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _starts(file: SeriesFile) -> Ints:
    """First step on sale: the first known one, or the first sale (-1) after zeros too long to have been on sale.

    Counting from the first sale on overstates what sells rarely; counting zeros from before an item existed understates it.
    Zeros of more than four mean intervals between sales are taken for the time before it existed, as the engine takes as
    many after the last sale for its end. A series without any known step begins with the last one: it is new.
    """
    known = file.past & ~np.isnan(file.y)
    first = np.full(file.n, file.n_steps, np.int64)
    np.minimum.at(first, file.series[known], file.step[known])
    sold = file.past & (file.y > 0)
    sale, last, count = np.full(file.n, -1, np.int64), np.full(file.n, -1, np.int64), np.bincount(file.series[sold], minlength=file.n)
    np.maximum.at(last, file.series[sold], file.step[sold])
    sale[count > 0] = file.step[sold][np.searchsorted(file.series[sold], np.flatnonzero(count > 0))]
    interval = (last - sale + 1) / np.maximum(count, 1)
    before = sale - first
    return np.where((count > 0) & (before > _LAUNCH_INTERVALS * interval), -1, np.minimum(first, file.n_steps - 1))


def _stock_outs(file: SeriesFile, start: Ints) -> StockOuts | None:
    """Steps without goods and steps that are not known: these count as out altogether."""
    share = np.zeros(len(file.y)) if file.out is None else np.nan_to_num(file.out)
    share = np.where(np.isnan(file.y), 1.0, share)
    rows = file.past & (share > 0)
    series, step, share = file.series[rows], file.step[rows], share[rows]
    if file.gaps == "unknown":
        missing_series, missing_step = _missing(file, start)
        series, step = np.concatenate([series, missing_series]), np.concatenate([step, missing_step])
        share = np.concatenate([share, np.ones(len(missing_step))])
        order = np.lexsort((step, series))
        series, step, share = series[order], step[order], share[order]
    if not len(step):
        return None
    return StockOuts(np.searchsorted(series, np.arange(file.n + 1)), step.astype(np.int32), share)


def known_since(file: SeriesFile, since: int) -> Floats:
    """Share of the steps from `since` to the end of the history of which each series' y is known.

    Where a step without a row sold nothing, only rows without y are unknown.
    """
    late = file.past & (file.step >= since)
    known = ~np.isnan(file.y)
    steps = max(file.n_steps - since, 1)
    if file.gaps == "unknown":
        return np.bincount(file.series[late & known], minlength=file.n) / steps
    return 1.0 - np.bincount(file.series[late & ~known], minlength=file.n) / steps


def _missing(file: SeriesFile, start: Ints) -> tuple[Ints, Ints]:
    """Steps on sale that have no row at all."""
    rows, steps = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    bounds = np.searchsorted(file.series, np.arange(0, file.n + _SLICE, _SLICE))
    for part, begin in enumerate(range(0, file.n, _SLICE)):
        here = slice(bounds[part], bounds[part + 1])
        count = min(_SLICE, file.n - begin)
        there = np.arange(file.n_steps) < np.maximum(start[begin : begin + count], 0)[:, None]
        past = file.step[here] < file.n_steps
        there[file.series[here][past] - begin, file.step[here][past]] = True
        row, step = np.nonzero(~there)
        rows.append(row + begin)
        steps.append(step)
    return np.concatenate(rows), np.concatenate(steps)


def _closed(file: SeriesFile, horizon: int) -> tuple[Flags, Days]:
    """Closed steps, those ahead included, one row per calendar that some series keep, and the row of each series."""
    steps = file.n_steps + horizon
    if file.closed is None or not np.any(file.closed > 0):
        return np.zeros((1, steps), np.bool_), np.zeros(file.n, np.int32)
    rows = (file.closed > 0) & (file.step < steps)
    series, step = file.series[rows], file.step[rows]
    ends = np.searchsorted(series, np.arange(file.n + 1))
    names: dict[bytes, int] = {}
    calendar = np.array([names.setdefault(step[a:b].tobytes(), len(names)) for a, b in pairwise(ends)], np.int32)
    closed = np.zeros((len(names), steps), np.bool_)
    for days, row in names.items():
        closed[row, np.frombuffer(days, np.int64)] = True
    return closed, calendar


def _regressors(file: SeriesFile, horizon: int) -> Regressors | None:
    """What is known beside y, as the engine likes it: "as usual" is 0; steps at which a value is unknown are as usual."""
    rows = file.step < file.n_steps + horizon
    names, columns = [], []
    for name, values in file.known.items():
        told = _against_usual(name, file.series[rows], values[rows], file.n)
        if np.any(told != 0):
            names.append(name)
            columns.append(told)
    if not names:
        return None
    table = np.stack(columns, axis=1)
    some = np.any(table != 0, axis=1)
    series, step = file.series[rows][some], file.step[rows][some]
    return Regressors(tuple(names), np.searchsorted(series, np.arange(file.n + 1)), step.astype(np.int32), table[some])


def _against_usual(name: str, series: Ints, values: Floats, n: int) -> Floats:
    """A column against what is usual for each series.

    A price (so called, or above zero in 95 % of the rows and never below): logarithm of its ratio to the series' median; a price of 0 is no
    price. What is mostly zero (flags, strengths of promotions): as it is. Anything else: less the series' median. Large
    numbers are told in units of the largest.
    """
    known = ~np.isnan(values)
    if not known.any() or np.ptp(values[known]) == 0:
        return np.zeros(len(values))
    called = any(word in name for word in _PRICES)
    if values[known].min() >= 0 and (called or np.mean(values[known] > 0) >= _MOSTLY):
        told = np.log(np.where(values > 0, values, np.nan))
        told -= _usual(series, told, n)[series]
    elif np.median(values[known]) == 0:
        told = values
    else:
        told = values - _usual(series, values, n)[series]
    told = np.nan_to_num(told)
    largest = float(np.abs(told).max())
    return np.asarray(told / largest if largest > _LARGE else told, np.float64)


def _usual(series: Ints, values: Floats, n: int) -> Floats:
    """Median of each series' known values; 0 where none is known."""
    known = ~np.isnan(values)
    order = np.lexsort((values[known], series[known]))
    row, sorted_values = series[known][order], values[known][order]
    begin = np.searchsorted(row, np.arange(n + 1))
    count = np.diff(begin)
    has = np.flatnonzero(count > 0)
    median = np.zeros(n)
    low, high = begin[has] + (count[has] - 1) // 2, begin[has] + count[has] // 2
    median[has] = 0.5 * (sorted_values[low] + sorted_values[high])
    return median
