"""Rows of masters, stock and parameters: through the doors of the parts that own them, first shown, then done, then undone."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from fluxion.base.bulk import Image, RowChange, Undone
from fluxion.base.work import Work
from fluxion.domains import catalog, partners, planning, prices, purchases, stock
from fluxion.domains.integration.jobs.reading import Reading
from fluxion.domains.integration.jobs.reporting import Report, note, refused
from fluxion.values.codes import code_key, search_key

BATCH = 20_000
Values = dict[str, Any]
Undo = Callable[[Work, Sequence[Image], Mapping[str, set[int]]], list[Undone]]


@dataclass
class FileRow:
    """One good row of the file: its number and what it tells; empty cells tell nothing."""

    number: int
    values: Values


@dataclass
class Pass:
    """One pass over a file: a dry run or the load itself. `images` is what undoing will need: part, key, row, before, after."""

    work: Work
    read: Reading
    dry_run: bool
    report: Report
    reference: str
    images: list[tuple[str, RowChange]] = field(default_factory=list)

    def keep(self, part: str, changes: Sequence[RowChange]) -> None:
        """Remember what was written, so that it can be undone."""
        if not self.dry_run:
            self.images += [(part, change) for change in changes if change.outcome in ("new", "changed")]

    def settle(self, rows: Sequence[FileRow], changes: Sequence[RowChange], also_changed: Mapping[int, Values]) -> None:
        """Count each row once: by its own change, or as changed when only something beside it changed."""
        problems = []
        for row, change in zip(rows, changes, strict=True):
            beside = also_changed.get(row.number, {})
            if change.outcome == "error":
                problems.append(refused(row.number, change))
            elif change.outcome == "unchanged" and beside:
                self.report.take("changed", change.key, {}, beside)
            else:
                self.report.take(change.outcome, change.key, change.before, {**change.after, **beside})
        note(self.read.con, problems)


def take_masters(step: Pass, tell: Callable[[float], None]) -> None:
    """Show or write every good row of the file, a batch at a time."""
    rows = _different_rows(step)
    take = _TAKES[step.read.spec.name]
    size = max(len(rows), 1) if step.read.spec.is_whole else BATCH
    for start in range(0, len(rows), size):
        take(step, rows[start : start + size])
        tell(min((start + size) / len(rows), 1.0))


def _different_rows(step: Pass) -> list[FileRow]:
    """The good rows, the same row again counted as repeated and the same key with other data noted as a problem."""
    spec, seen, rows, problems = step.read.spec, {}, [], []  # type: ignore[var-annotated]
    folds = {"category": search_key}
    for row in _rows(step.read):
        key = tuple(folds.get(name, code_key)(str(row.values.get(name, ""))) for name in spec.key)
        first = seen.setdefault(key, row)
        if first is row:
            rows.append(row)
        elif first.values == row.values:
            step.report.repeated += 1
        else:
            label = " / ".join(str(row.values[name]) for name in spec.key if name in row.values)
            problems.append((row.number, spec.key[0], label, "duplicate_in_file", str(first.number)))
    note(step.read.con, problems)
    return rows


def _rows(read: Reading) -> Iterator[FileRow]:
    told = [field for field in read.spec.fields if read.given(field.name)]
    names = ", ".join(f'"{field.name}"' for field in told)
    found = read.con.cursor().execute(f"SELECT row, {names} FROM typed ORDER BY row")
    while batch := found.fetchmany(BATCH):
        for number, *cells in batch:
            pairs = zip(told, cells, strict=True)
            yield FileRow(number, {f.name: float(v) if f.as_float else v for f, v in pairs if v is not None})


def _take_products(step: Pass, rows: list[FileRow]) -> None:
    own = [{k: v for k, v in row.values.items() if k not in ("supplier", "on_hand")} for row in rows]
    changes = catalog.upsert_products(step.work, own, dry_run=step.dry_run)
    step.keep("products", changes)
    _costs_stated(step, changes)
    beside: dict[int, Values] = {}
    known = [(row, change) for row, change in zip(rows, changes, strict=True) if change.outcome != "error"]
    _supply(step, [(row, change) for row, change in known if "supplier" in row.values], beside)
    _first_stock(step, [(row, change) for row, change in known if "on_hand" in row.values], beside)
    step.settle(rows, changes, beside)


def _costs_stated(step: Pass, changes: Sequence[RowChange]) -> None:
    """Costs that the file changes go into the history of the cost sheets, where products have one."""
    told = {change.id: change.after["cost"] for change in changes if change.outcome == "changed" and change.after.get("cost")}
    costs = {product: cost for product, cost in told.items() if product is not None}
    if step.dry_run or not costs:
        return
    known = {"reference": step.reference, "on_behalf_of": "catalog.edit_product"}
    step.keep("product_costs", prices.record_costs(step.work, costs, step.work.settings.currency, step.work.today, **known))


def _supply(step: Pass, pairs: list[tuple[FileRow, RowChange]], beside: dict[int, Values]) -> None:
    """Who supplies each product; suppliers that the file names and that do not exist are created under that name."""
    if not pairs:
        return
    ids = _supplier_ids(step, sorted({row.values["supplier"] for row, _ in pairs}))
    stated = [(row, change.id, ids.get(row.values["supplier"])) for row, change in pairs]
    there = [(row, product, supplier) for row, product, supplier in stated if product is not None and supplier is not None]
    rows = [{"product_id": product, "supplier_id": supplier, "is_preferred": True} for _, product, supplier in there]
    changes = purchases.set_supply(step.work, rows, dry_run=step.dry_run)
    step.keep("supply", changes)
    for (row, _, _), change in zip(there, changes, strict=True):
        if change.outcome in ("new", "changed"):
            beside.setdefault(row.number, {})["supplier"] = row.values["supplier"]


def _supplier_ids(step: Pass, names: list[str]) -> dict[str, int]:
    found = partners.supplier_frame(step.work)
    by_code = dict(zip(found["code_key"].to_pylist(), found["id"].to_pylist(), strict=True))
    by_name = {search_key(name): each for name, each in zip(found["name"].to_pylist(), found["id"].to_pylist(), strict=True)}
    ids = {name: by_code.get(code_key(name)) or by_name.get(search_key(name)) for name in names}
    missing = {code_key(name): name for name, known in ids.items() if known is None}
    if missing and not step.dry_run:
        rows = [{"code": name[:64], "name": name} for name in missing.values()]
        changes = partners.upsert_suppliers(step.work, rows)
        step.keep("suppliers", changes)
        made = dict(zip(missing, (change.id for change in changes), strict=True))
        ids |= {name: made[code_key(name)] for name, known in ids.items() if known is None}
    step.report.name_unknown("suppliers", list(missing.values()), created=True)
    return {name: known for name, known in ids.items() if known is not None}


def _first_stock(step: Pass, pairs: list[tuple[FileRow, RowChange]], beside: dict[int, Values]) -> None:
    """Stock on hand told by a products file; it can only be meant for the company's one location."""
    location = single_location(step.work)
    if not pairs or location is None:
        return
    there = [(row, change.id) for row, change in pairs if change.id is not None]
    rows = [{"product_id": product, "location_id": location, "on_hand": row.values["on_hand"]} for row, product in there]
    changes = stock.set_levels(step.work, rows, dry_run=step.dry_run, reference=step.reference)
    step.keep("stock", changes)
    for (row, _), change in zip(there, changes, strict=True):
        if change.outcome in ("new", "changed"):
            beside.setdefault(row.number, {})["on_hand"] = row.values["on_hand"]


