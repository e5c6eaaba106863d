"""What people know ahead, as they send it and see it: events, overrides of forecasts, successors."""

from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from fluxion.base.fields import Day, Id, LongText, Name
from fluxion.base.web import Body, Named, Shape
from fluxion.domains.planning.shapes.words import AbcClass, ProductNamed, Reason, XyzClass

EventKind = Literal["promotion", "holiday", "season", "closure", "other"]
OverrideKind = Literal["factor", "add", "set"]
OverrideState = Literal["current", "past", "ended"]
Factor = Annotated[float, Field(strict=False, ge=0, le=100, allow_inf_nan=False)]
Value = Annotated[float, Field(strict=False, ge=-1e9, le=1e9, allow_inf_nan=False)]
Share = Annotated[float, Field(strict=False, gt=0, le=10, allow_inf_nan=False)]
MOST_IDS = 1000
Ids = Annotated[list[Id], Field(min_length=1, max_length=MOST_IDS)]


class EventDraft(Body):
    """An event: what it is, when (both days included) and for what; without a `factor` its effect is learned from sales."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"name": "Navidad", "kind": "season", "starts_on": "2026-12-01", "ends_on": "2026-12-24", "yearly": True}]
        }
    )

    name: Name
    kind: EventKind
    starts_on: Day
    ends_on: Day
    yearly: bool = False
    location_id: Id | None = None
    category_id: Id | None = None
    product_id: Id | None = None
    factor: Factor | None = None
    note: LongText | None = None


class EventDays(Shape):
    """One time an event happens."""

    starts_on: date
    ends_on: date


class EventConflict(Shape):
    """Another event on some of the same days and goods."""

    id: int
    name: str
    kind: EventKind


class EventView(Shape):
    """One event, when it happens within the days asked for, and which others it meets there."""

    id: int
    name: str
    kind: EventKind
    starts_on: date
    ends_on: date
    yearly: bool
    location: Named | None
    category_id: int | None
    category: str | None
    product: ProductNamed | None
    factor: float | None
    note: str | None
    author_name: str
    created_at: datetime
    days: list[EventDays]
    conflicts: list[EventConflict]
    version: int


class EventCopies(Body):
    """Which events are copied to the next year; yearly ones need no copy and are left out."""

    ids: Ids


class OverrideDraft(Body):
    """What is expected instead of the statistics, for a product or a category, at one location or all, and why.

    `factor` multiplies the forecast of each day; `add` adds units to the whole period; `set` states its units.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "product_id": 1,
                    "starts_on": "2026-05-04",
                    "ends_on": "2026-05-17",
                    "kind": "factor",
                    "value": 1.3,
                    "reason": "Feria del hogar",
                }
            ]
        }
    )

    product_id: Id | None = None
    category_id: Id | None = None
    location_id: Id | None = None
    starts_on: Day
    ends_on: Day
    kind: OverrideKind
    value: Value
    reason: Reason
    expires_on: Day | None = None


class SeriesChoice(Body):
    """The products of the latest plan that a filter finds."""

    location_id: Id | None = None
    category_id: Id | None = None
    abc: AbcClass | None = None
    xyz: XyzClass | None = None
    demand_class: Annotated[str, Field(max_length=20)] | None = None
    q: Annotated[str, Field(max_length=200)] | None = None


class OverrideBatch(Body):
    """The same override for several products, named or found by a filter over the latest plan."""

    product_ids: Ids | None = None
    filter: SeriesChoice | None = None
    location_id: Id | None = None
    starts_on: Day
    ends_on: Day
    kind: OverrideKind
    value: Value
    reason: Reason
    expires_on: Day | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.product_ids is None) == (self.filter is None):
            raise ValueError("send product_ids or filter")
        return self


class OverridesChosen(Body):
    """Several overrides by id, or all that were made together."""

    ids: Ids | None = None
    batch_id: Id | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.ids is None) == (self.batch_id is None):
            raise ValueError("send ids or batch_id")
        return self


class OverrideView(Shape):
    """One override: what it changes, who made it and why, and whether plans still use it."""

    id: int
    product: ProductNamed | None
    category_id: int | None
    category: str | None
    location: Named | None
    starts_on: date
    ends_on: date
    kind: OverrideKind
    value: float
    reason: str
    expires_on: date | None
    batch_id: int | None
    state: OverrideState
    author_name: str
    created_at: datetime
    ended_at: datetime | None
    ended_by: str | None
    version: int


class OverridesMade(Shape):
    """What a bulk override made; `batch_id` takes all of it back."""

    batch_id: int | None
    made: int


class OverridesEnded(Shape):
    """How many overrides were ended, or taken up again."""

    changed: int


class LinkDraft(Body):
    """A product that replaces another from a day on, and the share of its demand that it inherits."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"successor_id": 2, "predecessor_id": 1, "share": 1, "starts_on": "2026-05-04"}]}
    )

    successor_id: Id
    predecessor_id: Id
    share: Share = 1.0
    starts_on: Day


class LinkEdit(Body):
    """Another share or day of a replacement."""

    share: Share
    starts_on: Day


class LinkView(Shape):
    """One product that replaces another."""

    id: int
    successor: ProductNamed
    predecessor: ProductNamed
    share: float
    starts_on: date
    author_name: str
    created_at: datetime
    version: int
