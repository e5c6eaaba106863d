"""Guards around every request: id, size, rate, security headers and the log line; plain ASGI, nothing buffered."""

import os
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import structlog
from fastapi import FastAPI, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fluxion.base.settings import Settings
from fluxion.faces.http.errors import refusal_problem
from fluxion.faces.http.metering import count_request
from fluxion.faces.http.rates import Rates
from fluxion.faces.http.refusals import BodyTooLarge, RateExceeded

MB = 1024 * 1024
BODY_LIMIT = 2 * MB
UPLOAD_LIMIT = 2048 * MB
UPLOADS = "/api/v1/imports"
SHARED = "FLUXION_SHARED_FOLDER"
"""Names the folder that the serving processes of one command share while they run."""
QUIET = {"/healthz", "/readyz", "/metrics"}
SECURITY_HEADERS = [
    (b"strict-transport-security", b"max-age=31536000; includeSubDomains"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=()"),
    (
        b"content-security-policy",
        b"default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
        b"object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
]
log = structlog.get_logger("fluxion.http")


def install(server: FastAPI, settings: Settings) -> None:
    """Put the guards around the server, outermost first."""
    shared = os.environ.get(SHARED)
    rates = Rates(settings.rate_per_minute, Path(shared) / "rates" if shared else None) if settings.rate_per_minute else None
    server.add_middleware(RateGuard, rates=rates)
    server.add_middleware(SizeGuard)
    server.add_middleware(EveryAnswer)


class EveryAnswer:
    """Gives every request an id and every answer its security headers, counts it, and writes one log line."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        ident = uuid.uuid4().hex
        scope.setdefault("state", {})["request_id"] = ident
        began, status = time.perf_counter(), 500

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = message.setdefault("headers", [])
                headers += [*SECURITY_HEADERS, (b"x-request-id", ident.encode())]
                if scope["path"].startswith("/api/") and not any(name == b"cache-control" for name, _ in headers):
                    headers.append((b"cache-control", b"no-store"))
            await send(message)

        try:
            await self.app(scope, receive, told)
        finally:
            seconds = time.perf_counter() - began
            count_request(scope, status, seconds)
            if scope["path"] not in QUIET:
                took = round(seconds * 1000, 1)
                log.info("request", method=scope["method"], path=scope["path"], status=status, ms=took, request_id=ident)


class SizeGuard:
    """Refuses bodies beyond the limit, by their announced length and as they arrive."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = UPLOAD_LIMIT if scope["path"] == UPLOADS else BODY_LIMIT
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if not announced.isdigit() or int(announced) > limit:
            await _refuse(BodyTooLarge(limit=limit // MB), scope, receive, send)
            return
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            seen += len(message.get("body", b""))
            if seen > limit:
                raise BodyTooLarge(limit=limit // MB)
            return message

        await self.app(scope, counted, send)


class RateGuard:
    """At most so many requests a minute for each caller, recognised by token or, without one, by address."""

    def __init__(self, app: ASGIApp, rates: Rates | None) -> None:
        self.app = app
        self.rates = rates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self.rates is None or not scope["path"].startswith("/api/"):
            await self.app(scope, receive, send)
            return
        verdict = self.rates.hit(_caller(scope), time.time())
        if not verdict.allowed:
            await _refuse(RateExceeded(retry_after=verdict.wait_s), scope, receive, send)
            return
        await self.app(scope, receive, _with_headers(send, self.rates.per_minute, verdict.left))


def _with_headers(send: Send, per_minute: int, left: int) -> Callable[[Message], Any]:
    async def told(message: Message) -> None:
        if message["type"] == "http.response.start":
            message.setdefault("headers", []).extend(
                [
                    (b"ratelimit-policy", f'"default";q={per_minute};w=60'.encode()),
                    (b"ratelimit", f'"default";r={left};t=60'.encode()),
                ]
            )
        await send(message)

    return told


def _caller(scope: Scope) -> bytes:
    for name, value in scope["headers"]:
        if name == b"authorization" and value:
            return bytes(value)
    return str((scope.get("client") or ("unknown",))[0]).encode()


async def _refuse(refusal: Any, scope: Scope, receive: Receive, send: Send) -> None:
    response = refusal_problem(Request(scope, receive), refusal)
    await response(scope, receive, send)
