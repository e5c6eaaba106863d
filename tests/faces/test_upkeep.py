"""Jobs over HTTP, their live events, and the probes: a real server on a free port, a real worker beside it."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
import uvicorn
from fastapi import FastAPI
from tests.makers import make_works

from fluxion.app import App
from fluxion.base.clock import utc_now
from fluxion.base.jobs import JobContext, job
from fluxion.base.jobs.worker import Worker
from fluxion.base.work import SYSTEM
from fluxion.domains import access
from fluxion.domains.access import reads, signing_in
from fluxion.domains.access.shapes import UserDraft
from fluxion.faces import readiness
from fluxion.faces.http import errors, guards
from fluxion.faces.http.upkeep import routers


@job("test.told", queue="light")
def tell_steps(ctx: JobContext, args: dict[str, float]) -> dict[str, int]:
    for step in range(10):
        ctx.progress(step / 10, f"step {step}")
        time.sleep(args["pause_s"])
    return {"steps": 10}


@dataclass
class Site:
    """A running server, and how its people come in."""

    app: App
    url: str
    tokens: dict[str, str]

    def ask(self, method: str, path: str, who: str | None = "buyer", **options: object) -> httpx.Response:
        headers = {"Authorization": f"Bearer {self.tokens[who]}"} if who else {}
        return httpx.request(method, self.url + path, headers=headers, **options)  # type: ignore[arg-type]

    def queue(self, who: str = "buyer", pause_s: float = 0.1) -> str:
        with self.app.works.read(access.GUEST) as work:
            actor = access.actor_of_token(work, self.tokens[who])
        with self.app.works.write(actor) as work:
            return work.later("test.told", {"pause_s": pause_s}, title="Telling")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    works = make_works(tmp_path, clock=utc_now)
    app = App(works.settings, works.database, works, rights=("upkeep.read", "upkeep.cancel_job"))
    tokens = {}
    with works.write(SYSTEM) as work:
        for role in ("buyer", "sales", "manager"):
            draft = UserDraft(email=f"{role}@example.com", name=role, password="a long enough phrase", roles=[role])  # type: ignore[list-item]
            person = access.create_user(work, draft)
            tokens[role] = signing_in.open_session(work, person.id, signing_in.Device()).access_token
    server = FastAPI()
    server.state.fluxion = app
    errors.install(server)
    for router in routers:
        server.include_router(router)
    guards.install(server, app.settings)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        running = uvicorn.Server(uvicorn.Config(server, log_config=None, timeout_graceful_shutdown=3))
        free.listen()
        thread = threading.Thread(target=running.run, args=([free],))
        thread.start()
        yield Site(app, f"http://127.0.0.1:{free.getsockname()[1]}", tokens)
        app.stopping.set()
        running.should_exit = True
        thread.join(timeout=10)
    app.close()


@pytest.fixture
def worker(site: Site) -> Iterator[Worker]:
    started = Worker(site.app.works, clock=False)
    started.start()
    yield started
    started.stop(grace_s=2.0)


def events(site: Site, job_id: str) -> list[dict[str, object]]:
    """Every event of the job's stream, read to its end."""
    headers = {"Authorization": f"Bearer {site.tokens['buyer']}"}
    with httpx.stream("GET", f"{site.url}/api/v1/jobs/{job_id}/events", headers=headers, timeout=20) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        lines = list(answer.iter_lines())
    assert lines[0] == "retry: 2000"
    return [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]


