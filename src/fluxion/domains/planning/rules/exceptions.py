"""What a plan found that needs a person's eye, as `plan_exception` holds it: one row per kind, product and location."""

from __future__ import annotations

from datetime import datetime

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import ArrayLike, NDArray

from fluxion.domains.planning.rules.plan import Plan
from fluxion.domains.planning.tables.mart import EXCEPTION_FIGURES
from fluxion.kernels.stocking.alerts import ALERT_KINDS

KINDS_AT_MOST, LOCATIONS_AT_MOST = 16, 1 << 20


def exception_ids(kind: ArrayLike, product_id: ArrayLike, location_id: ArrayLike) -> NDArray[np.int64]:
    """The number by which an exception is known as long as it lasts, and again should it come back.

    >>> exception_ids("stock_out", 7, 3).tolist()
    117440561
    """
    code = np.searchsorted(_SORTED, np.asarray(kind))
    place = np.asarray(product_id, np.int64) * LOCATIONS_AT_MOST + np.asarray(location_id, np.int64)
    return np.asarray(place * KINDS_AT_MOST + _CODES[code], np.int64)


_CODES = np.argsort(np.asarray(ALERT_KINDS))
_SORTED = np.asarray(ALERT_KINDS)[_CODES]


def exception_table(plan: Plan, series: pa.Table) -> pa.Table:
    """The plan's exceptions with the figures that their sentences name; `since` is left to whoever knows the plan before."""
    found = plan.warnings
    rows = series.select(["product_id", "location_id", "category_id", *EXCEPTION_FIGURES]).take(pa.array(found.row))
    counted = np.round(plan.position.in_lead_time - plan.needs.stores, 3)[found.row]
    rows = rows.set_column(rows.column_names.index("in_lead_time"), "in_lead_time", pa.array(counted))
    money = np.where(np.isfinite(found.money), found.money, 0.0)
    ids = exception_ids(found.kind, rows["product_id"].to_numpy(), rows["location_id"].to_numpy())
    return (
        rows.append_column("id", pa.array(ids))
        .append_column("kind", pa.array(found.kind))
        .append_column("severity", pa.array(found.severity.astype(np.int8)))
        .append_column("money_at_risk", pa.array(np.round(money, 2)))
    )


def fill_exceptions(con: duckdb.DuckDBPyConnection, found: pa.Table, before: pa.Table, now: datetime) -> None:
    """Fill `plan_exception`: what was there before keeps its day, the rest begins now; the most money first."""
    con.register("found", found)
    con.register("before", before)
    con.execute(
        "insert into plan_exception by name select found.*, coalesce(before.since, $now::timestamptz::timestamp) as since "
        "from found left join before using (id) order by money_at_risk desc, id desc",
        {"now": now},
    )
    con.unregister("found")
    con.unregister("before")
