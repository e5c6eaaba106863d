"""A company whose mart an earlier version made: it is built anew from the lake, and a plan that is lost is said to be missing."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from tests.domains.planning.company import BUYER, NORTH, RICE, plan

from fluxion.base.mart import MartBroken, Marts
from fluxion.base.paging import Ask
from fluxion.base.work import Works
from fluxion.domains import history
from fluxion.domains.history.rules import shape
from fluxion.domains.planning import MART_SECTION
from fluxion.domains.planning.reads.alerts import alerts
from fluxion.domains.planning.reads.runs import latest_run

LOST = "The explanations, forecasts and alerts of this plan are missing: an earlier version of the program made them. Plan again."


def upgraded(works: Works, table: str, column: str) -> Works:
    """The company as a later program finds it that added a column to a table of the mart."""
    works.marts.shape = shape([MART_SECTION.ddl])
    history.publish(works)
    plan(works)
    works.marts.close()
    file = max(works.settings.mart_dir.glob("mart.g*.duckdb"))
    with duckdb.connect(str(file)) as mart:
        mart.execute(f"alter table {table} drop column {column}")
        mart.execute("update mart_shape set shape = 'of an earlier version'")
    later = replace(works, marts=Marts.open(works.settings))
    later.marts.shape = shape([MART_SECTION.ddl])
    return later


def note(works: Works) -> str | None:
    with works.read(BUYER, lang="en") as work:
        return latest_run(work).note


def found(works: Works) -> tuple[int, float]:
    """How many alerts there are, and the rice sold in the north on one day."""
    with works.read(BUYER) as work:
        ((units,),) = work.marts.query(
            work, "select units::double from day_sales where product_id = ? and location_id = ? and day = date '2026-03-01'", [RICE, NORTH]
        )
        return len(alerts(work, Ask()).items), units


@pytest.mark.parametrize(("table", "column", "is_kept"), [("plan_series", "review_on", False), ("day_sales", "units", True)])
def test_an_earlier_mart_is_built_anew_and_a_lost_plan_is_told(small: Works, table: str, column: str, is_kept: bool) -> None:
    later = upgraded(small, table, column)
    asked: list[int] = []
    later.marts.repair = lambda: asked.append(1)
    with later.read(BUYER) as work, pytest.raises(MartBroken):
        alerts(work, Ask())
    assert (asked, note(later)) == ([1], None), "what is being built is not called lost"
    history.publish(later)
    assert (note(later), found(later)[1]) == (None if is_kept else LOST, 10.0)
    assert (found(later)[0] > 0) == is_kept
    plan(later)
    assert note(later) is None
    assert found(later)[0] > 0


def test_a_plan_whose_mart_is_gone_is_told_to_be_missing(small: Works, tmp_path: Path) -> None:
    plan(small)
    small.marts.close()
    for file in small.settings.mart_dir.glob("*.duckdb"):
        file.unlink()
    later = replace(small, marts=Marts.open(small.settings))
    history.publish(later)
    assert note(later) == LOST
