"""Planning parameters of money and choice: what is assured, what it costs, how suppliers and moves are chosen."""

from collections.abc import Mapping

from fluxion.domains.planning.rules.known_parameters import (
    CYCLE,
    EVERY_REVIEW,
    FILL,
    QUANTILE,
    REORDER_POINT,
    STEADY,
    VALUE,
    Parameter,
    known,
)

_ECONOMIC = known(
    Parameter(
        "stock_level_rule",
        STEADY,
        1,
        2,
        {
            "es": "Con qué se fija el nivel objetivo: 1 demanda estable (mitad pronóstico, mitad largo plazo), 2 solo el pronóstico",
            "en": "What the order-up-to level is set from: 1 steady demand (half forecast, half long run), 2 the forecast alone",
            "pt": "Com que se fixa o nível alvo: 1 demanda estável (metade previsão, metade longo prazo), 2 só a previsão",
        },
        whole=True,
        unit="choice",
        choices={
            STEADY: {"es": "demanda estable", "en": "steady demand", "pt": "demanda estável"},
            QUANTILE: {"es": "solo el pronóstico", "en": "the forecast alone", "pt": "só a previsão"},
        },
    ),
    Parameter(
        "service_kind",
        CYCLE,
        1,
        3,
        {
            "es": "Qué se asegura: 1 ciclos sin quiebre, 2 parte de la demanda servida (tasa de llenado), 3 el valor de la unidad siguiente",
            "en": "What is assured: 1 cycles without a shortage, 2 share of demand served (fill rate), 3 the value of the next unit",
            "pt": "O que se assegura: 1 ciclos sem ruptura, 2 parte da demanda atendida (taxa de atendimento), 3 o valor da próxima unidade",
        },
        whole=True,
        unit="choice",
        choices={
            CYCLE: {"es": "ciclos sin quiebre", "en": "cycle service", "pt": "ciclos sem ruptura"},
            FILL: {"es": "tasa de llenado", "en": "fill rate", "pt": "taxa de atendimento"},
            VALUE: {"es": "valor de la unidad siguiente", "en": "value of the next unit", "pt": "valor da próxima unidade"},
        },
    ),
    Parameter(
        "fill_rate_target",
        0.98,
        0.5,
        0.9999,
        {
            "es": "Tasa de llenado deseada: parte de la demanda servida del estante, cuando se asegura esa (0,98 = 98 %)",
            "en": "Fill rate wanted: share of demand served from the shelf, where that is assured (0.98 = 98%)",
            "pt": "Taxa de atendimento desejada: parte da demanda atendida da prateleira, quando se assegura essa (0,98 = 98%)",
        },
    ),
    Parameter(
        "holding_cost_rate",
        0.25,
        0,
        5,
        {
            "es": "Costo anual de tener el stock, como parte de su costo (capital, espacio, seguro, merma)",
            "en": "Yearly cost of holding stock, as a share of its cost (capital, space, insurance, shrinkage)",
            "pt": "Custo anual de manter o estoque, como parte do seu custo (capital, espaço, seguro, perdas)",
        },
    ),
    Parameter(
        "shortage_cost_share",
        None,
        0,
        100,
        {
            "es": "Lo que cuesta cada unidad que falta, como parte de su costo; si nadie lo indica, el margen que se pierde",
            "en": "What each unit short costs, as a share of its cost; the margin lost where nobody states it",
            "pt": "O que custa cada unidade em falta, como parte do seu custo; a margem perdida quando ninguém o informa",
        },
    ),
    Parameter(
        "spoilage_rate",
        None,
        0,
        1,
        {
            "es": "Parte del costo que pierde lo que sobra de un ciclo; si nadie la indica, la parte de la vida útil que dura la revisión",
            "en": "Share of its cost that what a cycle leaves over loses; the part of the shelf life that a review takes where nobody states it",
            "pt": "Parte do custo que perde o que sobra de um ciclo; a parte da validade que dura a revisão quando ninguém a informa",
        },
    ),
    Parameter(
        "shelf_life_share",
        0.8,
        0.05,
        1,
        {
            "es": "Parte de la vida útil en la que todo debe venderse: nunca se pide más de lo que se vende en ella",
            "en": "Part of the shelf life in which everything must sell: never more is ordered than sells within it",
            "pt": "Parte da validade em que tudo deve ser vendido: nunca se pede mais do que se vende nela",
        },
    ),
    Parameter(
        "order_cost",
        0,
        0,
        1_000_000,
        {
            "es": "Costo de hacer y recibir una línea de pedido; con él se calcula el lote económico",
            "en": "Cost of placing and receiving an order line; the economic lot is computed with it",
            "pt": "Custo de fazer e receber uma linha de pedido; com ele se calcula o lote econômico",
        },
        unit="money",
    ),
    Parameter(
        "order_budget",
        None,
        0,
        1_000_000_000_000,
        {
            "es": "Dinero que puede gastar un plan en pedidos: de la empresa, o de una ubicación; sin valor no hay límite",
            "en": "Money that one plan may spend on orders: of the company, or of a location; without a value there is no limit",
            "pt": "Dinheiro que um plano pode gastar em pedidos: da empresa, ou de um local; sem valor não há limite",
        },
        unit="money",
        place_only=True,
    ),
)

