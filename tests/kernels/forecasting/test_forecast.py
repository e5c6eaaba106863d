"""What holds for every forecast, whatever the history."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.kernels.forecasting.series import demand_of, random_table, tables

from fluxion.kernels.forecasting import DEMAND_CLASSES, Demand, StockOuts, cumulative_demand, forecast

some = settings(max_examples=80, deadline=None)


@some
@given(table=tables, horizon=st.integers(1, 40), first_weekday=st.integers(0, 6))
def test_quantiles_rise_and_nothing_is_negative_or_undefined(table: np.ndarray, horizon: int, first_weekday: int) -> None:
    found = forecast(demand_of(table, first_weekday=first_weekday), horizon)
    assert found.mean.shape == (len(table), horizon) and found.quantiles.shape == (len(table), horizon, 5)
    assert np.all(np.isfinite(found.mean)) and np.all(found.mean >= 0)
    assert np.all(np.isfinite(found.quantiles)) and np.all(found.quantiles >= 0)
    assert np.all(np.diff(found.quantiles, axis=2) >= 0)
    for figures in (found.daily_mean, found.daily_sd, found.drift, found.zero_share, found.weekday, found.level_ahead):
        assert np.all(np.isfinite(figures)) and np.all(figures >= 0)


@some
@given(table=tables, factor=st.sampled_from([2.0**-20, 0.25, 8.0, 1024.0]))
def test_counting_in_other_units_changes_nothing_but_the_units(table: np.ndarray, factor: float) -> None:
    # powers of two scale without rounding; others may tip a choice between two equally good alphas
    one, other = forecast(demand_of(table), 14), forecast(demand_of(table * factor), 14)
    np.testing.assert_allclose(other.mean, one.mean * factor, rtol=1e-6)
    np.testing.assert_allclose(other.quantiles, one.quantiles * factor, rtol=1e-6, atol=1e-35)  # below it float32 thins out
    np.testing.assert_array_equal(other.demand_class, one.demand_class)


@some
@given(seed=st.integers(0, 1000), series=st.integers(2, 8))
def test_order_of_the_series_does_not_matter(seed: int, series: int) -> None:
    table = random_table(seed, series, 150)
    group = np.arange(series) % 2
    order = np.random.default_rng(seed).permutation(series)
    one, other = forecast(demand_of(table, group=group), 10), forecast(demand_of(table[order], group=group[order]), 10)
    np.testing.assert_allclose(other.mean, one.mean[order], rtol=1e-4)
    np.testing.assert_allclose(other.quantiles, one.quantiles[order], rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("size", [5e-324, 1e-300, 1e-30, 1e30, 1e150, 1e300, 1.7e308])
def test_absurd_quantities_give_numbers(size: float) -> None:
    table = np.minimum(random_table(3, 5, 120) * 0.01, 1.0) * size
    found = forecast(demand_of(table), 30)
    ahead = cumulative_demand(found, 20, 5, 30, 0.95)
    assert not np.isnan(found.mean).any() and not np.isnan(found.quantiles).any()
    assert not np.isnan(ahead.quantile).any() and not np.isnan(ahead.sd).any()


def test_no_demand_is_forecast_as_none() -> None:
    table = random_table(1, 3, 100)
    table[1] = 0.0
    found = forecast(demand_of(table), 30)
    assert DEMAND_CLASSES[found.demand_class[1]] == "dead" and found.model_names()[1] == "none"
    assert not found.mean[1].any() and not found.quantiles[1].any()
    assert cumulative_demand(found, 30, 5, 7, 0.99).quantile[1] == 0.0


def test_what_stopped_selling_half_a_year_ago_is_dead() -> None:
    table = np.zeros((2, 400))
    table[:, :200] = 5.0
    table[1, 380] = 5.0
    assert forecast(demand_of(table), 7).class_names()[0] == "dead"
    assert forecast(demand_of(table), 7).class_names()[1] != "dead"


def test_what_cannot_sell_for_want_of_stock_is_silent_only_after_another_year() -> None:
    table, out = np.zeros((1, 800)), np.arange(200, 800)
    table[0, :200] = 5.0
    for steps, name in ((400, "smooth"), (745, "smooth"), (747, "dead")):
        away = StockOuts([0, steps - 200], out[: steps - 200], np.ones(steps - 200))
        found = forecast(demand_of(table[:, :steps], stock_outs=away), 7)
        assert found.class_names() == [name]
        assert found.mean[0].tolist() == [pytest.approx(5.0 if name == "smooth" else 0.0, rel=0.03)] * 7


def test_empty_batch_is_an_empty_answer() -> None:
    none = Demand(np.zeros(1), np.zeros(0), np.zeros(0), 30, 0)
    assert forecast(none, 7).mean.shape == (0, 7)
    assert cumulative_demand(forecast(none, 7), 9, 0, 7, 0.95).mean.shape == (0,)


def test_threads_do_not_change_a_bit() -> None:
    demand = demand_of(random_table(5, 9000, 60))
    one, two = forecast(demand, 7, threads=1), forecast(demand, 7, threads=3)
    np.testing.assert_array_equal(one.mean, two.mean)
    np.testing.assert_array_equal(one.quantiles, two.quantiles)


@pytest.mark.parametrize(
    ("chance", "spread", "name"),
    [(1.0, 0.1, "smooth"), (0.3, 0.1, "intermittent"), (1.0, 1.3, "erratic"), (0.3, 1.3, "lumpy")],
)
def test_classes_of_syntetos_and_boylan(chance: float, spread: float, name: str) -> None:
    rng = np.random.default_rng(0)
    table = np.where(rng.random((1, 300)) < chance, rng.lognormal(3, spread, (1, 300)), 0.0)
    assert forecast(demand_of(table), 7).class_names() == [name]


@pytest.mark.parametrize(("sales", "name"), [([30], "dead"), ([250], "intermittent"), ([30, 200], "intermittent"), ([280], "new")])
def test_one_or_two_sales_are_judged_by_when_they_were(sales: list[int], name: str) -> None:
    table = np.zeros((1, 330))
    table[0, sales] = 4.0
    assert forecast(demand_of(table), 7).class_names() == [name]


def test_a_sale_on_a_closed_day_does_not_explode() -> None:
    table = np.full((1, 140), 10.0)
    closed = np.arange(140) % 7 == 3
    assert forecast(demand_of(table, closed=closed), 14).mean[0].max() == pytest.approx(10.0, rel=0.05)


def test_a_fortnight_of_history_is_new() -> None:
    table = np.zeros((1, 100))
    table[0, 90:] = 4.0
    found = forecast(demand_of(table), 7)
    assert found.class_names() == ["new"] and found.model_names() == ["early_mean"]
    assert 2.0 < found.mean[0].mean() < 4.0  # cautious: the first sale is what put it on the list


def test_first_day_on_sale_counts_the_days_without_a_sale() -> None:
    table = np.zeros((1, 120))
    table[0, 100::4] = 8.0
    later, earlier = forecast(demand_of(table), 7), forecast(demand_of(table, start=[0]), 7)
    assert earlier.daily_mean[0] < later.daily_mean[0]
    assert earlier.history_days[0] == 120 and later.history_days[0] == 20


class TestCalendar:
    week = np.array([10.0, 12, 10, 9, 14, 0, 6])  # Monday first, closed on Saturdays

    def sold(self, weeks: int = 20, series: int = 12) -> np.ndarray:
        noise = np.random.default_rng(1).uniform(0.8, 1.2, (series, 7 * weeks))
        return np.tile(self.week, weeks) * noise

    @pytest.mark.parametrize("cut", range(7))
    def test_closed_saturday_stays_empty_and_weekdays_keep_their_shape(self, cut: int) -> None:
        found = forecast(demand_of(self.sold()[:, : 140 - cut]).with_closed_detected(), 21)
        weekday = (found.first_weekday + np.arange(21)) % 7
        assert found.first_weekday == (140 - cut) % 7
        assert not found.mean[:, weekday == 5].any() and not found.quantiles[:, weekday == 5].any()
        np.testing.assert_allclose(found.mean[0], self.week[weekday], rtol=0.2)

    def test_holiday_is_not_lack_of_demand(self) -> None:
        table, holiday = self.sold(), slice(119, 133)
        table[:, holiday] = 0.0
        with_holiday = forecast(demand_of(table).with_closed_detected(), 7)
        without = forecast(demand_of(table), 7)
        np.testing.assert_allclose(with_holiday.daily_mean, self.week.mean(), rtol=0.1)
        assert np.all(without.daily_mean < 0.85 * self.week.mean())

    def test_holiday_ahead_gets_nothing_and_shortens_the_sum(self) -> None:
        closed = np.zeros(14, bool)
        closed[2:5] = True
        demand = demand_of(self.sold()).with_closed_detected()
        usual, short = forecast(demand, 14), forecast(demand, 14, closed_ahead=closed)
        assert not short.mean[:, 2:5].any() and not short.quantiles[:, 2:5].any()
        np.testing.assert_array_equal(short.mean[:, ~closed], usual.mean[:, ~closed])
        missing = usual.mean[:, 2:5].sum(1)
        np.testing.assert_allclose(
            cumulative_demand(short, 14, 0, 0, 0.9).mean, cumulative_demand(usual, 14, 0, 0, 0.9).mean - missing, rtol=1e-4
        )

    def test_each_store_keeps_its_own_calendar(self) -> None:
        table = self.sold(series=4)
        table[2:, 5::7] = 9.0  # two stores open on Saturdays
        table[2:, 6::7] = 0.0  # and close on Sundays
        found = forecast(demand_of(table, calendar=[0, 0, 1, 1], group=[0, 0, 1, 1]).with_closed_detected(), 7)
        assert not found.mean[:2, 5].any() and np.all(found.mean[:2, 6] > 3)
        assert not found.mean[2:, 6].any() and np.all(found.mean[2:, 5] > 4)

    def test_quiet_days_of_a_small_company_are_not_called_closed(self) -> None:
        table = random_table(0, 3, 60)
        assert not demand_of(np.where(table > 0, table, 0.0)).with_closed_detected().closed.any()  # type: ignore[union-attr]

    def test_few_sales_borrow_the_weekdays_of_their_group(self) -> None:
        table = self.sold(series=30)
        table[0] = 0.0
        table[0, [5 * 7 + 1, 9 * 7 + 2, 13 * 7 + 3, 17 * 7 + 1]] = 3.0
        found = forecast(demand_of(table).with_closed_detected(), 7)
        np.testing.assert_allclose(found.weekday[0], found.weekday[1:].mean(0), rtol=0.1, atol=1e-9)


class TestStockOuts:
    def test_days_without_stock_are_missing_not_zero(self) -> None:
        table = np.full((1, 140), 10.0)
        out = np.arange(100, 130)
        table[0, out] = 0.0
        blind = forecast(demand_of(table), 7)
        seen = forecast(demand_of(table, stock_outs=StockOuts([0, 30], out, np.ones(30))), 7)
        assert seen.daily_mean[0] == pytest.approx(10.0, rel=0.05)
        assert blind.daily_mean[0] < 8.0

    @pytest.mark.parametrize(("hours", "left"), [(None, 0.5), ([3.0, 1.0], 0.75)])
    def test_part_of_a_day_out_of_stock_counts_as_the_hours_that_were_left(self, hours: list[float] | None, left: float) -> None:
        table = np.full((1, 140), 10.0)
        out = np.arange(0, 140, 2)
        table[0, out] = 5.0
        stock_outs = StockOuts([0, len(out)], out, np.full(len(out), 0.5), hours)
        found = forecast(demand_of(table, stock_outs=stock_outs), 7)
        assert found.daily_mean[0] == pytest.approx(15.0 / (1 + left), rel=0.06)

    def test_a_sale_on_a_day_said_to_be_empty_does_not_explode(self) -> None:
        table = np.full((1, 140), 10.0)
        out = np.arange(0, 140, 10)
        found = forecast(demand_of(table, stock_outs=StockOuts([0, len(out)], out, np.ones(len(out)))), 7)
        assert 10.0 < found.daily_mean[0] < 13.0


class TestBadInput:
    @pytest.mark.parametrize(
        ("change", "says"),
        [
            ({"units": [-1.0, 2.0]}, "not negative"),
            ({"units": [np.nan, 2.0]}, "finite"),
            ({"day": [3, 1]}, "ascend"),
            ({"day": [3, 40]}, "outside"),
            ({"ptr": [0, 3]}, "ptr"),
            ({"group": [1, 2]}, "group"),
            ({"calendar": [1], "closed": np.zeros(30, bool)}, "calendar"),
            ({"closed": np.zeros(29, bool)}, "closed"),
            ({"first_weekday": 7}, "weekday"),
        ],
    )
    def test_is_refused_with_the_reason(self, change: dict[str, object], says: str) -> None:
        fine: dict[str, object] = {"ptr": [0, 2], "day": [1, 3], "units": [1.0, 2.0], "n_days": 30, "first_weekday": 0}
        Demand(**fine)  # type: ignore[arg-type]
        with pytest.raises(ValueError, match=says):
            Demand(**(fine | change))  # type: ignore[arg-type]

    def test_loose_rows_are_sorted_and_added_up(self) -> None:
        demand = Demand.from_rows([1, 0, 1, 1], [5, 2, 3, 5], [1.0, 2.0, 4.0, 8.0], n_series=3, n_days=9, first_weekday=0)
        assert demand.ptr.tolist() == [0, 1, 3, 3]
        assert demand.day.tolist() == [2, 3, 5] and demand.units.tolist() == [2.0, 4.0, 9.0]

    def test_unsorted_levels_are_refused(self) -> None:
        with pytest.raises(ValueError, match="levels"):
            forecast(demand_of(random_table(0, 1, 30)), 7, (0.9, 0.1))
