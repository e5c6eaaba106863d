"""What the latest plan left in the mart: its day, and which of its rows a person may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from fluxion.base.mart import MartMissing
from fluxion.base.work import Work
from fluxion.domains.planning.errors import NoPlan

DIMS = "join product_dim using (product_id) join location_dim using (location_id)"


@dataclass(frozen=True)
class PlanMeta:
    """The plan that the mart holds."""

    run_id: int
    as_of: date
    data_until: date | None
    horizon: int


def plan_meta(work: Work) -> PlanMeta:
    """The plan that pages show now; refused as `NoPlan` when there is none."""
    try:
        told: dict[str, str] = dict(
            work.marts.query(work, "select key, value from plan_meta where key in ('run_id', 'as_of', 'data_until', 'horizon')")
        )
    except MartMissing:
        raise NoPlan from None
    if "run_id" not in told:
        raise NoPlan
    until = told.get("data_until")
    return PlanMeta(
        int(told["run_id"]), date.fromisoformat(told["as_of"]), date.fromisoformat(until) if until else None, int(told["horizon"])
    )


def seen(work: Work, location_id: int | None = None) -> tuple[str, dict[str, Any]]:
    """A condition on `location_id` that keeps to what the actor may see, with its parameters."""
    if location_id is not None:
        work.require_location(location_id)
        return "location_id = $location_id", {"location_id": location_id}
    if work.actor.locations is None:
        return "true", {}
    return "list_contains($locations, location_id)", {"locations": sorted(work.actor.locations)}
