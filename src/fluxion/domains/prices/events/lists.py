"""What price lists announce."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from fluxion.base.facts import Fact, Form, as_points
from fluxion.values.errors import Text


@dataclass(frozen=True, kw_only=True)
class ListCreated(Fact):
    """A price list was begun; it has no prices yet."""

    kind = "prices.list_created"
    subject_type = "price_list"
    title: ClassVar[Text] = {
        "es": "Lista de precios {code} creada: {name}",
        "en": "Price list {code} created: {name}",
        "pt": "Lista de preços {code} criada: {name}",
    }
    code: str
    name: str
    audience: str
    currency: str


@dataclass(frozen=True, kw_only=True)
class ListEdited(Fact):
    """Whom a list is for, when it holds or what it is called was changed."""

    kind = "prices.list_edited"
    subject_type = "price_list"
    title: ClassVar[Text] = {
        "es": "Lista de precios {code} modificada",
        "en": "Price list {code} edited",
        "pt": "Lista de preços {code} alterada",
    }
    code: str
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class DraftEdited(Fact):
    """Rows of the draft of a list were written; nothing is in force by that."""

    kind = "prices.draft_edited"
    subject_type = "price_list"
    title: ClassVar[Text] = {
        "es": "Borrador {number} de la lista {code}: {rows} precios",
        "en": "Draft {number} of list {code}: {rows} prices",
        "pt": "Rascunho {number} da lista {code}: {rows} preços",
    }
    code: str
    number: int
    rows: int
    source: str


@dataclass(frozen=True, kw_only=True)
class DraftDiscarded(Fact):
    """The draft of a list was thrown away."""

    kind = "prices.draft_discarded"
    subject_type = "price_list"
    title: ClassVar[Text] = {
        "es": "Borrador {number} de la lista {code} descartado",
        "en": "Draft {number} of list {code} discarded",
        "pt": "Rascunho {number} da lista {code} descartado",
    }
    code: str
    number: int
    rows: int


@dataclass(frozen=True, kw_only=True)
class VersionSubmitted(Fact):
    """A version waits for approval, because it changes a price by more than the threshold."""

    kind = "prices.version_submitted"
    subject_type = "price_list"
    title: ClassVar[Text] = {
        "es": "Versión {number} de la lista {code} enviada a aprobación: cambio máximo {largest_change}",
        "en": "Version {number} of list {code} submitted for approval: largest change {largest_change}",
        "pt": "Versão {number} da lista {code} enviada para aprovação: alteração máxima {largest_change}",
    }
    forms: ClassVar[Mapping[str, Form]] = {"largest_change": as_points}
    code: str
    number: int
    rows: int
    largest_change: str
    starts_at: datetime


@dataclass(frozen=True, kw_only=True)
class VersionPublished(Fact):
    """A version of a list takes effect at `starts_at`."""

    kind = "prices.version_published"
    subject_type = "price_list"
    title: ClassVar[Text] = {
        "es": "Versión {number} de la lista {code} publicada: {rows} precios desde {starts_at}",
        "en": "Version {number} of list {code} published: {rows} prices from {starts_at}",
        "pt": "Versão {number} da lista {code} publicada: {rows} preços desde {starts_at}",
    }
    code: str
    number: int
    rows: int
    starts_at: datetime
    approved_by: str | None
    reverts: int | None


@dataclass(frozen=True, kw_only=True)
class VersionRefused(Fact):
    """An approver sent a version back."""

    kind = "prices.version_refused"
    subject_type = "price_list"
    title: ClassVar[Text] = {
        "es": "Versión {number} de la lista {code} devuelta: {reason}",
        "en": "Version {number} of list {code} sent back: {reason}",
        "pt": "Versão {number} da lista {code} devolvida: {reason}",
    }
    code: str
    number: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class VersionTakenBack(Fact):
    """A version was taken back before it was approved, or before it started."""

    kind = "prices.version_taken_back"
    subject_type = "price_list"
    title: ClassVar[Text] = {
        "es": "Versión {number} de la lista {code} retirada",
        "en": "Version {number} of list {code} taken back",
        "pt": "Versão {number} da lista {code} retirada",
    }
    code: str
    number: int
    was: str


@dataclass(frozen=True, kw_only=True)
class GroupCreated(Fact):
    """A group of customers was made."""

    kind = "prices.group_created"
    subject_type = "customer_group"
    title: ClassVar[Text] = {
        "es": "Grupo de clientes {code} creado",
        "en": "Customer group {code} created",
        "pt": "Grupo de clientes {code} criado",
    }
    code: str
    name: str
    customers: int


@dataclass(frozen=True, kw_only=True)
class GroupEdited(Fact):
    """A group of customers was changed."""

    kind = "prices.group_edited"
    subject_type = "customer_group"
    title: ClassVar[Text] = {
        "es": "Grupo de clientes {code} modificado",
        "en": "Customer group {code} edited",
        "pt": "Grupo de clientes {code} alterado",
    }
    code: str
    changes: dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class GroupRemoved(Fact):
    """A group of customers was removed."""

    kind = "prices.group_removed"
    subject_type = "customer_group"
    title: ClassVar[Text] = {
        "es": "Grupo de clientes {code} eliminado",
        "en": "Customer group {code} removed",
        "pt": "Grupo de clientes {code} removido",
    }
    code: str


@dataclass(frozen=True, kw_only=True)
class PricesPutBack(Fact):
    """A load of prices was taken out of drafts again."""

    kind = "prices.load_put_back"
    subject_type = "price_list"
    title: ClassVar[Text] = {
        "es": "Carga de precios deshecha: {restored} precios",
        "en": "Load of prices undone: {restored} prices",
        "pt": "Carga de preços desfeita: {restored} preços",
    }
    restored: int
