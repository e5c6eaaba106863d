"""When events happen: once, or each year on the same days."""

from collections.abc import Iterator
from datetime import date, timedelta


def in_year(day: date, year: int) -> date:
    """The same day of another year; 29 February becomes the 28th where there is none.

    >>> in_year(date(2024, 2, 29), 2025)
    datetime.date(2025, 2, 28)
    """
    leap_day = (day.month, day.day) == (2, 29)
    return date(year, 2, 28) if leap_day and not _is_leap(year) else day.replace(year=year)


def occurrences(starts_on: date, ends_on: date, yearly: bool, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The first and last day of each time an event touches the days from `first` to `last`, both included.

    A yearly event also happened in the years before it was written down, so that its effect can be learned from them.

    >>> d = date
    >>> [str(a) for a, _ in occurrences(d(2026, 12, 24), d(2026, 12, 25), True, d(2025, 1, 1), d(2027, 1, 31))]
    ['2025-12-24', '2026-12-24']
    >>> list(occurrences(d(2026, 5, 1), d(2026, 5, 1), False, d(2027, 1, 1), d(2027, 12, 31)))
    []
    """
    length = ends_on - starts_on
    years = range(first.year - 1 - length // timedelta(days=365), last.year + 1) if yearly else [starts_on.year]
    for year in years:
        begins = in_year(starts_on, year) if yearly else starts_on
        if begins <= last and begins + length >= first:
            yield begins, begins + length


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
