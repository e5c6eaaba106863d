"""Earlier plans are judged when more is known of them than before, and only then: forecasts of every night for ten weeks are not read again."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.domains.history.lines import line, lines
from tests.domains.planning.company import BUYER, DAILY, RICE, SHOP, company, plan, sales
from tests.makers import NOON

from fluxion.base.work import Works
from fluxion.domains import history
from fluxion.domains.planning import jobs
from fluxion.domains.planning.reads import earlier

BEGIN = date(2026, 3, 2)
ROWS = """select as_of, days, location_id, category_id, abc, series, sold, forecast, missed, naive, naive_missed, statistical, statistical_missed
    from plan_accuracy order by all"""
"""Without the scores, which are told in the usual change of a series from week to week as it was when the plan was judged."""


def days(count: int) -> date:
    return BEGIN + timedelta(days=count)


@pytest.fixture
def nights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Works, Any, list[list[date]]]:
    """A company, what plans it on the n-th day with the sales up to it, and the days whose forecasts each plan read again."""
    now, read = [BEGIN], list[list[date]]()
    works = company(tmp_path, until=days(-1), clock=lambda: datetime(now[0].year, now[0].month, now[0].day, 12, tzinfo=NOON.tzinfo))

    def seen(work: Any, each: earlier.Earlier) -> Any:
        read[-1].append(each.as_of)
        return earlier.published_by(work, each)

    monkeypatch.setattr(jobs, "published_by", seen)

    def night(day: int) -> None:
        known = (now[0] - BEGIN).days
        if day > known:
            history.record_sales(works, f"import:{day}", sales(DAILY, days(day - 1), days=day - known))
            history.publish(works)
        now[0] = days(day)
        read.append([])
        plan(works)

    return works, night, read


def judged(works: Works) -> list[dict[str, Any]]:
    with works.read(BUYER) as work:
        return work.marts.records(work, ROWS)


def test_a_plan_is_judged_again_when_one_more_week_is_over(nights: tuple[Works, Any, list[list[date]]]) -> None:
    works, night, read = nights
    for day in (0, 6, 7, 8, 13, 14):
        night(day)
    assert read == [[], [], [days(0)], [], [days(6)], [days(0), days(7)]]
    found = judged(works)
    assert {(row["as_of"], row["days"]) for row in found} == {
        *((days(0), 7), (days(0), 14), (days(6), 7), (days(7), 7)),
    }


def test_what_was_judged_before_is_what_judging_all_anew_would_say(
    nights: tuple[Works, Any, list[list[date]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    works, night, read = nights
    for day in (0, 7, 8):
        night(day)
    kept = judged(works)
    monkeypatch.setattr(jobs, "judged_before", lambda work, plans: (earlier.Judged.none(), list(plans)))
    night(8)
    assert read[-1] == [days(0)] and judged(works) == kept != []


def test_sales_that_came_late_have_their_plans_judged_again(nights: tuple[Works, Any, list[list[date]]]) -> None:
    works, night, read = nights
    for day in (0, 7):
        night(day)
    before = [row["sold"] for row in judged(works) if row["location_id"] == SHOP]
    history.record_sales(works, "import:late", lines(line("LATE", 1, days(3), RICE, "40", "1", location_id=SHOP)))
    history.publish(works)
    night(7)
    assert read[-1] == [days(0)]
    after = [row["sold"] for row in judged(works) if row["location_id"] == SHOP]
    assert sum(after) == pytest.approx(sum(before) + 40.0)
    night(7)
    assert read[-1] == []
