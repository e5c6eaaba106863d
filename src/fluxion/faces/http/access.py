"""Signing in and out, one's own profile, accounts, roles, sessions and API keys."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from fluxion.base.paging import Page
from fluxion.base.secrets import token_digest
from fluxion.base.web import Named, Shape
from fluxion.domains import access, catalog
from fluxion.domains.access import actions, reads, signing_in
from fluxion.domains.access.errors import Unauthenticated, WrongCredentials
from fluxion.domains.access.shapes import (
    ApiKeyDraft,
    ApiKeyView,
    Credentials,
    OwnProfile,
    PasswordForm,
    RoleView,
    SessionView,
    SetupForm,
    UserChange,
    UserDraft,
    UserView,
)
from fluxion.faces.http.edge import IfMatch, PageAsk, ReadWork, RowKey, WriteWork, app_of, documented_errors, router
from fluxion.faces.http.errors import language_of
from fluxion.faces.http.refusals import CrossSite

open_router = APIRouter(prefix="/api/v1", tags=["access"])
own_router = router("access")
routers = [open_router, own_router]

PUBLIC = {"x-public": True}
REFRESH_COOKIE, DEVICE_COOKIE = "fluxion_refresh", "fluxion_device"
COOKIE_PATH = "/api/v1/auth"
EIGHT_HOURS, ONE_YEAR = 8 * 3600, 365 * 24 * 3600


class Company(Shape):
    name: str
    currency: str
    timezone: str
    lang: str
    demo: bool


class Profile(Shape):
    """Who is signed in and what they may do; `locations` null means all."""

    id: int
    email: str
    name: str
    lang: str
    roles: list[str]
    rights: list[str]
    locations: list[Named] | None
    company: Company
    version: int


class TokenAnswer(Shape):
    """The access token to send as `Authorization: Bearer …` for `expires_in` seconds."""

    access_token: str
    token_type: str = "bearer"  # noqa: S105
    expires_in: int
    user: Profile


class SetupState(Shape):
    needed: bool = Field(description="True until the first administrator has come in by the set-up link.")


@open_router.post(
    "/auth/token",
    operation_id="sign_in",
    summary="Sign in with e-mail and password",
    responses=documented_errors({"POST"}),
    openapi_extra=PUBLIC,
)
def token(request: Request, response: Response, body: Credentials) -> TokenAnswer:
    """Gives an access token for ten minutes; a browser also gets a cookie with which `/auth/refresh` renews it for up to eight hours."""
    works, lang = app_of(request).works, language_of(request)
    device = _device(request)
    with works.write(access.GUEST, lang=lang) as work:
        signing_in.count_try(work, body.email, device)
    with works.read(access.GUEST, lang=lang) as work:
        person = signing_in.check_credentials(work, body)
    with works.write(access.actor_of_user(person) if person else access.GUEST, lang=lang) as work:
        tokens = signing_in.open_session(work, person.id, device, body.password) if person else None
        if tokens is None:
            signing_in.refuse_sign_in(work, body.email, device)
    if tokens is None or person is None:
        raise WrongCredentials
    _set_cookie(request, response, DEVICE_COOKIE, token_digest(person.email), ONE_YEAR)
    return _answer(request, response, tokens)


@open_router.post(
    "/auth/refresh",
    operation_id="refresh_token",
    summary="Renew the access token with the cookie",
    responses=documented_errors({"POST"}),
    openapi_extra=PUBLIC,
)
def refresh(request: Request, response: Response) -> TokenAnswer:
    """For the browser's own page only: needs the header `X-Fluxion: 1` and the same origin."""
    _refuse_cross_site(request)
    given = request.cookies.get(_cookie(request, REFRESH_COOKIE), "")
    works = app_of(request).works
    with works.write(access.GUEST, lang=language_of(request)) as work:
        if stolen := signing_in.was_stolen(work, given):
            signing_in.end_session(work, stolen, "refresh token used twice")
        tokens = None if stolen else signing_in.renew(work, given)
    if tokens is None:
        raise Unauthenticated
    return _answer(request, response, tokens)


