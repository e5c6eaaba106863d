"""What the cost of a sheet is made of on a day, and what it was before."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from fluxion.base import bulk
from fluxion.base.work import Work
from fluxion.domains.prices.rules.cost_sheets import change_percent, components_of
from fluxion.domains.prices.shapes.cost_sheets import ComponentView, CostHistory, CostView
from fluxion.domains.prices.shapes.terms import ComponentIn
from fluxion.domains.prices.tables import CostComponent, CostSheet, CostVersion
from fluxion.values.errors import NotFound

SEE_COST = "insights.see_cost"
SAME = ("id", "valid_from", "cost", "currency", "source", "reference", "author_name", "created_at")


def components_at(work: Work, sheet_id: int, day: date) -> list[ComponentIn]:
    """The components of the version in force on the day; none where there is no version yet."""
    query = (
        select(CostVersion.id)
        .where(CostVersion.sheet_id == sheet_id, CostVersion.valid_from <= day)
        .order_by(CostVersion.valid_from.desc(), CostVersion.id.desc())
        .limit(1)
    )
    version_id = work.db.scalar(query)
    return [] if version_id is None else components_of(component_rows(work, [version_id])[version_id])


def component_rows(work: Work, version_ids: Collection[int]) -> dict[int, list[CostComponent]]:
    """The components of each version, in their order."""
    found: dict[int, list[CostComponent]] = defaultdict(list)
    for some in bulk.batches(sorted(version_ids)):
        query = select(CostComponent).where(CostComponent.version_id.in_(some)).order_by(CostComponent.version_id, CostComponent.position)
        for row in work.db.scalars(query):
            found[row.version_id].append(row)
    return found


def component_views(rows: Collection[CostComponent]) -> list[ComponentView]:
    """The components as people see them."""
    return [ComponentView(type=row.kind, name=row.name, value=row.value, quantity=row.quantity, currency=row.currency) for row in rows]


def cost_history(work: Work, sheet_id: int) -> CostHistory:
    """Every cost of a sheet, the newest first, each with its components; raises NotFound."""
    work.require("prices.read")
    if work.db.get(CostSheet, sheet_id) is None:
        raise NotFound
    if not work.actor.may(SEE_COST):
        return CostHistory(versions=[])
    query = select(CostVersion).where(CostVersion.sheet_id == sheet_id).order_by(CostVersion.valid_from.desc(), CostVersion.id.desc())
    rows = list(work.db.scalars(query))
    parts = component_rows(work, [row.id for row in rows])
    current = next((row.id for row in rows if row.valid_from <= work.today), None)
    views = []
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        known = before.cost if before is not None and before.currency == row.currency else None
        views.append(
            CostView(
                **{name: getattr(row, name) for name in SAME},
                in_force=row.id == current,
                change_percent=change_percent(known, row.cost),
                components=component_views(parts[row.id]),
            )
        )
    return CostHistory(versions=views)
