"""What history keeps: the tables of the lake, and a record of each load into it."""

from datetime import date, datetime
from typing import Any

import pyarrow as pa
from sqlalchemy import BigInteger, CheckConstraint, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Json, Row, moment, row_id
from fluxion.base.lake import LakeTable
from fluxion.domains.sales import SALE_LINES

SALES = LakeTable("sales", SALE_LINES.insert(1, pa.field("batch_id", pa.int32(), nullable=False)))
"""Every line sold or returned, with the load that brought it."""

STOCK_SNAPSHOTS = LakeTable(
    "stock_snapshots",
    pa.schema(
        [
            pa.field("day", pa.date32(), nullable=False),
            pa.field("product_id", pa.int32(), nullable=False),
            pa.field("location_id", pa.int32(), nullable=False),
            pa.field("on_hand", pa.decimal128(18, 3), nullable=False),
            pa.field("unit_cost", pa.decimal128(18, 4)),
        ]
    ),
)
"""What lay where at the end of a day, and what a unit had cost."""

STOCK_OUTS = LakeTable(
    "stock_outs",
    pa.schema(
        [
            pa.field("day", pa.date32(), nullable=False),
            pa.field("product_id", pa.int32(), nullable=False),
            pa.field("location_id", pa.int32(), nullable=False),
            pa.field("share_out", pa.float64(), nullable=False),
        ]
    ),
)
"""Days on which a product was missing at a location, and for what share of the day."""

FORECASTS = LakeTable(
    "forecasts",
    pa.schema(
        [
            pa.field("day", pa.date32(), nullable=False),
            pa.field("run_id", pa.int64(), nullable=False),
            pa.field("product_id", pa.int32(), nullable=False),
            pa.field("location_id", pa.int32(), nullable=False),
            pa.field("model", pa.int8(), nullable=False),
            pa.field("weeks", pa.list_(pa.float32()), nullable=False),
        ]
    ),
)
"""Forecasts as they were published: `day` is the last day that was known, `weeks` the units expected in each week after it."""

OVERRIDDEN = LakeTable(
    "forecasts_overridden",
    pa.schema(
        [
            pa.field("day", pa.date32(), nullable=False),
            pa.field("run_id", pa.int64(), nullable=False),
            pa.field("product_id", pa.int32(), nullable=False),
            pa.field("location_id", pa.int32(), nullable=False),
            pa.field("override_ids", pa.list_(pa.int64()), nullable=False),
            pa.field("weeks", pa.list_(pa.float32()), nullable=False),
        ]
    ),
)
"""What the statistics alone had expected of the series whose published forecast people had overridden, and by which overrides."""

LOADING, LOADED, UNDONE = "loading", "loaded", "undone"


class SalesBatch(Row):
    """One load of sold lines into the lake; `source` names what brought it, so that it is never loaded twice."""

    __tablename__ = "sales_batch"
    __table_args__ = (
        CheckConstraint("state IN ('loading', 'loaded', 'undone')", name="state"),
        Index(
            "uq_sales_batch_source",
            "source",
            unique=True,
            sqlite_where=text("state <> 'undone'"),
            postgresql_where=text("state <> 'undone'"),
        ),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = row_id()
    source: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    counts: Mapped[dict[str, Any]] = mapped_column(Json)
    months: Mapped[list[str]] = mapped_column(Json)
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    lake_version_before: Mapped[int | None] = mapped_column(BigInteger)
    lake_version: Mapped[int | None] = mapped_column(BigInteger)
    started_at: Mapped[datetime] = moment(nullable=False)
    loaded_at: Mapped[datetime | None] = moment()
    undone_at: Mapped[datetime | None] = moment()
    undone_version: Mapped[int | None] = mapped_column(BigInteger)
