"""Every request of the API reaches the route it would reach if all were tried in their order, and without a thread too many."""

import inspect
import re
from collections.abc import Iterator

import pytest
from fastapi.dependencies.models import Dependant
from fastapi.testclient import TestClient
from starlette.routing import Match

from fluxion.app import compose
from fluxion.base.db import migrate
from fluxion.base.settings import Settings
from fluxion.faces.http import integration
from fluxion.faces.http.lookup import Lookup
from fluxion.faces.http.server import create_server

WRITES_A_FILE = {integration._taken_in}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Lookup, TestClient]]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("company"), rate_per_minute=0)
    migrate(settings)
    app = compose(settings)
    server = create_server(app)
    (lookup,) = (each for each in server.routes if isinstance(each, Lookup))
    yield lookup, TestClient(server)
    app.close()


def scope_of(method: str, path: str) -> dict[str, object]:
    return {"type": "http", "method": method, "path": path, "root_path": "", "headers": []}


def tried_in_order(lookup: Lookup, method: str, path: str) -> tuple[Match, object]:
    found = [(match, child.get("route")) for route in lookup.routes for match, child in [route.matches(scope_of(method, path))]]
    full = [each for each in found if each[0] == Match.FULL]
    partial = [each for each in found if each[0] == Match.PARTIAL]
    return (full or partial or [(Match.NONE, None)])[0]


@pytest.mark.parametrize("value", ["7", "totals", "a:b"])
def test_a_request_finds_the_route_that_trying_all_in_their_order_finds(served: tuple[Lookup, TestClient], value: str) -> None:
    lookup, _ = served
    paths = {re.sub(r"\{[^}]+\}", value, route.path) for route in lookup.routes}
    assert len(paths) > 100
    for path in sorted(paths | {f"{each}/" for each in paths} | {f"{each}/nothing" for each in paths}):
        for method in ("GET", "HEAD", "POST", "PATCH", "PUT", "DELETE"):
            match, child = lookup.matches(scope_of(method, path))
            assert (match, child.get("route")) == tried_in_order(lookup, method, path), (method, path)


def test_every_route_is_reached_by_its_own_path(served: tuple[Lookup, TestClient]) -> None:
    lookup, _ = served
    for route in lookup.routes:
        for method in route.methods:
            match, child = lookup.matches(scope_of(method, re.sub(r"\{[^}]+\}", "7", route.path)))
            assert (match, child["route"]) == (Match.FULL, route)


def test_what_no_route_takes_is_refused_as_before(served: tuple[Lookup, TestClient]) -> None:
    _, client = served
    assert client.get("/api/v1/nothing").json()["code"] == "not_found"
    refused = client.delete("/api/v1/dashboard")
    assert (refused.status_code, refused.json()["code"], refused.headers["allow"]) == (405, "method_not_allowed", "GET")
    assert client.get("/api/v1/products/7").status_code == 401
    assert client.get("/healthz").status_code == 200


def test_no_dependency_is_sent_to_another_thread_unless_it_does_more_than_read_the_request(served: tuple[Lookup, TestClient]) -> None:
    lookup, _ = served
    calls = {each.call for route in lookup.routes for each in _all_of(route.dependant)}
    plain = {call for call in calls if not inspect.iscoroutinefunction(call) and not inspect.isasyncgenfunction(call)}
    assert plain == WRITES_A_FILE


def _all_of(dependant: Dependant) -> Iterator[Dependant]:
    for each in dependant.dependencies:
        yield each
        yield from _all_of(each)
