"""What changed between a plan and the one before it."""

from datetime import date
from typing import Literal

from pydantic import Field

from fluxion.base.fields import Id, ShortText
from fluxion.base.web import Body, Exact, Named, Shape
from fluxion.domains.planning.shapes.words import ProductNamed

ChangeKind = Literal["added", "removed", "raised", "lowered"]
ChangeReason = Literal["demand", "event", "stock", "ordered", "parameter", "supplier", "limit", "review", "decision"]


class ChangeFilter(Body):
    """Which changes: every condition given must hold."""

    kind: ChangeKind | None = None
    reason: ChangeReason | None = None
    location_id: Id | None = None
    category_id: Id | None = None
    product_id: Id | None = None
    q: ShortText | None = None


class PlanNamed(Shape):
    """A plan and the day it was made for."""

    id: int
    as_of: date


class ChangeView(Shape):
    """One order that is not what it was in the plan before, with its main reason."""

    product: ProductNamed
    location: Named
    kind: ChangeKind
    kind_text: str
    reason: ChangeReason
    reason_text: str
    before: float
    after: float
    difference: float
    value: Exact | None = Field(description="The difference at the product's cost, in the company's currency.")
    currency: str
    by_demand: float = Field(description="Units by which expected sales and their safety stock moved the need; so do the others.")
    by_stock: float
    by_parameter: float
    by_supplier: float


class ChangeGroup(Shape):
    """How many orders changed in one way, and what the differences are worth together."""

    name: str
    label: str
    count: int
    value: Exact | None


class ChangeSummary(Shape):
    """Both plans and their differences added up by kind and by main reason; `before` is null after a first plan."""

    run: PlanNamed
    before: PlanNamed | None
    kinds: list[ChangeGroup]
    reasons: list[ChangeGroup]
    currency: str
