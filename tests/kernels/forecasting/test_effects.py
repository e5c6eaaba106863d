"""Seasons, prices and promotions are found, believed as far as they foretell, and lent; new items start like their peers."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.forecasting.series import demand_of, random_table

from fluxion.kernels.forecasting import DEMAND_CLASSES, Demand, Forecasts, Regressors, accuracy, forecast, pool, quantiles_of_sums, study
from fluxion.kernels.forecasting.buckets import joined, taken
from fluxion.kernels.forecasting.steps import place_in_year, yearly_basis

MONTHS = 60
SEASON = np.exp(0.5 * np.cos(2 * np.pi * (np.arange(MONTHS + 12) - 11) / 12))  # high in December


def monthly(seed: int, series: int, months: int = MONTHS, growth: float = 0.0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    rate = rng.gamma(1.0, 30.0, series)[:, None] + 5
    trend = np.exp(growth * (np.arange(months) - months) / 12)
    return rng.poisson(rate * SEASON[:months] * trend * rng.gamma(20, 0.05, (series, months))).astype(float)


@pytest.mark.parametrize("growth", [0.0, 0.15])
def test_a_yearly_season_is_found_apart_from_the_trend(growth: float) -> None:
    table = monthly(1, 150, growth=growth)
    found = forecast(demand_of(table[:, :48], step="month", first_date=date(2020, 1, 1)), 12)
    blind = forecast(demand_of(table[:, :48], step="month"), 12)
    shape = found.mean.sum(0) / found.mean.sum(0).mean()
    np.testing.assert_allclose(shape, SEASON[:12] / SEASON[:12].mean(), atol=0.12)
    held = table[:, 48:]
    assert accuracy.wape(held, found.mean) < 0.7 * accuracy.wape(held, blind.mean)


def test_a_sparse_item_borrows_the_season_of_its_group() -> None:
    table = monthly(2, 80)
    table[0] = 0.0
    table[0, [5, 18, 30, 40, 52, 58]] = 3.0
    found = forecast(demand_of(table, step="month", first_date=date(2020, 1, 1)), 12)
    own, others = found.mean[0] / found.mean[0].mean(), found.mean[1:].sum(0) / found.mean[1:].sum(0).mean()
    np.testing.assert_allclose(own, others, atol=0.15)


def test_less_than_a_year_knows_no_season() -> None:
    table = monthly(3, 50)[:, :11]
    with_date = forecast(demand_of(table, step="month", first_date=date(2020, 1, 1)), 6)
    np.testing.assert_array_equal(with_date.mean, forecast(demand_of(table, step="month"), 6).mean)


def promoted(seed: int, series: int = 120, steps: int = 108) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Weekly sales with price elasticity -2 and a promotion that doubles sales."""
    rng = np.random.default_rng(seed)
    price = np.where(rng.random((series, steps)) < 0.15, np.log(0.8), 0.0)
    promo = (rng.random((series, steps)) < 0.1).astype(float)
    rate = rng.gamma(2.0, 15.0, series)[:, None] + 5
    sold = rng.poisson(rate * np.exp(-2.0 * price + np.log(2.0) * promo) * rng.gamma(20, 0.05, (series, steps))).astype(float)
    return sold, price, promo


def known(price: np.ndarray, promo: np.ndarray, junk: np.ndarray | None = None) -> Regressors:
    columns = [price, promo] if junk is None else [price, promo, junk]
    series, step = np.nonzero(np.ones_like(price))
    values = np.stack([each[series, step] for each in columns], axis=1)
    return Regressors.from_rows(("price", "promo", "junk")[: len(columns)], series, step, values, n_series=len(price))


def test_price_and_promotion_are_measured_and_kept_out_of_the_base() -> None:
    sold, price, promo = promoted(4)
    demand = demand_of(sold[:, :100], step="week", regressors=known(price, promo), group=np.arange(120) % 4)
    pooled = pool([study(demand)])
    assert pooled.effects is not None
    per_unit = pooled.effects.beta[-1, -2:] / np.abs(pooled.seen).max(1)
    np.testing.assert_allclose(per_unit, [-2.0, np.log(2.0)], atol=0.12)
    assert np.all(pooled.effects.belief[-1, -2:] > 0.9)
    found, blind = forecast(demand, 8), forecast(demand_of(sold[:, :100], step="week"), 8)
    ahead = sold[:, 100:]
    assert accuracy.wape(ahead, found.mean) < 0.75 * accuracy.wape(ahead, blind.mean)
    base = (sold / np.exp(-2.0 * price + np.log(2.0) * promo))[:, :100].mean(1)
    np.testing.assert_allclose(found.daily_mean, base, rtol=0.15)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 1000), size=st.sampled_from([1e-300, 1e-6, 1.0, 1e5, 1e300]))
