"""Sales channels, exchange rates and the policy through HTTP: preview, faults, warnings, ETags and who sees what."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.faces.signing import signed_in
from tests.makers import make_works

import fluxion.migrations.every_table  # noqa: F401  (registers every table)
from fluxion.app import App
from fluxion.base.facts import FactRow
from fluxion.faces.http import pricing_calculator, pricing_costs

PRICING = "/api/v1/pricing"
SHOP = {
    "name": "Tienda en línea",
    "currency": "EUR",
    "vat_percent": "21",
    "deductions": {"platform": "2", "payment": "3", "marketing": "10"},
    "markup_percent": "150",
    "charm": "down_99",
}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    works = make_works(tmp_path, rate_per_minute=0)
    yield App(works.settings, works.database, works, rights=())
    works.database.close()


def as_user(app: App, role: str) -> TestClient:
    return signed_in(app, role, pricing_costs.router, pricing_calculator.router)


@pytest.fixture
def manager(app: App) -> TestClient:
    return as_user(app, "manager")


def made(client: TestClient, path: str, body: dict[str, Any]) -> dict[str, Any]:
    answer = client.post(f"{PRICING}/{path}", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def facts(app: App) -> list[str]:
    with app.works.read() as work:
        return [row.kind for row in work.db.query(FactRow).order_by(FactRow.id) if row.kind.startswith("prices.")]


def test_a_channel_starts_with_cost_plus_and_shows_its_multipliers(app: App, manager: TestClient) -> None:
    shop = made(manager, "configurations", SHOP)
    assert (shop["method"], shop["tax_mode"], shop["fee_base"], shop["charm"]) == ("cost_plus", "pass_through", "net", "down_99")
    assert (shop["base_multiplier"], shop["tax_multiplier"], shop["final_multiplier"]) == ("2.5", "1.21", "3.025")
    assert shop["deductions"] == {"platform": "2", "payment": "3", "shipping": "0", "marketing": "10", "other": "0"}
    assert (shop["warnings"], shop["version"], shop["active"], shop["products"]) == ([], 1, True, 0)
    priced = manager.post(f"{PRICING}/calculate", json={"configuration": shop["id"], "cost": "10"}).json()
    assert (priced["computed_price"], priced["list_price"]) == ("30.25", "29.99")
    assert facts(app) == ["prices.configuration_created"]


def test_only_what_is_sent_is_changed_and_somebody_elses_change_is_kept(app: App, manager: TestClient) -> None:
    shop = made(manager, "configurations", SHOP)
    path = f"{PRICING}/configurations/{shop['id']}"
    edit = {"method": "gross_up", "deductions": {"payment": "3.5"}}
    assert manager.patch(path, json=edit).status_code == 428
    changed = manager.patch(path, json=edit, headers={"If-Match": '"v1"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"v2"')
    assert changed.json()["deductions"] == {"platform": "2", "payment": "3.5", "shipping": "0", "marketing": "10", "other": "0"}
    assert changed.json()["markup_percent"] == "150"
    stale = manager.patch(path, json={"markup_percent": "1"}, headers={"If-Match": '"v1"'})
    assert (stale.status_code, stale.json()["code"]) == (412, "stale")
    gone = manager.delete(path, headers={"If-Match": '"v2"'}).json()
    assert (gone["active"], gone["markup_percent"], gone["version"]) == (False, "150", 3)
    assert manager.get(f"{PRICING}/configurations", params={"active": True}).json()["items"] == []
    assert facts(app) == ["prices.configuration_created", "prices.configuration_edited", "prices.configuration_deactivated"]


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"method": "gross_up", "deductions": {"platform": "60", "other": "40"}}, "/deductions", "deductions_reach_100"),
        ({"deductions": {"platform": "-1"}}, "/deductions/platform", "negative"),
        ({"currency": "XXQ"}, "/currency", "unknown_currency"),
        ({"vat_percent": "1.23456"}, "/vat_percent", "decimal_max_places"),
        ({"markup_percent": "999999999999"}, "/markup_percent", "too_large"),
        ({"charm": "custom", "charm_endings": ["1.99"]}, "/charm_endings", "ending_beyond_step"),
        ({"charm": "custom", "charm_endings": ["0.995"]}, "/charm_endings", "finer_than_currency"),
        ({"name": ""}, "/name", "string_too_short"),
        ({"markup": "1"}, "/markup", "extra_forbidden"),
    ],
)
def test_a_channel_that_cannot_price_is_refused_by_field(
    app: App, manager: TestClient, change: dict[str, Any], pointer: str, code: str
) -> None:
    answer = manager.post(f"{PRICING}/configurations", json={**SHOP, **change})
    assert answer.status_code == 422
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [(pointer, code)]
    assert manager.get(f"{PRICING}/configurations", params={"count": True}).json()["total"] == 0
    assert facts(app) == []


def test_an_edit_that_would_break_a_channel_changes_nothing(manager: TestClient) -> None:
    shop = made(manager, "configurations", {**SHOP, "deductions": {"platform": "90"}})
    assert [each["code"] for each in shop["warnings"]] == ["markup_eaten"]
    assert "(1 − deducciones)" in shop["warnings"][0]["message"]
    path, seen = f"{PRICING}/configurations/{shop['id']}", {"If-Match": '"v1"'}
    refused = manager.patch(path, json={"method": "gross_up", "deductions": {"other": "10"}}, headers=seen)
    assert [each["pointer"] for each in refused.json()["errors"]] == ["/deductions"]
    emptied = manager.patch(path, json={"markup_percent": None}, headers=seen)
    assert [(each["pointer"], each["code"]) for each in emptied.json()["errors"]] == [("/markup_percent", "required")]
    assert manager.get(path).json() == shop


def test_two_channels_cannot_share_a_name(manager: TestClient) -> None:
    made(manager, "configurations", SHOP)
    twice = manager.post(f"{PRICING}/configurations", json={**SHOP, "name": "TIENDA  en linea"})
    assert (twice.status_code, twice.json()["code"]) == (409, "taken")


def test_markup_and_deductions_are_for_those_who_may_see_costs(app: App, manager: TestClient) -> None:
    made(manager, "configurations", SHOP)
    seller = as_user(app, "sales")
    shown = seller.get(f"{PRICING}/configurations").json()["items"][0]
    hidden = ("markup_percent", "deductions", "base_multiplier", "final_multiplier")
    assert {name: shown[name] for name in hidden} == dict.fromkeys(hidden)
    assert (shown["name"], shown["vat_percent"]) == ("Tienda en línea", "21")
    assert seller.post(f"{PRICING}/configurations", json={**SHOP, "name": "Otra"}).status_code == 403
    assert seller.patch(f"{PRICING}/policy", json={"below_cost": "off"}, headers={"If-Match": '"v0"'}).status_code == 403


def test_a_rate_holds_from_its_day_and_one_a_day_is_enough(app: App, manager: TestClient) -> None:
    made(manager, "exchange-rates", {"currency": "EUR", "rate": "1.08", "valid_on": "2026-02-01", "source": "BCE"})
    newer = made(manager, "exchange-rates", {"currency": "EUR", "rate": "1.0923456789"})
    assert (newer["to_currency"], newer["valid_on"], newer["rate"]) == ("USD", "2026-03-02", "1.0923456789")
    made(manager, "exchange-rates", {"currency": "EUR", "rate": "2", "valid_on": "2026-03-03"})
    listed = manager.get(f"{PRICING}/exchange-rates").json()["items"]
    assert [(each["valid_on"], each["in_force"]) for each in listed] == [
        ("2026-03-03", False),
        ("2026-03-02", True),
        ("2026-02-01", False),
    ]
    again = manager.post(f"{PRICING}/exchange-rates", json={"currency": "EUR", "rate": "3"})
    assert (again.status_code, again.json()["code"]) == (409, "taken")
    path = f"{PRICING}/exchange-rates/{newer['id']}"
    assert manager.patch(path, json={"rate": "1.1"}, headers={"If-Match": '"v1"'}).json()["rate"] == "1.1"
    assert manager.patch(path, json={"rate": "9"}, headers={"If-Match": '"v1"'}).status_code == 412
    assert manager.delete(path, headers={"If-Match": '"v2"'}).status_code == 204
    assert [each["in_force"] for each in manager.get(f"{PRICING}/exchange-rates").json()["items"]] == [False, True]
    assert facts(app)[-1] == "prices.rate_deleted"


@pytest.mark.parametrize(
    ("change", "pointer", "code"),
    [
        ({"currency": "USD"}, "/to_currency", "same_currency"),
        ({"currency": "QQQ"}, "/currency", "unknown_currency"),
        ({"rate": "0"}, "/rate", "greater_than"),
        ({"rate": "-2"}, "/rate", "greater_than"),
        ({"rate": "1e9"}, "/rate", "less_than"),
        ({"rate": "0.12345678901"}, "/rate", "decimal_max_places"),
        ({"valid_on": "3026-01-01"}, "/valid_on", "day_out_of_range"),
    ],
)
def test_a_rate_that_cannot_be_is_refused(manager: TestClient, change: dict[str, Any], pointer: str, code: str) -> None:
    answer = manager.post(f"{PRICING}/exchange-rates", json={"currency": "EUR", "rate": "1.1", **change})
    assert (answer.status_code, [(each["pointer"], each["code"]) for each in answer.json()["errors"]]) == (422, [(pointer, code)])
    assert manager.get(f"{PRICING}/exchange-rates").json()["items"] == []


def test_the_policy_starts_as_said_and_is_decided_once_by_two(manager: TestClient) -> None:
    read = manager.get(f"{PRICING}/policy")
    assert (read.json(), read.headers["etag"]) == ({"below_cost": "warn", "approval_threshold_percent": "10", "version": 0}, '"v0"')
    decided = manager.patch(f"{PRICING}/policy", json={"below_cost": "block"}, headers={"If-Match": '"v0"'})
    assert decided.json() == {"below_cost": "block", "approval_threshold_percent": "10", "version": 1}
    late = manager.patch(f"{PRICING}/policy", json={"below_cost": "off"}, headers={"If-Match": '"v0"'})
    assert (late.status_code, manager.get(f"{PRICING}/policy").json()["below_cost"]) == (412, "block")
    same = manager.patch(f"{PRICING}/policy", json={"below_cost": "block"}, headers={"If-Match": '"v1"'})
    assert same.json()["version"] == 1