@open_router.post(
    "/auth/logout",
    operation_id="sign_out",
    summary="End the session",
    status_code=204,
    responses=documented_errors({"POST"}),
    openapi_extra=PUBLIC,
)
def logout(request: Request) -> Response:
    """Ends the session of the cookie or of the bearer token; its access token stops working at once."""
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    given = request.cookies.get(_cookie(request, REFRESH_COOKIE), "")
    if not bearer:
        _refuse_cross_site(request)
    with app_of(request).works.write(access.GUEST, lang=language_of(request)) as work:
        session = reads.session_of_token(work, bearer) if bearer else signing_in.session_of_refresh(work, given)
        if session:
            signing_in.end_session(work, session, "signed out")
    answer = Response(status_code=204, headers={"Clear-Site-Data": '"cache"'})
    answer.delete_cookie(
        _cookie(request, REFRESH_COOKIE), path=_path(request), secure=_is_secure(request), httponly=True, samesite="strict"
    )
    return answer


@open_router.get(
    "/auth/setup",
    operation_id="setup_state",
    summary="Whether the company still waits for its first administrator",
    responses=documented_errors({"GET"}),
    openapi_extra=PUBLIC,
)
def setup_state(request: Request) -> SetupState:
    with app_of(request).works.read(access.GUEST) as work:
        return SetupState(needed=not reads.is_set_up(work))


@open_router.post(
    "/auth/setup",
    operation_id="set_up",
    summary="Come in as the first administrator",
    status_code=201,
    responses=documented_errors({"POST"}),
    openapi_extra=PUBLIC,
)
def setup(request: Request, response: Response, body: SetupForm) -> TokenAnswer:
    """Takes the one-time token of the set-up link that `fluxion init` printed; it is good for an hour."""
    device = _device(request)
    with app_of(request).works.write(access.GUEST, lang=language_of(request)) as work:
        made = actions.accept_setup(work, body)
        tokens = signing_in.open_session(work, made.id, device)
    _set_cookie(request, response, DEVICE_COOKIE, token_digest(made.email), ONE_YEAR)
    return _answer(request, response, tokens)


@own_router.get("/auth/me", summary="Who is signed in")
def me(work: ReadWork, request: Request) -> Profile:
    return profile_of(work, request, work.actor.id or 0)


@own_router.patch("/auth/me", summary="Change one's own name or language")
def edit_me(work: WriteWork, request: Request, body: OwnProfile) -> Profile:
    actions.edit_own_profile(work, body)
    work.db.flush()
    return profile_of(work, request, work.actor.id or 0)


@own_router.post("/auth/password", summary="Change one's own password", status_code=204)
def change_password(work: WriteWork, request: Request, body: PasswordForm) -> None:
    """Every other session of the person ends."""
    actions.change_password(work, body, current_session(work, request))


@own_router.get("/users", summary="The accounts")
def list_users(
    work: ReadWork, ask: PageAsk, q: Annotated[str | None, Query(max_length=100)] = None, active: bool | None = None
) -> Page[UserView]:
    return reads.users(work, ask, q, active)


@own_router.post("/users", summary="Create an account", status_code=201)
def create_user(work: WriteWork, body: UserDraft) -> UserView:
    catalog.require_locations(work, body.location_ids or [])
    return actions.create_user(work, body)


@own_router.get("/users/{id}", summary="One account")
def read_user(work: ReadWork, id: RowKey) -> UserView:
    return reads.user(work, id)


@own_router.patch("/users/{id}", summary="Change an account")
def edit_user(work: WriteWork, id: RowKey, version: IfMatch, body: UserChange) -> UserView:
    """A changed role, location, password or state ends the account's sessions."""
    catalog.require_locations(work, body.location_ids or [])
    return actions.edit_user(work, id, body, version)


@own_router.delete("/users/{id}", summary="Deactivate an account")
def deactivate_user(work: WriteWork, id: RowKey, version: IfMatch) -> UserView:
    return actions.deactivate_user(work, id, version)


