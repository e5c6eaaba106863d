"""Why a foundation model cannot forecast here, and what to do about it."""

from typing import ClassVar

from fluxion.values.errors import Kind, Refusal, Text


class ChronosMissing(Refusal):
    """The package of the model is not installed."""

    code = "chronos.missing"
    kind = Kind.UNAVAILABLE
    text: ClassVar[Text] = {
        "es": "Falta el paquete de Chronos: instale fluxion[chronos], o quite --model para pronosticar con el motor propio.",
        "en": "The package of Chronos is missing: install fluxion[chronos], or leave out --model to forecast with the own engine.",
        "pt": "Falta o pacote do Chronos: instale fluxion[chronos], ou retire --model para prever com o motor próprio.",
    }


class ChronosWeightsAway(Refusal):
    """The weights are not on this machine, or are not those of a Chronos model."""

    code = "chronos.weights_away"
    kind = Kind.UNAVAILABLE
    text: ClassVar[Text] = {
        "es": "Los pesos {weights} no están en este equipo o no son de Chronos ({reason}). Descárguelos antes y diga su carpeta: --model chronos:/carpeta.",
        "en": "The weights {weights} are not on this machine or not those of Chronos ({reason}). Download them first and name their folder: --model chronos:/folder.",
        "pt": "Os pesos {weights} não estão neste computador ou não são do Chronos ({reason}). Baixe-os antes e informe a pasta: --model chronos:/pasta.",
    }
