"""A new branch, and a product new at an old one: begun with what the same product sells elsewhere, and bought for by the centre."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.domains.planning.arrays import AS_OF, inputs, locations, pairs, products, row, sold
from tests.domains.planning.company import BUYER, DC, NORTH, RICE, SOAP, company
from tests.domains.planning.company import plan as plan_company
from tests.makers import NOON

from fluxion.base.paging import Ask
from fluxion.domains import catalog, stock
from fluxion.domains.planning.reads.explaining import explain
from fluxion.domains.planning.reads.series import planned_series
from fluxion.domains.planning.rules import buckets
from fluxion.domains.planning.rules.columns import figures_of, rows_of, series_table
from fluxion.domains.planning.rules.explain import sentences
from fluxion.domains.planning.rules.inputs import Inputs, Pairs
from fluxion.domains.planning.rules.newness import opened
from fluxion.domains.planning.rules.plan import Plan, compute

GOODS, STORES, CENTRE, NEW = 6, (1, 2, 3), 4, 5
"""Six products at three stores of their centre, the third twice as large as the first two; a fourth store, `NEW`, is opened."""
PACE = {(product, store): product * (2.0 if store == 3 else 1.0) for product in range(1, GOODS + 1) for store in STORES}
LISTED = {(product, NEW): 0.0 for product in range(1, GOODS)}
"""The sixth product is not listed at the new store."""
TODAY = AS_OF.toordinal()


def told(sales: dict[tuple[int, int], object], held: dict[tuple[int, int], float], **more: object) -> Inputs:
    """Inputs in which the new store opened on the day of its first sale, or opens today."""
    given = {"n_products": GOODS, "n_locations": 5, "products": products(GOODS, category_id=np.arange(GOODS) % 2, supplier_lead=7.0)} | more
    places = locations(5, dict.fromkeys((*STORES, NEW), CENTRE))
    since = opened(sold(sales), places.id, places.id != CENTRE, np.full(5, np.nan), TODAY)  # type: ignore[arg-type]
    return inputs(sales, held, **(given | {"locations": replace(places, new_since=since)}))


def compute_plan(given: Inputs) -> Plan:
    return compute(given, lambda share, step: None)


def pace_at(made: Plan, product: int, location: int) -> float:
    return float(made.forecasts.daily_mean[row(made, product, location)])


def test_a_new_store_is_expected_to_sell_what_the_median_one_does() -> None:
    made = compute_plan(told(PACE, LISTED))
    assert [pace_at(made, product, NEW) for product in range(1, GOODS)] == pytest.approx([1, 2, 3, 4, 5], rel=0.02)
    assert [made.forecasts.model_names()[row(made, product, NEW)] for product in range(1, GOODS)] == ["elsewhere"] * (GOODS - 1)
    assert not np.any((made.series.location_id == NEW) & (made.series.product_id == GOODS))


def test_as_large_as_its_sales_so_far_say_and_that_tells_of_what_has_not_sold_yet() -> None:
    paces = {}
    for times in (0.5, 2.0):
        sales = {(product, NEW): [product * times] * 14 for product in range(1, GOODS - 1)}
        made = compute_plan(told({**PACE, **sales}, LISTED))
        paces[times] = pace_at(made, GOODS - 1, NEW)
    assert paces[0.5] == pytest.approx(2.5, rel=0.25) and paces[2.0] == pytest.approx(10, rel=0.25)


@pytest.mark.parametrize("days", [0, 9])
def test_the_centre_expects_what_its_stores_do(days: int) -> None:
    here = {(product, NEW): [product * 1.0] * days for product in range(1, GOODS)} if days else {}
    made = compute_plan(told({**PACE, **here}, LISTED))
    for product in range(1, GOODS):
        of_stores = sum(pace_at(made, product, store) for store in (*STORES, NEW))
        assert pace_at(made, product, CENTRE) == pytest.approx(of_stores)
        at = made.forecasts.mean[[row(made, product, place) for place in (*STORES, NEW, CENTRE)]]
        assert at[4].sum() == pytest.approx(at[:4].sum(), rel=1e-5)
    assert pace_at(made, GOODS, CENTRE) == pytest.approx(sum(pace_at(made, GOODS, store) for store in STORES), rel=0.03)


def test_a_centre_all_of_whose_stores_are_new_expects_exactly_their_sum_and_buys_it() -> None:
    places = replace(locations(6, {5: 4, 6: 4}), new_since=np.array([np.nan] * 4 + [TODAY] * 2))
    made = compute_plan(replace(told(PACE, {(1, 5): 0.0, (1, 6): 0.0}), locations=places))
    centre = row(made, 1, 4)
    assert pace_at(made, 1, 5) == pace_at(made, 1, 6) == pytest.approx(1.0, rel=0.02)
    assert pace_at(made, 1, 4) == pace_at(made, 1, 5) + pace_at(made, 1, 6)
    assert made.outcome[centre] == "order" and made.orders.quantity[centre] >= 2 * 14
    assert made.policy.steady_factor[centre] == 1.0


def test_without_knowing_what_is_new_nothing_is_made_up() -> None:
    given = told(PACE, dict.fromkeys(LISTED, 1.0))
    blind = compute_plan(replace(given, locations=replace(given.locations, new_since=None)))
    assert [pace_at(blind, product, NEW) for product in range(1, GOODS)] == [0.0] * (GOODS - 1)


def test_a_product_new_at_an_old_store_begins_with_its_first_goods_there() -> None:
    sales = {**PACE, (1, NEW): 3.0}
    held = {(2, NEW): 5.0, (3, NEW): 5.0}
    stocked = pairs({(2, NEW): TODAY - 4.0}, "day")
    made = compute_plan(told(sales, held, stocked=stocked))
    assert 2 < pace_at(made, 2, NEW) < 6  # the store sells three times as much of the first
    assert pace_at(made, 3, NEW) == 0.0 and made.outcome[row(made, 3, NEW)] == "no_history"


def test_a_store_in_which_nothing_sold_for_two_months_is_new_no_longer() -> None:
    first = np.array([TODAY - 400.0] * 4 + [TODAY - 61.0])
    may = np.arange(1, 6) != CENTRE
    assert np.isnan(opened(sold(PACE), np.arange(1, 6), may, first, TODAY)).all()
    first[4] = TODAY - 20.0
    assert opened(sold(PACE), np.arange(1, 6), may, first, TODAY)[4] == TODAY


def test_a_store_that_came_with_the_first_records_is_of_unknown_age() -> None:
    first, ids = np.full(5, TODAY - 20.0), np.arange(1, 6)
    assert np.isnan(opened(sold(PACE), ids, ids != CENTRE, first, TODAY)).all()


def test_empty_levels_mean_nothing_where_everything_is_listed_everywhere() -> None:
    held = {**LISTED, **{(product, store): 0.0 for product in range(1, 5) for store in STORES}}
    sales = {key: pace for key, pace in PACE.items() if key[0] > 3}
    made = compute_plan(told(sales, held))
    assert not np.any(made.series.location_id == NEW)


def test_empty_levels_of_a_centre_tell_nothing_of_how_stores_are_listed() -> None:
    held = {**LISTED, **{(product, CENTRE): 0.0 for product in range(1, GOODS + 1)}}
    made = compute_plan(told({**PACE, (1, CENTRE): 1.0}, held))
    assert np.sum(made.series.location_id == NEW) == GOODS - 1


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(0, 20))
def test_the_order_of_what_is_read_and_buckets_change_nothing(chance, days: int) -> None:  # type: ignore[no-untyped-def]
    sales = {**PACE, **({(product, NEW): [1.0 * product] * days for product in range(1, 5)} if days else {})}
    given = told(sales, LISTED, stocked=pairs({(2, NEW): TODAY - 4.0, (5, NEW): TODAY - 2.0}, "day"))
    order = list(range(len(given.stock.product_id)))
    chance.shuffle(order)
    stock_rows = Pairs(given.stock.product_id[order], given.stock.location_id[order], {k: v[order] for k, v in given.stock.values.items()})
    at_once = buckets.SERIES_AT_ONCE
    try:
        one = series_table(compute_plan(given))
        buckets.SERIES_AT_ONCE = 6
        many = series_table(compute_plan(replace(given, stock=stock_rows)))
    finally:
        buckets.SERIES_AT_ONCE = at_once
    assert [name for name in one.column_names if not one[name].equals(many[name])] == []


def test_the_explanation_says_where_the_figure_comes_from() -> None:
    made = compute_plan(told(PACE, LISTED))
    (new, centre) = rows_of(series_table(made), [row(made, 2, NEW), row(made, 2, CENTRE)])
    assert (new["model"], new["lent_pace"], new["lent_size"], new["lent_places"]) == ("elsewhere", pytest.approx(2.0, rel=0.02), 1.0, 3.0)
    pace = f"{new['lent_pace']:g}"
    es = sentences(figures_of(new, AS_OF, AS_OF), "es")
    assert any(each.startswith(f"Es nuevo en esta ubicación: el pronóstico parte de los {pace.replace('.', ',')} por día") for each in es)
    assert any("3 are known), times 1, the size" in each for each in sentences(figures_of(new, AS_OF, AS_OF), "en"))
    assert any("local mediano" in each for each in sentences(figures_of(new, AS_OF, AS_OF), "pt"))
    assert centre["from_new"] == pytest.approx(new["daily_mean"])
    assert any("of locations at which the product is new" in each for each in sentences(figures_of(centre, AS_OF, AS_OF), "en"))
    (old,) = rows_of(series_table(made), [row(made, 2, 1)])
    assert old["lent_pace"] is None and not any("new at this location" in each for each in sentences(figures_of(old, AS_OF, AS_OF), "en"))


def test_a_branch_is_opened_and_gets_its_first_order(tmp_path: Path) -> None:
    now = [NOON - timedelta(days=30)]
    works = company(tmp_path, clock=lambda: now[0])
    now[0] = NOON
    with works.write() as work:
        catalog.upsert_locations(work, [{"code": "W", "name": "Tienda Oeste", "kind": "store"}])
        stock.set_levels(work, [{"product_id": each, "location_id": 5, "on_hand": Decimal(0)} for each in (RICE, SOAP)])
    plan_company(works)
    with works.read(BUYER) as work:
        found = {each.product.sku: each for each in planned_series(work, Ask(), location_id=5).items}
        told_es = explain(work, SOAP, 5).sentences
    assert sorted(found) == ["RICE", "SOAP"]
    assert found["SOAP"].outcome == "order" and found["SOAP"].suggested > 5 * 5
    # of rice the three sell 10, 6 and 4 a day: the shop that sells five soaps is two thirds of the median one
    assert (found["RICE"].daily_mean, found["SOAP"].daily_mean) == (pytest.approx(6, rel=0.02), pytest.approx(7.5, rel=0.02))
    assert any(each.startswith("Es nuevo en esta ubicación: el pronóstico parte de los") for each in told_es)


def test_soap_comes_new_to_an_old_store_and_the_centre_buys_it(tmp_path: Path) -> None:
    now = [NOON - timedelta(days=30)]
    works = company(tmp_path, clock=lambda: now[0])
    now[0] = NOON - timedelta(days=2)
    with works.write() as work:
        stock.set_levels(work, [{"product_id": SOAP, "location_id": NORTH, "on_hand": Decimal(1)}])
    now[0] = NOON
    plan_company(works)
    with works.read(BUYER) as work:
        found = {each.location.code: each for each in planned_series(work, Ask(), q="SOAP").items}
        told_here = explain(work, SOAP, DC).sentences
    assert found["N"].model == "elsewhere" and found["N"].daily_mean > 5  # the north sells two and a half times the rice of the shop
    assert found["DC"].daily_mean == found["N"].daily_mean and found["DC"].outcome == "order"
    assert any(each.startswith("De ella, ") and each.endswith(" en las que el producto es nuevo.") for each in told_here)
