"""What lay where each day, when something was missing, what had been forecast: into the lake, once per source."""

import pyarrow as pa

from fluxion.base.lake import Change, LakeTable
from fluxion.base.scratch import scratch
from fluxion.base.work import SYSTEM, Work
from fluxion.domains import catalog, stock
from fluxion.domains.history.shapes import Opener
from fluxion.domains.history.tables import STOCK_SNAPSHOTS


def record_stock_snapshot(works: Opener, *, on_behalf_of: str = "history.record_rows") -> bool:
    """Keep today's stock levels for ever; False when today's are kept already."""
    with works.read() as work:
        work.require(on_behalf_of)
    with works.read(SYSTEM) as work:
        day, lake, rows = work.today, work.lake, _levels(work)
    return lake.commit(STOCK_SNAPSHOTS, f"stock-{day.isoformat()}", lambda now: Change(rows)).is_new


def record_rows(works: Opener, table: LakeTable, source: str, rows: pa.Table, *, on_behalf_of: str = "history.record_rows") -> bool:
    """Add rows to a lake table other than the sales, once per source; False when this source brought them before.

    For stock of earlier days (`STOCK_SNAPSHOTS`), stock-outs (`STOCK_OUTS`) and published forecasts (`FORECASTS`).
    """
    with works.read() as work:
        work.require(on_behalf_of)
        lake = work.lake
    return lake.commit(table, f"rows-{source}", lambda now: Change(rows)).is_new


def _levels(work: Work) -> pa.Table:
    with scratch(work.settings) as con:
        con.register("levels", stock.level_frame(work, ["on_hand"]))
        con.register("products", catalog.product_frame(work))
        return con.sql(
            """select $day::date as day, levels.product_id::int as product_id, levels.location_id::int as location_id,
                   levels.on_hand::decimal(18,3) as on_hand, products.cost::decimal(18,4) as unit_cost
            from levels left join products on products.id = levels.product_id""",
            params={"day": work.today},
        ).to_arrow_table()
