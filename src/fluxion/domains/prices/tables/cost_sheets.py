"""What products cost and how each is meant to be priced, what competitors ask, and scenarios people kept."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Json, Row, key_text, moment, money, qty, row_id, version


class CostSheet(Row):
    """The cost sheet of one product; its costs are its versions. Minimum and maximum are posted prices in `currency`."""

    __tablename__ = "cost_sheet"
    __table_args__ = (
        CheckConstraint("strategy IN ('neutral', 'aggressive', 'premium')", name="strategy"),
        CheckConstraint("target_margin_base IN ('price', 'cost')", name="target_margin_base"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), unique=True)
    currency: Mapped[str] = mapped_column(Text)
    strategy: Mapped[str] = mapped_column(Text, default="neutral")
    minimum_price: Mapped[Decimal | None] = money()
    maximum_price: Mapped[Decimal | None] = money()
    premium_multiplier: Mapped[Decimal] = money(default=Decimal(1))
    target_margin_percent: Mapped[Decimal | None] = money()
    target_margin_base: Mapped[str] = mapped_column(Text, default="price")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = moment(nullable=False)
    version: Mapped[int] = version()


class SheetChannel(Row):
    """A channel that a product is sold in; the one of the smallest position prices it where no channel is named."""

    __tablename__ = "cost_sheet_channel"
    __table_args__ = (
        UniqueConstraint("sheet_id", "configuration_id"),
        Index("ix_cost_sheet_channel_configuration", "configuration_id", "sheet_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    sheet_id: Mapped[int] = mapped_column(ForeignKey("cost_sheet.id"))
    configuration_id: Mapped[int] = mapped_column(ForeignKey("price_configuration.id"))
    position: Mapped[int]


class CostVersion(Row):
    """The cost of a sheet from a day on, until a later day's; of one day the one written last holds.

    `cost` is the sum of its components, in `currency`: theirs when they share one, else the sheet's at that day's rates.
    """

    __tablename__ = "cost_version"
    __table_args__ = (
        CheckConstraint("source IN ('manual', 'receipt', 'import', 'catalog')", name="source"),
        Index("ix_cost_version_sheet", "sheet_id", "valid_from", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    sheet_id: Mapped[int] = mapped_column(ForeignKey("cost_sheet.id"))
    valid_from: Mapped[date]
    source: Mapped[str] = mapped_column(Text)
    reference: Mapped[str | None] = mapped_column(Text)
    cost: Mapped[Decimal] = money()
    currency: Mapped[str] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = moment(nullable=False)


class CostComponent(Row):
    """One part of a version's cost: so many units of `value` each."""

    __tablename__ = "cost_component"
    __table_args__ = (
        CheckConstraint("kind IN ('product', 'packaging', 'label', 'freight', 'handling', 'other')", name="kind"),
        Index("ix_cost_component_version", "version_id", "position"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    version_id: Mapped[int] = mapped_column(ForeignKey("cost_version.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    value: Mapped[Decimal] = money()
    quantity: Mapped[Decimal] = qty()
    currency: Mapped[str] = mapped_column(Text)


class CompetitorPrice(Row):
    """What a competitor asked for a product on a day, and where that was seen."""

    __tablename__ = "competitor_price"
    __table_args__ = (UniqueConstraint("product_id", "competitor_key", "observed_on"), {"sqlite_autoincrement": True})

    id: Mapped[int] = row_id()
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    competitor: Mapped[str] = mapped_column(Text)
    competitor_key: Mapped[str] = key_text()
    observed_on: Mapped[date]
    price: Mapped[Decimal] = money()
    currency: Mapped[str] = mapped_column(Text)
    source: Mapped[str | None] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = moment(nullable=False)
    version: Mapped[int] = version()


class PriceScenario(Row):
    """Calculations that somebody kept, side by side; `cases` are bodies of the calculator with a name each."""

    __tablename__ = "price_scenario"
    __table_args__ = (Index("ix_price_scenario_owner", "owner_id", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = row_id()
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = key_text()
    owner_id: Mapped[int | None] = mapped_column(BigInteger)
    owner_name: Mapped[str] = mapped_column(Text)
    is_shared: Mapped[bool] = mapped_column(default=False)
    cases: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    created_at: Mapped[datetime] = moment(nullable=False)
    updated_at: Mapped[datetime] = moment(nullable=False)
    version: Mapped[int] = version()
