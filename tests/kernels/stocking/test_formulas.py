"""Formulas: the sources' examples, the vectorised twins, and numerical integration as the judge of losses."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import integrate, stats

from fluxion.kernels import stocking
from fluxion.kernels.stocking import formulas, order_quantities

positive = st.floats(0.01, 1e4)
level = st.floats(0.5, 0.999)


def test_every_example_in_the_kernel_is_true() -> None:
    tried = 0
    for module in pkgutil.iter_modules(stocking.__path__):
        result = doctest.testmod(importlib.import_module(f"{stocking.__name__}.{module.name}"))
        assert result.failed == 0, module.name
        tried += result.attempted
    assert tried >= 25


@given(mean=positive, sd=positive, lead=st.floats(0, 90), lead_sd=st.floats(0, 30), review=st.floats(0, 60), service=level)
def test_many_at_once_are_the_same_as_one_by_one(
    mean: float, sd: float, lead: float, lead_sd: float, review: float, service: float
) -> None:
    found = formulas.stock_levels([mean], [sd], [lead], [lead_sd], [review], [service])
    assert found.reorder_point[0] == pytest.approx(formulas.reorder_point(mean, sd, lead, service, lead_sd))
    assert found.order_up_to[0] == pytest.approx(formulas.order_up_to(mean, sd, lead, review, service, lead_sd))
    assert found.safety_stock[0] == pytest.approx(formulas.safety_stock(mean, sd, lead + review, service, lead_sd))
    assert found.protection_sd[0] == pytest.approx(formulas.protection_sd(mean, sd, lead + review, lead_sd))


@given(at=st.floats(-10, 1e4), mean=st.floats(0, 1e3), sd=st.floats(0, 1e3))
def test_shortage_of_many_is_that_of_one(at: float, mean: float, sd: float) -> None:
    assume(sd == 0 or mean == 0 or 1e-3 < sd / mean < 1e3)
    one = formulas.gamma_loss(at, mean, sd)
    assert formulas.expected_shortage([at], [mean], [sd])[0] == pytest.approx(one, rel=1e-6, abs=1e-9)
    assert one >= 0 and one >= mean - at - 1e-6


@pytest.mark.parametrize(("at", "mean", "sd"), [(12, 10, 4), (5, 10, 4), (30, 10, 20), (1, 0.5, 2)])
def test_losses_are_the_integrals_they_stand_for(at: float, mean: float, sd: float) -> None:
    normal = integrate.quad(lambda x: (x - at) * stats.norm.pdf(x, mean, sd), at, mean + 12 * sd)[0]
    shape = (mean / sd) ** 2
    gamma = integrate.quad(lambda x: stats.gamma.sf(x, shape, scale=mean / shape), at, np.inf)[0]
    assert formulas.normal_loss(at, mean, sd) == pytest.approx(normal, abs=1e-6)
    assert formulas.gamma_loss(at, mean, sd) == pytest.approx(gamma, abs=1e-6)


@given(mean=positive, spread=st.floats(0.05, 3), service=level)
def test_reorder_point_gives_the_service_asked_for(mean: float, spread: float, service: float) -> None:
    point = formulas.reorder_point(mean, spread * mean, 9, service)
    assert formulas.cycle_service(point, 9 * mean, 3 * spread * mean) == pytest.approx(service, abs=1e-9)


def test_certain_demand_is_served_or_not() -> None:
    assert formulas.cycle_service(10, 10, 0) == 1.0 and formulas.cycle_service(9, 10, 0) == 0.0
    assert formulas.normal_loss(7, 10, 0) == 3.0 and formulas.gamma_loss(7, 10, 0) == 3.0
    assert formulas.fill_rate(7, 10, 0, 10) == pytest.approx(0.7)


class TestQuantity:
    @given(need=st.floats(0.001, 1e6), moq=st.floats(0, 1e4), pack=st.sampled_from([0.001, 0.5, 1, 6, 12, 144]))
    def test_is_whole_packs_no_less_than_need_and_minimum_and_not_a_pack_more(self, need: float, moq: float, pack: float) -> None:
        quantity = formulas.order_quantity(need, moq, pack)
        assert quantity / pack == pytest.approx(round(quantity / pack), abs=1e-6)
        assert quantity >= max(need, moq) - 1e-6 * pack
        assert quantity < max(need, moq) + pack
        assert order_quantities([need], moq, pack)[0] == quantity

    def test_minimum_counts_once_for_all_needs_together(self) -> None:
        # odoo#6536: three needs of 20 at a minimum of 100 became 300
        assert order_quantities([20.0 + 20 + 20], moq=100)[0] == 100

    @pytest.mark.parametrize("need", [0.0, -5.0])
    def test_no_need_orders_nothing_whatever_the_minimum(self, need: float) -> None:
        # odoo#175876: choosing a supplier ordered its minimum without demand
        assert order_quantities([need], moq=100, pack=12)[0] == 0
        assert formulas.order_quantity(need, 100, 12) == 0

    @pytest.mark.parametrize(("need", "pack", "expected"), [(0.3, 0.1, 0.3), (36, 12, 36), (36.0000000001, 12, 36), (36.01, 12, 48)])
    def test_rounding_error_is_not_demand(self, need: float, pack: float, expected: float) -> None:
        assert order_quantities([need], pack=pack)[0] == pytest.approx(expected)

    @given(need=st.floats(0.001, 1e6), moq=st.floats(0, 1e4), pack=st.sampled_from([0.5, 1, 6, 12, 144]), cap=st.floats(0, 1e6))
    def test_a_cap_is_never_exceeded_and_filled_with_whole_packs_or_not_at_all(
        self, need: float, moq: float, pack: float, cap: float
    ) -> None:
        free, capped = order_quantities([need], moq, pack)[0], order_quantities([need], moq, pack, cap=cap)[0]
        assert 0 <= capped <= min(cap + 1e-6 * pack, free)
        assert capped / pack == pytest.approx(round(capped / pack), abs=1e-6)
        assert capped == 0 or capped >= moq - 1e-6
        if free <= cap:
            assert capped == free
