"""Days at the ends of the calendar: refused with the field that names them, on every route that takes a day."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sqlalchemy import func, select
from tests.makers import make_works

from fluxion.app import App
from fluxion.base.work import SYSTEM
from fluxion.domains import access
from fluxion.domains.access import signing_in
from fluxion.domains.access.shapes import UserDraft
from fluxion.domains.planning.tables import EventRow, RunRow
from fluxion.faces.http import audit, errors, guards, insights, plan_knowledge, planning

EARLY, LATE = "0001-01-01", "9999-12-31"
EVENT = {"name": "Feria", "kind": "promotion", "yearly": True}
OVERRIDE = {"product_id": 1, "kind": "factor", "value": 2, "reason": "feria"}


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    works = make_works(Path(tmp_path_factory.mktemp("days")), rate_per_minute=0)
    yield App(works.settings, works.database, works, rights=())
    works.database.close()


@pytest.fixture(scope="module")
def client(app: App) -> TestClient:
    with app.works.write(SYSTEM) as work:
        person = access.create_user(
            work, UserDraft(email="ana@empresa.com", name="Ana", password="cuatro palabras nada comunes", roles=["admin"], lang="en")
        )
        token = signing_in.open_session(work, person.id, signing_in.Device()).access_token
    server = FastAPI()
    server.state.fluxion = app
    errors.install(server)
    for module in (insights, planning, plan_knowledge, audit):
        for each in getattr(module, "routers", None) or (module.router,):
            server.include_router(each)
    guards.install(server, app.settings)
    return TestClient(server, raise_server_exceptions=False, headers={"Authorization": f"Bearer {token}", "Accept-Language": "en"})


@pytest.mark.parametrize("day", [EARLY, "1949-12-31", "2201-01-01", LATE])
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/planning/events", "from"),
        ("/planning/events", "to"),
        ("/dashboard", "from"),
        ("/dashboard", "to"),
        ("/sales/trend", "from"),
        ("/sales/summary", "to"),
    ],
)
def test_a_day_beyond_the_calendar_is_refused_in_a_question(client: TestClient, path: str, name: str, day: str) -> None:
    answer = client.get(f"/api/v1{path}", params={name: day})
    assert answer.status_code == 422, answer.text
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [(f"#/query/{name}", "day_out_of_range")]
    assert answer.json()["errors"][0]["message"] == "It must be a day from 1950-01-01 to 2200-12-31."


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("/planning/events", {**EVENT, "starts_on": EARLY, "ends_on": EARLY}, "/starts_on"),
        ("/planning/events", {**EVENT, "starts_on": LATE, "ends_on": LATE}, "/ends_on"),
        ("/planning/overrides", {**OVERRIDE, "starts_on": LATE, "ends_on": LATE}, "/starts_on"),
        ("/planning/overrides", {**OVERRIDE, "starts_on": "2026-03-02", "ends_on": "2026-03-03", "expires_on": EARLY}, "/expires_on"),
        ("/planning/runs", {"as_of": EARLY}, "/as_of"),
        ("/planning/runs", {"as_of": LATE}, "/as_of"),
    ],
)
def test_a_day_beyond_the_calendar_is_refused_in_a_body(
    client: TestClient, app: App, path: str, body: dict[str, Any], pointer: str
) -> None:
    answer = client.post(f"/api/v1{path}", json=body)
    assert answer.status_code == 422, answer.text
    assert (pointer, "day_out_of_range") in [(each["pointer"], each["code"]) for each in answer.json()["errors"]]
    with app.works.read() as work:
        assert [work.db.scalar(select(func.count()).select_from(table)) for table in (EventRow, RunRow)] == [0, 0]


def test_the_first_and_the_last_day_are_answered(client: TestClient) -> None:
    for day in ("1950-01-01", "2200-12-31"):
        for asked in ({"from": day}, {"to": day}, {"from": day, "to": day}):
            assert client.get("/api/v1/planning/events", params=asked).json() == []
        assert client.get("/api/v1/dashboard", params={"from": day, "to": day}).status_code == 200


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-03-02T10:00:00"])
@pytest.mark.parametrize("name", ["from", "to"])
def test_a_moment_beyond_the_calendar_or_without_a_zone_is_refused(client: TestClient, name: str, moment: str) -> None:
    answer = client.get("/api/v1/audit", params={name: moment})
    assert answer.status_code == 422, answer.text
    assert answer.json()["errors"][0]["pointer"] == f"#/query/{name}"
    assert client.get("/api/v1/audit", params={name: "2026-03-02T10:00:00-04:00"}).status_code == 200
