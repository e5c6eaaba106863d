"""What stock refuses to do."""

from typing import ClassVar

from fluxion.values.errors import Kind, Refusal, Text


class NotEnough(Refusal):
    """More would be taken than lies there."""

    code = "stock.not_enough"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "No alcanza la existencia de {sku} en {location}: hay {on_hand} y se quieren sacar {wanted}. Cuente de nuevo o pida menos.",
        "en": "Not enough {sku} at {location}: there are {on_hand} and {wanted} are to be taken. Count again or ask for less.",
        "pt": "Não há estoque suficiente de {sku} em {location}: há {on_hand} e se quer retirar {wanted}. Conte de novo ou peça menos.",
    }


class WrongState(Refusal):
    """The transfer is not in a state that allows this."""

    code = "stock.transfer_wrong_state"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "El traslado {number} está en estado «{state}»; esto solo se puede hacer en: {allowed}.",
        "en": "Transfer {number} is “{state}”; this can only be done while it is: {allowed}.",
        "pt": "A transferência {number} está “{state}”; isto só pode ser feito em: {allowed}.",
    }


class MoreThanShipped(Refusal):
    """More would be received than was shipped."""

    code = "stock.more_than_shipped"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "De {sku} se enviaron {shipped} y se quieren recibir {received}; registre el excedente como ajuste.",
        "en": "{shipped} of {sku} were shipped and {received} are to be received; record the surplus as an adjustment.",
        "pt": "De {sku} foram enviados {shipped} e se quer receber {received}; registre o excedente como ajuste.",
    }
