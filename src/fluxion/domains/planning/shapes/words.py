"""Words and names that the shapes of planning share."""

from typing import Annotated, Literal

from pydantic import Field

from fluxion.base.web import Shape

SuggestionState = Literal["open", "approved", "rejected", "superseded"]
Urgency = Literal["out", "late", "due", "top_up"]
AbcClass = Literal["A", "B", "C"]
XyzClass = Literal["X", "Y", "Z"]
TransferKind = Literal["supply", "balance"]
ServiceClass = Literal["A", "B", "C", "AX", "AY", "AZ", "BX", "BY", "BZ", "CX", "CY", "CZ"]
"""What a parameter can be set for: an ABC class, or one cell of ABC × XYZ."""
TimeStep = Literal["day", "week", "month"]
AlertKind = Literal["stock_out", "below_reorder", "overstock", "dead_stock", "too_much_on_order", "expiring", "slow_mover"]
URGENCIES: tuple[Urgency, ...] = ("top_up", "due", "late", "out")
"""From the least to the most urgent; a row keeps the index."""

Reason = Annotated[str, Field(min_length=1, max_length=500)]


class ProductNamed(Shape):
    """A product as it stands inside other answers."""

    id: int
    sku: str
    name: str
    category: str | None = None
