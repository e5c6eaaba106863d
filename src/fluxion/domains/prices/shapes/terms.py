"""The terms of prices as people send them: channels, costs, strategies and promotions."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, PlainSerializer, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from fluxion.base.fields import LARGEST_ID, Currency, ShortText
from fluxion.base.web import Body, Exact
from fluxion.kernels.pricing import DiscountKind, FeeBase, Layer, MarginBase, Method, PriceType, StrategyKind, TaxMode

Points = Annotated[Exact, Field(decimal_places=4, description="Percent points: 21 is 21 %.")]
Price = Annotated[Exact, Field(decimal_places=4)]
ComponentKind = Literal["product", "packaging", "label", "freight", "handling", "other"]
CharmKind = Literal["none", "down_99", "custom"]
GUIDE: tuple[Layer, ...] = ("cost", "product_minimum", "campaign_minimum", "minimum_margin")
MOST_COMPONENTS = 100

Written = Annotated[
    Decimal,
    PlainSerializer(lambda value: f"{value:f}", return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$", "examples": ["13.29"]}),
]
"""Money or a percentage going out, with all the decimals it was rounded to: 5.50 and not 5.5."""


class DeductionsIn(Body):
    """What is paid out of every sale, in percent."""

    platform: Points = Decimal(0)
    payment: Points = Decimal(0)
    shipping: Points = Decimal(0)
    marketing: Points = Decimal(0)
    other: Points = Decimal(0)


class ConfigurationTerms(Body):
    """How a sales channel makes prices; a currency left out is the company's."""

    currency: Currency | None = None
    price_type: PriceType = "B2C"
    vat_percent: Points = Decimal(0)
    other_taxes_percent: Points = Decimal(0)
    tax_mode: TaxMode = "pass_through"
    deductions: DeductionsIn = DeductionsIn()
    fee_base: FeeBase = "net"
    method: Method = "cost_plus"
    markup_percent: Points = Decimal(0)
    charm: CharmKind = "none"
    charm_endings: Annotated[list[Price], Field(max_length=20, description="With `custom`: what prices may end in, within each step.")] = []
    charm_step: Price = Field(default=Decimal(1), description="With `custom`: endings repeat every so much.")


class InlineConfiguration(ConfigurationTerms):
    """A channel as the calculator takes it: the markup survives the deductions unless another method is sent."""

    method: Method = "gross_up"


class _OrItsId:
    """Lets a whole number stand for the configuration that has it as its id."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.wrap_serializer_function_ser_schema(_written, schema=(terms := handler(source)))
        return core_schema.no_info_wrap_validator_function(_terms_or_id, terms, serialization=written)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [handler(schema["schema"]), {"type": "integer", "minimum": 1, "maximum": LARGEST_ID}]}


def _terms_or_id(value: Any, handler: Any) -> Any:
    if type(value) is not int:
        return handler(value)
    if not 1 <= value <= LARGEST_ID:
        raise PydanticCustomError("greater_than_equal", "an id", {"ge": 1})
    return value


def _written(value: Any, handler: Any) -> Any:
    return value if isinstance(value, int) else handler(value)


class ComponentIn(Body):
    """A part of what a product costs: so many units of `value` each; a currency left out is the one of the whole."""

    type: ComponentKind = "product"
    name: ShortText = ""
    value: Price
    quantity: Annotated[Exact, Field(decimal_places=3)] = Decimal(1)
    currency: Currency | None = None


Components = Annotated[list[ComponentIn], Field(max_length=MOST_COMPONENTS)]


class StrategyIn(Body):
    """What is wanted of one product; prices are posted prices in the currency of the configuration."""

    kind: StrategyKind = "neutral"
    competitor_price: Price | None = None
    minimum: Price | None = None
    maximum: Price | None = None
    premium_multiplier: Points = Decimal(1)
    target_margin_percent: Points | None = Field(default=None, description="Overrides the markup; what is left after every deduction.")
    target_margin_base: MarginBase = Field(default="price", description="Of what the target margin is a share: net price or cost.")


class PromotionIn(Body):
    """A discount and the floors it must not break."""

    kind: DiscountKind = "percentage"
    value: Price
    minimum_price: Price | None = None
    minimum_margin_percent: Points | None = None
    protect: Annotated[list[Layer], Field(max_length=5)] = list(GUIDE)


class CalculationIn(Body):
    """What a price is asked for: a configuration or its id, a cost or its components, a strategy and perhaps a campaign.

    A `cost` sent beside components is the one that counts.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "configuration": {
                        "currency": "EUR",
                        "price_type": "B2C",
                        "vat_percent": "21",
                        "deductions": {"platform": "2", "payment": "3", "marketing": "10"},
                        "method": "gross_up",
                        "markup_percent": "150",
                        "charm": "down_99",
                    },
                    "cost": "5.50",
                    "campaign": {"kind": "percentage", "value": "30"},
                }
            ]
        }
    )

    configuration: Annotated[InlineConfiguration, _OrItsId()]
    cost: Price | None = None
    components: Components | None = None
    strategy: StrategyIn = StrategyIn()
    campaign: PromotionIn | None = None

    @property
    def configuration_id(self) -> int | None:
        """The id that stands for the configuration, if one was sent."""
        sent: Any = self.configuration
        return sent if isinstance(sent, int) else None
