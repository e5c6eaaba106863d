"""Parameters as they were set, and the value that holds for one product at one location."""

from typing import Any

from sqlalchemy import Row, select

from fluxion.base.paging import Query
from fluxion.base.web import Named
from fluxion.base.work import Work
from fluxion.domains import catalog
from fluxion.domains.planning.rules.parameters import PARAMETERS, Setting
from fluxion.domains.planning.shapes import ParameterKind, ParameterSheet, ParameterView, ProductNamed
from fluxion.domains.planning.tables import ParameterRow
from fluxion.values.errors import NotFound, say


def all_settings(work: Work) -> list[Setting]:
    """Every value that was set, company-wide ones included, as the rules take them."""
    table = ParameterRow
    rows = work.db.execute(
        select(table.name, table.value, table.location_id, table.category_id, table.abc_class, table.product_id).order_by(table.id)
    )
    return [Setting(*row) for row in rows]


def parameters(
    work: Work,
    *,
    name: str | None = None,
    location_id: int | None = None,
    category_id: int | None = None,
    product_id: int | None = None,
) -> ParameterSheet:
    """What can be set, and what is: all that was set, or only for one name, location, category or product."""
    work.require("planning.read")
    query = _query(work)
    for column, wanted in (
        (ParameterRow.name, name),
        (ParameterRow.location_id, location_id),
        (ParameterRow.category_id, category_id),
        (ParameterRow.product_id, product_id),
    ):
        if wanted is not None:
            query = query.where(column == wanted)
    views = [_view(work, row) for row in work.db.execute(query.order_by(ParameterRow.name, ParameterRow.scope_key))]
    kinds = [
        ParameterKind(
            name=each.name,
            label=say(each.label, work.lang),
            default=each.default,
            least=each.least,
            most=each.most,
            unit=each.unit,
            company_only=each.company_only,
            place_only=each.place_only,
            choices={value: say(words, work.lang) for value, words in each.choices.items()},
        )
        for each in PARAMETERS.values()
    ]
    return ParameterSheet(kinds=kinds, items=views)


def parameter(work: Work, parameter_id: int) -> ParameterView:
    """One parameter that was set; refused as NotFound outside the actor's locations."""
    work.require("planning.read")
    row = work.db.execute(_query(work).where(ParameterRow.id == parameter_id)).one_or_none()
    if row is None:
        raise NotFound
    return _view(work, row)


def _query(work: Work) -> Query:
    query = (
        select(
            ParameterRow,
            catalog.Location.code.label("location_code"),
            catalog.Location.name.label("location_name"),
            catalog.Category.name.label("category"),
            catalog.Product.sku,
            catalog.Product.name.label("product_name"),
        )
        .outerjoin(catalog.Location, catalog.Location.id == ParameterRow.location_id)
        .outerjoin(catalog.Category, catalog.Category.id == ParameterRow.category_id)
        .outerjoin(catalog.Product, catalog.Product.id == ParameterRow.product_id)
    )
    if work.actor.locations is None:
        return query
    return query.where(ParameterRow.location_id.is_(None) | ParameterRow.location_id.in_(work.actor.locations))


def _view(work: Work, found: Row[*tuple[Any, ...]]) -> ParameterView:
    row: ParameterRow = found[0]
    return ParameterView(
        id=row.id,
        name=row.name,
        label=say(PARAMETERS[row.name].label, work.lang) if row.name in PARAMETERS else row.name,
        value=row.value,
        scope=Setting(row.name, row.value, row.location_id, row.category_id, row.abc_class, row.product_id).scope,
        location=Named(id=row.location_id, code=found.location_code, name=found.location_name) if row.location_id else None,
        category_id=row.category_id,
        category=found.category,
        abc_class=row.abc_class,
        product=ProductNamed(id=row.product_id, sku=found.sku, name=found.product_name) if row.product_id else None,
        version=row.version,
    )
