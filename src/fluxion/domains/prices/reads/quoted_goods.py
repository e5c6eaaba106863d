"""The products of a quote, with all that their cost sheets say of them: read in one statement."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Date, Row, and_, bindparam, select

from fluxion.base.bulk import batches
from fluxion.base.edits import unknown
from fluxion.base.paging import Query
from fluxion.base.work import Work
from fluxion.domains.catalog import Category, Product
from fluxion.domains.prices.reads.bases import Basis, bases_of
from fluxion.domains.prices.reads.costs import cost_in, version_in_force
from fluxion.domains.prices.reads.strategies import competitors_at, sheet_channels, terms_of
from fluxion.domains.prices.rules.configurations import Sheet
from fluxion.domains.prices.rules.rates import Rates
from fluxion.domains.prices.shapes.quotes import QuoteAsk
from fluxion.domains.prices.tables import CostSheet, CostVersion
from fluxion.kernels.pricing import Configuration
from fluxion.values.codes import code_key
from fluxion.values.errors import BadInput, FieldError

_SHEET = tuple(getattr(CostSheet, name).label(f"sheet_{name}") for name in Sheet._fields)
_COLUMNS = (
    Product.id,
    Product.sku,
    Product.sku_key,
    Product.name,
    Product.price,
    Product.active,
    Product.cost,
    Category.name.label("category"),
)


def products_of(work: Work, ask: QuoteAsk, day: date) -> list[Row[Any]]:
    """The product of each line with its cost and sheet on the day; refuses lines that name none or an unknown one."""
    work.require("prices.read")
    by_id: dict[int, Row[Any]] = {}
    by_sku: dict[str, Row[Any]] = {}
    for ids in batches(sorted({line.product_id for line in ask.lines if line.product_id is not None})):
        by_id |= {row.id: row for row in _read(work, {"within": list(ids), "day": day}, by_sku=False)}
    for keys in batches(sorted({code_key(line.sku) for line in ask.lines if line.product_id is None and line.sku})):
        by_sku |= {row.sku_key: row for row in _read(work, {"within": list(keys), "day": day}, by_sku=True)}
    found = [by_id.get(line.product_id) if line.product_id is not None else by_sku.get(code_key(line.sku or "")) for line in ask.lines]
    faults: list[FieldError] = []
    for index, (line, row) in enumerate(zip(ask.lines, found, strict=True)):
        if row is None:
            faults.extend(unknown(f"/lines/{index}/{'sku' if line.product_id is None else 'product_id'}").errors)
    if faults:
        raise BadInput(errors=faults)
    return [row for row in found if row is not None]


def _read(work: Work, asked: dict[str, Any], *, by_sku: bool) -> Sequence[Row[Any]]:
    return work.db.connection().execute(_products(by_sku=by_sku), asked).all()


@cache
def _products(*, by_sku: bool) -> Query:
    """Put together once: every quote asks it."""
    column = Product.sku_key if by_sku else Product.id
    stated = (CostVersion.cost.label("sheet_cost"), CostVersion.currency.label("cost_currency"))
    return (
        select(*_COLUMNS, *stated, *_SHEET)
        .outerjoin(Category, Category.id == Product.category_id)
        .outerjoin(CostSheet, and_(CostSheet.product_id == Product.id, CostSheet.active))
        .outerjoin(CostVersion, CostVersion.id == version_in_force(bindparam("day", type_=Date)))
        .where(column.in_(bindparam("within", expanding=True)))
    )


def bases_in(
    work: Work, rows: Sequence[Row[Any]], currency: str, channel: Configuration | None, day: date, rates: Rates
) -> dict[int, Basis]:
    """What the price of each of the products read is held against, in a currency and a channel: what `bases` says of them."""
    work.require("prices.read")
    own = work.settings.currency
    costs = {
        row.id: cost_in(rates, row.cost if row.sheet_cost is None else row.sheet_cost, row.cost_currency or own, currency) for row in rows
    }
    sheets = [Sheet(*row[-len(_SHEET) :]) for row in rows if row.sheet_id is not None]
    following = {sheet.product_id for sheet in sheets if sheet.strategy != "neutral"}
    seen = competitors_at(work, following, day) if following else {}
    channels = sheet_channels(work, {sheet.product_id for sheet in sheets}) if sheets and channel is None else {}
    terms = {sheet.product_id: terms_of(sheet, channels, seen, rates, currency) for sheet in sheets}
    return bases_of(work, costs, terms, currency, channel)


def catalogue_price(row: Row[Any]) -> Decimal | None:
    """The price that the catalogue has, or None."""
    price: Decimal | None = row.price
    return price or None
