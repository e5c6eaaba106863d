"""What is said of an elasticity and of the price it advises."""

from decimal import Decimal

from fluxion.domains.insights.rules.spoken import percent, spoken
from fluxion.kernels.pricing import Advice, Elasticity
from fluxion.values.errors import Text, say
from fluxion.values.money import currency_decimals

FOUND: Text = {
    "es": "Con un precio 1 % más alto se vende {change} % {word} (entre {low} y {high}, con 95 % de confianza; {weeks} semanas).",
    "en": "With a price 1% higher, {change}% {word} is sold (between {low} and {high}, with 95% confidence; {weeks} weeks).",
    "pt": "Com um preço 1% mais alto vende-se {change}% {word} (entre {low} e {high}, com 95% de confiança; {weeks} semanas).",
}
LESS: Text = {"es": "menos", "en": "less", "pt": "menos"}
MORE: Text = {"es": "más", "en": "more", "pt": "mais"}
REFUSED: dict[str, Text] = {
    "too_few_weeks": {
        "es": "Solo hay {weeks} semanas con ventas y existencias; hacen falta 26. Cargue más historia o espere.",
        "en": "There are only {weeks} weeks with sales and stock; 26 are needed. Load more history or wait.",
        "pt": "Há só {weeks} semanas com vendas e estoque; são necessárias 26. Carregue mais histórico ou espere.",
    },
    "sells_too_rarely": {
        "es": "Se vende en muy pocas semanas para saber cómo responde al precio; pruebe con un producto de más salida.",
        "en": "It sells in too few weeks to tell how it answers to price; try a product that sells more often.",
        "pt": "Vende em poucas semanas demais para saber como responde ao preço; tente um produto com mais saída.",
    },
    "stock_outs": {
        "es": "Faltó en más de una de cada cuatro semanas: sus ventas dicen más del stock que de la demanda. Corrija primero los quiebres.",
        "en": "It was out of stock in more than one week in four: its sales tell of stock, not of demand. Mend the shortages first.",
        "pt": "Faltou em mais de uma de cada quatro semanas: suas vendas falam do estoque, não da demanda. Corrija antes as rupturas.",
    },
    "prices_hardly_varied": {
        "es": "El precio casi no cambió, o cambió una sola vez: no se distingue su efecto. Una campaña corta lo mostraría.",
        "en": "The price hardly changed, or changed only once: its effect cannot be told apart. A short campaign would show it.",
        "pt": "O preço quase não mudou, ou mudou uma só vez: não se distingue seu efeito. Uma campanha curta o mostraria.",
    },
    "too_uncertain": {
        "es": "Las ventas varían demasiado: la respuesta estaría entre {low} y {high}, y eso no alcanza para decidir. Espere más semanas.",
        "en": "Sales vary too much: the answer would be between {low} and {high}, which is not enough to decide on. Wait for more weeks.",
        "pt": "As vendas variam demais: a resposta estaria entre {low} e {high}, o que não basta para decidir. Espere mais semanas.",
    },
    "rises_with_price": {
        "es": "Se vendió más cuando costaba más: otra cosa movió la demanda (temporada, otros clientes). No sirve para fijar precios.",
        "en": "More was sold when it cost more: something else moved demand (season, other buyers). It is no ground for a price.",
        "pt": "Vendeu-se mais quando custava mais: outra coisa moveu a demanda (temporada, outros clientes). Não serve para fixar preços.",
    },
}
BETTER: Text = {
    "es": "{price} {currency} ganaría más que {current} {currency}: {units} de unidades, aun en el peor extremo del intervalo.",
    "en": "{price} {currency} would earn more than {current} {currency}: {units} of units, even at the worse end of the interval.",
    "pt": "{price} {currency} ganharia mais que {current} {currency}: {units} de unidades, mesmo no pior extremo do intervalo.",
}
KEPT: dict[str, Text] = {
    "refused": {
        "es": "Sin una respuesta fiable al precio no se recomienda ninguno.",
        "en": "Without a reliable answer to price none is recommended.",
        "pt": "Sem uma resposta confiável ao preço, nenhum é recomendado.",
    },
    "cost_missing": {
        "es": "Falta el costo del producto: escríbalo en su ficha para saber qué precio gana más.",
        "en": "The product's cost is missing: write it in its sheet to learn which price earns most.",
        "pt": "Falta o custo do produto: escreva-o na ficha para saber que preço ganha mais.",
    },
    "price_missing": {
        "es": "El producto no tiene precio en este canal: asígnele uno para comparar.",
        "en": "The product has no price in this channel: give it one to compare with.",
        "pt": "O produto não tem preço neste canal: atribua um para comparar.",
    },
    "no_room": {
        "es": "Entre sus pisos y los precios ya vistos no queda lugar para otro precio; revise el mínimo y el costo.",
        "en": "Between its floors and the prices ever seen there is no room for another; check its minimum and cost.",
        "pt": "Entre seus pisos e os preços já vistos não há lugar para outro; revise o mínimo e o custo.",
    },
    "gain_uncertain": {
        "es": "Otro precio podría ganar menos que el actual: conviene mantenerlo.",
        "en": "Another price might earn less than the present one: better keep it.",
        "pt": "Outro preço poderia ganhar menos que o atual: melhor mantê-lo.",
    },
    "already_best": {
        "es": "El precio actual ya es el que más gana entre los vistos.",
        "en": "The present price already earns most among those seen.",
        "pt": "O preço atual já é o que mais ganha entre os vistos.",
    },
}


def finding(found: Elasticity, lang: str) -> str:
    """The elasticity in words, or why there is none.

    >>> finding(Elasticity(60, -1.5, 0.1, -1.7, -1.3), "en")
    'With a price 1% higher, 1.5% less is sold (between -1.7 and -1.3, with 95% confidence; 60 weeks).'
    """
    words: dict[str, object] = {"weeks": found.weeks, "low": _number(found.low, lang), "high": _number(found.high, lang)}
    if found.refused is not None or found.value is None:
        return say(REFUSED[found.refused or "too_uncertain"], lang, words)
    change, word = _number(abs(found.value), lang), say(LESS if found.value < 0 else MORE, lang)
    return say(FOUND, lang, words | {"change": change, "word": word})


def counsel(found: Advice, current: Decimal, currency: str, lang: str) -> str:
    """The price advised in words, or why the present one stays."""
    if found.price is None:
        return say(KEPT[found.kept or "refused"], lang)
    decimals = currency_decimals(currency)
    prices = {"price": spoken(found.price, lang, decimals, decimals), "current": spoken(current, lang, 4, min(decimals, 4))}
    words = prices | {"currency": currency, "units": percent((found.units_percent or 0.0) / 100, lang)}
    return say(BETTER, lang, words)


def _number(value: float | None, lang: str) -> str:
    return "" if value is None else spoken(value, lang, 2)
