"""The guide's worked examples, to the cent, as `../shared/PRICING.md` reconciles them."""

from decimal import Decimal

import pytest

from fluxion.kernels.pricing import (
    ALL_LAYERS,
    DOWN_99,
    GUIDE_LAYERS,
    Charm,
    Configuration,
    Deductions,
    Priced,
    Promotion,
    Strategy,
    break_even_price,
    charmed,
    posted_price,
    price,
    waterfall_at,
)

SHOP = Configuration("EUR", "B2C", Decimal(21), deductions=Deductions(platform=Decimal(15)), markup_percent=Decimal(150))
WHOLESALE = Configuration(
    "EUR", "B2B", Decimal(21), tax_mode="deduction", deductions=Deductions(platform=Decimal(15)), markup_percent=Decimal(150)
)
CLOTHES = Configuration(
    "EUR",
    "B2C",
    Decimal(21),
    deductions=Deductions(platform=Decimal(2), payment=Decimal(3), marketing=Decimal(10)),
    method="gross_up",
    markup_percent=Decimal(150),
    charm=DOWN_99,
)
AMAZON = Configuration(
    "EUR",
    tax_mode="deduction",
    vat_percent=Decimal(21),
    deductions=Deductions(platform=Decimal(15), marketing=Decimal(5)),
    method="gross_up",
    markup_percent=Decimal(80),
    charm=DOWN_99,
)
LAPTOPS = Configuration("EUR", deductions=Deductions(platform=Decimal(25)), method="gross_up", markup_percent=Decimal(30))
ONLINE = Configuration("EUR", "B2C", Decimal(21), deductions=Deductions(platform=Decimal(18)), markup_percent=Decimal(100))
DISTRIBUTOR = Configuration("EUR", "B2B", Decimal(21), deductions=Deductions(platform=Decimal(10)), markup_percent=Decimal(50))


def off(percent: str, margin: str | None = None, protect: frozenset[str] = GUIDE_LAYERS) -> Promotion:
    return Promotion("percentage", Decimal(percent), minimum_margin_percent=Decimal(margin) if margin else None, protect=protect)  # type: ignore[arg-type]


def told(found: Priced, *names: str) -> list[str]:
    return [str(getattr(found, name)) for name in names]


def test_section_2_consumer_price() -> None:
    found = price(SHOP, Decimal("10.00"))
    assert told(found, "net", "price", "deductions_total", "contribution", "multiplier") == ["25.00", "30.25", "3.75", "11.25", "3.025"]
    assert told(found, "margin_on_price_percent", "margin_on_cost_percent") == ["45.0", "112.5"]


def test_section_2_business_price_bears_the_tax_and_invoices_it_once() -> None:
    found = price(WHOLESALE, Decimal("10.00"))
    assert told(found, "net", "price", "deductions_total", "contribution") == ["25.00", "25.00", "9.00", "6.00"]
    assert told(found, "margin_on_price_percent", "margin_on_cost_percent") == ["24.0", "60.0"]
    assert told(found, "invoice_vat", "invoice_total") == ["0.00", "25.00"]


def test_section_2_posted_price_of_a_net_price() -> None:
    assert str(posted_price(SHOP, Decimal("20.00"))) == "24.20"


def test_section_3_charm() -> None:
    assert charmed(Decimal("26.04"), DOWN_99) == Decimal("25.99")


def test_section_4_protection() -> None:
    store = Configuration("EUR", markup_percent=Decimal(100))
    bare = price(store, Decimal("15.00"), promotion=off("60", protect=frozenset()))
    assert told(bare, "list_price", "price", "contribution", "deciding_layer") == ["30.00", "12.00", "-3.00", "promotion"]
    held = price(store, Decimal("15.00"), promotion=off("60"))
    assert told(held, "price", "contribution", "deciding_layer") == ["15.00", "0.00", "cost"]


