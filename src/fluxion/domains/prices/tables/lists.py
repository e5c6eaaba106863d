"""Price lists: whom they are for, their versions, and the rows that each version changes."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Row, key_text, moment, money, row_id, version


class CustomerGroup(Row):
    """A segment of customers that prices are stated for; of two groups with the same customer the larger `priority` wins.

    Who belongs to it is stated here (`CustomerGroupMember`) or by the customer's own segment, when that is its code or name.
    """

    __tablename__ = "customer_group"
    __table_args__ = (
        CheckConstraint("priority BETWEEN 1 AND 1000", name="priority"),
        Index("ix_customer_group_name_key", "name_key"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    code: Mapped[str] = mapped_column(Text)
    code_key: Mapped[str] = key_text(unique=True)
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = key_text()
    priority: Mapped[int] = mapped_column(default=100)
    version: Mapped[int] = version()


class CustomerGroupMember(Row):
    """A customer that somebody put into a group."""

    __tablename__ = "customer_group_member"
    __table_args__ = (Index("ix_customer_group_member_customer", "customer_id", "group_id"),)

    group_id: Mapped[int] = mapped_column(ForeignKey("customer_group.id"), primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), primary_key=True)


class PriceList(Row):
    """Prices for everybody, a channel, a group of customers or some customers, in one currency, from `starts_at` until before `ends_at`.

    `configuration_id` names the channel that a channel's list is for; on other lists it narrows them to that channel. Of
    two lists of the same audience the larger `priority` wins. `version` counts every change, those of its draft too.
    """

    __tablename__ = "price_list"
    __table_args__ = (
        CheckConstraint("audience IN ('base', 'channel', 'segment', 'customer')", name="audience"),
        CheckConstraint("audience <> 'channel' OR configuration_id IS NOT NULL", name="channel"),
        CheckConstraint("(audience = 'segment') = (group_id IS NOT NULL)", name="segment"),
        CheckConstraint("ends_at > starts_at", name="validity"),
        CheckConstraint("priority BETWEEN 1 AND 1000", name="priority"),
        Index("ix_price_list_audience", "audience", "configuration_id"),
        Index("ix_price_list_group", "group_id"),
        Index("ix_price_list_name_key", "name_key", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    code: Mapped[str] = mapped_column(Text)
    code_key: Mapped[str] = key_text(unique=True)
    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = key_text()
    search: Mapped[str] = key_text()
    audience: Mapped[str] = mapped_column(Text)
    configuration_id: Mapped[int | None] = mapped_column(ForeignKey("price_configuration.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("customer_group.id"))
    currency: Mapped[str] = mapped_column(Text)
    priority: Mapped[int] = mapped_column(default=100)
    starts_at: Mapped[datetime | None] = moment()
    ends_at: Mapped[datetime | None] = moment()
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = moment(nullable=False)
    created_by: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = version()


class PriceListCustomer(Row):
    """A customer that a list is for; customers are also assigned by the list's code in their own `price_list`."""

    __tablename__ = "price_list_customer"
    __table_args__ = (Index("ix_price_list_customer_customer", "customer_id", "list_id"),)

    list_id: Mapped[int] = mapped_column(ForeignKey("price_list.id"), primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), primary_key=True)


class PriceListVersion(Row):
    """One change of a list: draft → waiting for approval → published, which takes effect when the clock reaches `starts_at`.

    A version that is taken back before it starts is `withdrawn`. `reverts_id` names the version that this one undoes.
    A list has at most one version that is not published yet.
    """

    __tablename__ = "price_list_version"
    __table_args__ = (
        CheckConstraint("state IN ('draft', 'waiting', 'published', 'withdrawn')", name="state"),
        CheckConstraint("state IN ('draft', 'withdrawn') OR starts_at IS NOT NULL", name="start"),
        UniqueConstraint("list_id", "number"),
        Index(
            "uq_price_list_version_open",
            "list_id",
            unique=True,
            sqlite_where=text("state IN ('draft', 'waiting')"),
            postgresql_where=text("state IN ('draft', 'waiting')"),
        ),
        Index("ix_price_list_version_state", "state", "starts_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    list_id: Mapped[int] = mapped_column(ForeignKey("price_list.id"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(Text, default="draft")
    starts_at: Mapped[datetime | None] = moment()
    note: Mapped[str | None] = mapped_column(Text)
    reverts_id: Mapped[int | None] = mapped_column(ForeignKey("price_list_version.id"), index=True)
    created_at: Mapped[datetime] = moment(nullable=False)
    created_by: Mapped[str] = mapped_column(Text)
    submitted_at: Mapped[datetime | None] = moment()
    submitted_by: Mapped[str | None] = mapped_column(Text)
    submitted_by_id: Mapped[int | None] = mapped_column(BigInteger)
    published_at: Mapped[datetime | None] = moment()
    published_by: Mapped[str | None] = mapped_column(Text)
    approved_by: Mapped[str | None] = mapped_column(Text)
    refusal: Mapped[str | None] = mapped_column(Text)


class PriceListRow(Row):
    """The price of a product from one version of a list on; without `price` the list no longer has the product.

    `breaks` is text as `rules.lists.written_breaks` writes it: from so many units on, a percentage off `price`, or a price.
    `asked_fall` says by how many tenths of a percent it lowered what somebody pays when approval was asked for.
    """

    __tablename__ = "price_list_row"
    __table_args__ = (
        CheckConstraint("price > 0", name="price"),
        CheckConstraint("source IN ('typed', 'import', 'adjustment', 'reprice', 'advice', 'revert')", name="source"),
        UniqueConstraint("version_id", "product_id"),
        Index("ix_price_list_row_product", "product_id", "list_id", "version_id"),
        Index("ix_price_list_row_list", "list_id", "product_id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    list_id: Mapped[int] = mapped_column(ForeignKey("price_list.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("price_list_version.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("product.id"))
    price: Mapped[Decimal | None] = money()
    breaks: Mapped[str | None] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    asked_fall: Mapped[int | None]
