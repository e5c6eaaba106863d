"""Stating many levels at once: from loaded files, and the targets that planning sets."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from sqlalchemy import select

from fluxion.base import bulk
from fluxion.base.bulk import Image, Kept, RowChange, Undone, Values
from fluxion.base.stored import update_stored
from fluxion.base.work import Work
from fluxion.domains.stock.events import LevelsPutBack, LevelsSet
from fluxion.domains.stock.rules import Place
from fluxion.domains.stock.tables import StockLevel, StockMovement
from fluxion.values.errors import Text

RIGHT = "stock.set_levels"
KEY = ("product_id", "location_id")
STATED = ("on_hand", "reserved", "on_order_stated", "as_of")
TARGETS = ("reorder_point", "order_up_to", "overstock_above", "daily_mean")
EMPTY: Values = {"on_hand": Decimal(0), "reserved": Decimal(0), "on_order_stated": None, "as_of": None}
NOT_SEEN: Text = {
    "es": "La ubicación de la fila no existe o no está entre las suyas.",
    "en": "The location of the row does not exist or is not one of yours.",
    "pt": "O local da linha não existe ou não está entre os seus.",
}


def set_levels(work: Work, rows: Sequence[Values], *, dry_run: bool = False, reference: str | None = None) -> list[RowChange]:
    """State what lies where; every change of the stock on hand becomes a count movement with the reference.

    A row carries `product_id`, `location_id`, `on_hand` and perhaps `reserved`, `on_order` and `as_of`.
    """
    work.require(RIGHT)
    clean = [_clean(row) for row in rows]
    kept = _kept(work, {(row["product_id"], row["location_id"]) for row in clean})
    unseen = {index for index, row in enumerate(clean) if not work.sees(row["location_id"])}
    fine = [{k: v for k, v in row.items() if k not in KEY} | {"_": _place(row)} for i, row in enumerate(clean) if i not in unseen]
    done = iter(bulk.compare(fine, kept, lambda row: row["_"], lambda row: _label(row["_"]), skip="_"))
    changes = [
        bulk.failed(_label(_place(row)), "unknown", "location_id", NOT_SEEN, row) if i in unseen else next(done)
        for i, row in enumerate(clean)
    ]
    for change in changes:
        change.after.pop("_", None)
    if not dry_run:
        _write(work, _changed_levels(work, changes, kept), kept, reference)
        _announce(work, changes, reference)
    return changes


def undo_levels(work: Work, images: Iterable[Image], *, reference: str | None = None) -> list[Undone]:
    """Put back the levels that a load stated, except those that moved since."""
    work.require(RIGHT)
    typed = bulk.typed_images(StockLevel, images)
    kept = _kept(work, {_place_of(key) for key, _, _ in typed})
    undone: list[Undone] = []
    back: dict[Place, Values] = {}
    for key, before, after in typed:
        known = kept.get(_place_of(key))
        if known is None or not bulk.still_as_loaded(known.values, after, lambda _name, old, new: bool(old == new)):
            undone.append(Undone(key, "kept"))
            continue
        back[_place_of(key)] = {**known.values, **(EMPTY if before is None else before)}
        undone.append(Undone(key, "restored"))
    _write(work, back, kept, reference)
    work.emit(LevelsPutBack(restored=len(back)))
    return undone


def set_targets(work: Work, rows: pa.Table, *, on_behalf_of: str) -> int:
    """Keep the targets that planning found (reorder point, order-up-to, overstock limit, daily demand) of the levels that column `id` names;
    gives how many differed."""
    work.require(on_behalf_of)
    exact = {name: _thousandths(rows[name]) for name in TARGETS[:3]}
    return update_stored(work.db, StockLevel, pa.table({"id": rows["id"], **exact, "daily_mean": rows["daily_mean"]}))


def _thousandths(values: pa.ChunkedArray) -> pa.Array:
    whole: pa.Array = pc.round(pc.multiply(values.cast(pa.float64()), 1000.0)).cast(pa.int64())
    return whole


def _clean(row: Values) -> dict[str, Any]:
    renamed = {("on_order_stated" if name == "on_order" else name): value for name, value in row.items()}
    return bulk.rounded(StockLevel, renamed, {"on_hand": Decimal(0), "reserved": Decimal(0)})


def _place(row: Values) -> Place:
    return (row["product_id"], row["location_id"])


def _label(place: Place) -> str:
    return f"{place[0]}:{place[1]}"


def _place_of(label: str) -> Place:
    product_id, location_id = label.split(":")
    return (int(product_id), int(location_id))


def _kept(work: Work, places: set[Place]) -> dict[Place, Kept]:
    products = sorted({place[0] for place in places})
    locations = sorted({place[1] for place in places})
    found: dict[Place, Kept] = {}
    columns = [getattr(StockLevel, name) for name in STATED]
    for some in bulk.batches(products):
        query = select(StockLevel.id, StockLevel.product_id, StockLevel.location_id, *columns)
        query = query.where(StockLevel.product_id.in_(some), StockLevel.location_id.in_(locations))
        for row_id, product_id, location_id, *values in work.db.execute(query):
            found[(product_id, location_id)] = Kept(row_id, dict(zip(STATED, values, strict=True)))
    return {place: each for place, each in found.items() if place in places}


def _changed_levels(work: Work, changes: Sequence[RowChange], kept: dict[Place, Kept]) -> dict[Place, Values]:
    """The levels as they are to be, of the rows that are new or changed; as of now unless the row said when."""
    wished: dict[Place, Values] = {}
    for change in changes:
        if change.outcome in ("new", "changed"):
            place = _place_of(change.key)
            wished[place] = {**(kept[place].values if place in kept else EMPTY), "as_of": work.now, **change.after}
    return wished


def _write(work: Work, wished: dict[Place, Values], kept: dict[Place, Kept], reference: str | None) -> None:
    places = sorted(wished)
    rows = [{"product_id": place[0], "location_id": place[1], **{name: wished[place][name] for name in STATED}} for place in places]
    bulk.upsert_rows(work.db, StockLevel, rows, KEY, STATED)
    bulk.analyse(work.db, StockLevel, len(rows))
    counted = []
    for place in places:
        before = kept[place].values["on_hand"] if place in kept else Decimal(0)
        if wished[place]["on_hand"] != before:
            counted.append(_count(work, place, wished[place]["on_hand"] - before, wished[place]["on_hand"], reference))
    if counted:
        bulk.append_rows(work.db, StockMovement, counted)


def _count(work: Work, place: Place, quantity: Decimal, balance: Decimal, reference: str | None) -> dict[str, Any]:
    return {
        "at": work.now,
        "product_id": place[0],
        "location_id": place[1],
        "kind": "count",
        "quantity": quantity,
        "balance": balance,
        "reference": reference,
        "actor_id": work.actor.id,
        "actor_name": work.actor.name,
    }


def _announce(work: Work, changes: Sequence[RowChange], reference: str | None) -> None:
    new = sum(change.outcome == "new" for change in changes)
    changed = sum(change.outcome == "changed" for change in changes)
    if new + changed:
        work.emit(LevelsSet(new=new, changed=changed, reference=reference))
