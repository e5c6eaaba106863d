"""Keeping calculations under a name, sharing them and throwing them away."""

from typing import Any

from fluxion.base.work import Work
from fluxion.domains.prices.events.costs import ScenarioDeleted, ScenarioSaved
from fluxion.domains.prices.reads import scenarios as reads
from fluxion.domains.prices.shapes.scenarios import ScenarioIn, ScenarioView
from fluxion.domains.prices.tables import PriceScenario
from fluxion.values.codes import search_key
from fluxion.values.errors import NotFound, require_version

RIGHT = "prices.calculate"


def create_scenario(work: Work, body: ScenarioIn) -> ScenarioView:
    """Keep calculations; they are one's own until they are shared."""
    work.require(RIGHT)
    known = {"owner_id": work.actor.id, "owner_name": work.actor.name, "created_at": work.now, "version": 1}
    row = PriceScenario(**_values(work, body), **known)
    work.db.add(row)
    work.db.flush()
    work.emit(ScenarioSaved(subject_id=row.id, name=row.name, is_shared=row.is_shared))
    return reads.scenario(work, row.id)


def replace_scenario(work: Work, scenario_id: int, body: ScenarioIn, version: int | None = None) -> ScenarioView:
    """Put a scenario as it is sent in place of what it was; only its owner may."""
    work.require(RIGHT)
    row = _own(work, scenario_id)
    require_version(row.version, version)
    for name, value in _values(work, body).items():
        setattr(row, name, value)
    row.version += 1
    work.db.flush()
    work.emit(ScenarioSaved(subject_id=row.id, name=row.name, is_shared=row.is_shared))
    return reads.scenario(work, row.id)


def delete_scenario(work: Work, scenario_id: int, version: int | None = None) -> None:
    """Throw a scenario away; only its owner may."""
    work.require(RIGHT)
    row = _own(work, scenario_id)
    require_version(row.version, version)
    work.db.delete(row)
    work.emit(ScenarioDeleted(subject_id=row.id, name=row.name))


def _values(work: Work, body: ScenarioIn) -> dict[str, Any]:
    cases = [each.model_dump(mode="json", exclude_unset=True) for each in body.cases]
    return {"name": body.name, "name_key": search_key(body.name), "is_shared": body.is_shared, "cases": cases, "updated_at": work.now}


def _own(work: Work, scenario_id: int) -> PriceScenario:
    row = work.db.get(PriceScenario, scenario_id, with_for_update=True)
    if row is None or not reads.is_mine(work, row):
        raise NotFound
    return row
