"""What prices are warned of, in three languages."""

from collections.abc import Iterable, Mapping

from fluxion.values.errors import Text, say

WARNING_WORDS: Mapping[str, Text] = {
    "cost_missing": {
        "es": "No hay costo: nada protege este precio.",
        "en": "There is no cost: nothing protects this price.",
        "pt": "Não há custo: nada protege este preço.",
    },
    "competitor_missing": {
        "es": "La estrategia sigue al competidor, pero no hay precio suyo; se usa el precio calculado.",
        "en": "The strategy follows the competitor, but there is no price of theirs; the computed price is used.",
        "pt": "A estratégia segue o concorrente, mas não há preço dele; usa-se o preço calculado.",
    },
    "maximum_applied": {
        "es": "El precio se bajó a su máximo.",
        "en": "The price was lowered to its maximum.",
        "pt": "O preço foi reduzido ao máximo.",
    },
    "minimum_applied": {
        "es": "El precio se subió a su mínimo.",
        "en": "The price was raised to its minimum.",
        "pt": "O preço foi elevado ao mínimo.",
    },
    "markup_eaten": {
        "es": "Las deducciones se comen todo el margen: (1 + margen) × (1 − deducciones) no pasa de 1. Suba el margen o baje las deducciones.",
        "en": "Deductions eat the whole markup: (1 + markup) × (1 − deductions) is at most 1. Raise the markup or lower the deductions.",
        "pt": "As deduções consomem toda a margem: (1 + margem) × (1 − deduções) não passa de 1. Aumente a margem ou reduza as deduções.",
    },
    "deductions_take_all": {
        "es": "Las deducciones se llevan todo el precio: cada venta pierde el costo entero.",
        "en": "Deductions take the whole price: every sale loses its entire cost.",
        "pt": "As deduções levam todo o preço: cada venda perde o custo inteiro.",
    },
    "below_cost": {"es": "El precio está por debajo del costo.", "en": "The price is below cost.", "pt": "O preço está abaixo do custo."},
    "below_break_even": {
        "es": "El precio no alcanza a pagar costo, impuestos y deducciones: se pierde en cada venta.",
        "en": "The price does not pay for cost, taxes and deductions: every sale loses money.",
        "pt": "O preço não paga custo, impostos e deduções: perde-se em cada venda.",
    },
    "raised_above_list": {
        "es": "La protección subió el precio por encima del de lista.",
        "en": "Protection raised the price above the list price.",
        "pt": "A proteção elevou o preço acima do preço de lista.",
    },
}


def warned(codes: Iterable[str], lang: str) -> list[tuple[str, str]]:
    """Each code with its words, in the language.

    >>> warned(["below_cost"], "en")
    [('below_cost', 'The price is below cost.')]
    """
    return [(code, say(WARNING_WORDS[code], lang)) for code in codes]
