"""What a plan proposes and warns of, and how people decide on it."""

from datetime import date, datetime
from typing import Annotated, Self, TypeVar

from pydantic import ConfigDict, Field, model_validator

from fluxion.base.fields import Id, ShortText
from fluxion.base.web import Body, Exact, Lasting, Named, Quantity, Shape
from fluxion.domains.planning.shapes.words import (
    AbcClass,
    AlertKind,
    ProductNamed,
    Reason,
    SuggestionState,
    TransferKind,
    Urgency,
    XyzClass,
)


class Explanation(Shape):
    """Why a number is what it is: in sentences, and as the figures the sentences are made of."""

    sentences: list[str]
    figures: dict[str, float | int | str | None]


class SuggestionView(Lasting):
    """One suggested order line with the figures behind it."""

    id: int
    product: ProductNamed
    location: Named
    supplier: Named | None
    abc: AbcClass
    xyz: XyzClass
    demand_class: str
    quantity_suggested: Exact
    quantity: Exact
    edited: bool
    unit_cost: Exact | None
    amount: Exact | None
    currency: str
    on_hand: Exact
    reserved: Exact
    on_order: Exact
    in_transit: Exact
    days_of_cover: float | None
    forecast_protection: float
    safety_stock: float
    reorder_point: float
    order_up_to: float
    pack_size: Exact
    moq: Exact
    needed_on: date
    order_by: date
    arrives_on: date
    urgency: Urgency
    state: SuggestionState
    note: str | None
    note_text: str | None
    reject_reason: str | None
    decided_at: datetime | None
    decided_by: str | None
    order_id: int | None
    run_id: int
    explanation: Explanation
    version: int


class SupplierTotal(Shape):
    """What the suggestions for one supplier and delivery location add up to, beside the least the supplier accepts."""

    supplier: Named | None
    location: Named
    lines: int
    amount: Exact | None
    minimum_order_value: Exact | None
    missing: Exact | None
    currency: str
    meets_minimum: bool


class TransferSuggestionView(Shape):
    """One suggested move of a product between two locations."""

    model_config = ConfigDict(serialize_by_alias=True)

    id: int
    kind: TransferKind
    product: ProductNamed
    origin: Named = Field(serialization_alias="from")
    target: Named = Field(serialization_alias="to")
    quantity_suggested: Exact
    quantity: Exact
    edited: bool
    unit_cost: Exact | None
    value: Exact | None
    currency: str
    ship_by: date
    state: SuggestionState
    note: str | None
    note_text: str | None
    reject_reason: str | None
    decided_at: datetime | None
    decided_by: str | None
    transfer_id: int | None
    run_id: int
    explanation: Explanation
    version: int


class QuantityChange(Body):
    """The quantity a person wants instead of the one suggested."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"quantity": "48"}]})

    quantity: Quantity


class Rejection(Body):
    """Why something suggested is not done."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "Se descontinúa el producto"}]})

    reason: Reason


class SuggestionFilter(Body):
    """Which suggestions: every condition given must hold."""

    state: SuggestionState = "open"
    supplier_id: Id | None = None
    location_id: Id | None = None
    category_id: Id | None = None
    product_id: Id | None = None
    abc: AbcClass | None = None
    xyz: XyzClass | None = None
    urgency: Urgency | None = None
    without_supplier: bool | None = None
    q: ShortText | None = None


class TransferFilter(Body):
    """Which suggested transfers: every condition given must hold."""

    state: SuggestionState = "open"
    from_location_id: Id | None = None
    to_location_id: Id | None = None
    category_id: Id | None = None
    product_id: Id | None = None
    kind: TransferKind | None = None
    q: ShortText | None = None


Choice = TypeVar("Choice")


def _one_of(choice: Choice, ids: object, chosen: object) -> Choice:
    if (ids is None) == (chosen is None):
        raise ValueError("give either ids or filter")
    return choice


Ids = Annotated[list[Id], Field(min_length=1, max_length=5000)]


class SuggestionChoice(Body):
    """Some suggestions by id, or all that a filter finds; exactly one of the two."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"filter": {"state": "open", "supplier_id": 3}}]})

    ids: Ids | None = None
    filter: SuggestionFilter | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        return _one_of(self, self.ids, self.filter)


class SuggestionRejections(SuggestionChoice):
    """Which suggestions are rejected, and why."""

    reason: Reason


class TransferChoice(Body):
    """Some suggested transfers by id, or all that a filter finds; exactly one of the two."""

    ids: Ids | None = None
    filter: TransferFilter | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        return _one_of(self, self.ids, self.filter)


class TransferRejections(TransferChoice):
    """Which suggested transfers are rejected, and why."""

    reason: Reason


class RowResult(Shape):
    """What became of one row of a bulk action."""

    id: int
    ok: bool
    code: str | None = None
    message: str | None = None


class OrderMade(Shape):
    """A draft purchase order that approved suggestions were put on."""

    id: int
    number: str
    supplier: Named
    location: Named
    lines: int
    total: Exact
    currency: str


class Approval(Shape):
    """The orders that came of an approval, and a result per suggestion."""

    orders: list[OrderMade]
    results: list[RowResult]


class TransferMade(Shape):
    """A draft transfer that approved suggestions were put on."""

    model_config = ConfigDict(serialize_by_alias=True)

    id: int
    number: str
    origin: Named = Field(serialization_alias="from")
    target: Named = Field(serialization_alias="to")
    lines: int


class TransferApproval(Shape):
    """The transfers that came of an approval, and a result per suggestion."""

    transfers: list[TransferMade]
    results: list[RowResult]


class RejectionResult(Shape):
    """A result per rejected suggestion."""

    results: list[RowResult]


class AlertFilter(Body):
    """Which alerts: every condition given must hold."""

    kind: AlertKind | None = None
    location_id: Id | None = None
    category_id: Id | None = None
    q: ShortText | None = None
    dismissed: bool = False


class AlertChoice(Body):
    """Some alerts by id, or all that a filter finds."""

    ids: Annotated[list[Id], Field(min_length=1, max_length=1000)] | None = None
    filter: AlertFilter | None = None

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        return _one_of(self, self.ids, self.filter)


class AlertView(Shape):
    """Something that needs a person's eye, with the money it puts at risk."""

    id: int
    kind: AlertKind
    severity: int
    product: ProductNamed
    location: Named
    money_at_risk: Exact | None
    currency: str
    data: dict[str, float | int | str | None]
    text: str
    since: datetime
    dismissed_at: datetime | None
    dismissed_by: str | None
    version: int
