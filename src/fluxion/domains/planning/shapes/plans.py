"""A plan as people see it: runs, parameters, forecasts, classes and explanations."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from fluxion.base.fields import Day, Id
from fluxion.base.web import Body, Exact, Named, Shape
from fluxion.domains.planning.shapes.words import AbcClass, ProductNamed, ServiceClass, TimeStep, XyzClass


class RunAsk(Body):
    """A planning run: for which day (today when omitted) and how many days ahead."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"as_of": "2026-03-02", "horizon": 30}]})

    as_of: Day | None = None
    horizon: Annotated[int, Field(ge=7, le=180)] | None = None


class RunView(Shape):
    """One planning run and what came of it."""

    id: int
    job_id: str | None
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    progress: float
    step: str | None
    error: str | None
    as_of: date | None
    as_of_reason: Literal["asked", "today", "old_data"] | None
    note: str | None
    data_until: date | None
    horizon: int | None
    series: int | None
    figures: dict[str, float | int | str | None]
    actor_name: str
    created_at: datetime
    finished_at: datetime | None


class ParameterDraft(Body):
    """A parameter for the whole company, or for a location and at most one of category, ABC class or product."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "service_level", "value": 0.98, "abc_class": "A"}]})

    name: Annotated[str, Field(min_length=1, max_length=60)]
    value: Annotated[float, Field(strict=False, allow_inf_nan=False)]
    location_id: Id | None = None
    category_id: Id | None = None
    abc_class: ServiceClass | None = None
    product_id: Id | None = None


class ParameterView(Shape):
    """One parameter as set, and for what."""

    id: int
    name: str
    label: str
    value: float
    scope: str
    location: Named | None
    category_id: int | None
    category: str | None
    abc_class: ServiceClass | None
    product: ProductNamed | None
    version: int


class ParameterKind(Shape):
    """One parameter that can be set: what it means, its limits and what holds when nobody sets it."""

    name: str
    label: str
    default: float | None
    least: float
    most: float
    unit: Literal["share", "days", "units", "money", "times", "choice"]
    company_only: bool
    place_only: bool = Field(description="It can be set for the company or a location, nothing nearer.")
    choices: dict[int, str] = Field(description="What each value means, where it is a choice.")


class ParameterSheet(Shape):
    """All parameters that exist and all that were set, farthest scope first."""

    kinds: list[ParameterKind]
    items: list[ParameterView]


class ParameterInForce(Shape):
    """The value of one parameter for one product at one location, and where it comes from."""

    name: str
    label: str
    value: float
    source: str
    source_text: str


class DayUnits(Shape):
    """Units sold on one day, or in the week or month that it begins."""

    day: date
    units: float


class DayForecast(Shape):
    """Units expected on one day, or in the days ahead of the week or month that it begins, with quantiles of that very sum."""

    day: date
    mean: float
    statistical: float | None = Field(default=None, description="What the statistics alone expect, where somebody overrode them.")
    quantiles: dict[str, float]


class ForecastView(Shape):
    """The forecast of one product at one location, or over all locations a person may see."""

    model_config = ConfigDict(serialize_by_alias=True)

    product: ProductNamed
    location: Named | None
    includes: list[Named]
    demand_class: str | None = Field(serialization_alias="class")
    model: str | None
    as_of: date
    data_until: date | None
    step: TimeStep
    history: list[DayUnits]
    forecast: list[DayForecast]
    levels: list[float]


class FormulaLine(Shape):
    """One step of the calculation: its name, the formula in words, the same with the values, and the result."""

    name: str
    text: str
    values: str
    value: float


class ExplainView(Shape):
    """Why a product is, or is not, proposed for a location."""

    product: ProductNamed
    location: Named
    outcome: str
    sentences: list[str]
    figures: dict[str, float | int | str | None]
    formula: list[FormulaLine]
    parameters: list[ParameterInForce]
    data_until: date | None
    as_of: date | None
    run_id: int | None
    suggestion_id: int | None


class SeriesView(Shape):
    """One planned series: its class, model, levels and stock."""

    product: ProductNamed
    location: Named
    abc: AbcClass
    xyz: XyzClass
    demand_class: str
    model: str
    daily_mean: float
    lead_time_days: float
    review_days: float
    service_level: float
    protection_days: float
    forecast_protection: float
    safety_stock: float
    reorder_point: float
    order_up_to: float
    on_hand: float
    on_order: float
    in_transit: float
    position: float
    days_of_cover: float | None
    suggested: float
    outcome: str
    outcome_text: str
    service_kind: int = Field(description="What is assured: 1 cycle service, 2 fill rate, 3 the value of the next unit.")
    cycle_level: float = Field(description="The cycle service planned at.")
    cycle_service: float = Field(description="The share of cycles without a shortage that the order-up-to level gives.")
    fill_rate_target: float
    fill_rate: float = Field(description="The share of demand served from the shelf that the order-up-to level gives.")
    planned: float
    available: float
    stock_value: Exact | None
    safety_stock_value: Exact | None
    order_up_to_value: Exact | None
    currency: str


class AbcCell(Shape):
    """One cell of the ABC/XYZ matrix."""

    abc: AbcClass
    xyz: XyzClass
    skus: int
    value: Exact | None
    value_share: float
    stock_value: Exact | None


class AbcItem(Shape):
    """One product in the ABC/XYZ classification."""

    product: ProductNamed
    location: Named | None
    abc: AbcClass
    xyz: XyzClass
    value: Exact | None
    value_share: float
    cumulative_share: float
    stock_value: Exact | None
    daily_mean: float


class AbcSheet(Shape):
    """The ABC/XYZ matrix and one page of its products, most valuable first."""

    matrix: list[AbcCell]
    items: list[AbcItem]
    next_cursor: str | None
    total: int | None
    currency: str


class AccuracyView(Shape):
    """How far an earlier published forecast was from what sold in the days after it."""

    run_id: int
    as_of: date
    days: int
    series: int
    forecast: float
    sold: float
    wape: float | None
    bias: float | None
