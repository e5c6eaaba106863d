"""What access announces."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from fluxion.base.facts import Fact, Form, of_codes
from fluxion.values.errors import Text

WHY_ENDED: Mapping[str, Text] = {
    "signed out": {"es": "salió", "en": "signed out", "pt": "saiu"},
    "revoked": {"es": "la cerró su dueño desde otra", "en": "ended by its owner from another one", "pt": "encerrada pelo dono em outra"},
    "account changed": {"es": "cambió la cuenta", "en": "the account changed", "pt": "a conta mudou"},
    "password changed": {"es": "cambió la contraseña", "en": "the password changed", "pt": "a senha mudou"},
    "refresh token used twice": {
        "es": "su llave se usó dos veces",
        "en": "its key was used twice",
        "pt": "sua chave foi usada duas vezes",
    },
}
"""Why a session ended, as its fact keeps it."""


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
    forms: ClassVar[Mapping[str, Form]] = {"reason": of_codes(WHY_ENDED)}
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
