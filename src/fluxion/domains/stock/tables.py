"""What lies where: levels, the movements that made them, and transfers between locations."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, Computed, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Json, Row, key_text, moment, qty, row_id, version

STATE = (
    "CASE WHEN on_hand - reserved <= 0 THEN 'out' "
    "WHEN reorder_point IS NOT NULL AND on_hand - reserved <= reorder_point THEN 'low' "
    "WHEN overstock_above IS NOT NULL AND on_hand - reserved > overstock_above THEN 'over' "
    "ELSE 'ok' END"
)
_NOT_OK = text("state <> 'ok'")


class StockLevel(Row):
    """The stock of one product at one location, what is on its way, and the targets that planning set for it.

    `on_order` and `in_transit` follow the purchase orders and transfers in the same commit; `on_order_stated` is what a
    loaded file said instead. `state` is kept by the database, so that filters on it use an index.
    That index leaves out the many levels that are fine, whose entries every plan would write anew.
    """

    __tablename__ = "stock_level"
    __table_args__ = (
        UniqueConstraint("product_id", "location_id"),
        Index("ix_stock_level_location", "location_id", "product_id"),
        Index("ix_stock_level_state", "state", "location_id", "product_id", sqlite_where=_NOT_OK, postgresql_where=_NOT_OK),
        Index("ix_stock_level_on_hand", "on_hand", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"))
    on_hand: Mapped[Decimal] = qty(default=Decimal(0), server_default="0")
    reserved: Mapped[Decimal] = qty(default=Decimal(0), server_default="0")
    on_order: Mapped[Decimal] = qty(default=Decimal(0), server_default="0")
    in_transit: Mapped[Decimal] = qty(default=Decimal(0), server_default="0")
    on_order_stated: Mapped[Decimal | None] = qty()
    as_of: Mapped[datetime | None] = moment()
    reorder_point: Mapped[Decimal | None] = qty()
    order_up_to: Mapped[Decimal | None] = qty()
    overstock_above: Mapped[Decimal | None] = qty()
    daily_mean: Mapped[float | None]
    state: Mapped[str] = mapped_column(Text, Computed(STATE, persisted=True))


class StockMovement(Row):
    """One change of the stock on hand and why; append-only. `balance` is what lay there afterwards."""

    __tablename__ = "stock_movement"
    __table_args__ = (
        CheckConstraint("kind IN ('count', 'adjustment', 'receipt', 'transfer_out', 'transfer_in')", name="kind"),
        Index("ix_stock_movement_place", "product_id", "location_id", "id"),
        Index("ix_stock_movement_location", "location_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    at: Mapped[datetime] = moment(nullable=False)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"))
    kind: Mapped[str] = mapped_column(Text)
    quantity: Mapped[Decimal] = qty()
    balance: Mapped[Decimal] = qty()
    reference: Mapped[str | None] = mapped_column(Text)
    actor_id: Mapped[int | None] = mapped_column(BigInteger)
    actor_name: Mapped[str] = mapped_column(Text)


class Transfer(Row):
    """Goods moved from one location to another: draft → approved → shipped → received, or cancelled before shipping."""

    __tablename__ = "transfer"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'approved', 'shipped', 'received', 'cancelled')", name="state"),
        CheckConstraint("from_location_id <> to_location_id", name="two_places"),
        Index("ix_transfer_state", "state", "id"),
        Index("ix_transfer_from", "from_location_id", "id"),
        Index("ix_transfer_to", "to_location_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    number: Mapped[str] = key_text(unique=True)
    from_location_id: Mapped[int] = mapped_column(ForeignKey("location.id"))
    to_location_id: Mapped[int] = mapped_column(ForeignKey("location.id"))
    state: Mapped[str] = mapped_column(Text, default="draft")
    expected_on: Mapped[date | None]
    notes: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = moment(nullable=False)
    created_by: Mapped[str] = mapped_column(Text)
    approved_at: Mapped[datetime | None] = moment()
    approved_by: Mapped[str | None] = mapped_column(Text)
    shipped_at: Mapped[datetime | None] = moment()
    received_at: Mapped[datetime | None] = moment()
    cancelled_at: Mapped[datetime | None] = moment()
    version: Mapped[int] = version()


class TransferLine(Row):
    """One product of a transfer; `suggestion_id` and `explanation` tell where its quantity came from."""

    __tablename__ = "transfer_line"
    __table_args__ = (
        UniqueConstraint("transfer_id", "product_id"),
        Index("ix_transfer_line_product", "product_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    transfer_id: Mapped[int] = mapped_column(ForeignKey("transfer.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    quantity: Mapped[Decimal] = qty()
    shipped: Mapped[Decimal] = qty(default=Decimal(0))
    received: Mapped[Decimal] = qty(default=Decimal(0))
    suggestion_id: Mapped[int | None] = mapped_column(BigInteger)
    explanation: Mapped[dict[str, Any] | None] = mapped_column(Json)
