"""Who is confined to some locations: forecasts add up to what they see, and a run tells them nothing of the rest of the company."""

from dataclasses import replace

import pytest
from tests.domains.planning.company import BUYER, DC, NORTH, SHOP, SOUTH, plan

from fluxion.base.paging import Ask
from fluxion.base.work import Works
from fluxion.domains.planning.reads.runs import latest_run, run, runs
from fluxion.domains.planning.reads.totals import forecast_totals


@pytest.mark.parametrize(
    ("seen", "units"),
    [
        ({NORTH}, 300),
        ({DC}, 480),
        ({DC, NORTH}, 300),
        ({DC, NORTH, SOUTH}, 480),
        ({DC, SHOP}, 840),
        (set(), 0),
    ],
)
def test_forecasts_add_up_to_what_is_seen_and_nothing_twice(small: Works, seen: set[int], units: int) -> None:
    plan(small)
    with small.read(replace(BUYER, rights=frozenset({"planning.read"}), locations=frozenset(seen))) as work:
        found = {level: forecast_totals(work, level, "week").total for level in ("company", "location", "sku")}
    assert found == {"company": units, "location": units, "sku": units}


def test_a_run_tells_figures_of_the_company_to_those_who_see_all_of_it(small: Works) -> None:
    plan(small)
    for places, is_told in ((None, True), (frozenset({SHOP}), False)):
        with small.read(replace(BUYER, locations=places)) as work:
            shown = latest_run(work)
            assert [bool(each.figures) for each in (shown, run(work, shown.id), *runs(work, Ask()).items)] == [is_told] * 3
