"""Refusals and mistakes as RFC 9457 problems, in the reader's language, with a code that never changes."""

from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError
from starlette.exceptions import HTTPException

from fluxion.base.web import Problem, ProblemField
from fluxion.faces.http.words import FIELD_WORDS, STATUS_WORDS
from fluxion.values.errors import LANGUAGES, Kind, Refusal, say

STATUS: Mapping[Kind, int] = {
    Kind.BAD_INPUT: 422,
    Kind.NOT_FOUND: 404,
    Kind.FORBIDDEN: 403,
    Kind.CONFLICT: 409,
    Kind.STALE: 412,
    Kind.PRECONDITION_REQUIRED: 428,
    Kind.UNAUTHENTICATED: 401,
    Kind.TOO_MANY: 429,
    Kind.TOO_LARGE: 413,
    Kind.UNAVAILABLE: 503,
}
MEDIA = "application/problem+json"
log = structlog.get_logger(__name__)


def language_of(request: Request) -> str:
    """The language the answer is written in: of the person signed in, else the first of Accept-Language we speak."""
    if chosen := getattr(request.state, "lang", None):
        return str(chosen)
    for part in request.headers.get("accept-language", "").split(","):
        if (lang := part.strip()[:2].lower()) in LANGUAGES:
            return lang
    return "es"


def problem(
    request: Request,
    status: int,
    code: str,
    detail: str,
    errors: Sequence[ProblemField] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer for something that went wrong."""
    body = Problem(
        type=f"/api/docs#problem-{code}",
        title=say(STATUS_WORDS.get(status, STATUS_WORDS[500]), language_of(request)),
        status=status,
        detail=detail,
        instance=request.url.path,
        code=code,
        errors=list(errors),
        request_id=request_id(request),
    )
    return Response(body.model_dump_json(), status_code=status, media_type=MEDIA, headers=dict(headers or {}))


def request_id(request: Request) -> str:
    return str(getattr(request.state, "request_id", ""))


def refusal_problem(request: Request, refusal: Refusal) -> Response:
    """A domain's refusal as a problem."""
    lang = language_of(request)
    status = STATUS[refusal.kind]
    headers = {}
    if status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if (wait := refusal.params.get("retry_after")) is not None:
        headers["Retry-After"] = str(wait)
    errors = [ProblemField(**each.in_language(lang)) for each in refusal.errors]
    return problem(request, status, refusal.code, refusal.in_language(lang), errors, headers)


def install(server: FastAPI) -> None:
    """Make the server answer every failure as a problem."""
    server.add_exception_handler(Refusal, _on_refusal)
    server.add_exception_handler(RequestValidationError, _on_invalid)
    server.add_exception_handler(ValidationError, _on_unfit)
    server.add_exception_handler(HTTPException, _on_http)
    server.add_exception_handler(OperationalError, _on_database)
    server.add_exception_handler(Exception, _on_crash)


async def _on_refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return refusal_problem(request, error)


async def _on_invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    lang = language_of(request)
    fields = [_field(each, lang) for each in error.errors()]
    if any(each["type"] == "json_invalid" for each in error.errors()):
        return problem(request, 400, "malformed_json", say(STATUS_WORDS[400], lang), fields)
    return problem(request, 422, "bad_input", say(FIELD_WORDS["_"], lang), fields)


async def _on_unfit(request: Request, error: Exception) -> Response:
    """A shape that a route puts together from several parameters refused one of them."""
    assert isinstance(error, ValidationError)
    lang = language_of(request)
    fields = [_field({**each, "loc": ("query", *each["loc"])}, lang) for each in error.errors()]
    return problem(request, 422, "bad_input", say(FIELD_WORDS["_"], lang), fields)


def _field(error: Mapping[str, Any], lang: str) -> ProblemField:
    where = [str(part) for part in error["loc"]]
    pointer = "/" + "/".join(where[1:]) if where[:1] == ["body"] else "#/" + "/".join(where)
    kind = str(error["type"])
    words = FIELD_WORDS.get(kind, FIELD_WORDS["value_error"])
    context = {key: value for key, value in (error.get("ctx") or {}).items() if isinstance(value, str | int | float)}
    try:
        message = say(words, lang, context)
    except (KeyError, ValueError):
        message = say(FIELD_WORDS["value_error"], lang)
    return ProblemField(pointer=pointer, code=kind, message=message)


async def _on_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = STATUS_WORDS.get(error.status_code, STATUS_WORDS[500])
    code = {404: "not_found", 405: "method_not_allowed", 413: "too_large", 415: "unsupported_media_type"}.get(
        error.status_code, f"http_{error.status_code}"
    )
    return problem(request, error.status_code, code, say(words, language_of(request)), headers=error.headers)


async def _on_database(request: Request, error: Exception) -> Response:
    log.error("database unavailable", path=request.url.path, error=type(error).__name__)
    return problem(request, 503, "database_unavailable", say(STATUS_WORDS[503], language_of(request)), headers={"Retry-After": "5"})


async def _on_crash(request: Request, error: Exception) -> Response:
    log.exception("unexpected failure", path=request.url.path, request_id=request_id(request), exc_info=error)
    return problem(request, 500, "internal_error", say(STATUS_WORDS[500], language_of(request)))
