"""Overriding forecasts: one or many at once, changed, ended and taken up again; always with the reason."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from fluxion.base.bulk import batches
from fluxion.base.edits import apply
from fluxion.base.work import Work
from fluxion.domains import catalog
from fluxion.domains.planning.actions.calendar import require_scope
from fluxion.domains.planning.errors import NothingFound, TooManyFound
from fluxion.domains.planning.events import ForecastOverridden, OverrideEnded, OverrideTakenUp
from fluxion.domains.planning.reads.overrides import override
from fluxion.domains.planning.reads.series import matching_products
from fluxion.domains.planning.rules.knowledge import Scope, override_errors
from fluxion.domains.planning.shapes import OverrideBatch, OverrideDraft, OverridesChosen, OverridesEnded, OverridesMade, OverrideView
from fluxion.domains.planning.tables import OverrideRow
from fluxion.values.errors import BadInput, Forbidden, NotFound, require_version

RIGHT = "planning.override_forecast"
MOST = 1000
SIGNS = {"factor": "×", "add": "+", "set": "="}


def create_override(work: Work, draft: OverrideDraft) -> OverrideView:
    """Override a forecast; the next plan uses it, and both forecasts are kept to be judged."""
    work.require(RIGHT)
    _check(work, draft)
    row = _new(work, draft.model_dump())
    work.db.flush()
    _announce(work, [row])
    return override(work, row.id)


def edit_override(work: Work, override_id: int, draft: OverrideDraft, *, version: int | None = None) -> OverrideView:
    """Put an override as it is sent in place of what it was; past plans keep what they used."""
    work.require(RIGHT)
    row = _row(work, override_id)
    require_version(row.version, version)
    _check(work, draft)
    if apply(row, draft.model_dump()):
        row.version += 1
        work.db.flush()
        _announce(work, [row])
    return override(work, override_id)


def end_override(work: Work, override_id: int, *, version: int | None = None) -> None:
    """Let the statistics hold again; the override stays on record."""
    work.require(RIGHT)
    row = _row(work, override_id)
    require_version(row.version, version)
    _end(work, [row])


def override_many(work: Work, batch: OverrideBatch) -> OverridesMade:
    """The same override for many products, taken back together by its `batch_id`; all of them or none."""
    work.require(RIGHT)
    ids = matching_products(work, batch.filter, MOST + 1) if batch.filter else batch.product_ids or []
    if len(ids) > MOST:
        raise TooManyFound(most=MOST)
    known = {
        key for some in batches(sorted(set(ids))) for key in work.db.scalars(select(catalog.Product.id).where(catalog.Product.id.in_(some)))
    }
    if not known or len(known) < len(set(ids)):
        raise NothingFound
    values = batch.model_dump(exclude={"product_ids", "filter"})
    _check(work, OverrideDraft(product_id=min(known), **values))
    rows = [_new(work, values | {"product_id": key}) for key in sorted(known)]
    work.db.flush()
    for row in rows:
        row.batch_id = rows[0].id
    work.db.flush()
    _announce(work, rows)
    return OverridesMade(batch_id=rows[0].id, made=len(rows))


def end_overrides(work: Work, chosen: OverridesChosen) -> OverridesEnded:
    """End several overrides at once."""
    work.require(RIGHT)
    return OverridesEnded(changed=_end(work, _chosen(work, chosen)))


def restore_overrides(work: Work, chosen: OverridesChosen) -> OverridesEnded:
    """Take ended overrides up again."""
    work.require(RIGHT)
    rows = [row for row in _chosen(work, chosen) if row.ended_at is not None]
    for row, what in zip(rows, _names(work, rows), strict=True):
        row.ended_at, row.ended_by, row.version = None, None, row.version + 1
        work.emit(OverrideTakenUp(subject_id=row.id, location_id=row.location_id, what=what, how=_how(row)))
    work.db.flush()
    return OverridesEnded(changed=len(rows))


def _end(work: Work, rows: Iterable[OverrideRow]) -> int:
    live = [row for row in rows if row.ended_at is None]
    for row, what in zip(live, _names(work, live), strict=True):
        row.ended_at, row.ended_by, row.version = work.now, work.actor.name, row.version + 1
        work.emit(OverrideEnded(subject_id=row.id, location_id=row.location_id, what=what, how=_how(row)))
    work.db.flush()
    return len(live)


def _check(work: Work, draft: OverrideDraft) -> None:
    scope = Scope(draft.location_id, draft.category_id, draft.product_id)
    if errors := override_errors(draft.kind, draft.value, scope, draft.starts_on, draft.ends_on):
        raise BadInput(errors=errors)
    require_scope(work, RIGHT, draft.location_id, draft.category_id, draft.product_id)


def _new(work: Work, values: dict[str, Any]) -> OverrideRow:
    row = OverrideRow(**values, author_name=work.actor.name, created_at=work.now, version=1)
    work.db.add(row)
    return row


def _row(work: Work, override_id: int) -> OverrideRow:
    row = work.db.get(OverrideRow, override_id, with_for_update=True)
    if row is None or (row.location_id is not None and not work.sees(row.location_id)):
        raise NotFound
    if work.actor.locations is not None and row.location_id is None:
        raise Forbidden(right=RIGHT)
    return row


def _chosen(work: Work, chosen: OverridesChosen) -> list[OverrideRow]:
    if chosen.batch_id is None:
        return [_row(work, key) for key in dict.fromkeys(chosen.ids or [])]
    found = work.db.scalars(select(OverrideRow.id).where(OverrideRow.batch_id == chosen.batch_id).order_by(OverrideRow.id)).all()
    if not found:
        raise NotFound
    return [_row(work, key) for key in found]


def _announce(work: Work, rows: Sequence[OverrideRow]) -> None:
    for row, what in zip(rows, _names(work, rows), strict=True):
        told = {"starts_on": _text(row.starts_on), "ends_on": _text(row.ends_on), "reason": row.reason}
        work.emit(ForecastOverridden(subject_id=row.id, location_id=row.location_id, what=what, how=_how(row), **told))


def _names(work: Work, rows: Sequence[OverrideRow]) -> list[str]:
    """What each override is about, as the audit trail tells it: the SKU or category, and the location where there is one."""
    product, category, location = catalog.Product, catalog.Category, catalog.Location

    def told(row: OverrideRow) -> str:
        goods = work.db.get_one(product, row.product_id).sku if row.product_id else work.db.get_one(category, row.category_id).name
        return f"{goods}@{work.db.get_one(location, row.location_id).code}" if row.location_id else goods

    return [told(row) for row in rows]


def _how(row: OverrideRow) -> str:
    return f"{SIGNS[row.kind]}{row.value:g}"


def _text(day: date) -> str:
    return day.isoformat()
