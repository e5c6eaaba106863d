"""Price lists and quotes through HTTP: ETags, two publishers, fields that are refused, and who sees what."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from tests.faces.signing import signed_in
from tests.makers import make_works

import fluxion.migrations.every_table  # noqa: F401  (registers every table)
from fluxion.app import App
from fluxion.domains import catalog
from fluxion.faces.http import pricing_lists, pricing_quotes

LISTS = "/api/v1/pricing/price-lists"
QUOTE = "/api/v1/pricing/quote"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    works = make_works(tmp_path, rate_per_minute=0)
    with works.write() as work:
        catalog.upsert_products(work, [{"sku": "ARR", "name": "Arroz", "cost": Decimal(8), "price": Decimal("10.50")}])
    yield App(works.settings, works.database, works, rights=())
    works.database.close()


def as_user(app: App, role: str, name: str = "") -> TestClient:
    return signed_in(app, role, pricing_lists.router, pricing_quotes.router, name=name)


def begun(client: TestClient, price: str = "10") -> dict[str, Any]:
    made = client.post(LISTS, json={"code": "BASE", "name": "Base", "audience": "base", "currency": "USD"})
    assert (made.status_code, made.headers["ETag"], made.headers["Location"]) == (201, '"v1"', f"{LISTS}/1")
    edited = client.post(f"{LISTS}/1/rows:edit", json={"rows": [{"sku": "ARR", "price": price}]})
    assert edited.status_code == 200
    found: dict[str, Any] = edited.json()
    return found


def test_a_list_is_published_with_the_version_that_was_seen(app: App) -> None:
    ana, luis = as_user(app, "manager", "ana"), as_user(app, "manager", "luis")
    seen = begun(ana)["version"]
    assert ana.post(f"{LISTS}/1/publish", json={}).status_code == 428
    first = ana.post(f"{LISTS}/1/publish", json={}, headers={"If-Match": f'"v{seen}"'})
    second = luis.post(f"{LISTS}/1/publish", json={}, headers={"If-Match": f'"v{seen}"'})
    assert (first.status_code, first.json()["rows"], second.status_code, second.json()["code"]) == (200, 1, 412, "stale")
    assert [each["state"] for each in luis.get(f"{LISTS}/1/versions").json()] == ["current"]
    current = first.headers["ETag"]
    assert luis.post(f"{LISTS}/1/versions/1/revert", headers={"If-Match": current}).status_code == 200
    assert luis.get(f"{LISTS}/1").json()["rows"] == 0
    past = luis.get("/api/v1/pricing/price-history", params={"product_id": 1}).json()
    assert [(each["price"], each["reverts"]) for each in past] == [(None, 1), ("10", None)]


def test_a_large_change_waits_and_is_seen_in_a_what_if(app: App) -> None:
    ana, luis = as_user(app, "manager", "ana"), as_user(app, "manager", "luis")
    seen = begun(ana)["version"]
    assert ana.post(f"{LISTS}/1/publish", json={}, headers={"If-Match": f'"v{seen}"'}).status_code == 200
    seen = ana.post(f"{LISTS}/1/rows:edit", json={"rows": [{"product_id": 1, "price": "15"}]}).json()["version"]
    found = ana.get(f"{LISTS}/1/what-if").json()
    assert (found["raised"], found["largest_change_percent"], found["needs_approval"], found["margin_after_percent"]) == (
        1,
        "50",
        True,
        "46.7",
    )
    starts = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    sent = ana.post(f"{LISTS}/1/publish", json={"starts_at": starts}, headers={"If-Match": f'"v{seen}"'}).json()
    assert sent["open_version"]["state"] == "waiting"
    own = ana.post(f"{LISTS}/1/approve", headers={"If-Match": f'"v{sent["version"]}"'})
    assert (own.status_code, own.json()["code"]) == (409, "prices.own_approval")
    approved = luis.post(f"{LISTS}/1/approve", headers={"If-Match": f'"v{sent["version"]}"'}).json()
    assert (approved["open_version"], approved["scheduled"]) == (None, 1)


def test_what_makes_no_sense_is_refused_field_by_field(app: App) -> None:
    client = as_user(app, "manager")
    begun(client)
    rows = [
        {"sku": "NADA", "price": "1"},
        {"sku": "ARR", "price": "-1"},
        {"sku": "ARR", "price": "NaN"},
        {"sku": "ARR", "price": "1000000000000000"},
    ]
    pointers = []
    for row in rows:
        answer = client.post(f"{LISTS}/1/rows:edit", json={"rows": [row]})
        pointers.append((answer.status_code, [each["pointer"] for each in answer.json()["errors"]]))
    assert pointers == [(422, ["/rows/0/sku"]), *[(422, ["/rows/0/price"])] * 3]
    for change, pointer in (
        ({"starts_at": "2026-05-02T00:00:00Z", "ends_at": "2026-05-01T00:00:00Z"}, "/ends_at"),
        ({"currency": "XQZ"}, "/currency"),
        ({"audience": "nadie"}, "/audience"),
    ):
        answer = client.post(LISTS, json={"code": "X", "name": "X", "audience": "base", "currency": "USD", **change})
        assert (answer.status_code, [each["pointer"] for each in answer.json()["errors"]]) == (422, [pointer])
    answer = client.post(QUOTE, json={"lines": [{"sku": "ARR", "quantity": "0"}]})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/lines/0/quantity")


def test_a_seller_reads_prices_and_reasons_but_no_costs_and_changes_nothing(app: App) -> None:
    manager, seller = as_user(app, "manager"), as_user(app, "sales")
    seen = begun(manager)["version"]
    manager.post(f"{LISTS}/1/publish", json={}, headers={"If-Match": f'"v{seen}"'})
    told = []
    for lang in ("es", "en", "pt"):
        line = seller.post(QUOTE, json={"lines": [{"sku": "ARR"}]}, headers={"Accept-Language": lang}).json()["lines"][0]
        told.append(line["trail"][0]["message"])
        assert (line["price"], line["layer"], line["floor"], line["margin_percent"], line["contribution"]) == (
            "10",
            "base",
            None,
            None,
            None,
        )
    assert told == ["No se indicó un cliente.", "No customer was named.", "Nenhum cliente foi indicado."]
    row = seller.get(f"{LISTS}/1/rows").json()["items"][0]
    assert (row["price"], row["cost"], row["floor"], row["margin_percent"]) == ("10", None, None, None)
    assert seller.post(f"{LISTS}/1/rows:edit", json={"rows": [{"sku": "ARR", "price": "1"}]}).status_code == 403
    assert seller.post("/api/v1/pricing/reprice", json={"list_id": 1}).status_code == 403
    assert as_user(app, "store").post(QUOTE, json={"lines": [{"sku": "ARR"}]}).status_code == 403
