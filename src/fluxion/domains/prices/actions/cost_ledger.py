"""The costs of many products side by side, so that a load reads and writes them in few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from sqlalchemy import delete, select

from fluxion.base import bulk
from fluxion.base.work import Work
from fluxion.domains.prices.reads.rates import known_rates
from fluxion.domains.prices.reads.sheet_costs import component_rows
from fluxion.domains.prices.rules.cost_sheets import added_up, components_of
from fluxion.domains.prices.rules.rates import Rates
from fluxion.domains.prices.shapes.terms import ComponentIn
from fluxion.domains.prices.tables import CostComponent, CostSheet, CostVersion

UNTOUCHED = {
    "strategy": "neutral",
    "minimum_price": None,
    "maximum_price": None,
    "premium_multiplier": Decimal(1),
    "target_margin_percent": None,
    "target_margin_base": "price",
    "active": True,
}
"""How a sheet looks that nobody said anything of but what its product costs."""


@dataclass
class Cost:
    """A cost from a day on and what it is made of; `row` is None for one that is still to be written."""

    parts: Sequence[ComponentIn]
    cost: Decimal
    currency: str
    row: CostVersion | None = None


@dataclass
class Held:
    """The sheet of a product, without an id while there is none, and the last cost written of each day."""

    sku: str
    sheet: CostSheet
    days: dict[date, Cost] = field(default_factory=dict)

    def at(self, day: date) -> Cost | None:
        """The cost in force on a day."""
        begun = [each for each in self.days if each <= day]
        return self.days[max(begun)] if begun else None


class Ledger:
    """The sheets of some products (`skus` by id), locked where they are to be written; `only_existing` leaves out those without."""

    def __init__(self, work: Work, skus: Mapping[int, str], *, is_locked: bool, only_existing: bool = False) -> None:
        self.work = work
        self.held: dict[int, Held] = {}
        self.wished: list[tuple[Held, date, Cost]] = []
        self.gone: list[tuple[Held, CostVersion]] = []
        self._rates: dict[date, Rates] = {}
        self._read(skus, is_locked=is_locked)
        if not only_existing:
            own = {"currency": work.settings.currency, "created_at": work.now}
            self.held |= {each: Held(sku, CostSheet(product_id=each, **own)) for each, sku in skus.items() if each not in self.held}

    def state(self, held: Held, day: date, parts: Sequence[ComponentIn]) -> Cost:
        """Wish for a cost from a day on; raises BadInput by field, and RateMissing where currencies cannot be added up."""
        if day not in self._rates:
            self._rates[day] = known_rates(self.work, day)
        cost, currency = added_up(parts, held.sheet.currency, self._rates[day], day)
        found = held.days[day] = Cost(parts, cost, currency)
        self.wished.append((held, day, found))
        return found

    def write(self, reference: str | None) -> None:
        """Write every cost wished for, as brought by a file."""
        db, sheets = self.work.db, {id(held.sheet): held.sheet for held, _, _ in self.wished}
        existing = [each.id for each in sheets.values() if each.id is not None]
        db.add_all(sheets.values())
        db.flush()
        known = {
            "source": "import", "reference": reference, "author_name": self.work.actor.name, "created_at": self.work.now,
        }  # fmt: skip
        versions = [
            {"sheet_id": held.sheet.id, "valid_from": day, "cost": cost.cost, "currency": cost.currency, **known}
            for held, day, cost in self.wished
        ]
        ids = bulk.insert_rows(db, CostVersion, versions, ("sheet_id", "valid_from"))
        rows = [
            {"version_id": ids[held.sheet.id, day], "position": place, "kind": each.type, "name": each.name}
            | {"value": each.value, "quantity": each.quantity, "currency": each.currency or held.sheet.currency}
            for held, day, cost in self.wished
            for place, each in enumerate(cost.parts)
        ]
        bulk.append_rows(db, CostComponent, rows)
        bulk.analyse(db, CostComponent, len(rows))
        self._count_up(existing)

    def take_back(self) -> None:
        """Delete the costs that are to go, and the sheets that began with them and of which nobody said anything since."""
        db = self.work.db
        moments = {held.sheet.id: row.created_at for held, row in self.gone}
        sheets = {held.sheet.id: held.sheet for held, _ in self.gone}
        own = {each for each, sheet in sheets.items() if sheet.created_at == moments[each] and _is_untouched(sheet)}
        versions = [row.id for _, row in self.gone]
        for some in bulk.batches(versions):
            db.execute(delete(CostComponent).where(CostComponent.version_id.in_(some)))
        bulk.remove_rows(db, CostVersion, versions)
        empty = own - bulk.referenced(db, CostSheet, own)
        self._count_up([each for each in sheets if each not in empty])
        bulk.remove_rows(db, CostSheet, empty)

    def _read(self, skus: Mapping[int, str], *, is_locked: bool) -> None:
        by_sheet: dict[int, Held] = {}
        for some in bulk.batches(sorted(skus)):
            query = select(CostSheet).where(CostSheet.product_id.in_(some)).order_by(CostSheet.id)
            for sheet in self.work.db.scalars(query.with_for_update() if is_locked else query):
                by_sheet[sheet.id] = self.held[sheet.product_id] = Held(skus[sheet.product_id], sheet)
        last: dict[tuple[int, date], CostVersion] = {}
        for some in bulk.batches(sorted(by_sheet)):
            for row in self.work.db.scalars(select(CostVersion).where(CostVersion.sheet_id.in_(some)).order_by(CostVersion.id)):
                last[row.sheet_id, row.valid_from] = row
        parts = component_rows(self.work, [row.id for row in last.values()])
        for row in last.values():
            by_sheet[row.sheet_id].days[row.valid_from] = Cost(components_of(parts[row.id]), row.cost, row.currency, row)

    def _count_up(self, sheet_ids: Sequence[int]) -> None:
        """Whoever looked at a sheet before has to look again."""
        bulk.update_rows(self.work.db, CostSheet, [{"id": each} for each in sheet_ids])


def _is_untouched(sheet: CostSheet) -> bool:
    return all(getattr(sheet, name) == value for name, value in UNTOUCHED.items())