def test_a_column_that_means_nothing_does_no_harm(seed: int, size: float) -> None:
    sold, price, promo = promoted(seed, 60)
    junk = np.random.default_rng(seed + 1).normal(0.0, size, price.shape)
    ahead = sold[:, 100:]
    plain = forecast(demand_of(sold[:, :100], step="week", regressors=known(price, promo)), 8)
    littered = forecast(demand_of(sold[:, :100], step="week", regressors=known(price, promo, junk)), 8)
    assert accuracy.wape(ahead, littered.mean) < 1.05 * accuracy.wape(ahead, plain.mean)


def test_what_was_never_seen_is_taken_as_the_most_that_was() -> None:
    sold, price, promo = promoted(5)
    price[:, 100:104], price[:, 104:] = np.log(0.8), np.log(0.01)
    found = forecast(demand_of(sold[:, :100], step="week", regressors=known(price, np.zeros_like(promo))), 8)
    np.testing.assert_allclose(found.mean[:, 4:].sum(), found.mean[:, :4].sum(), rtol=0.02)


def test_an_unknown_first_date_and_any_step_give_numbers() -> None:
    for step in ("day", "week", "month"):
        found = forecast(demand_of(random_table(3, 8, 90), step=step), 20, (0.1, 0.5, 0.9))
        assert np.all(np.isfinite(found.quantiles)) and np.all(np.diff(found.quantiles, axis=2) >= 0)


@pytest.mark.parametrize("size", [1.0, 6.0, 64.0])
def test_counts_stay_whole_when_the_history_is(size: float) -> None:
    table = random_table(2, 10, 150) % 7 * size
    found = forecast(demand_of(table), 14, (0.5, 0.8, 0.95))
    np.testing.assert_array_equal(found.quantiles % size, 0.0)
    assert np.any(forecast(demand_of(table * np.pi / 3 + (table > 0) * np.random.default_rng(0).random(table.shape)), 14).quantiles % 1 > 0)


class TestPlaceInYear:
    def test_middle_of_weeks_and_days(self) -> None:
        assert place_in_year(date(2024, 1, 1), 2, "week") == pytest.approx([3 / 365.25, 10 / 365.25])
        assert place_in_year(date(2024, 12, 31), 2, "day") == pytest.approx([365 / 365.25, 0.0])

    def test_waves_repeat_every_year(self) -> None:
        months = yearly_basis(date(2020, 1, 1), 24, "month")
        assert months.shape == (24, 11)
        np.testing.assert_allclose(months[:12], months[12:], atol=1e-9)
        assert yearly_basis(None, 5, "day").shape == (5, 0)


class TestNewItems:
    def launched(self) -> Demand:
        """Forty items launched over the year: kind 0 sells 10 a day, kind 1 one a day; the last two never sold."""
        rng = np.random.default_rng(0)
        table, kind = np.zeros((42, 365)), np.arange(42) % 2
        for row in range(40):
            table[row, 30 + 7 * row :] = rng.poisson(10.0 if kind[row] == 0 else 1.0, 365 - 30 - 7 * row)
        start = np.full(42, -1)
        return demand_of(table, cold=kind[:, None], start=start)

    def test_start_like_those_that_share_their_attributes(self) -> None:
        found = forecast(self.launched(), 14)
        assert found.model_names()[40:] == ["peers", "peers"] and found.class_names()[40:] == ["new", "new"]
        wider = 5 * 5.5  # five items' worth of the company's mean beside the twenty of their kind
        assert found.mean[40].mean() == pytest.approx((20 * 10.0 + wider) / 25, rel=0.1)
        assert found.mean[41].mean() == pytest.approx((20 * 1.0 + wider) / 25, rel=0.1)
        upper = quantiles_of_sums(found, 0, 14, 0.95)[40:, 0]
        assert np.all(upper > 14 * found.mean[40:].mean(1))

    def test_without_attributes_nothing_is_made_up(self) -> None:
        table = np.zeros((3, 100))
        table[:2] = 5.0
        assert DEMAND_CLASSES[forecast(demand_of(table), 7).demand_class[2]] == "dead"
        unknown = forecast(demand_of(table, cold=np.full((3, 1), -1)), 7)
        assert not unknown.mean[2].any()

    @pytest.mark.parametrize("share", [1.0, 0.5])
    def test_a_successor_goes_on_where_its_predecessor_left(self, share: float) -> None:
        table = np.full((2, 200), 8.0)
        table[0, 195:] = 0.0
        table[1, :195] = 0.0
        table[1, 195:] = 8.0 * share
        found = forecast(demand_of(table, predecessor=[-1, 0], predecessor_share=[1.0, share]), 7)
        alone = forecast(demand_of(table), 7)
        assert found.class_names()[1] == "smooth" and alone.class_names()[1] == "new"
        assert found.daily_mean[1] == pytest.approx(8.0 * share, rel=0.1)


