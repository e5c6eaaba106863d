"""Rows of integration: each file brought, what its load changed, and which column meant what."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Json, Row, moment, row_id, version

UPLOADED, MAPPED, CHECKED, LOADING, LOADED, FAILED, CANCELLED, UNDONE = STATES = (
    "uploaded",
    "mapped",
    "checked",
    "loading",
    "loaded",
    "failed",
    "cancelled",
    "undone",
)


class ImportRun(Row):
    """One file from its upload to its load and, perhaps, its undoing.

    `stored` is the file's name in the upload folder, never the name it came with. `applied_at` marks that the rows are
    in; what follows is publishing.
    """

    __tablename__ = "import_run"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES!r}", name="state"),
        Index("ix_import_run_created_by", "created_by_id", "id"),
    )

    id: Mapped[int] = row_id()
    entity: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    filename: Mapped[str] = mapped_column(Text)
    stored: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(BigInteger)
    detected: Mapped[dict[str, Any]] = mapped_column(Json)
    options: Mapped[dict[str, Any]] = mapped_column(Json)
    mapping: Mapped[dict[str, Any]] = mapped_column(Json)
    all_or_nothing: Mapped[bool] = mapped_column(default=False)
    create_missing: Mapped[list[str]] = mapped_column(Json, default=list)
    report: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    job_id: Mapped[str | None] = mapped_column(Text)
    batch_id: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = moment(nullable=False)
    created_by_id: Mapped[int | None] = mapped_column(BigInteger)
    created_by: Mapped[str] = mapped_column(Text)
    applied_at: Mapped[datetime | None] = moment()
    loaded_at: Mapped[datetime | None] = moment()
    undone_at: Mapped[datetime | None] = moment()
    version: Mapped[int] = version()


class ImportChange(Row):
    """What a load did to one row of another part: its image before (none when it is new) and after."""

    __tablename__ = "import_change"
    __table_args__ = (Index("ix_import_change_run", "run_id", "part", "id"),)

    id: Mapped[int] = row_id()
    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"))
    part: Mapped[str] = mapped_column(Text)
    key: Mapped[str] = mapped_column(Text)
    row_of: Mapped[int | None] = mapped_column(BigInteger)
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)
    after: Mapped[dict[str, Any]] = mapped_column(Json)


class ImportMapping(Row):
    """The mapping last used for files with the same columns."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("entity", "header_signature"),)

    id: Mapped[int] = row_id()
    entity: Mapped[str] = mapped_column(Text)
    header_signature: Mapped[str] = mapped_column(Text)
    mapping: Mapped[dict[str, Any]] = mapped_column(Json)
    options: Mapped[dict[str, Any]] = mapped_column(Json)
    saved_at: Mapped[datetime] = moment(nullable=False)
