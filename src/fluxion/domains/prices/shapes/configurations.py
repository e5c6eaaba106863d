"""Sales channels, exchange rates and the price policy, as they are sent and seen."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from fluxion.base.fields import Currency, Day, Name, ShortText
from fluxion.base.web import Amount, Body, Exact, Shape
from fluxion.domains.prices.shapes.terms import CharmKind, ConfigurationTerms, Points, Price
from fluxion.kernels.pricing import FeeBase, Method, PriceType, TaxMode

BelowCost = Literal["block", "warn", "off"]
Rate = Annotated[Exact, Field(gt=0, lt=Decimal("1e8"), decimal_places=10)]


class ConfigurationIn(ConfigurationTerms):
    """A sales channel to add; it starts with `cost_plus`."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Tienda en línea",
                    "currency": "EUR",
                    "price_type": "B2C",
                    "vat_percent": "21",
                    "deductions": {"platform": "2", "payment": "3", "marketing": "10"},
                    "markup_percent": "150",
                    "charm": "down_99",
                }
            ]
        }
    )

    name: Name


class DeductionsEdit(Body):
    """Deductions to change, in percent; what is left out stays."""

    platform: Points | None = None
    payment: Points | None = None
    shipping: Points | None = None
    marketing: Points | None = None
    other: Points | None = None


class ConfigurationEdit(Body):
    """Fields of a channel to change; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"markup_percent": "120", "deductions": {"payment": "3.5"}}]})

    name: Name | None = None
    currency: Currency | None = None
    price_type: PriceType | None = None
    vat_percent: Points | None = None
    other_taxes_percent: Points | None = None
    tax_mode: TaxMode | None = None
    deductions: DeductionsEdit | None = None
    fee_base: FeeBase | None = None
    method: Method | None = None
    markup_percent: Points | None = None
    charm: CharmKind | None = None
    charm_endings: Annotated[list[Price], Field(max_length=20)] | None = None
    charm_step: Price | None = None
    active: bool | None = None


class DeductionsView(Shape):
    """What is paid out of every sale, in percent."""

    platform: Exact
    payment: Exact
    shipping: Exact
    marketing: Exact
    other: Exact


class Warned(Shape):
    """Something a price or a channel should be warned of."""

    code: str
    message: str


class ConfigurationRef(Shape):
    """A channel as other answers name it."""

    id: int
    name: str
    currency: str


class ConfigurationView(Shape):
    """A sales channel; markup, deductions and what follows from them are null for whoever may not see costs."""

    id: int
    name: str
    currency: str
    price_type: PriceType
    vat_percent: Exact
    other_taxes_percent: Exact
    tax_mode: TaxMode
    deductions: DeductionsView | None
    fee_base: FeeBase
    method: Method
    markup_percent: Exact | None
    charm: CharmKind
    charm_endings: list[Exact]
    charm_step: Exact
    base_multiplier: Exact | None = Field(description="1 + markup.")
    tax_multiplier: Exact = Field(description="1 + the taxes that the posted price includes.")
    final_multiplier: Exact | None = Field(description="Base multiplier × tax multiplier.")
    products: int = Field(description="Active cost sheets that are sold in it.")
    warnings: list[Warned]
    active: bool
    version: int


class RateIn(Body):
    """What one unit of `currency` is worth in `to_currency` (the company's when left out) from a day on."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"currency": "EUR", "rate": "1.0825", "valid_on": "2026-03-02", "source": "BCE"}]}
    )

    currency: Currency
    to_currency: Currency | None = None
    valid_on: Day | None = Field(default=None, description="Today when left out.")
    rate: Rate
    source: ShortText | None = None


class RateEdit(Body):
    """Another rate for the same pair and day."""

    rate: Rate | None = None
    source: ShortText | None = None


class RateView(Shape):
    """An exchange rate; `in_force` is true for the latest of its pair today."""

    id: int
    currency: str
    to_currency: str
    valid_on: date
    rate: Exact
    source: str | None
    in_force: bool
    author_name: str
    created_at: datetime
    version: int


class PolicyEdit(Body):
    """What the company decides about prices; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"below_cost": "block", "approval_threshold_percent": "5"}]})

    below_cost: BelowCost | None = None
    approval_threshold_percent: Annotated[Amount, Field(le=1000)] | None = None


class PolicyView(Shape):
    """What the company decided about prices."""

    below_cost: BelowCost
    approval_threshold_percent: Exact = Field(description="From this change on, publishing a list waits for a second person.")
    version: int
