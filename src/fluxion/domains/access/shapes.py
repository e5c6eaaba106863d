"""What goes in and out of access."""

from datetime import datetime
from typing import Annotated, Any, Literal

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field

from fluxion.base.fields import Id
from fluxion.base.web import Body, Shape

Role = Literal["admin", "manager", "buyer", "sales", "store", "viewer"]
Lang = Literal["es", "en", "pt"]


def _address(value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as error:
        raise ValueError(str(error)) from error


Email = Annotated[str, Field(min_length=3, max_length=254, examples=["ana@empresa.com"]), AfterValidator(_address)]
PersonName = Annotated[str, Field(min_length=1, max_length=120, examples=["Ana Pérez"])]
Password = Annotated[str, Field(min_length=1, max_length=1024, examples=["cuatro palabras nada comunes"])]


class Credentials(Body):
    """E-mail and password; `otp` is accepted for accounts with a second factor, which come later."""

    email: Annotated[str, Field(min_length=1, max_length=254, examples=["ana@empresa.com"])]
    password: Password
    otp: Annotated[str, Field(max_length=12)] | None = None


class SetupForm(Body):
    """The first administrator, by the one-time link."""

    token: Annotated[str, Field(min_length=1, max_length=200)]
    name: PersonName
    email: Email
    password: Password


class PasswordForm(Body):
    current: Password
    new: Password


class OwnProfile(Body):
    name: PersonName | None = None
    lang: Lang | None = None


class UserDraft(Body):
    """A new account; without `location_ids` (null) the person sees every location."""

    email: Email
    name: PersonName
    password: Password
    roles: Annotated[list[Role], Field(min_length=1, max_length=6)]
    location_ids: Annotated[list[Id], Field(min_length=1, max_length=1000)] | None = None
    lang: Lang = "es"


class UserChange(Body):
    """What is to change; what is left out stays."""

    name: PersonName | None = None
    password: Password | None = None
    roles: Annotated[list[Role], Field(min_length=1, max_length=6)] | None = None
    location_ids: Annotated[list[Id], Field(min_length=1, max_length=1000)] | None = None
    lang: Lang | None = None
    active: bool | None = None


class UserView(Shape):
    id: int
    email: str
    name: str
    lang: str
    active: bool
    roles: list[str]
    location_ids: list[int] | None
    last_seen_at: datetime | None
    created_at: datetime
    version: int


class RoleView(Shape):
    name: str
    rights: list[str]


class SessionView(Shape):
    id: str
    created_at: datetime
    last_seen_at: datetime
    ends_at: datetime
    user_agent: str
    address: str
    current: bool


class ApiKeyDraft(Body):
    name: Annotated[str, Field(min_length=1, max_length=80, examples=["Sincronización del ERP"])]
    expires_in_days: Annotated[int, Field(ge=1, le=3650)] | None = None


class ApiKeyView(Shape):
    """`secret` is told once, when the key is made."""

    id: int
    name: str
    prefix: str
    user_id: int
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    secret: str | None = None


class AuditView(Shape):
    """One line of the audit trail."""

    id: int
    at: datetime
    actor_id: int | None
    actor_name: str
    kind: str
    title: str
    subject_type: str
    subject_id: str | None
    location_id: int | None
    data: dict[str, Any]
    request_id: str | None
