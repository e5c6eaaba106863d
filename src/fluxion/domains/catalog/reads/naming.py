"""Names for location ids that other parts keep as plain numbers, such as the places a person is confined to."""

from collections.abc import Sequence

from sqlalchemy import select

from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains.catalog.tables import Location
from fluxion.values.errors import BadInput, FieldError, Text

_UNKNOWN: Text = {
    "es": "No existe esa ubicación.",
    "en": "That location does not exist.",
    "pt": "Esse local não existe.",
}


def named_locations(work: Work, ids: Sequence[int]) -> list[Named]:
    """Code and name of these locations, by code; ids that do not exist are left out."""
    rows = work.db.execute(select(Location.id, Location.code, Location.name).where(Location.id.in_(ids)).order_by(Location.code))
    return [Named(id=row.id, code=row.code, name=row.name) for row in rows]


def require_locations(work: Work, ids: Sequence[int]) -> None:
    """Refuse as BadInput, naming each, the ids that are no location's."""
    known = set(work.db.scalars(select(Location.id).where(Location.id.in_(ids))))
    unknown = [place for place, each in enumerate(ids) if each not in known]
    if unknown:
        raise BadInput(errors=[FieldError(f"/location_ids/{place}", "unknown_location", _UNKNOWN) for place in unknown])
