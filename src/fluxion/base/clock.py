"""The time, in UTC; replaced by a fixed clock in tests."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def local_day(moment: datetime, timezone: str) -> date:
    """The calendar day that a moment falls on where the company is.

    >>> local_day(datetime(2026, 1, 1, 2, tzinfo=UTC), "America/Caracas")
    datetime.date(2025, 12, 31)
    """
    return moment.astimezone(ZoneInfo(timezone)).date()
