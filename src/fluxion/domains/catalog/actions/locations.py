"""Adding, changing and retiring locations."""

from sqlalchemy import select

from fluxion.base.edits import apply, flush_or_taken, refuse_taken, sent, unknown
from fluxion.base.work import Work
from fluxion.domains.catalog import reads, rules
from fluxion.domains.catalog.errors import StillSupplies, SuppliedInARing
from fluxion.domains.catalog.events import LocationCreated, LocationDeactivated, LocationEdited
from fluxion.domains.catalog.shapes import LocationEdit, LocationIn, LocationView
from fluxion.domains.catalog.tables import Location
from fluxion.values.codes import code_key
from fluxion.values.errors import Forbidden, NotFound, Text, require_version

RIGHT = "catalog.edit_location"
NEVER_NULL = ("code", "name", "kind", "active")
WHAT: Text = {"es": "la ubicación", "en": "The location", "pt": "o local"}


def create_location(work: Work, body: LocationIn) -> LocationView:
    """Add a location; refused to people who are confined to some, since they could not see it."""
    work.require(RIGHT)
    if work.actor.locations is not None:
        raise Forbidden(right=RIGHT)
    values = body.model_dump()
    refuse_taken(work.db, Location.code_key, code_key(body.code), but=None, what=WHAT, shown=body.code)
    _check_source(work, body.supplied_by_id)
    location = Location(**values, **rules.location_keys(values), active=True)
    work.db.add(location)
    flush_or_taken(work.db, WHAT, body.code)
    work.emit(LocationCreated(subject_id=location.id, location_id=location.id, code=location.code, name=location.name))
    return reads.location(work, location.id)


def edit_location(work: Work, location_id: int, edit: LocationEdit, version: int | None = None) -> LocationView:
    """Change the fields sent; a source that would close a ring of supply is refused."""
    work.require(RIGHT)
    location = _locked(work, location_id)
    require_version(location.version, version)
    values = sent(edit, NEVER_NULL)
    if "code" in values:
        refuse_taken(work.db, Location.code_key, code_key(values["code"]), but=location.id, what=WHAT, shown=values["code"])
    if values.get("supplied_by_id") not in (None, location.supplied_by_id):
        _check_source(work, values["supplied_by_id"])
        _refuse_ring(work, location, values["supplied_by_id"])
    if values.get("active") is False:
        _refuse_source(work, location)
    if changes := apply(location, values):
        apply(location, rules.location_keys({"code": location.code, "name": location.name}))
        location.version += 1
        flush_or_taken(work.db, WHAT, location.code)
        work.emit(LocationEdited(subject_id=location.id, location_id=location.id, code=location.code, changes=changes))
    return reads.location(work, location_id)


def deactivate_location(work: Work, location_id: int, version: int | None = None) -> None:
    """Take a location out of use; refused while it supplies others."""
    work.require(RIGHT)
    location = _locked(work, location_id)
    require_version(location.version, version)
    _refuse_source(work, location)
    if location.active:
        location.active = False
        location.version += 1
        work.emit(LocationDeactivated(subject_id=location.id, location_id=location.id, code=location.code))


def _locked(work: Work, location_id: int) -> Location:
    work.require_location(location_id)
    location = work.db.get(Location, location_id, with_for_update=True)
    if location is None:
        raise NotFound
    return location


def _check_source(work: Work, source_id: int | None) -> None:
    if source_id is not None and work.db.get(Location, source_id) is None:
        raise unknown("/supplied_by_id")


def _refuse_ring(work: Work, location: Location, source_id: int) -> None:
    # Locking all sources keeps two people from closing a ring from both sides at once.
    found = work.db.execute(select(Location.id, Location.supplied_by_id).order_by(Location.id).with_for_update())
    sources = {row.id: row.supplied_by_id for row in found} | {location.id: source_id}
    if rules.is_ring(sources, location.id):
        raise SuppliedInARing(code=location.code)


def _refuse_source(work: Work, location: Location) -> None:
    supplied = work.db.scalars(
        select(Location.code).where(Location.supplied_by_id == location.id, Location.active).order_by(Location.code_key)
    )
    if codes := list(supplied):
        raise StillSupplies(code=location.code, others=", ".join(codes))
