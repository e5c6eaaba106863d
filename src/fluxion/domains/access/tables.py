"""Rows of access: accounts, sessions and their refresh tokens, set-up links, API keys, attempts to sign in."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from fluxion.base.columns import Json, Row, moment, row_id, version


class UserAccount(Row):
    """One person; `location_ids` null means every location. Roles and locations stand in the row: one read per request."""

    __tablename__ = "user_account"

    id: Mapped[int] = row_id()
    email: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    lang: Mapped[str] = mapped_column(Text, default="es")
    password_hash: Mapped[str] = mapped_column(Text)
    roles: Mapped[list[str]] = mapped_column(Json, default=list)
    location_ids: Mapped[list[int] | None] = mapped_column(Json)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = moment(nullable=False)
    version: Mapped[int] = version()


class UserSession(Row):
    """One signed-in browser or program; ends at log-out, after eight hours, or after thirty idle minutes."""

    __tablename__ = "user_session"
    __table_args__ = (Index("ix_user_session_user", "user_id", "ended_at"),)

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = moment(nullable=False)
    last_seen_at: Mapped[datetime] = moment(nullable=False)
    ends_at: Mapped[datetime] = moment(nullable=False)
    ended_at: Mapped[datetime | None] = moment()
    user_agent: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="")


class RefreshToken(Row):
    """One link in the chain of a session's refresh tokens; using a replaced one ends the session."""

    __tablename__ = "refresh_token"

    digest: Mapped[str] = mapped_column(Text, primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("user_session.id"), index=True)
    issued_at: Mapped[datetime] = moment(nullable=False)
    replaced_at: Mapped[datetime | None] = moment()


class SetupToken(Row):
    """The one-time link by which the first administrator comes in."""

    __tablename__ = "setup_token"

    digest: Mapped[str] = mapped_column(Text, primary_key=True)
    expires_at: Mapped[datetime] = moment(nullable=False)
    used_at: Mapped[datetime | None] = moment()


class ApiKey(Row):
    """A key for a program, which acts with the rights of the person who made it."""

    __tablename__ = "api_key"

    id: Mapped[int] = row_id()
    name: Mapped[str] = mapped_column(Text)
    prefix: Mapped[str] = mapped_column(Text, unique=True)
    digest: Mapped[str] = mapped_column(Text)
    user_id: Mapped[int] = mapped_column(ForeignKey("user_account.id"))
    created_at: Mapped[datetime] = moment(nullable=False)
    expires_at: Mapped[datetime | None] = moment()
    revoked_at: Mapped[datetime | None] = moment()


class SignInBucket(Row):
    """How many passwords were tried in an hour, for one account from unknown devices or from one known device."""

    __tablename__ = "sign_in_bucket"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    hour: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    tries: Mapped[int] = mapped_column(default=0)
