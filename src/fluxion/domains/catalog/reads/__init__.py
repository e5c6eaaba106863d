"""Questions about the catalogue."""

from fluxion.domains.catalog.reads.frames import location_frame, product_frame
from fluxion.domains.catalog.reads.naming import named_locations, require_locations
from fluxion.domains.catalog.reads.places import categories, category, location, locations
from fluxion.domains.catalog.reads.products import product, product_rows, products

__all__ = [
    "categories",
    "category",
    "location",
    "location_frame",
    "locations",
    "named_locations",
    "product",
    "product_frame",
    "product_rows",
    "products",
    "require_locations",
]
