"""Questions about the catalogue."""

from fluxion.domains.catalog.reads.frames import location_frame, product_frame
from fluxion.domains.catalog.reads.naming import named_locations, require_locations
from fluxion.domains.catalog.reads.places import categories, category, location, locations
from fluxion.domains.catalog.reads.products import product, product_rows, products
from fluxion.domains.catalog.reads.sheets import category_sheet, location_sheet

__all__ = [
    "categories",
    "category",
    "category_sheet",
    "location",
    "location_frame",
    "location_sheet",
    "locations",
    "named_locations",
    "product",
    "product_frame",
    "product_rows",
    "products",
    "require_locations",
]
