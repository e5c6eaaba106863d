"""What planning announces, in the past tense."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from fluxion.base.facts import Fact
from fluxion.values.errors import Text


@dataclass(frozen=True, kw_only=True)
class PlanAsked(Fact):
    """Somebody asked for a planning run."""

    kind: ClassVar[str] = "planning.run_started"
    subject_type: ClassVar[str] = "planning_run"
    title: ClassVar[Text] = {
        "es": "Pidió una planificación",
        "en": "Asked for a planning run",
        "pt": "Pediu um planejamento",
    }
    as_of: str | None
    horizon_days: int | None


@dataclass(frozen=True, kw_only=True)
class PlanReady(Fact):
    """A plan was published; its suggestions, transfers and alerts are what pages now show."""

    kind: ClassVar[str] = "planning.plan_ready"
    subject_type: ClassVar[str] = "planning_run"
    title: ClassVar[Text] = {
        "es": "Plan al {as_of}: {suggestions} sugerencias, {transfers} traslados, {alerts} alertas",
        "en": "Plan as of {as_of}: {suggestions} suggestions, {transfers} transfers, {alerts} alerts",
        "pt": "Plano em {as_of}: {suggestions} sugestões, {transfers} transferências, {alerts} alertas",
    }
    as_of: str
    series: int
    suggestions: int
    transfers: int
    alerts: int


@dataclass(frozen=True, kw_only=True)
class SuggestionEdited(Fact):
    """Somebody changed the quantity of a suggested order line."""

    kind: ClassVar[str] = "planning.suggestion_edited"
    subject_type: ClassVar[str] = "suggestion"
    title: ClassVar[Text] = {
        "es": "Cambió la cantidad sugerida de {sku} en {location}: {before} → {after}",
        "en": "Changed the suggested quantity of {sku} at {location}: {before} → {after}",
        "pt": "Alterou a quantidade sugerida de {sku} em {location}: {before} → {after}",
    }
    sku: str
    location: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True, kw_only=True)
class SuggestionRejected(Fact):
    """Somebody decided not to order what was suggested."""

    kind: ClassVar[str] = "planning.suggestion_rejected"
    subject_type: ClassVar[str] = "suggestion"
    title: ClassVar[Text] = {
        "es": "Rechazó la sugerencia de {sku} en {location}: {reason}",
        "en": "Rejected the suggestion of {sku} at {location}: {reason}",
        "pt": "Rejeitou a sugestão de {sku} em {location}: {reason}",
    }
    sku: str
    location: str
    quantity: Decimal
    reason: str


@dataclass(frozen=True, kw_only=True)
class SuggestionReopened(Fact):
    """Somebody took back a rejection."""

    kind: ClassVar[str] = "planning.suggestion_reopened"
    subject_type: ClassVar[str] = "suggestion"
    title: ClassVar[Text] = {
        "es": "Reabrió la sugerencia de {sku} en {location}",
        "en": "Reopened the suggestion of {sku} at {location}",
        "pt": "Reabriu a sugestão de {sku} em {location}",
    }
    sku: str
    location: str


@dataclass(frozen=True, kw_only=True)
class SuggestionApproved(Fact):
    """Somebody approved a suggested order line; it stands on a purchase order."""

    kind: ClassVar[str] = "planning.suggestion_approved"
    subject_type: ClassVar[str] = "suggestion"
    title: ClassVar[Text] = {
        "es": "Aprobó {quantity} de {sku} para {location} en el pedido {order}",
        "en": "Approved {quantity} of {sku} for {location} on order {order}",
        "pt": "Aprovou {quantity} de {sku} para {location} no pedido {order}",
    }
    sku: str
    location: str
    quantity: Decimal
    order: str
    order_id: int


@dataclass(frozen=True, kw_only=True)
class TransferSuggestionEdited(Fact):
    """Somebody changed the quantity of a suggested transfer."""

    kind: ClassVar[str] = "planning.transfer_edited"
    subject_type: ClassVar[str] = "transfer_suggestion"
    title: ClassVar[Text] = {
        "es": "Cambió el traslado sugerido de {sku} ({origin} → {target}): {before} → {after}",
        "en": "Changed the suggested transfer of {sku} ({origin} → {target}): {before} → {after}",
        "pt": "Alterou a transferência sugerida de {sku} ({origin} → {target}): {before} → {after}",
    }
    sku: str
    origin: str
    target: str
    before: Decimal
    after: Decimal


@dataclass(frozen=True, kw_only=True)
class TransferSuggestionRejected(Fact):
    """Somebody decided against a suggested transfer."""

    kind: ClassVar[str] = "planning.transfer_rejected"
    subject_type: ClassVar[str] = "transfer_suggestion"
    title: ClassVar[Text] = {
        "es": "Rechazó el traslado de {sku} ({origin} → {target}): {reason}",
        "en": "Rejected the transfer of {sku} ({origin} → {target}): {reason}",
        "pt": "Rejeitou a transferência de {sku} ({origin} → {target}): {reason}",
    }
    sku: str
    origin: str
    target: str
    quantity: Decimal
    reason: str


@dataclass(frozen=True, kw_only=True)
class TransferSuggestionReopened(Fact):
    """Somebody took back the rejection of a transfer."""

    kind: ClassVar[str] = "planning.transfer_reopened"
    subject_type: ClassVar[str] = "transfer_suggestion"
    title: ClassVar[Text] = {
        "es": "Reabrió el traslado sugerido de {sku} ({origin} → {target})",
        "en": "Reopened the suggested transfer of {sku} ({origin} → {target})",
        "pt": "Reabriu a transferência sugerida de {sku} ({origin} → {target})",
    }
    sku: str
    origin: str
    target: str


@dataclass(frozen=True, kw_only=True)
class TransferSuggestionApproved(Fact):
    """Somebody approved a suggested transfer; it stands on a transfer document."""

    kind: ClassVar[str] = "planning.transfer_approved"
    subject_type: ClassVar[str] = "transfer_suggestion"
    title: ClassVar[Text] = {
        "es": "Aprobó trasladar {quantity} de {sku} ({origin} → {target}), traslado {transfer}",
        "en": "Approved moving {quantity} of {sku} ({origin} → {target}), transfer {transfer}",
        "pt": "Aprovou transferir {quantity} de {sku} ({origin} → {target}), transferência {transfer}",
    }
    sku: str
    origin: str
    target: str
    quantity: Decimal
    transfer: str
    transfer_id: int


@dataclass(frozen=True, kw_only=True)
class AlertDismissed(Fact):
    """Somebody has taken note of an alert."""

    kind: ClassVar[str] = "planning.alert_dismissed"
    subject_type: ClassVar[str] = "alert"
    title: ClassVar[Text] = {
        "es": "Descartó la alerta {alert} de {sku} en {location}",
        "en": "Dismissed the alert {alert} of {sku} at {location}",
        "pt": "Descartou o alerta {alert} de {sku} em {location}",
    }
    alert: str
    sku: str
    location: str


@dataclass(frozen=True, kw_only=True)
class ParameterSet(Fact):
    """Somebody set a planning parameter."""

    kind: ClassVar[str] = "planning.parameter_set"
    subject_type: ClassVar[str] = "parameter"
    title: ClassVar[Text] = {
        "es": "Fijó {name} en {after} ({scope}; antes {before})",
        "en": "Set {name} to {after} ({scope}; before {before})",
        "pt": "Definiu {name} em {after} ({scope}; antes {before})",
    }
    name: str
    scope: str
    before: float | None
    after: float


@dataclass(frozen=True, kw_only=True)
class ParameterDeleted(Fact):
    """Somebody removed a planning parameter, so that a farther value holds again."""

    kind: ClassVar[str] = "planning.parameter_deleted"
    subject_type: ClassVar[str] = "parameter"
    title: ClassVar[Text] = {
        "es": "Quitó {name} ({scope}; era {before})",
        "en": "Removed {name} ({scope}; was {before})",
        "pt": "Removeu {name} ({scope}; era {before})",
    }
    name: str
    scope: str
    before: float
