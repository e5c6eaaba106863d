"""Demand history of many series in one compact shape: only the steps with sales are kept."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Literal, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from fluxion.kernels.forecasting.censoring import lost_at_closing
from fluxion.kernels.forecasting.lineage import lineage
from fluxion.kernels.forecasting.regressors import Regressors

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Days = NDArray[np.int32]
Flags = NDArray[np.bool_]
Step = Literal["day", "week", "month"]

STEPS: tuple[Step, ...] = ("day", "week", "month")

_RARE = 0.02  # of a usual day's number of series sold
_LEAST_SALES = 100
_BUSY = 10


def _fix(owner: object, name: str, value: ArrayLike | None, dtype: type) -> None:
    if value is not None:
        object.__setattr__(owner, name, np.ascontiguousarray(value, dtype=dtype))


def _check_rows(ptr: Ints, day: Days, n_days: int, what: str) -> None:
    if ptr.ndim != 1 or len(ptr) == 0 or ptr[0] != 0 or np.any(np.diff(ptr) < 0) or ptr[-1] != len(day):
        raise ValueError(f"{what}: ptr must rise from 0 to the number of days given")
    if len(day) and (day.min() < 0 or day.max() >= n_days):
        raise ValueError(f"{what}: a day lies outside the history")
    follows = np.diff(day) <= 0
    follows[ptr[(ptr > 0) & (ptr < len(day))] - 1] = False
    if np.any(follows):
        raise ValueError(f"{what}: days must ascend within a series")


@dataclass(frozen=True)
class StockOuts:
    """Share of each day (0..1) a series had nothing to sell; rows as in `Demand`.

    A whole day out is missing. On part of a day, `1 - lost_share` of a normal day was left to be sold in: the last hours are
    taken to be the empty ones, weighed by `hours`, the demand of the opening hours in order; without it hours weigh alike.
    `censoring` says why no factor for busy days is needed. Who knows which hours were empty gives the share of demand that
    `censoring.lost_by_hours` answers as `share`, and no `hours`.
    """

    ptr: Ints
    day: Days
    share: Floats
    hours: Floats | None = None

    def __post_init__(self) -> None:
        _fix(self, "ptr", self.ptr, np.int64)
        _fix(self, "day", self.day, np.int32)
        _fix(self, "share", self.share, np.float64)
        if len(self.share) != len(self.day) or not np.all((self.share >= 0) & (self.share <= 1)):
            raise ValueError("stock-outs: every share must lie between 0 and 1")
        _fix(self, "hours", self.hours, np.float64)
        if self.hours is not None and not (np.all(self.hours >= 0) and 0 < self.hours.sum() < np.inf):
            raise ValueError("stock-outs: the demand of the opening hours must be numbers, not negative, not all zero")

    @property
    def lost_share(self) -> Floats:
        """Share of a normal day's demand that each stock-out lost."""
        return lost_at_closing(self.share, self.hours)


