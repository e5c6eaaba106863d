"""The rows of a price list: what holds now beside what the draft says, a page at a time or as a file, and how prices came about."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, Subquery, func, literal, select

from fluxion.base.exports import Column as Cell
from fluxion.base.exports import Sheet
from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.search import matches
from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains.catalog import Category, Product, ProductRef
from fluxion.domains.prices.reads.bases import Basis, bases
from fluxion.domains.prices.reads.below_floor import is_below_floor
from fluxion.domains.prices.reads.in_force import in_force
from fluxion.domains.prices.reads.lists import OPEN
from fluxion.domains.prices.rules.lists import Stated, change_percent, lowest_price, row_kind, written_breaks
from fluxion.domains.prices.shapes.lists import BreakView, HistoryView, RowFilter, RowView
from fluxion.domains.prices.tables import PriceConfiguration, PriceList, PriceListRow, PriceListVersion
from fluxion.kernels.pricing import Rung, half_up, rung_price
from fluxion.values.errors import NotFound
from fluxion.values.money import MONEY_SCALE

SEE_COST = "insights.see_cost"
BATCH = 2000
MOST_HISTORY = 500
SHEET_COLUMNS = (
    *(Cell("list"), Cell("sku"), Cell("name"), Cell("category"), Cell("price", "number"), Cell("price_breaks"), Cell("currency")),
    *(Cell("draft_price", "number"), Cell("draft_breaks"), Cell("change_percent", "number"), Cell("cost", "number")),
    *(Cell("margin_percent", "number"), Cell("floor", "number")),
)


def rows(work: Work, list_id: int, wanted: RowFilter, ask: Ask) -> Page[RowView]:
    """A page of the products that a list has, or its draft gives it, by SKU; raises NotFound for an unknown list."""
    work.require("prices.read")
    owner = _owner(work, list_id)
    now, draft = _sides(work, owner)
    query = _matching(work, owner, _query(now, draft), now, draft, wanted)
    none_yet = literal(Decimal(-1), PriceListRow.price.type)
    orders: dict[str, Column] = {
        "sku": Product.sku_key.expression,
        "name": Product.name_key.expression,
        "price": func.coalesce(now.c.price, none_yet),
        "draft_price": func.coalesce(draft.c.price, now.c.price, none_yet),
    }
    page = read_page(work.db, work.settings, query, ask, orders, Product.id.expression, lambda row: row, "sku")
    return Page(items=_views(work, owner, page.items), next_cursor=page.next_cursor, total=page.total)


def row_sheet(work: Work, list_id: int, wanted: RowFilter) -> Sheet:
    """The rows that match, by SKU, to export."""
    work.require("prices.read")
    owner = _owner(work, list_id)
    return Sheet(f"price_list_{owner.code}", SHEET_COLUMNS, (_cells(owner, view) for view in _every(work, owner, wanted)))


def _every(work: Work, owner: PriceList, wanted: RowFilter) -> Iterator[RowView]:
    now, draft = _sides(work, owner)
    query = _matching(work, owner, _query(now, draft), now, draft, wanted).order_by(Product.sku_key)
    found = work.db.execute(query.execution_options(yield_per=BATCH))
    for some in found.partitions(BATCH):
        yield from _views(work, owner, list(some))


def history(work: Work, product_id: int, list_id: int | None, ask_limit: int = MOST_HISTORY) -> list[HistoryView]:
    """Every price that a product had, has or will have in a list or in all lists, the newest first."""
    work.require("prices.read")
    if work.db.get(Product, product_id) is None:
        raise NotFound
    undone = select(PriceListVersion.id, PriceListVersion.number).subquery()
    query = (
        select(PriceListRow, PriceListVersion, PriceList, undone.c.number.label("reverts"))
        .join(PriceListVersion, PriceListVersion.id == PriceListRow.version_id)
        .join(PriceList, PriceList.id == PriceListRow.list_id)
        .outerjoin(undone, undone.c.id == PriceListVersion.reverts_id)
        .where(PriceListRow.product_id == product_id, PriceListVersion.state == "published")
        .order_by(PriceList.code_key, PriceListVersion.starts_at, PriceListVersion.number)
    )
    if list_id is not None:
        query = query.where(PriceListRow.list_id == list_id)
    found = work.db.execute(query).all()
    views = [_history(row, _neighbour(found, index, -1), _neighbour(found, index, 1), work.now) for index, row in enumerate(found)]
    return sorted(views, key=lambda view: (view.starts_at, view.version_number), reverse=True)[:ask_limit]


def _neighbour(found: Sequence[Row[Any]], index: int, step: int) -> Row[Any] | None:
    place = index + step
    same = 0 <= place < len(found) and found[place].PriceList.id == found[index].PriceList.id
    return found[place] if same else None


def _history(row: Row[Any], before: Row[Any] | None, after: Row[Any] | None, now: datetime) -> HistoryView:
    each: PriceListRow = row.PriceListRow
    version: PriceListVersion = row.PriceListVersion
    until = after.PriceListVersion.starts_at if after else None
    old = before.PriceListRow.price if before else None
    starts = version.starts_at or now
    return HistoryView(
        price_list=Named(id=row.PriceList.id, code=row.PriceList.code, name=row.PriceList.name),
        currency=row.PriceList.currency,
        version_number=version.number,
        price=each.price,
        breaks=break_views(Stated(each.price, each.breaks), row.PriceList.currency),
        before=old,
        change_percent=change_percent(old, each.price),
        starts_at=starts,
        until=until,
        is_now=starts <= now and (until is None or until > now),
        source=each.source,
        published_by=version.published_by,
        note=version.note,
        reverts=row.reverts,
    )


def break_views(stated: Stated, currency: str) -> list[BreakView]:
    """The breaks of a price with what each then costs."""
    if stated.price is None:
        return []
    return [
        BreakView(
            least=rung.from_quantity,
            kind=rung.kind,
            value=rung.value,
            price=rung_price(stated.price, [rung], rung.from_quantity, currency)[0],
        )
        for rung in stated.rungs
    ]


def _owner(work: Work, list_id: int) -> PriceList:
    owner = work.db.get(PriceList, list_id)
    if owner is None:
        raise NotFound
    return owner


def _sides(work: Work, owner: PriceList) -> tuple[Subquery, Subquery]:
    opened = select(PriceListVersion.id).where(PriceListVersion.list_id == owner.id, PriceListVersion.state.in_(OPEN)).scalar_subquery()
    draft = select(PriceListRow).where(PriceListRow.version_id == opened).subquery()
    return in_force(work.now, PriceListRow.list_id == owner.id), draft


def _query(now: Subquery, draft: Subquery) -> Query:
    return (
        select(Product.id, Product.sku, Product.name, Category.name.label("category"))
        .add_columns(now.c.price, now.c.breaks, now.c.starts_at, draft.c.id.label("draft_id"))
        .add_columns(draft.c.price.label("draft_price"), draft.c.breaks.label("draft_breaks"), draft.c.source)
        .outerjoin(now, now.c.product_id == Product.id)
        .outerjoin(draft, draft.c.product_id == Product.id)
        .outerjoin(Category, Category.id == Product.category_id)
    )


def _matching(work: Work, owner: PriceList, query: Query, now: Subquery, draft: Subquery, wanted: RowFilter) -> Query:
    match wanted.only:
        case "below_floor":
            query = query.where(is_below_floor(work, owner))
        case "changed":
            query = query.where(draft.c.id.is_not(None))
        case "missing":
            query = query.where(now.c.price.is_(None), draft.c.id.is_(None), Product.active)
        case _:
            query = query.where(now.c.price.is_not(None) | draft.c.id.is_not(None))
    if wanted.q:
        query = query.where(matches(Product.search, wanted.q))
    if wanted.category_id is not None:
        query = query.where(Product.category_id == wanted.category_id)
    if wanted.product_id is not None:
        query = query.where(Product.id == wanted.product_id)
    return query


def _views(work: Work, owner: PriceList, found: Sequence[Row[Any]]) -> list[RowView]:
    channel = work.db.get(PriceConfiguration, owner.configuration_id) if owner.configuration_id else None
    held = bases(work, [row.id for row in found], owner.currency, channel, work.now)
    return [_view(row, owner.currency, held[row.id], sees_cost=work.actor.may(SEE_COST)) for row in found]


def _view(row: Row[Any], currency: str, known: Basis, *, sees_cost: bool) -> RowView:
    basis = known if sees_cost else None
    before, after = Stated(row.price, row.breaks), Stated(row.draft_price, row.draft_breaks)
    is_drafted = row.draft_id is not None
    shown = after if is_drafted else before
    floor = basis.floor() if basis else None
    lowest = lowest_price(shown, currency)
    return RowView(
        product=ProductRef(id=row.id, sku=row.sku, name=row.name, category=row.category),
        price=row.price,
        breaks=break_views(before, currency),
        since=row.starts_at if row.price is not None else None,
        kind=row_kind(before, after) if is_drafted else "same",
        has_draft=is_drafted,
        draft_price=row.draft_price,
        draft_breaks=break_views(after, currency),
        change_percent=change_percent(row.price, row.draft_price) if is_drafted else None,
        source=row.source,
        cost=half_up(basis.cost, MONEY_SCALE) if basis and basis.cost is not None else None,
        margin_percent=basis.left(row.price)[1] if basis else None,
        draft_margin_percent=basis.left(row.draft_price)[1] if basis and is_drafted else None,
        floor=floor[0] if floor else None,
        is_below_floor=lowest < floor[0] if floor and lowest is not None else None,
        not_protected=known.no_rate,
    )


def _cells(owner: PriceList, view: RowView) -> tuple[Any, ...]:
    return (
        *(owner.code, view.product.sku, view.product.name, view.product.category, view.price, _written(view.breaks), owner.currency),
        *(view.draft_price, _written(view.draft_breaks), view.change_percent, view.cost, view.margin_percent, view.floor),
    )


def _written(breaks: Sequence[BreakView]) -> str | None:
    return written_breaks(Rung(each.least, each.kind, each.value) for each in breaks)
