"""Shapes that every part of the HTTP face shares: strict bodies, exact numbers as text, problems."""

from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, WithJsonSchema

from fluxion.values.money import exact, plain


class Shape(BaseModel):
    """Base of what goes out: frozen, and nothing unknown slips in."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Lasting(Shape):
    """A shape that is shown again and again just as it is: its JSON is made once."""

    @cached_property
    def written(self) -> bytes:
        """The shape as JSON."""
        return self.__pydantic_serializer__.to_json(self, warnings="error")

    def __copy__(self) -> Self:
        copied = super().__copy__()
        copied.__dict__.pop("written", None)  # a copy is made to be changed
        return copied


class Body(BaseModel):
    """Base of what comes in: unknown fields refused, whole numbers and truth values taken strictly."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, strict=True)


def _exact(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError('send it as text, for example "12.50"')
    return exact(str(value))


def _written(pattern: str, example: str) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": [example]})


_IN = BeforeValidator(_exact)
_OUT = PlainSerializer(plain, return_type=str, when_used="json")
_LIMIT = Decimal("1e12")

Exact = Annotated[Decimal, _IN, _OUT, _written(r"^-?[0-9]+(\.[0-9]+)?$", "12.5")]
"""Any exact number, going out."""
Amount = Annotated[Decimal, _IN, Field(ge=0, lt=_LIMIT, decimal_places=4), _OUT, _written(r"^[0-9]{1,12}(\.[0-9]{1,4})?$", "12.50")]
"""An amount of money, not negative, coming in."""
Quantity = Annotated[Decimal, _IN, Field(ge=0, lt=_LIMIT, decimal_places=3), _OUT, _written(r"^[0-9]{1,12}(\.[0-9]{1,3})?$", "24")]
"""A quantity of goods, not negative, coming in."""
SignedQuantity = Annotated[
    Decimal, _IN, Field(gt=-_LIMIT, lt=_LIMIT, decimal_places=3), _OUT, _written(r"^-?[0-9]{1,12}(\.[0-9]{1,3})?$", "-3")
]
"""A quantity with its direction, coming in."""


class Named(Shape):
    """A thing named by its code, as it stands inside other answers."""

    id: int
    code: str
    name: str


class ProblemField(Shape):
    """One field of the request that cannot be accepted."""

    pointer: str = Field(description="JSON pointer to the field; `#/query/…` and `#/header/…` for the others.")
    code: str
    message: str


class Problem(Shape):
    """What went wrong, as RFC 9457 says; `code` never changes with the language."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    errors: list[ProblemField] = []
    request_id: str