@dataclass(frozen=True)
class Demand:
    """Demand of n series by day, week or month (`step`), as rows of the steps with a sale (CSR).

    `day` counts steps from the first one, `n_days` is how many there are, `first_date` the day the first one begins
    (it enables the yearly season). `units` are gross of returns and never negative. `closed` steps (company-wide, or one
    row per calendar, with `calendar` naming the row of each series) are neither demand nor lack of it. A step that is not
    known is out of stock altogether (`stock_outs`, share 1), not zero. `start` is the first step on sale (None or -1:
    the first sale). Series of one `group` lend each other profiles, seasons, effects and dispersion.

    `regressors` say what else is known of past and coming steps. `cold` [n, attributes] are codes of what an item is
    like, the most telling first (-1 unknown): a series on sale that never sold is forecast like items that share them.
    `predecessor` is the row of the series that this one replaces (-1 none): it counts as the history before the first
    sale, or before step `predecessor_until` if that is later, times `predecessor_share`.
    """

    ptr: Ints
    day: Days
    units: Floats
    n_days: int
    first_weekday: int
    closed: Flags | None = None
    calendar: Days | None = None
    start: Days | None = None
    stock_outs: StockOuts | None = None
    group: Days | None = None
    step: Step = "day"
    first_date: date | None = None
    regressors: Regressors | None = None
    cold: Days | None = None
    predecessor: Days | None = None
    predecessor_share: Floats | None = None
    predecessor_until: Days | None = None
    item: Days | None = None
    place: Days | None = None

    def __post_init__(self) -> None:
        for name, dtype in (("ptr", np.int64), ("day", np.int32), ("units", np.float64), ("closed", np.bool_)):
            _fix(self, name, getattr(self, name), dtype)
        for name in ("calendar", "start", "group", "cold", "predecessor", "predecessor_until", "item", "place"):
            _fix(self, name, getattr(self, name), np.int32)
        _fix(self, "predecessor_share", self.predecessor_share, np.float64)
        if self.n_days < 1 or not 0 <= self.first_weekday <= 6:
            raise ValueError("demand: at least one day, and a weekday between 0 (Monday) and 6")
        _check_rows(self.ptr, self.day, self.n_days, "demand")
        if len(self.units) != len(self.day) or not np.all(np.isfinite(self.units) & (self.units >= 0)):
            raise ValueError("demand: every quantity must be a finite number, not negative")
        self._check_calendars()
        for name in ("calendar", "start", "group", "cold", "predecessor", "predecessor_share", "predecessor_until", "item", "place"):
            value = getattr(self, name)
            if value is not None and len(value) != self.n:
                raise ValueError(f"demand: {name} needs one value per series")
        self._check_knowledge()
        if self.stock_outs is not None:
            if len(self.stock_outs.ptr) != len(self.ptr):
                raise ValueError("stock-outs: one row per series")
            _check_rows(self.stock_outs.ptr, self.stock_outs.day, self.n_days, "stock-outs")

    def _check_knowledge(self) -> None:
        if self.step not in STEPS:
            raise ValueError(f"demand: the step is one of {', '.join(STEPS)}")
        if self.first_date is not None and self.step == "day" and self.first_date.weekday() != self.first_weekday:
            raise ValueError("demand: first_weekday is not that of first_date")
        if self.regressors is not None and self.regressors.n != self.n:
            raise ValueError("regressors: one row per series")
        if self.cold is not None:
            object.__setattr__(self, "cold", self.cold.reshape(self.n, -1))
        if self.predecessor is not None and self.n and (self.predecessor.max() >= self.n or self.predecessor.min() < -1):
            raise ValueError("demand: predecessor names a series that is not there")
        share = self.predecessor_share
        if share is not None and not np.all(np.isfinite(share) & (share >= 0)):
            raise ValueError("demand: every predecessor_share must be a finite number, not negative")

    def _check_calendars(self) -> None:
        closed = np.zeros((1, self.n_days), np.bool_) if self.closed is None else np.atleast_2d(self.closed)
        calendar = np.zeros(self.n, np.int32) if self.calendar is None else self.calendar
        if closed.shape[1] != self.n_days:
            raise ValueError("demand: closed needs one flag per day")
        if len(calendar) and (calendar.min() < 0 or (self.closed is not None and calendar.max() >= len(closed))):
            raise ValueError("demand: calendar names a row of closed that is not there")
        if self.closed is None and len(calendar):
            closed = np.zeros((int(calendar.max()) + 1, self.n_days), np.bool_)
        object.__setattr__(self, "closed", closed)
        object.__setattr__(self, "calendar", calendar)

    @property
    def n(self) -> int:
        """Number of series."""
        return len(self.ptr) - 1

    def linked(self) -> Self:
        """The same demand in which a series that replaces another has the other's history, in its share, before its own.

        Along a chain each hands on what it inherited itself, and of its own history what lies before its change.
        """
        if self.predecessor is None or not np.any(self.predecessor >= 0):
            return self
        found, until = lineage(self.predecessor, self.predecessor_share), self.inherited_until()
        owner = np.repeat(np.arange(self.n), np.diff(self.ptr))
        rows, days, units = [owner], [self.day], [self.units]
        for heir, old, via, share in zip(found.heir, found.ancestor, found.via, found.share, strict=True):
            part = slice(int(self.ptr[old]), int(self.ptr[old + 1]))
            before = self.day[part] < until[via]
            days.append(self.day[part][before])
            units.append(self.units[part][before] * share)
            rows.append(np.full(int(before.sum()), heir))
        rest = {f.name: getattr(self, f.name) for f in fields(self)}
        start = None
        if self.start is not None:
            start = self.start.copy()
            np.minimum.at(start, found.heir, self.start[found.ancestor])
        for name in ("ptr", "day", "units", "n_days"):
            rest.pop(name)
        rest |= {"predecessor": None, "predecessor_share": None, "predecessor_until": None, "start": start}
        return type(self).from_rows(
            np.concatenate(rows), np.concatenate(days), np.concatenate(units), n_series=self.n, n_days=self.n_days, **rest
        )

    def inherited_until(self) -> Ints:
        """The step before which each series takes its predecessor's history for its own: its first sale, or its change if that is later."""
        first, has = np.full(self.n, self.n_days, np.int64), np.diff(self.ptr) > 0
        first[has] = self.day[self.ptr[:-1][has]]
        return first if self.predecessor_until is None else np.maximum(first, self.predecessor_until)

    @classmethod
    def from_rows(cls, series: ArrayLike, day: ArrayLike, units: ArrayLike, *, n_series: int, n_days: int, **rest: Any) -> Self:
        """Demand from loose (series, day, units) rows in any order; rows of the same day are added up."""
        row, when = np.asarray(series, np.int64), np.asarray(day, np.int64)
        if len(row) and (row.min() < 0 or row.max() >= n_series or when.min() < 0 or when.max() >= n_days):
            raise ValueError("demand: a row names a series or a day that is not there")
        key, total = row * n_days + when, np.asarray(units, np.float64)
        if np.any(key[1:] <= key[:-1]):
            order = np.argsort(key, kind="stable")
            key = key[order]
            starts = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
            key, total = key[starts], np.add.reduceat(total[order], starts)
        ptr = np.searchsorted(key, np.arange(n_series + 1, dtype=np.int64) * n_days)
        return cls(ptr, (key % n_days).astype(np.int32), total, n_days, **rest)

    def with_closed_detected(self) -> Self:
        """The same demand with the days counted as closed on which a calendar plainly did not open.

        A weekday that hardly ever sells while the others do is closed whenever it sold nothing; with enough series to
        tell (ten or more sell on a usual day) so is any day with almost none selling: holidays. Days already given stay.
        """
        assert self.closed is not None and self.calendar is not None
        closed = self.closed.copy()
        owner = np.repeat(self.calendar, np.diff(self.ptr))
        sold = np.zeros(closed.shape, np.int64)
        np.add.at(sold, (owner, self.day), (self.units > 0).astype(np.int64))
        weekday = (np.arange(self.n_days) + self.first_weekday) % 7
        for calendar, counts in enumerate(sold):
            if counts.sum() < _LEAST_SALES:
                continue
            per_weekday = np.bincount(weekday, counts, 7)
            rare = per_weekday < _RARE * counts.sum() / 7
            closed[calendar] |= rare[weekday] & (counts == 0)
            usual = np.median(counts[counts > 0])
            if usual >= _BUSY:
                closed[calendar] |= counts < _RARE * usual
        return type(self)(**{f.name: getattr(self, f.name) for f in fields(self)} | {"closed": closed})
