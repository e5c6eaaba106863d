"""The catalogue as Arrow tables, for arithmetic over all of it."""

import pyarrow as pa
from sqlalchemy import select

from fluxion.base.frames import frame
from fluxion.base.work import Work
from fluxion.domains.catalog.reads.places import seen_locations
from fluxion.domains.catalog.tables import Category, Location, Product


def product_frame(work: Work) -> pa.Table:
    """All products with what planning needs of them, by id; cost and price as float64."""
    work.require("catalog.read")
    query = select(
        Product.id,
        Product.sku,
        Product.sku_key,
        Product.name,
        Product.category_id,
        Category.name.label("category"),
        Product.brand,
        Product.unit,
        Product.cost,
        Product.price,
        Product.pack_size,
        Product.moq,
        Product.shelf_life_days,
        Product.weight_kg,
        Product.volume_m3,
        Product.active,
    ).outerjoin(Category, Category.id == Product.category_id)
    return frame(work.db, query.order_by(Product.id))


def location_frame(work: Work) -> pa.Table:
    """The locations that the person may see, by id."""
    work.require("catalog.read")
    query = select(
        Location.id,
        Location.code,
        Location.code_key,
        Location.name,
        Location.kind,
        Location.latitude,
        Location.longitude,
        Location.supplied_by_id,
        Location.review_period_days,
        Location.lead_time_days,
        Location.service_level,
        Location.active,
    )
    return frame(work.db, seen_locations(work, query).order_by(Location.id))
