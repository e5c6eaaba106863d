"""Signing in through HTTP: tokens, cookies, cross-site guards, set-up, and who may see whom."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.makers import make_works

from fluxion.app import App
from fluxion.base.work import SYSTEM
from fluxion.domains import access
from fluxion.domains.access.shapes import UserDraft
from fluxion.faces.http import access as access_routes
from fluxion.faces.http import audit, errors, guards

PASSWORD = "cuatro palabras nada comunes"
OWN_PAGE = {"X-Fluxion": "1", "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    works = make_works(tmp_path, rate_per_minute=0)
    yield App(works.settings, works.database, works, rights=(*access.RIGHTS, "stock.read", "planning.approve"))
    works.database.close()


@pytest.fixture
def client(app: App) -> TestClient:
    server = FastAPI()
    server.state.fluxion = app
    errors.install(server)
    for each in (*access_routes.routers, audit.router):
        server.include_router(each)
    guards.install(server, app.settings)
    return TestClient(server)


def make_user(app: App, email: str, *roles: str) -> None:
    with app.works.write(SYSTEM) as work:
        draft = UserDraft.model_validate({"email": email, "name": email.split("@")[0], "password": PASSWORD, "roles": list(roles)})
        access.create_user(work, draft)


def sign_in(client: TestClient, email: str, password: str = PASSWORD) -> dict[str, str]:
    answer = client.post("/api/v1/auth/token", json={"email": email, "password": password})
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def test_signing_in_gives_a_bearer_token_and_the_profile(client: TestClient, app: App) -> None:
    make_user(app, "ana@empresa.com", "buyer")
    answer = client.post("/api/v1/auth/token", json={"email": "Ana@Empresa.com", "password": PASSWORD})
    body = answer.json()
    assert (body["token_type"], body["expires_in"], body["user"]["email"]) == ("bearer", 600, "ana@empresa.com")
    assert body["user"]["rights"] == ["access.create_api_key", "stock.read", "planning.approve"]
    me = client.get("/api/v1/auth/me", headers={"Authorization": f"Bearer {body['access_token']}"})
    assert me.json() == body["user"]


def test_wrong_password_and_unknown_account_are_told_alike(client: TestClient, app: App) -> None:
    make_user(app, "ana@empresa.com", "buyer")
    known = client.post("/api/v1/auth/token", json={"email": "ana@empresa.com", "password": "no es esta frase"})
    unknown = client.post("/api/v1/auth/token", json={"email": "eva@empresa.com", "password": "no es esta frase"})
    assert known.status_code == unknown.status_code == 401
    drop = {"request_id"}
    assert {k: v for k, v in known.json().items() if k not in drop} == {k: v for k, v in unknown.json().items() if k not in drop}


def test_after_twenty_tries_the_account_waits_and_says_for_how_long(client: TestClient, app: App) -> None:
    make_user(app, "ana@empresa.com", "buyer")
    codes = {client.post("/api/v1/auth/token", json={"email": "ana@empresa.com", "password": "x" * 15}).status_code for _ in range(20)}
    answer = client.post("/api/v1/auth/token", json={"email": "ana@empresa.com", "password": PASSWORD})
    assert codes == {401} and answer.status_code == 429
    assert answer.json()["code"] == "access.too_many_tries" and int(answer.headers["retry-after"]) > 0


def test_the_cookie_is_for_the_own_page_only(client: TestClient, app: App) -> None:
    make_user(app, "ana@empresa.com", "buyer")
    answer = client.post("/api/v1/auth/token", json={"email": "ana@empresa.com", "password": PASSWORD})
    for cookie in answer.headers.get_list("set-cookie"):
        assert "HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/api/v1/auth" in cookie
    assert client.post("/api/v1/auth/refresh").status_code == 403
    assert client.post("/api/v1/auth/refresh", headers={"X-Fluxion": "1", "Sec-Fetch-Site": "cross-site"}).status_code == 403
    renewed = client.post("/api/v1/auth/refresh", headers=OWN_PAGE)
    assert renewed.status_code == 200 and renewed.json()["access_token"]
    assert client.get("/api/v1/auth/me").status_code == 401


def test_behind_tls_the_cookie_is_bound_to_the_host(app: App, client: TestClient) -> None:
    make_user(app, "ana@empresa.com", "buyer")
    secure = TestClient(client.app, base_url="https://fluxion.example")
    answer = secure.post("/api/v1/auth/token", json={"email": "ana@empresa.com", "password": PASSWORD})
    for cookie in answer.headers.get_list("set-cookie"):
        assert cookie.startswith("__Host-") and "Secure" in cookie and "Path=/;" in cookie and "Domain" not in cookie


def test_logging_out_ends_the_token_and_the_cookie_at_once(client: TestClient, app: App) -> None:
    make_user(app, "ana@empresa.com", "buyer")
    bearer = sign_in(client, "ana@empresa.com")
    assert client.post("/api/v1/auth/logout", headers=bearer).status_code == 204
    assert client.get("/api/v1/auth/me", headers=bearer).status_code == 401
    assert client.post("/api/v1/auth/refresh", headers=OWN_PAGE).status_code == 401


def test_a_refresh_token_that_comes_back_late_ends_the_session(client: TestClient, app: App) -> None:
    make_user(app, "ana@empresa.com", "buyer")
    bearer = sign_in(client, "ana@empresa.com")
    old = client.cookies.get("fluxion_refresh")
    assert client.post("/api/v1/auth/refresh", headers=OWN_PAGE).status_code == 200
    from sqlalchemy import update

    from fluxion.domains.access.tables import RefreshToken

    with app.works.write(SYSTEM) as work:
        long_ago = work.now.replace(year=2020)
        work.db.execute(update(RefreshToken).where(RefreshToken.replaced_at.is_not(None)).values(replaced_at=long_ago))
    client.cookies.set("fluxion_refresh", old or "", path="/api/v1/auth")
    assert client.post("/api/v1/auth/refresh", headers=OWN_PAGE).status_code == 401
    assert client.get("/api/v1/auth/me", headers=bearer).status_code == 401


def test_the_set_up_link_works_once(client: TestClient, app: App) -> None:
    assert client.get("/api/v1/auth/setup").json() == {"needed": True}
    with app.works.write(SYSTEM) as work:
        token = access.issue_setup_token(work)
    form = {"token": token, "name": "Ana", "email": "ana@empresa.com", "password": PASSWORD}
    first = client.post("/api/v1/auth/setup", json=form)
    assert first.status_code == 201 and first.json()["user"]["roles"] == ["admin"]
    assert client.get("/api/v1/auth/setup").json() == {"needed": False}
    again = client.post("/api/v1/auth/setup", json=form | {"email": "eva@empresa.com"})
    assert (again.status_code, again.json()["code"]) == (403, "access.setup_link_dead")


@pytest.mark.parametrize(
    ("role", "method", "path", "expected"),
    [
        ("viewer", "GET", "/api/v1/users", 200),
        ("sales", "GET", "/api/v1/users", 403),
        ("store", "GET", "/api/v1/audit", 403),
        ("manager", "GET", "/api/v1/audit", 200),
        ("manager", "POST", "/api/v1/users", 403),
        ("viewer", "POST", "/api/v1/api-keys", 403),
        ("buyer", "GET", "/api/v1/roles", 403),
    ],
)
def test_roles_open_and_close_doors(client: TestClient, app: App, role: str, method: str, path: str, expected: int) -> None:
    make_user(app, "persona@empresa.com", role)
    body = {"email": "x@empresa.com", "name": "X", "password": PASSWORD, "roles": ["viewer"]} if path.endswith("users") else {"name": "x"}
    answer = client.request(method, path, json=body if method == "POST" else None, headers=sign_in(client, "persona@empresa.com"))
    assert answer.status_code == expected, answer.text


def test_an_administrator_creates_edits_and_closes_an_account(client: TestClient, app: App) -> None:
    make_user(app, "ana@empresa.com", "admin")
    bearer = sign_in(client, "ana@empresa.com")
    made = client.post(
        "/api/v1/users", json={"email": "luis@empresa.com", "name": "Luis", "password": PASSWORD, "roles": ["buyer"]}, headers=bearer
    )
    assert made.status_code == 201 and made.json()["location_ids"] is None
    path, etag = made.headers["location"], made.headers["etag"]
    edited = client.patch(path, json={"name": "Luis M."}, headers=bearer | {"If-Match": etag})
    assert (edited.json()["name"], edited.headers["etag"]) == ("Luis M.", '"v2"')
    closed = client.delete(path, headers=bearer | {"If-Match": '"v2"'})
    assert closed.json()["active"] is False
    assert client.post("/api/v1/auth/token", json={"email": "luis@empresa.com", "password": PASSWORD}).status_code == 401
    names = [each["email"] for each in client.get("/api/v1/users?sort=email", headers=bearer).json()["items"]]
    assert names == ["ana@empresa.com", "luis@empresa.com"]


def test_locations_that_do_not_exist_cannot_confine_anybody(client: TestClient, app: App) -> None:
    make_user(app, "ana@empresa.com", "admin")
    body = {"email": "luis@empresa.com", "name": "Luis", "password": PASSWORD, "roles": ["buyer"], "location_ids": [99]}
    answer = client.post("/api/v1/users", json=body, headers=sign_in(client, "ana@empresa.com"))
    assert answer.status_code in (404, 422)


def test_a_secret_of_an_api_key_is_told_once(client: TestClient, app: App) -> None:
    make_user(app, "ana@empresa.com", "admin")
    bearer = sign_in(client, "ana@empresa.com")
    made = client.post("/api/v1/api-keys", json={"name": "ERP"}, headers=bearer).json()
    key = {"Authorization": f"Bearer {made['secret']}"}
    assert client.get("/api/v1/auth/me", headers=key).json()["email"] == "ana@empresa.com"
    assert [each["secret"] for each in client.get("/api/v1/api-keys", headers=bearer).json()] == [None]
    assert client.delete(f"/api/v1/api-keys/{made['id']}", headers=bearer).status_code == 204
    assert client.get("/api/v1/auth/me", headers=key).status_code == 401


def test_own_sessions_are_listed_and_ended(client: TestClient, app: App) -> None:
    make_user(app, "ana@empresa.com", "viewer")
    here, there = sign_in(client, "ana@empresa.com"), sign_in(client, "ana@empresa.com")
    sessions = client.get("/api/v1/sessions", headers=here).json()
    assert [each["current"] for each in sessions].count(True) == 1 and len(sessions) == 2
    other = next(each["id"] for each in sessions if not each["current"])
    assert client.delete(f"/api/v1/sessions/{other}", headers=here).status_code == 204
    assert client.get("/api/v1/auth/me", headers=there).status_code == 401
    assert client.delete("/api/v1/sessions/nobody", headers=here).status_code == 404
