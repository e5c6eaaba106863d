"""Which rows of price lists hold at a moment: of the versions that have started, the one that started last, product by product."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Subquery, and_, func, select
from sqlalchemy.orm import Session

from fluxion.base.bulk import batches
from fluxion.domains.prices.rules.lists import Stated
from fluxion.domains.prices.tables import PriceListRow, PriceListVersion

STARTED_LAST = (PriceListVersion.starts_at.desc(), PriceListVersion.number.desc())


def started(at: Any) -> ColumnElement[bool]:
    """The condition that a version holds at the moment, unless a later one took its rows over."""
    return and_(PriceListVersion.state == "published", PriceListVersion.starts_at <= at)


def in_force(at: datetime, *conditions: ColumnElement[bool]) -> Subquery:
    """The rows that hold at the moment, those that only say that a product left the list too; `conditions` keep to some."""
    rank = func.row_number().over(partition_by=(PriceListRow.list_id, PriceListRow.product_id), order_by=STARTED_LAST)
    ranked = (
        select(
            PriceListRow.list_id,
            PriceListRow.product_id,
            PriceListRow.price,
            PriceListRow.breaks,
            PriceListRow.version_id,
            PriceListVersion.number,
            PriceListVersion.starts_at,
            rank.label("rank"),
        )
        .join(PriceListVersion, PriceListVersion.id == PriceListRow.version_id)
        .where(started(at), *conditions)
        .subquery()
    )
    return select(*(column for column in ranked.c if column.name != "rank")).where(ranked.c.rank == 1).subquery()


def stated_at(db: Session, list_id: int, at: datetime, product_ids: Collection[int] | None = None) -> dict[int, Stated]:
    """What a list states of its products at the moment, or of some of them; products that left it are not named."""
    if product_ids is None:
        return _stated(db, in_force(at, PriceListRow.list_id == list_id))
    found: dict[int, Stated] = {}
    for some in batches(sorted(product_ids)):
        found |= _stated(db, in_force(at, PriceListRow.list_id == list_id, PriceListRow.product_id.in_(some)))
    return found


def _stated(db: Session, now: Subquery) -> dict[int, Stated]:
    rows = db.execute(select(now.c.product_id, now.c.price, now.c.breaks).where(now.c.price.is_not(None)))
    return {product: Stated(price, breaks) for product, price, breaks in rows}


def draft_rows(db: Session, version_id: int) -> dict[int, Stated]:
    """What one version states of the products that it changes."""
    rows = db.execute(select(PriceListRow.product_id, PriceListRow.price, PriceListRow.breaks).where(PriceListRow.version_id == version_id))
    return {product: Stated(price, breaks) for product, price, breaks in rows}


def rows_before(db: Session, version: PriceListVersion, product_ids: Collection[int]) -> dict[int, Stated]:
    """What held of the products when a version started, had it not been there."""
    at = cast(datetime, version.starts_at)
    earlier = (PriceListVersion.starts_at < at) | (PriceListVersion.number < version.number)
    found: dict[int, Stated] = {}
    for some in batches(sorted(product_ids)):
        found |= _stated(db, in_force(at, PriceListRow.list_id == version.list_id, PriceListRow.product_id.in_(some), earlier))
    return found
