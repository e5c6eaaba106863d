"""Who may do what: roles as sets of rights, what a good password is, how long a session lasts."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import lru_cache

from fluxion.base.work import Actor
from fluxion.values.errors import FieldError, Text

RIGHTS = ("access.read", "access.create_user", "access.edit_user", "access.read_audit", "access.create_api_key")

GUEST = Actor(id=None, name="guest", rights=frozenset())

_MOVES_STOCK = frozenset(
    {"stock.create_transfer", "stock.edit_transfer", "stock.ship_transfer", "stock.receive_transfer", "stock.cancel_transfer"}
)

ROLES: Mapping[str, frozenset[str]] = {
    "admin": frozenset({"*"}),
    "manager": frozenset(
        {
            *(
                "catalog.*",
                "partners.*",
                "stock.*",
                "prices.*",
                "sales.*",
                "purchases.*",
                "history.*",
                "planning.*",
                "insights.*",
                "integration.*",
            ),
            *("upkeep.read", "upkeep.cancel_job", "access.read", "access.read_audit", "access.create_api_key"),
        }
    ),
    "buyer": frozenset(
        {
            *(
                "catalog.read",
                "catalog.edit_product",
                "partners.*",
                "stock.read",
                "stock.approve_transfer",
                "prices.read",
                "prices.calculate",
                "prices.edit_cost_sheet",
                "sales.read",
                "purchases.*",
            ),
            *("history.read", "planning.*", "insights.*", "integration.*", "access.create_api_key", *_MOVES_STOCK),
        }
    ),
    "sales": frozenset({"catalog.read", "partners.read", "stock.read", "prices.read", "sales.read", "insights.read"}),
    "store": frozenset(
        {
            *("catalog.read", "stock.read", "stock.record_movement", "planning.read", "planning.approve_transfer"),
            *("purchases.read", "purchases.receive_order", "insights.read", *_MOVES_STOCK),
        }
    ),
    "viewer": frozenset({"*.read"}),
}

SESSION_LIFE = timedelta(hours=8)
SESSION_IDLE = timedelta(minutes=30)
ACCESS_LIFE = timedelta(minutes=10)
SETUP_LIFE = timedelta(hours=1)
REFRESH_GRACE = timedelta(seconds=10)
TRIES_PER_HOUR = 20
PASSWORD_LENGTH = (12, 256)

_TOO_SHORT: Text = {
    "es": "Use al menos 12 caracteres; una frase sirve.",
    "en": "Use at least 12 characters; a phrase will do.",
    "pt": "Use ao menos 12 caracteres; uma frase serve.",
}
_TOO_LONG: Text = {
    "es": "Use como máximo 256 caracteres.",
    "en": "Use at most 256 characters.",
    "pt": "Use no máximo 256 caracteres.",
}
_KNOWN: Text = {
    "es": "Se adivina pronto: es una de las más usadas, una secuencia o sus propios datos. Elija otra; una frase sirve.",
    "en": "It is soon guessed: one of the most used, a sequence or your own details. Choose another; a phrase will do.",
    "pt": "É fácil de adivinhar: uma das mais usadas, uma sequência ou seus próprios dados. Escolha outra; uma frase serve.",
}


def actor_with(rights: frozenset[str]) -> Actor:
    """Somebody with these rights and no more, to ask what they would allow."""
    return Actor(id=None, name="", rights=rights)


@lru_cache(maxsize=256)
def rights_of(roles: tuple[str, ...]) -> frozenset[str]:
    """The rights that the roles give together.

    >>> sorted(rights_of(("viewer",)))
    ['*.read']
    """
    return frozenset().union(*(ROLES.get(role, frozenset()) for role in roles))


def password_errors(password: str, is_guessable: Callable[[str], bool], pointer: str = "/password") -> list[FieldError]:
    """Why a password cannot be taken; empty when it can. Any character is allowed, nothing is cut off."""
    shortest, longest = PASSWORD_LENGTH
    if len(password) < shortest:
        return [FieldError(pointer, "password_too_short", _TOO_SHORT)]
    if len(password) > longest:
        return [FieldError(pointer, "password_too_long", _TOO_LONG)]
    if is_guessable(password):
        return [FieldError(pointer, "password_common", _KNOWN)]
    return []
