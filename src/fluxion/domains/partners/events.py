"""What partners announces."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from fluxion.base.facts import Fact, Form, of_codes
from fluxion.values.errors import Text

ENTITIES: Mapping[str, Text] = {
    "suppliers": {"es": "proveedores", "en": "suppliers", "pt": "fornecedores"},
    "customers": {"es": "clientes", "en": "customers", "pt": "clientes"},
}


@dataclass(frozen=True, kw_only=True)
class SupplierCreated(Fact):
    """A supplier was added."""

    kind = "partners.supplier_created"
    subject_type = "supplier"
    title: ClassVar[Text] = {"es": "Proveedor {code} creado", "en": "Supplier {code} created", "pt": "Fornecedor {code} criado"}
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class SupplierEdited(Fact):
    """Fields of a supplier were changed."""

    kind = "partners.supplier_edited"
    subject_type = "supplier"
    title: ClassVar[Text] = {"es": "Proveedor {code} modificado", "en": "Supplier {code} edited", "pt": "Fornecedor {code} alterado"}
    code: str
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class SupplierDeactivated(Fact):
    """A supplier was taken out of use."""

    kind = "partners.supplier_deactivated"
    subject_type = "supplier"
    title: ClassVar[Text] = {
        "es": "Proveedor {code} desactivado",
        "en": "Supplier {code} deactivated",
        "pt": "Fornecedor {code} desativado",
    }
    code: str


@dataclass(frozen=True, kw_only=True)
class CustomerCreated(Fact):
    """A customer was added."""

    kind = "partners.customer_created"
    subject_type = "customer"
    title: ClassVar[Text] = {"es": "Cliente {code} creado", "en": "Customer {code} created", "pt": "Cliente {code} criado"}
    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class CustomerEdited(Fact):
    """Fields of a customer were changed."""

    kind = "partners.customer_edited"
    subject_type = "customer"
    title: ClassVar[Text] = {"es": "Cliente {code} modificado", "en": "Customer {code} edited", "pt": "Cliente {code} alterado"}
    code: str
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class CustomerDeactivated(Fact):
    """A customer was taken out of use."""

    kind = "partners.customer_deactivated"
    subject_type = "customer"
    title: ClassVar[Text] = {"es": "Cliente {code} desactivado", "en": "Customer {code} deactivated", "pt": "Cliente {code} desativado"}
    code: str


@dataclass(frozen=True, kw_only=True)
class PartnersLoaded(Fact):
    """Many rows were added or changed at once."""

    kind = "partners.loaded"
    subject_type = "partners"
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
class PartnersLoadUndone(Fact):
    """A load was put back."""

    kind = "partners.load_undone"
    subject_type = "partners"
    title: ClassVar[Text] = {
        "es": "Carga de {entity} deshecha: {restored} filas",
        "en": "Load of {entity} undone: {restored} rows",
        "pt": "Carga de {entity} desfeita: {restored} linhas",
    }
    forms: ClassVar[Mapping[str, Form]] = {"entity": of_codes(ENTITIES)}
    entity: str
    restored: int
