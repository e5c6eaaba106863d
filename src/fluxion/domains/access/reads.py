"""Questions to access: who a token stands for, the accounts, the sessions, the audit trail."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from typing import Any, Protocol

import jwt
from sqlalchemy import Select, Text, bindparam, cast, func, or_, select

from fluxion.base.columns import UtcDateTime
from fluxion.base.facts import Fact, FactRow, fact_kinds
from fluxion.base.paging import Ask, Page, read_page
from fluxion.base.secrets import secret_key, token_digest
from fluxion.base.work import Actor, Work
from fluxion.domains.access.errors import Unauthenticated
from fluxion.domains.access.rules import SESSION_IDLE, rights_of
from fluxion.domains.access.shapes import ApiKeyView, AuditView, SessionView, UserView
from fluxion.domains.access.tables import ApiKey, SetupToken, UserAccount, UserSession
from fluxion.values.errors import NotFound

ISSUER, AUDIENCE, TOKEN_TYPE = "fluxion", "fluxion-api", "at+jwt"
KEY_PREFIX = "flx_live_"
MAX_TOKEN = 4096
TOKENS_KNOWN = 1024
_ACCOUNT = [UserAccount.__table__.c[name] for name in ("id", "name", "lang", "roles", "location_ids", "active")]


class Account(Protocol):
    """What of an account an actor is made of."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def lang(self) -> str: ...
    @property
    def roles(self) -> list[str]: ...
    @property
    def location_ids(self) -> list[int] | None: ...
    @property
    def active(self) -> bool: ...


def actor_of_token(work: Work, token: str) -> Actor:
    """The actor that an access token or an API key stands for right now; raises Unauthenticated.

    The session or key is looked up each time: log-out, a changed role and a deactivated account count at once.
    """
    if len(token) > MAX_TOKEN:
        raise Unauthenticated
    user = _user_of_key(work, token) if token.startswith(KEY_PREFIX) else _user_of_session(work, session_of_token(work, token))
    if user is None or not user.active:
        raise Unauthenticated
    return actor_of_user(user)


def session_of_token(work: Work, token: str) -> str:
    """The session id inside a valid access token; raises Unauthenticated for any other text."""
    sid, expires = _signed(token, secret_key(work.settings, "access-token"))
    if expires <= work.now.timestamp():
        raise Unauthenticated
    return sid


@lru_cache(maxsize=TOKENS_KNOWN)
def _signed(token: str, key: bytes) -> tuple[str, int]:
    """The session in a token that this key signed, and when the token ends. A signature stays true: it is checked once."""
    try:
        header = jwt.get_unverified_header(token)
        if header.get("typ") != TOKEN_TYPE:
            raise Unauthenticated
        claims = jwt.decode(
            token,
            key,
            algorithms=["HS256"],
            audience=AUDIENCE,
            issuer=ISSUER,
            options={"require": ["exp", "iat", "sub", "sid"], "verify_exp": False, "verify_iat": False},
        )
        return str(claims["sid"]), int(claims["exp"])
    except (jwt.PyJWTError, ValueError, TypeError, RecursionError) as error:
        raise Unauthenticated from error


def _user_of_session(work: Work, sid: str) -> Account | None:
    found: Account | None = work.db.execute(_live_session(), {"sid": sid, "now": work.now}).one_or_none()
    return found


@cache
def _live_session() -> Select[*tuple[Any, ...]]:
    """Put together once, over columns and not rows to be changed: every request asks it."""
    session = UserSession.__table__.c
    return (
        select(*_ACCOUNT)
        .join(UserSession.__table__, session.user_id == UserAccount.__table__.c.id)
        .where(session.id == bindparam("sid"), session.ended_at.is_(None), session.ends_at > bindparam("now", type_=UtcDateTime()))
    )


def _user_of_key(work: Work, token: str) -> Account | None:
    prefix = token.removeprefix(KEY_PREFIX).partition("_")[0]
    found: Account | None = work.db.execute(_live_key(), {"prefix": prefix, "digest": token_digest(token), "now": work.now}).one_or_none()
    return found


@cache
def _live_key() -> Select[*tuple[Any, ...]]:
    key = ApiKey.__table__.c
    return (
        select(*_ACCOUNT)
        .join(ApiKey.__table__, key.user_id == UserAccount.__table__.c.id)
        .where(
            key.prefix == bindparam("prefix"),
            key.digest == bindparam("digest"),
            key.revoked_at.is_(None),
            or_(key.expires_at.is_(None), key.expires_at > bindparam("now", type_=UtcDateTime())),
        )
    )


def actor_of_user(user: Account) -> Actor:
    """The actor with the rights and locations of the account."""
    places = None if user.location_ids is None else frozenset(user.location_ids)
    return Actor(id=user.id, name=user.name, rights=rights_of(tuple(user.roles)), locations=places, lang=user.lang)


def is_set_up(work: Work) -> bool:
    """Whether the company has any account yet."""
    return work.db.scalar(select(UserAccount.id).limit(1)) is not None


def live_setup_token(work: Work, token: str) -> SetupToken | None:
    """The set-up link of this token if it may still be used."""
    found = work.db.get(SetupToken, token_digest(token))
    return found if found and found.used_at is None and found.expires_at > work.now else None


def user_of_email(work: Work, email: str) -> UserAccount | None:
    return work.db.scalar(select(UserAccount).where(UserAccount.email == email.strip().lower()))


