"""What campaigns take and give: the offer as it is typed, its states, and the presets."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from fluxion.base.fields import Code, Id, Name, ShortText, within_days
from fluxion.base.web import Amount, Body, Exact, Quantity, Shape
from fluxion.domains.catalog import ProductRef

CampaignKind = Literal["percentage", "amount", "fixed"]
CampaignScope = Literal["all", "products", "categories", "filter"]
CampaignState = Literal["active", "scheduled", "finished", "inactive"]
ProtectionLayer = Literal["cost", "product_minimum", "campaign_minimum", "minimum_margin", "break_even"]
PresetName = Literal["black_friday", "cyber_monday", "christmas", "new_year", "summer_clearance"]
LAYERS: tuple[ProtectionLayer, ...] = ("cost", "product_minimum", "campaign_minimum", "minimum_margin", "break_even")
MOST_PRODUCTS = 60_000

Positive = Annotated[Amount, Field(gt=0)]
Percent = Annotated[Amount, Field(lt=1000)]
Color = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$"), AfterValidator(str.lower)]
Lot = Annotated[Quantity, Field(gt=0)]


def _typed_time(value: Any) -> datetime:
    if not isinstance(value, str) or len(value) < len("2026-11-27T00:00"):
        raise ValueError('write day and hour, such as "2026-11-27T00:00"')
    moment = datetime.fromisoformat(value)
    within_days(moment.date())
    return moment


TypedTime = Annotated[
    datetime,
    BeforeValidator(_typed_time),
    WithJsonSchema({"type": "string", "examples": ["2026-11-27T00:00"], "description": "In the company's time zone unless it names one."}),
]


class CampaignChannelIn(Body):
    """A channel the campaign holds in; amounts here win over those of the campaign and are in the channel's currency."""

    configuration_id: Id
    value: Positive | None = None
    minimum_price: Positive | None = None


class ProductNarrowing(Body):
    """Which products, said by what they have in common; every condition given must hold."""

    q: ShortText | None = None
    category_id: Id | None = None
    brand: ShortText | None = None


class CampaignProducts(Body):
    """The products of a campaign: all, those chosen, those of some categories, or those that a filter finds."""

    scope: CampaignScope
    product_ids: Annotated[list[Id], Field(max_length=MOST_PRODUCTS)] = []
    skus: Annotated[list[Code], Field(max_length=MOST_PRODUCTS, description="Chosen by SKU, beside `product_ids`.")] = []
    category_ids: Annotated[list[Id], Field(max_length=1000)] = []
    narrowing: ProductNarrowing | None = None
    left_out_ids: Annotated[list[Id], Field(max_length=MOST_PRODUCTS, description="Products it never holds for.")] = []


class ExpectedUnits(Body):
    """How many units of a product the campaign is expected to sell."""

    product_id: Id
    units: Lot


