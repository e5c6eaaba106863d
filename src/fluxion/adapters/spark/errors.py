"""Why work cannot be done on Spark, and what to do about it."""

from typing import ClassVar

from fluxion.values.errors import Kind, Refusal, Text


class SparkMissing(Refusal):
    """The client of Spark is not installed."""

    code = "spark.missing"
    kind = Kind.UNAVAILABLE
    text: ClassVar[Text] = {
        "es": "Falta el cliente de Spark: instale fluxion[spark], o quite FLUXION_SPARK_REMOTE para calcular aquí.",
        "en": "Spark's client is missing: install fluxion[spark], or unset FLUXION_SPARK_REMOTE to compute here.",
        "pt": "Falta o cliente do Spark: instale fluxion[spark], ou retire FLUXION_SPARK_REMOTE para calcular aqui.",
    }


class SparkAway(Refusal):
    """The cluster does not answer, or could not do the work."""

    code = "spark.away"
    kind = Kind.UNAVAILABLE
    text: ClassVar[Text] = {
        "es": "Spark en {remote} no hizo el trabajo: {reason}. Revise el clúster (docs/how-to/spark.md) o quite FLUXION_SPARK_REMOTE.",
        "en": "Spark at {remote} did not do the work: {reason}. Check the cluster (docs/how-to/spark.md) or unset FLUXION_SPARK_REMOTE.",
        "pt": "O Spark em {remote} não fez o trabalho: {reason}. Verifique o cluster (docs/how-to/spark.md) ou retire FLUXION_SPARK_REMOTE.",
    }
