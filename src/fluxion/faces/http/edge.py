"""The edge of every request: who asks, one Work opened and committed once, exact answers, pages, ETags, idempotency.

A route is a plain function that takes `ReadWork` or `WriteWork`. It runs in one thread: the person is recognised, the
Work opened, the function called, its result serialised, and only then is the Work committed; so an answer that
cannot be written changes nothing.
"""

import functools
import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Header, Path, Query, Request, Response
from pydantic import TypeAdapter
from starlette.routing import BaseRoute

from fluxion.app import App
from fluxion.base import idempotency
from fluxion.base.paging import PAGE_LIMIT, Ask, Page
from fluxion.base.web import Problem
from fluxion.base.work import Actor, Work
from fluxion.domains import access
from fluxion.faces.http.errors import language_of, request_id
from fluxion.faces.http.refusals import PreconditionMissing, VersionMalformed

ETAG = re.compile(r'^(?:W/)?"v([0-9]{1,9})"$')
BEARER = "Bearer "
MAX_AUTHORIZATION = 8192


@dataclass
class Opening:
    """What is known of a request before its Work is opened."""

    app: App
    request: Request
    writes: bool
    body: bytes
    idempotency_key: str | None = None

    @contextmanager
    def work(self) -> Iterator[Work]:
        """The Work of the request, as the person who asks; who only reads is recognised in the very transaction that answers."""
        if not self.writes:
            with self.app.works.read(access.GUEST, request_id=request_id(self.request)) as work:
                work.actor = self._actor_in(work)
                work.lang = self._language(work.actor)
                yield work
            return
        actor = self.recognise()
        with self.app.works.write(actor, lang=self._language(actor), request_id=request_id(self.request)) as work:
            yield work

    def recognise(self) -> Actor:
        """The actor whose bearer token or API key came with the request; raises Unauthenticated."""
        with self.app.works.read(access.GUEST) as work:
            return self._actor_in(work)

    def _actor_in(self, work: Work) -> Actor:
        header = self.request.headers.get("authorization", "")
        actor = access.actor_of_token(work, header.removeprefix(BEARER).strip())
        self.request.state.actor = actor
        return actor

    def _language(self, actor: Actor) -> str:
        """What the request asks for, else what the person reads; problems are told in it too."""
        lang: str = actor.lang if "accept-language" not in self.request.headers else language_of(self.request)
        self.request.state.lang = lang
        return lang


def app_of(request: Request) -> App:
    """The composed application behind the server."""
    app: App = request.app.state.fluxion
    return app


async def _body_of(request: Request) -> bytes:
    if request.headers.get("content-type", "").startswith("multipart/"):
        return b""
    return await request.body()


async def _reading(request: Request) -> Opening:
    _refuse_anonymous(request)
    return Opening(app_of(request), request, writes=False, body=b"")


async def _writing(request: Request, idempotency_key: Annotated[str | None, Header(min_length=1, max_length=200)] = None) -> Opening:
    _refuse_anonymous(request)
    key = idempotency_key if request.method == "POST" else None
    return Opening(app_of(request), request, writes=True, body=await _body_of(request), idempotency_key=key)


def _refuse_anonymous(request: Request) -> None:
    """Before anything of the body is looked at."""
    header = request.headers.get("authorization", "")
    if not header.startswith(BEARER) or len(header) > MAX_AUTHORIZATION:
        raise access.Unauthenticated


async def _page_ask(
    limit: Annotated[int, Query(ge=1, le=PAGE_LIMIT, description="Rows in the answer.")] = 50,
    cursor: Annotated[str | None, Query(max_length=2000, description="`next_cursor` of the page before.")] = None,
    sort: Annotated[str, Query(max_length=60, description="Field to sort by; `-field` for descending.")] = "",
    count: Annotated[bool, Query(description="Whether to count all rows that match.")] = False,
) -> Ask:
    return Ask(limit=limit, cursor=cursor, sort=sort, count=count)


# Declared as optional, so that its absence is answered 428 as RFC 6585 says; described as required.
_SEEN = Header(
    description='The ETag that was read, for example `"v3"`.',
    json_schema_extra={"x-required": {"type": "string", "pattern": r'^"v[0-9]{1,9}"$', "examples": ['"v3"']}},
)


# Dependencies are coroutines, although they wait for nothing: a plain function would be sent to another thread and back.
async def _if_match(if_match: Annotated[str | None, _SEEN] = None) -> int:
    if not if_match:
        raise PreconditionMissing
    return _version_in(if_match)


async def _if_match_if_sent(
    if_match: Annotated[str | None, Header(description="The ETag that was read; when sent, what changed since is refused.")] = None,
) -> int | None:
    return _version_in(if_match) if if_match else None


def _version_in(etag: str) -> int:
    found = ETAG.match(etag.strip())
    if not found:
        raise VersionMalformed
    return int(found.group(1))