class CampaignIn(Body):
    """A campaign as it is typed."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Black Friday",
                    "code": "BF-2026",
                    "kind": "percentage",
                    "value": "30",
                    "channels": [{"configuration_id": 1}],
                    "products": {"scope": "all"},
                    "starts_at": "2026-11-27T00:00",
                    "ends_at": "2026-11-30T00:00",
                    "badge_text": "BLACK FRIDAY",
                    "badge_color": "#111111",
                }
            ]
        }
    )

    name: Name
    code: Code
    preset: PresetName | None = None
    kind: CampaignKind
    value: Positive | None = Field(
        default=None, description="Percent off, money off, or the price; null when every channel states its own amount."
    )
    channels: Annotated[list[CampaignChannelIn], Field(min_length=1, max_length=50)]
    products: CampaignProducts
    starts_at: TypedTime
    ends_at: TypedTime = Field(description="The first moment at which it no longer holds.")
    badge_text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=30)] = ""
    badge_color: Color = "#111111"
    priority: Annotated[int, Field(ge=0, le=999)] = Field(default=0, description="Of two equal prices the larger wins.")
    is_on: bool = True
    minimum_price: Positive | None = Field(default=None, description="Nothing is sold for less in this campaign.")
    minimum_margin_percent: Percent | None = Field(default=None, description="Percent points over cost, at least.")
    protect: Annotated[list[ProtectionLayer], Field(max_length=5)] = Field(
        default=list(LAYERS), description="Floors that hold; leaving one out needs `prices.switch_protection`."
    )
    expected_units: Lot | None = Field(
        default=None, description="Units that each product is expected to sell; when left out, as many a day as in the last 28."
    )
    expected: Annotated[list[ExpectedUnits], Field(max_length=MOST_PRODUCTS)] = []


class CampaignSwitch(Body):
    """Whether the campaign may hold at all."""

    is_on: bool


class CampaignCopy(Body):
    """The name, code and period of a copy; the rest is as in the original."""

    name: Name
    code: Code
    starts_at: TypedTime
    ends_at: TypedTime


class ProtectionSwitch(Body):
    """A layer of protection, on or off."""

    layer: ProtectionLayer
    is_on: bool


class CampaignFilter(Body):
    """Which campaigns are wanted; every condition given must hold."""

    q: str | None = None
    state: CampaignState | None = None
    configuration_id: int | None = None


class LayerView(Shape):
    """A layer of protection: whether it holds, and who switched it last."""

    layer: ProtectionLayer
    is_on: bool
    switched_by: str | None
    switched_at: datetime | None


class CampaignChannelView(Shape):
    """A channel the campaign holds in, with the amounts that count there."""

    configuration_id: int
    name: str
    currency: str
    value: Exact
    minimum_price: Exact | None
    own_value: Exact | None = Field(description="Typed for this channel; null when the campaign's counts.")
    own_minimum_price: Exact | None
    is_usable: bool = Field(description="False once the channel's currency is no longer that of the amounts, or it is out of use.")


class NamedCategory(Shape):
    """A category by its name."""

    id: int
    name: str


class NarrowingView(Shape):
    """Which products, said by what they have in common."""

    q: str | None
    category_id: int | None
    brand: str | None


class ExpectedView(Shape):
    """How many units of a product the campaign is expected to sell."""

    product_id: int
    units: Exact


class CampaignProductsView(Shape):
    """The products of a campaign: the ids of all that it names, and the first of them by their names."""

    scope: CampaignScope
    chosen: list[ProductRef]
    chosen_ids: list[int]
    categories: list[NamedCategory]
    narrowing: NarrowingView | None
    left_out: list[ProductRef]
    left_out_ids: list[int]


class CampaignHead(Shape):
    """A campaign as lists show it."""

    id: int
    name: str
    code: str
    preset: PresetName | None
    kind: CampaignKind
    value: Exact | None = Field(description="Null when each channel states its own.")
    currency: str | None = Field(description="Of the amounts; null for percentages and for channels of several currencies.")
    channels: list[str]
    scope: CampaignScope
    starts_at: datetime
    ends_at: datetime
    state: CampaignState
    is_on: bool
    badge_text: str
    badge_color: str
    priority: int
    layers_off: int = Field(description="How many layers of protection are switched off.")
    version: int


class CampaignCounts(Shape):
    """How many campaigns there are in each state."""

    active: int
    scheduled: int
    finished: int
    inactive: int


class CampaignView(Shape):
    """A campaign in full."""

    id: int
    name: str
    code: str
    preset: PresetName | None
    kind: CampaignKind
    value: Exact | None
    channels: list[CampaignChannelView]
    products: CampaignProductsView
    starts_at: datetime
    ends_at: datetime
    starts_local: str
    ends_local: str
    timezone: str
    period_notes: list[str] = Field(description="Said when an hour of the period exists twice, as when clocks go back.")
    state: CampaignState
    is_on: bool
    badge_text: str
    badge_color: str
    priority: int
    minimum_price: Exact | None
    minimum_margin_percent: Exact | None
    protection: list[LayerView]
    expected_units: Exact | None
    expected: list[ExpectedView]
    created_at: datetime
    created_by: str
    version: int


class PresetView(Shape):
    """What a new campaign of an occasion starts with; the badge's words are in the reader's language."""

    preset: PresetName
    name: str
    kind: CampaignKind
    value: Exact
    badge_text: str
    badge_color: str
    starts_at: str = Field(description="The next occasion, in the company's time zone.")
    ends_at: str
