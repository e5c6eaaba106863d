"""What a product sells at a place where it is new: what it sells at others, times how large the place is beside them."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.compiling import compiled
from fluxion.kernels.forecasting.demand import Demand
from fluxion.kernels.forecasting.steps import PACES
from fluxion.kernels.forecasting.traits import Traits

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_ROUNDS = 20
_LEAST_PLACES = 3
_APART = 0.25  # squared deviation, of sizes and of series from pace x size, where too few are known to measure it; real ones: 0.02 to 0.2
_LEAST_SPREAD, _MOST_SPREAD = 0.02, 4.0
_USUAL_NOISE = 2.0  # variance of a count of sales, per sale: 1 + CV² of their sizes
_LARGEST = float(np.finfo(np.float32).max)  # the most a forecast says: sums of it are still numbers
_MOST_OFF = 25.0  # squared relative miss of a single series that still counts in full


@dataclass(frozen=True)
class Rates:
    """What every series at a place sold in its last window: units, number of sales, steps with goods; `age` is how long it is on sale."""

    item: Ints
    place: Ints
    units: Floats
    sales: Floats
    steps: Floats
    age: Ints

    def of(self, rows: Ints | NDArray[np.bool_]) -> Rates:
        """Those of some rows."""
        return Rates(*(getattr(self, each.name)[rows] for each in fields(self)))


@dataclass(frozen=True)
class Places:
    """What each item sells per step at a place of size 1 (in sales, of `scale` units each), at how many places that is known, the size of
    each place with its squared relative doubt (`apart` where nothing sold yet), and how far, squared and relative, a series lies from pace × size.
    """

    item: Ints
    pace: Floats
    scale: Floats
    known_at: Ints
    place: Ints
    size: Floats
    doubt: Floats
    usual_size: float
    apart: float
    spread: float

    def pace_of(self, item: Ints) -> tuple[Floats, Floats, Ints]:
        """Sales per step at a place of size 1, units of a sale, and the places that tell, of each item; nan where nobody knows."""
        at = _found(item, self.item)
        known = at >= 0
        pace, scale = (np.where(known, values[at], np.nan) for values in (self.pace, self.scale))
        return pace, scale, np.where(known, self.known_at[at], 0)

    def size_of(self, place: Ints) -> tuple[Floats, Floats]:
        """The size of each place and its doubt; 1, the median, where it is not known."""
        at = _found(place, self.place)
        return np.where(at >= 0, self.size[at], 1.0), np.where(at >= 0, self.doubt[at], self.apart)


def _found(asked: Ints, known: Ints) -> Ints:
    """Row of each code among the rising codes known, of which there is one at least; -1 for those that are not there."""
    at = np.minimum(np.searchsorted(known, asked), len(known) - 1)
    return np.where(known[at] == asked, at, -1)


@compiled
def _lately(ptr: Ints, day: NDArray[np.int32], units: Floats, most: Floats, since: Ints, sold: Floats, times: Floats) -> None:
    """Units, giants cut to `most`, and number of sales of every series since a step of its own."""
    for i in range(len(ptr) - 1):
        j = ptr[i + 1] - 1
        while j >= ptr[i] and day[j] >= since[i]:
            sold[i] += min(units[j], most[i])
            times[i] += 1.0
            j -= 1


def rates_of(demand: Demand, series: Traits) -> Rates | None:
    """What the series of a bucket that lie at a place, and are not over, sold lately; None where no places are told."""
    if demand.item is None or demand.place is None:
        return None
    pace, n = PACES[demand.step], demand.n_days
    rows = np.flatnonzero((demand.item >= 0) & (demand.place >= 0) & (series.first < n) & (n - 1 - series.last <= pace.dead))
    since = np.maximum(series.first.astype(np.int64), n - pace.rhythm.window)
    sold, times = np.zeros(demand.n), np.zeros(demand.n)
    with np.errstate(over="ignore"):
        most = np.minimum(series.cap * series.scale, _LARGEST)
    _lately(demand.ptr, demand.day, demand.units, most, since, sold, times)
    item, place = demand.item.astype(np.int64), demand.place.astype(np.int64)
    return Rates(item, place, sold, times, _steps_with_goods(demand, since), n - series.first.astype(np.int64)).of(rows)


def _steps_with_goods(demand: Demand, since: Ints) -> Floats:
    assert demand.closed is not None and demand.calendar is not None
    opened = np.zeros((len(demand.closed), demand.n_days + 1))
    opened[:, 1:] = np.cumsum(~demand.closed, axis=1)
    steps = opened[demand.calendar, -1] - opened[demand.calendar, np.minimum(since, demand.n_days)]
    if (outs := demand.stock_outs) is not None:
        row = np.repeat(np.arange(demand.n), np.diff(outs.ptr))
        counts = (outs.day >= since[row]) & ~demand.closed[demand.calendar[row], outs.day]
        steps -= np.bincount(row[counts], outs.lost_share[counts], demand.n)
    result: Floats = np.maximum(steps, 0.0)
    return result


def joined_rates(parts: list[Rates | None]) -> Rates | None:
    """The rates of several buckets as one; None where no places are told."""
    told = [each for each in parts if each is not None]
    if not told:
        return None
    return Rates(*(np.concatenate([getattr(part, each.name) for part in told]) for each in fields(Rates)))


def learn_places(rates: Rates | None, settled: int) -> Places | None:
    """Paces of items and sizes of places, from series that have sold for `settled` steps; None without any.

    A series sells pace × size, both found by proportional fitting; the median place has size 1. A place is drawn to that by as many
    sales as the sizes of places differ little, so that one without a settled series is as large as what its new ones sold so far says.
    Rows are sorted first: buckets and their order change nothing.

    Two items at three places, the third twice as large; a fourth opened ten steps ago and sold 1.5 times what the usual one does.

    >>> item, place = np.array([1, 1, 1, 2, 2, 2, 1, 2]), np.array([1, 2, 3, 1, 2, 3, 4, 4])
    >>> steps = np.where(place == 4, 10, 50)
    >>> sales = steps * np.array([1.0, 2.0])[item - 1] * np.array([1.0, 1.0, 2.0, 1.5])[place - 1]
    >>> found = learn_places(Rates(item, place, 6 * sales, sales, steps, steps), 28)
    >>> found.pace.round(3), found.scale, found.size.round(2)
    (array([1., 2.]), array([6., 6.]), array([1.  , 1.  , 1.96, 1.42]))
    """
    if rates is None or not len(rates.item):
        return None
    rates = rates.of(np.lexsort((rates.place, rates.item)))
    rates = rates.of(rates.steps > 0)
    is_settled = rates.age >= settled
    old = rates.of(is_settled)
    if not len(old.item):
        return None
    items, row = np.unique(old.item, return_inverse=True)
    times, units = np.bincount(row, old.sales), np.bincount(row, old.units)
    scale = np.where(times > 0, units / np.maximum(times, 1.0), 1.0)
    sold = old.units / scale[row]
    places, at = np.unique(rates.place, return_inverse=True)
    pace, size = _fitted(row, at[is_settled], sold, old.steps, len(places))
    spread = _spread(row, sold, pace[row] * size[at[is_settled]] * old.steps)
    known = _found(rates.item, items)
    told = known >= 0
    apart = _apart(size)
    size, doubt = _sizes(rates.of(told), at[told], scale[known[told]], pace[known[told]], np.full(len(places), apart))
    usual = float(size[at[is_settled]].mean())
    return Places(items, pace, scale, np.bincount(row), places, size, doubt, usual, apart, spread)


def _fitted(row: Ints, at: Ints, sold: Floats, steps: Floats, places: int) -> tuple[Floats, Floats]:
    """Paces and sizes whose products add up to what each item and each place sold; nan for places without a settled series."""
    size = np.ones(places)
    for _ in range(_ROUNDS):
        pace = np.bincount(row, sold) / np.bincount(row, size[at] * steps)
        size = np.bincount(at, sold, places) / np.maximum(np.bincount(at, pace[row] * steps, places), 1e-300)
        size = np.maximum(size / _median(size[np.bincount(at, minlength=places) > 0]), 1e-3)
    pace = np.bincount(row, sold) / np.bincount(row, size[at] * steps)
    size[np.bincount(at, minlength=places) == 0] = np.nan
    return pace, size


def _median(size: Floats) -> float:
    found = float(np.median(size))
    return found if found > 0 else 1.0


def _apart(size: Floats) -> float:
    """Squared deviation of the sizes of places from the median one; those without a settled series are nan."""
    told = size[~np.isnan(size)]
    if len(told) < _LEAST_PLACES:
        return _APART
    return float(np.clip(np.mean(np.minimum((told - 1.0) ** 2, _MOST_SPREAD)), _LEAST_SPREAD, _MOST_SPREAD))


def _sizes(rates: Rates, at: Ints, scale: Floats, pace: Floats, apart: Floats) -> tuple[Floats, Floats]:
    """Sizes by all that is sold, new series included, drawn to the median, with the doubt left of each."""
    lent = _USUAL_NOISE / apart
    came, expected = (np.bincount(at, each, len(apart)) for each in (rates.units / scale, pace * rates.steps))
    return (came + lent) / (expected + lent), apart * lent / (expected + lent)


def _spread(row: Ints, sold: Floats, expected: Floats) -> float:
    """Squared relative deviation of settled series from pace × size beyond their noise (method of moments)."""
    number = np.bincount(row)[row]
    use = (number >= _LEAST_PLACES) & (expected > 0)
    if use.sum() < _LEAST_PLACES:
        return _APART
    said, came, free = expected[use], sold[use], 1.0 - 1.0 / number[use]
    noise = _USUAL_NOISE * said
    surplus = np.minimum((came - said) ** 2 / free - noise, _MOST_OFF * said**2) / said**2
    trust = said**2 / (noise + 0.3 * said**2)
    return float(np.clip((surplus * trust).sum() / trust.sum(), _LEAST_SPREAD, _MOST_SPREAD))
