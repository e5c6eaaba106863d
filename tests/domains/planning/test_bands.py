"""Bands of the forecast by day, week and month, for a product, a category, a location and the company: computed for each sum."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest
from tests.domains.history.lines import line, lines
from tests.domains.planning.company import BUYER, DAILY, DAYS, LAMP, NORTH, PRODUCTS, RICE, SHOP, TODAY, company, confined, plan

from fluxion.base.paging import Ask
from fluxion.base.work import Works
from fluxion.domains import history
from fluxion.domains.planning.reads.series import forecast_of, planned_series
from fluxion.domains.planning.reads.totals import forecast_totals
from fluxion.domains.planning.shapes import Bucket, TimeStep
from fluxion.kernels.forecasting.aggregates import quantiles_of_groups

STEPS: tuple[TimeStep, ...] = ("day", "week", "month")


@pytest.fixture
def noisy(tmp_path: Path) -> Works:
    """The company with sales that vary from day to day."""
    works, rows, draw = company(tmp_path, daily={}), [], np.random.default_rng(7)
    for (product, place), units in DAILY.items():
        for offset, sold in enumerate(draw.negative_binomial(2, 2 / (2 + units), DAYS)):
            if sold:
                day = date.fromordinal(TODAY.toordinal() - 1 - offset)
                rows.append(
                    line(f"F{place}-{product}-{day}", 1, day, product, str(sold), str(PRODUCTS[product - 1]["price"]), location_id=place)
                )
    history.record_sales(works, "import:2", lines(*rows))
    history.publish(works)
    plan(works)
    return works


def reach(bucket: Bucket) -> float:
    return bucket.quantiles["0.95"] - bucket.quantiles["0.05"]


def test_a_week_has_a_band_of_its_own_and_not_the_sum_of_its_days(noisy: Works) -> None:
    with noisy.read(BUYER) as work:
        days, weeks, months = (forecast_of(work, LAMP, SHOP, step=step) for step in STEPS)
    assert [each.day for each in weeks.forecast][:2] == [date(2026, 3, 2), date(2026, 3, 9)]
    assert [each.day for each in months.forecast] == [date(2026, 3, 1)] and weeks.step == "week"
    for seen in (weeks, months):
        assert sum(each.mean for each in seen.forecast) == pytest.approx(sum(each.mean for each in days.forecast), abs=1e-2)
        assert sum(each.units for each in seen.history) == pytest.approx(sum(each.units for each in days.history))
    first = weeks.forecast[0]
    added = {level: sum(day.quantiles[level] for day in days.forecast[:7]) for level in first.quantiles}
    assert added["0.05"] < first.quantiles["0.05"] < first.mean < first.quantiles["0.95"] < added["0.95"]
    assert [*first.quantiles] == ["0.05", "0.25", "0.5", "0.75", "0.95"] and [*first.quantiles.values()] == sorted(first.quantiles.values())


def test_one_series_has_the_same_band_wherever_it_is_seen(noisy: Works) -> None:
    for step in STEPS:
        with noisy.read(BUYER) as work:
            alone = forecast_of(work, LAMP, SHOP, step=step)
            by_sku = forecast_totals(work, "sku", step, product_id=LAMP)
            by_category = forecast_totals(work, "category", step, product_id=LAMP)
        wanted = [each.quantiles for each in alone.forecast]
        assert all(value == round(value) for each in wanted for value in each.values()), "whole lamps are sold"
        assert [each.quantiles for each in by_sku.items[0].buckets] == wanted == [each.quantiles for each in by_sku.buckets]
        assert [each.quantiles for each in by_category.items[0].buckets] == wanted


def test_the_band_of_several_series_is_narrower_than_their_bands_added_up(noisy: Works) -> None:
    with noisy.read(BUYER) as work:
        found = forecast_totals(work, "sku", "week")
        company_view = forecast_totals(work, "company", "week")
    for at, whole in enumerate(found.buckets):
        parts = [item.buckets[at] for item in found.items]
        assert whole.mean == sum(part.mean for part in parts)
        assert max(reach(part) for part in parts) < reach(whole) < sum(reach(part) for part in parts)
        assert whole.quantiles["0.05"] < float(whole.mean) < whole.quantiles["0.95"]
        assert company_view.items[0].buckets[at] == whole == company_view.buckets[at]
    assert found.levels == [0.05, 0.25, 0.5, 0.75, 0.95]


def test_a_product_over_all_locations_is_the_same_on_its_page_and_among_the_totals(noisy: Works) -> None:
    with noisy.read(BUYER) as work:
        page = forecast_of(work, RICE, step="month")
        totals = forecast_totals(work, "sku", "month", product_id=RICE)
    [seen], [bucket] = page.forecast, totals.buckets
    assert seen.mean == pytest.approx(float(bucket.mean), abs=1e-2)
    assert list(seen.quantiles.values()) == pytest.approx(list(bucket.quantiles.values()), rel=1e-3)


def test_a_confined_person_sees_the_band_of_their_location_alone(noisy: Works) -> None:
    with noisy.read(confined(NORTH)) as work:
        found = forecast_totals(work, "company", "week")
        mine = forecast_of(work, RICE, NORTH, step="week")
    assert [each.quantiles for each in found.buckets] == [each.quantiles for each in mine.forecast]


def test_groups_cover_what_they_should() -> None:
    """A thousand draws of a sum of fifty series with noise of their own and a share in common, of which 90 % lie in the band."""
    draw, share = np.random.default_rng(3), 0.01
    level = draw.gamma(1 / share, share, 20_000)
    sums = draw.normal(500 * level, np.sqrt(800.0))
    low, high = quantiles_of_groups([500.0], [800.0], [-60.0], share, [0.05, 0.95])[0]
    assert np.mean((sums >= low) & (sums <= high)) == pytest.approx(0.90, abs=0.01)


def test_the_planned_series_tell_service_levels_and_money(small: Works) -> None:
    plan(small)
    with small.read(BUYER) as work:
        [lamp] = planned_series(work, Ask(), q="LAMP").items
    assert (lamp.service_kind, lamp.cycle_service, lamp.service_level) == (1, lamp.service_level, lamp.cycle_level)
    assert lamp.fill_rate >= lamp.cycle_service and lamp.order_up_to == pytest.approx(lamp.planned + lamp.safety_stock, abs=1e-3)
    assert (lamp.stock_value, lamp.currency) == (800, "USD")
    assert float(lamp.order_up_to_value or 0) == pytest.approx(20 * lamp.order_up_to, abs=0.01)
    with small.read(confined(SHOP, role="store")) as work:
        if work.actor.may("planning.read"):
            [seen] = planned_series(work, Ask(), q="LAMP").items
            assert (seen.stock_value, seen.safety_stock_value, seen.order_up_to_value) == (None, None, None)
