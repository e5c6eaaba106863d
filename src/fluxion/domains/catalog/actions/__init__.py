"""What changes the catalogue: products, categories, locations, and loads of many at once."""

from fluxion.domains.catalog.actions.categories import create_category, deactivate_category, edit_category
from fluxion.domains.catalog.actions.loads import undo_upsert, upsert_categories, upsert_locations, upsert_products
from fluxion.domains.catalog.actions.locations import create_location, deactivate_location, edit_location
from fluxion.domains.catalog.actions.products import batch_products, create_product, deactivate_product, edit_product

__all__ = [
    "batch_products",
    "create_category",
    "create_location",
    "create_product",
    "deactivate_category",
    "deactivate_location",
    "deactivate_product",
    "edit_category",
    "edit_location",
    "edit_product",
    "undo_upsert",
    "upsert_categories",
    "upsert_locations",
    "upsert_products",
]
