"""What each figure is, in words and in arithmetic. `docs/reference/figures.md` tells the same at length."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from fluxion.domains.insights.shapes import Tile, TileName, Unit
from fluxion.values.errors import Text, say
from fluxion.values.money import round_money

YEAR_DAYS = 365
COST_TILES = frozenset({"margin", "margin_share", "inventory_value", "turnover"})


@dataclass(frozen=True)
class Figure:
    """How a tile is called, read and judged."""

    label: Text
    help: Text
    unit: Unit
    good_when: str


FIGURES: dict[TileName, Figure] = {
    "sales": Figure(
        {"es": "Ventas netas", "en": "Net sales", "pt": "Vendas líquidas"},
        {
            "es": "Suma de cantidad × precio − descuento de las líneas vendidas, menos las devoluciones del período.",
            "en": "Sum of quantity × price − discount of the lines sold, less the returns of the period.",
            "pt": "Soma de quantidade × preço − desconto das linhas vendidas, menos as devoluções do período.",
        },
        "money",
        "up",
    ),
    "margin": Figure(
        {"es": "Margen bruto", "en": "Gross margin", "pt": "Margem bruta"},
        {
            "es": "Ventas netas menos su costo, sobre las líneas cuyo costo se conoce (el de la línea o, si falta, el del producto).",
            "en": "Net sales less their cost, over the lines whose cost is known (the line's or, failing that, the product's).",
            "pt": "Vendas líquidas menos seu custo, sobre as linhas cujo custo é conhecido (o da linha ou, na falta, o do produto).",
        },
        "money",
        "up",
    ),
    "margin_share": Figure(
        {"es": "Margen %", "en": "Margin %", "pt": "Margem %"},
        {
            "es": "Margen bruto ÷ ventas netas de las líneas cuyo costo se conoce.",
            "en": "Gross margin ÷ net sales of the lines whose cost is known.",
            "pt": "Margem bruta ÷ vendas líquidas das linhas cujo custo é conhecido.",
        },
        "percent",
        "up",
    ),
    "inventory_value": Figure(
        {"es": "Valor del inventario", "en": "Inventory value", "pt": "Valor do estoque"},
        {
            "es": "Existencia × costo unitario de cada producto y ubicación, al cierre del período (ahora, si llega hasta el último dato).",
            "en": "On hand × unit cost of every product and location at the end of the period (now, when it reaches the last data).",
            "pt": "Estoque × custo unitário de cada produto e local, no fim do período (agora, se chega ao último dado).",
        },
        "money",
        "down",
    ),
    "turnover": Figure(
        {"es": "Rotación anual", "en": "Annual turnover", "pt": "Giro anual"},
        {
            "es": "Costo de lo vendido llevado a un año (× 365 ÷ días) ÷ valor promedio del inventario en el período.",
            "en": "Cost of goods sold brought to a year (× 365 ÷ days) ÷ average inventory value of the period.",
            "pt": "Custo do vendido levado a um ano (× 365 ÷ dias) ÷ valor médio do estoque no período.",
        },
        "ratio",
        "up",
    ),
    "days_of_cover": Figure(
        {"es": "Días de cobertura", "en": "Days of cover", "pt": "Dias de cobertura"},
        {
            "es": "Valor del inventario ÷ costo de lo vendido por día en el período: cuántos días alcanza a este ritmo.",
            "en": "Inventory value ÷ cost of goods sold per day of the period: how long it lasts at this pace.",
            "pt": "Valor do estoque ÷ custo do vendido por dia no período: quantos dias dura neste ritmo.",
        },
        "days",
        "down",
    ),
    "stock_out_rate": Figure(
        {"es": "Quiebres de stock", "en": "Stock-out rate", "pt": "Rupturas de estoque"},
        {
            "es": "Parte de los pares producto × ubicación activos con demanda en los últimos 90 días que no tienen nada disponible.",
            "en": "Share of active product × location pairs with demand in the last 90 days that have nothing available.",
            "pt": "Parte dos pares produto × local ativos com demanda nos últimos 90 dias que não têm nada disponível.",
        },
        "percent",
        "down",
    ),
}


@dataclass(frozen=True)
class Totals:
    """Sales of a period: net, the part of it whose cost is known, and that cost."""

    net: Decimal = Decimal(0)
    costed: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)


@dataclass(frozen=True)
class StockFigures:
    """Stock of a period: its value at the end and on average, and pairs with demand of which some had nothing."""

    value: Decimal | None = None
    average: Decimal | None = None
    skus: int = 0
    skus_out: int = 0


def margin(totals: Totals) -> Decimal | None:
    """Net less cost where the cost is known, or None when it is known of nothing.

    >>> margin(Totals(net=Decimal(100), costed=Decimal(80), cost=Decimal(60)))
    Decimal('20')
    """
    return None if not totals.costed and not totals.cost else totals.costed - totals.cost


def margin_share(totals: Totals) -> float | None:
    """The margin's share of the net it was earned on.

    >>> margin_share(Totals(net=Decimal(100), costed=Decimal(80), cost=Decimal(60)))
    0.25
    """
    return float((totals.costed - totals.cost) / totals.costed) if totals.costed > 0 else None


def turnover(cost: Decimal, days: int, average_value: Decimal | None) -> float | None:
    """How often the stock would be sold in a year: annualised cost of goods sold ÷ average inventory value.

    >>> turnover(Decimal(100), 73, Decimal(250))
    2.0
    """
    return float(cost * YEAR_DAYS / days / average_value) if average_value else None


def days_of_cover(value: Decimal | None, cost: Decimal, days: int) -> float | None:
    """How many days the stock lasts at the period's pace: inventory value ÷ cost of goods sold per day.

    >>> days_of_cover(Decimal(300), Decimal(100), 10)
    30.0
    """
    return float(value * days / cost) if value is not None and cost > 0 else None


def stock_out_rate(stock: StockFigures) -> float | None:
    """The share of pairs with demand that had nothing.

    >>> stock_out_rate(StockFigures(skus=8, skus_out=2))
    0.25
    """
    return stock.skus_out / stock.skus if stock.skus else None


def change(value: Decimal | float | None, previous: Decimal | float | None) -> float | None:
    """How much more than before, relative to it; None where there was nothing to compare with.

    >>> change(Decimal(112), Decimal(100)), change(5, 0)
    (0.12, None)
    """
    if value is None or not previous:
        return None
    return round(float(value) / float(previous) - 1, 6) if previous > 0 else None


def share(part: Decimal, whole: Decimal) -> float:
    """The part's share of the whole, 0 when there is no whole.

    >>> share(Decimal(1), Decimal(4))
    0.25
    """
    return round(float(part / whole), 6) if whole > 0 else 0.0


def tiles(
    now: tuple[Totals, StockFigures], before: tuple[Totals, StockFigures], days: int, currency: str, lang: str, *, with_cost: bool
) -> list[Tile]:
    """Every tile the person may see, in the order they are shown."""
    current, earlier = _values(*now, days), _values(*before, days)
    return [
        _tile(name, figure, current[name], earlier[name], currency, lang)
        for name, figure in FIGURES.items()
        if with_cost or name not in COST_TILES
    ]


def _values(sales: Totals, stock: StockFigures, days: int) -> dict[TileName, Decimal | float | None]:
    return {
        "sales": sales.net,
        "margin": margin(sales),
        "margin_share": margin_share(sales),
        "inventory_value": stock.value,
        "turnover": turnover(sales.cost, days, stock.average),
        "days_of_cover": days_of_cover(stock.value, sales.cost, days),
        "stock_out_rate": stock_out_rate(stock),
    }


def _tile(
    name: TileName, figure: Figure, value: Decimal | float | None, previous: Decimal | float | None, currency: str, lang: str
) -> Tile:
    return Tile(
        name=name,
        label=say(figure.label, lang),
        value=shown(value, currency),
        previous=shown(previous, currency),
        change=change(value, previous),
        unit=figure.unit,
        currency=currency if figure.unit == "money" else None,
        good_when="up" if figure.good_when == "up" else "down",
        help=say(figure.help, lang),
    )


def shown(value: Decimal | float | None, currency: str) -> Decimal | float | None:
    """Money in the decimals of its currency, other numbers with four."""
    if isinstance(value, Decimal):
        return round_money(value, currency)
    return None if value is None else float(Decimal(value).quantize(Decimal("0.0001"), ROUND_HALF_UP))
