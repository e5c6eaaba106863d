"""Files of prices: into the drafts of the lists they name, and out of them again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from fluxion.base import bulk
from fluxion.base.bulk import Image, RowChange, Undone, Values
from fluxion.base.edits import UNKNOWN
from fluxion.base.work import Work
from fluxion.domains.catalog import Product
from fluxion.domains.prices.actions.list_drafts import LARGEST_PRICE, write_draft
from fluxion.domains.prices.errors.lists import VersionWaiting
from fluxion.domains.prices.events.lists import PricesPutBack
from fluxion.domains.prices.reads.in_force import draft_rows, stated_at
from fluxion.domains.prices.reads.locked_lists import locked_list, open_version
from fluxion.domains.prices.rules.faults import FAULT_WORDS
from fluxion.domains.prices.rules.lists import BAD_BREAKS, NOT_POSITIVE, NOTHING, Stated, read_breaks, stated_faults, written_breaks
from fluxion.domains.prices.tables import PriceList, PriceListRow, PriceListVersion
from fluxion.values.codes import code_key
from fluxion.values.errors import LANGUAGES, FieldError

RIGHT = "prices.edit_list"
BETWEEN = " / "


@dataclass
class _Target:
    """A list that the file names, what it and its draft say, and what the file wishes."""

    owner: PriceList
    open_version: PriceListVersion | None
    now: Mapping[int, Stated]
    drafted: Mapping[int, Stated]
    wished: dict[int, Stated | None] = field(default_factory=dict)


def upsert_prices(work: Work, rows: Sequence[Values], *, dry_run: bool = False) -> list[RowChange]:
    """Write many prices into drafts: `list` and `sku` with `price` and `price_breaks`; what a row does not tell stays.

    One result per row, in order. A row that cannot be taken is an `error` and changes nothing; `dry_run` only compares.
    Nothing holds before the drafts are published.
    """
    work.require(RIGHT)
    targets = _targets(work, {code_key(str(row.get("list") or "")) for row in rows}, is_locked=not dry_run)
    products = _products(work, {code_key(str(row.get("sku") or "")) for row in rows})
    changes = [_change(row, targets, products) for row in rows]
    if not dry_run:
        for target in targets.values():
            if target.wished:
                write_draft(work, target.owner, target.wished, "import")
    return changes


def undo_prices(work: Work, images: Iterable[Image]) -> list[Undone]:
    """Take loaded prices out of drafts again, or put back what the draft said; what was published or changed since is kept."""
    work.require(RIGHT)
    typed = bulk.typed_images(PriceListRow, images)
    named = [_readings(key) for key, _, _ in typed]
    targets = _targets(work, {code for readings in named for code, _ in readings}, is_locked=True)
    products = _products(work, {sku for readings in named for _, sku in readings})
    undone = []
    for (key, before, after), readings in zip(typed, named, strict=True):
        known = ((targets[code], products[sku]) for code, sku in readings if code in targets and sku in products)
        target, product = next(known, (None, None))
        loaded = Stated(after["price"], after["breaks"])
        is_there = target is not None and product is not None and target.drafted.get(product) == loaded
        if target is None or product is None or not is_there or _is_waiting(target):
            undone.append(Undone(key, "kept"))
        elif before is not None and before["drafted"]:
            target.wished[product] = Stated(before["price"], before["breaks"])
            undone.append(Undone(key, "restored"))
        else:
            target.wished[product] = None
            undone.append(Undone(key, "removed"))
    for target in targets.values():
        if target.wished:
            write_draft(work, target.owner, target.wished, "import")
    work.emit(PricesPutBack(restored=sum(each.outcome != "kept" for each in undone)))
    return undone


def _readings(label: str) -> list[tuple[str, str]]:
    """The lists and products that a label may mean: codes of either may have the sign between them in themselves.

    >>> _readings("NORTE / SUR / ARR")
    [('NORTE', 'SUR / ARR'), ('NORTE / SUR', 'ARR')]
    """
    parts = label.split(BETWEEN)
    return [(code_key(BETWEEN.join(parts[:at])), code_key(BETWEEN.join(parts[at:]))) for at in range(1, len(parts))]


def _change(row: Values, targets: Mapping[str, _Target], products: Mapping[str, int]) -> RowChange:
    label = f"{row.get('list') or ''}{BETWEEN}{row.get('sku') or ''}"
    target, product = targets.get(code_key(str(row.get("list") or ""))), products.get(code_key(str(row.get("sku") or "")))
    if target is None or product is None:
        return RowChange(label, "error", None, dict(row), error=FieldError("/list" if target is None else "/sku", "unknown", UNKNOWN))
    if _is_waiting(target):
        return RowChange(label, "error", None, dict(row), error=_waiting(target))
    before = target.drafted.get(product) or target.now.get(product, NOTHING)
    try:
        rungs = read_breaks(str(row["price_breaks"])) if row.get("price_breaks") else before.rungs
    except ValueError:
        return RowChange(label, "error", None, dict(row), error=FieldError("/price_breaks", "bad_breaks", BAD_BREAKS))
    price = row.get("price", before.price)
    faults = stated_faults(price, rungs, target.owner.currency)
    if price is not None and price >= LARGEST_PRICE:
        faults = [FieldError("/price", "too_large", FAULT_WORDS["too_large"])]
    elif price is not None and price <= 0:
        faults = [FieldError("/price", "not_positive", NOT_POSITIVE)]
    if faults:
        return RowChange(label, "error", None, dict(row), error=faults[0])
    after = Stated(price, written_breaks(rungs))
    if after == before or price is None:
        return RowChange(label, "unchanged", {}, {}, product)
    target.wished[product] = after
    image = {"price": before.price, "breaks": before.breaks, "drafted": product in target.drafted}
    told = {"price": after.price, "breaks": after.breaks}
    return RowChange(label, "new" if before.price is None else "changed", None if before.price is None else image, told, product)


def _targets(work: Work, keys: set[str], *, is_locked: bool) -> dict[str, _Target]:
    found = {}
    for some in bulk.batches(sorted(keys)):
        for list_id in work.db.scalars(select(PriceList.id).where(PriceList.code_key.in_(some)).order_by(PriceList.id)):
            owner = locked_list(work, list_id) if is_locked else work.db.get_one(PriceList, list_id)
            version = open_version(work, owner)
            drafted = draft_rows(work.db, version.id) if version else {}
            found[owner.code_key] = _Target(owner, version, stated_at(work.db, owner.id, work.now), drafted)
    return found


def _products(work: Work, keys: set[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in bulk.batches(sorted(keys)):
        rows = work.db.execute(select(Product.sku_key, Product.id).where(Product.sku_key.in_(some)))
        found |= {row.sku_key: row.id for row in rows}
    return found


def _is_waiting(target: _Target) -> bool:
    return target.open_version is not None and target.open_version.state == "waiting"


def _waiting(target: _Target) -> FieldError:
    number: Any = target.open_version.number if target.open_version else None
    refusal = VersionWaiting(number=number, code=target.owner.code)
    return FieldError("/list", refusal.code, {lang: refusal.in_language(lang) for lang in LANGUAGES})