def fairs(ahead: list[int], shared: bool = False) -> Demand:
    """Daily sales of forty items that a fair of two days in eleven triples, and a fair on some of the coming days."""
    days = np.r_[np.flatnonzero(np.arange(200) % 11 < 2), 200 + np.array(ahead, int)]
    rate = np.where(np.arange(200) % 11 < 2, 24.0, 8.0) * np.linspace(0.5, 2.0, 40)[:, None]
    table = np.random.default_rng(4).poisson(rate).astype(float)
    if shared:
        known = Regressors(("fair",), [0, 0, len(days)], days, np.ones((len(days), 1)), np.ones(40, int))  # type: ignore[arg-type]
    else:
        known = Regressors.from_rows(
            ("fair",), np.repeat(np.arange(40), len(days)), np.tile(days, 40), np.ones(40 * len(days)), n_series=40
        )
    return demand_of(table, regressors=known)


def test_an_event_on_the_last_day_of_the_horizon_ends_with_it() -> None:
    with_fair, without = forecast(fairs([13]), 14), forecast(fairs([]), 14)
    assert with_fair.mean[:, 13].sum() > 2.5 * without.mean[:, 13].sum()
    np.testing.assert_array_equal(with_fair.level_ahead, without.level_ahead)
    beyond = quantiles_of_sums(with_fair, 14, 28, 0.5)
    np.testing.assert_allclose(beyond, quantiles_of_sums(without, 14, 28, 0.5), rtol=1e-12)


def assert_equal(one: Forecasts, other: Forecasts) -> None:
    for name, value in vars(other).items():
        if isinstance(value, np.ndarray):
            np.testing.assert_array_equal(getattr(one, name), value, err_msg=name)


def test_what_series_share_is_told_once_and_means_the_same_to_the_last_bit() -> None:
    shared, own = fairs([3, 4], shared=True), fairs([3, 4])
    assert shared.regressors is not None and own.regressors is not None
    assert len(shared.regressors.step) * 40 == len(own.regressors.step)
    assert_equal(forecast(shared, 14), forecast(own, 14))
    parts = [taken(shared, np.arange(12)), taken(own, np.arange(12, 40))]
    assert parts[0].regressors is not None and len(parts[0].regressors.ptr) == 2  # the table nobody reads is gone
    assert_equal(forecast(joined(parts), 14), forecast(own, 14))
    with pytest.raises(ValueError, match="table that is not there"):
        Regressors(("fair",), [0, 1], [3], [[1.0]], [1])  # type: ignore[arg-type]


class TestRefused:
    @pytest.mark.parametrize(
        ("change", "says"),
        [
            ({"step": "hour"}, "step"),
            ({"first_date": date(2024, 1, 2)}, "first_weekday"),
            ({"predecessor": [3]}, "predecessor"),
            ({"predecessor": [0], "predecessor_share": [-1.0]}, "predecessor_share"),
            ({"cold": [[1], [2]]}, "cold"),
        ],
    )
    def test_with_the_reason(self, change: dict[str, object], says: str) -> None:
        fine: dict[str, object] = {"ptr": [0, 1], "day": [1], "units": [1.0], "n_days": 30, "first_weekday": 0}
        Demand(**(fine | {"first_date": date(2024, 1, 1)}))  # type: ignore[arg-type]
        with pytest.raises(ValueError, match=says):
            Demand(**(fine | change))  # type: ignore[arg-type]

    def test_regressors_out_of_order_or_undefined(self) -> None:
        with pytest.raises(ValueError, match="ascend"):
            Regressors(("a",), [0, 2], [3, 1], [[1.0], [2.0]])  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="finite"):
            Regressors(("a",), [0, 1], [3], [[np.nan]])  # type: ignore[arg-type]
        with pytest.raises(ValueError, match="not there"):
            Regressors.from_rows(("a",), [2], [3], [1.0], n_series=2)

    def test_the_last_of_two_rows_counts(self) -> None:
        rows = Regressors.from_rows(("a",), [1, 0, 1], [4, 2, 4], [1.0, 2.0, 3.0], n_series=2)
        assert rows.ptr.tolist() == [0, 1, 2] and rows.values[:, 0].tolist() == [2.0, 3.0]
