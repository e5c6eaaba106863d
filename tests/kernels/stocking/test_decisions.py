"""Classes and alerts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fluxion.kernels.stocking import abc_xyz, stock_alerts


def abc_by_hand(values: list[float]) -> list[int]:
    """Sorted by value, each item belongs to the class its predecessors' share leaves it in."""
    codes, total, running = [2] * len(values), sum(values), 0.0
    for row in sorted(range(len(values)), key=lambda i: -values[i]):
        if values[row] > 0:
            share = running / total
            codes[row] = 0 if share < 0.8 - 1e-9 else 1 if share < 0.95 - 1e-9 else 2
        running += values[row]
    return codes


class TestClasses:
    @given(values=st.lists(st.integers(0, 10_000), max_size=40))
    def test_abc_is_what_one_would_do_on_paper(self, values: list[int]) -> None:
        assert abc_xyz(values, np.zeros(len(values)))[0].tolist() == abc_by_hand([float(v) for v in values])

    @given(seed=st.integers(0, 999), n=st.integers(1, 60))
    def test_groups_are_classified_apart(self, seed: int, n: int) -> None:
        rng = np.random.default_rng(seed)
        value, group = rng.gamma(0.5, 100, n), rng.choice(["b", "a", "c"], n)
        together = abc_xyz(value, np.zeros(n), group)[0]
        for name in np.unique(group):
            mine = group == name
            np.testing.assert_array_equal(together[mine], abc_xyz(value[mine], np.zeros(mine.sum()))[0])

    @pytest.mark.parametrize("size", [1e-300, 1e300])
    def test_absurd_values_are_classified(self, size: float) -> None:
        assert abc_xyz([size * 0.9, size * 0.1, np.nan], [0, 0, 0])[0].tolist() == [0, 1, 2]

    def test_xyz_by_steadiness(self) -> None:
        assert abc_xyz([1] * 6, [0.0, 0.5, 0.51, 1.0, 1.01, np.nan])[1].tolist() == [0, 0, 1, 1, 2, 2]


def alert(**change: float) -> tuple[str, float, int]:
    facts = {
        "on_hand": 20.0, "available": 20.0, "position": 20.0, "reorder_point": 10.0, "daily_mean": 2.0, "lead_time_days": 7.0,
        "unit_cost": 3.0, "unit_price": 5.0, "days_since_sale": 1.0, "max_cover_days": 60.0,
    } | change  # fmt: skip
    found = stock_alerts(**{name: np.array([value]) for name, value in facts.items()})
    return found.kind_names()[0], float(found.money[0]), int(found.severity[0])


class TestAlerts:
    def test_enough_is_no_alert(self) -> None:
        assert alert() == ("none", 0.0, 0)

    def test_stock_out_risks_the_sales_until_goods_can_arrive(self) -> None:
        assert alert(on_hand=0, available=0, position=0) == ("stock_out", 2 * 7 * 5.0, 3)
        assert alert(on_hand=0, available=0, position=50, next_receipt_days=3) == ("stock_out", 2 * 3 * 5.0, 3)

    def test_reserved_stock_is_no_stock(self) -> None:
        assert alert(available=-4, position=-4)[0] == "stock_out"

    def test_below_reorder_risks_what_the_lead_time_sells_beyond_it(self) -> None:
        assert alert(on_hand=9, available=9, position=9) == ("below_reorder", (14 - 9) * 5.0, 2)
        assert alert(on_hand=9, available=9, position=30)[0] == "none"  # an open order covers it

    def test_overstock_ties_up_the_cost_of_the_surplus(self) -> None:
        assert alert(on_hand=150, available=150, position=150) == ("overstock", (150 - 120) * 3.0, 1)

    def test_dead_stock_ties_up_its_cost(self) -> None:
        assert alert(daily_mean=0, days_since_sale=200) == ("dead_stock", 20 * 3.0, 1)

    def test_more_on_order_than_sells_could_be_cancelled(self) -> None:
        # 60 days sell 120; 20 there and 150 coming are 50 too many
        assert alert(on_order=150, order_up_to=40) == ("too_much_on_order", 50 * 3.0, 2)
        assert alert(on_order=60, order_up_to=40)[0] == "none"
        assert alert(available=400, on_hand=400, on_order=30)[1] == 30 * 3.0  # no more than is on order can be cancelled

    def test_what_will_not_sell_within_its_shelf_life_is_at_risk(self) -> None:
        assert alert(shelf_life_days=5) == ("expiring", (20 - 10) * 3.0, 2)
        assert alert(shelf_life_days=10)[0] == "none"

    def test_a_product_that_costs_more_to_hold_than_it_earns_is_a_slow_mover(self) -> None:
        # 0.05 a day earn 0.05 * 365 * (5 - 3) = 36.5 a year; 20 at 3 held at 25 % cost 15, at 100 % 60
        assert alert(daily_mean=0.05, holding_rate=0.25, reorder_point=1, max_cover_days=9999)[0] == "none"
        assert alert(daily_mean=0.05, holding_rate=1.0, reorder_point=1, max_cover_days=9999) == ("slow_mover", 60.0, 1)

    def test_nothing_there_and_nothing_sold_is_no_worry(self) -> None:
        assert alert(on_hand=0, available=0, position=0, daily_mean=0, days_since_sale=np.inf)[0] == "none"
