"""Events and successors in a network: each acts on its share of a centre's demand, and no demand is bought twice."""

from datetime import date

import numpy as np
import pytest
from tests.domains.planning.arrays import AS_OF, inputs, locations, plan, products, row

from fluxion.domains.planning.rules.columns import figures_of, rows_of, series_table
from fluxion.domains.planning.rules.explain import sentences
from fluxion.domains.planning.rules.happenings import demand_with_events
from fluxion.domains.planning.rules.inputs import Inputs
from fluxion.domains.planning.rules.known import Happening, Known, Succession
from fluxion.domains.planning.rules.plan import Plan
from fluxion.domains.planning.rules.series import list_series
from fluxion.kernels.forecasting import quantiles_of_sums

DC, NORTH, SOUTH = 1, 2, 3
OLD, NEW = 1, 2
STORES = {(1, NORTH): 6.0, (1, SOUTH): 2.0}


def network(*events: Happening, sales: dict[tuple[int, int], object] | None = None) -> Inputs:
    """A centre that sells nothing itself and two stores it supplies, of which the first sells three quarters."""
    places = locations(3, {NORTH: DC, SOUTH: DC}, lead=np.array([np.nan, 1.0, 1.0]))
    return inputs(sales or STORES, n_locations=3, locations=places, known=Known(happenings=events))


def planned(*events: Happening, sales: dict[tuple[int, int], object] | None = None) -> Plan:
    made = network(*events, sales=sales)
    return plan(sales or STORES, n_locations=3, locations=made.locations, known=made.known)


def means(made: Plan, place: int, product: int = 1) -> np.ndarray:
    return made.forecasts.mean[row(made, product, place)].astype(float)


def test_a_stated_event_of_a_store_moves_its_share_of_the_centre() -> None:
    plain, fair = planned(), planned(Happening("promotion", None, None, NORTH, 2, 3, 2.0))
    assert means(fair, NORTH)[1:5] == pytest.approx(means(plain, NORTH)[1:5] * [1, 2, 2, 1])
    assert means(fair, SOUTH) == pytest.approx(means(plain, SOUTH))
    assert means(fair, DC)[1:5] == pytest.approx(means(plain, DC)[1:5] * [1, 1.75, 1.75, 1])
    assert fair.policy.forecast[row(fair, 1, DC)] == pytest.approx(plain.policy.forecast[row(plain, 1, DC)] + 12, abs=0.2)


def test_a_closed_centre_still_supplies_and_a_closed_store_asks_for_nothing() -> None:
    plain = planned()
    shut = planned(Happening("closure", None, None, DC, 0, 5, None))
    assert means(shut, DC) == pytest.approx(means(plain, DC))
    shut = planned(Happening("closure", None, None, NORTH, 0, 1, None), Happening("closure", None, None, None, 4, 4, None))
    assert means(shut, DC)[:6] == pytest.approx(means(plain, DC)[:6] * [0.25, 0.25, 1, 1, 0, 1])


def test_what_a_past_event_of_a_store_sold_is_in_no_centre_s_base() -> None:
    sales = {(1, NORTH): [6.0] * 126 + [18.0] * 14, (1, SOUTH): 2.0}
    fair = planned(Happening("promotion", None, None, NORTH, -14, -1, 3.0), sales=sales)
    assert means(fair, DC) == pytest.approx(means(planned(), DC), rel=1e-6)
    shut = [*([6.0] * 112), *([0.0] * 28)]
    closed = planned(Happening("closure", None, None, NORTH, -28, -1, None), sales={(1, NORTH): shut, (1, SOUTH): 2.0})
    assert means(closed, DC).mean() == pytest.approx(8.0, rel=0.1)  # 2 of 8 a day at last: the doors were closed


def test_an_event_to_be_learned_is_told_to_the_centre_by_the_share_of_its_store() -> None:
    made = network(Happening("promotion", None, None, NORTH, -20, 3, None), Happening("season", None, None, None, -5, -4, None))
    told = demand_with_events(made, list_series(made)).regressors
    assert told is not None and told.table is not None and told.names == ("promotion", "season")
    begin, end = told.bounds()
    of = {place: told.values[begin[at] : end[at]].sum(0).tolist() for at, place in enumerate((DC, NORTH, SOUTH))}
    assert of == {DC: [pytest.approx(24 * 0.75), 2.0], NORTH: [24.0, 2.0], SOUTH: [0.0, 2.0]}


