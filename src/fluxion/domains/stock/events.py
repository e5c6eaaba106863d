"""What stock announces."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from fluxion.base.facts import Fact
from fluxion.values.errors import Text


@dataclass(frozen=True, kw_only=True)
class StockCounted(Fact):
    """Somebody counted what lies there; `quantity` is the difference found."""

    kind = "stock.counted"
    subject_type = "product"
    title: ClassVar[Text] = {
        "es": "Conteo de {sku} en {location}: {balance} ({quantity})",
        "en": "Count of {sku} at {location}: {balance} ({quantity})",
        "pt": "Contagem de {sku} em {location}: {balance} ({quantity})",
    }
    sku: str
    location: str
    quantity: Decimal
    balance: Decimal
    reference: str | None


@dataclass(frozen=True, kw_only=True)
class StockAdjusted(Fact):
    """Somebody corrected what lies there."""

    kind = "stock.adjusted"
    subject_type = "product"
    title: ClassVar[Text] = {
        "es": "Ajuste de {sku} en {location}: {quantity}",
        "en": "Adjustment of {sku} at {location}: {quantity}",
        "pt": "Ajuste de {sku} em {location}: {quantity}",
    }
    sku: str
    location: str
    quantity: Decimal
    balance: Decimal
    reference: str | None


@dataclass(frozen=True, kw_only=True)
class LevelsSet(Fact):
    """Many levels were stated at once."""

    kind = "stock.levels_set"
    subject_type = "stock"
    title: ClassVar[Text] = {
        "es": "Carga de existencias: {new} nuevas, {changed} modificadas",
        "en": "Load of stock levels: {new} new, {changed} changed",
        "pt": "Carga de estoque: {new} novos, {changed} alterados",
    }
    new: int
    changed: int
    reference: str | None


@dataclass(frozen=True, kw_only=True)
class LevelsPutBack(Fact):
    """A load of levels was put back."""

    kind = "stock.levels_put_back"
    subject_type = "stock"
    title: ClassVar[Text] = {
        "es": "Carga de existencias deshecha: {restored} filas",
        "en": "Load of stock levels undone: {restored} rows",
        "pt": "Carga de estoque desfeita: {restored} linhas",
    }
    restored: int


@dataclass(frozen=True, kw_only=True)
class TransferDrafted(Fact):
    """A transfer was drafted."""

    kind = "stock.transfer_drafted"
    subject_type = "transfer"
    title: ClassVar[Text] = {
        "es": "Traslado {number} redactado: {from_location} → {to_location}",
        "en": "Transfer {number} drafted: {from_location} → {to_location}",
        "pt": "Transferência {number} criada: {from_location} → {to_location}",
    }
    number: str
    from_location: str
    to_location: str
    lines: int


@dataclass(frozen=True, kw_only=True)
class TransferEdited(Fact):
    """A draft transfer was changed."""

    kind = "stock.transfer_edited"
    subject_type = "transfer"
    title: ClassVar[Text] = {
        "es": "Traslado {number} modificado: {from_location} → {to_location}",
        "en": "Transfer {number} edited: {from_location} → {to_location}",
        "pt": "Transferência {number} alterada: {from_location} → {to_location}",
    }
    number: str
    from_location: str
    to_location: str
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class TransferApproved(Fact):
    """A transfer may be shipped."""

    kind = "stock.transfer_approved"
    subject_type = "transfer"
    title: ClassVar[Text] = {
        "es": "Traslado {number} aprobado: {from_location} → {to_location}",
        "en": "Transfer {number} approved: {from_location} → {to_location}",
        "pt": "Transferência {number} aprovada: {from_location} → {to_location}",
    }
    number: str
    from_location: str
    to_location: str


@dataclass(frozen=True, kw_only=True)
class TransferShipped(Fact):
    """The goods left the donor; `lines` holds the quantity by SKU."""

    kind = "stock.transfer_shipped"
    subject_type = "transfer"
    title: ClassVar[Text] = {
        "es": "Traslado {number} enviado: {from_location} → {to_location}",
        "en": "Transfer {number} shipped: {from_location} → {to_location}",
        "pt": "Transferência {number} enviada: {from_location} → {to_location}",
    }
    number: str
    from_location: str
    to_location: str
    lines: dict[str, Decimal]


@dataclass(frozen=True, kw_only=True)
class TransferReceived(Fact):
    """The goods arrived; `missing` holds what was shipped and did not."""

    kind = "stock.transfer_received"
    subject_type = "transfer"
    title: ClassVar[Text] = {
        "es": "Traslado {number} recibido: {from_location} → {to_location}",
        "en": "Transfer {number} received: {from_location} → {to_location}",
        "pt": "Transferência {number} recebida: {from_location} → {to_location}",
    }
    number: str
    from_location: str
    to_location: str
    lines: dict[str, Decimal]
    missing: dict[str, Decimal]


@dataclass(frozen=True, kw_only=True)
class TransferCancelled(Fact):
    """A transfer was given up before it left."""

    kind = "stock.transfer_cancelled"
    subject_type = "transfer"
    title: ClassVar[Text] = {
        "es": "Traslado {number} cancelado: {from_location} → {to_location}",
        "en": "Transfer {number} cancelled: {from_location} → {to_location}",
        "pt": "Transferência {number} cancelada: {from_location} → {to_location}",
    }
    number: str
    from_location: str
    to_location: str