def test_the_events_tell_a_job_from_waiting_to_done(site: Site, worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fluxion.faces.http.upkeep.LOOK_S", 0.05)
    job_id = site.queue(pause_s=0.4)
    told = events(site, job_id)
    assert told[-1]["state"] == "done"
    assert told[-1]["result"] == {"steps": 10}
    shares = [each["progress"] for each in told]
    assert shares == sorted(shares)  # type: ignore[type-var]
    assert len({each["progress"] for each in told if each["state"] == "running"}) >= 2
    assert site.ask("GET", f"/api/v1/jobs/{job_id}").json() == told[-1]


def test_the_stream_ends_when_the_server_stops(site: Site) -> None:
    job_id = site.queue()
    timer = threading.Timer(1.0, site.app.stopping.set)
    timer.start()
    began = time.monotonic()
    assert [each["state"] for each in events(site, job_id)] == ["queued"]
    assert time.monotonic() - began < 5


def test_the_stream_ends_with_the_session(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fluxion.faces.http.upkeep.RECOGNISE_S", 0.5)
    job_id = site.queue()

    def sign_out() -> None:
        with site.app.works.write(access.GUEST) as work:
            session = reads.session_of_token(work, site.tokens["buyer"])
            signing_in.end_session(work, session, "signed out")

    threading.Timer(1.0, sign_out).start()
    assert [each["state"] for each in events(site, job_id)] == ["queued"]


def test_the_stream_of_an_ended_job_says_so_and_ends(site: Site) -> None:
    job_id = site.queue()
    assert site.ask("POST", f"/api/v1/jobs/{job_id}/cancel").json()["state"] == "cancelled"
    assert [each["state"] for each in events(site, job_id)] == ["cancelled"]


def test_a_running_job_is_cancelled_over_http(site: Site, worker: Worker) -> None:
    job_id = site.queue(pause_s=0.5)
    while site.ask("GET", f"/api/v1/jobs/{job_id}").json()["state"] == "queued":
        time.sleep(0.05)
    answer = site.ask("POST", f"/api/v1/jobs/{job_id}/cancel").json()
    assert (answer["state"], answer["cancel_requested"]) == ("running", True)
    assert events(site, job_id)[-1]["state"] == "cancelled"
    again = site.ask("POST", f"/api/v1/jobs/{job_id}/cancel")
    assert (again.status_code, again.json()["code"]) == (409, "upkeep.job_ended")


def test_others_do_not_learn_that_the_job_exists(site: Site) -> None:
    job_id = site.queue()
    for method, path in (("GET", ""), ("POST", "/cancel"), ("GET", "/events")):
        missing = site.ask(method, f"/api/v1/jobs/{job_id}{path}", who="sales")
        assert (missing.status_code, missing.json()["code"]) == (404, "not_found")
        assert site.ask(method, f"/api/v1/jobs/{job_id}{path}", who=None).status_code == 401
    assert site.ask("GET", "/api/v1/jobs", who="sales").json()["items"] == []
    assert [each["id"] for each in site.ask("GET", "/api/v1/jobs", who="manager").json()["items"]] == [job_id]
    assert site.ask("GET", "/api/v1/jobs/not-an-id").status_code == 422


def test_the_process_and_the_installation_are_told_apart(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    assert site.ask("GET", "/healthz", who=None).text == "ok\n"
    monkeypatch.setattr(readiness, "schema_is_current", lambda settings, database: False)
    old = site.ask("GET", "/readyz", who=None)
    assert (old.status_code, old.json()["ready"]) == (503, False)
    assert site.ask("GET", "/healthz", who=None).status_code == 200


def test_a_database_that_takes_no_writes_is_not_ready(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readiness, "schema_is_current", lambda settings, database: True)
    ready = site.ask("GET", "/readyz", who=None)
    assert (ready.status_code, ready.json()["ready"]) == (200, True)
    monkeypatch.setattr("fluxion.faces.http.upkeep.READY_KEPT_S", 0.0)
    with site.app.database.writer.begin() as connection:
        connection.exec_driver_sql("DROP TABLE job_worker")
    broken = site.ask("GET", "/readyz", who=None).json()
    assert (broken["ready"], broken["checks"][0]["name"], broken["checks"][0]["verdict"]) == (False, "database", "failed")


def test_metrics_are_closed_to_strangers_and_count_by_route(site: Site) -> None:
    job_id = site.queue()
    assert site.ask("GET", "/metrics", who=None).status_code == 401
    assert site.ask("GET", "/metrics", who="buyer").status_code == 403
    site.ask("GET", f"/api/v1/jobs/{job_id}")
    text = site.ask("GET", "/metrics", who="manager").text
    assert 'fluxion_jobs{state="queued"} 1.0' in text
    assert 'fluxion_http_requests_total{method="GET",route="/api/v1/jobs/{id}",status="200"}' in text
    assert job_id not in text