def test_section_8_1_shirt_gives_the_whole_answer() -> None:
    found = price(CLOTHES, Decimal("5.50"), promotion=off("30"))
    names = ["cost", "computed_price", "list_price", "price", "deciding_layer", "net", "vat", "deductions_total", "contribution"]
    assert told(found, *names) == ["5.50", "19.57", "18.99", "13.29", "promotion", "10.98", "2.31", "1.65", "3.83"]
    names = ["margin_on_price_percent", "margin_on_cost_percent", "multiplier", "break_even_price"]
    assert told(found, *names) == ["34.9", "69.6", "3.025", "7.83"]
    assert told(found, "largest_safe_discount_percent", "extra_units_to_keep_profit_percent") == ["58.8", "104.7"]
    assert (found.invoice_vat, found.invoice_total, found.warnings) == (None, None, ())
    assert [(each.step, str(each.amount)) for each in found.waterfall] == [
        ("posted", "13.29"),
        ("vat", "2.31"),
        ("other_taxes", "0.00"),
        ("net", "10.98"),
        ("platform", "0.22"),
        ("payment", "0.33"),
        ("shipping", "0.00"),
        ("marketing", "1.10"),
        ("other", "0.00"),
        ("cost", "5.50"),
        ("contribution", "3.83"),
    ]
    assert found.price is not None and found.cost is not None
    assert str(found.price - found.cost) == "7.79"


def test_section_8_2_cable() -> None:
    found = price(AMAZON, Decimal("2.30"), promotion=off("25", "10"))
    assert told(found, "computed_price", "list_price", "price", "deciding_layer", "contribution") == [
        "7.02",
        "6.99",
        "5.24",
        "promotion",
        "0.79",
    ]
    assert str(found.floors["minimum_margin"]) == "2.53"
    assert found.price is not None and found.cost is not None
    assert str(found.price - found.cost) == "2.94"
    assert round((found.price - found.cost) / found.cost * 100, 2) == Decimal("127.83")


def test_section_8_3_laptop() -> None:
    regular = price(LAPTOPS, Decimal(800))
    assert told(regular, "list_price", "contribution", "margin_on_cost_percent") == ["1386.67", "240.00", "30.0"]
    bare = price(LAPTOPS, Decimal(800), promotion=off("50", protect=frozenset()))
    assert bare.price is not None
    assert (str(bare.price), str(bare.price - 800)) == ("693.33", "-106.67")
    assert told(price(LAPTOPS, Decimal(800), promotion=off("50")), "price", "deciding_layer") == ["800.00", "cost"]
    guide = price(LAPTOPS, Decimal(800), promotion=off("50", "5"))
    assert told(guide, "price", "deciding_layer", "contribution") == ["840.00", "minimum_margin", "-170.00"]
    assert guide.warnings == ("below_break_even",)
    true = price(LAPTOPS, Decimal(800), promotion=off("50", protect=ALL_LAYERS))
    assert told(true, "price", "deciding_layer", "contribution", "break_even_price") == ["1066.67", "break_even", "0.00", "1066.67"]
    with_margin = price(LAPTOPS, Decimal(800), promotion=off("50", "5", ALL_LAYERS))
    assert told(with_margin, "price", "deciding_layer", "contribution", "break_even_price") == ["1120.00", "break_even", "40.00", "1066.67"]
    assert str(break_even_price(LAPTOPS, Decimal(800), Decimal(5))) == "1120.00"


def test_section_8_4_the_same_headphones_twice() -> None:
    consumer = price(ONLINE, Decimal("15.00"))
    assert told(consumer, "price", "vat", "net", "contribution", "multiplier") == ["36.30", "6.30", "30.00", "9.60", "2.42"]
    business = price(DISTRIBUTOR, Decimal("15.00"))
    assert told(business, "price", "invoice_vat", "invoice_total", "contribution") == ["22.50", "4.73", "27.23", "5.25"]
    assert told(business, "vat", "multiplier") == ["0.00", "1.5"]


# Beyond the guide: figures worked by hand.


def test_fees_on_the_gross_amount_weigh_the_tax_too() -> None:
    gross = Configuration(
        "EUR", "B2C", Decimal(21), deductions=Deductions(payment=Decimal(10)), fee_base="gross", markup_percent=Decimal(100)
    )
    assert told(price(gross, Decimal(10)), "price", "net", "deductions_total", "contribution") == ["24.20", "20.00", "2.42", "7.58"]
    # 10 / (1 - 0.121) = 11.37656…, × 1.21 = 13.76564… rounded up
    assert str(break_even_price(gross, Decimal(10))) == "13.77"
    invoiced = Configuration(
        "EUR", "B2B", Decimal(21), deductions=Deductions(payment=Decimal(10)), fee_base="gross", markup_percent=Decimal(100)
    )
    assert told(price(invoiced, Decimal(10)), "price", "invoice_total", "deductions_total") == ["20.00", "24.20", "2.42"]


