"""What the company sells and where it stands: products, their categories, and locations."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Row, key_text, moment, money, qty, row_id, version


class Category(Row):
    """A family of products; `name_key` is what makes two names the same."""

    __tablename__ = "category"
    __table_args__ = {"sqlite_autoincrement": True}

    id: Mapped[int] = row_id()
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = key_text(unique=True)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = version()


class Location(Row):
    """A store or distribution centre, and how it is replenished.

    `supplied_by_id` names the location that replenishes it; null means its suppliers do. Null parameters fall back to
    what planning has for the company.
    """

    __tablename__ = "location"
    __table_args__ = (
        CheckConstraint("kind IN ('store', 'dc')", name="kind"),
        CheckConstraint("supplied_by_id <> id", name="not_itself"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    code: Mapped[str] = mapped_column(Text)
    code_key: Mapped[str] = key_text(unique=True)
    name: Mapped[str] = mapped_column(Text)
    search: Mapped[str] = key_text()
    kind: Mapped[str] = mapped_column(Text)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    supplied_by_id: Mapped[int | None] = mapped_column(ForeignKey("location.id"), index=True)
    review_period_days: Mapped[int | None]
    lead_time_days: Mapped[int | None]
    service_level: Mapped[float | None]
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = version()


class Product(Row):
    """An article; `sku_key` is what makes two SKUs the same, `search` what people search in."""

    __tablename__ = "product"
    __table_args__ = (
        Index("ix_product_name_key", "name_key", "id"),
        Index("ix_product_category", "category_id", "sku_key"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    sku: Mapped[str] = mapped_column(Text)
    sku_key: Mapped[str] = key_text(unique=True)
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = key_text()
    search: Mapped[str] = key_text()
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    brand: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    barcode: Mapped[str | None] = mapped_column(Text)
    cost: Mapped[Decimal | None] = money()
    price: Mapped[Decimal | None] = money()
    pack_size: Mapped[Decimal] = qty(default=Decimal(1))
    moq: Mapped[Decimal] = qty(default=Decimal(0))
    shelf_life_days: Mapped[int | None]
    weight_kg: Mapped[Decimal | None] = qty()
    volume_m3: Mapped[Decimal | None] = money()
    description: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = moment(nullable=False)
    version: Mapped[int] = version()
