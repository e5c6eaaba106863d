"""Traits of the series before any model runs: since when, how large, how often, how alike from step to step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.compiling import compiled
from fluxion.kernels.forecasting.demand import Demand

Floats = NDArray[np.float64]
Days = NDArray[np.int32]
Keys = NDArray[np.uint64]

_MOST_UNITS = 50.0  # in a usual sale, for it to matter that they are whole


@dataclass(frozen=True)
class Traits:
    """Per series: first step on sale, last with a sale, steps without goods (or not known) since then, mean sale size (`scale`), cap for giants (in mean sizes), number
    of sales, CV² of sizes, variation of weekly sums, the unit that
    all sales are multiples of (0: none to speak of), and a key that depends on nothing but when it sold more or less."""

    first: Days
    last: Days
    away: Floats
    scale: Floats
    cap: Floats
    sales: Floats
    cv2: Floats
    weekly_cv: Floats
    unit: Floats
    key: Keys


@compiled
def _sizes(ptr: NDArray[np.int64], units: Floats, scale: Floats, cap: Floats, counts: Floats, cv2: Floats) -> None:
    for i in range(len(ptr) - 1):
        row = units[ptr[i] : ptr[i + 1]]
        largest = 0.0
        for x in row:
            largest = max(largest, x)
        if largest <= 0.0:
            scale[i], cap[i] = 1.0, np.inf
            continue
        positive = row[row > 0.0] / largest
        mean = positive.mean()
        positive /= mean
        scale[i] = max(mean * largest, 5e-324)
        counts[i] = len(positive)
        cv2[i] = ((positive - 1.0) ** 2).mean()
        cap[i] = 1.5 * np.quantile(positive, 0.9) if len(positive) >= 4 else np.inf


@compiled
def _variations(
    ptr: NDArray[np.int64], day: Days, units: Floats, scale: Floats, first: Days, n_days: int, bucket: int, most: int, out: Floats
) -> None:
    """CV of the sums of the last whole buckets (weeks; months for months)."""
    for i in range(len(ptr) - 1):
        buckets = min((n_days - first[i]) // bucket, most)
        if buckets < 2:
            continue
        sums = np.zeros(buckets)
        for j in range(ptr[i], ptr[i + 1]):
            ago = (n_days - 1 - day[j]) // bucket
            if ago < buckets:
                sums[ago] += units[j] / scale[i]
        mean = sums.mean()
        if mean > 0:
            out[i] = np.sqrt(((sums - mean) ** 2).mean()) / mean


@compiled
def _units(ptr: NDArray[np.int64], units: Floats, scale: Floats, out: Floats) -> None:
    """Greatest quantity that every sale is a multiple of, where it is not small beside a usual sale."""
    for i in range(len(ptr) - 1):
        found = 0.0
        for j in range(ptr[i], ptr[i + 1]):
            a, b = units[j] / scale[i], found
            while b > 1e-6:
                a, b = b, a - np.floor(a / b + 1e-6) * b
            found = a
            if found < 1.0 / _MOST_UNITS:
                found = 0.0
                break
        out[i] = found * scale[i] if found > 0.0 else 0.0


@compiled
def _keys(ptr: NDArray[np.int64], day: Days, units: Floats, out: Keys) -> None:
    """A hash (splitmix64) of the steps sold on and of where the next sale is larger: the same in any unit and order."""
    for i in range(len(ptr) - 1):
        state = np.uint64(0x9E3779B97F4A7C15)
        for j in range(ptr[i], ptr[i + 1]):
            more = j + 1 < ptr[i + 1] and units[j + 1] > units[j]
            state ^= np.uint64(2 * day[j] + more + 1)
            state *= np.uint64(0xBF58476D1CE4E5B9)
            state ^= state >> np.uint64(27)
        state *= np.uint64(0x94D049BB133111EB)
        out[i] = state ^ (state >> np.uint64(31))


def _away_since(demand: Demand, last: Days) -> Floats:
    """Steps' worth without goods, or not known, since each series sold last: no silence of the customers."""
    outs = demand.stock_outs
    if outs is None:
        return np.zeros(demand.n)
    row = np.repeat(np.arange(demand.n), np.diff(outs.ptr))
    return np.asarray(np.bincount(row, np.where(outs.day > last[row], outs.share, 0.0), demand.n), np.float64)


def traits_of(demand: Demand) -> Traits:
    """The traits of every series."""
    n, has = demand.n, np.diff(demand.ptr) > 0
    scale, cap, sales, cv2, weekly = np.ones(n), np.full(n, np.inf), np.zeros(n), np.zeros(n), np.full(n, np.nan)
    _sizes(demand.ptr, demand.units, scale, cap, sales, cv2)
    first, last = np.full(n, demand.n_days, np.int32), np.full(n, -1, np.int32)
    first[has], last[has] = demand.day[demand.ptr[:-1][has]], demand.day[demand.ptr[1:][has] - 1]
    if demand.start is not None:
        first = np.where(demand.start >= 0, np.minimum(demand.start, first), first).astype(np.int32)
    bucket, most = (7, 52) if demand.step == "day" else (1, 52 if demand.step == "week" else 12)
    _variations(demand.ptr, demand.day, demand.units, scale, first, demand.n_days, bucket, most, weekly)
    unit, key = np.zeros(n), np.zeros(n, np.uint64)
    _units(demand.ptr, demand.units, scale, unit)
    _keys(demand.ptr, demand.day, demand.units, key)
    return Traits(first, last, _away_since(demand, last), scale, cap, sales, cv2, weekly, unit, key)
