"""The fact log: what happened, in the past tense, written in the same commit as the rows it tells of.

Audit trail, outbox, webhooks and activity feed are readers of this one table.
"""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Json, Row, moment, row_id
from fluxion.values.errors import Text as Words
from fluxion.values.money import plain


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Base of every fact. Subclasses add plain fields and say which row they are about.

    `title` is what the audit page shows, with the fields filled in.
    """

    kind: ClassVar[str]
    subject_type: ClassVar[str]
    title: ClassVar[Words]
    subject_id: int | str | None = None
    location_id: int | None = None

    def data(self) -> dict[str, Any]:
        """The fact's own fields as JSON values."""
        own = asdict(self)
        own.pop("subject_id")
        own.pop("location_id")
        return {key: as_json(value) for key, value in own.items()}


class FactRow(Row):
    """One fact as stored; append-only."""

    __tablename__ = "fact"
    __table_args__ = (
        Index("ix_fact_at", "at"),
        Index("ix_fact_kind", "kind", "id"),
        Index("ix_fact_subject", "subject_type", "subject_id", "id"),
        Index("ix_fact_actor", "actor_id", "id"),
    )

    id: Mapped[int] = row_id()
    at: Mapped[datetime] = moment(nullable=False)
    actor_id: Mapped[int | None] = mapped_column(BigInteger)
    actor_name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    subject_type: Mapped[str] = mapped_column(Text)
    subject_id: Mapped[str | None] = mapped_column(Text)
    location_id: Mapped[int | None] = mapped_column(BigInteger)
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    request_id: Mapped[str | None] = mapped_column(Text)


def as_json(value: Any) -> Any:
    """The value as JSON can hold it: decimals and dates as text, containers all the way down."""
    match value:
        case Decimal():
            return plain(value)
        case datetime() | date():
            return value.isoformat()
        case Enum():
            return value.value
        case dict():
            return {str(key): as_json(item) for key, item in value.items()}
        case list() | tuple() | set() | frozenset():
            return [as_json(item) for item in value]
        case _:
            return value


def fact_kinds() -> dict[str, type[Fact]]:
    """Every kind of fact that the loaded domains announce."""
    found: dict[str, type[Fact]] = {}
    waiting = list(Fact.__subclasses__())
    while waiting:
        each = waiting.pop()
        waiting.extend(each.__subclasses__())
        found[each.kind] = each
    return found
