"""Products that replace products that replaced others: demand is handed on along the whole chain, and never grows or is lost."""

from typing import Any

import numpy as np
import pytest
from tests.domains.planning.arrays import inputs, plan, products, row

from fluxion.domains.planning.rules import buckets
from fluxion.domains.planning.rules.known import Known, Succession
from fluxion.domains.planning.rules.plan import Plan, compute

OLD, MIDDLE, NEW = 1, 2, 3
STEADY: dict[tuple[int, int], Any] = {(OLD, 1): 8.0}


def chain(first: tuple[int, int], shares: tuple[float, float] = (1.0, 1.0), sales: dict[tuple[int, int], Any] | None = None) -> Plan:
    """OLD passes to MIDDLE on the first of two days, MIDDLE to NEW on the second."""
    known = Known(successions=(Succession(MIDDLE, OLD, shares[0], first[0]), Succession(NEW, MIDDLE, shares[1], first[1])))
    return plan(sales or STEADY, n_products=3, products=products(3), known=known)


def means(made: Plan) -> np.ndarray:
    """The forecast of the three, as shares of what OLD alone would be expected to sell."""
    daily = plan(STEADY).forecasts.mean[0].astype(float)
    return np.array([made.forecasts.mean[row(made, each)].astype(float) / daily for each in (OLD, MIDDLE, NEW)])


def steps(*parts: tuple[int, float]) -> list[float]:
    """So many days at each value, the last one up to the horizon."""
    found = [value for days, value in parts for _ in range(days)]
    return [*found, *[parts[-1][1]] * (30 - len(found))]


def test_demand_passes_from_the_first_to_the_last_day_by_day() -> None:
    made = means(chain((5, 10), (1.0, 0.5)))
    wanted = [steps((5, 1), (5, 0)), steps((5, 0), (5, 1), (1, 0.5)), steps((10, 0), (1, 0.5))]
    assert made == pytest.approx(np.array(wanted), abs=2e-3)


def test_a_change_farther_down_made_first_hands_on_what_arrives_later() -> None:
    made = means(chain((10, 5), (0.75, 0.5)))
    wanted = [steps((10, 1), (1, 0.25)), steps((10, 0), (1, 0.375)), steps((10, 0), (1, 0.375))]
    assert made == pytest.approx(np.array(wanted), abs=2e-3)
    assert made.sum(axis=0) == pytest.approx(np.ones(30), abs=2e-3)


def test_what_the_first_sold_before_a_past_change_is_history_of_the_last() -> None:
    made = means(chain((-40, 5), sales={(OLD, 1): [8.0] * 100 + [0.0] * 40, (MIDDLE, 1): [8.0] * 40}))
    assert made == pytest.approx(np.array([steps((1, 0)), steps((5, 1), (1, 0)), steps((5, 0), (1, 1))]), abs=0.03)


def test_changes_that_are_all_past_leave_what_sells_since() -> None:
    sales = {(OLD, 1): [8.0] * 60 + [0.0] * 80, (MIDDLE, 1): [8.0] * 40 + [4.0] * 40, (NEW, 1): [4.0] * 40}
    made = chain((-80, -40), (1.0, 0.5), sales)
    assert made.forecasts.daily_mean[[row(made, each) for each in (OLD, MIDDLE, NEW)]].tolist() == pytest.approx([0, 4, 4], abs=0.15)


def test_the_last_of_a_chain_is_bought_like_the_first_and_the_others_are_not() -> None:
    made, alone = chain((0, 0)), plan(STEADY)
    assert [made.outcome[row(made, each)] for each in (OLD, MIDDLE)] == ["no_demand", "no_demand"]
    assert made.orders.quantity[row(made, NEW)] == pytest.approx(alone.orders.quantity[0], abs=2)


def test_a_chain_over_several_buckets_gives_the_same_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    sales = {(product, 1): 8.0 for product in (1, 4, 5, 6)}
    known = Known(successions=(Succession(2, 1, 0.75, 3), Succession(3, 2, 0.5, 6), Succession(7, 3, 1.0, -1)))
    told = inputs(sales, n_products=7, products=products(7), known=known)
    whole = compute(told, lambda share, step: None)
    monkeypatch.setattr(buckets, "SERIES_AT_ONCE", 1)
    parts = compute(told, lambda share, step: None)
    assert len(buckets.buckets(told, whole.series)) == 7
    assert parts.forecasts.mean.tolist() == whole.forecasts.mean.tolist()
    assert parts.policy.order_up_to.tolist() == whole.policy.order_up_to.tolist()
    assert parts.orders.quantity.tolist() == whole.orders.quantity.tolist()
    assert whole.forecasts.mean[:, 20].sum() == pytest.approx(
        plan(sales, n_products=6, products=products(6)).forecasts.mean[:, 20].sum(), rel=2e-3
    )
