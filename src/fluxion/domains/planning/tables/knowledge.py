"""What people know and past sales cannot tell: events ahead, forecasts they correct, products that replace others."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, Float, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Row, moment, row_id, version

EVENT_KINDS: tuple[str, ...] = ("promotion", "holiday", "season", "closure", "other")
OVERRIDE_KINDS: tuple[str, ...] = ("factor", "add", "set")


class EventRow(Row):
    """Something that changes demand on the days from `starts_on` to `ends_on`, both included.

    It holds for the company, or for a location, a category or product, or one of these at a location. `factor` is what
    a usual day's demand is multiplied by; null means that the engine learns it from how the event sold before.
    """

    __tablename__ = "planning_event"
    __table_args__ = (
        CheckConstraint("kind IN ('promotion', 'holiday', 'season', 'closure', 'other')", name="kind"),
        CheckConstraint("ends_on >= starts_on", name="days"),
        CheckConstraint("category_id IS NULL OR product_id IS NULL", name="scope"),
        Index("ix_planning_event_days", "starts_on", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    name: Mapped[str] = mapped_column(Text, nullable=False)
    kind: Mapped[str] = mapped_column(Text, nullable=False)
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id"), index=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    starts_on: Mapped[date] = mapped_column(Date, nullable=False)
    ends_on: Mapped[date] = mapped_column(Date, nullable=False)
    yearly: Mapped[bool] = mapped_column(nullable=False, default=False)
    factor: Mapped[float | None] = mapped_column(Float)
    note: Mapped[str | None] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(Text, nullable=False)
    created_at: Mapped[datetime] = moment(nullable=False)
    version: Mapped[int] = version()


class OverrideRow(Row):
    """What somebody expects instead of the statistics, from `starts_on` to `ends_on`, and why.

    It holds for a product or a whole category, at one location or all (`location_id` null). `factor` multiplies,
    `add` adds units to the whole period, `set` states its units. It is never erased: `ended_at` says since when plans
    leave it out, so that what it did to past forecasts can be judged. `batch_id` is the first of those made together.
    """

    __tablename__ = "forecast_override"
    __table_args__ = (
        CheckConstraint("kind IN ('factor', 'add', 'set')", name="kind"),
        CheckConstraint("ends_on >= starts_on", name="days"),
        CheckConstraint("(category_id IS NULL) <> (product_id IS NULL)", name="scope"),
        Index("ix_forecast_override_days", "ended_at", "ends_on"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    product_id: Mapped[int | None] = mapped_column(ForeignKey("product.id"), index=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    location_id: Mapped[int | None] = mapped_column(ForeignKey("location.id"), index=True)
    starts_on: Mapped[date] = mapped_column(Date, nullable=False)
    ends_on: Mapped[date] = mapped_column(Date, nullable=False)
    kind: Mapped[str] = mapped_column(Text, nullable=False)
    value: Mapped[float] = mapped_column(Float, nullable=False)
    reason: Mapped[str] = mapped_column(Text, nullable=False)
    expires_on: Mapped[date | None] = mapped_column(Date)
    batch_id: Mapped[int | None] = mapped_column(BigInteger, index=True)
    author_name: Mapped[str] = mapped_column(Text, nullable=False)
    created_at: Mapped[datetime] = moment(nullable=False)
    ended_at: Mapped[datetime | None] = moment()
    ended_by: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = version()


class LinkRow(Row):
    """A product that replaces another from a day on and inherits `share` of its demand."""

    __tablename__ = "product_link"
    __table_args__ = (
        CheckConstraint("successor_id <> predecessor_id", name="not_itself"),
        Index("uq_product_link_successor", "successor_id", unique=True),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    successor_id: Mapped[int] = mapped_column(ForeignKey("product.id"), nullable=False)
    predecessor_id: Mapped[int] = mapped_column(ForeignKey("product.id"), nullable=False, index=True)
    share: Mapped[float] = mapped_column(Float, nullable=False, default=1.0)
    starts_on: Mapped[date] = mapped_column(Date, nullable=False)
    author_name: Mapped[str] = mapped_column(Text, nullable=False)
    created_at: Mapped[datetime] = moment(nullable=False)
    version: Mapped[int] = version()
