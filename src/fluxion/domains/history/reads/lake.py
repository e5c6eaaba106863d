"""Questions to the lake itself, for those who need more than the mart has."""

from datetime import date

import pyarrow as pa

from fluxion.base.lake import LakeTable
from fluxion.base.scratch import scratch
from fluxion.base.work import Work
from fluxion.domains.history.tables import SALES


def rows_since(work: Work, table: LakeTable, since: date, until: date | None = None) -> pa.Table:
    """All rows of a lake table from a day on, perhaps up to another one."""
    work.require("history.read")
    snapshot = work.lake.snapshot(table)
    last = until or date.max
    months = [month for month in snapshot.months() if since.strftime("%Y-%m") <= month <= last.strftime("%Y-%m")]
    with scratch(work.settings) as con:
        snapshot.view(con, "kept", months)
        asked = f"select * from kept where {table.by_month_of} between $since and $last"
        found = con.sql(asked, params={"since": since, "last": last}).to_arrow_table()
    return found.cast(table.schema)


def known_ids(work: Work) -> dict[str, set[int]]:
    """The `products`, `locations` and `customers` that sales tell of, which therefore cannot be removed."""
    work.require("history.read")
    with scratch(work.settings) as con:
        work.lake.snapshot(SALES).view(con, "kept")
        return {
            name: {key for (key,) in con.execute(f"select distinct {column} from kept where {column} is not null").fetchall()}
            for name, column in (("products", "product_id"), ("locations", "location_id"), ("customers", "customer_id"))
        }
