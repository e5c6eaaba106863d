"""Periods of whole days, and the period before that a figure is compared with."""

from dataclasses import dataclass
from datetime import date, timedelta

FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2200, 12, 31)
"""Days that somebody may mean; what is reckoned from them stays within the calendar."""


@dataclass(frozen=True)
class Period:
    """Days from `first` to `last`, both included.

    >>> Period(date(2026, 1, 1), date(2026, 1, 31)).days
    31
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError("a period ends on or after the day it starts")

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def before(self) -> "Period":
        """The period of the same length that ends the day before this one starts.

        >>> Period(date(2026, 1, 11), date(2026, 1, 20)).before()
        Period(first=datetime.date(2026, 1, 1), last=datetime.date(2026, 1, 10))
        """
        last = self.first - timedelta(days=1)
        return Period(last - timedelta(days=self.days - 1), last)
