"""Field types of bodies beside the exact numbers of `base.web`: days, ids, codes and clean text."""

import re
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from fluxion.values.period import FIRST_DAY, LAST_DAY

LARGEST_ID = 2**53 - 1
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_BREAK = re.compile(r"[\t\r\n]")


def _iso_day(value: Any) -> date:
    if type(value) is date:
        return within_days(value)
    if not isinstance(value, str) or len(value) != len("2026-01-31"):
        raise ValueError('write the day as text, such as "2026-01-31"')
    return within_days(date.fromisoformat(value))


def within_days(day: date) -> date:
    """The day, when it is one that Fluxion reckons with; else an error that names the first and the last."""
    if not FIRST_DAY <= day <= LAST_DAY:
        known = {"first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()}
        raise PydanticCustomError("day_out_of_range", "a day from {first} to {last}", known)
    return day


def _iso_moment(value: Any) -> Any:
    """Bodies are taken strictly, which leaves text as text."""
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _in_a_zone(moment: datetime) -> datetime:
    if moment.tzinfo is None:
        raise ValueError('say the time zone, such as "2026-01-31T10:00:00-04:00"')
    within_days(moment.date())
    return moment


def _one_line(value: str) -> str:
    if _CONTROL.search(value) or _LINE_BREAK.search(value):
        raise ValueError("no line breaks or control characters")
    return value


def _printable(value: str) -> str:
    if _CONTROL.search(value):
        raise ValueError("no control characters")
    return value


Day = Annotated[date, BeforeValidator(_iso_day), WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-01-31"]})]
Moment = Annotated[datetime, BeforeValidator(_iso_moment), AfterValidator(_in_a_zone)]
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Days = Annotated[int, Field(ge=0, le=3650)]
Share = Annotated[float, Field(gt=0, lt=1)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Longitude = Annotated[float, Field(ge=-180, le=180)]

Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64), AfterValidator(_one_line)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_one_line)]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200), AfterValidator(_one_line)]
LongText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000), AfterValidator(_printable)]
Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
