"""What the plan decided for each series, as one stable word."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fluxion.domains.planning.rules.inputs import Inputs
from fluxion.domains.planning.rules.moves import SMALLEST_NEED, Needs
from fluxion.domains.planning.rules.orders import Orders
from fluxion.domains.planning.rules.policy import Policy
from fluxion.domains.planning.rules.position import Position
from fluxion.domains.planning.rules.series import Series
from fluxion.kernels.forecasting import Forecasts
from fluxion.values.errors import Text

OUTCOMES: dict[str, Text] = {
    "order": {"es": "Se propone comprar", "en": "An order is proposed", "pt": "Propõe-se comprar"},
    "order_without_supplier": {
        "es": "Hace falta comprar, pero no tiene proveedor",
        "en": "It must be bought, but has no supplier",
        "pt": "É preciso comprar, mas não tem fornecedor",
    },
    "transfer": {"es": "Se propone trasladar", "en": "A transfer is proposed", "pt": "Propõe-se transferir"},
    "waits_for_centre": {
        "es": "Espera al centro que lo abastece",
        "en": "Waits for the centre that supplies it",
        "pt": "Aguarda o centro que o abastece",
    },
    "held_for_minimum": {
        "es": "Espera a que el pedido alcance el mínimo del proveedor",
        "en": "Waits until the order reaches the supplier's minimum",
        "pt": "Aguarda o pedido atingir o mínimo do fornecedor",
    },
    "cut_by_limit": {
        "es": "No cabe en el presupuesto o contenedor",
        "en": "It does not fit in the budget or container",
        "pt": "Não cabe no orçamento ou contêiner",
    },
    "above_shelf_life": {
        "es": "El mínimo no se vendería dentro de la vida útil",
        "en": "The minimum would not sell within the shelf life",
        "pt": "O mínimo não seria vendido dentro da validade",
    },
    "not_review_day": {"es": "Hoy no toca revisar", "en": "Not a day of review", "pt": "Hoje não é dia de revisão"},
    "rejected": {"es": "Rechazado hace poco", "en": "Rejected lately", "pt": "Rejeitado há pouco"},
    "inactive": {"es": "Producto o ubicación inactivos", "en": "Product or location inactive", "pt": "Produto ou local inativo"},
    "no_history": {"es": "Sin historia de ventas", "en": "No sales history", "pt": "Sem histórico de vendas"},
    "no_demand": {"es": "Sin demanda esperada", "en": "No demand expected", "pt": "Sem demanda esperada"},
    "need_too_small": {
        "es": "La necesidad es menor que media unidad",
        "en": "The need is less than half a unit",
        "pt": "A necessidade é menor que meia unidade",
    },
    "covered_by_transfer": {
        "es": "Cubierto por traslados en tránsito",
        "en": "Covered by transfers in transit",
        "pt": "Coberto por transferências em trânsito",
    },
    "covered_by_order": {"es": "Cubierto por pedidos abiertos", "en": "Covered by open orders", "pt": "Coberto por pedidos abertos"},
    "covered_by_stock": {"es": "El stock alcanza", "en": "The stock suffices", "pt": "O estoque é suficiente"},
    "not_planned": {"es": "Aún no se ha planificado", "en": "Not planned yet", "pt": "Ainda não planejado"},
    "decided": {
        "es": "Ya se decidió sobre la sugerencia",
        "en": "The suggestion was already decided on",
        "pt": "A sugestão já foi decidida",
    },
}


def decide(
    inputs: Inputs, series: Series, policy: Policy, position: Position, needs: Needs, orders: Orders, forecasts: Forecasts
) -> NDArray[np.str_]:
    """The outcome of every series, a key of `OUTCOMES`; the first reason that holds."""
    is_active = inputs.products.active[series.product] & inputs.locations.active[series.location]
    has_supplier = inputs.products.supplier_id[series.product] >= 0
    is_supplied = series.parent >= 0
    no_demand = (forecasts.daily_mean <= 0) | (policy.forecast <= 0)
    above_without = position.available > policy.reorder_point
    above_without_transit = np.round(position.in_lead_time - position.in_transit, 3) > policy.reorder_point
    moved = needs.moved_in + needs.served > 0
    refused_move = is_supplied & needs.is_due & (needs.own >= SMALLEST_NEED) & (needs.served + needs.moved_in + needs.unserved == 0)
    short = needs.is_due & (needs.own < SMALLEST_NEED) & (policy.order_up_to - position.position > 0)
    reasons = (
        ("order", (orders.quantity > 0) & has_supplier),
        ("order_without_supplier", orders.quantity > 0),
        ("transfer", moved & is_active),
        ("inactive", ~is_active),
        ("rejected", orders.rejected | refused_move),
        ("held_for_minimum", orders.held),
        ("cut_by_limit", orders.cut > 0),
        ("above_shelf_life", (needs.raw > 0) & (orders.rounded == 0)),
        ("waits_for_centre", is_supplied & (needs.unserved > 0)),
        ("no_history", (forecasts.history_days == 0) & no_demand),
        ("no_demand", no_demand),
        ("not_review_day", ~policy.is_review_day & (position.in_lead_time - needs.stores <= policy.reorder_point)),
        ("covered_by_stock", above_without),
        ("need_too_small", short),
        ("covered_by_order", above_without_transit & (position.on_order > 0)),
        ("covered_by_transfer", position.in_transit > 0),
        ("covered_by_order", position.on_order > 0),
    )
    return np.select([holds for _, holds in reasons], [word for word, _ in reasons], "covered_by_stock")
