"""What upkeep refuses."""

from typing import ClassVar

from fluxion.values.errors import Kind, Refusal, Text


class JobEnded(Refusal):
    """The job ended before it could be cancelled."""

    code = "upkeep.job_ended"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "El trabajo «{title}» ya terminó; no queda nada que cancelar.",
        "en": "The job “{title}” has already ended; there is nothing left to cancel.",
        "pt": "A tarefa “{title}” já terminou; não há o que cancelar.",
    }
