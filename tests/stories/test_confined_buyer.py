"""A buyer confined to one store sees that store only: in every list, every single thing, every export and every search."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient
from httpx import Response

from fluxion.app import App, compose
from fluxion.base.db import migrate
from fluxion.base.settings import Settings
from fluxion.base.work import SYSTEM
from fluxion.domains import access, catalog
from fluxion.domains.access import signing_in
from fluxion.domains.access.shapes import UserDraft
from fluxion.faces.cli.demo import fill
from fluxion.faces.http.server import create_server, describe
from fluxion.kernels.synthesis import CompanyOrder

ORDER = CompanyOrder(stores=3, centres=1, products=40, lines=6000, days=120, last_day=date(2026, 3, 1), seed=5)
OTHERS = ("T02", "T03", "CD1", "Tienda Valencia", "Tienda Maracaibo", "CEDI Valencia")
NEEDED = {
    "/api/v1/planning/explain": "product_id=1&location_id=1",
    "/api/v1/planning/forecasts": "product_id=1",
    "/api/v1/pricing/elasticity": "product=1",
    "/api/v1/pricing/price-history": "product_id=1",
    "/api/v1/sales/summary": "group_by=location",
    "/api/v1/search": "q=tienda",
}

TWO_ENDED = ("/api/v1/transfers", "/api/v1/planning/transfers", "/api/v1/planning/transfers/export")
"""A transfer from or to one's own store names the other end, and tells nothing of what lies there (proven below)."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    chosen = Settings(data_dir=tmp_path_factory.mktemp("confined"), rate_per_minute=0)
    migrate(chosen)
    composed = compose(chosen)
    fill(composed, SYSTEM, ORDER)
    yield composed
    composed.close()


def person(app: App, email: str, roles: list[str], location_ids: list[int] | None) -> dict[str, str]:
    with app.works.write(SYSTEM) as work:
        draft = {"email": email, "name": email, "password": "cuatro palabras nada comunes", "roles": roles, "location_ids": location_ids}
        user = access.create_user(work, UserDraft.model_validate(draft))
        return {"Authorization": f"Bearer {signing_in.open_session(work, user.id, signing_in.Device()).access_token}"}


@pytest.fixture(scope="module")
def client(app: App) -> TestClient:
    return TestClient(create_server(app))


@pytest.fixture(scope="module")
def admin(app: App) -> dict[str, str]:
    return person(app, "admin@empresa.com", ["admin"], None)


@pytest.fixture(scope="module")
def buyer(app: App) -> dict[str, str]:
    with app.works.read(SYSTEM) as work:
        mine = next(row["id"] for row in catalog.location_frame(work).to_pylist() if row["code"] == "T01")
    return person(app, "compras@empresa.com", ["buyer"], [mine])


def readable(client: TestClient) -> list[str]:
    described = describe(client.app)  # type: ignore[arg-type]
    return sorted(path for path, operations in described["paths"].items() if path.startswith("/api/v1") and "get" in operations)


def text_of(answer: Response) -> str:
    """What an answer says, workbooks and all."""
    if "spreadsheetml" in answer.headers.get("content-type", ""):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
            return " ".join(book.read(name).decode("utf-8") for name in book.namelist())
    return answer.text


def named(told: str) -> list[str]:
    """The other locations that a text names; a time such as T02:15 is none."""
    return [other for other in OTHERS if re.search(rf"\b{other}\b", told)]


def test_no_list_search_dashboard_or_export_names_another_location(
    client: TestClient, buyer: dict[str, str], admin: dict[str, str]
) -> None:
    leaks, shown = set(), 0
    for path in readable(client):
        if "{" in path or path in TWO_ENDED:
            continue
        queries = [NEEDED.get(path, "")] + ([f"format={kind}" for kind in ("csv", "xlsx", "json")] if path.endswith("/export") else [])
        for query in queries:
            answer = client.get(f"{path}?{query}", headers=buyer)
            assert answer.status_code in (200, 403), (path, query, answer.text[:300])
            told = text_of(answer)
            leaks |= {(path, other) for other in named(told)}
            shown += bool(named(text_of(client.get(f"{path}?{query}", headers=admin))))
    assert sorted(leaks) == []
    assert shown >= 10, "the administrator should see the other locations in these same answers"


