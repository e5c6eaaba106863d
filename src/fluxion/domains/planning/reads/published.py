"""What the published plan expects of each coming week, as history keeps it to be judged later."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from fluxion.base.work import Work
from fluxion.domains.planning.errors import NoPlan
from fluxion.domains.planning.reads.mart import plan_meta
from fluxion.domains.planning.rules.columns import week_sums
from fluxion.kernels.forecasting import MODELS


def published_weeks(work: Work, run_id: int) -> tuple[pa.Table, pa.Table] | None:
    """The weeks that a run forecast, and those its statistics alone had expected where somebody overrode them.

    None once a later plan has taken its place in the mart.
    """
    work.require("planning.read")
    try:
        meta = plan_meta(work)
    except NoPlan:
        return None
    if meta.run_id != run_id:
        return None
    series = work.marts.arrow(work, "select product_id, location_id, model, mean from plan_series")
    overridden = work.marts.arrow(work, "select product_id, location_id, override_ids, statistical from plan_overridden")

    def kept(rows: pa.Table, name: str, column: pa.Array, daily: str) -> pa.Table:
        return pa.table(
            {
                "day": pa.array([meta.as_of], pa.date32()).take(pa.array(np.zeros(rows.num_rows, np.int64))),
                "run_id": np.full(rows.num_rows, run_id, np.int64),
                "product_id": rows["product_id"],
                "location_id": rows["location_id"],
                name: column,
                "weeks": week_sums(rows[daily].combine_chunks(), meta.horizon),
            }
        )

    model = pa.compute.index_in(series["model"], pa.array(MODELS)).cast(pa.int8())
    return kept(series, "model", model, "mean"), kept(overridden, "override_ids", overridden["override_ids"], "statistical")
