"""Catalogue, partners, stock and purchases through HTTP: ETags, exact numbers, pages, files, and who sees what."""

import csv
import io
import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from pypdf import PdfReader
from tests.makers import make_works

from fluxion.app import App
from fluxion.domains import access, catalog, partners, purchases, stock
from fluxion.domains.access.shapes import UserDraft
from fluxion.faces.http import access as access_routes
from fluxion.faces.http import catalog as catalog_routes
from fluxion.faces.http import errors, guards
from fluxion.faces.http import partners as partner_routes
from fluxion.faces.http import purchases as purchase_routes
from fluxion.faces.http import stock as stock_routes

PASSWORD = "cuatro palabras nada comunes"
API = "/api/v1"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    works = make_works(tmp_path, rate_per_minute=0, company="Distribuidora Andina")
    with works.write() as work:
        products = [
            {"sku": "ARR", "name": "Arroz, blanco", "category": "Granos", "cost": Decimal("1.5"), "price": Decimal("2.25")},
            {"sku": "FRI", "name": "=HYPERLINK(1)", "cost": Decimal(2)},
        ]
        catalog.upsert_products(work, products)
        catalog.upsert_locations(work, [{"code": "N", "name": "Norte"}, {"code": "S", "name": "Sur"}])
        partners.upsert_suppliers(work, [{"code": "SUR", "name": "Alimentos del Sur", "phone": "+58 212 5550101"}])
        purchases.set_supply(work, [{"product_id": 1, "supplier_id": 1}])
        levels = [{"product_id": p, "location_id": place, "on_hand": Decimal(10 * p)} for p in (1, 2) for place in (1, 2)]
        stock.set_levels(work, levels)
    yield App(works.settings, works.database, works, rights=())
    works.database.close()


@pytest.fixture
def server(app: App) -> FastAPI:
    made = FastAPI()
    made.state.fluxion = app
    errors.install(made)
    routes = (catalog_routes, partner_routes, stock_routes, purchase_routes)
    for each in (*access_routes.routers, *(module.router for module in routes)):
        made.include_router(each)
    guards.install(made, app.settings)
    return made


def as_user(app: App, server: FastAPI, role: str, location_ids: list[int] | None = None) -> TestClient:
    email = f"{role}{len(location_ids or [])}@empresa.com"
    with app.works.write() as work:
        draft = {"email": email, "name": role, "password": PASSWORD, "roles": [role], "location_ids": location_ids}
        access.create_user(work, UserDraft.model_validate(draft))
    client = TestClient(server)
    token = client.post(f"{API}/auth/token", json={"email": email, "password": PASSWORD}).json()["access_token"]
    client.headers.update({"Authorization": f"Bearer {token}", "Accept-Language": "es"})
    return client


@pytest.fixture
def manager(app: App, server: FastAPI) -> TestClient:
    return as_user(app, server, "manager")


def new_order(client: TestClient, location: int = 1, **more: Any) -> dict[str, Any]:
    body = {"supplier_id": 1, "location_id": location, "lines": [{"product_id": 1, "quantity": "24.5"}], **more}
    answer = client.post(f"{API}/purchase-orders", json=body)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def test_a_product_is_added_read_changed_and_taken_out_of_use(manager: TestClient) -> None:
    made = manager.post(f"{API}/products", json={"sku": "AZU", "name": "Azúcar", "cost": "0.90", "pack_size": "12"})
    assert (made.status_code, made.headers["location"], made.headers["etag"]) == (201, f"{API}/products/3", '"v1"')
    assert {k: made.json()[k] for k in ("cost", "price", "pack_size", "moq", "currency")} == {
        "cost": "0.9",
        "price": None,
        "pack_size": "12",
        "moq": "0",
        "currency": "USD",
    }
    url = f"{API}/products/3"
    assert manager.patch(url, json={"price": "1.20"}).status_code == 428
    assert manager.patch(url, json={"price": "1.20"}, headers={"If-Match": '"v9"'}).status_code == 412
    changed = manager.patch(url, json={"price": "1.20"}, headers={"If-Match": '"v1"'})
    assert (changed.json()["price"], changed.headers["etag"]) == ("1.2", '"v2"')
    gone = manager.delete(url, headers={"If-Match": '"v2"'})
    assert (gone.status_code, gone.json()["active"]) == (200, False)
    assert manager.get(url, headers={"If-None-Match": '"v3"'}).status_code == 304