def test_a_transfer_names_its_other_end_but_not_its_stock(client: TestClient, buyer: dict[str, str], admin: dict[str, str]) -> None:
    mine = client.get("/api/v1/planning/transfers?limit=200", headers=buyer).json()["items"]
    assert mine and all("T01" in (each["from"]["code"], each["to"]["code"]) for each in mine)
    for each in mine:
        foreign = "target" if each["from"]["code"] == "T01" else "origin"
        figures = each["explanation"]["figures"]
        assert [name for name, value in figures.items() if name.startswith(f"{foreign}_") and value is not None] == [], figures
    known = {each["id"]: each for each in client.get("/api/v1/planning/transfers?limit=200", headers=admin).json()["items"]}
    assert all("origin_available" in known[each["id"]]["explanation"]["figures"] for each in mine)


def items(client: TestClient, path: str, headers: dict[str, str]) -> set[Any]:
    body = json.loads(client.get(f"{path}?limit=200", headers=headers).text)
    found = body["items"] if isinstance(body, dict) else body
    return {each["id"] for each in found if isinstance(each, dict) and "id" in each}


def test_what_is_not_in_the_buyers_list_cannot_be_read_one_by_one_either(
    client: TestClient, buyer: dict[str, str], admin: dict[str, str]
) -> None:
    proven, reached = 0, []
    for path in readable(client):
        listing = path.removesuffix("/{id}")
        if not path.endswith("/{id}") or client.get(listing, headers=buyer).status_code != 200:
            continue
        hidden = items(client, listing, admin) - items(client, listing, buyer)
        for each in sorted(hidden, key=str)[:25]:
            answer = client.get(f"{listing}/{each}", headers=buyer)
            proven += 1
            if answer.status_code != 404:
                reached.append((path, each, answer.status_code))
    assert reached == []
    assert proven >= 30


def test_asking_for_another_location_by_its_number_shows_nothing(client: TestClient, buyer: dict[str, str], app: App) -> None:
    with app.works.read(SYSTEM) as work:
        other = next(row["id"] for row in catalog.location_frame(work).to_pylist() if row["code"] == "T02")
    for path in ("/stock", "/planning/suggestions", "/alerts", "/purchase-orders", "/planning/series", "/stock/movements"):
        answer = client.get(f"/api/v1{path}?location_id={other}", headers=buyer)
        assert answer.status_code == 404 or answer.json()["items"] == [], path
    assert client.get(f"/api/v1/planning/explain?product_id=1&location_id={other}", headers=buyer).status_code == 404
    assert client.get(f"/api/v1/dashboard?location_id={other}", headers=buyer).status_code in (404, 422)


def test_what_is_refused_to_the_buyer_changes_nothing(client: TestClient, buyer: dict[str, str], admin: dict[str, str]) -> None:
    before = client.get("/api/v1/planning/suggestions?limit=200&sort=sku", headers=admin).json()
    foreign = [each for each in before["items"] if each["location"]["code"] != "T01"]
    assert foreign
    first = foreign[0]
    path = f"/api/v1/planning/suggestions/{first['id']}"
    edited = client.patch(path, json={"quantity": "999"}, headers=buyer | {"If-Match": f'"v{first["version"]}"'})
    approved = client.post("/api/v1/planning/suggestions:approve", json={"ids": [each["id"] for each in foreign[:5]]}, headers=buyer)
    assert edited.status_code == 404
    assert approved.status_code == 404 or not any(each["ok"] for each in approved.json()["results"])
    assert client.get("/api/v1/planning/suggestions?limit=200&sort=sku", headers=admin).json() == before
