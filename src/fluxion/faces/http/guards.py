"""Guards around every request: id, size, rate, security headers and the log line; plain ASGI, nothing buffered."""

import time
import uuid
from collections.abc import Callable
from typing import Any

import structlog
from fastapi import FastAPI, Request
from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fluxion.base.settings import Settings
from fluxion.faces.http.errors import refusal_problem
from fluxion.faces.http.metering import count_request
from fluxion.faces.http.refusals import BodyTooLarge, RateExceeded

MB = 1024 * 1024
BODY_LIMIT = 2 * MB
UPLOAD_LIMIT = 2048 * MB
UPLOADS = "/api/v1/imports"
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
    server.add_middleware(RateGuard, per_minute=settings.rate_per_minute)
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

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self.app = app
        self.per_minute = per_minute
        self.limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self.limit = RateLimitItemPerMinute(max(per_minute, 1))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self.per_minute or not scope["path"].startswith("/api/"):
            await self.app(scope, receive, send)
            return
        caller = _caller(scope)
        if not self.limiter.hit(self.limit, caller):
            window = self.limiter.get_window_stats(self.limit, caller)
            wait = max(1, int(window.reset_time - time.time()) + 1)
            await _refuse(RateExceeded(retry_after=wait), scope, receive, send)
            return
        left = self.limiter.get_window_stats(self.limit, caller).remaining
        await self.app(scope, receive, _with_headers(send, self.per_minute, left))


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


def _caller(scope: Scope) -> str:
    authorization = dict(scope["headers"]).get(b"authorization", b"")
    if authorization:
        return str(hash(authorization))
    return str((scope.get("client") or ("unknown",))[0])


async def _refuse(refusal: Any, scope: Scope, receive: Receive, send: Send) -> None:
    response = refusal_problem(Request(scope, receive), refusal)
    await response(scope, receive, send)
