"""What the mart refuses: there is nothing to read yet, or it is being made anew."""

from typing import ClassVar

from fluxion.values.errors import Kind, Refusal, Text


class MartMissing(Refusal):
    """No generation was ever published."""

    code = "mart.missing"
    kind = Kind.UNAVAILABLE
    text: ClassVar[Text] = {
        "es": "Todavía no hay datos preparados para mostrar. Importe sus archivos y vuelva a intentarlo.",
        "en": "There is no prepared data to show yet. Import your files and try again.",
        "pt": "Ainda não há dados preparados para mostrar. Importe seus arquivos e tente de novo.",
    }


class MartBroken(Refusal):
    """The file of the current generation is missing or unreadable; it is a cache, and is being built again."""

    code = "mart.rebuilding"
    kind = Kind.UNAVAILABLE
    text: ClassVar[Text] = {
        "es": "Los datos preparados se están reconstruyendo; vuelva a intentarlo en unos minutos.",
        "en": "The prepared data is being rebuilt; try again in a few minutes.",
        "pt": "Os dados preparados estão sendo reconstruídos; tente de novo em alguns minutos.",
    }


class GenerationMoved(Exception):
    """Another generation became current while this one was being built; it has to be built again on top of that."""
