"""Campaigns through HTTP: made, previewed, exported, switched and ended, with ETags, keys and problems that name their field."""

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.makers import make_works

import fluxion.migrations.every_table  # noqa: F401  (registers every table)
from fluxion.app import App
from fluxion.domains import access, catalog
from fluxion.domains.access.shapes import UserDraft
from fluxion.faces.http import access as access_routes
from fluxion.faces.http import errors, guards, pricing_campaigns, pricing_costs

PASSWORD = "cuatro palabras nada comunes"
API = "/api/v1"
CAMPAIGN = {
    "name": "Black Friday",
    "code": "BF",
    "kind": "percentage",
    "value": "30",
    "channels": [{"configuration_id": 1}],
    "products": {"scope": "all"},
    "starts_at": "2026-03-02T12:00",
    "ends_at": "2026-03-03T12:00",
    "expected_units": "4",
}


@pytest.fixture
def client(tmp_path: Path) -> Iterator[TestClient]:
    """Signed in as an administrator of a company with one product of cost 10 and one channel of markup 150 %."""
    works = make_works(tmp_path, rate_per_minute=0)
    with works.write() as work:
        catalog.upsert_products(work, [{"sku": "CAM", "name": "=Camiseta", "cost": Decimal(10)}])
        for name, role in (("jefa", "admin"), ("caja", "viewer")):
            draft = UserDraft.model_validate({"email": f"{name}@example.com", "name": name, "roles": [role], "password": PASSWORD})
            access.create_user(work, draft)
    server = FastAPI()
    server.state.fluxion = App(works.settings, works.database, works, rights=())
    errors.install(server)
    for router in (*access_routes.routers, pricing_campaigns.router, pricing_costs.router):
        server.include_router(router)
    guards.install(server, works.settings)
    with TestClient(server) as browser:
        signed_in(browser, "jefa")
        body = {
            "name": "Tienda",
            "currency": "USD",
            "price_type": "B2B",
            "vat_percent": "0",
            "markup_percent": "150",
            "method": "cost_plus",
        }
        assert browser.post(f"{API}/pricing/configurations", json=body).status_code == 201
        yield browser
    works.database.close()


def signed_in(browser: TestClient, name: str) -> None:
    token = browser.post(f"{API}/auth/token", json={"email": f"{name}@example.com", "password": PASSWORD}).json()["access_token"]
    browser.headers["authorization"] = f"Bearer {token}"


def made(client: TestClient) -> dict[str, Any]:
    answer = client.post(f"{API}/pricing/campaigns", json=CAMPAIGN, headers={"idempotency-key": "one"})
    assert answer.status_code == 201
    assert answer.headers["location"].endswith("/pricing/campaigns/1")
    return dict(answer.json())


def test_a_campaign_is_made_once_however_often_it_is_sent(client: TestClient) -> None:
    first, again = made(client), made(client)
    assert first == again
    assert (first["state"], first["value"], first["starts_local"]) == ("active", "30", "2026-03-02T12:00")
    page = client.get(f"{API}/pricing/campaigns", params={"state": "active", "count": True}).json()
    assert (page["total"], [head["code"] for head in page["items"]]) == (1, ["BF"])
    assert client.get(f"{API}/pricing/campaigns/counts").json() == {"active": 1, "scheduled": 0, "finished": 0, "inactive": 0}
    assert [preset["value"] for preset in client.get(f"{API}/pricing/campaigns/presets").json()] == ["30", "25", "20", "15", "40"]


def test_the_preview_is_exact_text_and_its_file_is_harmless(client: TestClient) -> None:
    shown = client.post(f"{API}/pricing/campaigns/preview", json=CAMPAIGN).json()
    row = shown["items"][0]
    assert (row["list_price"], row["price"], row["contribution"], row["safe_discount_percent"]) == ("25", "17.5", "7.5", "60")
    assert (shown["totals"]["revenue"], shown["totals"]["profit_before"], shown["totals"]["profit"]) == ("70", "60", "30")
    file = client.post(f"{API}/pricing/campaigns/preview/export", json=CAMPAIGN, params={"format": "csv"})
    head, line = csv.reader(io.StringIO(file.text))
    assert dict(zip(head, line, strict=True))["name"] == "'=Camiseta"
    made(client)
    kept = client.get(f"{API}/pricing/campaigns/1/preview").json()
    assert (kept["items"], kept["overlaps"]) == (shown["items"], [])
    assert client.get(f"{API}/pricing/campaigns/1/preview/export", params={"format": "xlsx"}).status_code == 200


def test_a_change_needs_the_version_that_was_read(client: TestClient) -> None:
    made(client)
    url = f"{API}/pricing/campaigns/1"
    assert client.put(url, json=CAMPAIGN).status_code == 428
    changed = client.put(url, json=CAMPAIGN | {"value": "20"}, headers={"if-match": '"v1"'})
    assert (changed.status_code, changed.headers["etag"]) == (200, '"v2"')
    assert client.put(url, json=CAMPAIGN, headers={"if-match": '"v1"'}).status_code == 412
    assert client.post(f"{url}/end", headers={"if-match": '"v1"'}).status_code == 412
    assert client.post(f"{url}/switch", json={"is_on": False}).json()["state"] == "inactive"
    assert client.post(f"{url}/protection", json={"layer": "cost", "is_on": False}).json()["protection"][0]["switched_by"] == "jefa"
    copy = {"name": "Otra", "code": "BF2", "starts_at": "2026-04-01T00:00", "ends_at": "2026-04-02T00:00"}
    assert client.post(f"{url}/copy", json=copy).json()["protection"][0]["is_on"] is False


def test_what_is_wrong_is_named_field_by_field_in_the_readers_language(client: TestClient) -> None:
    wrong = CAMPAIGN | {"value": "100", "ends_at": "2026-03-01T00:00"}
    answer = client.post(f"{API}/pricing/campaigns/preview", json=wrong, headers={"accept-language": "es"})
    assert (answer.status_code, [(each["pointer"], each["code"]) for each in answer.json()["errors"]]) == (
        422,
        [("/ends_at", "ends_before_start"), ("/value", "whole_price")],
    )
    assert client.post(f"{API}/pricing/campaigns", json=CAMPAIGN | {"starts_at": "mañana"}).status_code == 422
    assert client.post(f"{API}/pricing/campaigns", json=CAMPAIGN | {"value": 1e15}).status_code == 422
    assert client.get(f"{API}/pricing/campaigns/9").status_code == 404


def test_a_viewer_sees_prices_but_no_costs_and_changes_nothing(client: TestClient) -> None:
    made(client)
    signed_in(client, "caja")
    row = client.get(f"{API}/pricing/campaigns/1/preview").json()["items"][0]
    assert (row["price"], row["cost"], row["contribution"], row["break_even_price"], row["safe_discount_percent"]) == (
        "17.5",
        None,
        None,
        None,
        None,
    )
    assert client.get(f"{API}/pricing/campaigns/1/preview", params={"flag": "loses"}).status_code == 403
    assert client.post(f"{API}/pricing/campaigns/1/end").status_code == 403
