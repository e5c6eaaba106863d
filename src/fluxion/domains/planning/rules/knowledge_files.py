"""How files write events and successors: the words for each kind, and what is said of a value out of range. Pure."""

from collections.abc import Mapping

from fluxion.values.codes import search_key
from fluxion.values.errors import FieldError, Text

KIND_WORDS: Mapping[str, tuple[str, ...]] = {
    "promotion": ("promotion", "promocion", "promocao", "promo", "oferta"),
    "holiday": ("holiday", "feriado", "festivo"),
    "season": ("season", "temporada", "estacion", "estacao"),
    "closure": ("closure", "cierre", "fechamento", "cerrado", "closed"),
    "other": ("other", "otro", "outro"),
}

RANGES: Mapping[str, Text] = {
    "kind": {
        "es": "Escriba promoción, feriado, temporada, cierre u otro.",
        "en": "Write promotion, holiday, season, closure or other.",
        "pt": "Escreva promoção, feriado, temporada, fechamento ou outro.",
    },
    "factor": {"es": "Debe estar entre 0 y 100.", "en": "It must be between 0 and 100.", "pt": "Deve estar entre 0 e 100."},
    "share": {
        "es": "Debe ser mayor que 0 y como máximo 10 (1 es toda la demanda).",
        "en": "It must be more than 0 and at most 10 (1 is all of the demand).",
        "pt": "Deve ser maior que 0 e no máximo 10 (1 é toda a demanda).",
    },
}
NOT_VALID: Text = {"es": "El valor no es válido.", "en": "The value is not valid.", "pt": "O valor não é válido."}


def event_kind(word: str) -> str:
    """The kind of event that a word of any of the three languages means; the word itself when it is none.

    >>> event_kind("Promoción"), event_kind("feriado"), event_kind("fiesta")
    ('promotion', 'holiday', 'fiesta')
    """
    key = search_key(word)
    return next((kind for kind, words in KIND_WORDS.items() if key in words), word)


def out_of_range(field: str) -> FieldError:
    """What is said of a field whose value cannot be."""
    return FieldError(f"/{field}", "out_of_range", RANGES.get(field, NOT_VALID))
