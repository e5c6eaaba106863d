"""Backtests: what was asked and what came of it, so that they can be listed and compared."""

from datetime import datetime
from typing import Any

from sqlalchemy import Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Json, Row, moment, row_id
from fluxion.domains.planning.tables.records import QUEUED


class BacktestRow(Row):
    """One backtest. `scope` names the locations it covers ("all", or their ids): nobody else may read it."""

    __tablename__ = "backtest_run"

    id: Mapped[int] = row_id()
    job_id: Mapped[str | None] = mapped_column(Text, index=True)
    state: Mapped[str] = mapped_column(Text, nullable=False, default=QUEUED)
    scope: Mapped[str] = mapped_column(Text, nullable=False, index=True)
    weeks: Mapped[int] = mapped_column(Integer, nullable=False)
    origins: Mapped[int] = mapped_column(Integer, nullable=False)
    horizon: Mapped[int] = mapped_column(Integer, nullable=False)
    seed: Mapped[int] = mapped_column(Integer, nullable=False)
    actor_name: Mapped[str] = mapped_column(Text, nullable=False)
    created_at: Mapped[datetime] = moment(nullable=False)
    finished_at: Mapped[datetime | None] = moment()
    result: Mapped[dict[str, Any] | None] = mapped_column(Json)
