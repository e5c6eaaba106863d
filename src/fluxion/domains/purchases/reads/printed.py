"""A purchase order as it is printed for the supplier, in the language of whoever prints it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_decimal

from fluxion.base.documents import Block, Column, Document
from fluxion.base.work import Work
from fluxion.domains.partners import Supplier
from fluxion.domains.purchases.reads.orders import SEE_COST, order
from fluxion.domains.purchases.shapes import OrderLineView, OrderView
from fluxion.values.errors import Text, say
from fluxion.values.money import currency_decimals

WORDS: Mapping[str, Text] = {
    "title": {"es": "Orden de compra", "en": "Purchase order", "pt": "Pedido de compra"},
    "supplier": {"es": "Proveedor", "en": "Supplier", "pt": "Fornecedor"},
    "deliver_to": {"es": "Entregar en", "en": "Deliver to", "pt": "Entregar em"},
    "details": {"es": "Datos", "en": "Details", "pt": "Dados"},
    "date": {"es": "Fecha: {day}", "en": "Date: {day}", "pt": "Data: {day}"},
    "expected": {"es": "Entrega esperada: {day}", "en": "Expected: {day}", "pt": "Entrega prevista: {day}"},
    "currency": {"es": "Moneda: {currency}", "en": "Currency: {currency}", "pt": "Moeda: {currency}"},
    "approved_by": {"es": "Aprobado por: {name}", "en": "Approved by: {name}", "pt": "Aprovado por: {name}"},
    "draft": {"es": "BORRADOR · NO VÁLIDO COMO PEDIDO", "en": "DRAFT · NOT A VALID ORDER", "pt": "RASCUNHO · NÃO VÁLIDO COMO PEDIDO"},
    "cancelled": {"es": "CANCELADO", "en": "CANCELLED", "pt": "CANCELADO"},
    "line": {"es": "N.º", "en": "No.", "pt": "N.º"},
    "sku": {"es": "Código", "en": "SKU", "pt": "Código"},
    "product": {"es": "Producto", "en": "Product", "pt": "Produto"},
    "quantity": {"es": "Cantidad", "en": "Quantity", "pt": "Quantidade"},
    "unit_cost": {"es": "Costo unitario", "en": "Unit cost", "pt": "Custo unitário"},
    "amount": {"es": "Importe", "en": "Amount", "pt": "Valor"},
    "lines": {"es": "Líneas", "en": "Lines", "pt": "Linhas"},
    "units": {"es": "Unidades", "en": "Units", "pt": "Unidades"},
    "total": {"es": "Total {currency}", "en": "Total {currency}", "pt": "Total {currency}"},
    "notes": {"es": "Notas", "en": "Notes", "pt": "Observações"},
    "foot": {"es": "Emitido por {company} el {day}", "en": "Issued by {company} on {day}", "pt": "Emitido por {company} em {day}"},
    "page_of": {"es": "Página {page} de {pages}", "en": "Page {page} of {pages}", "pt": "Página {page} de {pages}"},
}
UNKNOWN_COST = "—"


def order_document(work: Work, order_id: int) -> Document:
    """The order as a document, ready to be rendered; without costs for whoever may not see them."""
    work.require("purchases.read")
    shown = order(work, order_id)
    supplier = work.db.get_one(Supplier, shown.supplier.id)
    sees_cost = work.actor.may(SEE_COST)
    lang = work.lang
    mark = say(WORDS[shown.state], lang) if shown.state in ("draft", "cancelled") else ""
    return Document(
        company=work.settings.company,
        title=say(WORDS["title"], lang),
        number=shown.number,
        mark=mark,
        blocks=[
            Block(say(WORDS["supplier"], lang), [supplier.name, supplier.code, supplier.email or "", supplier.phone or ""]),
            Block(say(WORDS["deliver_to"], lang), [shown.location.name, shown.location.code]),
            Block(say(WORDS["details"], lang), _details(work, shown)),
        ],
        columns=_columns(lang, sees_cost=sees_cost),
        rows=[_cells(index, line, shown.currency, lang, sees_cost=sees_cost) for index, line in enumerate(shown.lines, start=1)],
        totals=_totals(shown, lang, sees_cost=sees_cost),
        notes_title=say(WORDS["notes"], lang),
        notes=shown.notes or "",
        foot=say(WORDS["foot"], lang, {"company": work.settings.company, "day": _day(work.today, lang)}),
        page_of=WORDS["page_of"].get(lang, WORDS["page_of"]["es"]),
    )


def _details(work: Work, shown: OrderView) -> list[str]:
    lang = work.lang
    made = shown.created_at.astimezone(ZoneInfo(work.settings.timezone)).date()
    told = [say(WORDS["date"], lang, {"day": _day(made, lang)})]
    if shown.expected_on:
        told.append(say(WORDS["expected"], lang, {"day": _day(shown.expected_on, lang)}))
    told.append(say(WORDS["currency"], lang, {"currency": shown.currency}))
    if shown.approved_by:
        told.append(say(WORDS["approved_by"], lang, {"name": shown.approved_by}))
    return told


def _columns(lang: str, *, sees_cost: bool) -> list[Column]:
    columns = [
        Column(say(WORDS["line"], lang), 5, is_number=True),
        Column(say(WORDS["sku"], lang), 17),
        Column(say(WORDS["product"], lang), 38),
        Column(say(WORDS["quantity"], lang), 12, is_number=True),
    ]
    if sees_cost:
        columns += [Column(say(WORDS["unit_cost"], lang), 14, is_number=True), Column(say(WORDS["amount"], lang), 14, is_number=True)]
    return columns


def _cells(index: int, line: OrderLineView, currency: str, lang: str, *, sees_cost: bool) -> list[str]:
    cells = [str(index), line.product.sku, line.product.name, _number(line.quantity, 0, 3, lang)]
    if sees_cost:
        places = currency_decimals(currency)
        cells.append(UNKNOWN_COST if line.unit_cost is None else _number(line.unit_cost, places, 4, lang))
        cells.append(UNKNOWN_COST if line.amount is None else _number(line.amount, places, places, lang))
    return cells


def _totals(shown: OrderView, lang: str, *, sees_cost: bool) -> list[tuple[str, str]]:
    units = sum((line.quantity for line in shown.lines), Decimal(0))
    totals = [(say(WORDS["lines"], lang), str(len(shown.lines))), (say(WORDS["units"], lang), _number(units, 0, 3, lang))]
    if sees_cost and shown.total is not None:
        places = currency_decimals(shown.currency)
        totals.append((say(WORDS["total"], lang, {"currency": shown.currency}), _number(shown.total, places, places, lang)))
    return totals


def _number(value: Decimal, at_least: int, at_most: int, lang: str) -> str:
    pattern = "#,##0" + ("." if at_most else "") + "0" * at_least + "#" * (at_most - at_least)
    # Four-digit numbers are grouped too, which Spanish leaves open, so that columns of figures read alike.
    return format_decimal(value, pattern, locale=lang, group_separator=True)


def _day(day: date, lang: str) -> str:
    return format_date(day, "long", locale=lang)
