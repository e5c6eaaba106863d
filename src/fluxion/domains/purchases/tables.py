"""Who supplies what, and what was ordered from them."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Json, Row, key_text, moment, money, qty, row_id, version


class Supply(Row):
    """A product as one supplier sells it; cost in the supplier's currency, nulls fall back to product or supplier.

    `price_breaks` is text as `rules.written_breaks` writes it: from so many units on every unit costs so much.
    """

    __tablename__ = "supply"
    __table_args__ = (
        UniqueConstraint("product_id", "supplier_id"),
        Index("ix_supply_supplier", "supplier_id", "product_id"),
        Index(
            "uq_supply_preferred",
            "product_id",
            unique=True,
            sqlite_where=text("is_preferred"),
            postgresql_where=text("is_preferred"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    is_preferred: Mapped[bool] = mapped_column(default=True)
    cost: Mapped[Decimal | None] = money()
    lead_time_days: Mapped[int | None]
    pack_size: Mapped[Decimal | None] = qty()
    moq: Mapped[Decimal | None] = qty()
    price_breaks: Mapped[str | None] = mapped_column(Text)


class PurchaseOrder(Row):
    """An order to one supplier for one location: draft → approved → sent → received, or cancelled."""

    __tablename__ = "purchase_order"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'approved', 'sent', 'received', 'cancelled')", name="state"),
        Index("ix_purchase_order_state", "state", "id"),
        Index("ix_purchase_order_supplier", "supplier_id", "id"),
        Index("ix_purchase_order_location", "location_id", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    number: Mapped[str] = key_text(unique=True)
    supplier_id: Mapped[int] = mapped_column(ForeignKey("supplier.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"))
    state: Mapped[str] = mapped_column(Text, default="draft")
    currency: Mapped[str] = mapped_column(Text)
    total: Mapped[Decimal] = money(default=Decimal(0))
    expected_on: Mapped[date | None]
    notes: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = moment(nullable=False)
    created_by: Mapped[str] = mapped_column(Text)
    approved_at: Mapped[datetime | None] = moment()
    approved_by: Mapped[str | None] = mapped_column(Text)
    sent_at: Mapped[datetime | None] = moment()
    received_at: Mapped[datetime | None] = moment()
    cancelled_at: Mapped[datetime | None] = moment()
    version: Mapped[int] = version()


class PurchaseOrderLine(Row):
    """One product of an order, with the cost agreed and the reasons for its quantity as they were that day."""

    __tablename__ = "purchase_order_line"
    __table_args__ = (
        UniqueConstraint("order_id", "product_id"),
        Index("ix_purchase_order_line_product", "product_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    order_id: Mapped[int] = mapped_column(ForeignKey("purchase_order.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    quantity: Mapped[Decimal] = qty()
    received: Mapped[Decimal] = qty(default=Decimal(0))
    unit_cost: Mapped[Decimal | None] = money()
    suggestion_id: Mapped[int | None] = mapped_column(BigInteger)
    explanation: Mapped[dict[str, Any] | None] = mapped_column(Json)


class PurchaseReceipt(Row):
    """Goods of one order line that arrived on one day; what actual lead times are measured from."""

    __tablename__ = "purchase_receipt"
    __table_args__ = (Index("ix_purchase_receipt_line", "line_id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = row_id()
    line_id: Mapped[int] = mapped_column(ForeignKey("purchase_order_line.id"))
    received_on: Mapped[date]
    quantity: Mapped[Decimal] = qty()
    reference: Mapped[str | None] = mapped_column(Text)
