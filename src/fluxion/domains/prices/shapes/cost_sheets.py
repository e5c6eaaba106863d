"""Cost sheets as they are sent and seen: what a product costs, since when, and how it is meant to be priced."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, model_validator

from fluxion.base.fields import Currency, Day, Id, ShortText
from fluxion.base.web import Body, Exact, Shape
from fluxion.domains.catalog import ProductRef
from fluxion.domains.prices.shapes.calculated import Calculation
from fluxion.domains.prices.shapes.configurations import ConfigurationRef, Warned
from fluxion.domains.prices.shapes.terms import MOST_COMPONENTS, ComponentIn, ComponentKind, Points, Price, Written
from fluxion.kernels.pricing import MarginBase, StrategyKind

CostSource = Literal["manual", "receipt", "import", "catalog"]
Parts = Annotated[list[ComponentIn], Field(min_length=1, max_length=MOST_COMPONENTS)]
Channels = Annotated[list[Id], Field(max_length=50)]
MOST_AT_ONCE = 500
MOST_MATCHING = 5000


class SheetIn(Body):
    """A cost sheet to add; without components it starts with the catalogue's cost."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "product_id": 12,
                    "configuration_ids": [1],
                    "components": [{"name": "Tela", "value": "3.00"}, {"type": "packaging", "name": "Bolsa", "value": "0.50"}],
                }
            ]
        }
    )

    product_id: Id
    currency: Currency | None = Field(
        default=None, description="Of its limits, and of components that name none; the company's when left out."
    )
    configuration_ids: Channels = []
    components: Parts | None = None
    valid_from: Day | None = None
    strategy: StrategyKind = "neutral"
    minimum_price: Price | None = None
    maximum_price: Price | None = None
    premium_multiplier: Points = Decimal(1)
    target_margin_percent: Points | None = None
    target_margin_base: MarginBase = "price"


class SheetEdit(Body):
    """Fields of a sheet to change; what is left out stays, and `configuration_ids` replaces the channels before."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"strategy": "aggressive", "minimum_price": "9.50"}]})

    currency: Currency | None = None
    configuration_ids: Channels | None = None
    strategy: StrategyKind | None = None
    minimum_price: Price | None = None
    maximum_price: Price | None = None
    premium_multiplier: Points | None = None
    target_margin_percent: Points | None = None
    target_margin_base: MarginBase | None = None
    active: bool | None = None


class CostIn(Body):
    """What a product costs from a day on (today when left out)."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"valid_from": "2026-03-02", "components": [{"name": "Tela", "value": "3.20"}]}]}
    )

    components: Parts
    valid_from: Day | None = None
    reference: ShortText | None = None


class SheetFilter(Body):
    """Which sheets are wanted; every condition given must hold."""

    q: str | None = None
    category_id: int | None = None
    configuration_id: int | None = None
    strategy: StrategyKind | None = None
    active: bool | None = None


class SheetBatch(Body):
    """Sheets to change in the same way: up to 500 named by id or by their products (which get one when they have none), or by a filter."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"ids": [3, 4], "change": {"strategy": "neutral"}, "add_configuration_ids": [1]}]}
    )

    ids: Annotated[list[Id], Field(min_length=1, max_length=MOST_AT_ONCE)] | None = None
    product_ids: Annotated[list[Id], Field(min_length=1, max_length=MOST_AT_ONCE)] | None = None
    filter: SheetFilter | None = Field(default=None, description="Every sheet that matches, up to 5,000.")
    change: SheetEdit = SheetEdit()
    add_configuration_ids: Channels = []
    remove_configuration_ids: Channels = []

    @model_validator(mode="after")
    def _one_of_the_three(self) -> Self:
        if sum(each is not None for each in (self.ids, self.product_ids, self.filter)) != 1:
            raise ValueError("send ids, product_ids or filter")
        return self


class SheetResult(Shape):
    """What became of one sheet of a batch; `id` is null where none was made."""

    index: int
    ok: bool
    id: int | None = None
    code: str | None = None
    message: str | None = None


class SheetResults(Shape):
    """What became of each sheet, in the order they were named."""

    results: list[SheetResult]


class ComponentView(Shape):
    """A part of a cost: so many units of `value` each."""

    type: ComponentKind
    name: str
    value: Exact
    quantity: Exact
    currency: str


class CostView(Shape):
    """A cost from a day on; `in_force` for the one that holds today."""

    id: int
    valid_from: date
    cost: Exact
    currency: str
    source: CostSource
    reference: str | None
    author_name: str
    created_at: datetime
    in_force: bool
    change_percent: Written | None = Field(description="Against the version before, where both are in one currency.")
    components: list[ComponentView]


class CompetitorSeen(Shape):
    """The latest price of a competitor."""

    competitor: str
    price: Exact
    currency: str
    observed_on: date
    source: str | None


class SheetPrice(Shape):
    """The price of a product in one channel; `problem` says why there is none."""

    configuration: ConfigurationRef
    calculation: Calculation | None
    competitor_price: Written | None = Field(description="The lowest of the competitors' latest prices, in the channel's currency.")
    competitor_index: Written | None = Field(description="Our price ÷ the competitor's, in percent: 95.0 is 5 % cheaper.")
    problem: Warned | None
    warnings: list[Warned]


class SheetRow(Shape):
    """A cost sheet as lists show it; costs, margins and limits are null for whoever may not see costs."""

    id: int
    product: ProductRef
    active: bool
    currency: str
    cost: Exact | None
    cost_currency: str | None
    valid_from: date | None
    source: CostSource | None
    strategy: StrategyKind
    minimum_price: Exact | None
    maximum_price: Exact | None
    premium_multiplier: Exact
    target_margin_percent: Exact | None
    target_margin_base: MarginBase
    configurations: list[ConfigurationRef]
    price: SheetPrice | None = Field(description="In the first of its channels.")
    version: int


class SheetView(SheetRow):
    """A cost sheet in full: what the cost is made of, its price in every channel, and what competitors ask."""

    components: list[ComponentView]
    prices: list[SheetPrice]
    competitors: list[CompetitorSeen]
    catalogue_cost: Exact | None = Field(description="The cost that the catalogue states, in the company's currency.")
    catalogue_price: Exact | None


class CostHistory(Shape):
    """What a product cost, the newest first; empty for whoever may not see costs."""

    versions: list[CostView]
