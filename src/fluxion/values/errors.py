"""Refusals: what Fluxion says when it will not do something, in the three languages.

Every refusal has a stable `code` (never translated), a `kind` (which a face turns into a status or an exit code) and a
text with its remedy. Domains subclass `Refusal` in their own `errors.py`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

Text = Mapping[str, str]
LANGUAGES: tuple[str, ...] = ("es", "en", "pt")
DEFAULT_LANGUAGE = "es"


class Kind(StrEnum):
    """How a refusal is to be understood by whoever receives it."""

    BAD_INPUT = "bad_input"
    NOT_FOUND = "not_found"
    FORBIDDEN = "forbidden"
    CONFLICT = "conflict"
    STALE = "stale"
    PRECONDITION_REQUIRED = "precondition_required"
    UNAUTHENTICATED = "unauthenticated"
    TOO_MANY = "too_many"
    TOO_LARGE = "too_large"
    UNAVAILABLE = "unavailable"


def say(text: Text, lang: str, params: Mapping[str, object] | None = None) -> str:
    """The text in the language asked for (Spanish when it is unknown), with its named parameters filled in.

    >>> say({"es": "Hola {name}", "en": "Hello {name}", "pt": "Olá {name}"}, "en", {"name": "Ana"})
    'Hello Ana'
    """
    template = text.get(lang) or text[DEFAULT_LANGUAGE]
    return template.format_map(params or {})


@dataclass(frozen=True)
class FieldError:
    """One field that cannot be accepted: where it is (JSON pointer), a stable code and what to do about it."""

    pointer: str
    code: str
    message: Text

    def in_language(self, lang: str) -> dict[str, str]:
        return {"pointer": self.pointer, "code": self.code, "message": say(self.message, lang)}


class Refusal(Exception):
    """Something that was asked for and is not done; nothing was changed."""

    code: ClassVar[str] = "refused"
    kind: ClassVar[Kind] = Kind.BAD_INPUT
    text: ClassVar[Text] = {
        "es": "La solicitud no se puede cumplir.",
        "en": "The request cannot be carried out.",
        "pt": "O pedido não pode ser atendido.",
    }

    def __init__(self, *, errors: Sequence[FieldError] = (), **params: object) -> None:
        self.params = params
        self.errors = tuple(errors)
        super().__init__(self.code, params)

    def in_language(self, lang: str) -> str:
        params = {name: say(value, lang) if isinstance(value, Mapping) else value for name, value in self.params.items()}
        return say(self.text, lang, params)

    def __str__(self) -> str:
        return f"{self.code}: {self.in_language('en')}"


class BadInput(Refusal):
    """One or more fields are wrong; `errors` names each with its remedy."""

    code = "bad_input"
    kind = Kind.BAD_INPUT
    text: ClassVar[Text] = {
        "es": "Hay datos que no se pueden aceptar; revise los campos señalados.",
        "en": "Some values cannot be accepted; check the fields named.",
        "pt": "Há dados que não podem ser aceitos; verifique os campos indicados.",
    }


class NotFound(Refusal):
    """What was asked for does not exist, or lies outside what the person may see."""

    code = "not_found"
    kind = Kind.NOT_FOUND
    text: ClassVar[Text] = {
        "es": "No se encontró lo que busca.",
        "en": "What you are looking for was not found.",
        "pt": "O que você procura não foi encontrado.",
    }


class Forbidden(Refusal):
    """The person lacks the right to do this."""

    code = "forbidden"
    kind = Kind.FORBIDDEN
    text: ClassVar[Text] = {
        "es": "No tiene permiso para esta acción ({right}). Pídalo a un administrador.",
        "en": "You are not allowed to do this ({right}). Ask an administrator.",
        "pt": "Você não tem permissão para esta ação ({right}). Peça a um administrador.",
    }


class Stale(Refusal):
    """Somebody else changed it since it was read."""

    code = "stale"
    kind = Kind.STALE
    text: ClassVar[Text] = {
        "es": "Otra persona lo cambió mientras tanto; vuelva a cargarlo y repita el cambio.",
        "en": "Somebody else changed it meanwhile; reload it and make your change again.",
        "pt": "Outra pessoa o alterou nesse meio-tempo; recarregue e repita a alteração.",
    }


class Taken(Refusal):
    """The code or name already belongs to another row."""

    code = "taken"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "Ya existe {what} «{value}». Elija otro.",
        "en": "{what} “{value}” already exists. Choose another.",
        "pt": "Já existe {what} “{value}”. Escolha outro.",
    }


def require_version(current: int, given: int | None) -> None:
    """Refuse as `Stale` when the version a person saw is no longer the current one; None means no check was asked for."""
    if given is not None and given != current:
        raise Stale