def account(work: Work, user_id: int) -> UserAccount:
    """The row of one account; raises NotFound."""
    if (found := work.db.get(UserAccount, user_id)) is None:
        raise NotFound
    return found


def user(work: Work, user_id: int) -> UserView:
    """One account; everybody may see their own. Raises NotFound."""
    if work.actor.id != user_id:
        work.require("access.read")
    found = account(work, user_id)
    return _user_view(found, _last_seen(work, [user_id]))


def users(work: Work, ask: Ask, q: str | None = None, active: bool | None = None) -> Page[UserView]:
    """The accounts, by name."""
    work.require("access.read")
    query = select(UserAccount)
    if q:
        like = f"%{q.lower()}%"
        query = query.where(or_(func.lower(UserAccount.name).like(like), UserAccount.email.like(like)))
    if active is not None:
        query = query.where(UserAccount.active.is_(active))
    orders = {"name": func.lower(UserAccount.name), "email": UserAccount.email, "created_at": UserAccount.created_at}
    page = read_page(work.db, work.settings, query, ask, orders, UserAccount.id, lambda row: row[0], "name")
    seen = _last_seen(work, [each.id for each in page.items])
    return Page(items=[_user_view(each, seen) for each in page.items], next_cursor=page.next_cursor, total=page.total)


def _last_seen(work: Work, ids: list[int]) -> Mapping[int, datetime]:
    rows = work.db.execute(
        select(UserSession.user_id, func.max(UserSession.last_seen_at)).where(UserSession.user_id.in_(ids)).group_by(UserSession.user_id)
    )
    return dict(rows.all())


def _user_view(row: UserAccount, seen: Mapping[int, datetime]) -> UserView:
    return UserView(
        id=row.id, email=row.email, name=row.name, lang=row.lang, active=row.active, roles=row.roles, location_ids=row.location_ids,
        last_seen_at=seen.get(row.id), created_at=row.created_at, version=row.version,
    )  # fmt: skip


def own_sessions(work: Work, current: str | None) -> list[SessionView]:
    """The actor's sessions that are still open, newest first."""
    rows = work.db.scalars(
        select(UserSession)
        .where(
            UserSession.user_id == work.actor.id,
            UserSession.ended_at.is_(None),
            UserSession.ends_at > work.now,
            UserSession.last_seen_at > work.now - SESSION_IDLE,
        )
        .order_by(UserSession.created_at.desc())
    )
    return [
        SessionView(
            id=row.id, created_at=row.created_at, last_seen_at=row.last_seen_at, ends_at=row.ends_at,
            user_agent=row.user_agent, address=row.address, current=row.id == current,
        )
        for row in rows
    ]  # fmt: skip


def api_keys(work: Work) -> list[ApiKeyView]:
    """The actor's API keys; who may read accounts sees everybody's."""
    query = select(ApiKey).order_by(ApiKey.id.desc())
    if not work.actor.may("access.read"):
        query = query.where(ApiKey.user_id == work.actor.id)
    return [api_key_view(row) for row in work.db.scalars(query)]


def api_key_view(row: ApiKey, secret: str | None = None) -> ApiKeyView:
    return ApiKeyView(
        id=row.id, name=row.name, prefix=KEY_PREFIX + row.prefix, user_id=row.user_id, created_at=row.created_at,
        expires_at=row.expires_at, revoked_at=row.revoked_at, secret=secret,
    )  # fmt: skip


def audit(work: Work, ask: Ask, **wanted: Any) -> Page[AuditView]:
    """The audit trail, newest first: who changed what and when. Confined people see their own locations' lines only.

    Filters: kind, actor_id, subject_type, subject_id, first, last (moments), q (part of the data or of a name).
    """
    work.require("access.read_audit")
    columns = {"kind": FactRow.kind, "actor_id": FactRow.actor_id, "subject_type": FactRow.subject_type, "subject_id": FactRow.subject_id}
    query = select(FactRow).where(*(columns[key] == value for key, value in wanted.items() if key in columns and value is not None))
    if wanted.get("first"):
        query = query.where(FactRow.at >= wanted["first"])
    if wanted.get("last"):
        query = query.where(FactRow.at <= wanted["last"])
    if q := wanted.get("q"):
        like = f"%{q.lower()}%"
        query = query.where(or_(func.lower(FactRow.actor_name).like(like), func.lower(cast(FactRow.data, Text)).like(like)))
    if work.actor.locations is not None:
        query = query.where(FactRow.location_id.in_(work.actor.locations))
    titles = fact_kinds()
    return read_page(
        work.db, work.settings, query, ask, {"id": FactRow.id}, FactRow.id, lambda row: _audit_view(row[0], titles, work), "-id"
    )


def _audit_view(row: FactRow, kinds: Mapping[str, type[Fact]], work: Work) -> AuditView:
    kind = kinds.get(row.kind)
    try:
        title = kind.told(row.data, work.lang, work.settings.timezone) if kind else row.kind
    except (LookupError, ArithmeticError, TypeError, ValueError):  # as an earlier version kept it
        title = row.kind
    return AuditView(
        id=row.id, at=row.at, actor_id=row.actor_id, actor_name=row.actor_name, kind=row.kind, title=title, subject_type=row.subject_type,
        subject_id=row.subject_id, location_id=row.location_id, data=row.data, request_id=row.request_id,
    )  # fmt: skip
