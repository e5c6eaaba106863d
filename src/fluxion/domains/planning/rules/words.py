"""The sentences that explain a plan, in three languages; every number in them is one of the figures."""

from fluxion.values.errors import Text

SENTENCES: dict[str, Text] = {
    "forecast": {
        "es": "Se espera vender {forecast} en {protection_days} días: {lead_time_days} de entrega y {review_days} hasta el pedido siguiente.",
        "en": "{forecast} are expected to sell in {protection_days} days: {lead_time_days} of lead time and {review_days} until the next order.",
        "pt": "Espera-se vender {forecast} em {protection_days} dias: {lead_time_days} de entrega e {review_days} até o pedido seguinte.",
    },
    "includes_stores": {
        "es": "La demanda incluye la de las ubicaciones que este centro abastece.",
        "en": "The demand includes that of the locations this centre supplies.",
        "pt": "A demanda inclui a dos locais que este centro abastece.",
    },
    "replaced": {
        "es": "Otro producto lo reemplaza: desde el {replaced_from} pasa a él el {share_percent} % de su demanda.",
        "en": "Another product replaces it: from {replaced_from} on, {share_percent}% of its demand passes to that one.",
        "pt": "Outro produto o substitui: desde {replaced_from}, {share_percent}% da sua demanda passa a ele.",
    },
    "replaces": {
        "es": "Reemplaza a otro producto: desde el {replaces_from} hereda el {share_percent} % de su demanda.",
        "en": "It replaces another product: from {replaces_from} on it inherits {share_percent}% of that one's demand.",
        "pt": "Substitui outro produto: desde {replaces_from} herda {share_percent}% da demanda dele.",
    },
    "safety": {
        "es": "Stock de seguridad: {safety_stock}, por un nivel de servicio de {service_percent} % y un plazo que varía ±{lead_time_sd} días.",
        "en": "Safety stock: {safety_stock}, for a service level of {service_percent}% and a lead time that varies by ±{lead_time_sd} days.",
        "pt": "Estoque de segurança: {safety_stock}, por um nível de serviço de {service_percent}% e um prazo que varia ±{lead_time_sd} dias.",
    },
    "target": {
        "es": "Nivel objetivo: {planned} + {safety_stock} = {order_up_to}.",
        "en": "Order-up-to level: {planned} + {safety_stock} = {order_up_to}.",
        "pt": "Nível alvo: {planned} + {safety_stock} = {order_up_to}.",
    },
    "position": {
        "es": "Posición de inventario: {terms} = {position}.",
        "en": "Inventory position: {terms} = {position}.",
        "pt": "Posição de estoque: {terms} = {position}.",
    },
    "later": {
        "es": "Otras {later} llegan después de esos {protection_days} días y no cuentan.",
        "en": "Another {later} arrive after those {protection_days} days and do not count.",
        "pt": "Outras {later} chegam depois desses {protection_days} dias e não contam.",
    },
    "reached": {
        "es": "Con lo que llega dentro del plazo de entrega se cuenta con {left}; el punto de reorden es {reorder_point}: toca reponer.",
        "en": "With what arrives within the lead time there are {left} to count on; the reorder point is {reorder_point}: time to replenish.",
        "pt": "Com o que chega dentro do prazo de entrega conta-se com {left}; o ponto de reposição é {reorder_point}: hora de repor.",
    },
    "reached_short": {
        "es": "Con lo que llega dentro del plazo de entrega faltan {lack} para lo ya comprometido; el punto de reorden es {reorder_point}: toca reponer.",
        "en": "With what arrives within the lead time {lack} are lacking for what is promised already; the reorder point is {reorder_point}: time to replenish.",
        "pt": "Com o que chega dentro do prazo de entrega faltam {lack} para o já comprometido; o ponto de reposição é {reorder_point}: hora de repor.",
    },
    "not_reached_short": {
        "es": "Con lo que llega dentro del plazo de entrega faltan {lack} para lo ya comprometido, y el punto de reorden es {reorder_point}: aún no toca reponer.",
        "en": "With what arrives within the lead time {lack} are lacking for what is promised already, and the reorder point is {reorder_point}: not yet time.",
        "pt": "Com o que chega dentro do prazo de entrega faltam {lack} para o já comprometido, e o ponto de reposição é {reorder_point}: ainda não é hora.",
    },
    "not_reached": {
        "es": "Con lo que llega dentro del plazo de entrega se cuenta con {left}, más que el punto de reorden {reorder_point}: aún no toca reponer.",
        "en": "With what arrives within the lead time there are {left} to count on, above the reorder point of {reorder_point}: not yet time.",
        "pt": "Com o que chega dentro do prazo de entrega conta-se com {left}, acima do ponto de reposição {reorder_point}: ainda não é hora.",
    },
    "moved_in": {
        "es": "Antes de comprar se trasladan {moved_in} que sobran en otra ubicación.",
        "en": "Before buying, {moved_in} in excess elsewhere are moved here.",
        "pt": "Antes de comprar, transferem-se {moved_in} que sobram em outro local.",
    },
    "moved_out": {
        "es": "Se trasladan {moved_out} que sobran aquí.",
        "en": "{moved_out} in excess here are moved away.",
        "pt": "Transferem-se {moved_out} que sobram aqui.",
    },
    "served": {
        "es": "El centro que lo abastece envía {served}.",
        "en": "The centre that supplies it sends {served}.",
        "pt": "O centro que o abastece envia {served}.",
    },
    "unserved": {
        "es": "Al centro le faltan {unserved} para atenderlo; están en su propia compra.",
        "en": "The centre lacks {unserved} to serve it; they are part of what it buys.",
        "pt": "Faltam ao centro {unserved} para atendê-lo; estão na própria compra dele.",
    },
    "stores_need": {
        "es": "A las ubicaciones que abastece les faltan {stores_need} para sus niveles: su stock cuenta con el del centro.",
        "en": "The locations it supplies lack {stores_need} of their levels: their stock counts with that of the centre.",
        "pt": "Aos locais que abastece faltam {stores_need} para seus níveis: o estoque deles conta com o do centro.",
    },
    "need": {
        "es": "Necesidad: {need_terms} = {raw_need}.",
        "en": "Need: {need_terms} = {raw_need}.",
        "pt": "Necessidade: {need_terms} = {raw_need}.",
    },
    "rounded": {
        "es": "Con mínimo de {moq} y empaque de {pack_size} se piden {rounded}.",
        "en": "With a minimum of {moq} and packs of {pack_size}, {rounded} are ordered.",
        "pt": "Com mínimo de {moq} e embalagem de {pack_size}, pedem-se {rounded}.",
    },
    "top_up": {
        "es": "Se agregan {top_up} para que el pedido alcance el mínimo del proveedor o llene su contenedor: en total {suggested}.",
        "en": "{top_up} are added so that the order reaches the supplier's minimum or fills its container: {suggested} in all.",
        "pt": "Acrescentam-se {top_up} para o pedido atingir o mínimo do fornecedor ou encher o contêiner: no total {suggested}.",
    },
    "held": {
        "es": "Harían falta {rounded}, pero el pedido no alcanza el mínimo del proveedor y nada es urgente: espera al próximo plan.",
        "en": "{rounded} would be needed, but the order stays below the supplier's minimum and nothing is urgent: it waits for the next plan.",
        "pt": "Seriam necessárias {rounded}, mas o pedido não atinge o mínimo do fornecedor e nada é urgente: aguarda o próximo plano.",
    },
    "late": {
        "es": "Al ritmo previsto se agota el {stock_out_on}, antes de que llegue un pedido hecho hoy ({arrives_on}).",
        "en": "At the pace expected it runs out on {stock_out_on}, before an order placed today arrives ({arrives_on}).",
        "pt": "No ritmo previsto acaba em {stock_out_on}, antes de chegar um pedido feito hoje ({arrives_on}).",
    },
    "large": {
        "es": "Atención: el mínimo o el empaque llevan la cobertura a {cover_after} días, más que el máximo de {max_cover_days}.",
        "en": "Note: the minimum or pack raises the cover to {cover_after} days, above the maximum of {max_cover_days}.",
        "pt": "Atenção: o mínimo ou a embalagem levam a cobertura a {cover_after} dias, acima do máximo de {max_cover_days}.",
    },
    "sources": {
        "es": "Parámetros: {sources}.",
        "en": "Parameters: {sources}.",
        "pt": "Parâmetros: {sources}.",
    },
    "data": {
        "es": "Plan al {as_of} con ventas hasta el {data_until}.",
        "en": "Plan as of {as_of} with sales up to {data_until}.",
        "pt": "Plano em {as_of} com vendas até {data_until}.",
    },
    "why_order_without_supplier": {
        "es": "No tiene proveedor: asígnele uno para poder pedirlo.",
        "en": "It has no supplier: assign one to be able to order it.",
        "pt": "Não tem fornecedor: atribua um para poder pedi-lo.",
    },
    "why_rejected": {
        "es": "Alguien rechazó esta propuesta hace poco; vuelve cuando pasen los días fijados o crezca la necesidad.",
        "en": "Somebody rejected this proposal lately; it comes back after the days set, or when the need has grown.",
        "pt": "Alguém rejeitou esta proposta há pouco; volta quando passarem os dias definidos ou a necessidade crescer.",
    },
    "why_rejected_by": {
        "es": "{decided_by} la rechazó el {decided_on}: «{reason}».",
        "en": "{decided_by} rejected it on {decided_on}: “{reason}”.",
        "pt": "{decided_by} a rejeitou em {decided_on}: “{reason}”.",
    },
    "why_approved_by": {
        "es": "{decided_by} aprobó la sugerencia de este plan: {quantity} están en un pedido.",
        "en": "{decided_by} approved this plan's suggestion: {quantity} are on an order.",
        "pt": "{decided_by} aprovou a sugestão deste plano: {quantity} estão em um pedido.",
    },
    "why_inactive": {
        "es": "El producto o la ubicación están inactivos: no se compra ni se traslada.",
        "en": "The product or the location is inactive: nothing is bought or moved.",
        "pt": "O produto ou o local estão inativos: não se compra nem se transfere.",
    },
    "why_no_history": {
        "es": "No se ha vendido aquí en los últimos {window_days} días: no hay de qué pronosticar.",
        "en": "It has not sold here in the last {window_days} days: there is nothing to forecast from.",
        "pt": "Não foi vendido aqui nos últimos {window_days} dias: não há com que prever.",
    },
    "why_no_demand": {
        "es": "La última venta fue hace {days_since_sale} días: no se espera demanda.",
        "en": "The last sale was {days_since_sale} days ago: no demand is expected.",
        "pt": "A última venda foi há {days_since_sale} dias: não se espera demanda.",
    },
    "why_need_too_small": {
        "es": "Falta menos de media unidad: no se pide.",
        "en": "Less than half a unit is missing: nothing is ordered.",
        "pt": "Falta menos de meia unidade: não se pede.",
    },
    "why_covered_by_stock": {
        "es": "El stock disponible alcanza.",
        "en": "The stock available suffices.",
        "pt": "O estoque disponível é suficiente.",
    },
    "why_covered_by_order": {
        "es": "Lo cubren pedidos abiertos: {on_order} llegan a tiempo.",
        "en": "Open orders cover it: {on_order} arrive in time.",
        "pt": "Pedidos abertos o cobrem: {on_order} chegam a tempo.",
    },
    "why_covered_by_transfer": {
        "es": "Lo cubren traslados: {in_transit} llegan a tiempo.",
        "en": "Transfers cover it: {in_transit} arrive in time.",
        "pt": "Transferências o cobrem: {in_transit} chegam a tempo.",
    },
    "why_not_planned": {
        "es": "El último plan no incluye este producto en esta ubicación: no tenía ventas, stock ni pedidos.",
        "en": "The latest plan does not include this product at this location: it had no sales, stock or orders.",
        "pt": "O último plano não inclui este produto neste local: não tinha vendas, estoque nem pedidos.",
    },
    "move_balance": {
        "es": "En {origin} sobran unidades y en {target} faltan: trasladar {quantity} evita comprar o un quiebre.",
        "en": "{origin} has units in excess and {target} lacks them: transferring {quantity} avoids a purchase or a shortage.",
        "pt": "Em {origin} sobram unidades e em {target} faltam: transferir {quantity} evita comprar ou uma ruptura.",
    },
    "move_supply": {
        "es": "{origin} abastece a {target}, que necesita {quantity}.",
        "en": "{origin} supplies {target}, which needs {quantity}.",
        "pt": "{origin} abastece {target}, que precisa de {quantity}.",
    },
    "move_packs": {
        "es": "Se traslada en empaques enteros de {pack_size}.",
        "en": "It is transferred in whole packs of {pack_size}.",
        "pt": "Transfere-se em embalagens inteiras de {pack_size}.",
    },
    "move_origin": {
        "es": "En {origin} hay {origin_available} disponibles y su nivel objetivo es {origin_order_up_to}.",
        "en": "{origin} has {origin_available} available and its order-up-to level is {origin_order_up_to}.",
        "pt": "Em {origin} há {origin_available} disponíveis e seu nível alvo é {origin_order_up_to}.",
    },
    "move_target": {
        "es": "En {target} la posición de inventario es {target_position} y su nivel objetivo {target_order_up_to}.",
        "en": "At {target} the inventory position is {target_position} and the order-up-to level {target_order_up_to}.",
        "pt": "Em {target} a posição de estoque é {target_position} e o nível alvo {target_order_up_to}.",
    },
}