def single_location(work: Work) -> int | None:
    """The id of the company's only active location, or None when there are none or several."""
    found = catalog.location_frame(work)
    active = [each for each, is_active in zip(found["id"].to_pylist(), found["active"].to_pylist(), strict=True) if is_active]
    return active[0] if len(active) == 1 else None


def _take_stock(step: Pass, rows: list[FileRow]) -> None:
    products, locations = catalog.product_frame(step.work), catalog.location_frame(step.work)
    product_ids = dict(zip(products["sku_key"].to_pylist(), products["id"].to_pylist(), strict=True))
    location_ids = dict(zip(locations["code_key"].to_pylist(), locations["id"].to_pylist(), strict=True))
    only = single_location(step.work)
    problems, good, levels = [], [], []
    for row in rows:
        product = product_ids.get(code_key(row.values["sku"]))
        code = row.values.get("location")
        location = only if code is None else location_ids.get(code_key(code))
        if product is None:
            problems.append((row.number, "sku", row.values["sku"], "unknown_sku", None))
        elif location is None:
            problems.append((row.number, "location", code, "location_needed" if code is None else "unknown_location", None))
        else:
            good.append(row)
            levels.append(_level(step.work, row.values, product, location))
    note(step.read.con, problems)
    changes = stock.set_levels(step.work, levels, dry_run=step.dry_run, reference=step.reference)
    step.keep("stock", changes)
    for row, change in zip(good, changes, strict=True):
        change.key = f"{row.values['sku']} / {row.values.get('location', '')}".rstrip(" /") if step.dry_run else change.key
    step.settle(good, changes, {})


