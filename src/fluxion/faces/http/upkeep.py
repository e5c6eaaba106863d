"""Jobs with their live events, and what machines ask: healthz, readyz, metrics."""

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import PlainTextResponse, Response, StreamingResponse
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.concurrency import run_in_threadpool

from fluxion.app import App
from fluxion.base.jobs import OPEN_STATES
from fluxion.base.paging import Page
from fluxion.base.work import SYSTEM, Actor
from fluxion.domains import upkeep
from fluxion.domains.upkeep.shapes import JobView, Readiness
from fluxion.faces.http import metering
from fluxion.faces.http.edge import Opening, PageAsk, ReadWork, WriteWork, app_of, documented_errors, router
from fluxion.faces.http.errors import language_of
from fluxion.faces.readiness import ready_state
from fluxion.values.errors import Refusal

job_router = router("jobs")
event_router = APIRouter(prefix="/api/v1", tags=["jobs"])
probe_router = APIRouter(tags=["probes"])
routers = [job_router, event_router, probe_router]

LOOK_S = 0.4
KEEP_ALIVE_S = 15.0
RECOGNISE_S = 10.0
READY_KEPT_S = 2.0
RETRY_MS = 2000
PUBLIC = {"x-public": True}

JobId = Annotated[str, Path(pattern=r"^[0-9a-f-]{36}$", examples=["0c9a4b8e-5a43-4f0e-9f43-5d4a0d6f7a11"])]
State = Literal["queued", "running", "done", "failed", "cancelled"]


@job_router.get("/jobs", summary="Background jobs")
def list_jobs(
    work: ReadWork,
    ask: PageAsk,
    state: State | None = None,
    kind: Annotated[str | None, Query(max_length=100)] = None,
    mine: Annotated[bool, Query(description="Only those that I asked for.")] = False,
) -> Page[JobView]:
    """One's own jobs, and everybody's with the right `upkeep.read`; newest first. Sorted by `created_at`, `kind` or `state`."""
    return upkeep.background_jobs(work, ask, state=state, kind=kind, mine=mine)


@job_router.get("/jobs/{id}", summary="One background job")
def read_job(work: ReadWork, id: JobId) -> JobView:
    return upkeep.background_job(work, id)


@job_router.post("/jobs/{id}/cancel", summary="Cancel a background job")
def cancel_job(work: WriteWork, id: JobId) -> JobView:
    """At once when it has not begun; otherwise it stops at its next step and undoes what was half done."""
    return upkeep.cancel_job(work, id)


@event_router.get(
    "/jobs/{id}/events",
    operation_id="job_events",
    summary="A job's progress as it happens",
    response_class=StreamingResponse,
    responses={**documented_errors({"GET"}), 200: {"content": {"text/event-stream": {"example": "data: {…the job…}\n\n"}}}},
)
async def job_events(request: Request, id: JobId) -> StreamingResponse:
    """Server-sent events: the job each time it changes, until it has ended. Read it with `fetch` and the bearer token.

    The stream also ends when the access token or the session does, and when the server stops: connect again.
    """
    opening = Opening(app_of(request), request, writes=False, body=b"")
    actor = await run_in_threadpool(opening.recognise)
    first = await run_in_threadpool(_job, opening.app, actor, id)
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_events(opening, actor, first), media_type="text/event-stream", headers=headers)


async def _events(opening: Opening, actor: Actor, job: JobView) -> AsyncIterator[str]:
    yield f"retry: {RETRY_MS}\n\n{_event(job)}"
    recognised = spoke = time.monotonic()
    while job.state in OPEN_STATES and not opening.app.stopping.is_set():
        await asyncio.sleep(LOOK_S)
        now = time.monotonic()
        if now - recognised > RECOGNISE_S:
            try:
                actor, recognised = await run_in_threadpool(opening.recognise), now
            except Refusal:
                return
        latest = await run_in_threadpool(_job, opening.app, actor, job.id)
        if latest != job:
            job, spoke = latest, now
            yield _event(job)
        elif now - spoke > KEEP_ALIVE_S:
            spoke = now
            yield ": still there\n\n"


def _event(job: JobView) -> str:
    return f"data: {job.model_dump_json()}\n\n"


def _job(app: App, actor: Actor, job_id: str) -> JobView:
    with app.works.read(actor) as work:
        return upkeep.background_job(work, job_id)


@probe_router.get(
    "/healthz", operation_id="healthz", summary="Whether the process answers", response_class=PlainTextResponse, openapi_extra=PUBLIC
)
def healthz() -> PlainTextResponse:
    return PlainTextResponse("ok\n")


@probe_router.get(
    "/readyz",
    operation_id="readyz",
    summary="Whether the installation can serve",
    response_model=Readiness,
    responses={503: {"model": Readiness, "description": "Not ready; the checks say why"}},
    openapi_extra=PUBLIC,
)
def readyz(request: Request) -> Response:
    """The database takes writes, its schema is current, more than a tenth of the disk is free; a missing worker is a warning."""
    app = app_of(request)
    found = _ready_state(request, app)
    if app.stopping.is_set():
        found = found.model_copy(update={"ready": False})
    return Response(found.model_dump_json(), status_code=200 if found.ready else 503, media_type="application/json")


def _ready_state(request: Request, app: App) -> Readiness:
    """The checks' findings, at most two seconds old, so that asking often costs nothing."""
    known: tuple[float, Readiness] | None = getattr(request.app.state, "readiness", None)
    if known is None or time.monotonic() - known[0] > READY_KEPT_S:
        known = time.monotonic(), ready_state(app, language_of(request))
        request.app.state.readiness = known
    return known[1]


@probe_router.get(
    "/metrics",
    operation_id="metrics",
    summary="Figures for Prometheus",
    response_class=PlainTextResponse,
    responses=documented_errors({"GET"}),
)
def metrics(request: Request) -> Response:
    """Closed unless `FLUXION_PUBLIC_METRICS` is set or the bearer has the right `upkeep.read`."""
    app = app_of(request)
    actor = SYSTEM if app.settings.public_metrics else Opening(app, request, writes=False, body=b"").recognise()
    with app.works.read(actor, lang=language_of(request)) as work:
        jobs = upkeep.job_counts(work)
    return Response(metering.exposition(jobs), media_type=CONTENT_TYPE_LATEST)
