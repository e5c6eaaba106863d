"""Which calendar a file of series keeps: days, weeks on one weekday, or months; dates to step numbers and back.

Days are numbered from 1970-01-01, as numpy's datetime64[D] does.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from fluxion.kernels.forecasting.demand import Step

Ints = NDArray[np.int64]

MOST_STEPS = 4000
MOST_AHEAD: dict[Step, int] = {"day": 731, "week": 261, "month": 120}
USUAL_AHEAD: dict[Step, int] = {"day": 30, "week": 13, "month": 12}
_EARLY_1970 = 3  # 1970-01-01 was a Thursday
_LATE_IN_MONTH = 26  # the last working day of a month is never earlier


@dataclass(frozen=True)
class Calendar:
    """Steps counted from `first`; `month_day` is the day a month is named by (0: its last), -1 where steps are no months.

    `plain` numbers instead of dates have no calendar: only their order counts.
    """

    step: Step
    first: int
    month_day: int = -1
    plain: bool = False
    sure: bool = True

    def index(self, days: Ints) -> Ints:
        """Number of the step that each day falls on."""
        if self.plain or self.step == "day":
            return days - self.first
        if self.step == "week":
            return (days - self.first) // 7
        return _month(days) - int(_month(np.array([self.first]))[0])

    def days(self, begin: int, end: int) -> Ints:
        """The days that name the steps begin..end."""
        steps = np.arange(begin, end, dtype=np.int64)
        if self.plain or self.step == "day":
            return self.first + steps
        if self.step == "week":
            return self.first + 7 * steps
        month = (int(_month(np.array([self.first]))[0]) + steps).astype("datetime64[M]")
        if self.month_day == 0:
            return np.asarray(((month + 1).astype("datetime64[D]") - 1).astype(np.int64))
        return np.asarray(month.astype("datetime64[D]").astype(np.int64) + self.month_day - 1)

    @property
    def first_date(self) -> date | None:
        """The day the first step begins; None when the steps are plain numbers."""
        if self.plain:
            return None
        begin = date(1970, 1, 1) + timedelta(days=self.first)
        return begin.replace(day=1) if self.step == "month" else begin

    @property
    def first_weekday(self) -> int:
        """Weekday of the first step, Monday 0."""
        return 0 if self.plain else int((self.first + _EARLY_1970) % 7)


def _month(days: Ints) -> Ints:
    return np.asarray(days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64))


def _month_day(days: Ints) -> Ints:
    return np.asarray(days - _month(days).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + 1)


def _named_month_day(days: Ints) -> int:
    """The day of the month by which all these days name their month: 1..31, 0 for the end of it, -1 for none."""
    in_month = _month_day(days)
    last = _month_day(((_month(days) + 1).astype("datetime64[M]").astype("datetime64[D]")).astype(np.int64) - 1)
    if np.all(in_month == last):
        return 0
    if np.all(in_month == in_month[0]) and in_month[0] <= 28:
        return int(in_month[0])
    one_each = len(np.unique(_month(days))) == len(days)
    return 0 if one_each and np.all(in_month >= _LATE_IN_MONTH) else -1


def find_calendar(days: Ints, said: Step | None = None) -> Calendar | None:
    """The calendar of a file's distinct days, rising; None when they do not fit the step that was said.

    Months when all days are the first, the last or one and the same day of their months; weeks when all fall on one weekday;
    else days. It is not `sure` when few dates leave a choice.

    >>> jan = 20454  # 2026-01-01
    >>> find_calendar(np.array([jan, jan + 7, jan + 21])).step
    'week'
    >>> find_calendar(np.array([jan, jan + 31, jan + 59])).step
    'month'
    """
    first, month_day = int(days[0]), _named_month_day(days)
    one_weekday = bool(np.all((days - first) % 7 == 0))
    if said == "month":
        return Calendar("month", first, month_day) if month_day >= 0 else None
    if said == "week":
        return Calendar("week", first) if one_weekday else None
    if said == "day" or len(days) == 1:
        return Calendar("day", first, sure=said is not None)
    if month_day >= 0:
        return Calendar("month", first, month_day, sure=len(days) > 2)
    if one_weekday:
        return Calendar("week", first, sure=len(days) > 2)
    return Calendar("day", first)