ReadWork = Annotated[Work, Depends(_reading)]
WriteWork = Annotated[Work, Depends(_writing)]
PageAsk = Annotated[Ask, Depends(_page_ask)]
IfMatch = Annotated[int, Depends(_if_match)]
IfMatchIfSent = Annotated[int | None, Depends(_if_match_if_sent)]
RowKey = Annotated[int, Path(ge=1, le=2**53 - 1)]


class WorkRouter(APIRouter):
    """A router whose functions run inside a Work; see the module's page."""

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **options: Any) -> BaseRoute | None:  # type: ignore[override]
        methods = {method.upper() for method in options.get("methods") or {"GET"}}
        status = options.get("status_code") or 200
        options["responses"] = documented_errors(methods) | (options.get("responses") or {})
        options.setdefault("operation_id", endpoint.__name__)
        return super().add_api_route(path, _within_work(endpoint, status), **options)


def router(tag: str) -> WorkRouter:
    """The router for one file of routes, documented under `tag`."""
    return WorkRouter(prefix="/api/v1", tags=[tag])


_EXAMPLE = {
    "type": "/api/docs#problem-not_found",
    "title": "No encontrado.",
    "status": 404,
    "detail": "No se encontró lo que busca.",
    "instance": "/api/v1/products/99",
    "code": "not_found",
    "errors": [],
    "request_id": "01J9ZK3V4M",
}
_ERRORS = {
    400: "The request is malformed",
    401: "Not signed in, or the session has ended",
    403: "The right is missing",
    404: "Not found, or outside the locations of the person",
    409: "It conflicts with the current state",
    412: "Somebody changed it meanwhile (ETag)",
    413: "Too large",
    422: "Fields that cannot be accepted, each with its reason",
    428: "If-Match is missing",
    429: "Too many requests; see Retry-After",
    503: "Not available right now; see Retry-After",
}


def documented_errors(methods: set[str]) -> dict[int | str, dict[str, Any]]:
    """The error answers that operations with these methods can give."""
    codes = [400, 401, 403, 404, 422, 429, 503]
    if methods - {"GET", "HEAD"}:
        codes += [409, 412, 413, 428]
    return {
        code: {
            "description": _ERRORS[code],
            "model": Problem,
            "content": {"application/problem+json": {"example": _EXAMPLE | {"status": code}}},
        }
        for code in sorted(codes)
    }


def _within_work(endpoint: Callable[..., Any], status: int) -> Callable[..., Any]:
    signature = inspect.signature(endpoint)
    taking = [name for name, each in signature.parameters.items() if each.annotation in (ReadWork, WriteWork)]
    if not taking:
        return endpoint
    returned = signature.return_annotation
    adapter = None if _is_response(returned) else TypeAdapter(returned)

    @functools.wraps(endpoint)
    def run(**given: Any) -> Any:
        opening: Opening = given[taking[0]]
        with opening.work() as work:
            given[taking[0]] = work
            if opening.idempotency_key:
                return idempotent(work, opening, lambda: answer(endpoint(**given), adapter, status, opening.request))
            return answer(endpoint(**given), adapter, status, opening.request)

    return run


def _is_response(annotation: Any) -> bool:
    return inspect.isclass(annotation) and issubclass(annotation, Response)


def answer(result: Any, adapter: TypeAdapter[Any] | None, status: int, request: Request) -> Response:
    """The result as JSON bytes, with the ETag of its version and, for what was created, its address."""
    if isinstance(result, Response):
        return result
    if result is None or adapter is None:
        return Response(status_code=status if adapter is not None and result is not None else 204)
    headers = {}
    if (version := getattr(result, "version", None)) is not None:
        headers["ETag"] = f'"v{version}"'
        if request.method == "GET" and request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
    if status == 201 and (key := getattr(result, "id", None)) is not None:
        headers["Location"] = f"{request.url.path}/{key}"
    body = result.written() if isinstance(result, Page) else None
    if body is None:
        body = adapter.dump_json(result, warnings="error")
    return Response(body, status_code=status, media_type="application/json", headers=headers)


def idempotent(work: Work, opening: Opening, act: Callable[[], Response]) -> Response:
    """The answer given the first time this key was used, or `act` done now and remembered in the same commit."""
    request = opening.request
    fingerprint = idempotency.fingerprint(request.method, request.url.path, request.url.query, opening.body)
    if kept := idempotency.claim(work, opening.idempotency_key or "", fingerprint):
        headers = {**kept.headers, "Idempotency-Replayed": "true"}
        return Response(kept.body, status_code=kept.status, media_type="application/json", headers=headers)
    response = act()
    told = {name: response.headers[name] for name in ("etag", "location") if name in response.headers}
    idempotency.remember(work, opening.idempotency_key or "", response.status_code, bytes(response.body), told)
    return response
