"""Reviews on certain days, plan after plan: a day missed is made up for, once, however often a plan is made that day."""

from datetime import date

from tests.domains.planning.company import BUYER, plan

from fluxion.base.work import Works
from fluxion.domains.planning.actions.parameters import set_parameter
from fluxion.domains.planning.shapes import ParameterDraft

WEDNESDAY, FRIDAY, SATURDAY = date(2026, 2, 25), date(2026, 2, 27), date(2026, 2, 28)


def outcomes(works: Works, day: date) -> tuple[int, int]:
    """How many series a plan for a day orders, and how many wait for their day of review."""
    plan(works, day)
    with works.read(BUYER) as work:
        [found] = work.marts.query(
            work, "select count(*) filter (suggested > 0), count(*) filter (outcome = 'not_review_day') from plan_series"
        )
    return found[0], found[1]


def test_a_review_missed_on_thursday_is_made_up_for_on_friday_and_not_on_saturday(small: Works) -> None:
    with small.write(BUYER) as work:
        set_parameter(work, ParameterDraft(name="reorder_rule", value=2))
        set_parameter(work, ParameterDraft(name="review_offset_days", value=3))
    first = outcomes(small, WEDNESDAY)
    assert first[0] > 0 and first[1] == 0  # nobody ever planned before
    friday = outcomes(small, FRIDAY)
    assert friday[0] > 0 and friday[1] == 0
    assert outcomes(small, FRIDAY) == friday
    orders, waiting = outcomes(small, SATURDAY)
    assert orders == 0 and waiting > 0
