"""Classes, alerts, and one reason for every series."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fluxion.kernels.stocking import Outcome, abc_xyz, decide_outcomes, stock_alerts


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

    def test_nothing_there_and_nothing_sold_is_no_worry(self) -> None:
        assert alert(on_hand=0, available=0, position=0, daily_mean=0, days_since_sale=np.inf)[0] == "none"


def outcome(**change: Any) -> str:
    facts: dict[str, Any] = {
        "active": True, "has_supplier": True, "order_up_to": 50.0, "available": 10.0, "position_lead": 10.0,
        "reorder_point": 20.0, "need": 40.0, "transferred": 0.0, "centre": False, "quantity": 40.0, "held": False,
        "topped_up": False,
    } | change  # fmt: skip
    code = decide_outcomes(**{name: np.array([value]) for name, value in facts.items()})[0]
    return Outcome(code).word


class TestOutcomes:
    nothing: dict[str, Any] = {"need": 0.0, "quantity": 0.0}

    @pytest.mark.parametrize(
        ("change", "word"),
        [
            ({}, "order"),
            ({"active": False, "quantity": 0.0}, "inactive"),
            (nothing | {"available": 30.0, "position_lead": 30.0}, "covered"),
            (nothing | {"position_lead": 60.0}, "open_order_covers"),
            (nothing | {"order_up_to": 0.0, "reorder_point": 0.0, "available": 0.0, "position_lead": 0.0}, "no_demand"),
            ({"transferred": 40.0, "quantity": 0.0}, "transfer_covers"),
            ({"transferred": 15.0, "quantity": 0.0}, "transfer_covers"),
            ({"transferred": 40.0, "centre": True, "quantity": 0.0}, "transfer_covers"),
            ({"centre": True, "quantity": 0.0}, "centre_supplies"),
            ({"has_supplier": False, "quantity": 0.0}, "no_supplier"),
            ({"quantity": 0.0}, "below_moq_worth"),
            ({"held": True, "quantity": 0.0}, "held_for_supplier_minimum"),
            (nothing | {"quantity": 12.0, "topped_up": True, "available": 30.0, "position_lead": 30.0}, "topped_up"),
            ({"quantity": 52.0, "topped_up": True}, "order"),
        ],
    )
    def test_each_series_has_its_reason(self, change: dict[str, Any], word: str) -> None:
        assert outcome(**change) == word

    @given(
        need=st.sampled_from([0.0, 12.0]), quantity=st.sampled_from([0.0, 12.0]), active=st.booleans(), supplier=st.booleans(),
        held=st.booleans(), moved=st.sampled_from([0.0, 5.0, 12.0]),
    )  # fmt: skip
    def test_a_suggestion_is_an_order_and_silence_never_is(
        self, need: float, quantity: float, active: bool, supplier: bool, held: bool, moved: float
    ) -> None:
        word = outcome(need=need, quantity=quantity, active=active, has_supplier=supplier, held=held, transferred=moved)
        assert (word in ("order", "topped_up")) == (quantity > 0 and active)
