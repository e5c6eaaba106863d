"""What holds of every price, whatever the terms."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from fluxion.kernels.pricing import (
    ALL_LAYERS,
    LAYERS,
    SUBTOTALS,
    Charm,
    Configuration,
    Deductions,
    Promotion,
    Rung,
    Strategy,
    charmed,
    faults,
    floors,
    price,
    promoted,
    rung_price,
    waterfall_at,
)


def decimals(most: str, places: int = 4, least: str = "0") -> st.SearchStrategy[Decimal]:
    return st.decimals(Decimal(least), Decimal(most), allow_nan=False, allow_infinity=False, places=places)


MONEY = decimals("100000", least="0.0001")
PERCENT = decimals("19.9999")
CONFIGURATIONS = st.builds(
    Configuration,
    currency=st.sampled_from(["EUR", "CLP", "KWD"]),
    price_type=st.sampled_from(["B2C", "B2B"]),
    vat_percent=decimals("30"),
    other_taxes_percent=decimals("10"),
    tax_mode=st.sampled_from(["pass_through", "deduction"]),
    deductions=st.builds(Deductions, PERCENT, PERCENT, PERCENT),
    fee_base=st.sampled_from(["net", "gross"]),
    method=st.just("cost_plus"),
    markup_percent=decimals("400"),
    charm=st.sampled_from([None, Charm((Decimal(4), Decimal(9)), Decimal(10))]),
)
PROMOTIONS = st.one_of(
    st.builds(
        Promotion, st.just("percentage"), decimals("99", least="0.0001"), st.none() | MONEY, st.none() | decimals("80"), st.just(ALL_LAYERS)
    ),
    st.builds(
        Promotion,
        st.sampled_from(["amount", "fixed"]),
        MONEY,
        st.none() | MONEY,
        st.none() | decimals("80"),
        st.sets(st.sampled_from(LAYERS)).map(frozenset),
    ),
)
STRATEGIES = st.builds(Strategy, st.sampled_from(["neutral", "aggressive", "premium"]), st.none() | MONEY, st.none() | MONEY)


@settings(deadline=None, max_examples=80)
@given(CONFIGURATIONS, MONEY, STRATEGIES, PROMOTIONS)
def test_no_promotional_price_is_below_an_active_floor(
    configuration: Configuration, cost: Decimal, strategy: Strategy, promotion: Promotion
) -> None:
    found = price(configuration, cost, strategy, promotion)
    assert found.price is not None
    unit = Decimal(1).scaleb(-configuration.decimals)
    if "cost" in promotion.protect:
        assert found.price >= cost
    if "product_minimum" in promotion.protect and strategy.minimum is not None:
        assert found.price >= strategy.minimum
    if "campaign_minimum" in promotion.protect and promotion.minimum_price is not None:
        assert found.price >= promotion.minimum_price
    if "minimum_margin" in promotion.protect and promotion.minimum_margin_percent is not None:
        assert found.price >= Fraction(cost) * (1 + Fraction(promotion.minimum_margin_percent) / 100)
    if "break_even" in promotion.protect and found.break_even_price is not None:
        assert found.price >= found.break_even_price
        assert found.contribution is not None
        assert found.contribution >= -2 * unit  # net, deductions and cost are each rounded once
    assert found.price == found.price.quantize(unit)
    assert all(found.price >= floor for floor in found.floors.values())


@settings(deadline=None, max_examples=80)
@given(CONFIGURATIONS, MONEY, PROMOTIONS)
def test_protecting_twice_is_protecting_once(configuration: Configuration, cost: Decimal, promotion: Promotion) -> None:
    held = floors(configuration, cost, promotion)
    list_price = price(configuration, cost).list_price
    assert list_price is not None
    once, _ = promoted(list_price, promotion, held, configuration.currency)
    again, decider = promoted(max(list_price, once), Promotion("fixed", once), held, configuration.currency)
    assert (again, decider) == (once, "promotion")


@settings(deadline=None, max_examples=80)
@given(CONFIGURATIONS, MONEY, decimals("98"), decimals("1", least="0"), st.none() | MONEY, decimals("50"))
def test_more_protection_and_less_discount_never_lower_a_price(
    configuration: Configuration, cost: Decimal, percent: Decimal, more: Decimal, least: Decimal | None, margin: Decimal
) -> None:
    def at(percent: Decimal, margin: Decimal | None, protect: frozenset[str]) -> Decimal:
        found = price(configuration, cost, promotion=Promotion("percentage", percent, least, margin, protect)).price  # type: ignore[arg-type]
        assert found is not None
        return found

    assert at(percent + more, margin, ALL_LAYERS) <= at(percent, margin, ALL_LAYERS)
    assert at(percent, margin, ALL_LAYERS) <= at(percent, margin + 1, ALL_LAYERS)
    for number in range(len(LAYERS)):
        assert at(percent, margin, frozenset(LAYERS[:number])) <= at(percent, margin, frozenset(LAYERS[: number + 1]))


@settings(deadline=None, max_examples=80)
@given(CONFIGURATIONS, MONEY)
def test_a_higher_cost_never_lowers_a_protected_price(configuration: Configuration, cost: Decimal) -> None:
    sale = Promotion("percentage", Decimal(60), minimum_margin_percent=Decimal(5))
    cheap, dear = (price(configuration, each, promotion=sale, list_price=Decimal("50.00")).price for each in (cost, cost + 1))
    assert cheap is not None
    assert dear is not None
    assert cheap <= dear


@settings(deadline=None, max_examples=80)
@given(decimals("100000", 2), st.lists(decimals("9.99", 2), min_size=1, max_size=3), st.none() | decimals("100000", 2))
def test_charm_is_the_largest_allowed_price_and_twice_is_once(asked: Decimal, endings: list[Decimal], floor: Decimal | None) -> None:
    charm = Charm(tuple(endings), Decimal(10))
    found = charmed(asked, charm, floor)
    assert charmed(found, charm, floor) == found <= asked
    assert found == asked or (found % 10 in endings and (floor is None or found >= floor))
    if floor is not None and asked >= floor:
        assert found >= floor
    if floor is None and found != asked:
        assert not any((asked - ending) // 10 * 10 + ending > found for ending in endings if ending <= asked)


@settings(deadline=None, max_examples=80)
@given(CONFIGURATIONS, MONEY, decimals("100000", 0))
def test_a_waterfall_sums_to_the_posted_price(configuration: Configuration, cost: Decimal, posted: Decimal) -> None:
    found = waterfall_at(configuration, cost, posted)
    assert sum(each.amount for each in found.steps if each.step not in SUBTOTALS) == posted
    assert found.net == posted - found.vat - found.other_taxes
    paid = [each.amount for each in found.steps if each.step not in {*SUBTOTALS, "vat", "other_taxes", "cost", "contribution"}]
    assert sum(paid) == found.deductions_total
    unit = Decimal(1).scaleb(-configuration.decimals)
    assert all(each.amount == each.amount.quantize(unit) for each in found.steps)
    assert min(found.vat, found.other_taxes, found.net, found.deductions_total) >= 0


@settings(deadline=None, max_examples=80)
@given(
    decimals("1000", 2, "10"),
    st.lists(st.tuples(st.integers(1, 500), decimals("90", 2, "0.01")), min_size=1, max_size=5, unique_by=lambda each: each[0]),
    st.integers(1, 600),
)
def test_each_rung_is_off_the_base_and_the_deepest_reached_applies(base: Decimal, steps: list[tuple[int, Decimal]], quantity: int) -> None:
    rungs = [Rung(Decimal(start), "percentage", off) for start, off in steps]
    found, reached = rung_price(base, rungs, Decimal(quantity), "EUR")
    deepest = max((each for each in steps if each[0] <= quantity), default=None)
    if deepest is None:
        assert (found, reached) == (base, None)
    else:
        off = base * deepest[1] / 100
        assert abs(found - (base - off)) <= Decimal("0.005")
        assert reached == Rung(Decimal(deepest[0]), "percentage", deepest[1])


@settings(deadline=None, max_examples=80)
@given(CONFIGURATIONS, MONEY, decimals("60"), st.sampled_from(["price", "cost"]))
def test_a_target_margin_is_reached_to_the_rounding(configuration: Configuration, cost: Decimal, target: Decimal, base: str) -> None:
    strategy = Strategy(target_margin_percent=target, target_margin_base=base)  # type: ignore[arg-type]
    if faults(configuration, cost, strategy):
        return
    found = price(replace(configuration, charm=None), cost, strategy)
    assert found.contribution is not None
    assert found.net is not None
    whole = Fraction(found.net) if base == "price" else Fraction(cost)
    slack = 3 * Fraction(1, 10**configuration.decimals)
    assert abs(Fraction(found.contribution) - whole * Fraction(target) / 100) <= slack


@settings(deadline=None, max_examples=80)
@given(MONEY, decimals("99"))
def test_a_gross_up_keeps_the_markup(cost: Decimal, markup: Decimal) -> None:
    plain = Configuration("EUR", deductions=Deductions(Decimal(25)), method="gross_up", markup_percent=markup)
    found = price(plain, cost)
    assert found.contribution is not None
    assert abs(found.contribution - cost * markup / 100) <= Decimal("0.02")


def test_floors_are_rounded_up() -> None:
    sale = Promotion("percentage", Decimal(90), Decimal("1.001"), Decimal("0.1"))
    held = floors(Configuration("EUR"), Decimal("1.0001"), sale, Strategy(minimum=Decimal("1.0101")))
    assert held == {layer: Decimal(text) for layer, text in zip(LAYERS, ("1.01", "1.02", "1.01", "1.01", "1.01"), strict=True)}