@pytest.mark.parametrize(
    "body",
    [
        {"sku": "X", "name": "X", "cost": 1.5},
        {"sku": "X", "name": "X", "cost": "NaN"},
        {"sku": "X", "name": "X", "cost": "-1"},
        {"sku": "X", "name": "X", "cost": "1.00001"},
        {"sku": "X", "name": "X", "pack_size": "0"},
        {"sku": "X", "name": "X", "shelf_life_days": "30"},
        {"sku": "X", "name": "a\u0000b"},
        {"sku": "", "name": "X"},
        {"sku": "X", "name": "X", "prize": "1"},
        {"sku": "X", "name": "X", "category_id": 99},
    ],
)
def test_a_body_that_cannot_be_taken_is_refused_and_nothing_is_added(manager: TestClient, body: dict[str, Any]) -> None:
    answer = manager.post(f"{API}/products", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["errors"]
    assert len(manager.get(f"{API}/products").json()["items"]) == 2


def test_products_are_listed_by_supplier_with_it(manager: TestClient) -> None:
    found = manager.get(f"{API}/products", params={"supplier_id": 1, "count": True}).json()
    assert [(p["sku"], p["supplier"], p["category"]) for p in found["items"]] == [
        ("ARR", {"id": 1, "code": "SUR", "name": "Alimentos del Sur"}, "Granos")
    ]
    assert (found["total"], found["next_cursor"]) == (1, None)


def test_lists_are_read_on_by_their_cursor(manager: TestClient) -> None:
    first = manager.get(f"{API}/stock", params={"limit": 3, "sort": "-value"}).json()
    rest = manager.get(f"{API}/stock", params={"limit": 3, "sort": "-value", "cursor": first["next_cursor"]}).json()
    assert [row["value"] for row in first["items"] + rest["items"]] == ["40", "40", "15", "15"]
    assert rest["next_cursor"] is None
    assert manager.get(f"{API}/stock", params={"cursor": first["next_cursor"]}).json()["code"] == "bad_cursor"
    assert manager.get(f"{API}/stock", params={"sort": "secret"}).status_code == 422


def test_the_same_key_drafts_one_order(manager: TestClient) -> None:
    body = {"supplier_id": 1, "location_id": 1, "lines": [{"product_id": 1, "quantity": "1"}]}
    answers = [manager.post(f"{API}/purchase-orders", json=body, headers={"Idempotency-Key": "k1"}).json()["number"] for _ in range(2)]
    assert answers == ["OC-000001", "OC-000001"]


def test_an_order_walks_through_its_states(manager: TestClient) -> None:
    order = new_order(manager)
    assert (order["number"], order["total"], order["lines"][0]["amount"]) == ("OC-000001", "36.75", "36.75")
    url = f"{API}/purchase-orders/{order['id']}"
    assert manager.post(f"{url}/approve", headers={"If-Match": '"v7"'}).status_code == 412
    assert manager.post(f"{url}/approve", headers={"If-Match": '"v1"'}).json()["state"] == "approved"
    assert manager.post(f"{url}/approve").json()["code"] == "purchases.order_wrong_state"
    row = manager.get(f"{API}/stock", params={"product_id": 1, "location_id": 1}).json()["items"][0]
    assert (row["on_hand"], row["on_order"], row["unit_cost"], row["value"]) == ("10", "24.5", "1.5", "15")
    received = manager.post(f"{url}/receive", json={"lines": [{"line_id": order["lines"][0]["id"], "quantity": "20"}], "close": True})
    assert (received.json()["state"], received.json()["lines"][0]["received"]) == ("received", "20")
    row = manager.get(f"{API}/stock", params={"product_id": 1, "location_id": 1}).json()["items"][0]
    assert (row["on_hand"], row["on_order"]) == ("30", "0")
    moved = manager.get(f"{API}/stock/movements", params={"kind": "receipt"}).json()["items"]
    assert [(m["quantity"], m["balance"], m["reference"], m["actor_name"]) for m in moved] == [("20", "30", "OC-000001", "manager")]
    listed = manager.get(f"{API}/purchase-orders", params={"open": False, "product_id": 1}).json()["items"]
    assert [(o["number"], o["line_count"], o["state"]) for o in listed] == [("OC-000001", 1, "received")]


def test_a_transfer_moves_goods_from_one_store_to_another(manager: TestClient) -> None:
    body = {"from_location_id": 1, "to_location_id": 2, "lines": [{"product_id": 1, "quantity": "4"}]}
    made = manager.post(f"{API}/transfers", json=body).json()
    url = f"{API}/transfers/{made['id']}"
    assert made["number"] == "TR-000001"
    assert manager.post(f"{url}/ship").json()["code"] == "stock.transfer_wrong_state"
    assert manager.post(f"{url}/approve").json()["state"] == "approved"
    assert manager.post(f"{url}/ship").json()["lines"][0]["shipped"] == "4"
    seen = manager.get(f"{API}/stock", params={"product_id": 1, "sort": "location"}).json()["items"]
    assert [(row["on_hand"], row["in_transit"]) for row in seen] == [("6", "0"), ("10", "4")]
    done = manager.post(f"{url}/receive", json={"lines": [{"line_id": made["lines"][0]["id"], "quantity": "3"}]}).json()
    assert (done["state"], done["lines"][0]["received"]) == ("received", "3")
    seen = manager.get(f"{API}/stock/consolidated", params={"q": "arroz"}).json()["items"]
    assert [(at["location_id"], at["on_hand"]) for at in seen[0]["locations"]] == [(1, "6"), (2, "13")]
    assert [(t["number"], t["lines"], t["units"]) for t in manager.get(f"{API}/transfers").json()["items"]] == [("TR-000001", 1, "4")]


def test_a_csv_is_harmless_in_a_spreadsheet_and_suits_its_language(manager: TestClient) -> None:
    plain = manager.get(f"{API}/products/export")
    assert plain.headers["content-type"] == "text/csv; charset=utf-8"
    assert plain.headers["content-disposition"] == 'attachment; filename="products-2026-03-02.csv"'
    rows = list(csv.DictReader(io.StringIO(plain.text)))
    assert [(row["sku"], row["name"], row["cost"], row["supplier"], row["active"]) for row in rows] == [
        ("ARR", "Arroz, blanco", "1.5", "SUR", "true"),
        ("FRI", "'=HYPERLINK(1)", "2", "", "true"),
    ]
    spanish = manager.get(f"{API}/products/export", params={"delimiter": "semicolon", "decimal": "comma", "bom": True, "q": "arroz"})
    assert spanish.content.startswith(b"\xef\xbb\xbfsku;name;")
    assert ";1,5;2,25;" in spanish.text
    suppliers = list(csv.DictReader(io.StringIO(manager.get(f"{API}/suppliers/export").text)))
    assert suppliers[0]["phone"] == "'+58 212 5550101"


def test_files_of_every_format_hold_the_same_rows(manager: TestClient) -> None:
    url = f"{API}/stock/export"
    listed = json.loads(manager.get(url, params={"format": "json", "location_id": 1}).content)
    assert [(row["sku"], row["on_hand"], row["value"], row["name"]) for row in listed] == [
        ("ARR", "10", "15", "Arroz, blanco"),
        ("FRI", "20", "40", "=HYPERLINK(1)"),
    ]
    book = load_workbook(io.BytesIO(manager.get(url, params={"format": "xlsx", "location_id": 1}).content))
    page = book.worksheets[0]
    cells = list(page.iter_rows(values_only=True))
    assert [(row[1], row[4], row[10], row[2]) for row in cells[1:]] == [("ARR", 10, 15, "Arroz, blanco"), ("FRI", 20, 40, "=HYPERLINK(1)")]
    assert {cell.data_type for cell in page["C"]} == {"s"}
    table = pq.read_table(io.BytesIO(manager.get(url, params={"format": "parquet", "location_id": 1}).content)).to_pydict()
    assert (table["sku"], table["on_hand"]) == (["ARR", "FRI"], [Decimal(10), Decimal(20)])


def test_an_order_is_printed_in_the_language_of_the_reader(manager: TestClient) -> None:
    order = new_order(manager, notes="Entregar por la mañana")
    told = {}
    for lang in ("es", "en", "pt"):
        answer = manager.get(f"{API}/purchase-orders/{order['id']}/pdf", headers={"Accept-Language": lang})
        assert answer.headers["content-type"] == "application/pdf"
        told[lang] = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    for words in (
        "ORDEN DE COMPRA",
        "OC-000001",
        "Distribuidora Andina",
        "Alimentos del Sur",
        "Norte",
        "36,75",
        "BORRADOR",
        "Página 1 de 1",
    ):
        assert words in told["es"]
    assert "PURCHASE ORDER" in told["en"]
    assert "36.75" in told["en"]
    assert "PEDIDO DE COMPRA" in told["pt"]
    lines = manager.get(f"{API}/purchase-orders/{order['id']}/csv").text.splitlines()
    assert lines[1] == 'OC-000001,SUR,N,ARR,"Arroz, blanco",24.5,0,1.5,36.75,USD'


def test_suppliers_of_a_product_are_replaced_with_the_version_seen(manager: TestClient) -> None:
    seen = manager.get(f"{API}/products/2/supply")
    body = {"suppliers": [{"supplier_id": 1, "cost": "1.90", "moq": "6"}]}
    assert manager.put(f"{API}/products/2/supply", json=body).status_code == 428
    put = manager.put(f"{API}/products/2/supply", json=body, headers={"If-Match": seen.headers["etag"]})
    assert [(s["supplier"]["code"], s["is_preferred"], s["cost"], s["moq"]) for s in put.json()["suppliers"]] == [("SUR", True, "1.9", "6")]
    assert manager.put(f"{API}/products/2/supply", json=body, headers={"If-Match": seen.headers["etag"]}).status_code == 412


def test_a_buyer_confined_to_one_store_sees_only_it_in_lists_reads_and_files(app: App, server: FastAPI, manager: TestClient) -> None:
    north, south = new_order(manager), new_order(manager, location=2)
    buyer = as_user(app, server, "buyer", [2])
    assert [row["code"] for row in buyer.get(f"{API}/locations").json()["items"]] == ["S"]
    assert {row["location"]["code"] for row in buyer.get(f"{API}/stock").json()["items"]} == {"S"}
    assert [row["id"] for row in buyer.get(f"{API}/purchase-orders").json()["items"]] == [south["id"]]
    files = [
        (f"{API}/stock/export", 0),
        (f"{API}/purchase-orders/export", 4),
        (f"{API}/stock/movements/export", 1),
        (f"{API}/locations/export", 0),
    ]
    for url, column in files:
        assert {row[column] for row in list(csv.reader(io.StringIO(buyer.get(url).text)))[1:]} == {"S"}, url
    hidden = f"{API}/purchase-orders/{north['id']}"
    for url in (f"{API}/locations/1", hidden, f"{hidden}/pdf", f"{hidden}/csv"):
        assert buyer.get(url).status_code == 404, url
    for verb in ("approve", "send", "cancel"):
        assert buyer.post(f"{hidden}/{verb}").status_code == 404
    assert buyer.patch(hidden, json={"notes": "x"}, headers={"If-Match": '"v1"'}).status_code == 404
    assert buyer.get(f"{API}/stock", params={"location_id": 1}).json()["items"] == []
    assert manager.get(hidden).json()["state"] == "draft"


def test_who_may_not_see_costs_finds_none_anywhere(app: App, server: FastAPI, manager: TestClient) -> None:
    order = new_order(manager)
    viewer = as_user(app, server, "viewer")
    assert {row["cost"] for row in viewer.get(f"{API}/products").json()["items"]} == {None}
    assert {row["value"] for row in viewer.get(f"{API}/stock").json()["items"]} == {None}
    assert {row["cost"] for row in csv.DictReader(io.StringIO(viewer.get(f"{API}/products/export").text))} == {""}
    assert {row["value"] for row in csv.DictReader(io.StringIO(viewer.get(f"{API}/stock/export").text))} == {""}
    url = f"{API}/purchase-orders/{order['id']}"
    assert (viewer.get(url).json()["total"], viewer.get(url).json()["lines"][0]["unit_cost"]) == (None, None)
    assert "36,75" not in "".join(page.extract_text() for page in PdfReader(io.BytesIO(viewer.get(f"{url}/pdf").content)).pages)
    assert viewer.get(f"{API}/products", params={"sort": "cost"}).status_code == 403
    assert viewer.post(f"{url}/approve").status_code == 403
