"""Price lists as they are stated and shown: whom they are for, their rows, their versions, and what publishing would do."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import ConfigDict, Field

from fluxion.base.fields import Code, Currency, Id, LongText, Moment, Name
from fluxion.base.web import Amount, Body, Exact, Named, Quantity, Shape
from fluxion.domains.catalog import ProductRef
from fluxion.kernels.pricing import DiscountKind

Audience = Literal["base", "channel", "segment", "customer"]
VersionState = Literal["draft", "waiting", "scheduled", "current", "superseded", "reverted", "withdrawn"]
RowSource = Literal["typed", "import", "adjustment", "reprice", "advice", "revert"]
RowKind = Literal["new", "raised", "lowered", "breaks", "removed", "same"]
Priority = Annotated[int, Field(ge=1, le=1000, description="Of two that fit, the larger number wins; then the older one.")]
ListPrice = Annotated[Amount, Field(gt=0)]
SignedPercent = Annotated[Exact, Field(gt=-100, le=1000, decimal_places=4)]
RowChoice = Literal["changed", "missing", "below_floor"]
MOST_ROWS = 5000
MOST_BREAKS = 20
MOST_CUSTOMERS = 10_000


class BreakIn(Body):
    """From `least` units on: `value` percent off the base price, an amount off it, or a fixed price."""

    least: Annotated[Quantity, Field(gt=1)]
    kind: DiscountKind = "percentage"
    value: ListPrice


class BreakView(Shape):
    """From `least` units on each unit costs `price`, as `kind` and `value` say of the base price."""

    least: Exact
    kind: DiscountKind
    value: Exact
    price: Exact


class ChannelOf(Shape):
    """A sales channel as price lists and quotes name it."""

    id: int
    name: str
    currency: str


class ListIn(Body):
    """A price list: for everybody (`base`), a channel, a group of customers (`segment`) or the customers named."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"code": "MAYOR", "name": "Mayoristas", "audience": "segment", "group_id": 1, "currency": "USD"}]}
    )

    code: Code
    name: Name
    audience: Audience
    currency: Currency
    configuration_id: Id | None = Field(
        default=None, description="The channel of a channel's list; on others it narrows the list to that channel."
    )
    group_id: Id | None = Field(default=None, description="The group of a segment's list.")
    customer_ids: Annotated[list[Id], Field(max_length=MOST_CUSTOMERS)] = Field(
        default=[], description="Customers of a customers' list, besides those whose own `price_list` is its code."
    )
    priority: Priority = 100
    starts_at: Moment | None = None
    ends_at: Moment | None = Field(default=None, description="The list holds until, but not at, this moment.")


class ListEdit(Body):
    """Fields of a list to change; what is left out stays as it is. Audience and currency stay."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Mayoristas del norte", "priority": 500}]})

    code: Code | None = None
    name: Name | None = None
    configuration_id: Id | None = None
    group_id: Id | None = None
    customer_ids: Annotated[list[Id], Field(max_length=MOST_CUSTOMERS)] | None = None
    priority: Priority | None = None
    starts_at: Moment | None = None
    ends_at: Moment | None = None
    active: bool | None = None


class VersionView(Shape):
    """One version of a list: what it is now, when it starts, who made and published it, and how many rows it changes."""

    id: int
    number: int
    state: VersionState
    rows: int
    starts_at: datetime | None
    note: str | None
    reverts: int | None = Field(description="Number of the version that this one undoes.")
    created_at: datetime
    created_by: str
    submitted_at: datetime | None
    submitted_by: str | None
    published_at: datetime | None
    published_by: str | None
    approved_by: str | None
    refusal: str | None = Field(description="Why an approver sent it back.")


class ListView(Shape):
    """A price list, with the version that is open (draft or waiting) if there is one."""

    id: int
    code: str
    name: str
    audience: Audience
    currency: str
    channel: ChannelOf | None
    group: Named | None
    customers: int = Field(description="Customers it is for; of a group's list, those of the group.")
    priority: int
    starts_at: datetime | None
    ends_at: datetime | None
    active: bool
    rows: int = Field(description="Products with a price in it now.")
    open_version: VersionView | None
    scheduled: int = Field(description="Published versions that have not started yet.")
    created_at: datetime
    created_by: str
    version: int


class ListFilter(Body):
    """Which lists are wanted."""

    q: str | None = None
    audience: Audience | None = None
    configuration_id: int | None = None
    active: bool | None = None
    is_waiting: bool | None = None


class RowEdit(Body):
    """A product's price in the draft: `price` null takes it out of the list, `breaks` left out keeps the breaks it has.

    Name the product by `product_id` or by `sku`.
    """

    product_id: Id | None = None
    sku: Code | None = None
    price: ListPrice | None = None
    breaks: Annotated[list[BreakIn], Field(max_length=MOST_BREAKS)] | None = None
    undo: bool = Field(default=False, description="Forget what the draft says of this product.")


class RowEdits(Body):
    """Rows for the draft of a list, which is begun if there is none; all are taken or none."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"rows": [{"sku": "ARR-1KG", "price": "14.90", "breaks": [{"least": "12", "kind": "percentage", "value": "5"}]}]}]
        }
    )

    rows: Annotated[list[RowEdit], Field(min_length=1, max_length=MOST_ROWS)]


