"""Bad terms are refused field by field."""

from decimal import Decimal

import pytest

from fluxion.kernels.pricing import (
    DOWN_99,
    Charm,
    Configuration,
    Deductions,
    Promotion,
    Rung,
    Strategy,
    configuration_faults,
    configuration_warnings,
    cost_faults,
    down_99,
    faults,
    price,
    promotion_faults,
    rung_faults,
    strategy_faults,
)
from fluxion.values.money import currency_decimals, is_currency

HALF = Deductions(platform=Decimal(50))
NAN, INFINITE = Decimal("NaN"), Decimal("Infinity")


@pytest.mark.parametrize(
    ("configuration", "wrong"),
    [
        (Configuration("EUR"), []),
        (Configuration("ABC"), [("currency", "unknown_currency")]),
        (Configuration("eur"), [("currency", "unknown_currency")]),
        (Configuration("EUR", "B3B"), [("price_type", "unknown_choice")]),  # type: ignore[arg-type]
        (
            Configuration("EUR", vat_percent=NAN, other_taxes_percent=INFINITE, markup_percent=Decimal(-1)),
            [("vat_percent", "not_a_number"), ("other_taxes_percent", "not_a_number"), ("markup_percent", "negative")],
        ),
        (Configuration("EUR", vat_percent=Decimal(301)), [("vat_percent", "too_large")]),
        (Configuration("EUR", deductions=Deductions(payment=Decimal(-3))), [("deductions.payment", "negative")]),
        (Configuration("EUR", deductions=Deductions(payment=Decimal("100.0001"))), [("deductions.payment", "too_large")]),
        (Configuration("EUR", deductions=Deductions(*[Decimal(20)] * 5), method="gross_up"), [("deductions", "deductions_reach_100")]),
        (Configuration("EUR", deductions=Deductions(*[Decimal(20)] * 5)), []),
        # the tax the seller bears and the gross base count
        (
            Configuration("EUR", vat_percent=Decimal(50), tax_mode="deduction", deductions=HALF, method="gross_up"),
            [("deductions", "deductions_reach_100")],
        ),
        (
            Configuration("EUR", vat_percent=Decimal(100), deductions=HALF, method="gross_up", fee_base="gross"),
            [("deductions", "deductions_reach_100")],
        ),
        (Configuration("EUR", charm=Charm((), Decimal(1))), [("charm.endings", "no_endings")]),
        (Configuration("EUR", charm=Charm((Decimal("1.99"),), Decimal(1))), [("charm.endings", "ending_beyond_step")]),
        (Configuration("EUR", charm=Charm((Decimal("0.99"),), Decimal(0))), [("charm.step", "not_positive")]),
        (Configuration("CLP", charm=DOWN_99), [("charm.endings", "finer_than_currency")]),
        (Configuration("CLP", charm=down_99("CLP")), []),
    ],
)
def test_configurations(configuration: Configuration, wrong: list[tuple[str, str]]) -> None:
    assert configuration_faults(configuration) == wrong


@pytest.mark.parametrize(
    ("cost", "wrong"),
    [
        (None, []),
        (Decimal(0), []),
        (Decimal("-0.01"), [("cost", "negative")]),
        (Decimal("1e15"), [("cost", "too_large")]),
        (Decimal("1e13"), [("cost", "too_large")]),
        (NAN, [("cost", "not_a_number")]),
        (-INFINITE, [("cost", "not_a_number")]),
    ],
)
def test_costs(cost: Decimal | None, wrong: list[tuple[str, str]]) -> None:
    assert cost_faults(cost) == wrong


@pytest.mark.parametrize(
    ("strategy", "wrong"),
    [
        (Strategy(minimum=Decimal(5), maximum=Decimal(5)), []),
        (Strategy(minimum=Decimal("5.01"), maximum=Decimal(5)), [("minimum", "minimum_above_maximum")]),
        (Strategy("cheap"), [("kind", "unknown_choice")]),  # type: ignore[arg-type]
        (Strategy(competitor_price=Decimal(0)), [("competitor_price", "not_positive")]),
        (Strategy(premium_multiplier=Decimal(0)), [("premium_multiplier", "not_positive")]),
        (Strategy(target_margin_percent=Decimal(50)), [("target_margin_percent", "target_out_of_reach")]),
        (Strategy(target_margin_percent=Decimal(50), target_margin_base="cost"), []),
        (Strategy(target_margin_percent=Decimal("49.9")), []),
    ],
)
def test_strategies(strategy: Strategy, wrong: list[tuple[str, str]]) -> None:
    assert strategy_faults(strategy, Configuration("EUR", deductions=HALF)) == wrong


