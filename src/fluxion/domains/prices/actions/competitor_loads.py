"""Competitors' prices from files: first shown, then written down, then taken back; in few statements however many there are."""

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from fluxion.base import bulk
from fluxion.base.bulk import Image, RowChange, Undone, Values
from fluxion.base.edits import UNKNOWN
from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.prices.errors.costs import CostsHidden
from fluxion.domains.prices.events.costs import CompetitorPricesLoaded, CompetitorPricesPutBack
from fluxion.domains.prices.reads.policy import SEE_COST, followed_in_the_dark
from fluxion.domains.prices.rules.faults import FAULT_WORDS
from fluxion.domains.prices.tables import CompetitorPrice
from fluxion.values.codes import code_key, search_key
from fluxion.values.errors import LANGUAGES, FieldError
from fluxion.values.money import is_currency

RIGHT = "prices.edit_competitor_price"
STATED = ("price", "currency", "source")
KEY = ("product_id", "competitor_key", "observed_on")
LARGEST = Decimal("1e12")
"""Prices from here on are typing errors, as they are where they are sent one by one."""
_LABEL = re.compile(r" / (\d{4}-\d\d-\d\d) / ")
Key = tuple[int, str, date]
Goods = dict[str, int]
"""The id of each product by its key."""


def upsert_competitor_prices(work: Work, rows: Sequence[Values], *, dry_run: bool = False) -> list[RowChange]:
    """Write many competitors' prices: sku, competitor and price, with currency, observed_on (today) and source.

    One of the same product, competitor and day is corrected. One result per row, in order; a row that cannot be taken is
    an `error` and changes nothing; `dry_run` only compares.
    """
    work.require(RIGHT)
    goods = _goods(work, [code_key(row["sku"]) for row in rows])
    kept = _kept(work, set(goods.values()))
    hidden = followed_in_the_dark(work, goods.values())
    met: set[Key] = set()
    changes = [_compared(work, row, goods, kept, met) for row in rows]
    changes = [_told(change, goods.get(code_key(row["sku"]), 0) in hidden, row) for row, change in zip(rows, changes, strict=True)]
    if not dry_run:
        _write(
            work, [(row, change) for row, change in zip(rows, changes, strict=True) if change.outcome in ("new", "changed")], goods, kept
        )
    return changes


def undo_competitor_prices(work: Work, images: Iterable[Image]) -> list[Undone]:
    """Put back what a load wrote, except what somebody changed since."""
    work.require(RIGHT)
    typed = bulk.typed_images(CompetitorPrice, images)
    named = [_read(key) for key, _, _ in typed]
    goods = _goods(work, [sku for sku, _, _ in named])
    kept = _kept(work, set(goods.values()))
    hidden = followed_in_the_dark(work, goods.values())
    undone, gone, restored = [], list[int](), list[tuple[CompetitorPrice, Values]]()
    for (key, before, after), (sku, day, competitor) in zip(typed, named, strict=True):
        row = kept.get((goods.get(sku, 0), search_key(competitor), day))
        if row is None or row.product_id in hidden or any(getattr(row, name) != value for name, value in after.items() if name in STATED):
            undone.append(Undone(key, "kept"))
        elif before is None:
            gone.append(row.id)
            undone.append(Undone(key, "removed"))
        else:
            restored.append((row, before))
            undone.append(Undone(key, "restored"))
    _correct(work, restored)
    bulk.remove_rows(work.db, CompetitorPrice, gone)
    work.emit(CompetitorPricesPutBack(restored=len(gone) + len(restored)))
    return undone


def _read(label: str) -> tuple[str, date, str]:
    """The product's code, the day and the competitor of a label; codes and names may have the sign between them in themselves.

    >>> _read("A / B / 2026-03-01 / Uno / Dos")
    ('A / B', datetime.date(2026, 3, 1), 'Uno / Dos')
    """
    sku, day, competitor = _LABEL.split(label, maxsplit=1)
    return sku, date.fromisoformat(day), competitor