def test_other_taxes_share_what_the_tag_adds() -> None:
    taxed = Configuration("EUR", "B2C", Decimal(20), Decimal(5), markup_percent=Decimal(100))
    assert told(price(taxed, Decimal("9.99")), "price", "vat", "other_taxes", "net") == ["24.98", "4.00", "1.00", "19.98"]
    borne = Configuration("EUR", "B2C", Decimal(20), Decimal(5), tax_mode="deduction", markup_percent=Decimal(100))
    steps = {each.step: str(each.amount) for each in waterfall_at(borne, Decimal("9.99"), Decimal("19.98")).steps}
    assert (steps["borne_vat"], steps["borne_other_taxes"], steps["contribution"]) == ("4.00", "1.00", "4.99")


def test_target_margin_is_what_is_left_on_the_price_or_the_cost() -> None:
    of_price = price(SHOP, Decimal(10), Strategy(target_margin_percent=Decimal(35)))
    assert told(of_price, "net", "price", "contribution", "margin_on_price_percent") == ["20.00", "24.20", "7.00", "35.0"]
    of_cost = price(SHOP, Decimal(10), Strategy(target_margin_percent=Decimal(70), target_margin_base="cost"))
    assert told(of_cost, "net", "price", "contribution", "margin_on_cost_percent") == ["20.00", "24.20", "7.00", "70.0"]


@pytest.mark.parametrize(
    ("strategy", "listed", "warnings"),
    [
        (Strategy("aggressive", Decimal("20.00")), "19.00", ()),
        (Strategy("premium", Decimal("20.00")), "22.00", ()),
        (Strategy("neutral", Decimal("20.00")), "30.25", ()),
        (Strategy("aggressive"), "30.25", ("competitor_missing",)),
        (Strategy(premium_multiplier=Decimal("1.1")), "33.28", ()),
        (Strategy(maximum=Decimal("29.999")), "29.99", ("maximum_applied",)),
        (Strategy("aggressive", Decimal("20.00"), minimum=Decimal("19.501")), "19.51", ("minimum_applied",)),
    ],
)
def test_strategies(strategy: Strategy, listed: str, warnings: tuple[str, ...]) -> None:
    found = price(SHOP, Decimal(10), strategy)
    assert (str(found.computed_price), str(found.list_price), found.warnings) == ("30.25", listed, warnings)


def test_charm_has_its_own_endings_and_never_crosses_a_floor() -> None:
    nines = Charm((Decimal("4.90"), Decimal("9.90")), Decimal(10))
    assert [str(charmed(Decimal(each), nines)) for each in ("12.00", "14.90", "17.00", "4.89")] == ["9.90", "14.90", "14.90", "4.89"]
    assert str(charmed(Decimal("26.04"), DOWN_99, Decimal("26.00"))) == "26.04"
    thin = Configuration("EUR", markup_percent=Decimal(1), charm=DOWN_99)
    assert str(price(thin, Decimal("10.00")).list_price) == "10.10"  # 9.99 would be below the cost
    lowest = price(Configuration("EUR", markup_percent=Decimal(50), charm=DOWN_99), Decimal(10), Strategy(minimum=Decimal("15.00")))
    assert str(lowest.list_price) == "15.00"


def test_decimals_follow_the_currency() -> None:
    pesos = Configuration("CLP", "B2C", Decimal(19), markup_percent=Decimal(50))
    assert told(price(pesos, Decimal("999.5"), promotion=off("15")), "cost", "list_price", "price", "vat") == [
        "1000",
        "1784",
        "1516",
        "242",
    ]
    dinars = Configuration("KWD", "B2C", Decimal(5), markup_percent=Decimal(50))
    assert told(price(dinars, Decimal("1.2345")), "price", "vat", "net") == ["1.944", "0.093", "1.851"]


@pytest.mark.parametrize("cost", [None, Decimal(0)])
def test_an_unknown_cost_is_told_and_protects_nothing(cost: Decimal | None) -> None:
    assert told(price(SHOP, cost), "computed_price", "price", "contribution") == ["None", "None", "None"]
    found = price(SHOP, cost, promotion=off("60", "10", ALL_LAYERS), list_price=Decimal("30.00"))
    assert (str(found.price), found.floors, found.protected, found.warnings) == ("12.00", {}, False, ("cost_missing",))
    assert found.contribution is None
