"""Campaigns: offers for a time, in some channels, for some products; and which floors hold for each."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Json, Row, key_text, moment, money, qty, row_id, version


class Campaign(Row):
    """An offer that holds from `starts_at` until, but not at, `ends_at`, while it is switched on.

    `value` is a percentage or an amount of money as `kind` says; an amount or `minimum_price` that is null here is
    stated by each channel. `protection` keeps for every layer whether it holds, and who switched it when.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        CheckConstraint("kind IN ('percentage', 'amount', 'fixed')", name="kind"),
        CheckConstraint("scope IN ('all', 'products', 'categories', 'filter')", name="scope"),
        CheckConstraint("ends_at >= starts_at", name="period"),
        Index("ix_campaign_ends", "ends_at", "id"),
        Index("ix_campaign_starts", "starts_at", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    name: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    code_key: Mapped[str] = key_text(unique=True)
    search: Mapped[str] = key_text()
    preset: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    value: Mapped[Decimal | None] = money()
    minimum_price: Mapped[Decimal | None] = money()
    minimum_margin_percent: Mapped[Decimal | None] = money()
    scope: Mapped[str] = mapped_column(Text)
    narrowing: Mapped[dict[str, Any] | None] = mapped_column(Json)
    starts_at: Mapped[datetime] = moment(nullable=False)
    ends_at: Mapped[datetime] = moment(nullable=False)
    is_on: Mapped[bool] = mapped_column(default=True)
    priority: Mapped[int] = mapped_column(default=0)
    badge_text: Mapped[str] = mapped_column(Text)
    badge_color: Mapped[str] = mapped_column(Text)
    protection: Mapped[dict[str, Any]] = mapped_column(Json)
    expected_units: Mapped[Decimal | None] = qty()
    created_at: Mapped[datetime] = moment(nullable=False)
    created_by: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = version()


class CampaignChannel(Row):
    """A channel that a campaign holds in; its amounts are in `currency`, the channel's when they were typed."""

    __tablename__ = "campaign_channel"
    __table_args__ = (Index("ix_campaign_channel_configuration", "configuration_id", "campaign_id"),)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    configuration_id: Mapped[int] = mapped_column(ForeignKey("price_configuration.id"), primary_key=True)
    currency: Mapped[str] = mapped_column(Text)
    value: Mapped[Decimal | None] = money()
    minimum_price: Mapped[Decimal | None] = money()


class CampaignProduct(Row):
    """A product that a campaign names: chosen for it or left out of it, and how many units it is expected to sell."""

    __tablename__ = "campaign_product"
    __table_args__ = (
        CheckConstraint("role IN ('chosen', 'left_out', 'expected')", name="role"),
        Index("ix_campaign_product_product", "product_id", "campaign_id"),
    )

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"), primary_key=True)
    role: Mapped[str] = mapped_column(Text)
    expected_units: Mapped[Decimal | None] = qty()


class CampaignCategory(Row):
    """A category whose products a campaign holds for."""

    __tablename__ = "campaign_category"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), primary_key=True)