TERMS: dict[str, Text] = {
    "on_hand": {"es": "{} en existencia", "en": "{} on hand", "pt": "{} em estoque"},
    "reserved": {"es": "{} reservadas", "en": "{} reserved", "pt": "{} reservadas"},
    "leaving": {"es": "{} por salir en traslados", "en": "{} leaving on transfers", "pt": "{} a sair em transferências"},
    "on_order": {"es": "{} pedidas", "en": "{} on order", "pt": "{} pedidas"},
    "in_transit": {"es": "{} en tránsito", "en": "{} in transit", "pt": "{} em trânsito"},
    "order_up_to": {"es": "{} de nivel objetivo", "en": "{} order-up-to", "pt": "{} de nível alvo"},
    "position": {"es": "{} de posición", "en": "{} position", "pt": "{} de posição"},
    "moved_in": {"es": "{} que llegan de otra ubicación", "en": "{} moved in", "pt": "{} que chegam de outro local"},
    "moved_out": {"es": "{} que salen", "en": "{} moved out", "pt": "{} que saem"},
    "stores_need": {
        "es": "{} de las ubicaciones que abastece",
        "en": "{} for the locations it supplies",
        "pt": "{} dos locais que abastece",
    },
}

SOURCE_WORDS: dict[str, Text] = {
    "matrix": {"es": "clase ABC × XYZ", "en": "ABC × XYZ class", "pt": "classe ABC × XYZ"},
    "derived": {"es": "calculado", "en": "derived", "pt": "calculado"},
    "measured": {"es": "medido en recepciones", "en": "measured from receipts", "pt": "medido nos recebimentos"},
    "abc_xyz": {"es": "parámetro de la clase ABC × XYZ", "en": "parameter of the ABC × XYZ class", "pt": "parâmetro da classe ABC × XYZ"},
    "abc_xyz_location": {
        "es": "parámetro de la clase ABC × XYZ en la ubicación",
        "en": "parameter of the ABC × XYZ class at the location",
        "pt": "parâmetro da classe ABC × XYZ no local",
    },
    "default": {"es": "valor inicial", "en": "built-in value", "pt": "valor inicial"},
    "global": {"es": "toda la empresa", "en": "whole company", "pt": "toda a empresa"},
    "location_record": {"es": "ficha de la ubicación", "en": "the location's record", "pt": "cadastro do local"},
    "supplier": {"es": "ficha del proveedor", "en": "the supplier's record", "pt": "cadastro do fornecedor"},
    "supply": {
        "es": "condiciones del proveedor para el producto",
        "en": "the supplier's terms for the product",
        "pt": "condições do fornecedor para o produto",
    },
    "location": {"es": "parámetro de la ubicación", "en": "parameter of the location", "pt": "parâmetro do local"},
    "category": {"es": "parámetro de la categoría", "en": "parameter of the category", "pt": "parâmetro da categoria"},
    "category_location": {
        "es": "parámetro de la categoría en la ubicación",
        "en": "parameter of the category at the location",
        "pt": "parâmetro da categoria no local",
    },
    "abc": {"es": "parámetro de la clase ABC", "en": "parameter of the ABC class", "pt": "parâmetro da classe ABC"},
    "abc_location": {
        "es": "parámetro de la clase ABC en la ubicación",
        "en": "parameter of the ABC class at the location",
        "pt": "parâmetro da classe ABC no local",
    },
    "sku": {"es": "parámetro del producto", "en": "parameter of the product", "pt": "parâmetro do produto"},
    "sku_location": {
        "es": "parámetro del producto en la ubicación",
        "en": "parameter of the product at the location",
        "pt": "parâmetro do produto no local",
    },
}

