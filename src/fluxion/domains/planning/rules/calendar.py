"""Days put together to weeks that begin on Monday, or to months."""

from datetime import date, timedelta
from typing import Literal


def buckets(first: date, days: int, step: Literal["day", "week", "month"]) -> list[tuple[date, date]]:
    """The first and last day, within so many days from `first`, of every day, week or month that they touch.

    >>> [(str(a), str(b)) for a, b in buckets(date(2026, 3, 27), 8, "week")]
    [('2026-03-27', '2026-03-29'), ('2026-03-30', '2026-04-03')]
    >>> [(str(a), str(b)) for a, b in buckets(date(2026, 3, 27), 8, "month")]
    [('2026-03-27', '2026-03-31'), ('2026-04-01', '2026-04-03')]
    """
    found: list[tuple[date, date]] = []
    for offset in range(days):
        day = first + timedelta(days=offset)
        begins = step == "day" or (day.weekday() == 0 if step == "week" else day.day == 1)
        if begins or not found:
            found.append((day, day))
        else:
            found[-1] = (found[-1][0], day)
    return found


def begin_of(day: date, step: Literal["day", "week", "month"]) -> date:
    """The first day of the week (Monday) or month that a day lies in, or the day itself.

    >>> str(begin_of(date(2026, 3, 27), "week")), str(begin_of(date(2026, 3, 27), "month"))
    ('2026-03-23', '2026-03-01')
    """
    if step == "month":
        return day.replace(day=1)
    return day if step == "day" else day - timedelta(days=day.weekday())