class Adjustment(Body):
    """Move many prices of a list at once: by a percentage, those of a category or all, into its draft."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"percent": "4.5", "category_id": 3}]})

    percent: SignedPercent
    category_id: Id | None = None
    q: Annotated[str | None, Field(max_length=200)] = None


class RowFilter(Body):
    """Which rows of a list are wanted."""

    q: str | None = None
    category_id: int | None = None
    product_id: int | None = None
    only: RowChoice | None = None


class RowView(Shape):
    """A product in a list: the price that holds now, the one of the draft, and what they leave.

    `cost`, `floor` and the margins are null for whoever may not see costs, and where there is no cost.
    """

    product: ProductRef
    price: Exact | None = Field(description="What holds now; null when the list does not have the product.")
    breaks: list[BreakView]
    since: datetime | None = Field(description="When that price started.")
    kind: RowKind
    has_draft: bool = Field(description="Whether the draft says something of it.")
    draft_price: Exact | None
    draft_breaks: list[BreakView]
    change_percent: Exact | None
    source: RowSource | None = Field(description="Where the draft's price came from.")
    cost: Exact | None
    margin_percent: Exact | None = Field(description="Of the price in force, on the price.")
    draft_margin_percent: Exact | None
    floor: Exact | None
    is_below_floor: bool | None = Field(description="Whether the price, the draft's if there is one, or a break lies below the floor.")
    not_protected: bool = Field(
        description="Whether no exchange rate takes its cost or minimum to the currency, so that no floor is known."
    )


class Mover(Shape):
    """A row that changes much; margins are null for whoever may not see costs."""

    product: ProductRef
    before: Exact | None
    after: Exact | None
    otherwise: Exact | None = Field(description="What a buyer would pay without the list: the one whose price changes most.")
    change_percent: Exact | None
    largest_change_percent: Exact = Field(
        description="By how much what somebody pays changes, at any quantity: against the price before, or without the list."
    )
    margin_before_percent: Exact | None
    margin_after_percent: Exact | None
    floor: Exact | None


class WhatIf(Shape):
    """What publishing the draft would do, at the moment it would start.

    Margins are those of one unit of each product that has a cost and a price before and after.
    """

    starts_at: datetime
    rows: int
    new: int
    raised: int
    lowered: int
    breaks_changed: int
    removed: int
    same: int
    average_change_percent: Exact | None
    margin_before_percent: Exact | None
    margin_after_percent: Exact | None
    margin_effect: Exact | None = Field(description="Contribution after less before, summed over one unit of each product.")
    units_effect: Exact | None = Field(description="The same, over the units sold in the last 90 days.")
    currency: str
    without_cost: int | None = Field(description="Rows whose margin nobody can tell.")
    below_floor: int | None = Field(description="Rows below cost or below their minimum price; null for whoever may not see costs.")
    below_floor_policy: Literal["block", "warn", "off"]
    largest_change_percent: Exact | None
    needs_approval: bool
    approval_threshold_percent: Exact
    not_protected: int = Field(description="Rows with a price that nothing protects: no exchange rate takes their cost or minimum there.")
    movers: list[Mover]
    below_floor_rows: list[Mover]
    not_protected_rows: list[ProductRef]
    version: int


class Publishing(Body):
    """When the draft takes effect (at once when left out) and what is said of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"starts_at": "2026-12-01T00:00:00-04:00", "note": "Precios de diciembre"}]})

    starts_at: Moment | None = None
    note: LongText | None = None


class Refusing(Body):
    """Why a version is sent back."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "El arroz queda por debajo del competidor"}]})

    reason: Annotated[LongText, Field(min_length=1)]


class HistoryView(Shape):
    """A price of a product in a list: since when, until when, from which version, and who published it."""

    price_list: Named
    currency: str
    version_number: int
    price: Exact | None
    breaks: list[BreakView]
    before: Exact | None
    change_percent: Exact | None
    starts_at: datetime
    until: datetime | None
    is_now: bool
    source: RowSource
    published_by: str | None
    note: str | None
    reverts: int | None


class GroupIn(Body):
    """A group of customers; those whose segment is its code or name belong to it, besides the customers named."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "MAYORISTA", "name": "Mayoristas", "priority": 300}]})

    code: Code
    name: Name
    priority: Priority = 100
    customer_ids: Annotated[list[Id], Field(max_length=MOST_CUSTOMERS)] = []


class GroupEdit(Body):
    """Fields of a group to change."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"priority": 500}]})

    code: Code | None = None
    name: Name | None = None
    priority: Priority | None = None
    customer_ids: Annotated[list[Id], Field(max_length=MOST_CUSTOMERS)] | None = None


class GroupView(Shape):
    """A group of customers, the one that wins first."""

    id: int
    code: str
    name: str
    priority: int
    by_name: int = Field(description="Customers who belong to it by their own segment.")
    named: int = Field(description="Customers put into it by hand.")
    customer_ids: list[int]
    lists: int
    version: int
