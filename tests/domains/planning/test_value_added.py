"""What each step of the forecast was worth, one forecast at every level, and many alerts decided at once."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.domains.planning.company import BUYER, DAILY, NORTH, RICE, SHOP, SOAP, SOUTH, TODAY, company, confined, plan, sales
from tests.makers import NOON

from fluxion.base.paging import Ask
from fluxion.base.work import Works
from fluxion.domains import history
from fluxion.domains.planning.actions import alerts as alert_actions
from fluxion.domains.planning.actions.overrides import create_override
from fluxion.domains.planning.reads import alerts, series, totals
from fluxion.domains.planning.reads.totals import forecast_totals
from fluxion.domains.planning.reads.value import override_values, value_added
from fluxion.domains.planning.shapes import AlertChoice, AlertFilter, OverrideDraft
from fluxion.values.errors import Forbidden

THEN = TODAY - timedelta(days=28)


def _at(day: date) -> datetime:
    return NOON.replace(year=day.year, month=day.month, day=day.day)


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Works]:
    """A company that planned four weeks ago with two overrides, one of them wrong, and again today."""
    now = [THEN]
    works = company(tmp_path_factory.mktemp("judged"), until=THEN - timedelta(days=1), clock=lambda: _at(now[0]))
    week = {"starts_on": THEN, "ends_on": THEN + timedelta(days=6), "kind": "factor"}
    with works.write(BUYER) as work:
        create_override(work, OverrideDraft(product_id=RICE, location_id=SHOP, value=3.0, reason="Promoción que no hubo", **week))
        create_override(work, OverrideDraft(product_id=SOAP, location_id=SHOP, value=2.0, reason="Feria", **week))
    plan(works)
    history.record_sales(works, "import:2", sales(dict(DAILY) | {(SOAP, SHOP): 10}, THEN + timedelta(days=6), days=7))
    history.record_sales(works, "import:3", sales(DAILY, TODAY - timedelta(days=1), days=21))
    history.publish(works)
    now[0] = TODAY
    plan(works)
    yield works
    works.marts.close()
    works.database.close()


def test_each_step_is_told_in_all_by_plan_and_by_group(judged: Works) -> None:
    with judged.read(BUYER) as work:
        told = value_added(work, days=7, group="category")
    assert (told.plans, told.series, told.sold) == (1, 7, sum(DAILY.values()) * 7 + 35)
    naive, statistical, final = told.steps
    assert naive.wape == pytest.approx(35 / told.sold, abs=1e-4)  # only the fair surprised last week repeated
    assert statistical.wape == pytest.approx(35 / told.sold, abs=0.01)
    assert final.wape == pytest.approx(56 / told.sold, abs=0.01)  # the fair was foretold, the promotion did not come
    assert final.bias == pytest.approx(56 / told.sold, abs=0.01)
    assert [(week.as_of, week.sold) for week in told.weeks] == [(THEN, told.sold)]
    assert [(group.name, group.sold) for group in told.groups] == [("Granos", 154.0), ("Limpieza", 70.0), ("Hogar", 7.0)]
    assert told.groups[1].steps[0].wape == 0.5


def test_overrides_that_lost_come_first_and_those_that_won_are_told_too(judged: Works) -> None:
    with judged.read(BUYER) as work:
        lost, won = override_values(work)
        assert [each.verdict for each in override_values(work, lost=True)] == ["lost"]
    assert (lost.override.reason, lost.verdict, lost.override.author_name) == ("Promoción que no hubo", "lost", "Ana")
    assert lost.worse_by == pytest.approx(56, abs=3) and lost.missed_without == pytest.approx(0, abs=1)
    assert (won.override.reason, won.verdict, won.sold) == ("Feria", "won", 70.0)


def test_what_is_judged_keeps_to_the_locations_a_person_sees(judged: Works) -> None:
    with judged.read(confined(NORTH)) as work:
        assert value_added(work, days=7).sold == 70.0
        assert override_values(work) == []


def test_levels_and_steps_of_the_forecast_add_up_to_the_last_digit(judged: Works) -> None:
    with judged.read(BUYER) as work:
        found = {
            (level, step): forecast_totals(work, level, step)
            for level in ("sku", "category", "location", "company")
            for step in ("day", "week", "month")
        }
        rice = series.forecast_of(work, RICE)
    assert {each.total for each in found.values()} == {found["company", "day"].total}
    assert all(
        sum(item.total for item in each.items) == each.total == sum(bucket.mean for bucket in each.buckets) for each in found.values()
    )
    assert [bucket.days for bucket in found["company", "month"].buckets] == [30] and found["company", "week"].buckets[0].starts_on == TODAY
    sku = next(item for item in found["sku", "day"].items if item.code == "RICE")
    assert [float(bucket.mean) for bucket in sku.buckets] == [day.mean for day in rice.forecast]
    assert sku.total > Decimal(0)


def test_only_the_items_shown_leave_the_mart(judged: Works, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every product and day of a large company, as objects, were gigabytes."""
    with judged.read(BUYER) as work:
        whole = forecast_totals(work, "sku", "week")
    monkeypatch.setattr(totals, "MOST_ITEMS", 2)
    taken: list[int] = []

    def counting(real: Any) -> Any:
        def ask(*given: Any) -> Any:
            rows = real(*given)
            taken.append(len(rows))
            return rows

        return ask

    for name in ("records", "query"):
        monkeypatch.setattr(judged.marts, name, counting(getattr(judged.marts, name)))
    with judged.read(BUYER) as work:
        few = forecast_totals(work, "sku", "week")
    assert (few.items, few.total, few.buckets) == (whole.items[:2], whole.total, whole.buckets)
    assert len(whole.items) > 2
    assert max(taken) <= max(len(few.buckets), 5), "the rows of the plan's own words, of the weeks, or of the items"


def test_a_person_confined_to_stores_sees_their_forecast_alone(judged: Works) -> None:
    with judged.read(confined(NORTH, SOUTH)) as work:
        seen = forecast_totals(work, "location", "week")
    assert [item.code for item in seen.items] == ["N", "S"]


def test_many_alerts_are_dismissed_and_put_back(small: Works) -> None:
    plan(small)
    with small.write(BUYER) as work:
        before = alerts.alert_totals(work, AlertFilter())
        assert sum(each.count for each in before) == len(alerts.alerts(work, Ask()).items) > 1
        gone = alert_actions.dismiss_alerts(work, AlertChoice(filter=AlertFilter(kind="stock_out")))
        some = alert_actions.dismiss_alerts(work, AlertChoice(ids=[alerts.alerts(work, Ask()).items[0].id]))
        assert len(alerts.alerts(work, Ask()).items) == sum(each.count for each in before) - len(gone.ids) - 1
        back = alert_actions.restore_alerts(work, AlertChoice(ids=[*gone.ids, *some.ids]))
        assert sorted(back.ids) == sorted([*gone.ids, *some.ids])
        assert alerts.alert_totals(work, AlertFilter()) == before
    with small.write(confined(NORTH)) as work:
        seen = {each.id for each in alerts.alerts(work, Ask()).items}
        assert set(alert_actions.dismiss_alerts(work, AlertChoice(filter=AlertFilter())).ids) == seen
    with pytest.raises(Forbidden), small.write(confined(NORTH, role="viewer")) as work:
        alert_actions.dismiss_alerts(work, AlertChoice(filter=AlertFilter()))
