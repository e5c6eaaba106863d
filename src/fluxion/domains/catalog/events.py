"""What the catalogue announces."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from fluxion.base.facts import Fact, Form, of_codes
from fluxion.values.errors import Text

ENTITIES: Mapping[str, Text] = {
    "products": {"es": "productos", "en": "products", "pt": "produtos"},
    "locations": {"es": "ubicaciones", "en": "locations", "pt": "locais"},
    "categories": {"es": "categorías", "en": "categories", "pt": "categorias"},
}


@dataclass(frozen=True, kw_only=True)
class ProductCreated(Fact):
    """A product was added."""

    kind = "catalog.product_created"
    subject_type = "product"
    title: ClassVar[Text] = {"es": "Producto {sku} creado", "en": "Product {sku} created", "pt": "Produto {sku} criado"}
    sku: str
    name: str


@dataclass(frozen=True, kw_only=True)
class ProductEdited(Fact):
    """Fields of a product were changed; `changes` holds each as [before, after]."""

    kind = "catalog.product_edited"
    subject_type = "product"
    title: ClassVar[Text] = {"es": "Producto {sku} modificado", "en": "Product {sku} edited", "pt": "Produto {sku} alterado"}
    sku: str
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class ProductDeactivated(Fact):
    """A product was taken out of use."""

    kind = "catalog.product_deactivated"
    subject_type = "product"
    title: ClassVar[Text] = {"es": "Producto {sku} desactivado", "en": "Product {sku} deactivated", "pt": "Produto {sku} desativado"}
    sku: str


@dataclass(frozen=True, kw_only=True)
class CategoryCreated(Fact):
    """A category was added."""

    kind = "catalog.category_created"
    subject_type = "category"
    title: ClassVar[Text] = {"es": "Categoría «{name}» creada", "en": "Category “{name}” created", "pt": "Categoria “{name}” criada"}
    name: str


@dataclass(frozen=True, kw_only=True)
class CategoryEdited(Fact):
    """A category was renamed or taken back into use."""

    kind = "catalog.category_edited"
    subject_type = "category"
    title: ClassVar[Text] = {"es": "Categoría «{name}» modificada", "en": "Category “{name}” edited", "pt": "Categoria “{name}” alterada"}
    name: str
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class CategoryDeactivated(Fact):
    """A category was taken out of use."""

    kind = "catalog.category_deactivated"
    subject_type = "category"
    title: ClassVar[Text] = {
        "es": "Categoría «{name}» desactivada",
        "en": "Category “{name}” deactivated",
        "pt": "Categoria “{name}” desativada",
    }
    name: str


@dataclass(frozen=True, kw_only=True)
class LocationCreated(Fact):
    """A location was added."""

    kind = "catalog.location_created"
    subject_type = "location"
    title: ClassVar[Text] = {"es": "Ubicación {code} creada", "en": "Location {code} created", "pt": "Local {code} criado"}
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class LocationEdited(Fact):
    """Fields of a location were changed."""

    kind = "catalog.location_edited"
    subject_type = "location"
    title: ClassVar[Text] = {"es": "Ubicación {code} modificada", "en": "Location {code} edited", "pt": "Local {code} alterado"}
    code: str
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class LocationDeactivated(Fact):
    """A location was taken out of use."""

    kind = "catalog.location_deactivated"
    subject_type = "location"
    title: ClassVar[Text] = {"es": "Ubicación {code} desactivada", "en": "Location {code} deactivated", "pt": "Local {code} desativado"}
    code: str


@dataclass(frozen=True, kw_only=True)
class CatalogLoaded(Fact):
    """Many rows were added or changed at once; the load keeps each row's before and after."""

    kind = "catalog.loaded"
    subject_type = "catalog"
    title: ClassVar[Text] = {
        "es": "Carga de {entity}: {new} nuevos, {changed} modificados",
        "en": "Load of {entity}: {new} new, {changed} changed",
        "pt": "Carga de {entity}: {new} novos, {changed} alterados",
    }
    forms: ClassVar[Mapping[str, Form]] = {"entity": of_codes(ENTITIES)}
    entity: str
    new: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class CatalogLoadUndone(Fact):
    """A load was put back."""

    kind = "catalog.load_undone"
    subject_type = "catalog"
    title: ClassVar[Text] = {
        "es": "Carga de {entity} deshecha: {restored} filas",
        "en": "Load of {entity} undone: {restored} rows",
        "pt": "Carga de {entity} desfeita: {restored} linhas",
    }
    forms: ClassVar[Mapping[str, Form]] = {"entity": of_codes(ENTITIES)}
    entity: str
    restored: int
