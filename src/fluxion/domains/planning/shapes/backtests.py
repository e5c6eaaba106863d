"""What a backtest is asked for and what it answers: frontiers, comparisons, accuracy, and the return in money."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from fluxion.base.web import Body, Exact, Shape

PolicyCode = Literal["fluxion", "fluxion_value", "quantile", "days_of_cover", "normal", "min_max"]
Measure = Literal["units", "sku", "capital"]
Share = Annotated[Decimal, Field(ge=0, le=1, max_digits=8, decimal_places=6)]
Amount = Annotated[Decimal, Field(ge=0, max_digits=18, decimal_places=2)]
"""Money of a year; 0 or more."""


class BacktestAsk(Body):
    """How far back, at how many origins the forecasts are judged over how many days, and the seed of the lead times."""

    weeks: Annotated[int, Field(ge=4, le=104)] = 26
    origins: Annotated[int, Field(ge=1, le=12)] = 4
    horizon: Annotated[int, Field(ge=7, le=90)] = 28
    seed: Annotated[int, Field(ge=0, le=1_000_000)] = 0


class BacktestView(Shape):
    """One backtest and how far it is."""

    id: int
    job_id: str | None
    state: Literal["queued", "running", "done", "failed", "cancelled"]
    progress: float
    step: str | None
    error: str | None
    weeks: int
    origins: int
    horizon: int
    seed: int
    actor_name: str
    created_at: datetime
    finished_at: datetime | None


class PointFigures(Shape):
    """Service, stock and money of some series at one setting; null where it cannot be known."""

    fill_rate: float | None
    fill_rate_sku: float | None
    stock_units: float
    stock_days: float | None
    stock_days_sku: float | None
    capital: float | None
    turns: float | None
    stock_outs: int
    out_share: float
    overstock_share: float
    orders: int
    lost_units: float
    lost_sales_year: float | None
    holding_year: float | None


class FrontierPoint(PointFigures):
    """One setting of a rule's knob, for all series and by class."""

    knob: float
    classes: dict[str, PointFigures]


class Frontier(Shape):
    """A rule along its whole frontier."""

    code: PolicyCode
    points: list[FrontierPoint]


class EqualFill(Shape):
    """Stock of our rule beside a rival at the same fill rate; `share` -0.3 is 30 % less. Null where one never got there."""

    measure: Measure
    policy: PolicyCode
    rival: PolicyCode
    fill_rate: float
    ours: float | None
    theirs: float | None
    share: float | None


class EqualStock(Shape):
    """Lost demand and stock-outs of our rule beside a rival with the same stock; -0.4 is 40 % fewer."""

    policy: PolicyCode
    rival: PolicyCode
    rival_fill_rate: float
    stock: float
    fill_rate: float | None
    lost_share: float | None
    stock_outs_share: float | None


class OriginAccuracy(Shape):
    """How right the forecasts made on one day were over the days after it, beside repeating the last week."""

    origin: int
    horizon: int
    rmsse: float | None
    rmsse_naive: float | None
    wape: float | None
    wape_naive: float | None
    bias: float | None
    bias_naive: float | None
    wql: float | None
    coverage_95: float | None


class BacktestData(Shape):
    """What was replayed: real demand, on terms of supply that are simulated."""

    step: Literal["day", "week", "month"]
    steps: int
    start: int
    warm_up: int
    counted: int
    first_day: date | None
    review: int
    series: int
    series_total: int
    left_out: int
    seed: int
    lead_mean: float
    lead_sd: float
    holding_rate: float
    has_money: bool
    stock_out_steps: int
    overstock_periods: float
    demand: float


class CompanyYear(Shape):
    """The company's own figures that the return starts from; null where they are not known."""

    inventory_value: Exact | None
    yearly_sales: Exact | None
    lost_sales: Exact | None
    obsolescence: Exact | None
    margin: Exact | None
    fill_rate: float | None


class RuleBeside(Shape):
    """A rule on the series that the company bought: the stock with which it serves as well (`share` -0.3: 30 % less) and the fill rate that the
    same stock gives it. Null where it never got there."""

    policy: PolicyCode
    stock_units: float | None
    share: float | None
    fill_rate: float | None


class CompanyBought(Shape):
    """What the company itself held and served, worked out from what it sold and received, and each rule on the same series."""

    series: int
    figures: PointFigures
    rules: list[RuleBeside]


class BacktestResult(BacktestView):
    """A finished backtest with everything that is drawn of it."""

    data: BacktestData
    policies: list[Frontier]
    equal_fill: list[EqualFill]
    equal_stock: list[EqualStock]
    accuracy: list[OriginAccuracy]
    company: CompanyYear
    bought: CompanyBought | None = Field(default=None, description="Null where too little is known of what was received.")


class ReturnAsk(Body):
    """Assumptions of the return; what is left out is the company's own figure, or else what is usual."""

    service_level: Annotated[float, Field(gt=0, lt=1)] | None = None
    inventory_value: Amount | None = None
    yearly_sales: Amount | None = None
    lost_sales: Amount | None = None
    obsolescence: Amount | None = None
    hours_per_week: Amount | None = None
    hourly_cost: Amount | None = None
    capital_cost: Share | None = None
    margin: Share | None = None
    overstock_reduction: Share | None = None
    lost_sales_recovered: Share | None = None
    obsolescence_reduction: Share | None = None
    time_saved: Share | None = None
    sales_growth: Share | None = None
    investment: Amount | None = None


class Assumption(Shape):
    """One figure of the return, and whether it is the company's, measured by the backtest, assumed, or typed in."""

    name: str
    value: Exact
    source: Literal["company", "measured", "assumed", "given"]


class ReturnView(Shape):
    """Benefit of a year by where it comes from, with the figures it was computed from."""

    assumptions: list[Assumption]
    overstock: Exact
    stock_outs: Exact
    obsolescence: Exact
    time: Exact
    growth: Exact
    benefit: Exact
    roi: Exact | None
    payback_days: Exact | None
    currency: str
