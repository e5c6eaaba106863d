"""What people do to accounts: set up, create, edit, change a password, make and revoke API keys."""

import secrets
from datetime import timedelta
from functools import partial
from typing import Any

from sqlalchemy import select

from fluxion.base.secrets import new_token, token_digest
from fluxion.base.work import Work
from fluxion.domains.access.errors import LastAdministrator, SetupLinkDead, WrongCredentials
from fluxion.domains.access.events import ApiKeyCreated, ApiKeyRevoked, PasswordChanged, UserCreated, UserEdited
from fluxion.domains.access.passwords import hash_password, is_guessable, password_matches
from fluxion.domains.access.reads import KEY_PREFIX, account, api_key_view, is_set_up, live_setup_token, user, user_of_email
from fluxion.domains.access.rules import SETUP_LIFE, password_errors
from fluxion.domains.access.shapes import (
    ApiKeyDraft,
    ApiKeyView,
    OwnProfile,
    PasswordForm,
    SetupForm,
    UserChange,
    UserDraft,
    UserView,
)
from fluxion.domains.access.signing_in import end_all_sessions
from fluxion.domains.access.tables import ApiKey, SetupToken, UserAccount
from fluxion.values.errors import BadInput, NotFound, Taken, require_version


def issue_setup_token(work: Work) -> str:
    """A one-time token, good for an hour, by which the first administrator comes in; SetupLinkDead once there is one."""
    work.require("access.create_user")
    if is_set_up(work):
        raise SetupLinkDead
    token = new_token()
    work.db.add(SetupToken(digest=token_digest(token), expires_at=work.now + SETUP_LIFE))
    return token


def accept_setup(work: Work, form: SetupForm) -> UserView:
    """Create the first administrator from the set-up link, which is dead afterwards. The token itself is the right."""
    token = live_setup_token(work, form.token)
    if token is None or is_set_up(work):
        raise SetupLinkDead
    token.used_at = work.now
    draft = UserDraft(email=form.email, name=form.name, password=form.password, roles=["admin"], lang=_lang(work))
    return _insert(work, draft)


def _lang(work: Work) -> Any:
    return work.lang if work.lang in ("es", "en", "pt") else "es"


def create_user(work: Work, draft: UserDraft) -> UserView:
    """A new account with its roles and, if confined, its locations."""
    work.require("access.create_user")
    return _insert(work, draft)


def _insert(work: Work, draft: UserDraft) -> UserView:
    if errors := password_errors(draft.password, partial(is_guessable, email=draft.email)):
        raise BadInput(errors=errors)
    if user_of_email(work, draft.email):
        raise Taken(what="una cuenta con" if work.lang == "es" else "account", value=draft.email)
    row = UserAccount(
        email=draft.email, name=draft.name, lang=draft.lang, password_hash=hash_password(draft.password), roles=list(draft.roles),
        location_ids=draft.location_ids, active=True, created_at=work.now, version=1,
    )  # fmt: skip
    work.db.add(row)
    work.db.flush()
    work.emit(UserCreated(subject_id=row.id, email=row.email, roles=row.roles, location_ids=row.location_ids))
    return UserView(
        id=row.id, email=row.email, name=row.name, lang=row.lang, active=True, roles=row.roles, location_ids=row.location_ids,
        last_seen_at=None, created_at=row.created_at, version=1,
    )  # fmt: skip


def edit_user(work: Work, user_id: int, change: UserChange, version: int | None = None) -> UserView:
    """Change an account; a new role, password or state ends its sessions, so that it counts at once."""
    work.require("access.edit_user")
    row = account(work, user_id)
    require_version(row.version, version)
    given = change.model_dump(exclude_unset=True)
    password = given.pop("password", None)
    if password is not None and (errors := password_errors(password, partial(is_guessable, email=row.email))):
        raise BadInput(errors=errors)
    given = {key: value for key, value in given.items() if value is not None or key == "location_ids"}
    _refuse_lockout(work, row, given)
    before = {key: getattr(row, key) for key in given}
    for key, value in given.items():
        setattr(row, key, value)
    if password is not None:
        row.password_hash = hash_password(password)
    row.version += 1
    if password is not None or {"roles", "location_ids", "active"} & given.keys():
        end_all_sessions(work, row.id, "account changed")
    work.emit(UserEdited(subject_id=row.id, email=row.email, before=before, after=given | ({"password": "…"} if password else {})))
    work.db.flush()
    return user(work, user_id)


def _refuse_lockout(work: Work, row: UserAccount, given: dict[str, Any]) -> None:
    """Refuse as LastAdministrator what would leave nobody able to administer, confined or not."""
    if "admin" not in row.roles or not row.active:
        return
    stays = given.get("active", True) and "admin" in given.get("roles", row.roles) and given.get("location_ids") is None
    if stays:
        return
    others = work.db.scalars(select(UserAccount.roles).where(UserAccount.active.is_(True), UserAccount.id != row.id))
    if not any("admin" in roles for roles in others):
        raise LastAdministrator


def deactivate_user(work: Work, user_id: int, version: int | None = None) -> UserView:
    """Close an account for good measure: its name stays in the trail, its sessions end."""
    return edit_user(work, user_id, UserChange(active=False), version)


def edit_own_profile(work: Work, change: OwnProfile) -> None:
    """Change one's own name or language; everybody may."""
    row = account(work, work.actor.id or 0)
    given = {key: value for key, value in change.model_dump(exclude_unset=True).items() if value is not None}
    before = {key: getattr(row, key) for key in given}
    for key, value in given.items():
        setattr(row, key, value)
    row.version += 1
    work.emit(UserEdited(subject_id=row.id, email=row.email, before=before, after=given))


def change_password(work: Work, form: PasswordForm, current_session: str | None) -> None:
    """Change one's own password, knowing the present one; every other session ends."""
    row = account(work, work.actor.id or 0)
    if not password_matches(form.current, row.password_hash):
        raise WrongCredentials
    if errors := password_errors(form.new, partial(is_guessable, email=row.email), "/new"):
        raise BadInput(errors=errors)
    row.password_hash = hash_password(form.new)
    end_all_sessions(work, row.id, "password changed", but=current_session)
    work.emit(PasswordChanged(subject_id=row.id, email=row.email))


def create_api_key(work: Work, draft: ApiKeyDraft) -> ApiKeyView:
    """A new key that acts with the maker's rights; its secret is told this once."""
    work.require("access.create_api_key")
    prefix = secrets.token_hex(6)
    secret = f"{KEY_PREFIX}{prefix}_{new_token()}"
    expires = work.now + timedelta(days=draft.expires_in_days) if draft.expires_in_days else None
    row = ApiKey(
        name=draft.name, prefix=prefix, digest=token_digest(secret), user_id=work.actor.id or 0, created_at=work.now, expires_at=expires
    )
    work.db.add(row)
    work.db.flush()
    work.emit(ApiKeyCreated(subject_id=row.id, name=row.name))
    return api_key_view(row, secret)


def revoke_api_key(work: Work, key_id: int) -> None:
    """Make a key useless at once: one's own, or anybody's with the right to edit accounts. Raises NotFound."""
    row = work.db.get(ApiKey, key_id)
    if row is None or (row.user_id != work.actor.id and not work.actor.may("access.edit_user")):
        raise NotFound
    if row.revoked_at is None:
        row.revoked_at = work.now
        work.emit(ApiKeyRevoked(subject_id=row.id, name=row.name))
