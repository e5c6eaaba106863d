"""What a campaign would do: every price before and after, what is lost, what is protected, and the totals."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from fluxion.base.web import Body, Exact, Shape
from fluxion.domains.catalog import ProductRef
from fluxion.domains.prices.shapes.campaigns import CampaignState, ProtectionLayer

PreviewFlag = Literal["discounted", "protected", "loses", "below_cost", "no_cost", "no_rate", "no_price", "no_discount", "beaten"]
PREVIEW_SORTS = (
    "sku",
    "name",
    "list_price",
    "price",
    "discount_percent",
    "contribution",
    "margin_percent",
    "safe_discount_percent",
    "profit_change",
)
COST_SORTS = frozenset({"contribution", "margin_percent", "safe_discount_percent", "profit_change"})
COST_FLAGS: frozenset[PreviewFlag] = frozenset({"protected", "loses", "below_cost", "no_cost"})
"""What tells something of costs: only for whoever may see them."""


class PreviewFilter(Body):
    """Which rows are wanted, in which channel; every condition given must hold."""

    configuration_id: int | None = None
    flag: PreviewFlag | None = None
    q: str | None = None


class PreviewRow(Shape):
    """A product before and in the campaign, for one unit; figures made of costs are null for whoever may not see them."""

    product: ProductRef
    list_price: Exact | None
    price: Exact | None = Field(description="The list price where the campaign offers nothing.")
    discount: Exact | None
    discount_percent: Exact | None
    flags: list[PreviewFlag]
    layer: ProtectionLayer | None = Field(description="The floor that decided the price; null where none did.")
    cost: Exact | None
    break_even_price: Exact | None
    contribution_before: Exact | None
    contribution: Exact | None
    margin_percent_before: Exact | None
    margin_percent: Exact | None = Field(description="Contribution in percent of the net price.")
    markup_percent: Exact | None = Field(description="Contribution in percent of the cost.")
    safe_discount_percent: Exact | None = Field(description="The largest discount off the list price that does not lose.")
    extra_units_percent: Exact | None = Field(description="How many percent more units keep the profit.")
    expected_units: Exact | None
    beaten_by: str | None = Field(description="Code of the campaign that the buyer gets instead.")
    best_price: Exact | None = Field(description="What the buyer pays, this campaign or the one that beats it.")


class PreviewTotals(Shape):
    """Counts over all products of the campaign, and sums at the expected volume where it was stated."""

    products: int
    discounted: int
    no_discount: int
    no_price: int
    beaten: int
    protected: int | None
    loses: int | None
    below_cost: int | None
    no_cost: int | None
    no_rate: int = Field(description="Products that nothing protects, because no exchange rate takes their cost or minimum there.")
    average_discount_percent: Exact | None = Field(description="Over the products discounted, each weighing the same.")
    units: Exact | None
    revenue_before: Exact | None = Field(description="Expected units at the list price.")
    revenue: Exact | None
    profit_before: Exact | None = Field(description="Contribution of the expected units at the list price.")
    profit: Exact | None
    extra_units_percent: Exact | None = Field(description="How many percent more units, over all products, keep the profit.")


class Overlap(Shape):
    """Another campaign of the channel that holds at the same time for some of the products."""

    id: int
    code: str
    name: str
    state: CampaignState
    starts_at: datetime
    ends_at: datetime
    priority: int
    products: int = Field(description="How many products both hold for.")
    wins: int = Field(description="For how many of them the buyer gets the other one.")


class CampaignPreview(Shape):
    """One page of what a campaign does in a channel, with the totals over all of its products."""

    configuration_id: int
    channel: str
    currency: str
    at: datetime = Field(description="Costs and list prices are those of this moment.")
    below_cost_policy: Literal["block", "warn", "off"]
    is_before_protection: bool = Field(
        description="True for whoever may not see costs, unless the campaign is active: prices are shown without the floors, which would tell them."
    )
    totals: PreviewTotals
    overlaps: list[Overlap]
    items: list[PreviewRow]
    next_cursor: str | None
    total: int = Field(description="Rows that match the filter.")
