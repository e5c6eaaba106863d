"""What access announces."""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from fluxion.base.facts import Fact
from fluxion.values.errors import Text


@dataclass(frozen=True, kw_only=True)
class SignedIn(Fact):
    kind: ClassVar[str] = "access.signed_in"
    subject_type: ClassVar[str] = "user"
    title: ClassVar[Text] = {"es": "{email} inició sesión", "en": "{email} signed in", "pt": "{email} entrou"}
    email: str
    address: str


@dataclass(frozen=True, kw_only=True)
class SignInRefused(Fact):
    kind: ClassVar[str] = "access.sign_in_refused"
    subject_type: ClassVar[str] = "user"
    title: ClassVar[Text] = {
        "es": "Intento fallido de entrar como {email}",
        "en": "Failed attempt to sign in as {email}",
        "pt": "Tentativa frustrada de entrar como {email}",
    }
    email: str
    address: str


@dataclass(frozen=True, kw_only=True)
class SignedOut(Fact):
    kind: ClassVar[str] = "access.signed_out"
    subject_type: ClassVar[str] = "user"
    title: ClassVar[Text] = {"es": "Sesión cerrada ({reason})", "en": "Session ended ({reason})", "pt": "Sessão encerrada ({reason})"}
    reason: str


@dataclass(frozen=True, kw_only=True)
class UserCreated(Fact):
    kind: ClassVar[str] = "access.user_created"
    subject_type: ClassVar[str] = "user"
    title: ClassVar[Text] = {"es": "Se creó la cuenta {email}", "en": "Account {email} was created", "pt": "A conta {email} foi criada"}
    email: str
    roles: list[str]
    location_ids: list[int] | None


@dataclass(frozen=True, kw_only=True)
class UserEdited(Fact):
    kind: ClassVar[str] = "access.user_edited"
    subject_type: ClassVar[str] = "user"
    title: ClassVar[Text] = {"es": "Se cambió la cuenta {email}", "en": "Account {email} was changed", "pt": "A conta {email} foi alterada"}
    email: str
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Fact):
    kind: ClassVar[str] = "access.password_changed"
    subject_type: ClassVar[str] = "user"
    title: ClassVar[Text] = {
        "es": "{email} cambió su contraseña",
        "en": "{email} changed the password",
        "pt": "{email} alterou a senha",
    }
    email: str


@dataclass(frozen=True, kw_only=True)
class ApiKeyCreated(Fact):
    kind: ClassVar[str] = "access.api_key_created"
    subject_type: ClassVar[str] = "api_key"
    title: ClassVar[Text] = {
        "es": "Se creó la llave de API {name}",
        "en": "API key {name} was created",
        "pt": "A chave de API {name} foi criada",
    }
    name: str


@dataclass(frozen=True, kw_only=True)
class ApiKeyRevoked(Fact):
    kind: ClassVar[str] = "access.api_key_revoked"
    subject_type: ClassVar[str] = "api_key"
    title: ClassVar[Text] = {
        "es": "Se anuló la llave de API {name}",
        "en": "API key {name} was revoked",
        "pt": "A chave de API {name} foi revogada",
    }
    name: str
