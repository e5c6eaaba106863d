"""What a price is and why: the question of orders, the bot and everybody else, and its answer."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from fluxion.base.fields import Code, Currency, Id, Moment, Name
from fluxion.base.web import Body, Exact, Named, Quantity, Shape
from fluxion.domains.catalog import ProductRef
from fluxion.domains.prices.shapes.lists import BreakView, ChannelOf
from fluxion.kernels.pricing import Layer

PriceLayer = Literal["customer", "segment", "channel", "base", "computed", "catalogue"]
LookedAt = Literal["customer", "segment", "channel", "base", "computed", "catalogue", "break", "campaign", "floor"]
Decider = Literal[
    "list",
    "break",
    "computed",
    "catalogue",
    "campaign",
    "floor",
    "cost",
    "product_minimum",
    "minimum_margin",
    "break_even",
    "campaign_minimum",
]
MOST_LINES = 500


class QuoteLineIn(Body):
    """A product, by `product_id` or `sku`, and how many units of it."""

    product_id: Id | None = None
    sku: Code | None = None
    quantity: Annotated[Quantity, Field(gt=0)] = Field(default=1, validate_default=True)


class QuoteAsk(Body):
    """Whom the price is for, in which channel and currency, and when; what is left out is passed over, with the reason."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"customer_code": "C-0001", "channel": "Mayorista", "lines": [{"sku": "ARR-1KG", "quantity": "24"}]}]
        }
    )

    lines: Annotated[list[QuoteLineIn], Field(min_length=1, max_length=MOST_LINES)]
    customer_id: Id | None = None
    customer_code: Code | None = None
    channel_id: Id | None = None
    channel: Name | None = Field(default=None, description="The channel by its name.")
    currency: Currency | None = Field(
        default=None, description="The channel's when left out, else that of the first list that gives a price, else the company's."
    )
    at: Moment | None = Field(default=None, description="Now, when left out.")


class Looked(Shape):
    """One place where a price was looked for: whether it was used, and why or why not."""

    layer: LookedAt
    code: str
    used: bool
    message: str
    price_list: Named | None = None
    group: Named | None = None
    price: Exact | None = Field(default=None, description="What it would be for one unit, in the currency of the quote.")


class CampaignOf(Shape):
    """The campaign that made the price."""

    id: int
    code: str
    name: str
    badge_text: str
    badge_color: str
    ends_at: datetime


class QuoteLine(Shape):
    """The price of a line and the whole way to it; `price` is null where nothing gives one.

    `floor`, `margin_percent` and `contribution` are null for whoever may not see costs.
    """

    product: ProductRef
    quantity: Exact
    price: Exact | None = Field(description="For one unit.")
    amount: Exact | None
    base_price: Exact | None = Field(description="For one unit of one, before breaks and campaigns.")
    layer: PriceLayer | None
    decided_by: Decider | None
    price_list: Named | None
    list_version: int | None
    rung: BreakView | None
    next_rung: BreakView | None = Field(description="From how many units on it would be cheaper.")
    campaign: CampaignOf | None
    floor: Exact | None
    floor_layer: Layer | None
    contribution: Exact | None
    margin_percent: Exact | None
    warnings: list[str]
    trail: list[Looked]


class PriceQuote(Shape):
    """Prices for a customer in a channel at a moment, in one currency."""

    customer: Named | None
    channel: ChannelOf | None
    price_type: Literal["B2C", "B2B"] | None = Field(description="B2C: VAT is in the price; B2B: it is added on the invoice.")
    currency: str
    at: datetime
    lines: list[QuoteLine]
    total: Exact | None = Field(description="Null when a line has no price.")


class RepriceAsk(Body):
    """Which list to reprice, and which of its products to show."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"list_id": 1, "limit": 100}]})

    list_id: Id
    only: Literal["under_target", "all"] = Field(
        default="under_target", description="Those whose margin fell under their target, or all whose price would change."
    )
    category_id: Id | None = None
    limit: Annotated[int, Field(ge=1, le=1000)] = 200


class RepriceApply(Body):
    """Put the proposed prices into the draft of a list: those of the products named, or all."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"list_id": 1, "only": "under_target"}]})

    list_id: Id
    only: Literal["under_target", "all"] = "under_target"
    category_id: Id | None = None
    product_ids: Annotated[list[Id], Field(min_length=1, max_length=5000)] | None = None


RepriceReason = Literal["below_floor", "under_target", "above_target", "no_price", "no_cost"]


class Proposal(Shape):
    """A product whose price should change: what it costs, what it asks for now, and what it would have to ask for."""

    product: ProductRef
    reason: RepriceReason
    message: str
    cost: Exact
    price: Exact | None
    margin_percent: Exact | None
    target_percent: Exact
    proposed: Exact
    proposed_margin_percent: Exact
    change_percent: Exact | None
    floor: Exact


class Repricing(Shape):
    """What repricing a list would change: how many products, and those whose margin falls furthest short."""

    price_list: Named
    channel: ChannelOf
    currency: str
    looked_at: int
    under_target: int
    below_floor: int
    above_target: int
    without_price: int
    without_cost: int
    average_change_percent: Exact | None
    proposals: list[Proposal]
    shown: int
    found: int
    seconds: float
