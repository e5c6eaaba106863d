"""Column types and the base class of every record: exact money and quantities, UTC times."""

from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Integer, MetaData, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator

from fluxion.values.money import MONEY_SCALE, QTY_SCALE

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(DeclarativeBase):
    """Base of every record; one schema, one naming convention, so that migrations are the same on both databases."""

    metadata = MetaData(naming_convention=NAMING)


class ScaledInteger(TypeDecorator[Decimal]):
    """An exact decimal kept as an integer number of its smallest unit, on every database alike."""

    impl = BigInteger
    cache_ok = True

    def __init__(self, scale: int) -> None:
        super().__init__()
        self.scale = scale

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        return int((Decimal(value).scaleb(self.scale)).to_integral_value(ROUND_HALF_UP))

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-self.scale)

    @property
    def python_type(self) -> type[Decimal]:
        return Decimal


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; naive values are refused, values read are aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without time zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
RowId = BigInteger().with_variant(Integer(), "sqlite")


def row_id() -> MappedColumn[int]:
    """The integer key of a table; never used again for another row."""
    return mapped_column(RowId, primary_key=True, autoincrement=True)


def money(**options: Any) -> MappedColumn[Any]:
    """An exact amount with four decimals."""
    return mapped_column(ScaledInteger(MONEY_SCALE), **options)


def qty(**options: Any) -> MappedColumn[Any]:
    """An exact quantity with three decimals."""
    return mapped_column(ScaledInteger(QTY_SCALE), **options)


def moment(**options: Any) -> MappedColumn[Any]:
    """A moment in UTC."""
    return mapped_column(UtcDateTime(), **options)


def version() -> MappedColumn[int]:
    """Counts the changes of a row; the ETag people send back with If-Match."""
    return mapped_column(Integer, default=1, nullable=False)


SortableText = Text().with_variant(Text(collation="C"), "postgresql")


def key_text(**options: Any) -> MappedColumn[Any]:
    """A normalised text that is compared and sorted byte by byte, the same on both databases."""
    return mapped_column(SortableText, **options)