ALERT_WORDS: dict[str, Text] = {
    "stock_out": {
        "es": "Sin stock; se venden {daily_mean} por día y reponer tarda {lead_time_days} días.",
        "en": "Out of stock; {daily_mean} sell per day and replenishing takes {lead_time_days} days.",
        "pt": "Sem estoque; vendem-se {daily_mean} por dia e repor leva {lead_time_days} dias.",
    },
    "below_reorder": {
        "es": "Quedan {available} y a tiempo se cuenta con {in_lead_time}; el punto de reorden es {reorder_point}.",
        "en": "{available} are left and {in_lead_time} can be counted on in time; the reorder point is {reorder_point}.",
        "pt": "Restam {available} e a tempo conta-se com {in_lead_time}; o ponto de reposição é {reorder_point}.",
    },
    "below_reorder_short": {
        "es": "Quedan {available} y a tiempo faltan {lack} para lo ya comprometido; el punto de reorden es {reorder_point}.",
        "en": "{available} are left and in time {lack} are lacking for what is promised already; the reorder point is {reorder_point}.",
        "pt": "Restam {available} e a tempo faltam {lack} para o já comprometido; o ponto de reposição é {reorder_point}.",
    },
    "overstock": {
        "es": "Hay {on_hand}, para {days_of_cover} días; el máximo es {max_cover_days}.",
        "en": "There are {on_hand}, enough for {days_of_cover} days; the maximum is {max_cover_days}.",
        "pt": "Há {on_hand}, para {days_of_cover} dias; o máximo é {max_cover_days}.",
    },
    "dead_stock_unsold": {
        "es": "Hay {on_hand} y no se ha vendido en los últimos {window_days} días.",
        "en": "There are {on_hand} and none has sold in the last {window_days} days.",
        "pt": "Há {on_hand} e não foi vendido nos últimos {window_days} dias.",
    },
    "dead_stock": {
        "es": "Hay {on_hand} y no se vende desde hace {days_since_sale} días.",
        "en": "There are {on_hand} and none has sold for {days_since_sale} days.",
        "pt": "Há {on_hand} e não se vende há {days_since_sale} dias.",
    },
}

