"""What purchases announces."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from fluxion.base.facts import Fact, Form, as_money
from fluxion.values.errors import Text


@dataclass(frozen=True, kw_only=True)
class OrderDrafted(Fact):
    """A purchase order was drafted."""

    kind = "purchases.order_drafted"
    subject_type = "purchase_order"
    title: ClassVar[Text] = {
        "es": "Pedido {number} redactado para {supplier}",
        "en": "Order {number} drafted for {supplier}",
        "pt": "Pedido {number} criado para {supplier}",
    }
    number: str
    supplier: str
    lines: int
    total: Decimal
    currency: str


@dataclass(frozen=True, kw_only=True)
class OrderEdited(Fact):
    """A purchase order was changed."""

    kind = "purchases.order_edited"
    subject_type = "purchase_order"
    title: ClassVar[Text] = {
        "es": "Pedido {number} modificado",
        "en": "Order {number} edited",
        "pt": "Pedido {number} alterado",
    }
    number: str
    supplier: str
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class OrderApproved(Fact):
    """A purchase order may be sent; its lines no longer change."""

    kind = "purchases.order_approved"
    subject_type = "purchase_order"
    title: ClassVar[Text] = {
        "es": "Pedido {number} aprobado: {total} {currency}",
        "en": "Order {number} approved: {total} {currency}",
        "pt": "Pedido {number} aprovado: {total} {currency}",
    }
    forms: ClassVar[Mapping[str, Form]] = {"total": as_money}
    number: str
    supplier: str
    total: Decimal
    currency: str


@dataclass(frozen=True, kw_only=True)
class OrderSent(Fact):
    """The supplier was told."""

    kind = "purchases.order_sent"
    subject_type = "purchase_order"
    title: ClassVar[Text] = {
        "es": "Pedido {number} enviado a {supplier}",
        "en": "Order {number} sent to {supplier}",
        "pt": "Pedido {number} enviado a {supplier}",
    }
    number: str
    supplier: str


@dataclass(frozen=True, kw_only=True)
class OrderReceived(Fact):
    """Goods of an order arrived; `lines` holds the quantity by SKU."""

    kind = "purchases.order_received"
    subject_type = "purchase_order"
    title: ClassVar[Text] = {
        "es": "Pedido {number} recibido",
        "en": "Order {number} received",
        "pt": "Pedido {number} recebido",
    }
    number: str
    supplier: str
    received_on: date
    lines: dict[str, Decimal]
    is_complete: bool
    reference: str | None


@dataclass(frozen=True, kw_only=True)
class OrderCancelled(Fact):
    """A purchase order was given up."""

    kind = "purchases.order_cancelled"
    subject_type = "purchase_order"
    title: ClassVar[Text] = {
        "es": "Pedido {number} cancelado",
        "en": "Order {number} cancelled",
        "pt": "Pedido {number} cancelado",
    }
    number: str
    supplier: str


@dataclass(frozen=True, kw_only=True)
class SupplyEdited(Fact):
    """The list of suppliers of a product was replaced."""

    kind = "purchases.supply_edited"
    subject_type = "product"
    title: ClassVar[Text] = {
        "es": "Proveedores de {sku} modificados",
        "en": "Suppliers of {sku} edited",
        "pt": "Fornecedores de {sku} alterados",
    }
    sku: str
    suppliers: list[str]


@dataclass(frozen=True, kw_only=True)
class SupplyLoaded(Fact):
    """Who supplies what was stated for many products at once."""

    kind = "purchases.supply_loaded"
    subject_type = "supply"
    title: ClassVar[Text] = {
        "es": "Carga de proveedores de productos: {new} nuevos, {changed} modificados",
        "en": "Load of product suppliers: {new} new, {changed} changed",
        "pt": "Carga de fornecedores de produtos: {new} novos, {changed} alterados",
    }
    new: int
    changed: int


@dataclass(frozen=True, kw_only=True)
class SupplyPutBack(Fact):
    """A load of product suppliers was put back."""

    kind = "purchases.supply_put_back"
    subject_type = "supply"
    title: ClassVar[Text] = {
        "es": "Carga de proveedores de productos deshecha: {restored} filas",
        "en": "Load of product suppliers undone: {restored} rows",
        "pt": "Carga de fornecedores de produtos desfeita: {restored} linhas",
    }
    restored: int
