"""What is said of each place where a price was looked for, in three languages. Pure."""

from collections.abc import Mapping

from fluxion.values.errors import Text, say

WHERE: Mapping[str, Text] = {
    "customer": {"es": "Listas del cliente", "en": "The customer's lists", "pt": "Listas do cliente"},
    "segment": {"es": "Listas de sus grupos", "en": "Lists of its groups", "pt": "Listas dos seus grupos"},
    "channel": {"es": "Listas del canal", "en": "The channel's lists", "pt": "Listas do canal"},
    "base": {"es": "Listas base", "en": "Base lists", "pt": "Listas base"},
    "computed": {"es": "Precio calculado del costo", "en": "Price computed from the cost", "pt": "Preço calculado do custo"},
    "catalogue": {"es": "Precio del catálogo", "en": "Catalogue price", "pt": "Preço do catálogo"},
    "break": {"es": "Escala por cantidad", "en": "Volume break", "pt": "Faixa por quantidade"},
    "campaign": {"es": "Campañas", "en": "Campaigns", "pt": "Campanhas"},
    "floor": {"es": "Piso de protección", "en": "Protecting floor", "pt": "Piso de proteção"},
}
WHY: Mapping[str, Text] = {
    "used": {"es": "Da el precio.", "en": "It gives the price.", "pt": "Dá o preço."},
    "lower": {
        "es": "Ya dio el precio una capa anterior.",
        "en": "An earlier layer already gave the price.",
        "pt": "Uma camada anterior já deu o preço.",
    },
    "no_customer": {"es": "No se indicó un cliente.", "en": "No customer was named.", "pt": "Nenhum cliente foi indicado."},
    "no_group": {
        "es": "El cliente no está en ningún grupo de precios.",
        "en": "The customer is in no price group.",
        "pt": "O cliente não está em nenhum grupo de preços.",
    },
    "no_channel": {"es": "No se indicó un canal.", "en": "No channel was named.", "pt": "Nenhum canal foi indicado."},
    "no_list": {"es": "No hay ninguna lista aquí.", "en": "There is no list here.", "pt": "Não há nenhuma lista aqui."},
    "list_off": {"es": "La lista está desactivada.", "en": "The list is switched off.", "pt": "A lista está desativada."},
    "list_not_yet": {
        "es": "La lista aún no vale en ese momento.",
        "en": "The list does not hold yet at that moment.",
        "pt": "A lista ainda não vale nesse momento.",
    },
    "list_over": {
        "es": "La vigencia de la lista ya terminó.",
        "en": "The list's validity is over.",
        "pt": "A vigência da lista já terminou.",
    },
    "other_channel": {"es": "La lista es de otro canal.", "en": "The list is of another channel.", "pt": "A lista é de outro canal."},
    "not_in_list": {
        "es": "La lista no tiene este producto.",
        "en": "The list does not have this product.",
        "pt": "A lista não tem este produto.",
    },
    "no_rate": {
        "es": "No hay tipo de cambio entre {own} y {currency}; cárguelo en tipos de cambio.",
        "en": "There is no exchange rate between {own} and {currency}; add it to the exchange rates.",
        "pt": "Não há taxa de câmbio entre {own} e {currency}; cadastre-a nas taxas de câmbio.",
    },
    "nothing_left": {
        "es": "Convertido a {currency}, el precio queda en cero.",
        "en": "Converted to {currency} the price rounds to nothing.",
        "pt": "Convertido para {currency}, o preço fica em zero.",
    },
    "no_cost": {"es": "El producto no tiene costo.", "en": "The product has no cost.", "pt": "O produto não tem custo."},
    "no_price": {"es": "El catálogo no tiene precio.", "en": "The catalogue has no price.", "pt": "O catálogo não tem preço."},
    "no_breaks": {"es": "El precio no tiene escalas.", "en": "The price has no breaks.", "pt": "O preço não tem faixas."},
    "break_reached": {
        "es": "Alcanza la escala desde {least} unidades.",
        "en": "It reaches the break from {least} units on.",
        "pt": "Alcança a faixa a partir de {least} unidades.",
    },
    "break_not_reached": {
        "es": "La primera escala empieza en {least} unidades.",
        "en": "The first break starts at {least} units.",
        "pt": "A primeira faixa começa em {least} unidades.",
    },
    "campaign_used": {
        "es": "«{name}» da el mejor precio; no se suma a otros descuentos.",
        "en": "“{name}” gives the best price; it is not added to other discounts.",
        "pt": "“{name}” dá o melhor preço; não se soma a outros descontos.",
    },
    "campaign_dearer": {
        "es": "«{name}» no mejora el precio que ya tiene.",
        "en": "“{name}” does not better the price there is already.",
        "pt": "“{name}” não melhora o preço que já existe.",
    },
    "no_campaign": {
        "es": "Ninguna campaña activa lo incluye.",
        "en": "No active campaign includes it.",
        "pt": "Nenhuma campanha ativa o inclui.",
    },
    "floor_raised": {
        "es": "El precio quedaba por debajo del piso y subió hasta él.",
        "en": "The price lay below the floor and was raised to it.",
        "pt": "O preço ficava abaixo do piso e subiu até ele.",
    },
    "floor_warned": {
        "es": "El precio queda por debajo del piso; la política solo avisa.",
        "en": "The price lies below the floor; the policy only warns.",
        "pt": "O preço fica abaixo do piso; a política só avisa.",
    },
    "floor_kept": {"es": "El precio está sobre el piso.", "en": "The price is above the floor.", "pt": "O preço está acima do piso."},
    "floor_off": {
        "es": "La política de pisos está apagada.",
        "en": "The floor policy is off.",
        "pt": "A política de pisos está desligada.",
    },
    "floor_unknown": {
        "es": "Sin protección: falta el tipo de cambio que lleva a {currency} su costo o su mínimo; regístrelo en tipos de cambio.",
        "en": "Not protected: the exchange rate that takes its cost or minimum to {currency} is missing; record it under exchange rates.",
        "pt": "Sem proteção: falta a taxa de câmbio que leva a {currency} o custo ou o mínimo; registre-a nas taxas de câmbio.",
    },
    "floor_refused": {
        "es": "Sin precio: la empresa no vende por debajo del costo y falta el tipo de cambio que lo lleva a {currency}; regístrelo en tipos de cambio.",
        "en": "No price: the company does not sell below cost, and the exchange rate that takes it to {currency} is missing; record it under exchange rates.",
        "pt": "Sem preço: a empresa não vende abaixo do custo e falta a taxa de câmbio que o leva a {currency}; registre-a nas taxas de câmbio.",
    },
    "no_floor": {
        "es": "Sin costo ni precio mínimo no hay piso.",
        "en": "Without a cost or a least price there is no floor.",
        "pt": "Sem custo nem preço mínimo não há piso.",
    },
}


def said(code: str, lang: str, **values: object) -> str:
    """What is said of a place where a price was looked for.

    >>> said("break_reached", "en", least="12")
    'It reaches the break from 12 units on.'
    """
    return say(WHY[code], lang, values)
