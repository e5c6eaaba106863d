"""Levels for a fill rate or by value, lots with price breaks: against another implementation and what must always hold.

Figures named *stockpyl* were computed with stockpyl 1.0.2 (Snyder): `eoq.economic_order_quantity_with_all_units_discounts`,
`newsvendor.newsvendor_normal`, `loss_functions.gamma_loss`.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from fluxion.kernels.stocking import Breaks, best_lots, formulas, sellable
from fluxion.kernels.stocking.service import cycle_chances, fill_rates, level_for_fill_rate, value_level
from fluxion.kernels.stocking.worth import Lines, short_units, unit_worth

moment = st.floats(0.5, 500)


class TestLevels:
    @pytest.mark.parametrize(
        ("over", "short", "level"), [(0.18, 0.70, 124.7648347), (1, 9, 138.4465470), (0.05, 5, 169.9023677), (2, 3, 107.6004130)]
    )
    def test_the_newsvendors_level_is_stockpyls(self, over: float, short: float, level: float) -> None:
        assert 100 + 30 * special.ndtri(value_level([short], [over])[0]) == pytest.approx(level, abs=1e-6)

    @given(short=st.floats(0.01, 1e4), over=st.floats(0.01, 1e4), price=st.floats(0.01, 100), more=st.floats(0.01, 100))
    def test_by_value_the_next_unit_earns_what_it_costs_and_a_higher_price_stocks_less(
        self, short: float, over: float, price: float, more: float
    ) -> None:
        level, dearer = value_level([short, short], [over, over], [price, price + more])
        if 0.5 < level < 0.9999:
            assert (1 - level) * short == pytest.approx(level * price * over)
        assert dearer <= level

    @pytest.mark.parametrize(
        ("level", "mean", "sd", "short"),
        [(20, 10, 10, 1.3533528324), (60, 50, 8, 0.4987716041), (30, 20, 15, 2.7783713172), (140, 100, 30, 1.8914294867)],
    )
    def test_the_expected_shortage_is_stockpyls(self, level: float, mean: float, sd: float, short: float) -> None:
        assert short_units(level, mean, sd) == pytest.approx(short, rel=1e-8)
        assert formulas.gamma_loss(level, mean, sd) == pytest.approx(short, rel=1e-8)

    @settings(deadline=None)
    @given(level=st.floats(0, 2000), mean=moment, spread=st.floats(0.11, 3))
    def test_the_compiled_shortage_is_that_of_the_formula(self, level: float, mean: float, spread: float) -> None:
        assert short_units(level, mean, mean * spread) == pytest.approx(
            formulas.gamma_loss(level, mean, mean * spread), abs=1e-7 * mean + 1e-9
        )

    @settings(max_examples=200, deadline=None)
    @given(target=st.floats(0.6, 0.999), mean=moment, spread=st.floats(0.1, 2), share=st.floats(0.1, 1))
    def test_a_fill_rate_is_reached_and_not_by_more_than_needed(self, target: float, mean: float, spread: float, share: float) -> None:
        sd, cycle = mean * spread, mean * share
        found = level_for_fill_rate([target], [mean], [sd], [cycle])[0]
        level = special.gammaincinv(1 / spread**2, found) * sd * spread
        reached = fill_rates([level], [mean], [sd], [cycle])[0]
        assert reached >= target - 1e-4 or found == pytest.approx(0.9999)
        assert reached == pytest.approx(target, abs=1e-4) or found in (0.5, 0.9999)
        assert cycle_chances([level], [mean], [sd])[0] == pytest.approx(found, abs=1e-6)

    @given(low=st.floats(0.5, 0.99), more=st.floats(0, 0.009), mean=moment, spread=st.floats(0.1, 2))
    def test_a_higher_fill_rate_never_needs_a_lower_level(self, low: float, more: float, mean: float, spread: float) -> None:
        one, two = level_for_fill_rate([low, low + more], [mean] * 2, [mean * spread] * 2, [mean] * 2)
        assert two >= one - 1e-9

    def test_without_demand_or_costs_there_is_still_an_answer(self) -> None:
        assert level_for_fill_rate([0.9], [0.0], [0.0], [0.0])[0] == 0.5
        assert fill_rates([0.0], [0.0], [0.0], [0.0])[0] == 1.0
        assert value_level([0.0], [0.0])[0] == 0.5

    @settings(deadline=None)
    @given(have=st.floats(0, 300), mean=moment, spread=st.floats(0.1, 2), units=st.floats(0.1, 50))
    def test_every_next_unit_is_worth_less(self, have: float, mean: float, spread: float, units: float) -> None:
        lines = Lines.of(1, mean=mean, sd=mean * spread, pace=mean / 14, days=14, review=7, short_cost=4.0, hold_cost=0.01, spoil_cost=0.1)
        first, second = unit_worth(lines, have, units)[0], unit_worth(lines, have + units, units)[0]
        assert second <= first + 1e-6 * mean


class TestLots:
    @pytest.mark.parametrize(
        ("setup", "rate", "yearly", "least", "costs", "lot", "total"),
        [
            (8, 0.3, 1300, [400, 800], [0.75, 0.72, 0.68], 800, 978.6),
            (50, 0.2, 10000, [1000, 2000], [5, 4.9, 4.7], 2000, 48190.0),
            (100, 0.25, 500, [300], [20, 19.9], 141.4213562, 10707.1067812),
            (18, 0.3, 500, [100, 250], [12, 11.4, 11.1], 100, 5961.0),
            (4, 0.24, 1200, [500, 1000, 5000], [3.0, 2.95, 2.9, 2.85], 115.4700538, 3683.1384388),
        ],
    )
    def test_the_lot_with_price_breaks_is_stockpyls(
        self, setup: float, rate: float, yearly: float, least: list[float], costs: list[float], lot: float, total: float
    ) -> None:
        breaks = Breaks(np.array([0, len(least)]), np.array(least, float), np.array(costs[1:], float))
        found = best_lots([1e-9], [yearly / 365], [costs[0]], breaks, order_cost=setup, holding_rate=rate, pack=1e-6)
        assert found.quantity[0] == pytest.approx(lot, abs=1e-5)
        assert found.yearly_cost[0] == pytest.approx(total, abs=1e-4)

    @settings(deadline=None)
    @given(
        need=st.integers(0, 500), pace=st.floats(0.01, 50), cost=st.floats(0.1, 100), discount=st.floats(0, 0.5), least=st.integers(1, 2000),
        setup=st.floats(0, 100), pack=st.sampled_from([1.0, 6.0, 12.0]), cap=st.sampled_from([np.inf, 300.0, 40.0]),
    )  # fmt: skip
    def test_a_lot_covers_the_need_in_whole_packs_below_the_cap_and_costs_no_more(
        self, need: int, pace: float, cost: float, discount: float, least: int, setup: float, pack: float, cap: float
    ) -> None:
        wanted = min(np.ceil(need / pack) * pack, np.floor(cap / pack) * pack if np.isfinite(cap) else np.inf)
        breaks = Breaks(np.array([0, 1]), np.array([float(least)]), np.array([cost * (1 - discount)]))
        found = best_lots([wanted], [pace], [cost], breaks, order_cost=setup, pack=pack, cap=cap)
        quantity = found.quantity[0]
        assert wanted <= quantity <= max(cap, wanted) + 1e-9 and (quantity == 0) == (wanted == 0)
        assert quantity / pack == pytest.approx(round(quantity / pack), abs=1e-6)
        assert found.unit_cost[0] == (cost * (1 - discount) if found.least[0] else cost)
        assert quantity >= found.least[0] - 1e-9
        if wanted:
            assert found.yearly_cost[0] <= pace * 365 * cost + setup * pace * 365 / wanted + 0.125 * cost * wanted + 1e-6

    def test_nothing_spoils_without_a_shelf_life_and_what_is_there_counts(self) -> None:
        assert sellable([np.nan, 10.0, 10.0, 10.0], 4.0, [0.0, -5.0, 30.0, 500.0]).tolist() == [np.inf, 40, 10, 0]
