"""The pointer to what pages read: one row per mart generation, of which one is current."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Json, Row, moment, row_id

CURRENT, RETIRED, REMOVED = "current", "retired", "removed"


class GenerationRow(Row):
    """One generation: `current` is read, `retired` was, `removed` has lost its file."""

    __tablename__ = "mart_generation"
    __table_args__ = (
        Index(
            "uq_mart_generation_current",
            "state",
            unique=True,
            sqlite_where=text("state = 'current'"),
            postgresql_where=text("state = 'current'"),
        ),
    )

    id: Mapped[int] = row_id()
    file: Mapped[str] = mapped_column(Text, unique=True)
    state: Mapped[str] = mapped_column(Text)
    built_at: Mapped[datetime] = moment(nullable=False)
    retired_at: Mapped[datetime | None] = moment()
    lake_version: Mapped[dict[str, Any]] = mapped_column(Json)
    size_bytes: Mapped[int] = mapped_column(BigInteger)
