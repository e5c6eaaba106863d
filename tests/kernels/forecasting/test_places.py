"""A product new at a place: forecast by what it sells at others and how large the place is, until its own sales tell."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fluxion.kernels.forecasting import Demand, Forecasts, apply, forecast, pool, quantiles_of_sums, study
from fluxion.kernels.forecasting.buckets import taken
from fluxion.kernels.forecasting.places import Rates, learn_places

DAYS, ITEMS = 120, 30
SIZES = (0.5, 1.0, 1.0, 1.0, 2.0)
"""Of five settled places; the sixth is new."""


def company(new_days: int = 0, sold: float = 0.0, seed: int = 0) -> Demand:
    """Thirty items at five places and at a sixth that opened so many days ago, where each sells `sold` times its usual pace."""
    chance = np.random.default_rng(seed)
    item, place = np.repeat(np.arange(ITEMS), 6), np.tile(np.arange(6), ITEMS)
    rate = (1.0 + item % 5) * np.array([*SIZES, sold])[place]
    units = chance.poisson(rate[:, None], (len(item), DAYS)) * (np.arange(DAYS) >= np.where(place == 5, DAYS - new_days, 0)[:, None])
    row, day = np.nonzero(units)
    start = np.where(place == 5, DAYS - new_days, -1)
    rest = {"first_weekday": 0, "start": start, "item": item + 100, "place": place + 10}
    return Demand.from_rows(row, day, units[row, day].astype(float), n_series=len(item), n_days=DAYS, **rest)


def at_new(found: Forecasts) -> np.ndarray:
    return found.daily_mean.reshape(ITEMS, 6)[:, 5]


def test_what_never_sold_at_a_new_place_starts_at_the_pace_of_a_usual_one() -> None:
    found = forecast(company(), 28)
    assert set(np.array(found.model_names()).reshape(ITEMS, 6)[:, 5]) == {"elsewhere"}
    assert set(np.array(found.class_names()).reshape(ITEMS, 6)[:, 5]) == {"new"}
    np.testing.assert_allclose(at_new(found), 1.0 + np.arange(ITEMS) % 5, rtol=0.25)
    assert found.lent_places is not None and found.lent_size is not None and found.lent_pace is not None
    assert set(found.lent_places[5::6]) == {5.0} and set(found.lent_size[5::6]) == {1.0}
    np.testing.assert_allclose(found.lent_pace[5::6], at_new(found), rtol=1e-9)
    assert np.isnan(found.lent_pace[::6]).all()
    assert np.all(quantiles_of_sums(found, 0, 14, 0.95)[5::6, 0] > found.mean[5::6, :14].sum(1))


def test_two_known_places_measure_no_difference_and_the_third_is_doubted_by_half_either_way() -> None:
    item, place, steps = np.repeat([1, 2, 3], 2), np.tile([1, 2], 3), np.full(6, 50)
    found = learn_places(Rates(item, place, 50.0 * item * place, 50.0 * item * place, steps, steps), 28)
    assert found is not None and (found.apart, found.spread) == (0.25, 0.25)


def test_settled_series_are_forecast_as_without_places() -> None:
    demand = company()
    found, without = forecast(demand, 28), forecast(replace(demand, item=None, place=None), 28)
    old = np.arange(demand.n) % 6 != 5
    np.testing.assert_array_equal(found.mean[old], without.mean[old])
    assert not at_new(without).any() and at_new(found).all()


def test_what_a_new_place_sold_so_far_tells_its_size_to_all_of_its_items() -> None:
    found = forecast(company(new_days=10, sold=2.0), 28)
    np.testing.assert_allclose(at_new(found) / (1.0 + np.arange(ITEMS) % 5), 2.0, rtol=0.35)
    demand = company(new_days=10, sold=2.0)
    silent = np.flatnonzero((np.arange(demand.n) % 6 == 5) & (np.arange(demand.n) < 60))  # ten items were there and not asked for yet
    units = np.where(np.isin(np.repeat(np.arange(demand.n), np.diff(demand.ptr)), silent), 0.0, demand.units)
    row = np.repeat(np.arange(demand.n), np.diff(demand.ptr))[units > 0]
    kept = {each.name: getattr(demand, each.name) for each in fields(Demand) if each.name not in ("ptr", "day", "units", "n_days")}
    less = forecast(Demand.from_rows(row, demand.day[units > 0], units[units > 0], n_series=demand.n, n_days=DAYS, **kept), 28)
    assert np.all(at_new(less)[:10] < 0.7 * at_new(found)[:10]) and np.all(at_new(less)[:10] > 0)


@pytest.mark.parametrize("days", [0, 12])
def test_an_item_that_nobody_sells_any_more_is_not_begun_anew(days: int) -> None:
    demand = company(days)
    gone = (demand.day < 20) | (np.repeat(np.arange(demand.n), np.diff(demand.ptr)) >= 6)
    ptr = np.concatenate([[0], np.cumsum(gone)])[demand.ptr]
    found = forecast(replace(demand, ptr=ptr, day=demand.day[gone], units=demand.units[gone]), 28)
    assert found.daily_mean[5] == 0.0 and found.daily_mean[11] > 0


def test_what_no_other_place_sells_falls_back_on_others_like_it() -> None:
    demand = company()
    alone = np.where(np.arange(demand.n) == 5, 999, np.arange(demand.n) // 6 + 100)
    cold = np.full((demand.n, 1), 7)
    found = forecast(replace(demand, item=alone, cold=cold), 28)
    assert found.model_names()[5] == "peers" and found.model_names()[11] == "elsewhere"
    assert found.lent_pace is not None and np.isnan(found.lent_pace[5]) and found.daily_mean[5] > 0


def test_out_of_stock_elsewhere_is_no_lack_of_demand() -> None:
    item, place = np.repeat([1, 2], 4), np.tile([1, 2, 3, 4], 2)
    steps = np.array([50.0, 50.0, 25.0, 0.0] * 2)
    sales = np.array([1.0, 2.0])[item - 1] * steps
    found = learn_places(Rates(item, place, sales, sales, steps, np.full(8, 90)), 28)
    assert found is not None and found.known_at.tolist() == [3, 3]
    np.testing.assert_allclose(found.pace, [1.0, 2.0])


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 15), st.floats(0.0, 3.0))
def test_order_and_buckets_change_nothing_not_even_the_last_bit(seed: int, days: int, sold: float) -> None:
    demand = company(days, sold, seed)
    rows = np.random.default_rng(seed).permutation(demand.n)
    whole = study(demand)
    parts = [study(taken(demand, part)) for part in (rows[:70], rows[70:])]
    one, other = pool([whole]).places, pool(parts).places
    assert one is not None and other is not None
    for each in fields(one):
        np.testing.assert_array_equal(getattr(one, each.name), getattr(other, each.name))
    found = apply(demand, whole, replace(pool([whole]), places=other), 7, ())
    np.testing.assert_array_equal(found.mean, forecast(demand, 7, ()).mean)


@settings(max_examples=15, deadline=None)
@given(st.floats(0.01, 1000.0))
def test_the_unit_that_goods_are_counted_in_does_not_matter(unit: float) -> None:
    demand = company(new_days=8, sold=1.5)
    np.testing.assert_allclose(
        at_new(forecast(replace(demand, units=demand.units * unit), 7)), unit * at_new(forecast(demand, 7)), rtol=1e-6
    )


def test_the_more_a_new_place_sold_the_less_is_lent() -> None:
    doubt = []
    for days in (0, 5, 15):
        found = forecast(company(days, 1.0), 28)
        doubt.append(found.drift.reshape(ITEMS, 6, -1)[:, 5, 2].mean())
    assert doubt[0] > doubt[1] > doubt[2] > 0


@pytest.mark.parametrize("units", [5e-324, 1e-300, 1e300, 1e308])
def test_quantities_beyond_all_measure_give_numbers(units: float) -> None:
    found = forecast(replace(company(5, 1.0), units=np.full(len(company(5, 1.0).units), units)), 28, (0.5, 0.9))
    assert all(np.isfinite(each).all() for each in (found.mean, found.quantiles, found.daily_mean, found.drift))
