"""Dashboard, sales and search over HTTP: exact numbers as text, locations and costs kept from whoever may not see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.domains.insights.company import trading

from fluxion.app import App
from fluxion.base.work import SYSTEM
from fluxion.domains import access
from fluxion.domains.access import signing_in
from fluxion.domains.access.shapes import UserDraft
from fluxion.faces.http import errors, guards
from fluxion.faces.http.insights import router


@dataclass
class Site:
    """The routes over the trading company, and its people."""

    client: TestClient
    tokens: dict[str, str]

    def get(self, path: str, who: str = "manager", status: int = 200, **query: Any) -> Any:
        answer = self.client.get(f"/api/v1{path}", params=query, headers={"Authorization": f"Bearer {self.tokens[who]}"})
        assert answer.status_code == status, answer.text
        return answer.json()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    works = trading(tmp_path_factory.mktemp("site"))
    tokens = {}
    people: dict[str, dict[str, Any]] = {
        "manager": {"roles": ["manager"]},
        "sales": {"roles": ["sales"]},
        "store": {"roles": ["manager"], "location_ids": [2]},
    }
    with works.write(SYSTEM) as work:
        for name, given in people.items():
            draft = UserDraft(email=f"{name}@example.com", name=name, password="una frase bastante larga", lang="en", **given)
            person = access.create_user(work, draft)
            tokens[name] = signing_in.open_session(work, person.id, signing_in.Device()).access_token
    server = FastAPI()
    server.state.fluxion = App(works.settings, works.database, works, rights=())
    errors.install(server)
    server.include_router(router)
    guards.install(server, works.settings)
    with TestClient(server, base_url="http://127.0.0.1") as client:
        yield Site(client, tokens)


def test_the_dashboard_tells_money_as_text_and_ratios_as_numbers(site: Site) -> None:
    board = site.get("/dashboard")
    tiles = {tile["name"]: tile for tile in board["tiles"]}
    assert (tiles["sales"]["value"], tiles["sales"]["previous"], tiles["sales"]["currency"]) == ("128", "60", "USD")
    assert (tiles["margin"]["value"], tiles["margin_share"]["value"], tiles["margin_share"]["unit"]) == ("32", 0.2963, "percent")
    assert board["period"] == {"first": "2026-01-30", "last": "2026-02-28"}
    assert board["by_category"][0] == {
        "category_id": board["by_category"][0]["category_id"],
        "category": "Granos",
        "net": "108",
        "previous_net": "60",
        "margin": "32",
        "share": 0.84375,
    }
    assert board["top_products"][0]["product"] == {"id": 1, "sku": "A", "name": "Arroz", "category": "Granos"}


def test_a_seller_sees_no_cost_and_no_alerts_of_the_plan(site: Site) -> None:
    board = site.get("/dashboard", "sales")
    assert [tile["name"] for tile in board["tiles"]] == ["sales", "days_of_cover", "stock_out_rate"]
    assert {row["margin"] for row in board["by_category"] + board["top_products"]} == {None}
    assert board["alerts"] == {}
    summary = site.get("/sales/summary", "sales", group_by="product")
    assert {row["margin"] for row in summary["items"]} == {None}


def test_a_person_of_one_store_sees_that_store(site: Site) -> None:
    assert [row["code"] for row in site.get("/dashboard", "store")["by_location"]] == ["T2"]
    assert [row["label"] for row in site.get("/sales/summary", "store", group_by="location")["items"]] == ["Tienda Este"]
    assert [item["product"]["sku"] for item in site.get("/sales/top-products", "store")["items"]] == ["B"]
    assert sum(float(point["net"]) for point in site.get("/sales/trend", "store")["items"]) == 54
    assert [hit["label"] for hit in site.get("/search", "store", q="tienda")["items"]] == ["Tienda Este"]
    for path in ("/dashboard", "/sales/summary", "/sales/top-products", "/sales/trend"):
        assert site.get(path, "store", 404, location_id=1)["code"] == "not_found"


def test_pages_of_a_summary_follow_their_cursor(site: Site) -> None:
    first = site.get("/sales/summary", group_by="product", limit=2, count=True)
    assert (len(first["items"]), first["total"]) == (2, 3)
    rest = site.get("/sales/summary", group_by="product", limit=2, cursor=first["next_cursor"])
    assert (len(rest["items"]), rest["next_cursor"]) == (1, None)
    assert site.get("/sales/summary", status=422, cursor="x")["code"] == "bad_cursor"


def test_the_trend_and_the_ranking(site: Site) -> None:
    trend = site.get("/sales/trend", grain="month")
    assert [(point["start"], point["net"], point["units"]) for point in trend["items"]] == [
        ("2026-01-01", "0", "0"),
        ("2026-02-01", "128", "34"),
    ]
    assert [item["product"]["sku"] for item in site.get("/sales/top-products", order="bottom", limit=1)["items"]] == ["C"]


@pytest.mark.parametrize(
    ("path", "query", "code"),
    [
        ("/dashboard", {"from": "2026-02-02", "to": "2026-02-01"}, "insights.period_refused"),
        ("/dashboard", {"from": "0001-01-01"}, "bad_input"),
        ("/dashboard", {"to": "2200-12-31", "from": "2200-12-01"}, None),
        ("/dashboard", {"from": "1950-01-01", "to": "2200-12-31"}, "insights.period_refused"),
        ("/dashboard", {"from": "yesterday"}, "bad_input"),
        ("/sales/summary", {"group_by": "weather"}, "bad_input"),
        ("/sales/top-products", {"limit": 0}, "bad_input"),
        ("/search", {"q": ""}, "bad_input"),
    ],
)
def test_what_cannot_be_answered_says_why(site: Site, path: str, query: dict[str, str], code: str | None) -> None:
    answer = site.get(path, status=200 if code is None else 422, **query)
    assert answer.get("code") == code


def test_search_finds_products_and_pages(site: Site) -> None:
    hits = site.get("/search", q="arroz")["items"]
    assert hits == [{"type": "product", "id": 1, "label": "Arroz", "detail": "A", "href": "/products/1"}]
    assert {"type": "page", "id": None, "label": "Stock", "detail": "", "href": "/stock"} in site.get("/search", q="stock")["items"]
