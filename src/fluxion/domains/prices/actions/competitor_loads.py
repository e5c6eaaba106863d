"""Competitors' prices from files: first shown, then written down, then taken back."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from fluxion.base import bulk
from fluxion.base.bulk import Image, RowChange, Undone, Values
from fluxion.base.edits import UNKNOWN
from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.prices.actions.competitors import create_competitor_price, delete_competitor_price, edit_competitor_price
from fluxion.domains.prices.rules.faults import FAULT_WORDS
from fluxion.domains.prices.shapes.competitors import CompetitorPriceEdit, CompetitorPriceIn
from fluxion.domains.prices.tables import CompetitorPrice
from fluxion.values.codes import code_key, search_key
from fluxion.values.money import is_currency

RIGHT = "prices.edit_competitor_price"
STATED = ("price", "currency", "source")


def upsert_competitor_prices(work: Work, rows: Sequence[Values], *, dry_run: bool = False) -> list[RowChange]:
    """Write many competitors' prices: sku, competitor and price, with currency, observed_on (today) and source.

    One of the same product, competitor and day is corrected. One result per row, in order; a row that cannot be taken is
    an `error` and changes nothing; `dry_run` only compares.
    """
    work.require(RIGHT)
    products = _products(work, [code_key(row["sku"]) for row in rows])
    kept = _kept(work, set(products.values()))
    changes = []
    for row in rows:
        change = _compared(work, row, products, kept)
        if not dry_run and change.outcome in ("new", "changed"):
            _write(work, row, products[code_key(row["sku"])], change)
        changes.append(change)
    return changes


def undo_competitor_prices(work: Work, images: Iterable[Image]) -> list[Undone]:
    """Put back what a load wrote, except what somebody changed since."""
    work.require(RIGHT)
    undone = []
    typed = bulk.typed_images(CompetitorPrice, images)
    products = _products(work, [key.split(" / ")[0] for key, _, _ in typed])
    kept = _kept(work, set(products.values()))
    for key, before, after in typed:
        sku, day, competitor = key.split(" / ", 2)
        row = kept.get((products.get(sku, 0), search_key(competitor), date.fromisoformat(day)))
        if row is None or any(getattr(row, name) != value for name, value in after.items() if name in STATED):
            undone.append(Undone(key, "kept"))
        elif before is None:
            delete_competitor_price(work, row.id)
            undone.append(Undone(key, "removed"))
        else:
            edit_competitor_price(work, row.id, CompetitorPriceEdit(**before))
            undone.append(Undone(key, "restored"))
    return undone


def _compared(work: Work, row: Values, products: dict[str, int], kept: dict[Any, CompetitorPrice]) -> RowChange:
    day = row.get("observed_on") or work.today
    label = f"{code_key(row['sku'])} / {day.isoformat()} / {row['competitor']}"
    product = products.get(code_key(row["sku"]))
    if product is None:
        return bulk.failed(label, "unknown_sku", "sku", UNKNOWN, row)
    told = {name: row[name] for name in STATED if row.get(name) is not None}
    if not is_currency(told.get("currency", work.settings.currency)):
        return bulk.failed(label, "unknown_currency", "currency", FAULT_WORDS["unknown_currency"], row)
    if not told["price"]:
        return bulk.failed(label, "not_positive", "price", FAULT_WORDS["not_positive"], row)
    known = kept.get((product, search_key(row["competitor"]), day))
    if known is None:
        return RowChange(label, "new", None, told)
    differing = {name: value for name, value in told.items() if getattr(known, name) != value}
    before = {name: getattr(known, name) for name in differing}
    return RowChange(label, "changed" if differing else "unchanged", before, differing, known.id)


def _write(work: Work, row: Values, product_id: int, change: RowChange) -> None:
    if change.id is not None:
        edit_competitor_price(work, change.id, CompetitorPriceEdit(**change.after))
        return
    named = {"product_id": product_id, "competitor": row["competitor"], "observed_on": row.get("observed_on")}
    change.id = create_competitor_price(work, CompetitorPriceIn(**named, **change.after)).id


def _products(work: Work, keys: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in bulk.batches(sorted(set(keys))):
        found.update({row.sku_key: row.id for row in work.db.execute(select(Product.sku_key, Product.id).where(Product.sku_key.in_(some)))})
    return found


def _kept(work: Work, product_ids: set[int]) -> dict[Any, CompetitorPrice]:
    found = {}
    for some in bulk.batches(sorted(product_ids)):
        for row in work.db.scalars(select(CompetitorPrice).where(CompetitorPrice.product_id.in_(some))):
            found[(row.product_id, row.competitor_key, row.observed_on)] = row
    return found
