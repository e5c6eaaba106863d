"""What purchases refuses to do."""

from typing import ClassVar

from fluxion.values.errors import Kind, Refusal, Text


class WrongState(Refusal):
    """The order is not in a state that allows this."""

    code = "purchases.order_wrong_state"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "El pedido {number} está en estado «{state}»; esto solo se puede hacer en: {allowed}.",
        "en": "Order {number} is “{state}”; this can only be done while it is: {allowed}.",
        "pt": "O pedido {number} está “{state}”; isto só pode ser feito em: {allowed}.",
    }


class LinesLocked(Refusal):
    """The lines of an approved order do not change."""

    code = "purchases.lines_locked"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "El pedido {number} ya está aprobado y sus líneas no cambian; cancélelo y haga otro.",
        "en": "Order {number} is approved and its lines are fixed; cancel it and draft another.",
        "pt": "O pedido {number} já foi aprovado e suas linhas não mudam; cancele-o e faça outro.",
    }


class ReceivedTooMuch(Refusal):
    """More would be received than is still open."""

    code = "purchases.received_too_much"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "De {sku} faltan por llegar {open} y se quieren recibir {received}; registre el excedente como ajuste de existencias.",
        "en": "{open} of {sku} are still to arrive and {received} are to be received; record the surplus as a stock adjustment.",
        "pt": "De {sku} faltam chegar {open} e se quer receber {received}; registre o excedente como ajuste de estoque.",
    }


class PartlyReceived(Refusal):
    """An order that has begun to arrive cannot be cancelled."""

    code = "purchases.partly_received"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "Ya llegó mercancía del pedido {number}; ciérrelo con «recibir» en lugar de cancelarlo.",
        "en": "Goods of order {number} have already arrived; close it with “receive” instead of cancelling it.",
        "pt": "Já chegou mercadoria do pedido {number}; feche-o com “receber” em vez de cancelá-lo.",
    }


class NothingOpen(Refusal):
    """Everything has arrived."""

    code = "purchases.nothing_open"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "Del pedido {number} ya no falta nada por llegar.",
        "en": "Nothing of order {number} is still to arrive.",
        "pt": "Do pedido {number} não falta mais nada.",
    }


class SupplierInactive(Refusal):
    """Nothing is ordered from a supplier out of use."""

    code = "purchases.supplier_inactive"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "El proveedor {code} está desactivado; actívelo o elija otro.",
        "en": "Supplier {code} is deactivated; activate it or choose another.",
        "pt": "O fornecedor {code} está desativado; ative-o ou escolha outro.",
    }
