"""Odd histories get a plan too: never a number that is none, never an order below zero."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tests.domains.history.lines import line, lines
from tests.domains.planning.arrays import plan, products
from tests.domains.planning.company import BEANS, BUYER, RICE, SHOP, TODAY, company
from tests.domains.planning.company import plan as planned

from fluxion.domains import history
from fluxion.domains.planning.reads.series import forecast_of
from fluxion.domains.planning.rules.plan import Plan
from fluxion.kernels.forecasting import quantiles_of_sums

ODD: dict[str, Any] = {
    "one point": [9.0],
    "one point long ago": [9.0] + [0.0] * 139,
    "constant": 7.0,
    "gaps": [3.0, 0.0, 0.0, 0.0, 0.0] * 28,
    "exploding": [1.5**k for k in range(140)],
    "collapsing": [1.5**-k for k in range(140)],
    "huge": [1e12] * 140,
    "tiny": [1e-9] * 140,
}


def check_numbers(made: Plan) -> None:
    policy, orders = made.policy, made.orders
    levels = (policy.planned, policy.planned_sd, policy.safety_stock, policy.reorder_point, policy.order_up_to, policy.fill_rate)
    assert all(np.isfinite(each).all() for each in (*levels, orders.rounded, orders.top_up, orders.cut, orders.quantity))
    assert not np.isnan(made.forecasts.mean).any() and not np.isnan(quantiles_of_sums(made.forecasts, 0, 1, (0.05, 0.95))).any()
    assert made.forecasts.mean.min() >= 0 and made.policy.order_up_to.min() >= 0 and made.orders.quantity.min() >= 0


@pytest.mark.parametrize("name", [*ODD, "all of them", "nothing sold"])
def test_an_odd_history_has_a_plan(name: str) -> None:
    if name == "nothing sold":
        made = plan({(1, 1): 0.0}, {(1, 1): 5.0})
        assert not made.forecasts.mean.any() and made.orders.quantity.tolist() == [0.0]
    elif name == "all of them":
        made = plan({(at + 1, 1): each for at, each in enumerate(ODD.values())}, n_products=len(ODD), products=products(len(ODD)))
    else:
        made = plan({(1, 1): ODD[name]})
    check_numbers(made)
    if name == "constant":
        assert made.forecasts.mean[0].tolist() == [pytest.approx(7.0, rel=1e-5)] * 30
        assert made.orders.quantity[0] == np.ceil(made.policy.order_up_to[0]) and 7 * 14 <= made.orders.quantity[0] <= 7 * 16


def test_a_day_of_returns_sells_nothing_and_a_line_told_twice_counts_once(tmp_path: Path) -> None:
    made, day = company(tmp_path), TODAY - timedelta(days=9)
    back = line("R-1", 1, day, BEANS, "-40", "6", location_id=SHOP)
    again = line(f"F{SHOP}-{RICE}-{day}", 1, day, RICE, "4", "3", location_id=SHOP)
    history.record_sales(made, "import:2", lines(back, again))
    history.publish(made)
    planned(made)
    with made.read(BUYER) as work:
        rice, beans = (forecast_of(work, product, SHOP) for product in (RICE, BEANS))
    assert {each.units for each in rice.history} == {4.0}
    assert {each.units for each in beans.history if each.day != day} == {2.0} and beans.history[-9].units == 0.0
    assert all(3.9 < each.mean < 4.1 for each in rice.forecast) and all(1.8 < each.mean < 2.1 for each in beans.forecast)
    made.marts.close()
    made.database.close()
