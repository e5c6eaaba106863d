"""What competitors asked, and how our prices compare."""

from typing import Any

from sqlalchemy import select

from fluxion.base.exports import Column as Cell
from fluxion.base.exports import Sheet
from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.search import matches
from fluxion.base.work import Work
from fluxion.domains.catalog import Category, Product, ProductRef
from fluxion.domains.prices.reads.rates import rates_at
from fluxion.domains.prices.rules.cost_sheets import price_index
from fluxion.domains.prices.rules.rates import Rates
from fluxion.domains.prices.shapes.competitors import CompetitorPriceFilter, CompetitorPriceView
from fluxion.domains.prices.tables import CompetitorPrice
from fluxion.values.codes import search_key
from fluxion.values.errors import NotFound

SAME = ("id", "competitor", "price", "currency", "observed_on", "source", "author_name", "created_at", "version")
COLUMNS = (
    *(Cell("sku"), Cell("name"), Cell("competitor"), Cell("price", "number"), Cell("currency"), Cell("observed_on", "day")),
    *(Cell("source"), Cell("our_price", "number"), Cell("index", "number")),
)
ORDERS: dict[str, Column] = {
    "observed_on": CompetitorPrice.observed_on.expression,
    "competitor": CompetitorPrice.competitor_key.expression,
    "sku": Product.sku_key.expression,
    "price": CompetitorPrice.price.expression,
    "id": CompetitorPrice.id.expression,
}


def competitor_price(work: Work, price_id: int) -> CompetitorPriceView:
    """One competitor's price; raises NotFound."""
    work.require("prices.read")
    row = work.db.execute(_query(CompetitorPriceFilter()).where(CompetitorPrice.id == price_id)).first()
    if row is None:
        raise NotFound
    return _view(work, row, rates_at(work, work.today))


def competitor_prices(work: Work, wanted: CompetitorPriceFilter, ask: Ask) -> Page[CompetitorPriceView]:
    """A page of competitors' prices, the newest first unless asked otherwise."""
    work.require("prices.read")
    rates = rates_at(work, work.today)
    key = CompetitorPrice.id.expression
    return read_page(work.db, work.settings, _query(wanted), ask, ORDERS, key, lambda row: _view(work, row, rates), "-observed_on")


def competitor_price_file(work: Work, wanted: CompetitorPriceFilter) -> Sheet:
    """Every competitor's price that matches, the newest first, with the headers that an import recognises."""
    work.require("prices.read")
    rates = rates_at(work, work.today)
    query = _query(wanted).order_by(CompetitorPrice.observed_on.desc(), CompetitorPrice.id.desc())
    rows = (_view(work, row, rates) for row in work.db.execute(query.execution_options(yield_per=1000)))
    return Sheet("competitor_prices", COLUMNS, (_cells(each) for each in rows))


def _cells(each: CompetitorPriceView) -> tuple[Any, ...]:
    own = (each.product.sku, each.product.name, each.competitor, each.price, each.currency, each.observed_on, each.source)
    return (*own, each.our_price, each.index)


def _query(wanted: CompetitorPriceFilter) -> Query:
    query: Query = (
        select(CompetitorPrice, Product.sku, Product.name.label("product_name"), Product.price.label("our_price"))
        .add_columns(Category.name.label("category"))
        .join(Product, Product.id == CompetitorPrice.product_id)
        .outerjoin(Category, Category.id == Product.category_id)
    )
    if wanted.q:
        query = query.where(matches(Product.search, wanted.q))
    if wanted.product_id is not None:
        query = query.where(CompetitorPrice.product_id == wanted.product_id)
    if wanted.competitor:
        query = query.where(CompetitorPrice.competitor_key == search_key(wanted.competitor))
    return query


def _view(work: Work, row: Any, rates: Rates) -> CompetitorPriceView:
    each: CompetitorPrice = row.CompetitorPrice
    theirs = rates.convert(each.price, each.currency, work.settings.currency)
    return CompetitorPriceView(
        **{name: getattr(each, name) for name in SAME},
        product=ProductRef(id=each.product_id, sku=row.sku, name=row.product_name, category=row.category),
        our_price=row.our_price,
        index=price_index(row.our_price, theirs),
    )
