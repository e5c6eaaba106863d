"""Categories and locations; locations only within those the person may see."""

from typing import Any

from sqlalchemy import and_, func, select

from fluxion.base.paging import Ask, Column, Page, Query, read_page
from fluxion.base.search import matches
from fluxion.base.work import Work
from fluxion.domains.catalog.shapes import CategoryView, LocationFilter, LocationView
from fluxion.domains.catalog.tables import Category, Location, Product
from fluxion.values.errors import NotFound


def category(work: Work, category_id: int) -> CategoryView:
    """One category; raises NotFound."""
    work.require("catalog.read")
    row = work.db.execute(_categories().where(Category.id == category_id)).first()
    if row is None:
        raise NotFound
    return _category_view(row)


def categories(work: Work, q: str | None, active: bool | None, ask: Ask) -> Page[CategoryView]:
    """A page of the categories that match."""
    work.require("catalog.read")
    query = _categories()
    if q:
        query = query.where(matches(Category.name_key, q))
    if active is not None:
        query = query.where(Category.active == active)
    orders: dict[str, Column] = {"name": Category.name_key.expression, "id": Category.id.expression}
    return read_page(work.db, work.settings, query, ask, orders, Category.id.expression, _category_view, "name")


def location(work: Work, location_id: int) -> LocationView:
    """One location; raises NotFound for one outside the person's."""
    work.require("catalog.read")
    work.require_location(location_id)
    found = work.db.get(Location, location_id)
    if found is None:
        raise NotFound
    return location_view(found)


def locations(work: Work, wanted: LocationFilter, ask: Ask) -> Page[LocationView]:
    """A page of the locations that match and that the person may see."""
    work.require("catalog.read")
    query = matching_locations(seen_locations(work, select(Location)), wanted)
    orders: dict[str, Column] = {"code": Location.code_key.expression, "name": func.lower(Location.name), "id": Location.id.expression}
    return read_page(work.db, work.settings, query, ask, orders, Location.id.expression, lambda row: location_view(row.Location), "code")


def seen_locations(work: Work, query: Query) -> Query:
    """The query kept to the locations that the person may see."""
    return query if work.actor.locations is None else query.where(Location.id.in_(work.actor.locations))


def matching_locations(query: Query, wanted: LocationFilter) -> Query:
    """The query kept to the locations that are wanted."""
    if wanted.q:
        query = query.where(matches(Location.search, wanted.q))
    if wanted.kind is not None:
        query = query.where(Location.kind == wanted.kind)
    if wanted.active is not None:
        query = query.where(Location.active == wanted.active)
    return query


def _categories() -> Query:
    count = select(func.count()).where(and_(Product.category_id == Category.id, Product.active)).correlate(Category).scalar_subquery()
    return select(Category, count.label("products"))


def _category_view(row: Any) -> CategoryView:
    each: Category = row.Category
    return CategoryView(id=each.id, name=each.name, products=row.products, active=each.active, version=each.version)


def location_view(each: Location) -> LocationView:
    """A location as people see it."""
    return LocationView(
        id=each.id,
        code=each.code,
        name=each.name,
        kind="dc" if each.kind == "dc" else "store",
        latitude=each.latitude,
        longitude=each.longitude,
        supplied_by_id=each.supplied_by_id,
        review_period_days=each.review_period_days,
        lead_time_days=each.lead_time_days,
        service_level=each.service_level,
        active=each.active,
        version=each.version,
    )
