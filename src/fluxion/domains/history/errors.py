"""What history refuses."""

from typing import ClassVar

from fluxion.values.errors import Kind, Refusal, Text


class TooOldToUndo(Refusal):
    """What the load changed is no longer kept in its earlier form."""

    code = "history.too_old_to_undo"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "La carga {batch} ya no se puede deshacer: lo que había antes se conserva 30 días. Corrija los datos con una nueva carga.",
        "en": "Load {batch} can no longer be undone: what was there before is kept for 30 days. Correct the data with a new load.",
        "pt": "A carga {batch} já não pode ser desfeita: o que havia antes é guardado por 30 dias. Corrija os dados com uma nova carga.",
    }


class VersionUnknown(Refusal):
    """The lake has no such version, or no longer keeps it."""

    code = "history.version_unknown"
    kind = Kind.NOT_FOUND
    text: ClassVar[Text] = {
        "es": "No hay versión {version} de las ventas; se conservan las de los últimos 30 días.",
        "en": "There is no version {version} of the sales; those of the last 30 days are kept.",
        "pt": "Não há versão {version} das vendas; guardam-se as dos últimos 30 dias.",
    }


class PublishContended(Refusal):
    """Others kept publishing while this generation was being built."""

    code = "history.publish_contended"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "Otros procesos actualizaron los datos al mismo tiempo; vuelva a intentarlo.",
        "en": "Other processes updated the data at the same time; try again.",
        "pt": "Outros processos atualizaram os dados ao mesmo tempo; tente de novo.",
    }