def test_days_of_the_company_are_told_once_however_many_series_there_are() -> None:
    sales = {(product, 1): 3.0 for product in range(1, 31)}
    days = [Happening("holiday", None, None, None, -7 * each, -7 * each, None) for each in range(1, 13)]
    own = Happening("promotion", 5, None, None, -10, -9, None)
    made = inputs(sales, n_products=30, known=Known(happenings=(*days, own)))
    told = demand_with_events(made, list_series(made)).regressors
    assert told is not None and told.n == 30 and len(told.step) == 12 + 14


def successors(share: float, first: int, sales: dict[tuple[int, int], object] | None = None, **more: object) -> Plan:
    known = Known(successions=(Succession(NEW, OLD, share, first),))
    return plan(sales or {(OLD, 1): 8.0}, n_products=2, products=products(2), known=known, **more)


@pytest.mark.parametrize("share", [1.0, 0.75])
def test_demand_passes_to_the_successor_on_the_day_and_is_bought_once(share: float) -> None:
    plain, made = plan({(OLD, 1): 8.0}), successors(share, 5)
    daily = plain.forecasts.mean[0].astype(float)
    assert means(made, 1, OLD) == pytest.approx(daily * np.r_[np.ones(5), np.full(25, 1 - share)], rel=1e-3, abs=1e-6)
    assert means(made, 1, NEW) == pytest.approx(daily * np.r_[np.zeros(5), np.full(25, share)], rel=1e-3, abs=1e-6)
    old, new = row(made, OLD), row(made, NEW)
    assert made.forecasts.level_ahead[[old, new]] == pytest.approx(plain.forecasts.level_ahead[0] * np.array([1 - share, share]), rel=1e-3)
    expected = made.policy.forecast[[old, new]]  # a lead time of 7 days and a review after 7
    assert expected.tolist() == pytest.approx([8 * (5 + 9 * (1 - share)), 8 * 9 * share], abs=0.1)
    assert expected.sum() == pytest.approx(plain.policy.forecast[0], abs=0.1)
    assert made.policy.planned[[old, new]] == pytest.approx(expected, rel=0.02)  # the long run is at the level after the change
    late = quantiles_of_sums(made.forecasts, 5, 19, 0.95)[:, 0]
    assert late[new] == pytest.approx(quantiles_of_sums(plain.forecasts, 5, 19, 0.95)[0, 0] * share, rel=0.2)
    assert late[old] == 0 if share == 1 else 0 < late[old] < late[new]


def test_a_product_wholly_replaced_is_not_bought_and_its_successor_is() -> None:
    made = successors(1.0, 0)
    old, new = row(made, OLD), row(made, NEW)
    assert made.forecasts.daily_mean[old] == 0 and made.outcome[old] == "no_demand" and made.orders.quantity[old] == 0
    assert made.orders.quantity[new] == pytest.approx(plan({(OLD, 1): 8.0}).orders.quantity[0], abs=2)


def test_a_change_that_is_past_is_in_the_sales_since_and_not_taken_off_again() -> None:
    sales: dict[tuple[int, int], object] = {(OLD, 1): [8.0] * 100 + [2.0] * 40, (NEW, 1): [6.0] * 40}
    made = successors(0.75, -40, sales)
    assert made.forecasts.daily_mean[[row(made, OLD), row(made, NEW)]].tolist() == pytest.approx([2.0, 6.0], rel=0.03)


def test_a_successor_that_sells_already_keeps_its_own_sales_and_adds_what_it_inherits() -> None:
    made = successors(0.5, 10, {(OLD, 1): 8.0, (NEW, 1): 4.0})
    new = means(made, 1, NEW)
    assert (new[0], new[20]) == (pytest.approx(4.0, rel=0.05), pytest.approx(8.0, rel=0.05))
    assert means(made, 1, OLD)[20] == pytest.approx(4.0, rel=0.05)


def test_the_explanation_says_what_passes_to_whom_and_when() -> None:
    made = successors(0.75, 5)
    table = series_table(made)
    old, new = (figures_of(each, AS_OF, date(2026, 3, 1)) for each in rows_of(table, [row(made, OLD), row(made, NEW)]))
    assert "Another product replaces it: from 2026-03-07 on, 75% of its demand passes to that one." in sentences(old, "en")
    assert "Reemplaza a otro producto: desde el 07/03/2026 hereda el 75 % de su demanda." in sentences(new, "es")