def _take_supplies(step: Pass, rows: list[FileRow]) -> None:
    """The terms of each product at each supplier, both of which must be known already."""
    products, suppliers = catalog.product_frame(step.work), partners.supplier_frame(step.work)
    product_ids = dict(zip(products["sku_key"].to_pylist(), products["id"].to_pylist(), strict=True))
    by_name = {search_key(name): each for name, each in zip(suppliers["name"].to_pylist(), suppliers["id"].to_pylist(), strict=True)}
    by_code = dict(zip(suppliers["code_key"].to_pylist(), suppliers["id"].to_pylist(), strict=True))
    problems, good, terms = [], [], []
    for row in rows:
        stated: dict[str, Any] = {
            name: row.values[name] for name in ("cost", "lead_time_days", "pack_size", "moq", "is_preferred") if name in row.values
        }
        product = product_ids.get(code_key(row.values["sku"]))
        supplier = by_code.get(code_key(row.values["supplier"])) or by_name.get(search_key(row.values["supplier"]))
        try:
            if "price_breaks" in row.values:
                stated["price_breaks"] = purchases.clean_breaks(row.values["price_breaks"])
        except ValueError as error:
            problems.append((row.number, "price_breaks", str(error), "bad_breaks", None))
            continue
        if product is None:
            problems.append((row.number, "sku", row.values["sku"], "unknown_sku", None))
        elif supplier is None:
            problems.append((row.number, "supplier", row.values["supplier"], "unknown_supplier", None))
        else:
            good.append(row)
            terms.append({"product_id": product, "supplier_id": supplier, **stated})
    note(step.read.con, problems)
    changes = purchases.set_supply(step.work, terms, dry_run=step.dry_run)
    step.keep("supply", changes)
    for row, change in zip(good, changes, strict=True):
        change.key = f"{row.values['supplier']} / {row.values['sku']}" if step.dry_run else change.key
    step.settle(good, changes, {})


def _take_costs(step: Pass, rows: list[FileRow]) -> None:
    values, broken = [row.values for row in rows], _broken_costs(step)
    changes = prices.upsert_costs(step.work, values, dry_run=step.dry_run, reference=step.reference, broken=broken)
    step.keep("costs", changes)
    step.settle(rows, changes, {})


def _broken_costs(step: Pass) -> set[tuple[str, date | None]]:
    """Product and day of the rows that have a problem already; no day where that is what cannot be read."""
    has_day = step.read.given("valid_from")
    day, is_wrong = ("valid_from", '"!valid_from" IS NOT NULL') if has_day else ("NULL", "false")
    found = step.read.con.execute(
        f"""SELECT DISTINCT sku, {day}, {is_wrong} FROM judged
        WHERE sku IS NOT NULL AND row IN (SELECT row FROM problem)"""
    ).fetchall()
    return {(code_key(sku), None if wrong else since or step.work.today) for sku, since, wrong in found}


def _level(work: Work, values: Values, product: int, location: int) -> Values:
    stated: Values = {name: values[name] for name in ("on_hand", "reserved", "on_order") if name in values}
    if isinstance(day := values.get("as_of"), date):
        stated["as_of"] = datetime.combine(day, time.min, ZoneInfo(work.settings.timezone))
    return {"product_id": product, "location_id": location, **stated}


def _simple(part: str, upsert: Callable[..., list[RowChange]]) -> Callable[[Pass, list[FileRow]], None]:
    def take(step: Pass, rows: list[FileRow]) -> None:
        changes = upsert(step.work, [row.values for row in rows], dry_run=step.dry_run)
        step.keep(part, changes)
        step.settle(rows, changes, {})

    return take


_TAKES: Mapping[str, Callable[[Pass, list[FileRow]], None]] = {
    "products": _take_products,
    "locations": _simple("locations", catalog.upsert_locations),
    "suppliers": _simple("suppliers", partners.upsert_suppliers),
    "customers": _simple("customers", partners.upsert_customers),
    "stock": _take_stock,
    "parameters": _simple("parameters", planning.upsert_parameters),
    "supplies": _take_supplies,
    "events": _simple("events", planning.upsert_events),
    "product_links": _simple("product_links", planning.upsert_links),
    "prices": _simple("prices", prices.upsert_prices),
    "competitor_prices": _simple("competitor_prices", prices.upsert_competitor_prices),
    "costs": _take_costs,
}

UNDO: Mapping[str, Undo] = {
    "costs": lambda work, images, _used: prices.undo_costs(work, images),
    "product_costs": lambda work, images, _used: prices.undo_costs(work, images, on_behalf_of="catalog.edit_product"),
    "competitor_prices": lambda work, images, _used: prices.undo_competitor_prices(work, images),
    "prices": lambda work, images, _used: prices.undo_prices(work, images),
    "events": lambda work, images, _used: planning.undo_upsert(work, "events", images),
    "product_links": lambda work, images, _used: planning.undo_upsert(work, "product_links", images),
    "parameters": lambda work, images, _used: planning.undo_upsert(work, "parameters", images),
    "stock": lambda work, images, _used: stock.undo_levels(work, images),
    "supply": lambda work, images, _used: purchases.undo_supply(work, images),
    "customers": lambda work, images, used: partners.undo_upsert(work, "customers", images, in_use=used["customers"]),
    "products": lambda work, images, used: catalog.undo_upsert(work, "products", images, in_use=used["products"]),
    "locations": lambda work, images, used: catalog.undo_upsert(work, "locations", images, in_use=used["locations"]),
    "suppliers": lambda work, images, _used: partners.undo_upsert(work, "suppliers", images),
}
"""How each part takes its rows back, in the order in which it is done."""
