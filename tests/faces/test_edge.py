"""The edge: who asks, one commit, exact answers, pages, ETags, idempotency keys and problems, through real HTTP."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, select
from tests.makers import make_works

from fluxion.app import App
from fluxion.base.facts import FactRow
from fluxion.base.idempotency import IdempotencyRow
from fluxion.base.web import Body, Exact, Quantity, Shape
from fluxion.base.work import SYSTEM
from fluxion.domains import access
from fluxion.domains.access.events import ApiKeyCreated
from fluxion.domains.access.shapes import UserDraft
from fluxion.faces.http import access as access_routes
from fluxion.faces.http import errors, guards
from fluxion.faces.http.edge import IfMatch, PageAsk, ReadWork, RowKey, WriteWork, router
from fluxion.values.errors import NotFound, require_version

PASSWORD = "cuatro palabras nada comunes"
things = router("things")


class ThingDraft(Body):
    name: str
    quantity: Quantity
    count: int = 1


class Thing(Shape):
    id: int
    name: str
    quantity: Exact
    version: int


@things.post("/things", summary="Make", status_code=201)
def make_thing(work: WriteWork, body: ThingDraft) -> Thing:
    work.emit(ApiKeyCreated(subject_id=7, name=body.name))
    return Thing(id=7, name=body.name, quantity=body.quantity, version=3)


@things.get("/things/{id}", summary="Read")
def read_thing(work: ReadWork, id: RowKey) -> Thing:
    if id != 7:
        raise NotFound
    return Thing(id=7, name="tornillo", quantity=Decimal("1.50"), version=3)


@things.patch("/things/{id}", summary="Change")
def edit_thing(work: WriteWork, id: RowKey, version: IfMatch, body: ThingDraft) -> Thing:
    require_version(3, version)
    return Thing(id=id, name=body.name, quantity=body.quantity, version=4)


@things.post("/broken", summary="Writes, then cannot answer")
def make_broken(work: WriteWork) -> Thing:
    work.emit(ApiKeyCreated(subject_id=1, name="never"))
    return "not a thing"  # type: ignore[return-value]


@things.get("/asked", summary="Echo")
def asked(work: ReadWork, ask: PageAsk, names: Annotated[str | None, "kept"] = None) -> dict[str, Any]:
    return {"limit": ask.limit, "sort": ask.sort, "lang": work.lang, "who": work.actor.name}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    works = make_works(tmp_path, rate_per_minute=0)
    with works.write(SYSTEM) as work:
        draft = UserDraft(email="ana@empresa.com", name="Ana", password=PASSWORD, roles=["admin"])
        access.create_user(work, draft)
    yield App(works.settings, works.database, works, rights=access.RIGHTS)
    works.database.close()


@pytest.fixture
def client(app: App) -> TestClient:
    server = FastAPI()
    server.state.fluxion = app
    errors.install(server)
    server.include_router(things)
    for each in access_routes.routers:
        server.include_router(each)
    guards.install(server, app.settings)
    return TestClient(server, raise_server_exceptions=False)


@pytest.fixture
def bearer(app: App) -> dict[str, str]:
    from fluxion.domains.access import signing_in

    with app.works.write(access.GUEST) as work:
        tokens = signing_in.open_session(work, 1, signing_in.Device())
    return {"Authorization": f"Bearer {tokens.access_token}"}


def facts(app: App, kind: str = "access.api_key_created") -> int:
    with app.works.read(SYSTEM) as work:
        return work.db.scalar(select(func.count()).select_from(FactRow).where(FactRow.kind == kind)) or 0


def test_what_was_created_is_committed_and_answered_with_etag_and_address(client: TestClient, app: App, bearer: dict[str, str]) -> None:
    answer = client.post("/api/v1/things", json={"name": "tuerca", "quantity": "2.500"}, headers=bearer)
    assert answer.status_code == 201
    assert answer.json() == {"id": 7, "name": "tuerca", "quantity": "2.5", "version": 3}
    assert answer.headers["etag"] == '"v3"' and answer.headers["location"] == "/api/v1/things/7"
    assert facts(app) == 1


def test_an_answer_that_cannot_be_written_changes_nothing(client: TestClient, app: App, bearer: dict[str, str]) -> None:
    answer = client.post("/api/v1/broken", headers=bearer)
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert "not a thing" not in answer.text
    assert facts(app) == 0


@pytest.mark.parametrize(
    "header", [{}, {"Authorization": "Basic YTpi"}, {"Authorization": "Bearer x"}, {"Authorization": "Bearer " + "x" * 9000}]
)
def test_nobody_comes_in_without_a_live_token_even_with_a_broken_body(client: TestClient, header: dict[str, str]) -> None:
    for answer in (client.post("/api/v1/things", json={}, headers=header), client.get("/api/v1/things/7", headers=header)):
        expected = 422 if header.get("Authorization") == "Bearer x" and answer.request.method == "POST" else 401
        assert answer.status_code == expected
        assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({"name": "x"}, "/quantity", "missing"),
        ({"name": "x", "quantity": 1.5}, "/quantity", "value_error"),
        ({"name": "x", "quantity": "NaN"}, "/quantity", "value_error"),
        ({"name": "x", "quantity": "1e400"}, "/quantity", "value_error"),
        ({"name": "x", "quantity": "-1"}, "/quantity", "greater_than_equal"),
        ({"name": "x", "quantity": "1.2345"}, "/quantity", "decimal_max_places"),
        ({"name": "x", "quantity": "1", "count": "1"}, "/count", "int_type"),
        ({"name": "x", "quantity": "1", "count": True}, "/count", "int_type"),
        ({"name": "x", "quantity": "1", "extra": 1}, "/extra", "extra_forbidden"),
    ],
)
def test_each_field_that_cannot_be_taken_is_named(client: TestClient, bearer: dict[str, str], body: Any, pointer: str, code: str) -> None:
    answer = client.post("/api/v1/things", json=body, headers=bearer)
    assert answer.status_code == 422
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [(pointer, code)]


def test_text_that_is_no_json_is_a_malformed_request(client: TestClient, bearer: dict[str, str]) -> None:
    answer = client.post("/api/v1/things", content="{", headers=bearer | {"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_json")


@pytest.mark.parametrize(
    ("lang", "title"), [("es", "No encontrado."), ("en-GB,en", "Not found."), ("pt-BR", "Não encontrado."), ("zz", "No encontrado.")]
)
def test_problems_speak_the_language_asked_for_and_keep_their_code(
    client: TestClient, bearer: dict[str, str], lang: str, title: str
) -> None:
    answer = client.get("/api/v1/things/8", headers=bearer | {"Accept-Language": lang})
    problem = answer.json()
    assert (answer.status_code, problem["title"], problem["code"]) == (404, title, "not_found")
    assert problem["request_id"] == answer.headers["x-request-id"]


def test_a_change_needs_the_version_that_was_seen(client: TestClient, bearer: dict[str, str]) -> None:
    body = {"name": "x", "quantity": "1"}
    assert client.patch("/api/v1/things/7", json=body, headers=bearer).status_code == 428
    for stale in ('"v2"', "3", '"v3', "*"):
        assert client.patch("/api/v1/things/7", json=body, headers=bearer | {"If-Match": stale}).status_code == 412
    done = client.patch("/api/v1/things/7", json=body, headers=bearer | {"If-Match": '"v3"'})
    assert (done.status_code, done.headers["etag"]) == (200, '"v4"')


def test_what_did_not_change_is_not_sent_again(client: TestClient, bearer: dict[str, str]) -> None:
    answer = client.get("/api/v1/things/7", headers=bearer | {"If-None-Match": '"v3"'})
    assert (answer.status_code, answer.content) == (304, b"")


def test_a_repeated_key_gives_the_first_answer_and_acts_once(client: TestClient, app: App, bearer: dict[str, str]) -> None:
    body, headers = {"name": "tuerca", "quantity": "2"}, bearer | {"Idempotency-Key": "pedido-1"}
    first = client.post("/api/v1/things", json=body, headers=headers)
    again = client.post("/api/v1/things", json=body, headers=headers)
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["idempotency-replayed"] == "true" and again.headers["location"] == first.headers["location"]
    assert facts(app) == 1


def test_a_key_is_not_taken_for_another_request(client: TestClient, app: App, bearer: dict[str, str]) -> None:
    headers = bearer | {"Idempotency-Key": "pedido-1"}
    client.post("/api/v1/things", json={"name": "a", "quantity": "1"}, headers=headers)
    other = client.post("/api/v1/things", json={"name": "b", "quantity": "1"}, headers=headers)
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    assert facts(app) == 1


def test_a_refused_request_leaves_its_key_free(client: TestClient, app: App, bearer: dict[str, str]) -> None:
    headers = bearer | {"Idempotency-Key": "pedido-1"}
    assert client.post("/api/v1/broken", headers=headers).status_code == 500
    with app.works.read(SYSTEM) as work:
        assert work.db.scalar(select(func.count()).select_from(IdempotencyRow)) == 0


def test_twenty_at_once_with_one_key_act_once(client: TestClient, app: App, bearer: dict[str, str]) -> None:
    answers: list[int] = []

    def ask() -> None:
        answer = client.post("/api/v1/things", json={"name": "a", "quantity": "1"}, headers=bearer | {"Idempotency-Key": "k"})
        answers.append(answer.status_code)

    threads = [threading.Thread(target=ask) for _ in range(20)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert answers == [201] * 20 and facts(app) == 1


def test_every_answer_carries_the_security_headers(client: TestClient, bearer: dict[str, str]) -> None:
    for answer in (client.get("/api/v1/things/7", headers=bearer), client.get("/api/v1/things/7"), client.get("/nothing")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "unsafe" not in answer.headers["content-security-policy"]
        assert answer.headers["strict-transport-security"].startswith("max-age=31536000")
    assert client.get("/api/v1/things/7", headers=bearer).headers["cache-control"] == "no-store"


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x", "cursor=" + "x" * 3000])
def test_a_page_has_bounds(client: TestClient, bearer: dict[str, str], query: str) -> None:
    assert client.get(f"/api/v1/asked?{query}", headers=bearer).status_code == 422


def test_a_body_beyond_two_megabytes_is_refused_unread(client: TestClient, app: App, bearer: dict[str, str]) -> None:
    answer = client.post("/api/v1/things", content=b"x" * (2 * 1024 * 1024 + 1), headers=bearer)
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_too_many_requests_are_told_when_to_come_back(tmp_path: Path) -> None:
    works = make_works(tmp_path, rate_per_minute=3)
    server = FastAPI()
    server.state.fluxion = App(works.settings, works.database, works, rights=())
    errors.install(server)
    server.include_router(things)
    guards.install(server, works.settings)
    client = TestClient(server)
    codes = [client.get("/api/v1/things/7").status_code for _ in range(4)]
    assert codes == [401, 401, 401, 429]
    last = client.get("/api/v1/things/7", headers={"X-Forwarded-For": "1.2.3.4"})
    assert last.status_code == 429 and int(last.headers["retry-after"]) >= 1
    works.database.close()


def test_who_waits_too_long_for_a_turn_to_write_is_told_to_come_back(app: App, client: TestClient, bearer: dict[str, str]) -> None:
    client.app.state.fluxion = replace(app, works=replace(app.works, patience_s=0.05))  # type: ignore[attr-defined]
    ask = {"url": "/api/v1/things", "json": {"name": "tornillo", "quantity": "1"}, "headers": {**bearer, "Idempotency-Key": "one"}}
    with app.works.write(SYSTEM):
        answer = client.post(**ask)
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "records.busy", "5")
    assert answer.json()["detail"].endswith("no se cambió nada. Intente de nuevo en 5 segundos.")
    assert facts(app) == 0
    again = client.post(**ask)
    assert (again.status_code, "idempotency-replayed" in again.headers, facts(app)) == (201, False, 1)