@own_router.get("/roles", summary="The roles and their rights")
def list_roles(work: ReadWork, request: Request) -> list[RoleView]:
    work.require("access.read")
    known = app_of(request).rights
    return [RoleView(name=name, rights=expand(rights, known)) for name, rights in access.ROLES.items()]


@own_router.get("/sessions", summary="One's own open sessions")
def list_sessions(work: ReadWork, request: Request) -> list[SessionView]:
    return reads.own_sessions(work, current_session(work, request))


@own_router.delete("/sessions/{id}", summary="End one of one's own sessions", status_code=204)
def end_session(work: WriteWork, id: Annotated[str, Field(min_length=1, max_length=100)]) -> None:
    signing_in.end_own_session(work, id)


@own_router.get("/api-keys", summary="API keys")
def list_api_keys(work: ReadWork) -> list[ApiKeyView]:
    return reads.api_keys(work)


@own_router.post("/api-keys", summary="Make an API key", status_code=201)
def create_api_key(work: WriteWork, body: ApiKeyDraft) -> ApiKeyView:
    """The secret is in this answer only."""
    return actions.create_api_key(work, body)


@own_router.delete("/api-keys/{id}", summary="Revoke an API key", status_code=204)
def revoke_api_key(work: WriteWork, id: RowKey) -> None:
    actions.revoke_api_key(work, id)


def profile_of(work: ReadWork, request: Request, user_id: int) -> Profile:
    person = reads.account(work, user_id)
    known = app_of(request).rights
    settings = work.settings
    places = None if person.location_ids is None else catalog.named_locations(work, person.location_ids)
    return Profile(
        id=person.id,
        email=person.email,
        name=person.name,
        lang=person.lang,
        roles=person.roles,
        rights=expand(access.actor_of_user(person).rights, known),
        locations=places,
        company=Company(
            name=settings.company, currency=settings.currency, timezone=settings.timezone, lang=settings.lang, demo=settings.demo
        ),
        version=person.version,
    )


def expand(rights: frozenset[str], known: tuple[str, ...]) -> list[str]:
    """The rights written out one by one."""
    actor = access.actor_with(rights)
    return [right for right in known if actor.may(right)]


def current_session(work: ReadWork, request: Request) -> str | None:
    bearer = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
    return None if bearer.startswith(reads.KEY_PREFIX) else reads.session_of_token(work, bearer)


def _answer(request: Request, response: Response, tokens: signing_in.Tokens) -> TokenAnswer:
    if tokens.refresh_token:
        _set_cookie(request, response, REFRESH_COOKIE, tokens.refresh_token, EIGHT_HOURS)
    with app_of(request).works.read(access.GUEST) as work:
        who = profile_of(work, request, tokens.user_id)
    return TokenAnswer(access_token=tokens.access_token, expires_in=tokens.expires_in, user=who)


def _device(request: Request) -> signing_in.Device:
    return signing_in.Device(
        user_agent=request.headers.get("user-agent", ""),
        address=request.client.host if request.client else "",
        known_as=request.cookies.get(_cookie(request, DEVICE_COOKIE), ""),
    )


def _refuse_cross_site(request: Request) -> None:
    site = request.headers.get("sec-fetch-site", "same-origin")
    if request.headers.get("x-fluxion") != "1" or site not in ("same-origin", "none"):
        raise CrossSite


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"


def _cookie(request: Request, name: str) -> str:
    """With TLS the cookie is bound to this host alone; the prefix that says so needs the path `/`."""
    return f"__Host-{name}" if _is_secure(request) else name


def _path(request: Request) -> str:
    return "/" if _is_secure(request) else COOKIE_PATH


def _set_cookie(request: Request, response: Response, name: str, value: str, life: int) -> None:
    response.set_cookie(
        _cookie(request, name), value, max_age=life, path=_path(request), secure=_is_secure(request), httponly=True, samesite="strict"
    )
