"""Whom the company trades with: suppliers and customers."""

from datetime import date
from decimal import Decimal

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Row, key_text, money, qty, row_id, version


class Supplier(Row):
    """Who sells to the company, how fast and from what amount on; amounts are in the supplier's currency.

    Null lead times fall back to what planning has for the company. `order_budget` is what one plan may spend with it; an
    order fills a container of `container_weight_kg` and `container_volume_m3` at most. Null is no limit.
    """

    __tablename__ = "supplier"
    __table_args__ = (Index("ix_supplier_name_key", "name_key", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = row_id()
    code: Mapped[str] = mapped_column(Text)
    code_key: Mapped[str] = key_text(unique=True)
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = key_text()
    search: Mapped[str] = key_text()
    lead_time_days: Mapped[int | None]
    lead_time_std_days: Mapped[float | None]
    minimum_order_value: Mapped[Decimal | None] = money()
    order_budget: Mapped[Decimal | None] = money()
    container_weight_kg: Mapped[Decimal | None] = qty()
    container_volume_m3: Mapped[Decimal | None] = money()
    currency: Mapped[str] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = version()


class Customer(Row):
    """Who buys from the company."""

    __tablename__ = "customer"
    __table_args__ = (Index("ix_customer_name_key", "name_key", "id"), {"sqlite_autoincrement": True})

    id: Mapped[int] = row_id()
    code: Mapped[str] = mapped_column(Text)
    code_key: Mapped[str] = key_text(unique=True)
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = key_text()
    search: Mapped[str] = key_text()
    tax_id: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(Text)
    segment: Mapped[str | None] = mapped_column(Text)
    city: Mapped[str | None] = mapped_column(Text)
    address: Mapped[str | None] = mapped_column(Text)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    salesperson: Mapped[str | None] = mapped_column(Text)
    price_list: Mapped[str | None] = mapped_column(Text)
    created_on: Mapped[date | None]
    active: Mapped[bool] = mapped_column(default=True)
    version: Mapped[int] = version()
