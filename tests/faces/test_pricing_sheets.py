"""Cost sheets, competitors and scenarios through HTTP: components, history, prices per channel, batches, files, who sees what."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pypdf import PdfReader
from tests.faces.signing import signed_in
from tests.makers import make_works

import fluxion.migrations.every_table  # noqa: F401  (registers every table)
from fluxion.app import App
from fluxion.domains import catalog
from fluxion.faces.http import catalog as catalog_routes
from fluxion.faces.http import pricing_calculator, pricing_costs, pricing_sheets

PRICING = "/api/v1/pricing"
SHIRT, CABLE, LAPTOP = 1, 2, 3
SHOP = {
    "name": "Tienda",
    "currency": "EUR",
    "vat_percent": "21",
    "method": "gross_up",
    "markup_percent": "150",
    "charm": "down_99",
    "deductions": {"platform": "2", "payment": "3", "marketing": "10"},
}
WHOLESALE = {"name": "Mayorista", "currency": "EUR", "price_type": "B2B", "vat_percent": "21", "markup_percent": "50"}
PARTS = [
    {"name": "Tela", "value": "3.00"},
    {"name": "Confección", "value": "2.00"},
    {"type": "packaging", "name": "Bolsa", "value": "0.25", "quantity": "2"},
]


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    works = make_works(tmp_path, rate_per_minute=0, currency="EUR", company="Distribuidora Andina")
    with works.write() as work:
        goods = [
            {"sku": "CAM", "name": "Camiseta", "category": "Ropa", "price": Decimal("18.99")},
            {"sku": "CAB", "name": "Cable USB-C", "cost": Decimal("2.30")},
            {"sku": "LAP", "name": "Laptop", "cost": Decimal(800)},
        ]
        catalog.upsert_products(work, goods)
    yield App(works.settings, works.database, works, rights=())
    works.database.close()


def as_user(app: App, role: str) -> TestClient:
    return signed_in(app, role, pricing_costs.router, pricing_calculator.router, pricing_sheets.router, catalog_routes.router)


@pytest.fixture
def manager(app: App) -> TestClient:
    return as_user(app, "manager")


def made(client: TestClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(f"{PRICING}/{path}", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.fixture
def shirt(manager: TestClient) -> dict[str, Any]:
    for channel in (SHOP, WHOLESALE):
        made(manager, "configurations", channel)
    return made(manager, "cost-sheets", {"product_id": SHIRT, "configuration_ids": [1, 2], "components": PARTS})


def seen(version: int) -> dict[str, str]:
    return {"If-Match": f'"v{version}"'}


def refusals(answer: Any) -> list[tuple[str, str]]:
    assert answer.status_code == 422, answer.text
    return [(each["pointer"], each["code"]) for each in answer.json()["errors"]]


def test_a_sheet_adds_its_components_up_and_prices_every_channel(shirt: dict[str, Any]) -> None:
    assert (shirt["cost"], shirt["cost_currency"], shirt["valid_from"], shirt["source"]) == ("5.5", "EUR", "2026-03-02", "manual")
    assert [(each["type"], each["name"], each["value"], each["quantity"]) for each in shirt["components"]] == [
        ("product", "Tela", "3", "1"),
        ("product", "Confección", "2", "1"),
        ("packaging", "Bolsa", "0.25", "2"),
    ]
    shop, wholesale = shirt["prices"]
    assert shop["configuration"] == {"id": 1, "name": "Tienda", "currency": "EUR"}
    figures = ("computed_price", "price", "contribution", "margin_on_price_percent", "margin_on_cost_percent")
    assert [shop["calculation"][name] for name in figures] == ["19.57", "18.99", "7.84", "50.0", "142.5"]
    assert [wholesale["calculation"][name] for name in ("price", "invoice_vat", "invoice_total")] == ["8.25", "1.73", "9.98"]
    assert shirt["price"] == shop


def test_costs_keep_their_history_and_the_day_decides_which_holds(manager: TestClient, shirt: dict[str, Any]) -> None:
    path = f"{PRICING}/cost-sheets/{shirt['id']}"
    dearer = [{"name": "Tela", "value": "4.40"}, *PARTS[1:]]
    changed = manager.post(f"{path}/costs", json={"components": dearer, "reference": "Alza"}, headers=seen(1))
    assert (changed.json()["cost"], changed.json()["version"], changed.headers["etag"]) == ("6.9", 2, '"v2"')
    later = manager.post(f"{path}/costs", json={"components": [{"value": "9"}], "valid_from": "2026-04-01"}, headers=seen(2)).json()
    assert (later["cost"], later["version"]) == ("6.9", 3)
    again = manager.post(f"{path}/costs", json={"components": dearer}, headers=seen(3)).json()
    assert again["version"] == 3
    stale = manager.post(f"{path}/costs", json={"components": dearer}, headers=seen(1))
    assert stale.status_code == 412
    history = manager.get(f"{path}/costs").json()["versions"]
    shown = [(each["valid_from"], each["cost"], each["in_force"], each["change_percent"], each["reference"]) for each in history]
    assert shown == [
        ("2026-04-01", "9", False, "30.4", None),
        ("2026-03-02", "6.9", True, "25.5", "Alza"),
        ("2026-03-02", "5.5", False, None, None),
    ]
    assert [len(each["components"]) for each in history] == [1, 3, 3]


@pytest.mark.parametrize(
    ("parts", "wrong"),
    [
        ([{"value": "-1"}], ("/components/0/value", "negative")),
        ([{"value": "1"}, {"value": "2", "quantity": "0"}], ("/components/1/quantity", "zero_quantity")),
        ([{"value": "1", "currency": "QQQ"}], ("/components/0/currency", "unknown_currency")),
        ([], ("/components", "too_short")),
        ([{"value": "999999999999", "quantity": "99999"}], ("/components/0/value", "too_large")),
    ],
)
def test_a_cost_that_cannot_be_is_refused_and_nothing_changes(
    manager: TestClient, shirt: dict[str, Any], parts: list[dict[str, str]], wrong: tuple[str, str]
) -> None:
    path = f"{PRICING}/cost-sheets/{shirt['id']}"
    assert refusals(manager.post(f"{path}/costs", json={"components": parts}, headers=seen(1))) == [wrong]
    assert manager.get(path).json() == shirt


def test_components_of_two_currencies_need_the_rate_of_the_day(manager: TestClient, shirt: dict[str, Any]) -> None:
    path, mixed = f"{PRICING}/cost-sheets/{shirt['id']}", [*PARTS, {"type": "freight", "value": "1", "currency": "USD"}]
    refused = manager.post(f"{path}/costs", json={"components": mixed}, headers=seen(1))
    assert (refused.status_code, refused.json()["code"]) == (409, "prices.rate_missing")
    assert manager.get(path).json() == shirt
    made(manager, "exchange-rates", {"currency": "USD", "rate": "0.92", "valid_on": "2026-02-01"})
    assert manager.post(f"{path}/costs", json={"components": mixed}, headers=seen(1)).json()["cost"] == "6.42"
    dollars = [{"value": "6", "currency": "USD"}]
    only = manager.post(f"{path}/costs", json={"components": dollars}, headers=seen(2)).json()
    assert (only["cost"], only["cost_currency"], only["prices"][0]["calculation"]["cost"]) == ("6", "USD", "5.52")


def test_strategy_follows_the_competitor_within_the_limits(manager: TestClient, shirt: dict[str, Any]) -> None:
    path = f"{PRICING}/cost-sheets/{shirt['id']}"
    for name, price, day in [("Norte", "17", "2026-02-01"), ("Norte", "16", "2026-02-20"), ("Sur", "15.50", "2026-03-01")]:
        made(manager, "competitor-prices", {"product_id": SHIRT, "competitor": name, "price": price, "observed_on": day})
    sheet = manager.patch(path, json={"strategy": "aggressive"}, headers=seen(1)).json()
    price = sheet["prices"][0]
    # 15.50 − 5 % = 14.725 → 14.73 → 13.99 by charm, 90.3 % of the competitor's.
    assert (price["calculation"]["price"], price["competitor_price"], price["competitor_index"]) == ("13.99", "15.50", "90.3")
    assert [(each["competitor"], each["price"]) for each in sheet["competitors"]] == [("Norte", "16"), ("Sur", "15.5")]
    held = manager.patch(path, json={"minimum_price": "14.50"}, headers=seen(2)).json()["prices"][0]
    assert held["calculation"]["price"] == "14.73"
    upside = manager.patch(path, json={"maximum_price": "10"}, headers=seen(3))
    assert refusals(upside) == [("/minimum_price", "minimum_above_maximum")]
    margin = manager.patch(path, json={"strategy": "neutral", "target_margin_percent": "50"}, headers=seen(3)).json()["prices"][0]
    # 5.50 ÷ (1 − 0.15 − 0.50) × 1.21 = 19.01 → 18.99
    assert (margin["calculation"]["computed_price"], margin["calculation"]["price"]) == ("19.01", "18.99")


def test_a_target_out_of_reach_is_told_in_the_channel_it_breaks(manager: TestClient, shirt: dict[str, Any]) -> None:
    sheet = manager.patch(f"{PRICING}/cost-sheets/{shirt['id']}", json={"target_margin_percent": "90"}, headers=seen(1)).json()
    assert [(each["calculation"] is None, each["problem"] and each["problem"]["code"]) for each in sheet["prices"]] == [
        (True, "target_out_of_reach"),
        (False, None),
    ]


def test_one_sheet_for_each_product_and_only_known_things_in_it(manager: TestClient, shirt: dict[str, Any]) -> None:
    again = manager.post(f"{PRICING}/cost-sheets", json={"product_id": SHIRT})
    assert (again.status_code, again.json()["code"]) == (409, "taken")
    assert refusals(manager.post(f"{PRICING}/cost-sheets", json={"product_id": 99})) == [("/product_id", "unknown")]
    assert refusals(manager.post(f"{PRICING}/cost-sheets", json={"product_id": CABLE, "configuration_ids": [1, 9]})) == [
        ("/configuration_ids/1", "unknown")
    ]
    assert manager.get(f"{PRICING}/cost-sheets", params={"count": True}).json()["total"] == 1
    from_catalogue = made(manager, "cost-sheets", {"product_id": CABLE})
    assert (from_catalogue["cost"], from_catalogue["source"], from_catalogue["prices"]) == ("2.3", "catalog", [])


def test_the_sheet_follows_the_cost_of_its_product_wherever_it_is_typed(manager: TestClient, shirt: dict[str, Any]) -> None:
    answer = manager.patch(f"/api/v1/products/{SHIRT}", json={"cost": "6.10"}, headers=seen(1))
    assert (answer.status_code, answer.json()["cost"]) == (200, "6.1")
    sheet = manager.get(f"{PRICING}/cost-sheets/{shirt['id']}").json()
    assert (sheet["cost"], sheet["source"], [each["value"] for each in sheet["components"]]) == ("6.6", "catalog", ["6.1", "0.25"])
    batch = manager.post(
        "/api/v1/products:batch", json={"items": [{"id": SHIRT, "version": 2, "cost": "7"}, {"id": CABLE, "version": 9, "cost": "1"}]}
    )
    assert [each["ok"] for each in batch.json()["results"]] == [True, False]
    assert manager.get(f"{PRICING}/cost-sheets/{shirt['id']}").json()["cost"] == "7.5"


def test_many_sheets_change_at_once_each_on_its_own(manager: TestClient, shirt: dict[str, Any]) -> None:
    body = {
        "product_ids": [SHIRT, CABLE, 99],
        "change": {"minimum_price": "2"},
        "add_configuration_ids": [2],
        "remove_configuration_ids": [1],
    }
    results = manager.post(f"{PRICING}/cost-sheets:batch", json=body).json()["results"]
    assert [(each["ok"], each["id"], each["code"]) for each in results] == [(True, 1, None), (True, 2, None), (False, None, "bad_input")]
    rows = manager.get(f"{PRICING}/cost-sheets").json()["items"]
    assert [(row["product"]["sku"], [one["name"] for one in row["configurations"]], row["minimum_price"]) for row in rows] == [
        ("CAB", ["Mayorista"], "2"),
        ("CAM", ["Mayorista"], "2"),
    ]
    broken = manager.post(f"{PRICING}/cost-sheets:batch", json={"ids": [1, 2], "change": {"maximum_price": "1"}}).json()["results"]
    assert [each["code"] for each in broken] == ["bad_input", "bad_input"]
    assert [row["maximum_price"] for row in manager.get(f"{PRICING}/cost-sheets").json()["items"]] == [None, None]
    matching = {"filter": {"q": "camiseta"}, "change": {"strategy": "premium"}}
    assert [each["id"] for each in manager.post(f"{PRICING}/cost-sheets:batch", json=matching).json()["results"]] == [1]
    assert [row["strategy"] for row in manager.get(f"{PRICING}/cost-sheets").json()["items"]] == ["neutral", "premium"]
    assert manager.post(f"{PRICING}/cost-sheets:batch", json={"ids": [1], **matching}).status_code == 422


def test_lists_are_searched_sorted_paged_and_exported(manager: TestClient, shirt: dict[str, Any]) -> None:
    for product in (CABLE, LAPTOP):
        made(manager, "cost-sheets", {"product_id": product, "configuration_ids": [2]})
    path = f"{PRICING}/cost-sheets"

    def skus(**params: Any) -> list[str]:
        return [row["product"]["sku"] for row in manager.get(path, params=params).json()["items"]]

    assert skus(sort="-cost") == ["LAP", "CAM", "CAB"]
    assert skus(q="camiseta") == ["CAM"]
    assert skus(configuration_id=1) == ["CAM"]
    first = manager.get(path, params={"limit": 2, "sort": "cost"}).json()
    second = manager.get(path, params={"limit": 2, "sort": "cost", "cursor": first["next_cursor"]}).json()
    assert [row["product"]["sku"] for page in (first, second) for row in page["items"]] == ["CAB", "CAM", "LAP"]
    rows = list(csv.DictReader(io.StringIO(manager.get(f"{path}/export", params={"q": "laptop"}).text)))
    assert [(row["sku"], row["cost"], row["price"], row["contribution"], row["configurations"]) for row in rows] == [
        ("LAP", "800", "1200", "400", "Mayorista")
    ]


def test_costs_margins_and_limits_are_for_those_who_may_see_them(app: App, manager: TestClient, shirt: dict[str, Any]) -> None:
    path = f"{PRICING}/cost-sheets/{shirt['id']}"
    manager.patch(path, json={"minimum_price": "6", "target_margin_percent": "40"}, headers=seen(1))
    seller = as_user(app, "sales")
    sheet = seller.get(path).json()
    hidden = ("cost", "minimum_price", "maximum_price", "target_margin_percent", "catalogue_cost")
    assert {name: sheet[name] for name in hidden} == dict.fromkeys(hidden)
    assert sheet["components"] == []
    told = {name: value for name, value in sheet["prices"][0]["calculation"].items() if value}
    assert set(told) == {"computed_price", "list_price", "price", "net", "vat"}
    assert (sheet["prices"][0]["warnings"], seller.get(f"{path}/costs").json()) == ([], {"versions": []})
    assert seller.get(f"{PRICING}/cost-sheets", params={"sort": "cost"}).status_code == 403
    assert seller.patch(path, json={"strategy": "premium"}, headers=seen(2)).status_code == 403
    exported = seller.get(f"{PRICING}/cost-sheets/export")
    row = next(csv.DictReader(io.StringIO(exported.text)))
    assert (row["cost"], row["contribution"], row["minimum_price"], row["price"] != "") == ("", "", "", True)


def test_competitors_are_compared_and_corrected(manager: TestClient) -> None:
    one = made(manager, "competitor-prices", {"product_id": SHIRT, "competitor": "Norte", "price": "19.99", "source": "Web"})
    assert (one["index"], one["our_price"], one["currency"], one["observed_on"]) == ("95.0", "18.99", "EUR", "2026-03-02")
    twice = manager.post(f"{PRICING}/competitor-prices", json={"product_id": SHIRT, "competitor": "NORTE", "price": "1"})
    assert (twice.status_code, twice.json()["code"]) == (409, "taken")
    path = f"{PRICING}/competitor-prices/{one['id']}"
    edited = manager.patch(path, json={"price": "18.99"}, headers=seen(1)).json()
    assert (edited["index"], edited["version"]) == ("100.0", 2)
    assert refusals(manager.patch(path, json={"price": "0"}, headers=seen(2))) == [("/price", "greater_than")]
    rows = list(csv.DictReader(io.StringIO(manager.get(f"{PRICING}/competitor-prices/export").text)))
    assert [(row["sku"], row["competitor"], row["price"], row["index"]) for row in rows] == [("CAM", "Norte", "18.99", "100")]
    assert manager.delete(path, headers=seen(2)).status_code == 204
    assert manager.get(f"{PRICING}/competitor-prices").json()["items"] == []


SCENARIO = {
    "name": "Camiseta: tienda o mayorista",
    "cases": [
        {"name": "Tienda", "calculation": {"configuration": 1, "cost": "5.50", "strategy": {"competitor_price": "20"}}},
        {
            "name": "A mano",
            "calculation": {"configuration": {"currency": "EUR", "method": "cost_plus", "markup_percent": "50"}, "cost": "10"},
        },
        {"name": "Perdida", "calculation": {"configuration": 99, "cost": "10"}},
    ],
}


def test_a_scenario_is_kept_reckoned_anew_and_shared_by_its_link(app: App, manager: TestClient, shirt: dict[str, Any]) -> None:
    kept = made(manager, "scenarios", SCENARIO)
    answers = [(each["name"], each["answer"] and each["answer"]["price"], each["competitor_gap_percent"]) for each in kept["cases"]]
    assert answers == [("Tienda", "18.99", "-5.1"), ("A mano", "15.00", None), ("Perdida", None, None)]
    assert (kept["cases"][2]["problem"]["code"], kept["cases"][0]["calculation"]["configuration"]) == ("bad_input", 1)
    path, other = f"{PRICING}/scenarios/{kept['id']}", as_user(app, "buyer")
    assert (other.get(path).status_code, other.get(f"{PRICING}/scenarios").json()["items"]) == (404, [])
    shared = manager.put(path, json={**SCENARIO, "is_shared": True}, headers=seen(1))
    assert shared.json()["version"] == 2
    assert (other.get(path).json()["is_mine"], other.get(f"{PRICING}/scenarios").json()["items"][0]["case_count"]) == (False, 3)
    assert other.put(path, json=SCENARIO, headers=seen(2)).status_code == 404
    assert other.delete(path, headers=seen(2)).status_code == 404
    assert manager.delete(path, headers=seen(1)).status_code == 412
    assert manager.delete(path, headers=seen(2)).status_code == 204
    assert manager.get(path).status_code == 404


def test_a_scenario_goes_into_a_file_and_on_paper(manager: TestClient, shirt: dict[str, Any]) -> None:
    kept = made(manager, "scenarios", SCENARIO)
    path = f"{PRICING}/scenarios/{kept['id']}"
    rows = list(csv.DictReader(io.StringIO(manager.get(f"{path}/export").text)))
    assert [(row["name"], row["price"], row["contribution"]) for row in rows] == [
        ("Tienda", "18.99", "7.84"),
        ("A mano", "15", "5"),
        ("Perdida", "", ""),
    ]
    assert manager.get(f"{path}/export", params={"format": "xlsx"}).content[:2] == b"PK"
    pdf = manager.get(f"{path}/pdf")
    words = PdfReader(io.BytesIO(pdf.content)).pages[0].extract_text()
    assert all(each in words for each in ("Camiseta: tienda o mayorista", "Distribuidora Andina", "18.99", "7.84", "ESCENARIO DE PRECIOS"))


def test_a_channel_by_its_id_shows_its_margins_only_to_those_who_may_see_costs(app: App, shirt: dict[str, Any]) -> None:
    assert as_user(app, "sales").post(f"{PRICING}/calculate", json={"configuration": 1, "cost": "1"}).status_code == 403
