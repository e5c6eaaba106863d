"""Sentences about what is paid: offers that cannot be compared, price breaks, budgets in other money."""

from fluxion.values.errors import Text

BUYING_SENTENCES: dict[str, Text] = {
    "offers_without_cost": {
        "es": "De {offers} proveedores, {offers_without_cost} no se puede comparar (no se conoce su costo): una oferta así nunca desplaza al preferido.",
        "en": "Of {offers} suppliers {offers_without_cost} cannot be compared (cost not known): such an offer never takes the place of the preferred one.",
        "pt": "De {offers} fornecedores, {offers_without_cost} não pode ser comparado (custo não conhecido): uma oferta assim nunca toma o lugar do preferido.",
    },
    "offers_without_rate": {
        "es": "De {offers} proveedores, {offers_without_rate} no se puede comparar (no hay tasa de cambio de su moneda): una oferta así nunca desplaza al preferido.",
        "en": "Of {offers} suppliers {offers_without_rate} cannot be compared (no exchange rate for the currency): such an offer never takes the place of the preferred one.",
        "pt": "De {offers} fornecedores, {offers_without_rate} não pode ser comparado (não há taxa de câmbio da moeda): uma oferta assim nunca toma o lugar do preferido.",
    },
    "price_break": {
        "es": "Se piden {lot} más que la necesidad: desde {break_from} el proveedor cobra {break_percent} % menos, y en total cuesta menos.",
        "en": "{lot} more than the need are ordered: from {break_from} on the supplier charges {break_percent}% less, which costs less in all.",
        "pt": "Pedem-se {lot} além da necessidade: a partir de {break_from} o fornecedor cobra {break_percent}% menos, e no total custa menos.",
    },
    "break_reached": {
        "es": "Desde {break_from} el proveedor cobra {break_percent} % menos: la cantidad llega a ese precio.",
        "en": "From {break_from} on the supplier charges {break_percent}% less: the quantity reaches it.",
        "pt": "A partir de {break_from} o fornecedor cobra {break_percent}% menos: a quantidade chega a esse preço.",
    },
    "budgeted_at_catalogue": {
        "es": "No hay tasa de cambio de la moneda del proveedor: los presupuestos cuentan el costo del catálogo en vez de lo que se paga.",
        "en": "As no exchange rate is known for the supplier's currency, budgets count the catalogue's cost instead of what is paid.",
        "pt": "Não há taxa de câmbio da moeda do fornecedor: os orçamentos contam o custo do catálogo em vez do que se paga.",
    },
    "budgeted_at_unknown": {
        "es": "No se conoce su costo en la moneda de la empresa: los presupuestos no lo cuentan.",
        "en": "Its cost in the company's currency is not known: budgets do not count it.",
        "pt": "Não se conhece seu custo na moeda da empresa: os orçamentos não o contam.",
    },
}
