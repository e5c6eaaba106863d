"""Categories and locations as sheets to export, with the headers that a load recognises."""

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import aliased

from fluxion.base.exports import Column, Sheet
from fluxion.base.work import Work
from fluxion.domains.catalog.reads.places import matching_locations, seen_locations
from fluxion.domains.catalog.shapes import LocationFilter
from fluxion.domains.catalog.tables import Category, Location

LOCATION_COLUMNS = (
    Column("code"),
    Column("name"),
    Column("kind"),
    Column("latitude", "ratio"),
    Column("longitude", "ratio"),
    Column("supplied_by"),
    Column("review_period_days", "whole"),
    Column("lead_time_days", "whole"),
    Column("service_level", "ratio"),
    Column("active", "flag"),
)


def category_sheet(work: Work) -> Sheet:
    """All categories, by name."""
    work.require("catalog.read")
    rows = work.db.execute(select(Category.name, Category.active).order_by(Category.name_key))
    return Sheet("categories", (Column("name"), Column("active", "flag")), (tuple(row) for row in rows))


def is_seen(work: Work, place: type[Location]) -> ColumnElement[bool]:
    """Whether the person may see the place."""
    return true() if work.actor.locations is None else place.id.in_(work.actor.locations)


def location_sheet(work: Work, wanted: LocationFilter) -> Sheet:
    """The locations that match and that the person may see, by code."""
    work.require("catalog.read")
    source = aliased(Location)
    query = select(
        Location.code,
        Location.name,
        Location.kind,
        Location.latitude,
        Location.longitude,
        source.code.label("supplied_by"),
        Location.review_period_days,
        Location.lead_time_days,
        Location.service_level,
        Location.active,
    ).outerjoin(source, and_(source.id == Location.supplied_by_id, is_seen(work, source)))
    rows = work.db.execute(matching_locations(seen_locations(work, query), wanted).order_by(Location.code_key))
    return Sheet("locations", LOCATION_COLUMNS, (tuple(row) for row in rows))
