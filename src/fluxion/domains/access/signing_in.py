"""Signing in, staying signed in, signing out: sessions and their tokens."""

from dataclasses import dataclass
from datetime import timedelta

import jwt
from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from fluxion.base.secrets import new_token, secret_key, token_digest
from fluxion.base.work import Work
from fluxion.domains.access.errors import TooManyTries, Unauthenticated, WrongCredentials
from fluxion.domains.access.events import SignedIn, SignedOut, SignInRefused
from fluxion.domains.access.passwords import decoy_hash, hash_password, needs_upgrade, password_matches
from fluxion.domains.access.reads import AUDIENCE, ISSUER, TOKEN_TYPE, account, user_of_email
from fluxion.domains.access.rules import ACCESS_LIFE, REFRESH_GRACE, SESSION_IDLE, SESSION_LIFE, TRIES_PER_HOUR
from fluxion.domains.access.shapes import Credentials
from fluxion.domains.access.tables import RefreshToken, SignInBucket, UserAccount, UserSession
from fluxion.values.errors import NotFound

HOUR = 3600


@dataclass(frozen=True)
class Device:
    """Where somebody signs in from; `known_as` is the account this device signed in to before, told by its cookie."""

    user_agent: str = ""
    address: str = ""
    known_as: str = ""


@dataclass(frozen=True)
class Tokens:
    """What a session hands out: the access token and, when it was renewed, the next refresh token."""

    user_id: int
    session_id: str
    access_token: str
    expires_in: int
    refresh_token: str | None


def count_try(work: Work, email: str, device: Device) -> None:
    """Count one try before the password is looked at; refuse as TooManyTries beyond twenty in an hour.

    A device that signed in to the account before has a count of its own, so that strangers cannot lock its owner out.
    """
    hour = int(work.now.timestamp()) // HOUR
    account_key = token_digest(email.strip().lower())
    key = f"known:{token_digest(device.known_as)}" if device.known_as == account_key else f"account:{account_key}"
    dialect = sqlite if work.db.get_bind().dialect.name == "sqlite" else postgresql
    insert = dialect.insert(SignInBucket).values(key=key, hour=hour, tries=1)
    counted = insert.on_conflict_do_update(index_elements=["key", "hour"], set_={"tries": SignInBucket.tries + 1})
    tries = work.db.execute(counted.returning(SignInBucket.tries)).scalar_one()
    work.db.execute(delete(SignInBucket).where(SignInBucket.hour < hour - 24))
    if tries > TRIES_PER_HOUR:
        wait = HOUR - int(work.now.timestamp()) % HOUR
        raise TooManyTries(minutes=wait // 60 + 1, retry_after=wait)


def check_credentials(work: Work, form: Credentials) -> UserAccount | None:
    """The account whose password this is, or None; takes as long for an account that does not exist."""
    found = user_of_email(work, form.email)
    stored = found.password_hash if found and found.active else decoy_hash()
    matches = password_matches(form.password, stored)
    return found if matches and found and found.active else None


def refuse_sign_in(work: Work, email: str, device: Device) -> None:
    """Put the failed try on record."""
    work.emit(SignInRefused(email=email[:254], address=device.address))


def open_session(work: Work, user_id: int, device: Device, password: str | None = None) -> Tokens:
    """A new session for the account; an older kind of password hash is replaced on the way."""
    person = account(work, user_id)
    if not person.active:
        raise WrongCredentials
    if password is not None and needs_upgrade(person.password_hash):
        person.password_hash = hash_password(password)
    session = UserSession(
        id=new_token(), user_id=user_id, created_at=work.now, last_seen_at=work.now, ends_at=work.now + SESSION_LIFE,
        user_agent=device.user_agent[:300], address=device.address[:60],
    )  # fmt: skip
    work.db.add(session)
    work.db.flush()
    work.emit(SignedIn(subject_id=user_id, email=person.email, address=device.address))
    return Tokens(user_id, session.id, *_access_token(work, session), _next_refresh(work, session.id))


def renew(work: Work, refresh_token: str) -> Tokens:
    """A fresh access token for a live session; raises Unauthenticated.

    Each refresh token works once. Within ten seconds of its use it still gives an access token (two tabs at once);
    later use means that it was stolen, and ends the session.
    """
    token = work.db.get(RefreshToken, token_digest(refresh_token))
    session = work.db.get(UserSession, token.session_id) if token else None
    if token is None or session is None or _has_ended(work, session):
        raise Unauthenticated
    session.last_seen_at = work.now
    replaced = work.db.execute(
        update(RefreshToken)
        .where(RefreshToken.digest == token.digest, RefreshToken.replaced_at.is_(None))
        .values(replaced_at=work.now)
        .returning(RefreshToken.digest)
        .execution_options(synchronize_session=False)
    ).first()
    following = _next_refresh(work, session.id) if replaced else None
    return Tokens(session.user_id, session.id, *_access_token(work, session), following)


def was_stolen(work: Work, refresh_token: str) -> str | None:
    """The session to end because a refresh token comes back long after it was replaced; None otherwise."""
    token = work.db.get(RefreshToken, token_digest(refresh_token))
    stolen = token is not None and token.replaced_at is not None and work.now - token.replaced_at > REFRESH_GRACE
    return token.session_id if stolen and token else None


def session_of_refresh(work: Work, refresh_token: str) -> str | None:
    """The session that a refresh token belongs to."""
    token = work.db.get(RefreshToken, token_digest(refresh_token))
    return token.session_id if token else None


def end_session(work: Work, session_id: str, reason: str) -> None:
    """End one session; nothing happens to one that has ended already."""
    session = work.db.get(UserSession, session_id)
    if session is None or session.ended_at is not None:
        return
    session.ended_at = work.now
    work.emit(SignedOut(subject_id=session.user_id, reason=reason))


def end_own_session(work: Work, session_id: str) -> None:
    """End one of the actor's own sessions; raises NotFound for anybody else's."""
    session = work.db.get(UserSession, session_id)
    if session is None or session.user_id != work.actor.id:
        raise NotFound
    end_session(work, session_id, "revoked")


def end_all_sessions(work: Work, user_id: int, reason: str, but: str | None = None) -> None:
    """End every session of an account, except the one named."""
    for sid in work.db.scalars(select(UserSession.id).where(UserSession.user_id == user_id, UserSession.ended_at.is_(None))):
        if sid != but:
            end_session(work, sid, reason)


def _has_ended(work: Work, session: UserSession) -> bool:
    return session.ended_at is not None or session.ends_at <= work.now or work.now - session.last_seen_at > SESSION_IDLE


def _access_token(work: Work, session: UserSession) -> tuple[str, int]:
    life = min(ACCESS_LIFE, session.ends_at - work.now, timedelta(days=1))
    claims = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(session.user_id),
        "sid": session.id,
        "iat": int(work.now.timestamp()),
        "exp": int((work.now + life).timestamp()),
    }
    token = jwt.encode(claims, secret_key(work.settings, "access-token"), algorithm="HS256", headers={"typ": TOKEN_TYPE})
    return token, int(life.total_seconds())


def _next_refresh(work: Work, session_id: str) -> str:
    token = new_token()
    work.db.add(RefreshToken(digest=token_digest(token), session_id=session_id, issued_at=work.now))
    return token
