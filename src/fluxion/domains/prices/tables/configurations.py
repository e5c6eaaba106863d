"""How each sales channel prices, what currencies are worth, and what the company allows below cost."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Row, ScaledInteger, key_text, moment, money, row_id, version

RATE_SCALE = 10
"""Decimals of an exchange rate: one peso in dollars needs more than the four of money."""


class PriceConfiguration(Row):
    """A sales channel: its currency, taxes, deductions, markup and rounding. Percents are percent points ("21" = 21 %).

    `charm_endings` is text such as "0.99" or "0.49;0.99" within each `charm_step`; null leaves prices as computed.
    """

    __tablename__ = "price_configuration"
    __table_args__ = (
        CheckConstraint("price_type IN ('B2C', 'B2B')", name="price_type"),
        CheckConstraint("tax_mode IN ('pass_through', 'deduction')", name="tax_mode"),
        CheckConstraint("fee_base IN ('net', 'gross')", name="fee_base"),
        CheckConstraint("method IN ('cost_plus', 'gross_up')", name="method"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = key_text(unique=True)
    currency: Mapped[str] = mapped_column(Text)
    price_type: Mapped[str] = mapped_column(Text)
    vat_percent: Mapped[Decimal] = money()
    other_taxes_percent: Mapped[Decimal] = money()
    tax_mode: Mapped[str] = mapped_column(Text)
    platform_percent: Mapped[Decimal] = money()
    payment_percent: Mapped[Decimal] = money()
    shipping_percent: Mapped[Decimal] = money()
    marketing_percent: Mapped[Decimal] = money()
    other_percent: Mapped[Decimal] = money()
    fee_base: Mapped[str] = mapped_column(Text)
    method: Mapped[str] = mapped_column(Text)
    markup_percent: Mapped[Decimal] = money()
    charm_endings: Mapped[str | None] = mapped_column(Text)
    charm_step: Mapped[Decimal] = money()
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = moment(nullable=False)
    version: Mapped[int] = version()


class ExchangeRate(Row):
    """What one unit of `currency` is worth in `to_currency` from `valid_on` on, until a later row of the pair."""

    __tablename__ = "exchange_rate"
    __table_args__ = (
        UniqueConstraint("currency", "to_currency", "valid_on"),
        CheckConstraint("rate > 0", name="rate"),
        CheckConstraint("currency <> to_currency", name="pair"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    currency: Mapped[str] = mapped_column(Text)
    to_currency: Mapped[str] = mapped_column(Text)
    valid_on: Mapped[date]
    rate: Mapped[Decimal] = mapped_column(ScaledInteger(RATE_SCALE))
    source: Mapped[str | None] = mapped_column(Text)
    author_name: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = moment(nullable=False)
    version: Mapped[int] = version()


class PricePolicy(Row):
    """What the company decided about prices; one row, with id 1, once somebody changed what it starts with."""

    __tablename__ = "price_policy"
    __table_args__ = (CheckConstraint("below_cost IN ('block', 'warn', 'off')", name="below_cost"),)

    id: Mapped[int] = row_id()
    below_cost: Mapped[str] = mapped_column(Text)
    approval_threshold_percent: Mapped[Decimal] = money()
    version: Mapped[int] = version()