def _compared(work: Work, row: Values, goods: Goods, kept: dict[Key, CompetitorPrice], met: set[Key]) -> RowChange:
    day = row.get("observed_on") or work.today
    label = f"{code_key(row['sku'])} / {day.isoformat()} / {row['competitor']}"
    product = goods.get(code_key(row["sku"]))
    if product is None:
        return bulk.failed(label, "unknown_sku", "sku", UNKNOWN, row)
    told = bulk.rounded(CompetitorPrice, {name: row[name] for name in STATED if row.get(name) is not None}, {})
    if not is_currency(told.get("currency", work.settings.currency)):
        return bulk.failed(label, "unknown_currency", "currency", FAULT_WORDS["unknown_currency"], row)
    if told["price"] <= 0 or told["price"] >= LARGEST:
        code = "not_positive" if told["price"] <= 0 else "too_large"
        return bulk.failed(label, code, "price", FAULT_WORDS[code], row)
    key = (product, search_key(row["competitor"]), day)
    if key in met:
        return bulk.failed(label, "duplicate", "competitor", bulk.DUPLICATE, row)
    met.add(key)
    known = kept.get(key)
    if known is None:
        return RowChange(label, "new", None, told)
    differing = {name: value for name, value in told.items() if getattr(known, name) != value}
    before = {name: getattr(known, name) for name in differing}
    return RowChange(label, "changed" if differing else "unchanged", before, differing, known.id)


def _told(change: RowChange, is_hidden: bool, row: Values) -> RowChange:
    """The change, unless the price is one that our own follows and the actor may not see costs."""
    if not is_hidden or change.outcome == "error":
        return change
    refusal = CostsHidden(right=SEE_COST)
    words = {lang: refusal.in_language(lang) for lang in LANGUAGES}
    return RowChange(change.key, "error", None, dict(row), error=FieldError("/sku", refusal.code, words))


def _write(work: Work, pairs: Sequence[tuple[Values, RowChange]], goods: Goods, kept: dict[Key, CompetitorPrice]) -> None:
    """Insert what is new and correct what differs."""
    if not pairs:
        return
    by_id = {row.id: row for row in kept.values()}
    _correct(work, [(by_id[change.id], change.after) for _, change in pairs if change.id is not None])
    plain = {"currency": work.settings.currency, "source": None}
    own = {"author_name": work.actor.name, "created_at": work.now, "version": 1}
    made = []
    for row, change in pairs:
        if change.id is None:
            seen = {"competitor": row["competitor"], "observed_on": row.get("observed_on") or work.today}
            keyed = {"product_id": goods[code_key(row["sku"])], "competitor_key": search_key(row["competitor"])}
            made.append((change, {**keyed, **seen, **plain, **change.after, **own}))
    ids = bulk.insert_rows(work.db, CompetitorPrice, [values for _, values in made], KEY)
    bulk.analyse(work.db, CompetitorPrice, len(made))
    for change, values in made:
        change.id = ids[tuple(values[name] for name in KEY)]
    work.emit(CompetitorPricesLoaded(prices=len(pairs)))


def _correct(work: Work, pairs: Sequence[tuple[CompetitorPrice, Values]]) -> None:
    """Write other values over prices that are there."""
    rows = [{"id": row.id} | {name: values.get(name, getattr(row, name)) for name in STATED} for row, values in pairs]
    bulk.update_rows(work.db, CompetitorPrice, rows)


def _goods(work: Work, keys: Sequence[str]) -> Goods:
    found: Goods = {}
    for some in bulk.batches(sorted(set(keys))):
        found.update({row.sku_key: row.id for row in work.db.execute(select(Product.sku_key, Product.id).where(Product.sku_key.in_(some)))})
    return found


def _kept(work: Work, product_ids: Collection[int]) -> dict[Key, CompetitorPrice]:
    """The prices known of the products."""
    found: dict[Any, CompetitorPrice] = {}
    for some in bulk.batches(sorted(product_ids)):
        for row in work.db.scalars(select(CompetitorPrice).where(CompetitorPrice.product_id.in_(some))):
            found[row.product_id, row.competitor_key, row.observed_on] = row
    return found
