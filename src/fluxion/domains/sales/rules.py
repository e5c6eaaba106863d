"""What a sold line is, as DuckDB expressions, so that millions are judged where they are read."""

from dataclasses import dataclass

import pyarrow as pa

from fluxion.values.errors import Text

QUANTITY = pa.decimal128(18, 3)
AMOUNT = pa.decimal128(18, 4)

SALE_LINES = pa.schema(
    [
        pa.field("row_key", pa.int64(), nullable=False),
        pa.field("document", pa.string()),
        pa.field("line", pa.int32()),
        pa.field("day", pa.date32(), nullable=False),
        pa.field("product_id", pa.int32(), nullable=False),
        pa.field("location_id", pa.int32(), nullable=False),
        pa.field("customer_id", pa.int32()),
        pa.field("salesperson", pa.string()),
        pa.field("channel", pa.string()),
        pa.field("quantity", QUANTITY, nullable=False),
        pa.field("unit_price", AMOUNT, nullable=False),
        pa.field("discount", AMOUNT, nullable=False),
        pa.field("unit_cost", AMOUNT),
    ]
)
"""A sold line. Quantities below zero are returns; the discount is the amount taken off the line, in the sign of its quantity."""

_BY_LINE = ("document::varchar", "line::int")
_BY_CONTENT = (
    "document::varchar",
    "day::date",
    "product_id::int",
    "location_id::int",
    "customer_id::int",
    "quantity::decimal(18,3)",
    "unit_price::decimal(18,4)",
)


@dataclass(frozen=True)
class LineRule:
    """Something that cannot be true of a sold line: a condition over its columns (and `$today`), and what to say of it."""

    code: str
    column: str
    condition: str
    reason: Text
    remedy: Text


LINE_RULES: tuple[LineRule, ...] = (
    LineRule(
        "zero_quantity",
        "quantity",
        "quantity = 0",
        {"es": "La cantidad es cero", "en": "The quantity is zero", "pt": "A quantidade é zero"},
        {
            "es": "Quite la línea o ponga lo que se vendió; las devoluciones llevan cantidad negativa.",
            "en": "Remove the line or put what was sold; returns have a negative quantity.",
            "pt": "Retire a linha ou informe o que foi vendido; devoluções têm quantidade negativa.",
        },
    ),
    LineRule(
        "negative_price",
        "unit_price",
        "unit_price < 0",
        {"es": "El precio es negativo", "en": "The price is negative", "pt": "O preço é negativo"},
        {
            "es": "Ponga el precio positivo; lo que se devuelve se indica en la cantidad.",
            "en": "Make the price positive; what is returned is said by the quantity.",
            "pt": "Deixe o preço positivo; o que se devolve é indicado na quantidade.",
        },
    ),
    LineRule(
        "negative_cost",
        "unit_cost",
        "unit_cost < 0",
        {"es": "El costo es negativo", "en": "The cost is negative", "pt": "O custo é negativo"},
        {
            "es": "Ponga el costo de una unidad, o déjelo vacío si no se conoce.",
            "en": "Put the cost of one unit, or leave it empty when it is not known.",
            "pt": "Informe o custo de uma unidade, ou deixe vazio se não for conhecido.",
        },
    ),
    LineRule(
        "discount_too_large",
        "discount",
        "abs(discount) > abs(quantity * unit_price)",
        {
            "es": "El descuento es mayor que el importe de la línea",
            "en": "The discount is larger than the amount of the line",
            "pt": "O desconto é maior que o valor da linha",
        },
        {
            "es": "El descuento es un importe por línea, no un porcentaje; corríjalo.",
            "en": "The discount is an amount per line, not a percentage; correct it.",
            "pt": "O desconto é um valor por linha, não uma porcentagem; corrija-o.",
        },
    ),
    LineRule(
        "future_day",
        "day",
        "day > $today::date + 1",
        {"es": "La fecha es futura", "en": "The date lies in the future", "pt": "A data está no futuro"},
        {
            "es": "Revise el orden de día y mes con que se leyó el archivo.",
            "en": "Check the order of day and month that the file was read with.",
            "pt": "Verifique a ordem de dia e mês com que o arquivo foi lido.",
        },
    ),
    LineRule(
        "ancient_day",
        "day",
        "day < date '1990-01-01'",
        {"es": "La fecha es anterior a 1990", "en": "The date is before 1990", "pt": "A data é anterior a 1990"},
        {
            "es": "Revise el orden de día y mes con que se leyó el archivo.",
            "en": "Check the order of day and month that the file was read with.",
            "pt": "Verifique a ordem de dia e mês com que o arquivo foi lido.",
        },
    ),
)


def signed_discount_sql(discount: str = "discount", quantity: str = "quantity") -> str:
    """The expression that gives a discount the sign of its line: what is taken off a return comes back."""
    return f"(sign({quantity}) * abs(coalesce({discount}, 0)))"


def row_key_sql(*, by_line: bool, order: str = "") -> str:
    """The expression that identifies a sold line by 63 bits, the same on every load and every version of DuckDB.

    `by_line`: document and line number say which line it is, so that its correction is a change of it. Otherwise its
    content does, with its number among equal lines of the file (counted in the order given): the same file twice
    brings nothing new, while cost, discount, salesperson and channel may be corrected.
    """
    columns = _BY_LINE if by_line else _BY_CONTENT
    parts = [f"coalesce({column}::varchar, chr(30))" for column in columns]
    if not by_line:
        turn = f" order by {order}" if order else ""
        parts.append(f"(row_number() over (partition by {', '.join(columns)}{turn}))::varchar")
    return f"(md5_number_upper(concat_ws(chr(31), {', '.join(parts)})) >> 1)::bigint"
