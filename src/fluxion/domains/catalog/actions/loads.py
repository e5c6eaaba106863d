"""Loads of many products, categories or locations at once: shown first, done in few statements, put back on request."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from fluxion.base import bulk, masters
from fluxion.base.bulk import Image, RowChange, Undone, Values
from fluxion.base.masters import Master, Reference
from fluxion.base.work import Work
from fluxion.domains.catalog import rules
from fluxion.domains.catalog.events import CatalogLoaded, CatalogLoadUndone
from fluxion.domains.catalog.tables import Category, Location, Product
from fluxion.values.codes import code_key, search_key
from fluxion.values.errors import Text

Entity = Literal["products", "categories", "locations"]

PRODUCTS = Master(
    table=Product,
    label="sku",
    key="sku_key",
    key_of=code_key,
    keys=rules.product_keys,
    searched=rules.SEARCHED_IN_PRODUCT,
    fields=(
        *("sku", "name", "category", "brand", "unit", "barcode", "cost", "price", "pack_size", "moq"),
        *("shelf_life_days", "weight_kg", "volume_m3", "description", "active"),
    ),
    defaults={"pack_size": Decimal(1), "moq": Decimal(0), "active": True},
    required=("name",),
)
CATEGORIES = Master(
    table=Category,
    label="name",
    key="name_key",
    key_of=search_key,
    keys=rules.category_keys,
    searched=("name",),
    fields=("name", "active"),
    defaults={"active": True},
)
LOCATIONS = Master(
    table=Location,
    label="code",
    key="code_key",
    key_of=code_key,
    keys=rules.location_keys,
    searched=rules.SEARCHED_IN_LOCATION,
    fields=(
        *("code", "name", "kind", "latitude", "longitude", "supplied_by"),
        *("review_period_days", "lead_time_days", "service_level", "active"),
    ),
    defaults={"kind": "store", "active": True},
    required=("name",),
)
RIGHTS_OF: Mapping[Entity, str] = {
    "products": "catalog.edit_product",
    "categories": "catalog.edit_category",
    "locations": "catalog.edit_location",
}
MASTERS: Mapping[Entity, Master] = {"products": PRODUCTS, "categories": CATEGORIES, "locations": LOCATIONS}

UNKNOWN_SOURCE: Text = {
    "es": "La ubicación que abastece a «{key}» no existe; cárguela antes o corrija su código.",
    "en": "The location that supplies “{key}” does not exist; load it first or correct its code.",
    "pt": "O local que abastece “{key}” não existe; carregue-o antes ou corrija o código.",
}
RING: Text = {
    "es": "«{key}» se abastecería a sí misma a través de otras ubicaciones; corrija su origen.",
    "en": "“{key}” would supply itself through other locations; correct its source.",
    "pt": "“{key}” abasteceria a si mesmo por meio de outros locais; corrija a origem.",
}


def upsert_products(work: Work, rows: Sequence[Values], *, dry_run: bool = False) -> list[RowChange]:
    """Add and change products by SKU; categories they name are added when missing."""
    work.require("catalog.edit_product")
    if not dry_run:
        _add_categories(work.db, [row["category"] for row in rows if row.get("category")])
    changes = masters.upsert(work.db, PRODUCTS, rows, _categories(work.db), {"created_at": work.now}, dry_run=dry_run)
    return _announced(work, "products", changes, dry_run)


def upsert_categories(work: Work, rows: Sequence[Values], *, dry_run: bool = False) -> list[RowChange]:
    """Add categories by name, or take them back into use."""
    work.require("catalog.edit_category")
    return _announced(work, "categories", masters.upsert(work.db, CATEGORIES, rows, {}, {}, dry_run=dry_run), dry_run)


def upsert_locations(work: Work, rows: Sequence[Values], *, dry_run: bool = False) -> list[RowChange]:
    """Add and change locations by code; their sources may come in the same load, in any order."""
    work.require("catalog.edit_location")
    wrong = _wrong_sources(work.db, rows)
    fine = [row for index, row in enumerate(rows) if index not in wrong]
    done = iter(masters.upsert(work.db, LOCATIONS, fine, _sources(work.db), {}, dry_run=dry_run))
    changes = [wrong[index] if index in wrong else next(done) for index in range(len(rows))]
    return _announced(work, "locations", changes, dry_run)


def undo_upsert(work: Work, entity: Entity, images: Iterable[Image], *, in_use: Collection[int] = ()) -> list[Undone]:
    """Put back what a load did; `in_use` names rows that something outside the records still refers to."""
    work.require(RIGHTS_OF[entity])
    references = {"products": _categories, "locations": _sources}.get(entity, lambda _db: {})(work.db)
    undone = masters.undo(work.db, MASTERS[entity], images, references, in_use)
    work.emit(CatalogLoadUndone(entity=entity, restored=sum(each.outcome != "kept" for each in undone)))
    return undone


def _announced(work: Work, entity: Entity, changes: list[RowChange], dry_run: bool) -> list[RowChange]:
    new = sum(change.outcome == "new" for change in changes)
    changed = sum(change.outcome == "changed" for change in changes)
    if not dry_run and new + changed:
        work.emit(CatalogLoaded(entity=entity, new=new, changed=changed))
    return changes


def _add_categories(db: Session, names: Sequence[str]) -> None:
    known = set(db.scalars(select(Category.name_key)))
    # The first spelling met is kept.
    missing = {search_key(name): name for name in reversed(names)}
    rows = [{"name": name, "name_key": key, "active": True, "version": 1} for key, name in missing.items() if key not in known]
    bulk.insert_rows(db, Category, rows, ["name_key"])


def _categories(db: Session) -> dict[str, Reference]:
    rows = db.execute(select(Category.id, Category.name, Category.name_key)).all()
    ids = {row.name_key: row.id for row in rows}
    return {"category": Reference("category_id", {row.id: row.name for row in rows}, lambda name: ids[search_key(name)], search_key)}


def _sources(db: Session) -> dict[str, Reference]:
    def id_of(code: str) -> int:
        found: int = db.scalars(select(Location.id).where(Location.code_key == code_key(code))).one()
        return found

    names = {row.id: row.code for row in db.execute(select(Location.id, Location.code))}
    return {"supplied_by": Reference("supplied_by_id", names, id_of, code_key, late=True)}


def _wrong_sources(db: Session, rows: Sequence[Values]) -> dict[int, RowChange]:
    """The rows, by their place, whose source does not exist or closes a ring."""
    existing = db.execute(select(Location.id, Location.code_key, Location.supplied_by_id)).all()
    key_by_id = {row.id: row.code_key for row in existing}
    source: dict[str, str | None] = {row.code_key: key_by_id.get(row.supplied_by_id) for row in existing}
    source |= {code_key(row["code"]): _key(row["supplied_by"]) for row in rows if "supplied_by" in row}
    wrong: dict[int, RowChange] = {}
    while found := _newly_wrong(rows, source, set(key_by_id.values()), wrong):
        wrong |= found
    return wrong


def _newly_wrong(
    rows: Sequence[Values], source: Mapping[str, str | None], existing: set[str], wrong: Mapping[int, RowChange]
) -> dict[int, RowChange]:
    """A row that is refused cannot be the source of another, so the look is repeated until nothing more is found."""
    known = existing | {code_key(row["code"]) for index, row in enumerate(rows) if index not in wrong}
    found = {}
    for index, row in enumerate(rows):
        if index in wrong or not row.get("supplied_by"):
            continue
        if _key(row["supplied_by"]) not in known:
            found[index] = bulk.failed(str(row["code"]), "unknown", "supplied_by", UNKNOWN_SOURCE, row)
        elif rules.is_ring(source, code_key(row["code"])):
            found[index] = bulk.failed(str(row["code"]), "ring", "supplied_by", RING, row)
    return found


def _key(code: Any) -> str | None:
    return code_key(str(code)) if code else None
