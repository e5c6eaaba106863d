"""Sentences about service, lead times, suppliers, lots, caps and limits, in three languages."""

from fluxion.values.errors import Text

POLICY_SENTENCES: dict[str, Text] = {
    "steady": {
        "es": "El nivel parte de una demanda estable: {steady_level} por día a largo plazo y {daily_mean} según el pronóstico dan el factor ½ × (1 + {steady_level} / {daily_mean}) = {steady_factor}; se planifica con {planned}.",
        "en": "The level rests on a steady demand: {steady_level} a day in the long run and {daily_mean} by the forecast give the factor ½ × (1 + {steady_level} / {daily_mean}) = {steady_factor}; {planned} are planned with.",
        "pt": "O nível parte de uma demanda estável: {steady_level} por dia a longo prazo e {daily_mean} segundo a previsão dão o fator ½ × (1 + {steady_level} / {daily_mean}) = {steady_factor}; planeja-se com {planned}.",
    },
    "steady_capped": {
        "es": "El nivel parte de una demanda estable: a largo plazo se venden {steady_level} por día, más del doble de los {daily_mean} del pronóstico; el factor se limita a {steady_factor} y se planifica con {planned}.",
        "en": "The level rests on a steady demand: {steady_level} a day in the long run, more than twice the {daily_mean} of the forecast; the factor is capped at {steady_factor}, and {planned} are planned with.",
        "pt": "O nível parte de uma demanda estável: a longo prazo vendem-se {steady_level} por dia, mais do dobro dos {daily_mean} da previsão; o fator limita-se a {steady_factor} e planeja-se com {planned}.",
    },
    "steady_stated": {
        "es": "De ellas, {stated} caen en días que alguien fijó a mano, y quedan como están.",
        "en": "Of these, {stated} fall on days that people stated by hand, and stay as they are.",
        "pt": "Delas, {stated} caem em dias que alguém fixou à mão, e ficam como estão.",
    },
    "safety_fill": {
        "es": "Stock de seguridad: {safety_stock}, para servir del estante el {target_percent} % de la demanda: lo da un {level_percent} % de ciclos sin quiebre; el plazo varía ±{lead_time_sd} días.",
        "en": "Safety stock: {safety_stock}, to serve {target_percent}% of demand from the shelf: {level_percent}% of cycles without a shortage give that; the lead time varies by ±{lead_time_sd} days.",
        "pt": "Estoque de segurança: {safety_stock}, para atender da prateleira {target_percent}% da demanda: {level_percent}% de ciclos sem ruptura o dão; o prazo varia ±{lead_time_sd} dias.",
    },
    "safety_value": {
        "es": "Stock de seguridad: {safety_stock}; hasta un {level_percent} % de ciclos sin quiebre, otra unidad vale más de lo que cuesta tenerla; el plazo varía ±{lead_time_sd} días.",
        "en": "Safety stock: {safety_stock}; up to {level_percent}% of cycles without a shortage another unit is worth more than holding it costs; the lead time varies by ±{lead_time_sd} days.",
        "pt": "Estoque de segurança: {safety_stock}; até {level_percent}% de ciclos sem ruptura outra unidade vale mais do que custa mantê-la; o prazo varia ±{lead_time_sd} dias.",
    },
    "service_given": {
        "es": "Nivel de servicio esperado: {cycle_percent} % (ciclos sin quiebre); tasa de llenado esperada: {fill_percent} % (demanda servida del estante).",
        "en": "Service level expected: {cycle_percent}% (cycles without a shortage); fill rate expected: {fill_percent}% (demand served from the shelf).",
        "pt": "Nível de serviço esperado: {cycle_percent}% (ciclos sem ruptura); taxa de atendimento esperada: {fill_percent}% (demanda atendida da prateleira).",
    },
    "lead_measured": {
        "es": "El plazo está medido: {lead_receipts} recepciones de este producto y {supplier_receipts} en total de su proveedor; el indicado es {stated_lead}.",
        "en": "The lead time is measured: {lead_receipts} receipts of this product and {supplier_receipts} in all from its supplier; the one stated is {stated_lead}.",
        "pt": "O prazo é medido: {lead_receipts} recebimentos deste produto e {supplier_receipts} no total do fornecedor; o informado é {stated_lead}.",
    },
    "lead_stated": {
        "es": "El plazo es el indicado: no hay recepciones con que medirlo.",
        "en": "The lead time is as stated: there are no receipts to measure it by.",
        "pt": "O prazo é o informado: não há recebimentos com que medi-lo.",
    },
    "supplier_cheapest": {
        "es": "De {offers} proveedores se elige el de menor costo total (precio, plazo, stock que obliga a tener, mínimo); el siguiente costaría {other_percent} % más.",
        "en": "Of {offers} suppliers the one of least total cost is chosen (price, lead time, stock it makes one hold, minimum); the next would cost {other_percent}% more.",
        "pt": "De {offers} fornecedores escolhe-se o de menor custo total (preço, prazo, estoque que obriga a manter, mínimo); o seguinte custaria {other_percent}% mais.",
    },
    "supplier_kept": {
        "es": "De {offers} proveedores se mantiene el elegido, aunque otro saldría {other_percent} % más barato: no es ventaja suficiente, o no alcanza su mínimo.",
        "en": "Of {offers} suppliers the present one is kept although another would be {other_percent}% cheaper: not enough of an advantage, or below its minimum.",
        "pt": "De {offers} fornecedores mantém-se o atual, embora outro saia {other_percent}% mais barato: não é vantagem suficiente, ou não atinge o mínimo.",
    },
    "stores_hold": {
        "es": "Las ubicaciones que abastece tienen {surplus} por encima de sus niveles; se descuentan, porque no las pedirán.",
        "en": "The locations it supplies hold {surplus} above their levels; these are taken off, because they will not ask for them.",
        "pt": "Os locais que abastece têm {surplus} acima de seus níveis; descontam-se, porque não as pedirão.",
    },
    "economic_lot": {
        "es": "Se piden {lot} más que la necesidad: es el lote económico entre el costo de pedir y el de tener.",
        "en": "{lot} more than the need are ordered: the economic lot between the cost of ordering and that of holding.",
        "pt": "Pedem-se {lot} além da necessidade: é o lote econômico entre o custo de pedir e o de manter.",
    },
    "shelf_cap": {
        "es": "Se limita a {cap}: más no se vendería dentro de su vida útil de {shelf_life_days} días.",
        "en": "It is limited to {cap}: more would not sell within its shelf life of {shelf_life_days} days.",
        "pt": "Limita-se a {cap}: mais não se venderia dentro da sua validade de {shelf_life_days} dias.",
    },
    "cut": {
        "es": "Quedan fuera {cut}: no caben en {limit}, donde otras unidades valen más.",
        "en": "{cut} are left out: they do not fit in {limit}, where other units are worth more.",
        "pt": "Ficam de fora {cut}: não cabem em {limit}, onde outras unidades valem mais.",
    },
    "why_cut_by_limit": {
        "es": "No se pide: no cabe en {limit}, donde otras unidades valen más.",
        "en": "Nothing is ordered: it does not fit in {limit}, where other units are worth more.",
        "pt": "Não se pede: não cabe em {limit}, onde outras unidades valem mais.",
    },
    "why_above_shelf_life": {
        "es": "No se pide: el mínimo o el empaque no se vendería dentro de su vida útil de {shelf_life_days} días.",
        "en": "Nothing is ordered: the minimum or pack would not sell within its shelf life of {shelf_life_days} days.",
        "pt": "Não se pede: o mínimo ou a embalagem não se venderia dentro da sua validade de {shelf_life_days} dias.",
    },
    "why_not_review_day": {
        "es": "Hoy no toca revisar: se pide cada {review_days} días.",
        "en": "Today is not a day of review: orders are placed every {review_days} days.",
        "pt": "Hoje não é dia de revisão: pede-se a cada {review_days} dias.",
    },
    "like_peers": {
        "es": "Es nuevo: el pronóstico parte de lo que vendieron, cuando eran nuevos, los productos de su categoría y marca, y pasa poco a poco a sus propias ventas.",
        "en": "It is new: the forecast starts from what products of its category and brand sold when they were new, and passes little by little to its own sales.",
        "pt": "É novo: a previsão parte do que venderam, quando eram novos, os produtos da sua categoria e marca, e passa aos poucos às próprias vendas.",
    },
    "next_review": {
        "es": "La próxima revisión es el {next_review_on}.",
        "en": "The next review is on {next_review_on}.",
        "pt": "A próxima revisão é em {next_review_on}.",
    },
    "review_pending": {
        "es": "Es la propuesta de la revisión del {review_on}: nadie ha decidido sobre ella. Cada plan la pone al día, hasta que alguien decida, deje de hacer falta o llegue la revisión del {next_review_on}.",
        "en": "It is the proposal of the review on {review_on}: nobody has decided on it. Each plan brings it up to date, until somebody decides, it is no longer needed or the review on {next_review_on} comes.",
        "pt": "É a proposta da revisão de {review_on}: ninguém decidiu sobre ela. Cada plano a atualiza, até que alguém decida, deixe de ser necessária ou chegue a revisão de {next_review_on}.",
    },
}

