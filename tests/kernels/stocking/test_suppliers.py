"""Suppliers chosen together, and lead times measured: against every way there is, and what must always hold."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from fluxion.kernels.stocking import choose_offers, offer_costs, shrunk_lead_times

RATE = 0.25


def total(cost: np.ndarray, spend: np.ndarray, least: np.ndarray, choice: tuple[int, ...]) -> float:
    """Yearly cost of a choice: the offers', and h / 2 of what each supplier used lacks of its minimum."""
    items = range(len(choice))
    per = np.bincount(choice, [spend[i, s] for i, s in zip(items, choice, strict=True)], len(least))
    return float(sum(cost[i, s] for i, s in zip(items, choice, strict=True)) + (RATE / 2 * np.maximum(least - per, 0) * (per > 0)).sum())


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 5000))
def test_the_choice_is_never_dearer_than_the_cheapest_offers_and_near_the_best_of_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    cost, least = rng.uniform(100, 130, (5, 3)), rng.choice([0.0, 200.0, 2000.0], 3)
    spend = cost / 52
    item, seller = (each.ravel() for each in np.meshgrid(np.arange(5), np.arange(3), indexing="ij"))
    chosen = choose_offers(item, seller, cost.ravel(), spend.ravel(), least, holding_rate=RATE).chosen
    made = total(cost, spend, least, tuple(seller[chosen]))
    assert made <= total(cost, spend, least, tuple(cost.argmin(1))) + 1e-9
    best = min(total(cost, spend, least, way) for way in product(range(3), repeat=5))
    assert made <= best * 1.25


def test_a_product_without_another_offer_keeps_its_supplier_whatever_its_minimum() -> None:
    assert choose_offers([0, 1], [0, 1], [10.0, 10.0], [1.0, 1.0], [1e6, 1e6]).chosen.tolist() == [0, 1]
    assert choose_offers([], [], [], [], []).chosen.tolist() == []


def test_a_dearer_longer_less_reliable_offer_costs_more() -> None:
    base = {"yearly_units": 1000.0, "unit_cost": 10.0, "lead_time_days": 9.0, "lead_time_sd": 1.0, "daily_sd": 3.0, "short_cost": 4.0}
    (cheap,) = offer_costs(**{name: [value] for name, value in base.items()})
    for worse in ({"unit_cost": 11.0}, {"lead_time_days": 30.0}, {"lead_time_sd": 9.0}, {"lot": 500.0}, {"served": 0.9}):
        assert offer_costs(**{name: [value] for name, value in (base | worse).items()})[0] > cheap


@settings(deadline=None)
@given(
    days=st.lists(st.floats(0, 200), max_size=30), prior=st.floats(1, 100), spread=st.floats(0, 20), group=st.integers(0, 2)
)  # fmt: skip
def test_a_measured_lead_time_lies_between_what_was_stated_and_what_was_seen(
    days: list[float], prior: float, spread: float, group: int
) -> None:
    found = shrunk_lead_times([group] * len(days), 3, days, [prior] * 3, [spread] * 3)
    others = [each for each in range(3) if each != group]
    assert found.mean[others].tolist() == [prior] * 2 and found.sd[others].tolist() == [spread] * 2
    if days:
        seen = sum(days) / len(days)
        assert min(prior, seen) - 1e-6 <= found.mean[group] <= max(prior, seen) + 1e-6
        assert found.count[group] == len(days) and np.isfinite(found.sd[group]) and found.sd[group] >= 0