RUN_NOTES: dict[str, Text] = {
    "old_data": {
        "es": "La venta más reciente es del {data_until}: se planifica como si hoy fuera {as_of}. Importe las ventas que faltan.",
        "en": "The newest sale is of {data_until}: the plan is made as if today were {as_of}. Import the missing sales.",
        "pt": "A venda mais recente é de {data_until}: planeja-se como se hoje fosse {as_of}. Importe as vendas que faltam.",
    },
    "asked": {
        "es": "Plan pedido para el {as_of}: no usa ventas desde ese día; stock y pedidos son los actuales.",
        "en": "Plan asked for {as_of}: it uses no sales from that day on; stock and orders are the present ones.",
        "pt": "Plano pedido para {as_of}: não usa vendas a partir desse dia; estoque e pedidos são os atuais.",
    },
    "unreadable": {
        "es": "Faltan las explicaciones, los pronósticos y las alertas de este plan: son de una versión anterior del programa. Planifique de nuevo.",
        "en": "The explanations, forecasts and alerts of this plan are missing: an earlier version of the program made them. Plan again.",
        "pt": "Faltam as explicações, as previsões e os alertas deste plano: são de uma versão anterior do programa. Planeje de novo.",
    },
}

FORMULA_WORDS: dict[str, Text] = {
    "steady_factor": {
        "es": "factor = ½ × (1 + venta diaria a largo plazo / pronóstico diario), entre 0,5 y 1,5",
        "en": "factor = ½ × (1 + long-run sales a day / forecast a day), between 0.5 and 1.5",
        "pt": "fator = ½ × (1 + venda diária a longo prazo / previsão diária), entre 0,5 e 1,5",
    },
    "planned": {
        "es": "demanda planificada = lo fijado a mano + factor × el resto del pronóstico del período",
        "en": "planned demand = what people stated + factor × the rest of the forecast of the period",
        "pt": "demanda planejada = o que alguém fixou + fator × o resto da previsão do período",
    },
    "order_up_to": {
        "es": "nivel objetivo = demanda planificada del período + stock de seguridad",
        "en": "order-up-to = planned demand of the period + safety stock",
        "pt": "nível alvo = demanda planejada do período + estoque de segurança",
    },
    "position": {
        "es": "posición = en existencia − reservado − por salir + pedido + en tránsito",
        "en": "position = on hand − reserved − leaving + on order + in transit",
        "pt": "posição = em estoque − reservado − a sair + pedido + em trânsito",
    },
    "raw_need": {
        "es": "necesidad = nivel objetivo − posición − llegan + salen + lo que piden sus ubicaciones",
        "en": "need = order-up-to − position − moved in + moved out + what its locations need",
        "pt": "necessidade = nível alvo − posição − chegam + saem + o que pedem seus locais",
    },
    "rounded": {
        "es": "pedido = máximo(necesidad, mínimo) redondeado hacia arriba a empaques enteros, sin pasar de la vida útil, más el lote",
        "en": "order = the greater of need and minimum, rounded up to whole packs, within the shelf life, plus the lot",
        "pt": "pedido = máximo(necessidade, mínimo) arredondado para cima em embalagens inteiras, dentro da validade, mais o lote",
    },
    "suggested": {
        "es": "sugerido = pedido + lo agregado por el mínimo o el contenedor − lo que no cabe en el presupuesto",
        "en": "suggested = order + what the minimum or container adds − what the budget leaves out",
        "pt": "sugerido = pedido + o acrescentado pelo mínimo ou contêiner − o que não cabe no orçamento",
    },
}

STATE_WORDS: dict[str, Text] = {
    "open": {"es": "abierta", "en": "open", "pt": "aberta"},
    "approved": {"es": "aprobada", "en": "approved", "pt": "aprovada"},
    "rejected": {"es": "rechazada", "en": "rejected", "pt": "rejeitada"},
    "superseded": {
        "es": "reemplazada por un plan más reciente",
        "en": "replaced by a newer plan",
        "pt": "substituída por um plano mais recente",
    },
}
