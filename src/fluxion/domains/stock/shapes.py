"""What stock takes and gives: levels, movements, transfers."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from fluxion.base.fields import Day, Id, LongText, ShortText
from fluxion.base.web import Body, Exact, Lasting, Quantity, Shape, SignedQuantity
from fluxion.domains.catalog import LocationRef, ProductRef

StockState = Literal["out", "low", "ok", "over"]
MovementKind = Literal["count", "adjustment", "receipt", "transfer_out", "transfer_in"]
TransferState = Literal["draft", "approved", "shipped", "received", "cancelled"]
Lot = Annotated[Quantity, Field(gt=0)]
Explanation = dict[str, Any]


class LevelView(Lasting):
    """Stock of one product at one location; cost and value are null for whoever may not see costs."""

    id: int
    product: ProductRef
    location: LocationRef
    on_hand: Exact
    reserved: Exact
    available: Exact = Field(description="On hand less reserved.")
    on_order: Exact = Field(description="Open quantity of approved and sent orders, or what a loaded file stated when there are none.")
    in_transit: Exact
    unit_cost: Exact | None
    value: Exact | None
    currency: str
    days_of_cover: float | None = Field(description="Available ÷ expected daily demand; null without a forecast.")
    reorder_point: Exact | None
    order_up_to: Exact | None
    state: StockState
    as_of: datetime | None


class LevelFilter(Body):
    """Which levels are wanted; every condition given must hold."""

    q: str | None = None
    product_id: int | None = None
    location_id: int | None = None
    category_id: int | None = None
    supplier_id: int | None = None
    state: StockState | None = None


class LevelAt(Shape):
    """What one location has of a product."""

    location_id: int
    on_hand: Exact
    available: Exact
    state: StockState


class ConsolidatedView(Shape):
    """A product over all the locations that the person sees."""

    product: ProductRef
    locations: list[LevelAt]
    on_hand: Exact
    available: Exact
    value: Exact | None
    currency: str
    days_of_cover: float | None


class MovementIn(Body):
    """An adjustment (by how much) or a count (how much there is)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"product_id": 12, "location_id": 1, "kind": "adjustment", "quantity": "-3", "reference": "Rotura en almacén"}]
        }
    )

    product_id: Id
    location_id: Id
    kind: Literal["count", "adjustment"]
    quantity: SignedQuantity
    reference: ShortText | None = None


class MovementView(Shape):
    """One change of the stock on hand; `balance` is what lay there afterwards."""

    id: int
    at: datetime
    product: ProductRef
    location: LocationRef
    kind: MovementKind
    quantity: Exact
    balance: Exact
    reference: str | None
    actor_name: str


class MovementFilter(Body):
    """Which movements are wanted."""

    product_id: int | None = None
    location_id: int | None = None
    kind: MovementKind | None = None


class Move(Shape):
    """One change of stock that another document causes."""

    product_id: int
    location_id: int
    kind: MovementKind | None = Field(default=None, description="Null when nothing physical moves, only what is on its way.")
    quantity: Decimal = Decimal(0)
    reference: str | None = None
    on_order: Decimal = Decimal(0)
    in_transit: Decimal = Decimal(0)


class TransferLineDraft(Body):
    """One line that becomes part of a transfer from one location to another."""

    from_location_id: Id
    to_location_id: Id
    product_id: Id
    quantity: Lot
    expected_on: Day | None = None
    suggestion_id: Id | None = None
    explanation: Explanation | None = None


class TransferLineIn(Body):
    """A product and how much of it to move."""

    product_id: Id
    quantity: Lot


TransferLines = Annotated[list[TransferLineIn], Field(min_length=1, max_length=2000)]


class TransferIn(Body):
    """A transfer to draft."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"from_location_id": 1, "to_location_id": 2, "lines": [{"product_id": 12, "quantity": "24"}], "notes": "Urgente"}]
        }
    )

    from_location_id: Id
    to_location_id: Id
    lines: TransferLines
    expected_on: Day | None = None
    notes: LongText | None = None


class TransferEdit(Body):
    """Fields of a draft to change; `lines`, when given, replace all lines."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"lines": [{"product_id": 12, "quantity": "36"}]}]})

    lines: TransferLines | None = None
    expected_on: Day | None = None
    notes: LongText | None = None


class TransferReceivedLine(Body):
    """What arrived of one line."""

    line_id: Id
    quantity: Quantity


class TransferReceipt(Body):
    """What arrived; lines left out arrived in full."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"lines": [{"line_id": 7, "quantity": "23"}]}]})

    lines: Annotated[list[TransferReceivedLine], Field(max_length=2000)] = []


class TransferLineView(Shape):
    """One product of a transfer."""

    id: int
    product: ProductRef
    quantity: Exact
    shipped: Exact
    received: Exact
    suggestion_id: int | None
    explanation: Explanation | None


class TransferView(Shape):
    """A transfer with its lines."""

    id: int
    number: str
    from_location: LocationRef
    to_location: LocationRef
    state: TransferState
    expected_on: date | None
    notes: str | None
    created_at: datetime
    created_by: str
    approved_at: datetime | None
    approved_by: str | None
    shipped_at: datetime | None
    received_at: datetime | None
    cancelled_at: datetime | None
    version: int
    lines: list[TransferLineView]


class TransferRow(Shape):
    """A transfer as lists show it."""

    id: int
    number: str
    from_location: LocationRef
    to_location: LocationRef
    state: TransferState
    lines: int
    units: Exact
    expected_on: date | None
    created_at: datetime
    version: int


class TransferFilter(Body):
    """Which transfers are wanted; `location_id` is either end."""

    q: str | None = None
    state: TransferState | None = None
    location_id: int | None = None
