"""Earlier plans beside what was sold since: which there are, which of them the mart has judged, and what each had published."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta

import duckdb
import pyarrow as pa
from sqlalchemy import func, select

from fluxion.base.mart import MartBroken, MartMissing
from fluxion.base.work import Work
from fluxion.domains import history
from fluxion.domains.planning.rules.judging import OVERRIDE_SCHEMA, SCHEMA, Earlier, Judged, weeks_over
from fluxion.domains.planning.tables import DONE, RunRow

JUDGED_DAYS = 70
_SOLD = """select run_id, coalesce(sum(units - returned), 0)::varchar from (select unnest($runs) as run_id, unnest($since) as since, unnest($until) as until)
    left join day_location on day >= since and day < until group by run_id"""


def earlier_plans(work: Work, as_of: date, data_until: date) -> list[Earlier]:
    """The newest plan for each of the last seventy days that has whole weeks to be judged by, as they stand now."""
    work.require("planning.start_run")
    query = select(func.max(RunRow.id), RunRow.as_of).where(
        RunRow.state == DONE, RunRow.as_of >= as_of - timedelta(days=JUDGED_DAYS), RunRow.as_of < as_of
    )
    found = [(run_id, day, weeks_over(day, as_of, data_until)) for run_id, day in work.db.execute(query.group_by(RunRow.as_of)) if day]
    found = sorted(each for each in found if each[2])
    given = {
        "runs": [run_id for run_id, _, _ in found],
        "since": [day - timedelta(days=7) for _, day, _ in found],
        "until": [day + timedelta(days=7 * weeks) for _, day, weeks in found],
    }
    sold: dict[int, str] = dict(work.marts.query(work, _SOLD, given)) if found else {}
    return [Earlier(run_id, day, weeks, sold[run_id]) for run_id, day, weeks in found]


def judged_before(work: Work, plans: Sequence[Earlier]) -> tuple[Judged, list[Earlier]]:
    """What the mart says of the plans that have no more weeks than when they were judged, and the same sales; and the other plans."""
    work.require("planning.start_run")
    try:
        told: dict[str, str] = dict(work.marts.query(work, "select key, value from plan_meta where key = 'judged'"))
        known = json.loads(told.get("judged", "{}"))
        same = [each.run_id for each in plans if known.get(str(each.run_id)) == [each.weeks, each.sold]]
        rows = [
            work.marts.arrow(work, f"select * from {table} where list_contains($same, run_id)", {"same": same}).cast(schema)
            for table, schema in (("plan_accuracy", SCHEMA), ("plan_override", OVERRIDE_SCHEMA))
        ]
    except (MartMissing, MartBroken, duckdb.CatalogException):
        return Judged.none(), list(plans)
    return Judged(*rows), [each for each in plans if each.run_id not in same]


def told_as_judged(plans: Sequence[Earlier]) -> str:
    """How the mart keeps what plans were judged by."""
    return json.dumps({each.run_id: [each.weeks, each.sold] for each in plans})


def published_by(work: Work, plan: Earlier) -> tuple[pa.Table, pa.Table]:
    """The weeks that an earlier plan forecast, and those its statistics alone had expected where people overrode them."""
    work.require("planning.start_run")
    both = (history.rows_since(work, table, plan.as_of, plan.as_of) for table in (history.FORECASTS, history.OVERRIDDEN))
    published, overridden = (rows.filter(pa.compute.equal(rows["run_id"], plan.run_id)) for rows in both)
    return published, overridden
