"""The catalogue names things: products, their categories, and the locations where they lie.

Others join `Product`, `Category` and `Location` in their reads, show them as `ProductRef` and `LocationRef`, load many
at once with `upsert_*` (undone by `undo_upsert`) and compute over `product_frame` and `location_frame`.
"""

from fluxion.domains.catalog.actions import undo_upsert, upsert_categories, upsert_locations, upsert_products
from fluxion.domains.catalog.reads import location_frame, named_locations, product, product_frame, product_rows, products, require_locations
from fluxion.domains.catalog.shapes import LocationRef, ProductFilter, ProductRef, ProductView, SupplierOf
from fluxion.domains.catalog.tables import Category, Location, Product

RIGHTS: tuple[str, ...] = ("catalog.read", "catalog.edit_product", "catalog.edit_category", "catalog.edit_location")

__all__ = [
    "RIGHTS",
    "Category",
    "Location",
    "LocationRef",
    "Product",
    "ProductFilter",
    "ProductRef",
    "ProductView",
    "SupplierOf",
    "location_frame",
    "named_locations",
    "product",
    "product_frame",
    "product_rows",
    "products",
    "require_locations",
    "undo_upsert",
    "upsert_categories",
    "upsert_locations",
    "upsert_products",
]
