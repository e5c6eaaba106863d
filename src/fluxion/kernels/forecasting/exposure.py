"""How much of a normal day each day was: weekday profile lent by the group, closed days, hours out of stock."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.compiling import compiled
from fluxion.kernels.forecasting.demand import Demand
from fluxion.kernels.forecasting.traits import Traits

Floats = NDArray[np.float64]

_LEND_SERIES = 100.0  # sale days' worth of the group's profile in a series' own
_LEND_GROUP = 200.0  # and of the whole company's in the group's
_RECENT_WEEKS = 8


@compiled
def weekday_counts(
    ptr: NDArray[np.int64],
    day: NDArray[np.int32],
    units: Floats,
    first: NDArray[np.int32],
    scale: Floats,
    cap: Floats,
    opened_before: NDArray[np.int64],
    calendar: NDArray[np.int32],
    first_weekday: int,
    sold: Floats,
    on_sale: Floats,
) -> None:
    """Per series and weekday: sizes sold (in mean sizes, giants capped) and open days on sale."""
    last_day = opened_before.shape[1] - 1
    for i in range(len(ptr) - 1):
        for j in range(ptr[i], ptr[i + 1]):
            sold[i, (day[j] + first_weekday) % 7] += min(units[j] / scale[i], cap[i])
        for w in range(7):
            on_sale[i, w] = opened_before[calendar[i], last_day, w] - opened_before[calendar[i], min(first[i], last_day), w]


def open_weekdays(demand: Demand) -> NDArray[np.bool_]:
    """Weekdays each calendar opens on at all, judged by the last eight weeks; [calendars, 7], Monday first."""
    assert demand.closed is not None
    weekday = (np.arange(demand.n_days) + demand.first_weekday) % 7
    opens = np.ones((len(demand.closed), 7), np.bool_)
    for calendar, closed in enumerate(demand.closed):
        for days in (slice(max(0, demand.n_days - 7 * _RECENT_WEEKS), None), slice(None)):
            seen, is_open = np.bincount(weekday[days], minlength=7), np.bincount(weekday[days][~closed[days]], minlength=7)
            opens[calendar] = (is_open > 0) | (seen == 0)
            if is_open.sum():
                break
        else:
            opens[calendar] = True
    return opens


def _opened_before(demand: Demand) -> NDArray[np.int64]:
    assert demand.closed is not None
    weekday = (np.arange(demand.n_days) + demand.first_weekday) % 7
    is_open = (~demand.closed)[:, :, None] & (weekday[:, None] == np.arange(7))
    counts = np.zeros((len(demand.closed), demand.n_days + 1, 7), np.int64)
    counts[:, 1:] = np.cumsum(is_open, axis=1)
    return counts


@dataclass(frozen=True)
class Weekdays:
    """What every series sold by weekday, in mean sizes, and what an even week would have sold."""

    sold: Floats
    expected: Floats


def weekdays_of(demand: Demand, traits: Traits) -> Weekdays:
    """Sales by weekday of every series, giants capped."""
    assert demand.calendar is not None
    sold, on_sale = np.zeros((demand.n, 7)), np.zeros((demand.n, 7))
    weekday_counts(
        demand.ptr, demand.day, demand.units, traits.first, traits.scale, traits.cap, _opened_before(demand), demand.calendar,
        demand.first_weekday, sold, on_sale,
    )  # fmt: skip
    return Weekdays(sold, on_sale * (sold.sum(1) / np.maximum(on_sale.sum(1), 1.0))[:, None])


def shared_weekdays(found: Weekdays, group: NDArray[np.int64], groups: int) -> Floats:
    """Weekday shares of each group, drawn to the company's, which is the last row; [groups + 1, 7]."""
    company = (found.sold.sum(0) + 7.0) / (found.expected.sum(0) + 7.0)
    sums = np.zeros((2, groups + 1, 7))
    np.add.at(sums[0], group, found.sold)
    np.add.at(sums[1], group, found.expected)
    lent = _LEND_GROUP / 7
    return np.asarray((sums[0] + lent * company) / (sums[1] + lent), np.float64)


def weekday_profiles(demand: Demand, traits: Traits, shared: Floats, group: NDArray[np.int64]) -> Floats:
    """Share of a normal day that every weekday is, per series; mean 1 over the week, 0 where the calendar is closed.

    On steps longer than a day there is nothing to share: a single 1 per series.
    """
    if demand.step != "day":
        return np.ones((demand.n, 1))
    found = weekdays_of(demand, traits)
    own = (found.sold + _LEND_SERIES / 7 * shared[group]) / (found.expected + _LEND_SERIES / 7)
    own *= open_weekdays(demand)[demand.calendar]
    return np.asarray(own / np.maximum(own.mean(1), 1e-12)[:, None], np.float64)
