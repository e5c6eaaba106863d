"""POST /pricing/calculate: the guide's numbers to the cent, defaults, and every refusal with its field."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.faces.signing import signed_in
from tests.makers import make_works

import fluxion.migrations.every_table  # noqa: F401  (registers every table)
from fluxion.app import App
from fluxion.domains.prices.tables import ExchangeRate, PriceConfiguration
from fluxion.faces.http import pricing_calculator

CALCULATE = "/api/v1/pricing/calculate"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    works = make_works(tmp_path, rate_per_minute=0, currency="EUR")
    yield App(works.settings, works.database, works, rights=())
    works.database.close()


def as_user(app: App, role: str) -> TestClient:
    return signed_in(app, role, pricing_calculator.router)


@pytest.fixture
def buyer(app: App) -> TestClient:
    return as_user(app, "buyer")


SHIRT = {
    "currency": "EUR",
    "price_type": "B2C",
    "vat_percent": "21",
    "tax_mode": "pass_through",
    "other_taxes_percent": "0",
    "deductions": {"platform": "2", "payment": "3", "shipping": "0", "marketing": "10", "other": "0"},
    "fee_base": "net",
    "method": "gross_up",
    "markup_percent": "150",
    "charm": "down_99",
}
CABLE = {**SHIRT, "price_type": "B2B", "tax_mode": "deduction", "deductions": {"platform": "15", "marketing": "5"}, "markup_percent": "80"}
LAPTOP = {"method": "gross_up", "deductions": {"platform": "25"}, "markup_percent": "30"}
HEADPHONES = {"method": "cost_plus", "vat_percent": "21", "deductions": {"platform": "18"}, "markup_percent": "100"}
WHOLESALE = {"method": "cost_plus", "price_type": "B2B", "vat_percent": "21", "deductions": {"platform": "10"}, "markup_percent": "50"}
SECTION_2 = {"method": "cost_plus", "vat_percent": "21", "deductions": {"platform": "15"}, "markup_percent": "150"}


def sale(value: str, **more: Any) -> dict[str, Any]:
    return {"kind": "percentage", "value": value, **more}


def asked(client: TestClient, **body: Any) -> dict[str, Any]:
    answer = client.post(CALCULATE, json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_the_worked_example_is_answered_as_written(buyer: TestClient) -> None:
    strategy = {"kind": "neutral", "competitor_price": None, "minimum": None, "maximum": None, "premium_multiplier": "1"}
    protect = ["cost", "product_minimum", "campaign_minimum", "minimum_margin"]
    answer = asked(
        buyer,
        configuration=SHIRT,
        components=[{"type": "product", "name": "fabric", "value": "3.00", "quantity": "1"}],
        cost="5.50",
        strategy=strategy | {"target_margin_percent": None},
        campaign=sale("30", minimum_price=None, minimum_margin_percent=None, protect=protect),
    )
    steps = {each["step"]: each["amount"] for each in answer.pop("waterfall")}
    assert answer == {
        "cost": "5.50",
        "computed_price": "19.57",
        "list_price": "18.99",
        "price": "13.29",
        "deciding_layer": "promotion",
        "net": "10.98",
        "vat": "2.31",
        "deductions_total": "1.65",
        "contribution": "3.83",
        "margin_on_price_percent": "34.9",
        "margin_on_cost_percent": "69.6",
        "multiplier": "3.025",
        "break_even_price": "7.83",
        "largest_safe_discount_percent": "58.8",
        "extra_units_to_keep_profit_percent": "104.7",
        "invoice_vat": None,
        "invoice_total": None,
        "warnings": [],
    }
    assert steps == {
        "posted": "13.29",
        "vat": "2.31",
        "other_taxes": "0.00",
        "net": "10.98",
        "platform": "0.22",
        "payment": "0.33",
        "shipping": "0.00",
        "marketing": "1.10",
        "other": "0.00",
        "cost": "5.50",
        "contribution": "3.83",
    }


GUIDE = [
    ("2 B2C", {"configuration": SECTION_2, "cost": "10"},
     {"net": "25.00", "price": "30.25", "deductions_total": "3.75", "contribution": "11.25", "multiplier": "3.025",
      "margin_on_price_percent": "45.0", "margin_on_cost_percent": "112.5"}),
    ("2 B2B", {"configuration": {**SECTION_2, "price_type": "B2B", "tax_mode": "deduction"}, "cost": "10"},
     {"net": "25.00", "price": "25.00", "deductions_total": "9.00", "contribution": "6.00",
      "margin_on_price_percent": "24.0", "margin_on_cost_percent": "60.0", "invoice_total": "25.00"}),
    ("2 posted", {"configuration": {"method": "cost_plus", "vat_percent": "21", "markup_percent": "100"}, "cost": "10"},
     {"net": "20.00", "price": "24.20"}),
    ("3 charm", {"configuration": {"method": "cost_plus", "charm": "down_99"}, "cost": "26.04"},
     {"computed_price": "26.04", "list_price": "26.04"}),
    ("3 charm above its floor", {"configuration": {"method": "cost_plus", "charm": "down_99", "markup_percent": "100"}, "cost": "13.02"},
     {"computed_price": "26.04", "list_price": "25.99"}),
    ("4", {"configuration": {"method": "cost_plus", "markup_percent": "100"}, "cost": "15", "campaign": sale("60")},
     {"list_price": "30.00", "price": "15.00", "deciding_layer": "cost"}),
    ("4 unprotected", {"configuration": {"method": "cost_plus", "markup_percent": "100"}, "cost": "15", "campaign": sale("60", protect=[])},
     {"price": "12.00", "contribution": "-3.00", "deciding_layer": "promotion"}),
    ("8.1 components", {"configuration": SHIRT, "components": [
        {"name": "tela", "value": "3.00"}, {"name": "confección", "value": "2.00"}, {"type": "packaging", "value": "0.25", "quantity": "2"}]},
     {"cost": "5.50", "computed_price": "19.57", "price": "18.99", "deciding_layer": "list"}),
    ("8.2", {"configuration": CABLE, "cost": "2.30", "campaign": sale("25", minimum_margin_percent="10")},
     {"computed_price": "7.02", "list_price": "6.99", "price": "5.24", "contribution": "0.79", "deciding_layer": "promotion"}),
    ("8.3", {"configuration": LAPTOP, "cost": "800"}, {"price": "1386.67", "contribution": "240.00", "margin_on_cost_percent": "30.0"}),
    ("8.3 unprotected", {"configuration": LAPTOP, "cost": "800", "campaign": sale("50", protect=[])}, {"price": "693.33"}),
    ("8.3 at cost", {"configuration": LAPTOP, "cost": "800", "campaign": sale("50")}, {"price": "800.00", "deciding_layer": "cost"}),
    ("8.3 with 5 %", {"configuration": LAPTOP, "cost": "800", "campaign": sale("50", minimum_margin_percent="5")},
     {"price": "840.00", "contribution": "-170.00", "deciding_layer": "minimum_margin", "break_even_price": "1066.67",
      "warnings": ["below_break_even"]}),
    ("8.3 true break-even", {"configuration": LAPTOP, "cost": "800", "campaign": sale("50", protect=["cost", "break_even"])},
     {"price": "1066.67", "deciding_layer": "break_even", "contribution": "0.00"}),
    ("8.3 break-even and 5 %",
     {"configuration": LAPTOP, "cost": "800", "campaign": sale("50", minimum_margin_percent="5", protect=["minimum_margin", "break_even"])},
     {"price": "1120.00", "deciding_layer": "break_even"}),
    ("8.4 B2C", {"configuration": HEADPHONES, "cost": "15"}, {"price": "36.30", "vat": "6.30", "contribution": "9.60"}),
    ("8.4 B2B", {"configuration": WHOLESALE, "cost": "15"},
     {"price": "22.50", "invoice_vat": "4.73", "invoice_total": "27.23", "contribution": "5.25"}),
    ("aggressive", {"configuration": SECTION_2, "cost": "10", "strategy": {"kind": "aggressive", "competitor_price": "20"}},
     {"computed_price": "30.25", "list_price": "19.00"}),
    ("premium", {"configuration": SECTION_2, "cost": "10", "strategy": {"kind": "premium", "competitor_price": "20"}}, {"list_price": "22.00"}),
]  # fmt: skip


@pytest.mark.parametrize(("body", "expected"), [row[1:] for row in GUIDE], ids=[row[0] for row in GUIDE])
def test_every_exact_row_of_the_guide(buyer: TestClient, body: dict[str, Any], expected: dict[str, Any]) -> None:
    answer = asked(buyer, **body)
    assert {name: answer[name] for name in expected} == expected
    parts = sum(cents(each["amount"]) for each in answer["waterfall"] if each["step"] not in ("posted", "net"))
    assert parts == cents(answer["price"])


def cents(amount: str) -> int:
    return int(amount.replace(".", ""))


def test_a_configuration_that_was_kept_is_named_by_its_id(app: App, buyer: TestClient) -> None:
    with app.works.write() as work:
        percents = {f"{name}_percent": 0 for name in ("other_taxes", "platform", "payment", "shipping", "marketing", "other")}
        row = PriceConfiguration(
            **percents, name="Tienda", name_key="tienda", currency="CLP", price_type="B2C", vat_percent=19, tax_mode="pass_through",
            fee_base="net", method="cost_plus", markup_percent=50, charm_endings="990", charm_step=1000, created_at=work.now,
        )  # fmt: skip
        work.db.add(row)
    answer = asked(buyer, configuration=1, cost="10000")
    assert (answer["computed_price"], answer["price"], answer["cost"]) == ("17850", "16990", "10000")
    refused = buyer.post(CALCULATE, json={"configuration": 2, "cost": "1"})
    assert (refused.status_code, [each["pointer"] for each in refused.json()["errors"]]) == (422, ["/configuration"])


def test_components_in_other_currencies_are_converted_before_rounding_or_refused_by_name(app: App, buyer: TestClient) -> None:
    body = {"configuration": {"currency": "EUR", "method": "cost_plus"}, "components": [{"value": "10", "currency": "USD"}, {"value": "1"}]}
    refused = buyer.post(CALCULATE, json=body)
    assert (refused.status_code, refused.json()["code"]) == (409, "prices.rate_missing")
    assert "de USD a EUR" in refused.json()["detail"]
    with app.works.write() as work:
        known = {"author_name": "Ana", "created_at": work.now, "valid_on": work.today}
        work.db.add(ExchangeRate(currency="USD", to_currency="EUR", rate="0.92155", **known))
    assert asked(buyer, **body)["cost"] == "10.22"


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"cost": "-1"}, "/cost", "negative"),
        ({"cost": "NaN"}, "/cost", "value_error"),
        ({"cost": "1e15"}, "/cost", "value_error"),
        ({"cost": 5.5}, "/cost", "value_error"),
        ({"markup": "3"}, "/markup", "extra_forbidden"),
        ({"configuration": {**SHIRT, "vat": "21"}}, "/configuration/vat", "extra_forbidden"),
        ({"configuration": {**SHIRT, "currency": "ABC"}}, "/configuration/currency", "unknown_currency"),
        ({"configuration": {**SHIRT, "price_type": "B2X"}}, "/configuration/price_type", "literal_error"),
        ({"configuration": {**SHIRT, "markup_percent": "-5"}}, "/configuration/markup_percent", "negative"),
        ({"configuration": {**SHIRT, "deductions": {"platform": "100"}}}, "/configuration/deductions", "deductions_reach_100"),
        ({"configuration": {**SHIRT, "charm": "custom"}}, "/configuration/charm_endings", "no_endings"),
        ({"configuration": 0}, "/configuration", "greater_than_equal"),
        ({"components": [{"value": "1", "quantity": "0"}]}, "/components/0/quantity", "zero_quantity"),
        ({"components": [{"value": "-1"}]}, "/components/0/value", "negative"),
        ({"components": [{"type": "gold", "value": "1"}]}, "/components/0/type", "literal_error"),
        ({"strategy": {"minimum": "9", "maximum": "5"}}, "/strategy/minimum", "minimum_above_maximum"),
        ({"strategy": {"target_margin_percent": "90"}}, "/strategy/target_margin_percent", "target_out_of_reach"),
        ({"campaign": {"kind": "percentage", "value": "100"}}, "/campaign/value", "discount_100"),
        ({"campaign": {"value": "10", "protect": ["luck"]}}, "/campaign/protect/0", "literal_error"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(buyer: TestClient, change: dict[str, Any], pointer: str, code: str) -> None:
    answer = buyer.post(CALCULATE, json={"configuration": SHIRT, "cost": "5.50", **change})
    assert answer.status_code == 422
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [(pointer, code)]
    assert all(each["message"] for each in answer.json()["errors"])


def test_a_cost_of_nothing_is_warned_of_and_has_no_price(buyer: TestClient) -> None:
    answer = asked(buyer, configuration=SHIRT, cost="0")
    assert (answer["price"], answer["warnings"]) == (None, ["cost_missing"])


def test_the_calculator_asks_for_its_right(app: App) -> None:
    assert as_user(app, "store").post(CALCULATE, json={"configuration": SHIRT, "cost": "1"}).status_code == 403
