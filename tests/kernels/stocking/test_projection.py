"""Stock as time passes: receipts count from the day they arrive, late ones once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fluxion.kernels.stocking import Receipts, formulas, project_stock


def receipts(*rows: tuple[int, int, float]) -> Receipts:
    series, due, quantity = zip(*rows, strict=True) if rows else ((), (), ())
    return Receipts(np.array(series, np.int64), np.array(due, np.int64), np.array(quantity, np.float64))


def flat(pace: float, days: int = 30, n: int = 1) -> np.ndarray:
    return np.full((n, days), pace)


def by_hand(stock: float, arriving: list[tuple[int, float]], expected: np.ndarray, floor: float) -> tuple[list[float], int, int]:
    """Day by day, the way one would do it on paper."""
    path, out, below = [], -1, -1
    for day, demand in enumerate(expected):
        stock += sum(quantity for due, quantity in arriving if max(due, 0) == day) - demand
        path.append(stock)
        out = day if out < 0 and stock < -1e-6 else out
        below = day if below < 0 and stock < floor - 1e-6 else below
    return path, out, below


rows = st.lists(st.tuples(st.integers(-5, 40), st.integers(0, 50).map(float)), max_size=5)


@given(
    hand=st.integers(-20, 200), reserved=st.integers(0, 30), arriving=rows, lead=st.integers(0, 20), review=st.integers(0, 20),
    floor=st.integers(0, 30), seed=st.integers(0, 99),
)  # fmt: skip
def test_is_what_one_would_do_on_paper(
    hand: int, reserved: int, arriving: list[tuple[int, float]], lead: int, review: int, floor: int, seed: int
) -> None:
    expected = np.random.default_rng(seed).integers(0, 9, (1, 30)).astype(float)
    found = project_stock(
        [hand], [reserved], receipts(*((0, due, quantity) for due, quantity in arriving)), expected,
        lead_time_days=lead, review_days=review, safety_stock=floor,
    )  # fmt: skip
    path, out, below = by_hand(hand - reserved, arriving, expected[0], floor)
    np.testing.assert_allclose(found.path[0], path)
    assert found.stock_out_day[0] == out and found.needed_day[0] == below
    assert found.position_lead[0] == formulas.inventory_position(hand, reserved, arriving, lead)
    assert found.position[0] == formulas.inventory_position(hand, reserved, arriving, lead + review)
    assert found.on_order[0] == sum(quantity for _, quantity in arriving)
    assert found.order_day[0] == (-1 if below < 0 else max(below - lead, 0))
    assert found.is_late[0] == (0 <= below < lead)


def test_an_order_due_after_the_protection_period_does_not_count() -> None:
    # OCA stock-logistics-warehouse#582: due far in the future, counted as available now
    found = project_stock([5], [0], receipts((0, 25, 500.0)), flat(2.0), lead_time_days=7, review_days=7)
    assert found.position[0] == 5 and found.on_order[0] == 505 - 5
    assert found.stock_out_day[0] == 2


def test_a_late_receipt_counts_once_today() -> None:
    # odoo#33798: a late receipt was bought again
    found = project_stock([0], [0], receipts((0, -9, 40.0)), flat(2.0), lead_time_days=7, review_days=7)
    assert found.position_lead[0] == found.position[0] == 40
    assert found.path[0, 0] == 38 and found.path[0, -1] == 40 - 60


def test_receipts_find_their_series_in_any_order() -> None:
    found = project_stock([0, 0, 0], 0, receipts((2, 1, 5.0), (0, 0, 1.0), (2, 0, 3.0)), flat(0.0, 3, 3), lead_time_days=9, review_days=0)
    assert found.path.tolist() == [[1, 1, 1], [0, 0, 0], [3, 8, 8]]


@pytest.mark.parametrize(
    ("stock", "pace", "days"),
    [(10.0, 4.0, 2.5), (0.0, 4.0, 0.0), (-5.0, 4.0, 0.0), (300.0, 4.0, 75.0), (7.0, 0.0, np.inf), (120.0, 4.0, 30.0)],
)
def test_days_of_cover(stock: float, pace: float, days: float) -> None:
    found = project_stock([stock], [0], Receipts.none(), flat(pace), lead_time_days=5, review_days=5)
    assert found.days_of_cover[0] == pytest.approx(days)


def test_cover_passes_over_closed_days() -> None:
    week = np.tile([2.0, 2, 2, 2, 2, 0, 0], 4)[None]
    found = project_stock([10.0], [0], Receipts.none(), week, lead_time_days=5, review_days=5)
    assert found.days_of_cover[0] == 7.0  # nothing sells on the two closed days


def test_many_series_are_the_same_as_each_alone() -> None:
    rng = np.random.default_rng(0)
    n, m = 60_000, 90_000
    expected = rng.gamma(1, 2, (n, 5))
    goods = Receipts(rng.integers(0, n, m), rng.integers(-2, 9, m), rng.gamma(1, 3, m))
    stock = rng.gamma(1, 10, n)
    together = project_stock(stock, 0, goods, expected, lead_time_days=3, review_days=2)
    for row in (0, 49_999, 50_000, 59_999):
        mine = goods.series == row
        own = Receipts(np.zeros(mine.sum(), np.int64), goods.due_day[mine], goods.quantity[mine])
        alone = project_stock(stock[[row]], 0, own, expected[[row]], lead_time_days=3, review_days=2)
        np.testing.assert_allclose(together.path[row], alone.path[0], rtol=1e-5)
        assert together.position[row] == pytest.approx(alone.position[0])
