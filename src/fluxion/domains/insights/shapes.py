"""What insights shows."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field, PlainSerializer, WithJsonSchema

from fluxion.base.web import Exact, Shape
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
