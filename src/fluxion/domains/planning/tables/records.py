"""Rows that planning owns: parameters, runs, suggested orders and transfers, alerts.

A suggested order carries the names and figures it was made with, so that it reads the same months later. A suggested
transfer carries its names; its figures are those of the plan in the mart until somebody decides on it, and on the row from then on.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Boolean, Date, Float, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Json, Row, moment, money, qty, row_id, version

OPEN, APPROVED, REJECTED, SUPERSEDED = "open", "approved", "rejected", "superseded"
STATES: tuple[str, ...] = (OPEN, APPROVED, REJECTED, SUPERSEDED)
QUEUED, DONE = "queued", "done"
_OPEN_ONLY = text("state = 'open'")
OPEN_EDITED = text("state = 'open' and edited")
"""Written out in statements too: a partial index serves no bound value, and SQLite prefers one only where it holds every column asked for."""
REPLACED = text("state = 'superseded' and not edited")


class ParameterRow(Row):
    """One planning parameter, set for the whole company or for a location, category, ABC class or product."""

    __tablename__ = "parameter"
    __table_args__ = (Index("uq_parameter_scope_key", "scope_key", unique=True),)

    id: Mapped[int] = row_id()
    name: Mapped[str] = mapped_column(Text, nullable=False)
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id"), index=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    abc_class: Mapped[str | None] = mapped_column(Text)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    value: Mapped[float] = mapped_column(Float, nullable=False)
    scope_key: Mapped[str] = mapped_column(Text, nullable=False)
    version: Mapped[int] = version()


class RunRow(Row):
    """One planning run. It is `queued` until its results are published; in between its job tells how far it is."""

    __tablename__ = "planning_run"

    id: Mapped[int] = row_id()
    as_of: Mapped[date | None] = mapped_column(Date)
    as_of_asked: Mapped[date | None] = mapped_column(Date)
    as_of_reason: Mapped[str | None] = mapped_column(Text)
    data_until: Mapped[date | None] = mapped_column(Date)
    horizon_days: Mapped[int | None] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(Text, nullable=False, default=QUEUED, index=True)
    job_id: Mapped[str | None] = mapped_column(Text, index=True)
    actor_name: Mapped[str] = mapped_column(Text, nullable=False)
    created_at: Mapped[datetime] = moment(nullable=False)
    finished_at: Mapped[datetime | None] = moment()
    series: Mapped[int | None] = mapped_column(Integer)
    figures: Mapped[dict[str, Any]] = mapped_column(Json, nullable=False, default=dict)


class SuggestionRow(Row):
    """One suggested order line: a product for a location, from its supplier where one is known."""

    __tablename__ = "suggestion"
    __table_args__ = (
        Index("uq_suggestion_open", "product_id", "location_id", unique=True, sqlite_where=_OPEN_ONLY, postgresql_where=_OPEN_ONLY),
        Index("ix_suggestion_list", "state", "urgency", "id"),
        Index("ix_suggestion_group", "state", "supplier_id", "location_id"),
        Index("ix_suggestion_run_id", "run_id"),
        Index(
            "ix_suggestion_edited", "state", "edited", "product_id", "location_id", sqlite_where=OPEN_EDITED, postgresql_where=OPEN_EDITED
        ),
    )

    id: Mapped[int] = row_id()
    run_id: Mapped[int] = mapped_column(ForeignKey("planning_run.id"), nullable=False)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), nullable=False)
    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"), nullable=False)
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("supplier.id"))
    category_id: Mapped[int | None] = mapped_column(BigInteger)
    sku: Mapped[str] = mapped_column(Text, nullable=False)
    product_name: Mapped[str] = mapped_column(Text, nullable=False)
    category: Mapped[str] = mapped_column(Text, nullable=False, default="")
    location_code: Mapped[str] = mapped_column(Text, nullable=False)
    location_name: Mapped[str] = mapped_column(Text, nullable=False)
    supplier_code: Mapped[str] = mapped_column(Text, nullable=False, default="")
    supplier_name: Mapped[str] = mapped_column(Text, nullable=False, default="")
    minimum_order_value: Mapped[Decimal] = money(nullable=False, default=Decimal(0))
    abc: Mapped[str] = mapped_column(Text, nullable=False)
    xyz: Mapped[str] = mapped_column(Text, nullable=False)
    demand_class: Mapped[str] = mapped_column(Text, nullable=False)
    quantity_suggested: Mapped[Decimal] = qty(nullable=False)
    quantity: Mapped[Decimal] = qty(nullable=False)
    edited: Mapped[bool] = mapped_column(Boolean, nullable=False, default=False)
    unit_cost: Mapped[Decimal] = money(nullable=False)
    amount: Mapped[Decimal] = money(nullable=False)
    currency: Mapped[str] = mapped_column(Text, nullable=False)
    needed_on: Mapped[date] = mapped_column(Date, nullable=False)
    order_by: Mapped[date] = mapped_column(Date, nullable=False)
    arrives_on: Mapped[date] = mapped_column(Date, nullable=False)
    urgency: Mapped[int] = mapped_column(Integer, nullable=False)
    days_of_cover: Mapped[float] = mapped_column(Float, nullable=False)
    state: Mapped[str] = mapped_column(Text, nullable=False, default=OPEN)
    note: Mapped[str | None] = mapped_column(Text)
    reject_reason: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = moment()
    decided_by: Mapped[str | None] = mapped_column(Text)
    order_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    explanation: Mapped[dict[str, Any]] = mapped_column(Json, nullable=False)
    version: Mapped[int] = version()


class TransferSuggestionRow(Row):
    """One suggested move of a product between two locations.

    `run_id` and `ship_by` are of the plan that first proposed it; one that gave way untouched names the plan that replaced it.
    """

    __tablename__ = "transfer_suggestion"
    __table_args__ = (
        Index(
            "uq_transfer_suggestion_open",
            "product_id",
            "from_location_id",
            "to_location_id",
            unique=True,
            sqlite_where=_OPEN_ONLY,
            postgresql_where=_OPEN_ONLY,
        ),
        Index("ix_transfer_suggestion_list", "state", "value", "id"),
        Index(
            "ix_transfer_suggestion_edited",
            "state",
            "edited",
            "product_id",
            "from_location_id",
            "to_location_id",
            sqlite_where=OPEN_EDITED,
            postgresql_where=OPEN_EDITED,
        ),
        Index("ix_transfer_suggestion_replaced", "state", "run_id", sqlite_where=REPLACED, postgresql_where=REPLACED),
    )

    id: Mapped[int] = row_id()
    run_id: Mapped[int] = mapped_column(ForeignKey("planning_run.id"), nullable=False)
    kind: Mapped[str] = mapped_column(Text, nullable=False)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), nullable=False)
    from_location_id: Mapped[int] = mapped_column(ForeignKey("location.id"), nullable=False)
    to_location_id: Mapped[int] = mapped_column(ForeignKey("location.id"), nullable=False)
    category_id: Mapped[int | None] = mapped_column(BigInteger)
    sku: Mapped[str] = mapped_column(Text, nullable=False)
    product_name: Mapped[str] = mapped_column(Text, nullable=False)
    category: Mapped[str] = mapped_column(Text, nullable=False, default="")
    from_code: Mapped[str] = mapped_column(Text, nullable=False)
    from_name: Mapped[str] = mapped_column(Text, nullable=False)
    to_code: Mapped[str] = mapped_column(Text, nullable=False)
    to_name: Mapped[str] = mapped_column(Text, nullable=False)
    quantity_suggested: Mapped[Decimal] = qty(nullable=False)
    quantity: Mapped[Decimal] = qty(nullable=False)
    edited: Mapped[bool] = mapped_column(Boolean, nullable=False, default=False)
    unit_cost: Mapped[Decimal] = money(nullable=False)
    value: Mapped[Decimal] = money(nullable=False)
    currency: Mapped[str] = mapped_column(Text, nullable=False)
    ship_by: Mapped[date] = mapped_column(Date, nullable=False)
    state: Mapped[str] = mapped_column(Text, nullable=False, default=OPEN)
    note: Mapped[str | None] = mapped_column(Text)
    reject_reason: Mapped[str | None] = mapped_column(Text)
    decided_at: Mapped[datetime | None] = moment()
    decided_by: Mapped[str | None] = mapped_column(Text)
    transfer_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    explanation: Mapped[dict[str, Any] | None] = mapped_column(Json)
    version: Mapped[int] = version()


class AlertDecisionRow(Row):
    """What somebody decided on an alert. The alerts themselves lie in the mart; this lasts as long as the plan keeps finding its cause."""

    __tablename__ = "alert_decision"
    __table_args__ = (Index("uq_alert_decision_exception", "exception_id", unique=True),)

    id: Mapped[int] = row_id()
    exception_id: Mapped[int] = mapped_column(BigInteger, nullable=False)
    kind: Mapped[str] = mapped_column(Text, nullable=False)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), nullable=False)
    location_id: Mapped[int] = mapped_column(ForeignKey("location.id"), nullable=False)
    dismissed_at: Mapped[datetime | None] = moment()
    dismissed_by: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = version()
