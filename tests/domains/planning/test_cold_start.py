"""New products: until their own sales tell, they are expected to sell like others of their category and brand did when they were new."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from tests.domains.planning.arrays import AS_OF, plan, products, row
from tests.domains.planning.company import BUYER, SHOP, company
from tests.domains.planning.company import plan as plan_company
from tests.makers import NOON

from fluxion.base.paging import Ask
from fluxion.domains import catalog, stock
from fluxion.domains.planning.reads.explaining import explain
from fluxion.domains.planning.reads.series import forecast_of, planned_series
from fluxion.domains.planning.rules.inputs import Products
from fluxion.domains.planning.rules.plan import Plan

QUICK, SLOW, PEERS = 1, 2, 30
"""Two categories of thirty products each, of which those of the first sell ten times as much; 61 and 62 are new."""
SALES = {(product, 1): [10.0 if product <= PEERS else 1.0] * (60 + product % 40) for product in range(1, 2 * PEERS + 1)}


def catalogue(entered: int = 3) -> Products:
    """All of one brand; the last two were entered so many days ago, the others with the first load."""
    since = np.full(62, np.nan)
    since[-2:] = AS_OF.toordinal() - entered
    category = np.array([QUICK] * PEERS + [SLOW] * PEERS + [QUICK, SLOW])
    return replace(products(62, category_id=category), brand=np.zeros(62, np.int64), new_since=since)


def planned(sales: dict[tuple[int, int], object] | None = None, entered: int = 3) -> Plan:
    held = {(61, 1): 5.0, (62, 1): 5.0}
    return plan({**SALES, **(sales or {})}, held, n_products=62, products=catalogue(entered))


def test_what_never_sold_and_is_new_is_expected_to_sell_like_its_peers_did() -> None:
    made = planned()
    quick, slow = made.forecasts.daily_mean[[row(made, 61), row(made, 62)]]
    assert (quick, slow) == (pytest.approx(10, rel=0.2), pytest.approx(1, rel=0.8))
    assert quick > 4 * slow > 0
    assert [made.forecasts.model_names()[row(made, each)] for each in (61, 62)] == ["peers", "peers"]
    assert made.orders.quantity[row(made, 61)] > 0


def test_what_never_sold_in_two_months_is_new_no_longer() -> None:
    made = planned(entered=70)
    assert made.forecasts.daily_mean[[row(made, 61), row(made, 62)]].tolist() == [0.0, 0.0]


def test_a_few_days_of_sales_draw_the_forecast_from_its_peers_to_its_own() -> None:
    pace = []
    for days in (2, 10, 59):
        made = planned({(62, 1): [5.0] * days})  # where its peers sell one a day
        pace.append(float(made.forecasts.daily_mean[row(made, 62)]))
    assert 1 < pace[0] < pace[1] < pace[2] == pytest.approx(5.0, rel=0.05)


def test_products_of_the_first_load_that_never_sold_are_not_new() -> None:
    told = replace(catalogue(), new_since=np.full(62, np.nan))
    made = plan(SALES, {(61, 1): 5.0}, n_products=62, products=told)
    assert made.forecasts.daily_mean[row(made, 61)] == 0.0 and made.outcome[row(made, 61)] == "no_history"


def test_a_product_entered_after_the_first_load_is_planned_from_its_category(tmp_path: Path) -> None:
    now = [NOON - timedelta(days=30)]
    works = company(tmp_path, clock=lambda: now[0])
    now[0] = NOON
    with works.write() as work:
        catalog.upsert_products(
            work, [{"sku": "NEW", "name": "Arroz integral", "category": "Granos", "cost": Decimal(3), "price": Decimal(5)}]
        )
        stock.set_levels(work, [{"product_id": 6, "location_id": SHOP, "on_hand": Decimal(2)}])
    plan_company(works)
    with works.read(BUYER) as work:
        [new] = planned_series(work, Ask(), q="NEW").items
        seen = forecast_of(work, 6, SHOP)
        [old] = planned_series(work, Ask(), q="OLD").items
        told = explain(work, 6, SHOP).sentences
    assert any(each.startswith("Es nuevo: el pronóstico parte de lo que vendieron") for each in told)
    assert (new.model, new.demand_class, seen.model) == ("peers", "new", "peers")
    assert new.daily_mean > 1 and new.outcome == "order_without_supplier"
    assert old.daily_mean == 0
