"""A supplier's minimum order: filled up with the best next units, held, or left to the buyer."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fluxion.kernels.stocking import Lines, fill_supplier_minimum

# three lines that sell one a day over a protection period of 14 days; unit costs 2, 1, 1 and margins in proportion
ROWS: dict[str, Any] = {
    "have": [2.0, 12.0, 30.0], "mean": 14.0, "sd": 5.0, "pace": 1.0, "days": 14.0, "review": 7.0,
    "short_cost": [1.0, 0.5, 0.5], "hold_cost": [0.002, 0.001, 0.001], "pack": 10.0, "most": 118.0,
}  # fmt: skip


def fill(lines: dict[str, Any] | None = None, **change: Any) -> Any:
    told: dict[str, Any] = {
        "order": [0, 0, 0],
        "minimum": [100.0],
        "quantity": [30.0, 0.0, 0.0],
        "unit_cost": [2.0, 1.0, 1.0],
        "urgent": False,
    }
    return fill_supplier_minimum(**(told | change), lines=Lines.of(3, **(ROWS | (lines or {}))))


def states(found: Any) -> list[str]:
    return list(found.state_names())


def test_an_order_that_reaches_the_minimum_is_left_alone() -> None:
    found = fill(minimum=[60.0])
    assert states(found) == ["meets"] and found.quantity.tolist() == [30, 0, 0] and found.missing[0] == 0


def test_a_small_gap_is_filled_with_the_best_next_units_per_money() -> None:
    found = fill()
    assert states(found) == ["topped_up"]
    # they last 32, 12 and 30 days: the second, which may be short; again, as it then lasts 22; then the third, which lasts 30,
    # before the first, which lasts 32
    assert found.quantity.tolist() == [40, 20, 10]
    assert found.topped_up.all() and not found.held.any()


def test_what_earns_more_goes_first() -> None:
    # the third lasts 30 days, but a unit of it that is missing costs a thousand times as much and its demand varies widely
    assert fill({"short_cost": [1.0, 0.5, 500.0], "sd": [5.0, 5.0, 14.0]}).quantity.tolist() == [30, 0, 40]


def test_a_large_gap_waits_when_nothing_presses() -> None:
    found = fill(minimum=[500.0])
    assert states(found) == ["held"] and not found.quantity.any()
    assert found.held.tolist() == [True, False, False] and found.missing[0] == 440


def test_an_urgent_line_fills_even_a_large_gap() -> None:
    found = fill(minimum=[200.0], urgent=[True, False, False])
    assert states(found) == ["topped_up"] and (found.quantity * [2, 1, 1]).sum() >= 200


def test_urgent_but_out_of_reach_is_left_to_the_buyer() -> None:
    found = fill(minimum=[5000.0], urgent=[True, False, False])
    assert states(found) == ["short"] and found.quantity.tolist() == [30, 0, 0] and found.missing[0] == 4940


def test_nothing_to_order_is_not_filled_up_to_a_minimum() -> None:
    # odoo#175876: a supplier with a minimum ordered it without demand
    found = fill(quantity=0.0)
    assert states(found) == ["none"] and not found.quantity.any()


def test_a_line_added_anew_respects_its_own_minimum() -> None:
    assert fill({"moq": [0.0, 40.0, 0.0]}, minimum=[65.0]).quantity.tolist() == [30, 40, 0]


def test_what_does_not_sell_is_never_added() -> None:
    found = fill({"pace": [1.0, 0.0, 1.0]})
    assert found.quantity[1] == 0


@settings(max_examples=80, deadline=None)
@given(seed=st.integers(0, 5000), n=st.integers(1, 40), most=st.sampled_from([30.0, 120.0]))
def test_whole_packs_within_the_cap_and_every_order_explained(seed: int, n: int, most: float) -> None:
    rng = np.random.default_rng(seed)
    pack, pace = rng.choice([1.0, 6.0, 2.5], n), rng.gamma(1, 2, n) * (rng.random(n) < 0.9)
    quantity = np.ceil(rng.gamma(1, 4, n)) * pack * (rng.random(n) < 0.5)
    order, cost, have = rng.integers(-1, 3, n), rng.gamma(2, 3, n), rng.gamma(1, 15, n)
    least, urgent = rng.gamma(1, 300, 3), rng.random(n) < 0.2
    lines = Lines.of(
        n, have=have, mean=pace * 14, sd=pace * 7, pace=pace, days=14.0, review=7.0, short_cost=cost * 0.4, hold_cost=cost * 0.001, pack=pack,
        most=np.maximum(most * pace, quantity),
    )  # fmt: skip
    found = fill_supplier_minimum(order, least, quantity, cost, lines, urgent=urgent)
    total, before = (np.bincount(order[order >= 0], (q * cost)[order >= 0], 3) for q in (found.quantity, quantity))
    np.testing.assert_allclose(found.quantity / pack, np.round(found.quantity / pack), atol=1e-6)
    assert np.all(found.quantity[order < 0] == quantity[order < 0])
    added = found.quantity > quantity
    np.testing.assert_array_equal(added, found.topped_up)
    assert np.all(found.quantity <= np.maximum(lines.most, quantity) + 1e-6)
    for which, state in enumerate(states(found)):
        mine = order == which
        if state in ("meets", "topped_up"):
            assert total[which] >= least[which] - 1e-4 and found.missing[which] == 0
        if state == "held":
            assert total[which] == 0 and not (urgent & (quantity > 0))[mine].any()
        if state in ("held", "short"):
            assert found.missing[which] == pytest.approx(least[which] - before[which])
        if state != "held":
            assert np.all(found.quantity[mine] >= quantity[mine])
