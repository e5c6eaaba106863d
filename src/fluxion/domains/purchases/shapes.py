"""What purchases takes and gives: who supplies a product, and purchase orders."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from fluxion.base.fields import Day, Days, Id, LongText, ShortText
from fluxion.base.web import Amount, Body, Exact, Quantity, Shape
from fluxion.domains.catalog import LocationRef, ProductRef
from fluxion.domains.partners import SupplierRef

OrderState = Literal["draft", "approved", "sent", "received", "cancelled"]
Lot = Annotated[Quantity, Field(gt=0)]
Explanation = dict[str, Any]


class PriceBreak(Body):
    """From `least` units on, every unit of the order costs `cost`."""

    least: Lot
    cost: Amount


class SupplyIn(Body):
    """A product as one supplier sells it; nulls fall back to the product's or the supplier's own values."""

    supplier_id: Id
    is_preferred: bool = False
    cost: Amount | None = None
    lead_time_days: Days | None = None
    pack_size: Lot | None = None
    moq: Quantity | None = None
    price_breaks: Annotated[list[PriceBreak], Field(max_length=20)] = []


class SupplyListIn(Body):
    """Every supplier of a product; replaces the list before. At most one is preferred."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"suppliers": [{"supplier_id": 4, "is_preferred": True, "cost": "11.20", "lead_time_days": 9}]}]}
    )

    suppliers: Annotated[list[SupplyIn], Field(max_length=50)]


class PriceBreakView(Shape):
    """From `least` units on, every unit of the order costs `cost`."""

    least: Exact
    cost: Exact


class SupplyView(Shape):
    """A product as one supplier sells it; `cost` is in `currency` and null for whoever may not see costs."""

    supplier: SupplierRef
    is_preferred: bool
    cost: Exact | None
    currency: str
    lead_time_days: int | None
    pack_size: Exact | None
    moq: Exact | None
    price_breaks: list[PriceBreakView] = Field(description="Empty for whoever may not see costs.")


class SupplyListView(Shape):
    """Every supplier of a product, the preferred one first."""

    product_id: int
    suppliers: list[SupplyView]
    version: int = Field(description="The product's version; send it back with If-Match.")


class OrderLineDraft(Body):
    """One line that becomes part of a draft order to its supplier for its location."""

    supplier_id: Id
    location_id: Id
    product_id: Id
    quantity: Lot
    unit_cost: Amount | None = None
    expected_on: Day | None = None
    suggestion_id: Id | None = None
    explanation: Explanation | None = None


class OrderLineIn(Body):
    """A product and how much of it to order; without `unit_cost` the supplier's or the product's cost is taken."""

    product_id: Id
    quantity: Lot
    unit_cost: Amount | None = None


OrderLines = Annotated[list[OrderLineIn], Field(min_length=1, max_length=5000)]


class OrderIn(Body):
    """A purchase order to draft."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "supplier_id": 4,
                    "location_id": 1,
                    "expected_on": "2026-12-10",
                    "lines": [{"product_id": 12, "quantity": "240", "unit_cost": "11.20"}],
                }
            ]
        }
    )

    supplier_id: Id
    location_id: Id
    lines: OrderLines
    expected_on: Day | None = None
    notes: LongText | None = None


class OrderEdit(Body):
    """Fields of an order to change; `lines`, when given, replace all lines and only while it is a draft."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"expected_on": "2026-12-12", "notes": "Entregar por la mañana"}]})

    lines: OrderLines | None = None
    expected_on: Day | None = None
    notes: LongText | None = None


class ReceivedLine(Body):
    """What arrived of one line."""

    line_id: Id
    quantity: Lot


class Receipt(Body):
    """Goods that arrived; without `lines` everything still open arrived."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"lines": [{"line_id": 31, "quantity": "120"}], "received_on": "2026-12-09", "reference": "GUIA-881"}]
        }
    )

    lines: Annotated[list[ReceivedLine], Field(min_length=1, max_length=5000)] | None = None
    received_on: Day | None = Field(default=None, description="The day it arrived; today when left out.")
    reference: ShortText | None = None
    close: bool = Field(default=False, description="Nothing more is expected: the rest is given up.")


class OrderLineView(Shape):
    """One product of an order; costs are null when unknown or not to be seen."""

    id: int
    product: ProductRef
    quantity: Exact
    received: Exact
    unit_cost: Exact | None
    amount: Exact | None
    suggestion_id: int | None
    explanation: Explanation | None = Field(description="Why this quantity, as it was when it was proposed.")


class OrderHead(Shape):
    """A purchase order as lists show it."""

    id: int
    number: str
    supplier: SupplierRef
    location: LocationRef
    state: OrderState
    currency: str
    total: Exact | None
    line_count: int
    expected_on: date | None
    created_at: datetime
    approved_at: datetime | None
    approved_by: str | None
    version: int


class OrderView(Shape):
    """A purchase order with its lines."""

    id: int
    number: str
    supplier: SupplierRef
    location: LocationRef
    state: OrderState
    currency: str
    total: Exact | None = Field(description="Sum of the lines whose cost is known.")
    expected_on: date | None
    notes: str | None
    created_at: datetime
    created_by: str
    approved_at: datetime | None
    approved_by: str | None
    sent_at: datetime | None
    received_at: datetime | None
    cancelled_at: datetime | None
    version: int
    lines: list[OrderLineView]


class OrderFilter(Body):
    """Which orders are wanted; every condition given must hold."""

    q: str | None = None
    state: OrderState | None = None
    is_open: bool | None = None
    supplier_id: int | None = None
    location_id: int | None = None
    product_id: int | None = None
