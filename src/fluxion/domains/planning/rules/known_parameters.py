"""Planning parameters: what each means, its unit, its limits, and what holds where nobody set it. Those of demand and stock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from fluxion.values.errors import Text

Unit = Literal["share", "days", "units", "money", "times", "choice"]
CYCLE, FILL, VALUE = 1, 2, 3
"""What `service_kind` may be."""
REORDER_POINT, EVERY_REVIEW = 1, 2
"""What `reorder_rule` may be."""
STEADY, QUANTILE = 1, 2
"""What `stock_level_rule` may be."""
SERVICE_BY_CLASS: Mapping[str, float] = MappingProxyType(
    {"AX": 0.97, "AY": 0.96, "AZ": 0.95, "BX": 0.96, "BY": 0.95, "BZ": 0.94, "CX": 0.95, "CY": 0.94, "CZ": 0.92}
)
"""Service level of each ABC × XYZ cell where nobody set one: a point more for what earns most, less for what is dear to foresee."""


@dataclass(frozen=True)
class Parameter:
    """One parameter: its limits, unit (share, days, units, money, times, choice) and what holds where nobody set it.

    A default of None is derived or no limit at all, see `label`. `company_only` holds for the whole company, `place_only` for the
    company or a location; a choice has its meanings in `choices`, and other values that are said in words are there too.
    """

    name: str
    default: float | None
    least: float
    most: float
    label: Text
    company_only: bool = False
    whole: bool = False
    unit: Unit = "share"
    choices: Mapping[int, Text] = field(default_factory=dict)
    place_only: bool = False


def known(*parameters: Parameter) -> dict[str, Parameter]:
    """The parameters by their names."""
    return {each.name: each for each in parameters}


BASIC: Mapping[str, Parameter] = known(
    Parameter(
        "service_level",
        0.95,
        0.5,
        0.9999,
        {
            "es": "Nivel de servicio: parte de los ciclos sin quiebre (0,95 = 95 %); si nadie lo indica, según la clase ABC × XYZ",
            "en": "Service level: share of cycles without a shortage (0.95 = 95%); by ABC × XYZ class where nobody sets it",
            "pt": "Nível de serviço: parte dos ciclos sem ruptura (0,95 = 95%); pela classe ABC × XYZ quando ninguém o informa",
        },
    ),
    Parameter(
        "review_period_days",
        7,
        1,
        365,
        {
            "es": "Período de revisión: días que cubre cada pedido además del plazo de entrega",
            "en": "Review period: days each order covers beyond its lead time",
            "pt": "Período de revisão: dias que cada pedido cobre além do prazo de entrega",
        },
        unit="days",
    ),
    Parameter(
        "lead_time_days",
        7,
        0,
        730,
        {
            "es": "Plazo de entrega del proveedor, en días",
            "en": "Lead time of the supplier, in days",
            "pt": "Prazo de entrega do fornecedor, em dias",
        },
        unit="days",
    ),
    Parameter(
        "lead_time_sd_days",
        None,
        0,
        365,
        {
            "es": "Variación del plazo de entrega (desviación estándar, días); si nadie la indica, 20 % del plazo",
            "en": "Variation of the lead time (standard deviation, days); 20% of the lead time where nobody states it",
            "pt": "Variação do prazo de entrega (desvio padrão, dias); 20% do prazo quando ninguém a informa",
        },
        unit="days",
    ),
    Parameter(
        "transfer_lead_time_days",
        2,
        0,
        180,
        {
            "es": "Días que tarda un traslado desde el centro que abastece a la ubicación",
            "en": "Days a transfer takes from the centre that supplies the location",
            "pt": "Dias que uma transferência leva do centro que abastece o local",
        },
        unit="days",
    ),
    Parameter(
        "safety_factor",
        1,
        0,
        10,
        {
            "es": "Factor de seguridad: multiplica el stock de seguridad calculado",
            "en": "Safety factor: multiplies the safety stock computed",
            "pt": "Fator de segurança: multiplica o estoque de segurança calculado",
        },
        unit="times",
    ),
    Parameter(
        "max_cover_days",
        120,
        1,
        3650,
        {
            "es": "Cobertura máxima: por encima de estos días de venta hay sobrestock",
            "en": "Most days of cover: above so many days of sales there is overstock",
            "pt": "Cobertura máxima: acima de tantos dias de venda há excesso",
        },
        unit="days",
    ),
    Parameter(
        "dead_stock_days",
        90,
        7,
        3650,
        {
            "es": "Días sin venta a partir de los cuales el stock se considera inmovilizado",
            "en": "Days without a sale after which stock counts as dead",
            "pt": "Dias sem venda a partir dos quais o estoque é considerado parado",
        },
        unit="days",
    ),
    Parameter(
        "min_transfer_quantity",
        1,
        0,
        1_000_000,
        {
            "es": "Cantidad mínima que vale la pena trasladar",
            "en": "Smallest quantity worth a transfer",
            "pt": "Menor quantidade que vale transferir",
        },
        unit="units",
    ),
    Parameter(
        "transfer_fixed_cost",
        0,
        0,
        1_000_000,
        {
            "es": "Costo fijo de cada línea trasladada; se traslada solo si el beneficio lo supera",
            "en": "Fixed cost of each line moved; moved only when the gain exceeds it",
            "pt": "Custo fixo de cada linha transferida; transfere-se só se o ganho o supera",
        },
        company_only=True,
        unit="money",
    ),
    Parameter(
        "horizon_days",
        30,
        7,
        180,
        {"es": "Días que se pronostican", "en": "Days that are forecast", "pt": "Dias que são previstos"},
        company_only=True,
        whole=True,
        unit="days",
    ),
    Parameter(
        "plan_interval_days",
        1,
        1,
        31,
        {
            "es": "Días entre un plan y el siguiente que alguien atiende; el punto de reorden los cubre",
            "en": "Days between one plan that somebody acts on and the next; the reorder point covers them",
            "pt": "Dias entre um plano atendido e o seguinte; o ponto de reposição os cobre",
        },
        company_only=True,
        unit="days",
    ),
    Parameter(
        "rejected_again_days",
        7,
        0,
        365,
        {
            "es": "Días durante los que no se vuelve a proponer lo rechazado",
            "en": "Days for which something rejected is not proposed again",
            "pt": "Dias em que algo rejeitado não é proposto de novo",
        },
        company_only=True,
        unit="days",
    ),
    Parameter(
        "rejected_change_share",
        0.25,
        0,
        100,
        {
            "es": "Aumento de la necesidad que hace proponer antes lo rechazado (0,25 = 25 %)",
            "en": "Growth of the need that brings something rejected back earlier (0.25 = 25%)",
            "pt": "Aumento da necessidade que traz de volta antes o rejeitado (0,25 = 25%)",
        },
        company_only=True,
    ),
)
