"""Imports through HTTP: the five steps, problems with remedies, limits before anything is read, who may do it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from tests.domains.integration.company import LOCATIONS, PRODUCTS, SALES
from tests.makers import make_works

from fluxion.app import App
from fluxion.base.jobs.waiting import run_now
from fluxion.domains import access
from fluxion.domains.access.shapes import UserDraft
from fluxion.faces.http import access as access_routes
from fluxion.faces.http import errors, guards, integration

PASSWORD = "cuatro palabras nada comunes"
API = "/api/v1"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    works = make_works(tmp_path, rate_per_minute=0)
    yield App(works.settings, works.database, works, rights=())
    works.database.close()


@pytest.fixture
def server(app: App) -> FastAPI:
    made = FastAPI()
    made.state.fluxion = app
    errors.install(made)
    for each in (*access_routes.routers, integration.router):
        made.include_router(each)
    guards.install(made, app.settings)
    return made


def as_user(app: App, server: FastAPI, role: str) -> TestClient:
    with app.works.write() as work:
        draft = {"email": f"{role}@empresa.com", "name": role, "password": PASSWORD, "roles": [role], "location_ids": None}
        access.create_user(work, UserDraft.model_validate(draft))
    client = TestClient(server)
    token = client.post(f"{API}/auth/token", json={"email": f"{role}@empresa.com", "password": PASSWORD}).json()["access_token"]
    client.headers.update({"Authorization": f"Bearer {token}", "Accept-Language": "en"})
    return client


@pytest.fixture
def client(app: App, server: FastAPI) -> TestClient:
    return as_user(app, server, "admin")


def upload(client: TestClient, content: str | bytes, entity: str | None = None, name: str = "ventas.csv") -> dict[str, Any]:
    answer = client.post(f"{API}/imports", files={"file": (name, content)}, data={"entity": entity} if entity else {})
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"{API}/imports/{answer.json()['id']}"
    found: dict[str, Any] = answer.json()
    return found


def step(app: App, client: TestClient, run: dict[str, Any], name: str, **body: Any) -> dict[str, Any]:
    """Ask for a step, run its job, and read the import again."""
    answer = client.post(f"{API}/imports/{run['id']}/{name}", json=body)
    assert answer.status_code == 202, answer.text
    job = run_now(app.works, answer.json()["job_id"])
    assert (job.state, job.error) == ("done", None)
    found: dict[str, Any] = client.get(f"{API}/imports/{run['id']}").json()
    return found


def test_the_five_steps(app: App, client: TestClient) -> None:
    step(app, client, upload(client, LOCATIONS, "locations"), "load")
    step(app, client, upload(client, PRODUCTS, "products"), "load")
    run = upload(client, SALES + "2026-02-04,F9,1,ZZ,S1,1,2.00,\n", name="../../x/ventas.csv")
    assert (run["filename"], run["entity"], run["state"], run["missing"]) == ("ventas.csv", "sales", "uploaded", [])
    assert run["detected"]["columns"][0] == {"name": "fecha", "samples": ["2026-02-01", "2026-02-02", "2026-02-03", "2026-02-04"]}
    edited = client.patch(
        f"{API}/imports/{run['id']}", json={"options": {"date_order": "ymd"}}, headers={"If-Match": f'"v{run["version"]}"'}
    )
    assert (edited.status_code, edited.json()["state"]) == (200, "mapped")
    checked = step(app, client, run, "check")
    assert checked["counts"] == {"total": 5, "new": 4, "changed": 0, "unchanged": 0, "repeated": 0, "skipped": 0, "error": 1}
    assert checked["samples"]["error"] == [
        {
            "row": 6,
            "column": "sku",
            "value": "ZZ",
            "code": "unknown_sku",
            "reason": "The product “ZZ” does not exist.",
            "remedy": "Load the products first, or ask for the missing ones to be created.",
        }
    ]
    loaded = step(app, client, run, "load", create_missing=["products"])
    assert (loaded["state"], loaded["counts"]["new"], loaded["counts"]["error"]) == ("loaded", 5, 0)
    assert step(app, client, run, "undo")["undone"]["restored"] == 7
    listed = client.get(f"{API}/imports", params={"entity": "sales", "limit": 1}).json()["items"]
    assert [(line["id"], line["state"]) for line in listed] == [(run["id"], "undone")]


def test_the_error_file(app: App, client: TestClient) -> None:
    run = upload(client, "sku,name,price\nA1,One,x\n", "products")
    assert client.get(f"{API}/imports/{run['id']}/errors.csv").status_code == 404
    step(app, client, run, "check")
    answer = client.get(f"{API}/imports/{run['id']}/errors.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.decode("utf-8-sig").splitlines()[1].startswith("2,price,x,not_a_number,“x” is not a number.,")


def test_a_mapping_is_refused_field_by_field_and_needs_the_version(client: TestClient) -> None:
    run = upload(client, SALES)
    path = f"{API}/imports/{run['id']}"
    assert client.patch(path, json={}).status_code == 428
    match = {"If-Match": f'"v{run["version"]}"'}
    answer = client.patch(path, json={"mapping": {"sku": "nope"}}, headers=match)
    assert (answer.status_code, answer.json()["code"]) == (422, "integration.mapping_wrong")
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [("/mapping/sku", "unknown_column")]
    assert client.patch(path, json={"mapping": {"sku": "sku"}}, headers=match).status_code == 200
    assert client.patch(path, json={}, headers=match).status_code == 412
    assert client.patch(path, json={"colour": 1}, headers=match).status_code == 422
    assert client.post(f"{path}/check", json={}).json()["code"] == "integration.mapping_wrong"


@pytest.mark.parametrize(
    ("files", "data", "status", "code"),
    [
        ({"file": ("x.csv", b"")}, {}, 422, "files.empty"),
        ({"file": ("x.csv", b"%PDF-1.4 rest of it")}, {}, 422, "files.wrong_type"),
        ({"other": ("x.csv", b"a,b\n1,2\n")}, {}, 422, "bad_input"),
        ({"file": ("x.csv", b"a,b\n1,2\n")}, {"entity": "planets"}, 422, "bad_input"),
    ],
)
def test_what_cannot_be_taken_in_is_a_problem(
    app: App, client: TestClient, files: dict[str, Any], data: dict[str, str], status: int, code: str
) -> None:
    answer = client.post(f"{API}/imports", files=files, data=data)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert client.get(f"{API}/imports").json()["items"] == []
    folder = app.settings.upload_dir
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_body_that_is_no_form_is_a_problem(client: TestClient) -> None:
    answer = client.post(f"{API}/imports", content=b"{}", headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_input")
    answer = client.post(f"{API}/imports", content=b"nonsense", headers={"Content-Type": "multipart/form-data; boundary=x"})
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed_form")


def test_a_file_above_the_limit_is_refused_by_its_announced_size(client: TestClient) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(1 << 30)}
    answer = client.post(f"{API}/imports", content=b"--x", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "files.too_large")


def test_those_without_the_right_are_refused_before_the_file_is_read(app: App, server: FastAPI) -> None:
    assert TestClient(server).post(f"{API}/imports", files={"file": ("x.csv", b"a,b\n")}).status_code == 401
    seller = as_user(app, server, "sales")
    assert seller.post(f"{API}/imports", files={"file": ("x.csv", b"a,b\n")}).status_code == 403
    assert seller.get(f"{API}/imports").status_code == 403
    assert not app.settings.upload_dir.exists()


def test_kinds_of_files_are_told_in_the_language_of_the_person(client: TestClient) -> None:
    found = client.get(f"{API}/imports/entities", headers={"Accept-Language": "pt"}).json()
    assert [each["label"] for each in found] == [
        "Produtos",
        "Locais",
        "Fornecedores",
        "Estoque",
        "Clientes",
        "Vendas",
        "Parâmetros",
        "Condições de fornecedores",
        "Eventos",
        "Sucessores",
        "Preços de listas",
        "Preços de concorrentes",
        "Custos",
    ]
    assert [field["name"] for field in found[5]["fields"] if field["required"]] == ["date", "sku", "quantity", "unit_price"]


def test_an_idempotency_key_uploads_once(client: TestClient) -> None:
    answers = [
        client.post(f"{API}/imports", files={"file": ("x.csv", SALES)}, headers={"Idempotency-Key": "k-1"}).json()["id"] for _ in range(2)
    ]
    assert answers[0] == answers[1]
