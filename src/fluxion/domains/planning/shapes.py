"""What planning takes in and gives out; the same shapes serve HTTP, commands and the bot."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from fluxion.base.fields import Day, Id, ShortText
from fluxion.base.web import Body, Exact, Named, Quantity, Shape

SuggestionState = Literal["open", "approved", "rejected", "superseded"]
Urgency = Literal["out", "late", "due", "top_up"]
AbcClass = Literal["A", "B", "C"]
XyzClass = Literal["X", "Y", "Z"]
AlertKind = Literal["stock_out", "below_reorder", "overstock", "dead_stock"]
URGENCIES: tuple[Urgency, ...] = ("top_up", "due", "late", "out")
"""From the least to the most urgent; a row keeps the index."""

Reason = Annotated[str, Field(min_length=1, max_length=500)]


class ProductNamed(Shape):
    """A product as it stands inside other answers."""

    id: int
    sku: str
    name: str
    category: str | None = None


class RunAsk(Body):
    """A planning run: for which day (today when omitted) and how many days ahead."""

    as_of: Day | None = None
    horizon_days: Annotated[int, Field(ge=7, le=180)] | None = Field(default=None, alias="horizon")


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


class Explanation(Shape):
    """Why a number is what it is: in sentences, and as the figures the sentences are made of."""

    sentences: list[str]
    figures: dict[str, float | int | str | None]


class SuggestionView(Shape):
    """One suggested order line with the figures behind it."""

    id: int
    product: ProductNamed
    location: Named
    supplier: Named | None
    abc: AbcClass
    xyz: XyzClass
    demand_class: str
    quantity_suggested: Exact
    quantity: Exact
    edited: bool
    unit_cost: Exact | None
    amount: Exact | None
    currency: str
    on_hand: Exact
    reserved: Exact
    on_order: Exact
    in_transit: Exact
    days_of_cover: float | None
    forecast_protection: float
    safety_stock: float
    reorder_point: float
    order_up_to: float
    pack_size: Exact
    moq: Exact
    needed_on: date
    order_by: date
    arrives_on: date
    urgency: Urgency
    state: SuggestionState
    note: str | None
    reject_reason: str | None
    decided_at: datetime | None
    decided_by: str | None
    order_id: int | None
    run_id: int
    explanation: Explanation
    version: int


class SupplierTotal(Shape):
    """What the suggestions for one supplier and delivery location add up to, beside the least the supplier accepts."""

    supplier: Named | None
    location: Named
    lines: int
    amount: Exact | None
    minimum_order_value: Exact | None
    missing: Exact | None
    currency: str
    meets_minimum: bool


class TransferSuggestionView(Shape):
    """One suggested move of a product between two locations."""

    id: int
    kind: Literal["supply", "balance"]
    product: ProductNamed
    origin: Named = Field(serialization_alias="from")
    target: Named = Field(serialization_alias="to")
    quantity_suggested: Exact
    quantity: Exact
    edited: bool
    unit_cost: Exact | None
    value: Exact | None
    currency: str
    ship_by: date
    state: SuggestionState
    note: str | None
    reject_reason: str | None
    decided_at: datetime | None
    decided_by: str | None
    transfer_id: int | None
    run_id: int
    explanation: Explanation
    version: int


class QuantityChange(Body):
    """The quantity a person wants instead of the one suggested."""

    quantity: Quantity


class Rejection(Body):
    """Why something suggested is not done."""

    reason: Reason


class SuggestionFilter(Body):
    """Which suggestions: every condition given must hold."""

    state: SuggestionState = "open"
    supplier_id: Id | None = None
    location_id: Id | None = None
    category_id: Id | None = None
    product_id: Id | None = None
    abc: AbcClass | None = None
    xyz: XyzClass | None = None
    urgency: Urgency | None = None
    without_supplier: bool | None = None
    q: ShortText | None = None


class TransferFilter(Body):
    """Which suggested transfers: every condition given must hold."""

    state: SuggestionState = "open"
    from_location_id: Id | None = None
    to_location_id: Id | None = None
    category_id: Id | None = None
    product_id: Id | None = None
    kind: Literal["supply", "balance"] | None = None
    q: ShortText | None = None


Ids = Annotated[list[Id], Field(min_length=1, max_length=5000)]


class SuggestionChoice(Body):
    """Some suggestions by id, or all that a filter finds; exactly one of the two."""

    ids: Ids | None = None
    filter: SuggestionFilter | None = None


class SuggestionRejections(SuggestionChoice):
    """Which suggestions are rejected, and why."""

    reason: Reason


class TransferChoice(Body):
    """Some suggested transfers by id, or all that a filter finds; exactly one of the two."""

    ids: Ids | None = None
    filter: TransferFilter | None = None


class TransferRejections(TransferChoice):
    """Which suggested transfers are rejected, and why."""

    reason: Reason


class RowResult(Shape):
    """What became of one row of a bulk action."""

    id: int
    ok: bool
    code: str | None = None
    message: str | None = None


class OrderMade(Shape):
    """A draft purchase order that approved suggestions were put on."""

    id: int
    number: str
    supplier: Named
    location: Named
    lines: int
    total: Exact
    currency: str


class Approval(Shape):
    """The orders that came of an approval, and a result per suggestion."""

    orders: list[OrderMade]
    results: list[RowResult]


class TransferMade(Shape):
    """A draft transfer that approved suggestions were put on."""

    id: int
    number: str
    origin: Named = Field(serialization_alias="from")
    target: Named = Field(serialization_alias="to")
    lines: int


class TransferApproval(Shape):
    """The transfers that came of an approval, and a result per suggestion."""

    transfers: list[TransferMade]
    results: list[RowResult]


class RejectionResult(Shape):
    """A result per rejected suggestion."""

    results: list[RowResult]


class AlertView(Shape):
    """Something that needs a person's eye, with the money it puts at risk."""

    id: int
    kind: AlertKind
    severity: int
    product: ProductNamed
    location: Named
    money_at_risk: Exact | None
    currency: str
    data: dict[str, float | int | str | None]
    text: str
    since: datetime
    dismissed_at: datetime | None
    dismissed_by: str | None
    version: int


class ParameterDraft(Body):
    """A parameter for the whole company, or for a location and at most one of category, ABC class or product."""

    name: Annotated[str, Field(min_length=1, max_length=60)]
    value: Annotated[float, Field(strict=False, allow_inf_nan=False)]
    location_id: Id | None = None
    category_id: Id | None = None
    abc_class: AbcClass | None = None
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
    abc_class: AbcClass | None
    product: ProductNamed | None
    version: int


class ParameterKind(Shape):
    """One parameter that can be set: what it means, its limits and what holds when nobody sets it."""

    name: str
    label: str
    default: float | None
    least: float
    most: float
    company_only: bool


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
    """Units sold on one day."""

    day: date
    units: float


class DayForecast(Shape):
    """Units expected on one day, with the quantiles asked for."""

    day: date
    mean: float
    quantiles: dict[str, float]


class ForecastView(Shape):
    """The forecast of one product at one location, or over all locations a person may see."""

    product: ProductNamed
    location: Named | None
    includes: list[Named]
    demand_class: str | None = Field(serialization_alias="class")
    model: str | None
    as_of: date
    data_until: date | None
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
