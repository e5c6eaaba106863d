"""What only the HTTP face refuses."""

from typing import ClassVar

from fluxion.values.errors import Kind, Refusal, Text


class PreconditionMissing(Refusal):
    """A change without saying which version was seen."""

    code = "precondition_required"
    kind = Kind.PRECONDITION_REQUIRED
    text: ClassVar[Text] = {
        "es": "Envíe en If-Match el ETag que leyó, para no pisar el cambio de otra persona.",
        "en": "Send the ETag you read in If-Match, so as not to overwrite somebody else's change.",
        "pt": "Envie em If-Match o ETag que você leu, para não sobrescrever a alteração de outra pessoa.",
    }


class VersionMalformed(Refusal):
    """An If-Match that no answer of ours ever carried."""

    code = "etag_unknown"
    kind = Kind.STALE
    text: ClassVar[Text] = {
        "es": "If-Match no es un ETag de esta dirección; vuelva a leerla.",
        "en": "If-Match is not an ETag of this address; read it again.",
        "pt": "If-Match não é um ETag deste endereço; leia-o novamente.",
    }


class RateExceeded(Refusal):
    """More requests than the limit of their class."""

    code = "rate_exceeded"
    kind = Kind.TOO_MANY
    text: ClassVar[Text] = {
        "es": "Demasiadas solicitudes; espere {retry_after} segundos.",
        "en": "Too many requests; wait {retry_after} seconds.",
        "pt": "Solicitações demais; aguarde {retry_after} segundos.",
    }


class BodyTooLarge(Refusal):
    """A body beyond what this address takes."""

    code = "too_large"
    kind = Kind.TOO_LARGE
    text: ClassVar[Text] = {
        "es": "El envío supera {limit} MB.",
        "en": "The request is larger than {limit} MB.",
        "pt": "O envio supera {limit} MB.",
    }


class CrossSite(Refusal):
    """A request that another site made with the person's cookie."""

    code = "cross_site"
    kind = Kind.FORBIDDEN
    text: ClassVar[Text] = {
        "es": "La solicitud no viene de la página de Fluxion.",
        "en": "The request does not come from Fluxion's own page.",
        "pt": "A solicitação não vem da página do Fluxion.",
    }
