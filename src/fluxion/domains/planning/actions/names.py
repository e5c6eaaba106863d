"""The ids behind the codes and names that people write in files."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from fluxion.base.work import Work
from fluxion.domains import catalog
from fluxion.values.codes import code_key, search_key
from fluxion.values.errors import FieldError, Text

UNKNOWN: Text = {
    "es": "No se encontró «{value}». Créelo antes o corrija el código.",
    "en": "“{value}” was not found. Create it first or correct the code.",
    "pt": "“{value}” não foi encontrado. Crie-o antes ou corrija o código.",
}


def unknown_value(field: str, value: object) -> FieldError:
    """The error of a field that names something which does not exist."""
    return FieldError(f"/{field}", "unknown", {lang: text.format(value=value) for lang, text in UNKNOWN.items()})


class Names:
    """Looks up locations, products and categories of one file; the tables are read once."""

    def __init__(self, work: Work) -> None:
        locations, products = catalog.location_frame(work), catalog.product_frame(work)
        rows = work.db.execute(select(catalog.Category.name_key, catalog.Category.id))
        self.location = dict(zip(locations["code_key"].to_pylist(), locations["id"].to_pylist(), strict=True))
        self.product = dict(zip(products["sku_key"].to_pylist(), products["id"].to_pylist(), strict=True))
        self.category: dict[str, int] = {row.name_key: row.id for row in rows}

    def scope(self, row: Mapping[str, Any]) -> tuple[dict[str, int | None], list[FieldError]]:
        """`location_id`, `category_id` and `product_id` of a row's location, category and sku, and those not found."""
        kinds = (
            ("location", "location_id", self.location, code_key),
            ("category", "category_id", self.category, search_key),
            ("sku", "product_id", self.product, code_key),
        )
        found: dict[str, int | None] = {}
        errors = []
        for field, column, ids, key_of in kinds:
            value = row.get(field)
            found[column] = None if value in (None, "") else ids.get(key_of(str(value)))
            if value not in (None, "") and found[column] is None:
                errors.append(unknown_value(field, value))
        return found, errors