@pytest.mark.parametrize(
    ("promotion", "wrong"),
    [
        (Promotion("percentage", Decimal("99.99")), []),
        (Promotion("percentage", Decimal(100)), [("value", "discount_100")]),
        (Promotion("percentage", Decimal(0)), [("value", "not_positive")]),
        (Promotion("amount", Decimal(-5)), [("value", "negative")]),
        (Promotion("fixed", Decimal("1e15")), [("value", "too_large")]),
        (Promotion("half", Decimal(1)), [("kind", "unknown_choice")]),  # type: ignore[arg-type]
        (
            Promotion("fixed", Decimal(1), NAN, Decimal(-1), frozenset({"love"})),  # type: ignore[arg-type]
            [("minimum_price", "not_a_number"), ("minimum_margin_percent", "negative"), ("protect", "unknown_choice")],
        ),
    ],
)
def test_promotions(promotion: Promotion, wrong: list[tuple[str, str]]) -> None:
    assert promotion_faults(promotion) == wrong


def test_rungs_are_named_by_position() -> None:
    rungs = [
        Rung(Decimal(10), "percentage", Decimal(5)),
        Rung(Decimal(0), "percentage", Decimal(5)),
        Rung(Decimal(10), "fixed", Decimal(3)),
        Rung(Decimal(-1), "percentage", Decimal(100)),
    ]
    assert rung_faults(rungs) == [
        ("1.from_quantity", "zero_quantity"),
        ("2.from_quantity", "twice"),
        ("3.from_quantity", "negative"),
        ("3.value", "discount_100"),
    ]


def test_a_request_names_its_fields_and_a_price_beyond_all_bounds_is_a_fault_of_the_cost() -> None:
    assert faults(Configuration("EUR", markup_percent=NAN), Decimal(-1), Strategy("cheap"), Promotion("percentage", Decimal(100)), NAN) == [  # type: ignore[arg-type]
        ("configuration.markup_percent", "not_a_number"),
        ("cost", "negative"),
        ("strategy.kind", "unknown_choice"),
        ("campaign.value", "discount_100"),
        ("list_price", "not_a_number"),
    ]
    dear = Configuration("EUR", markup_percent=Decimal(100))
    assert faults(dear, Decimal("5e12")) == [("cost", "too_large")]
    assert faults(dear, Decimal("4.9e12")) == []
    refused = price(dear, Decimal("5e12"), promotion=Promotion("percentage", Decimal(30)))
    assert (refused.list_price, refused.price, refused.deciding_layer, refused.warnings) == (None, None, None, ("too_large",))


def test_warnings_of_a_configuration() -> None:
    eaten = Configuration("EUR", deductions=Deductions(platform=Decimal(20)), markup_percent=Decimal(25))
    assert configuration_warnings(eaten) == ["markup_eaten"]  # 1.25 × 0.8 = 1
    assert configuration_warnings(Configuration("EUR", deductions=eaten.deductions, markup_percent=Decimal("25.0001"))) == []
    # a gross-up keeps its markup whatever the deductions
    assert configuration_warnings(Configuration("EUR", deductions=eaten.deductions, method="gross_up", markup_percent=Decimal(1))) == []
    everything = Configuration("EUR", deductions=Deductions(*[Decimal(20)] * 5), markup_percent=Decimal(25))
    assert configuration_warnings(everything) == ["deductions_take_all"]
    assert price(everything, Decimal(10)).break_even_price is None
    unreachable = price(eaten, Decimal(10), Strategy(target_margin_percent=Decimal(90)))
    assert (unreachable.price, unreachable.multiplier, unreachable.warnings) == (None, None, ("target_out_of_reach",))


def test_currencies_of_iso_4217() -> None:
    assert [currency_decimals(code) for code in ("EUR", "CLP", "PYG", "JPY", "KWD", "BHD", "COP", "VES", "CLF")] == [
        2,
        0,
        0,
        0,
        3,
        3,
        2,
        2,
        4,
    ]
    assert [is_currency(code) for code in ("EUR", "USD", "BRL", "GBP", "ARS", "MXN", "COP", "VES", "CLP", "PEN")] == [True] * 10
    # ISO 4217 also lists gold (XAU) and "no currency" (three X): neither is money to price in
    assert [is_currency(code) for code in ("XAU", "X" * 3, "ABC", "eur", "")] == [False] * 5
