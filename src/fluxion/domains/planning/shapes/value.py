"""What forecasts were worth, and one forecast seen at several levels and steps."""

from datetime import date
from typing import Literal

from pydantic import Field

from fluxion.base.web import Exact, Shape
from fluxion.domains.planning.shapes.knowledge import OverrideView
from fluxion.domains.planning.shapes.words import TimeStep

ForecastStep = Literal["naive", "statistical", "final"]
ValueGroup = Literal["location", "category", "abc"]
ForecastLevel = Literal["sku", "category", "location", "company"]


class StepValue(Shape):
    """How right one step of the forecast was: WAPE and bias as shares of what sold, RMSSE against the usual weekly change."""

    step: ForecastStep
    forecast: float
    wape: float | None
    bias: float | None
    rmsse: float | None


class ValueWeek(Shape):
    """The steps of one earlier plan."""

    run_id: int
    as_of: date
    sold: float
    steps: list[StepValue]


class ValueOfGroup(Shape):
    """The steps for one location, category or class, over all plans that can be judged."""

    id: int | None
    name: str
    series: int
    sold: float
    steps: list[StepValue]


class ValueAdded(Shape):
    """What each step added to the one before it, over so many days after each plan, newest plan first."""

    days: int
    plans: int
    series: int
    sold: float
    steps: list[StepValue]
    weeks: list[ValueWeek]
    groups: list[ValueOfGroup]


class OverrideValue(Shape):
    """What one override was worth: misses with it and without it over the complete weeks it changed."""

    override: OverrideView
    as_of: date
    days: int
    series: int
    sold: float
    forecast: float
    statistical: float
    missed: float
    missed_without: float
    worse_by: float
    verdict: Literal["lost", "won", "even"]


class Bucket(Shape):
    """The forecast of one day, week or month; `days` tells how much of it lies within the horizon."""

    starts_on: date
    ends_on: date
    days: int
    mean: Exact
    quantiles: dict[str, float] = Field(description="Of what sells in all of it together; those of its parts do not add up to them.")


class LevelForecast(Shape):
    """The forecast of one product, category or location, or of the company."""

    id: int | None
    code: str | None
    name: str
    total: Exact
    buckets: list[Bucket]


class ForecastTotals(Shape):
    """One and the same forecast at a level and step: levels add up to each other exactly, and so do steps."""

    level: ForecastLevel
    step: TimeStep
    as_of: date
    data_until: date | None
    total: Exact
    buckets: list[Bucket]
    items: list[LevelForecast]
    levels: list[float]


class AlertKindTotal(Shape):
    """How many open alerts of one kind there are, and what they put at risk."""

    kind: str
    label: str
    count: int
    money_at_risk: Exact | None
    currency: str


class AlertsChanged(Shape):
    """The alerts that changed, to be taken back if need be."""

    ids: list[int]
