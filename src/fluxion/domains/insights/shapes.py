"""What insights shows."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import ConfigDict, Field, PlainSerializer, WithJsonSchema

from fluxion.base.fields import Id
from fluxion.base.web import Body, Exact, Named, Shape
from fluxion.domains.catalog import ProductRef
from fluxion.domains.planning import AlertView
from fluxion.values.money import plain

TileName = Literal["sales", "margin", "margin_share", "inventory_value", "turnover", "days_of_cover", "stock_out_rate"]
Unit = Literal["money", "ratio", "days", "percent"]
GroupBy = Literal["category", "location", "product", "salesperson", "month"]
Grain = Literal["day", "week", "month"]
HitType = Literal["product", "supplier", "location", "order", "page"]


def _written(value: Decimal | float) -> str | float:
    return plain(value) if isinstance(value, Decimal) else value


Value = Annotated[
    Decimal | float,
    PlainSerializer(_written, when_used="json"),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"}, {"type": "number"}], "examples": ["12840.50", 0.23]}
    ),
]
"""Money as decimal text, anything else as a number."""


class Span(Shape):
    """A period of whole days, both included."""

    first: date
    last: date


class Tile(Shape):
    """One figure against the period before. Money is decimal text, everything else a number; null cannot be told."""

    name: TileName
    label: str
    value: Value | None
    previous: Value | None
    change: float | None = Field(description="Relative to the period before: 0.12 is 12 % more.")
    unit: Unit
    currency: str | None
    good_when: Literal["up", "down"]
    help: str = Field(description="What the figure is and how it is computed.")


class TrendDay(Shape):
    """Net sales of a day, and of the day as far into the period before."""

    day: date
    net: Exact
    previous_net: Exact | None


class CategoryFigure(Shape):
    """Sales of a category; `category_id` 0 gathers products without one."""

    category_id: int
    category: str
    net: Exact
    previous_net: Exact
    margin: Exact | None
    share: float


class LocationFigure(Shape):
    """Sales of a location."""

    location_id: int
    code: str
    location: str
    net: Exact
    previous_net: Exact
    margin: Exact | None
    share: float


class ProductFigure(Shape):
    """Sales of a product."""

    product: ProductRef
    units: Exact
    net: Exact
    margin: Exact | None
    share: float


class Dashboard(Shape):
    """The company, or what the person may see of it, at a glance."""

    period: Span
    previous: Span
    data_until: date | None
    stock_as_of: str | None
    generation: int | None
    currency: str
    tiles: list[Tile]
    trend: list[TrendDay]
    by_category: list[CategoryFigure]
    by_location: list[LocationFigure]
    top_products: list[ProductFigure]
    bottom_products: list[ProductFigure]
    alerts: dict[str, int]
    top_alerts: list[AlertView]


class SummaryRow(Shape):
    """Sales of one group against the period before."""

    key: str
    label: str
    net: Exact
    previous_net: Exact
    change: float | None
    units: Exact
    returned: Exact
    margin: Exact | None
    margin_share: float | None
    share: float
    currency: str


class ProductRanking(Shape):
    """Products in the order of their sales."""

    items: list[ProductFigure]
    period: Span
    currency: str


class TrendPoint(Shape):
    """Sales of a day, week (from Monday) or month, and of the one as far into the period before."""

    start: date
    net: Exact
    previous_net: Exact | None
    units: Exact
    margin: Exact | None


class Trend(Shape):
    """Sales over time."""

    items: list[TrendPoint]
    period: Span
    grain: Grain
    currency: str


class Hit(Shape):
    """Something that the search found, and where it is shown."""

    type: HitType
    id: int | None
    label: str
    detail: str
    href: str


class Hits(Shape):
    """What the search found, best first."""

    items: list[Hit]


class CampaignSide(Shape):
    """Sales of a group of products in a period, after returns."""

    units: Exact
    net: Exact
    margin: Exact | None


class CampaignLift(Shape):
    """What came on top of what was to be expected without the campaign; negative when less came."""

    expected: Exact
    extra: Exact
    share: float = Field(description="The extra as a share of what was expected: 0.5 is half as much again.")


class CampaignProductResult(Shape):
    """What one product of a campaign sold, against as many days before."""

    product: ProductRef
    units: Exact
    previous_units: Exact
    net: Exact
    previous_net: Exact
    margin: Exact | None
    previous_margin: Exact | None


class CampaignResults(Shape):
    """What came of a campaign: its products against the days before, and that change against the products outside of it.

    Figures are of whole days and of all channels. Margins are null for whoever may not see costs; lifts where nothing can be compared with.
    """

    campaign_id: int
    code: str
    name: str
    period: Span
    previous: Span
    known_until: date | None = Field(
        description="The last day with sales, when the campaign goes on after it; null when all its days are known."
    )
    product_count: int
    compared_count: int = Field(description="Products outside of every campaign that sold in both periods.")
    inside: CampaignSide
    inside_previous: CampaignSide
    outside: CampaignSide
    outside_previous: CampaignSide
    units_lift: CampaignLift | None
    net_lift: CampaignLift | None
    margin_lift: CampaignLift | None
    usual_swing: float | None = Field(
        description="By what share the same comparison of units moved in earlier periods without the campaign."
    )
    summary: list[str] = Field(description="The same in words.")
    products: list[CampaignProductResult] = Field(description="Up to 50 products of the campaign, most sold first.")
    currency: str


class DiscountView(Shape):
    """A discount worth trying, in whole percent, or why none is; gains are over 28 days at the units sold in the last ones."""

    percent: int | None
    price: Exact | None
    units_change: float | None
    gain_expected: Exact | None
    gain_worst: Exact | None = Field(description="At the worse end of the interval.")
    gain_best: Exact | None
    kept: str | None = Field(description="Why there is none: code.")
    message: str


class PriceAdvice(Shape):
    """A price that would earn more under every floor and a discount worth trying, or why the present price should stay.

    Gains are over 28 days at the units sold in the last ones, in all channels.
    """

    channel: str | None
    currency: str
    current_price: Exact | None
    band_percent: int = Field(description="How far from the present price one is looked for.")
    price: Exact | None
    price_least: Exact | None = Field(description="The best price at one end of the interval.")
    price_most: Exact | None = Field(description="The best price at the other end of the interval.")
    units: Exact = Field(description="Sold in the last 28 days.")
    units_change: float | None
    contribution_now: float | None = Field(description="Of each unit sold today, in the currency.")
    contribution_expected: float | None
    contribution_worst: float | None = Field(description="At the worse end of the interval.")
    contribution_best: float | None
    gain_expected: Exact | None
    gain_worst: Exact | None
    gain_best: Exact | None
    bound: str | None = Field(
        description="What kept it from going further: floor, maximum, band, or seen (no such price was ever asked for)."
    )
    kept: str | None = Field(description="Why the price should stay: code.")
    message: str
    discount: DiscountView


class ElasticityView(Shape):
    """How demand for a product answered to its price, or why that cannot be said, and what price that would make best.

    The elasticity is by how many percent units change when the price rises by one; `advice` is null for whoever may not see costs.
    """

    product: ProductRef
    weeks: int
    elasticity: float | None
    standard_error: float | None
    low: float | None
    high: float | None
    refused: str | None
    message: str = Field(description="What was found, or why nothing can be said and what would help.")
    advice: PriceAdvice | None


class LeftOut(Shape):
    """Products for which no price is advised, for one reason."""

    reason: str
    count: int
    message: str


class Recommendations(Shape):
    """Prices and discounts advised for the products that sell most, by the money to gain, and why others have none."""

    price_list: Named | None
    channel: str | None
    currency: str
    band_percent: int
    looked_at: int = Field(description="Products that sold most in the last 28 days.")
    measured: int = Field(description="Those whose answer to price is known well enough.")
    gain_expected: Exact = Field(description="Of all advised prices together, over 28 days.")
    items: list[ElasticityView]
    left_out: list[LeftOut]


class RecommendationApply(Body):
    """Put the prices that are advised for some products of a list into its draft."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"list_id": 1, "band_percent": 15, "product_ids": [1, 2]}]})

    list_id: Id
    band_percent: Annotated[int, Field(ge=1, le=100, description="The band that was looked at.")] = 15
    product_ids: Annotated[list[Id], Field(min_length=1, max_length=300)]


class CampaignDiscount(Shape):
    """The discount that earns most over the products of a campaign, or why none is advised; gains are over its days."""

    percent: int | None
    channel: str
    currency: str
    days: float
    products: int
    measured: int = Field(description="Those whose answer to price is known; the others are not counted.")
    held: int = Field(description="Measured products that a floor stops short of the discount.")
    sales_share: float | None = Field(description="Share of the list value of the last 28 days' units that was measured.")
    units_change: float | None
    gain_expected: Exact | None
    gain_worst: Exact | None
    gain_best: Exact | None
    kept: str | None
    message: str