_CHOOSING = known(
    Parameter(
        "reorder_rule",
        REORDER_POINT,
        1,
        2,
        {
            "es": "Cuándo se pide: 1 al llegar al punto de reorden (R,s,S), 2 en cada revisión (R,S)",
            "en": "When to order: 1 when the reorder point is reached (R,s,S), 2 at every review (R,S)",
            "pt": "Quando se pede: 1 ao chegar ao ponto de reposição (R,s,S), 2 em cada revisão (R,S)",
        },
        whole=True,
        unit="choice",
        choices={
            REORDER_POINT: {
                "es": "al punto de reorden (R,s,S)",
                "en": "at the reorder point (R,s,S)",
                "pt": "no ponto de reposição (R,s,S)",
            },
            EVERY_REVIEW: {"es": "en cada revisión (R,S)", "en": "at every review (R,S)", "pt": "em cada revisão (R,S)"},
        },
    ),
    Parameter(
        "review_offset_days",
        0,
        0,
        364,
        {
            "es": "Día de la revisión (R,S), contado desde el lunes: con revisión de 7 días, 0 es lunes y 3 jueves",
            "en": "Day of the review (R,S), counted from Monday: with a review of 7 days, 0 is Monday and 3 Thursday",
            "pt": "Dia da revisão (R,S), contado desde segunda-feira: com revisão de 7 dias, 0 é segunda e 3 quinta",
        },
        choices={0: {"es": "el primer día", "en": "the first day", "pt": "o primeiro dia"}},
        whole=True,
        unit="days",
    ),
    Parameter(
        "measured_lead_times",
        1,
        0,
        1,
        {
            "es": "Plazos medidos en las recepciones: 1 se usan, 0 valen los que indica el proveedor",
            "en": "Lead times measured from receipts: 1 they are used, 0 those that the supplier states hold",
            "pt": "Prazos medidos nos recebimentos: 1 são usados, 0 valem os que o fornecedor informa",
        },
        company_only=True,
        whole=True,
        unit="choice",
        choices={
            0: {"es": "los indicados", "en": "as stated", "pt": "os informados"},
            1: {"es": "los medidos", "en": "as measured", "pt": "os medidos"},
        },
    ),
    Parameter(
        "preferred_advantage",
        0.03,
        0,
        10,
        {
            "es": "Cuánto más barato en total debe salir otro proveedor para dejar al preferido (0,03 = 3 %; 10 = nunca)",
            "en": "How much cheaper in all another supplier must be to leave the preferred one (0.03 = 3%; 10 = never)",
            "pt": "Quanto mais barato no total outro fornecedor deve ser para deixar o preferido (0,03 = 3%; 10 = nunca)",
        },
        company_only=True,
    ),
    Parameter(
        "transfer_burn_out_days",
        14,
        0,
        730,
        {
            "es": "Días de venta propia que una ubicación guarda antes de ceder lo que le sobra",
            "en": "Days of its own sales that a location keeps before it gives away what it has in excess",
            "pt": "Dias de venda própria que um local guarda antes de ceder o que lhe sobra",
        },
        unit="days",
    ),
    Parameter(
        "transfer_cost_share",
        0,
        0,
        1,
        {
            "es": "Costo de trasladar una unidad, como parte de su costo",
            "en": "Cost of moving a unit, as a share of its cost",
            "pt": "Custo de transferir uma unidade, como parte do seu custo",
        },
        company_only=True,
    ),
    Parameter(
        "min_transfer_value",
        0,
        0,
        1_000_000,
        {
            "es": "Valor mínimo, a costo, de cada línea que vale la pena trasladar",
            "en": "Least value, at cost, of each line worth a transfer",
            "pt": "Valor mínimo, a custo, de cada linha que vale transferir",
        },
        company_only=True,
        unit="money",
    ),
)

POLICY: Mapping[str, Parameter] = {**_ECONOMIC, **_CHOOSING}