LIMIT_WORDS: dict[str, Text] = {
    "none": {"es": "el pedido", "en": "the order", "pt": "o pedido"},
    "company_budget": {"es": "el presupuesto de la empresa", "en": "the company's budget", "pt": "o orçamento da empresa"},
    "supplier_budget": {"es": "el presupuesto del proveedor", "en": "the supplier's budget", "pt": "o orçamento do fornecedor"},
    "location_budget": {"es": "el presupuesto de la ubicación", "en": "the location's budget", "pt": "o orçamento do local"},
    "container_weight": {"es": "el peso de un contenedor", "en": "the weight of a container", "pt": "o peso de um contêiner"},
    "container_volume": {"es": "el volumen de un contenedor", "en": "the volume of a container", "pt": "o volume de um contêiner"},
}

POLICY_ALERTS: dict[str, Text] = {
    "too_much_on_order": {
        "es": "Vienen en camino {on_order} y hay {available}: más que la venta de {max_cover_days} días; quizá se pueda cancelar una parte.",
        "en": "{on_order} are on order and {available} available: more than {max_cover_days} days sell; part may be cancelled.",
        "pt": "Estão a caminho {on_order} e há {available}: mais que a venda de {max_cover_days} dias; talvez se possa cancelar uma parte.",
    },
    "expiring": {
        "es": "Hay {available} y se venden {daily_mean} por día: una parte no se venderá dentro de su vida útil de {shelf_life_days} días.",
        "en": "There are {available} and {daily_mean} sell per day: part will not sell within its shelf life of {shelf_life_days} days.",
        "pt": "Há {available} e vendem-se {daily_mean} por dia: uma parte não será vendida dentro da validade de {shelf_life_days} dias.",
    },
    "slow_mover": {
        "es": "Hay {on_hand} y se venden {daily_mean} por día: tenerlo cuesta más de lo que gana; considere dejar de venderlo.",
        "en": "There are {on_hand} and {daily_mean} sell per day: holding it costs more than it earns; consider dropping it.",
        "pt": "Há {on_hand} e vendem-se {daily_mean} por dia: mantê-lo custa mais do que ganha; considere deixar de vendê-lo.",
    },
}

NOTES: dict[str, Text] = {
    "need_gone": {
        "es": "Alguien cambió su cantidad, pero ya no hace falta: el plan siguiente la retiró.",
        "en": "Somebody changed its quantity, but it is no longer needed: the next plan took it back.",
        "pt": "Alguém mudou a quantidade, mas já não é necessária: o plano seguinte a retirou.",
    },
    "review_pending": {
        "es": "Es de una revisión anterior y espera una decisión: cada plan la pone al día.",
        "en": "It is of an earlier review and waits for a decision: each plan brings it up to date.",
        "pt": "É de uma revisão anterior e aguarda uma decisão: cada plano a atualiza.",
    },
}
"""What the note on a proposal means."""
