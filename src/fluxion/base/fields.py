"""Field types of bodies beside the exact numbers of `base.web`: days, ids, codes and clean text."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema

LARGEST_ID = 2**53 - 1
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LINE_BREAK = re.compile(r"[\t\r\n]")


def _iso_day(value: Any) -> date:
    if type(value) is date:
        return value
    if not isinstance(value, str) or len(value) != len("2026-01-31"):
        raise ValueError('write the day as text, such as "2026-01-31"')
    return date.fromisoformat(value)


def _one_line(value: str) -> str:
    if _CONTROL.search(value) or _LINE_BREAK.search(value):
        raise ValueError("no line breaks or control characters")
    return value


def _printable(value: str) -> str:
    if _CONTROL.search(value):
        raise ValueError("no control characters")
    return value


Day = Annotated[date, BeforeValidator(_iso_day), WithJsonSchema({"type": "string", "format": "date", "examples": ["2026-01-31"]})]
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
