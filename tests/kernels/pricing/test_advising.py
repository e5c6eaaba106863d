"""Advised prices and discounts: the worked optimum, and floors, band and cost over random cases."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fluxion.kernels.pricing import (
    ALL_LAYERS,
    DOWN_99,
    Configuration,
    Deductions,
    Elasticity,
    Ground,
    Promotion,
    Strategy,
    advised_discount,
    advised_price,
    break_even_price,
    discounted,
    floors,
)

PLAIN = Configuration("EUR")
SURE = Elasticity(80, -2.0, 0.1, -2.2, -1.8, 0.5, 1.5)
KEEN = Elasticity(80, -4.0, 0.1, -4.2, -3.8, 0.5, 1.0)

cents = st.decimals("0.01", "5000", places=2)
percents = st.decimals("0", "40", places=1)


@st.composite
def configurations(draw: st.DrawFn) -> Configuration:
    return Configuration(
        draw(st.sampled_from(["EUR", "CLP", "KWD"])),
        draw(st.sampled_from(["B2C", "B2B"])),
        vat_percent=draw(percents),
        deductions=Deductions(platform=draw(percents), payment=draw(percents)),
        charm=draw(st.sampled_from([None, DOWN_99])),
    )


@st.composite
def elasticities(draw: st.DrawFn) -> Elasticity:
    value, half = draw(st.floats(-6, 0.5)), draw(st.floats(0.01, 1.0))
    if value - half > 0:
        half = value
    return Elasticity(60, value, half / 2, value - half, value + half, draw(st.floats(0.3, 1.0)), draw(st.floats(1.0, 1.6)))


def test_a_price_in_the_band_with_the_range_that_the_interval_leaves_open() -> None:
    found = advised_price(SURE, PLAIN, Decimal(10), Decimal("16.00"), band_percent=Decimal(30))
    # at -1.8 the best price is 22.50 and at -2.2 it is 18.33; the band ends at 20.80
    assert (str(found.price), str(found.least), str(found.most)) == ("20.00", "18.33", "20.80")
    assert found.now == pytest.approx(6)
    assert found.expected == pytest.approx(10 * 0.8**2)
    assert (found.worst, found.best) == (pytest.approx(10 * 0.8**2.2), pytest.approx(10 * 0.8**1.8))
    assert found.bound is None


def test_a_lower_price_stops_at_the_products_minimum() -> None:
    dear = advised_price(KEEN, PLAIN, Decimal(10), Decimal("12.00"), band_percent=Decimal(15))
    assert (dear.price, dear.kept) == (None, "already_best")  # 13.33 was never asked for
    lower = advised_price(KEEN, PLAIN, Decimal(6), Decimal("9.60"), Strategy(minimum=Decimal("8.801")), Decimal(15))
    assert (str(lower.price), lower.bound) == ("8.81", "floor")


def test_the_discount_that_earns_most_over_two_products() -> None:
    keen = Ground(KEEN, PLAIN, Decimal(6), Decimal("10.00"), units=10)
    flat = Ground(replace(KEEN, value=-1.0, low=-1.2, high=-0.8), PLAIN, Decimal(6), Decimal("10.00"), units=10)
    alone = advised_discount([keen])
    assert (alone.percent, alone.measured, alone.held) == (20, 1, 0)
    assert alone.now == pytest.approx(40)
    assert alone.expected == pytest.approx(20 * 0.8**-4)
    assert alone.worst == pytest.approx(20 * 0.8**-3.8)
    assert alone.units_percent == pytest.approx((0.8**-4 - 1) * 100)
    assert advised_discount([flat]).kept == "none_pays"
    assert advised_discount([keen, flat]).kept == "none_pays"  # what the one gains the other loses
    assert advised_discount([replace(keen, units=100), flat]).percent == 19


def test_what_is_not_known_is_left_out_of_a_discount() -> None:
    unknown = Ground(Elasticity(12, refused="too_few_weeks"), PLAIN, Decimal(6), Decimal("10.00"))
    assert advised_discount([unknown]).kept == "refused"
    assert advised_discount([]).kept == "refused"
    assert advised_discount([Ground(KEEN, PLAIN, None, Decimal("10.00"))]).kept == "cost_missing"
    found = advised_discount([unknown, Ground(KEEN, PLAIN, Decimal(6), Decimal("10.00"))])
    assert (found.percent, found.measured) == (20, 1)


def test_no_more_is_expected_below_the_lowest_price_ever_seen() -> None:
    seen = replace(KEEN, least=0.9)
    assert advised_discount([Ground(seen, PLAIN, Decimal(6), Decimal("10.00"))]).percent == 10


def test_the_campaigns_own_floors_stop_a_product_short() -> None:
    terms = Promotion("percentage", Decimal(5), minimum_price=Decimal("8.50"), protect=frozenset())
    keen = Ground(KEEN, PLAIN, Decimal(6), Decimal("10.00"))
    assert advised_discount([keen], terms).percent == 15
    both = advised_discount([keen, Ground(KEEN, PLAIN, Decimal("7.5"), Decimal("12.50"), units=50)], terms)
    assert (both.percent, both.held) == (20, 1)


@settings(max_examples=400, deadline=None)
@given(elasticities(), configurations(), cents, cents, st.one_of(st.none(), cents), st.decimals("1", "40", places=0))
def test_an_advised_price_keeps_every_floor_and_the_band(
    found: Elasticity, shop: Configuration, cost: Decimal, price: Decimal, minimum: Decimal | None, band: Decimal
) -> None:
    advice = advised_price(found, shop, cost, price, Strategy(minimum=minimum), band)
    if advice.price is None or advice.least is None or advice.most is None:
        assert advice.kept is not None
        return
    even = break_even_price(shop, cost)
    assert even is not None
    for each in (advice.price, advice.least, advice.most):
        assert each >= max(cost, even, minimum or Decimal(0))
        assert abs(each - price) * 100 <= price * band
        assert -each.as_tuple().exponent == shop.decimals
    assert advice.least <= advice.price <= advice.most
    assert advice.now is not None and advice.worst is not None and advice.expected is not None and advice.best is not None
    assert advice.now < advice.worst <= advice.expected <= advice.best


@settings(max_examples=400, deadline=None)
@given(elasticities(), configurations(), cents, cents, cents, st.decimals("1", "40", places=0))
def test_a_dearer_cost_never_advises_a_lower_price(
    found: Elasticity, shop: Configuration, cost: Decimal, more: Decimal, price: Decimal, band: Decimal
) -> None:
    first, second = (advised_price(found, shop, each, price, band_percent=band).price for each in (cost, cost + more))
    if first is not None and second is not None:
        assert second >= first


@settings(max_examples=200, deadline=None)
@given(elasticities(), configurations(), cents, cents, st.one_of(st.none(), cents), st.one_of(st.none(), cents))
def test_an_advised_discount_never_sells_below_a_floor(
    found: Elasticity, shop: Configuration, cost: Decimal, price: Decimal, minimum: Decimal | None, least: Decimal | None
) -> None:
    ground = Ground(found, shop, cost, price, Strategy(minimum=minimum))
    terms = Promotion("percentage", Decimal(0), minimum_price=least, minimum_margin_percent=Decimal(5))
    advice = advised_discount([ground], terms)
    if advice.percent is None:
        return
    held = max(floors(shop, cost, replace(terms, protect=ALL_LAYERS), ground.strategy).values())
    at = max(discounted(price, "percentage", Decimal(advice.percent), shop.decimals), held)
    assert held <= at < price
    assert advice.now is not None and advice.worst is not None
    assert advice.now < advice.worst
