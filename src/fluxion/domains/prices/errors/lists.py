"""What price lists refuse."""

from typing import ClassVar

from fluxion.values.errors import Kind, Refusal, Text


class VersionWaiting(Refusal):
    """A version that waits for approval does not change."""

    code = "prices.version_waiting"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "La versión {number} de la lista {code} espera aprobación y no cambia; retírela para seguir editando.",
        "en": "Version {number} of list {code} is waiting for approval and does not change; take it back to go on editing.",
        "pt": "A versão {number} da lista {code} aguarda aprovação e não muda; retire-a para continuar editando.",
    }


class NoDraft(Refusal):
    """There is nothing to publish."""

    code = "prices.no_draft"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "La lista {code} no tiene cambios por publicar; cambie algún precio primero.",
        "en": "List {code} has no changes to publish; change a price first.",
        "pt": "A lista {code} não tem alterações para publicar; mude algum preço primeiro.",
    }


class NotWaiting(Refusal):
    """Nothing of the list waits for approval."""

    code = "prices.not_waiting"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "La lista {code} no tiene ninguna versión que espere aprobación.",
        "en": "No version of list {code} is waiting for approval.",
        "pt": "A lista {code} não tem nenhuma versão aguardando aprovação.",
    }


class OwnApproval(Refusal):
    """Nobody approves what they submitted themselves."""

    code = "prices.own_approval"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "Usted envió esta versión; debe aprobarla otra persona, o suba el umbral de aprobación en la política de precios.",
        "en": "You submitted this version; somebody else has to approve it, or raise the approval threshold in the price policy.",
        "pt": "Você enviou esta versão; outra pessoa deve aprová-la, ou aumente o limite de aprovação na política de preços.",
    }


class LowersMoreNow(Refusal):
    """What waits for approval lowers a price by more than when approval was asked for."""

    code = "prices.lowers_more_now"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "Desde que se pidió la aprobación cambió lo que pagan los clientes: la versión {number} de la lista {code} baja ahora {sku} un "
        "{percent} %, y se pidió aprobar un {asked} % ({rows} productos bajan más que entonces). Devuélvala con el motivo; al publicarla de "
        "nuevo se pide aprobar lo que baja hoy.",
        "en": "What customers pay has changed since approval was asked for: version {number} of list {code} now lowers {sku} by {percent}%, and "
        "{asked}% was to be approved (products lowered by more than then: {rows}). Send it back with the reason; publishing it again asks to "
        "approve what it lowers today.",
        "pt": "Desde que se pediu a aprovação mudou o que os clientes pagam: a versão {number} da lista {code} agora baixa {sku} em {percent}%, "
        "e pediu-se aprovar {asked}% ({rows} produtos baixam mais do que então). Devolva-a com o motivo; ao publicá-la de novo pede-se aprovar "
        "o que baixa hoje.",
    }


class BelowFloor(Refusal):
    """The company's policy lets no list price lie below cost or below the product's minimum."""

    code = "prices.below_floor"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "{rows} precios de la lista {code} quedan por debajo de su piso ({skus}); súbalos o sáquelos de la versión.",
        "en": "{rows} prices of list {code} lie below their floor ({skus}); raise them or take them out of the version.",
        "pt": "{rows} preços da lista {code} ficam abaixo do piso ({skus}); aumente-os ou retire-os da versão.",
    }


class LoweredTooFar(Refusal):
    """A change of whom lists are for, when they hold or which goes first lowers somebody's price by more than one person may decide."""

    code = "prices.lowered_too_far"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "Con este cambio alguien pagaría {percent} % menos por {sku} (lista {code}), y más de {threshold} % necesita una segunda "
        "persona. Cree una lista nueva ya con esos clientes, prioridad y vigencia y publique en ella los precios: la publicación pide aprobación.",
        "en": "By this change somebody would pay {percent}% less for {sku} (list {code}), and more than {threshold}% needs a second person. "
        "Make a new list that has those customers, that priority and period from the start and publish the prices in it: publishing asks for approval.",
        "pt": "Com esta alteração alguém pagaria {percent}% menos por {sku} (lista {code}), e mais de {threshold}% precisa de uma segunda "
        "pessoa. Crie uma lista nova já com esses clientes, prioridade e vigência e publique nela os preços: a publicação pede aprovação.",
    }


class NotRevertible(Refusal):
    """Only a version that was published, and is not undone already, can be undone."""

    code = "prices.not_revertible"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "La versión {number} de la lista {code} no está publicada o ya se deshizo; no hay nada que deshacer.",
        "en": "Version {number} of list {code} is not published or was undone already; there is nothing to undo.",
        "pt": "A versão {number} da lista {code} não está publicada ou já foi desfeita; não há nada a desfazer.",
    }


class AllChangedSince(Refusal):
    """Every price of the version was changed again after it."""

    code = "prices.all_changed_since"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "Todos los precios de la versión {number} cambiaron después; deshaga primero las versiones posteriores.",
        "en": "Every price of version {number} was changed again since; undo the later versions first.",
        "pt": "Todos os preços da versão {number} mudaram depois; desfaça primeiro as versões posteriores.",
    }


class ListWithoutChannel(Refusal):
    """Prices are computed from the markup, taxes and deductions of a channel, and the list names none."""

    code = "prices.list_without_channel"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "La lista {code} no tiene canal, y sin él no hay margen ni deducciones con que calcular; elija un canal.",
        "en": "List {code} has no channel, and without one there are no markup and deductions to compute with; choose a channel.",
        "pt": "A lista {code} não tem canal, e sem ele não há margem nem deduções para calcular; escolha um canal.",
    }


class GroupInUse(Refusal):
    """A list is for the group."""

    code = "prices.group_in_use"
    kind = Kind.CONFLICT
    text: ClassVar[Text] = {
        "es": "El grupo {code} tiene {lists} listas de precios; asígnelas a otro grupo primero.",
        "en": "Group {code} has {lists} price lists; give them to another group first.",
        "pt": "O grupo {code} tem {lists} listas de preços; atribua-as a outro grupo primeiro.",
    }
